"""From the match of one simple date pattern to its reading; None where the words are not a date after all."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from presspack.base.spans import Span
from presspack.english.lexicon import word_class
from presspack.extract.dates.patterns import Reading, any_of, number, value, words

Groups = Mapping[str, str | None]
OWNER = re.compile(r"(?:\b(?:the|this|that|its|his|her|their|our|a)|['’]s?)\s+$", re.I)
COUNTED = re.compile(r"\s+(?!(?:was|is|has|as|its|this|his)\b)[a-z]+s\b")
CUT_OF = re.compile(r"\b(?:quarters?|half|halves|months?|end|start|beginning|middle|year)\s+of\s+$", re.I)
LONG_UNITS = frozenset({"year", "decade", "century"})
OPEN_WORDS = word_class("open_date_word", "function_words")


@lru_cache(maxsize=2)
def lead(kind: str) -> re.Pattern[str]:
    """Return the pattern of words that stand before a bare month or year: 'in', 'since', 'early'."""
    return re.compile(rf"\b(?P<word>{any_of(kind)})[\s-]+$", re.IGNORECASE)


def reading(kind: str, found: re.Match[str]) -> Reading | None:
    """Return what a match of the pattern `kind` says: "last week" -> kind directed, unit week, count -1."""
    groups = {**dict.fromkeys(("year", "month", "day", "weekday", "unit", "n")), **found.groupdict()}
    return READERS[kind](Span(*found.span()), groups, found)


def _without_stop(span: Span, name: str, found: re.Match[str]) -> Span:
    """The full stop after 'Aug.' belongs to the date, the one after 'August.' or 'May.' to the sentence."""
    is_short = len(name) <= 4 and name.lower() not in {"may", "june", "july"}
    return span if is_short or not found.group().endswith(".") else Span(span.start, span.end - 1)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _unit(groups: Groups) -> str:
    return value("unit", groups["unit"] or "")


def _amount(groups: Groups) -> int | None:
    text = groups["n"] or ""
    amount = int(text) if text.isdigit() else number("number", text)
    return amount or None


def _calendar(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    month, day = g["month"], _int(g["day"])
    if (
        month
        and month[0].islower()
        and month.lower() in words()["also_word"]
        and (day is None or found.string[span.end :][:1].isalpha())
    ):
        return None
    if day == 0:
        return None
    weekday = number("weekday", g["weekday"])
    return Reading(
        _without_stop(span, month or "", found), "calendar", _int(g["year"]), number("month", month), day, weekday
    )


def _numeric(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    day, month = int(g["day"] or 0), int(g["month"] or 0)
    if g["mark"] == "." or day > 12 >= month:
        order = "day-month-year"
    elif month > 12 >= day:
        day, month, order = month, day, "month-day-year"
    else:
        order = "day-month-year" if day == month else "unclear"
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Reading(span, "calendar", _int(g["year"]), month, day, order=order)


def _iso(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "calendar", _int(g["year"]), _int(g["month"]), _int(g["day"]), order="year-month-day")


def _named(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    year, month, day = map(int, value("named", g["word"] or "").split("-"))
    return Reading(span, "calendar", year, month, day)


def _holiday(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    if not found.group("word")[0].isupper():
        return None
    month, day = map(int, value("holiday", g["word"] or "").split("-"))
    return Reading(span, "calendar", _int(g["year"]), month, day)


def _monthday(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "monthday", day=_int(g["day"]), weekday=number("weekday", g["weekday"]))


def _in_name(span: Span, found: re.Match[str]) -> bool:
    """True for a capitalised word beside another, which is a name: the newspaper 'Harbour Today'."""
    text = found.string
    return (
        text[span.start].isupper()
        and re.search(r"[A-Z][\w’']*[ \u00a0]$", text[max(0, span.start - 20) : span.start]) is not None
    )


def _near(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    if _in_name(span, found):
        return None
    return Reading(span, "near", unit="day", count=number("near", g["word"]))


def _now(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return None if _in_name(span, found) else Reading(span, "now")


def _is_habit(span: Span, found: re.Match[str]) -> bool:
    """True after 'every' and the like: 'every Friday' is no date."""
    word = re.search(r"(\w+)\s+$", found.string[max(0, span.start - 12) : span.start])
    return word is not None and word[1].lower() in words()["habit"]


def _weekday(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    name = found.group("weekday")
    if not _is_weekday(name, found) or _is_habit(span, found):
        return None
    span, day = _without_stop(span, name, found), number("weekday", name)
    if (g["direction"] or "").lower() in {"coming", "upcoming"}:
        return Reading(span, "weekday", weekday=day, unit="coming", count=1)
    week = {"last": -1, "this": 0, "next": 1}.get((g["week"] or "").lower())
    if week is not None:
        return Reading(span, "weekday", weekday=day, unit="week", count=week)
    return Reading(span, "weekday", weekday=day, count=number("direction", g["direction"]))


def _is_weekday(name: str, found: re.Match[str]) -> bool:
    """False for 'sat', 'sun' and the like without capital or full stop, and for days with a name: 'Good Friday'."""
    if name.islower() and len(name) < 6:
        return False
    before = re.search(r"([A-Z]\w+)\s+$", found.string[max(0, found.start() - 12) : found.start()])
    named = before is not None and before[1].lower() in words()["named_weekday"]
    return not named and (name.lower() not in words()["also_word"] or found.group().endswith("."))


def _directed_month(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "directed_month", month=number("month", g["month"]), count=number("direction", g["direction"]))


def _month(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    name, before = found.group("month"), found.string[max(0, span.start - 12) : span.start]
    if name[0].islower() or _is_habit(span, found):
        return None
    led = lead("before_month").search(before)
    if name.lower() in words()["also_word"].keys() | {"august"} and not led:
        return None
    named = re.match(r"\s+[A-Z][a-z]", found.string[span.end : span.end + 3])
    if name.lower() in words()["also_name"] and named and not (led and led["word"].lower() != "and"):
        return None
    return Reading(_without_stop(span, name, found), "calendar", month=number("month", name))


def _season(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    year, toward = _int(g["year"]), number("direction", g.get("direction"))
    if (
        year is None
        and toward is None
        and not re.search(r"\b(?:in|during|since|until|by|of|over)\s+$", found.string[: span.start])
    ):
        return None
    if g["season"] == "fall" and year is None and toward is None:
        return None
    return Reading(span, "season", year, number("season", g["season"]), count=toward)


def _nth(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    """The first Monday of a month, or of last, this or next month; `count` -1 is the last one."""
    order = found["nth"].lower()
    count = -1 if order in {"last", "final"} else number("ordinal", order)
    day, month = number("weekday", g["weekday"]), number("month", g["month"])
    toward = number("direction", g.get("direction"))
    return Reading(span, "nth", _int(g["year"]), month, toward, weekday=day, count=count)


def _fiscal(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    if g.get("short"):
        return Reading(span, "year", 2000 + int(g["short"] or 0))
    return _years(span, g, found) if g.get("to") else Reading(span, "year", _int(g["year"]))


def _month_quarter(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "month_quarter", _int(g["year"]), number("month", g["month"]))


def _same_ago(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "same_ago", _int(g["year"]), unit="year", count=-1, from_text=True)


def _half(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    half = found.group("half")
    if half[0].isdigit():
        half = half[::-1]
    if half[0].islower() or half in {"H3", "H4"}:
        return None
    year = 2000 + int(short) if (short := g.get("short")) else _int(g["year"])
    return Reading(span, "year", year, part=half.lower())


def _quarter(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    ordinal = number("ordinal", found.group("ordinal")) or 0
    return Reading(span, "year", _int(g["year"]), part=f"q{ordinal}") if ordinal <= 4 else None


def _year_part(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    ordinal, cut = number("ordinal", found["ordinal"]) or 0, found["cut"][0].lower()
    if ordinal > (4 if cut == "q" else 2):
        return None
    return Reading(span, "directed", unit="year", count=number("direction", g["direction"]), part=f"{cut}{ordinal}")


def _run(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "run", unit=_unit(g), count=_amount(g), day=number("direction", g["direction"]))


def _vague(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "vague")


def _directed(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    unit = _unit(g)
    if (g["direction"] or "").lower() == "past" and unit in LONG_UNITS:
        return Reading(span, "run", unit=unit, count=1, day=-1, part="one")  # 'over the past year' ends today
    return Reading(span, "directed", unit=unit, count=number("direction", g["direction"]))


def _to_date(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "directed", unit=_unit(g), count=0)


def _same(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    unit = "day" if g["unit"] == "date" else _unit(g)
    return Reading(span, "directed", unit=unit, count=0, from_text=True)


def _next_to(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "directed", unit=_unit(g), count=int(value("side", g["side"] or "")), from_text=True)


def _ago(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    side, amount = (g["side"] or "").lower(), _amount(g)
    if g["more"] or amount is None:
        return Reading(span, "vague")
    if side in {"before", "after"} and re.match(r"\s+\w", found.string[span.end :]):
        return Reading(span, "from_next", unit=_unit(g), count=amount * int(value("side", side)))
    return Reading(span, "directed", unit=_unit(g), count=amount * int(value("side", side)), from_text=side != "ago")


def _ahead(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    amount = _amount(g)
    return Reading(span, "ahead", unit=_unit(g), count=amount) if amount else None


def _decade(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "years", _int(g["decade"]), count=10)


def _decade_word(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    tens = _int(g["tens"]) if g["tens"] else number("decade", g["word"])
    if tens is None:
        return None
    return Reading(span, "years", (2000 if tens < 30 else 1900) + tens, count=10)


def _century(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    if re.match(r"\s+[A-Z]", found.string[span.end : span.end + 3]):
        return None
    return Reading(span, "years", (int(g["century"] or 0) - 1) * 100 + 1, count=100)


def _years(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    year, to = int(g["year"] or 0), int(g["to"] or 0)
    last = to if to > 99 else year // 100 * 100 + to
    return Reading(span, "years", year, count=last - year + 1) if 0 < last - year < 50 else None


def _year(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    before, after = found.string[max(0, span.start - 14) : span.start], found.string[span.end : span.end + 24]
    led = lead("before_year").search(before)
    ahead = re.match(r"\s+([a-z]+)", after)
    if CUT_OF.search(found.string, max(0, span.start - 24), span.start):
        return Reading(span, "year", _int(g["year"]))
    if led and not (led["word"].lower() in OPEN_WORDS and (COUNTED.match(after) or found["year"] < "1800")):
        return Reading(span, "year", _int(g["year"]))
    if OWNER.search(before) and ahead:
        return Reading(span, "year", _int(g["year"]))
    if re.search(r"[(\[]$", before) and re.match(r"\s*[)\],;–-]", after):
        return Reading(span, "year", _int(g["year"]))
    if re.search(r"(?:^|[.!?,;:\n]\s*)$", before) and ahead and ahead[1] in words()["after_year"]:
        return Reading(span, "year", _int(g["year"]))
    return None


def _the_unit(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "the_unit", unit=_unit(g), count=0)


def _bare_day(span: Span, g: Groups, found: re.Match[str]) -> Reading | None:
    return Reading(span, "monthday", day=_int(g["day"]))


READERS: dict[str, Callable[[Span, Groups, re.Match[str]], Reading | None]] = {
    **{"named": _named, "iso": _iso, "numeric": _numeric, "calendar": _calendar, "holiday": _holiday},
    **{"monthday": _monthday, "near": _near, "now": _now, "weekday": _weekday, "directed_month": _directed_month},
    **{
        "season": _season,
        "half": _half,
        "quarter": _quarter,
        "year_part": _year_part,
        "run": _run,
        "vague": _vague,
        "directed": _directed,
    },
    **{"same": _same, "next_to": _next_to, "ago": _ago, "ahead": _ahead, "decade": _decade, "century": _century},
    **{"nth": _nth, "fiscal": _fiscal, "month_quarter": _month_quarter, "same_ago": _same_ago},
    **{"decade_word": _decade_word, "years": _years, "year": _year, "the_unit": _the_unit, "month": _month},
    "to_date": _to_date,
    **{"bare_day": _bare_day},
}
