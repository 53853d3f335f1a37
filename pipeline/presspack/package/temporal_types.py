"""Dates, times, years, months and durations of Table Schema as DuckDB SQL."""

import re
from dataclasses import replace

from presspack.package import date_patterns
from presspack.package.compiled import Compiled, guarded, matches
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

CANONICAL = {
    "date": "({v})::VARCHAR",
    "time": "({v})::VARCHAR",
    "datetime": "epoch_us({v})::VARCHAR",
    "yearmonth": "({v})::VARCHAR",
    "duration": "({v})::VARCHAR",
    "year": "({v})::VARCHAR",
}


def wide_sql(cell: str) -> str:
    """Return SQL that says whether a dateTime needs an exact key: it has years or parts of a second too long."""
    return f"strlen({cell}) > 26 AND contains({cell}, '.') OR NOT regexp_matches({cell}, '^[0-9]{{4}}-')"


def is_wide(text: str) -> bool:
    """Return what `wide_sql` says of a text."""
    return (len(text) > 26 and "." in text) or re.match("[0-9]{4}-", text) is None


def wide(cell: str) -> Compiled:
    """Return the SQL of a dateTime of any year and any part of a second."""
    value = f"datetime_key({cell})"
    return Compiled(_odd_years("datetime", cell), value, "NULL", value)


def reading(kind: str, form: str, cell: str) -> Compiled:
    """Return SQL for a cell of a temporal type and format."""
    if kind == "duration":
        valid = f"({matches(cell, DURATION)} AND NOT suffix({cell}, 'P') AND NOT suffix({cell}, 'T'))"
        interval = f"CASE WHEN {valid} THEN {_DEFAULTS[kind].format(x=cell)} END"
        return replace(
            guarded(valid, f"duration_key({cell})", "", order=f"duration_order({cell})"),
            canonical=f"({interval})::VARCHAR",
        )
    default = _DEFAULTS[kind].format(x=cell)
    if kind in ("year", "yearmonth"):
        return guarded(matches(cell, _PATTERNS[kind]), default, CANONICAL[kind])
    if form == "default":
        if kind == "datetime":
            return Compiled(_odd_years(kind, cell), **_valued(_default_valid(kind, cell), default, kind))
        return guarded(_default_valid(kind, cell), default, CANONICAL[kind])
    value = _python_read(kind, form, cell)
    if form == date_patterns.ANY:
        value = f"CASE WHEN {_default_valid(kind, cell)} THEN {default} ELSE {value} END"
    return guarded(f"(({value}) IS NOT NULL)", value, CANONICAL[kind])


def _valued(valid: str, value: str, kind: str) -> dict[str, str]:
    value = f"CASE WHEN {valid} THEN {value} END"
    return {"value": value, "length": "NULL", "canonical": CANONICAL[kind].format(v=value)}


def _default_valid(kind: str, cell: str) -> str:
    year = f" AND NOT starts_with({cell}, '0000')" if kind in ("date", "datetime") else ""
    return f"({matches(cell, _PATTERNS[kind])}{year} AND {_DEFAULTS[kind].format(x=cell)} IS NOT NULL)"


def _odd_years(kind: str, cell: str) -> str:
    """Return SQL for the validity of a dateTime whose year may be negative or longer than four digits."""
    odd = f"regexp_matches({cell}, '^(?:-|[0-9]{{5}})')"
    return f"CASE WHEN {odd} THEN datetime_key({cell}) IS NOT NULL ELSE {_default_valid(kind, cell)} END"


def _python_read(kind: str, form: str, cell: str) -> str:
    """Return SQL for a value by a pattern: DuckDB reads what it reads as Python does, Python all else."""
    read = f"TRY_CAST(read_time({cell}, {text_sql(form)}) AS TIMESTAMP)"
    padded = "" if form == date_patterns.ANY else date_patterns.padded_expression(form)
    if padded:
        fast = f"CASE WHEN {matches(cell, padded)} THEN try_strptime({cell}, {text_sql(form)}) END"
        read = f"coalesce({fast}, {read})"
    return f"TRY_CAST({read} AS {_CASTS[kind]})"


def native(kind: str, cell: str, physical: str) -> Compiled:
    """Return SQL for a native value: a time with zone becomes the time in UTC."""
    if kind == "duration":
        text = _iso_duration(cell)
        return Compiled(None, f"duration_key({text})", "NULL", f"({cell})::VARCHAR", order=f"duration_order({text})")
    if physical == "TIMESTAMP WITH TIME ZONE":
        value = f"timezone('UTC', {cell})"
    elif physical == "TIMESTAMP_NS":
        return Compiled(None, cell, "NULL", CANONICAL[kind].format(v=f"({cell})::TIMESTAMP"))
    else:
        value = f"({cell})::TIMESTAMP" if physical.startswith("TIMESTAMP") else cell
    return Compiled(None, value, "NULL", CANONICAL[kind].format(v=value))


def _iso_duration(interval: str) -> str:
    """Return SQL for an interval as its months, days and seconds; each may have a sign of its own."""
    parts = (f"extract('{unit}' FROM {interval})" for unit in ("year", "month", "day", "hour", "minute"))
    year, month, day, hour, minute = parts
    seconds = f"(extract('microsecond' FROM {interval}) / 1000000)::DECIMAL(18, 6)"
    return f"concat('P', {year}, 'Y', {month}, 'M', {day}, 'DT', {hour}, 'H', {minute}, 'M', {seconds}, 'S')"


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
