"""Dates, times, years, months and durations of Table Schema as DuckDB SQL."""

from presspack.package.duckdb import text_sql

ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}"
DATETIME = rf"{DATE}T{TIME}(?:\.[0-9]+)?{ZONE}?"
YEARMONTH = rf"{YEAR}-(?:0[1-9]|1[0-2]){ZONE}?"
DURATION = (
    r"-?P(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
ANY_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%Y%m%d")
ANY_TIMES = ("%H:%M:%S", "%H:%M", "%I:%M %p", "%H:%M:%S.%f")

CANONICAL = {
    "date": "({v})::VARCHAR",
    "time": "({v})::VARCHAR",
    "datetime": "epoch_us({v})::VARCHAR",
    "yearmonth": "({v})::VARCHAR",
    "duration": "({v})::VARCHAR",
    "year": "({v})::VARCHAR",
}


def reading(kind: str, form: str, cell: str) -> tuple[str, str, str]:
    """Return SQL for (is the cell valid, its value, its canonical text) of a temporal type and format."""
    if form in ("default", "any") or kind in ("year", "yearmonth", "duration"):
        default = _DEFAULTS[kind].format(x=cell)
        valid = f"regexp_full_match({cell}, {text_sql(_PATTERNS[kind])})"
        if kind == "duration":
            valid = f"({valid} AND NOT suffix({cell}, 'P') AND NOT suffix({cell}, 'T'))"
        elif kind in ("date", "time", "datetime"):
            valid = f"({valid} AND {default} IS NOT NULL)"
        if form == "any" and kind in ("date", "time", "datetime"):
            default = f"coalesce(CASE WHEN {valid} THEN {default} END, {_any(kind, cell)})"
            valid = f"({default} IS NOT NULL)"
    else:
        default = f"TRY_CAST(try_strptime({cell}, {text_sql(form)}) AS {_CASTS[kind]})"
        valid = f"({default} IS NOT NULL)"
    return valid, default, CANONICAL[kind]


def native(cell: str, physical: str) -> str:
    """Return SQL for the value of a native cell: a time with zone becomes the time in UTC."""
    if physical == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('UTC', {cell})"
    return f"({cell})::TIMESTAMP" if physical.startswith("TIMESTAMP") else cell


def _any(kind: str, cell: str) -> str:
    forms = {"date": ANY_DATES, "time": ANY_TIMES}.get(kind) or tuple(
        f"{date}{gap}{time}" for date in ANY_DATES for gap in (" ", "T") for time in ANY_TIMES
    )
    listed = ", ".join(map(text_sql, forms))
    return f"TRY_CAST(try_strptime({cell}, [{listed}]) AS {_CASTS[kind]})"


def _part(cell: str, unit: str, number: str = "[0-9]+") -> str:
    found = f"nullif(regexp_extract({cell}, '({number}){unit}', 1), '')"
    return f"coalesce(TRY_CAST({found} AS DOUBLE), 0)"


def _duration() -> str:
    days, clock = "split_part({x}, 'T', 1)", "split_part({x}, 'T', 2)"
    months = f"CAST({_part(days, 'Y')} * 12 + {_part(days, 'M')} AS INTEGER)"
    seconds = f"{_part(clock, 'H')} * 3600 + {_part(clock, 'M')} * 60 + {_part(clock, 'S', '[0-9.]+')}"
    whole = f"to_months({months}) + to_days(CAST({_part(days, 'D')} AS INTEGER)) + to_seconds({seconds})"
    # TRY: a duration of more years than an interval can hold has no value, but is one
    return f"TRY(CASE WHEN prefix({{x}}, '-') THEN INTERVAL 0 SECOND - ({whole}) ELSE {whole} END)"


_PATTERNS = {
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
    "year": YEAR + ZONE + "?",
    "yearmonth": YEARMONTH,
    "duration": DURATION,
}
_CASTS = {"date": "DATE", "time": "TIME", "datetime": "TIMESTAMP"}
_ZONED = f"CASE WHEN regexp_matches({{x}}, '{ZONE}$') THEN {{x}} ELSE {{x}} || 'Z' END"
_YEAR_NUMBER = "TRY_CAST(regexp_extract({x}, '^-?[0-9]+') AS BIGINT)"
_MONTH_NUMBER = "TRY_CAST(regexp_extract({x}, '^-?[0-9]+-([0-9]{{2}})', 1) AS BIGINT)"
_DEFAULTS = {
    "date": "TRY_CAST({x} AS DATE)",
    "time": "TRY_CAST({x} AS TIME)",
    "datetime": "timezone('UTC', TRY_CAST(" + _ZONED.replace("{2}", "{{2}}") + " AS TIMESTAMPTZ))",
    "year": _YEAR_NUMBER,
    "yearmonth": f"TRY({_YEAR_NUMBER} * 12 + {_MONTH_NUMBER} - 1)",
    "duration": _duration(),
}
