"""Quantities in a text: numbers with modifiers, ranges and units, read from the words alone. Pure functions on strings.

What needs the parse of a sentence (count nouns, names, changes, what is measured) is added by `statistics`.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from presspack.base.spans import Span
from presspack.english.lexicon import rows
from presspack.extract.quantities.amounts import Amount, amount
from presspack.extract.quantities.not_quantities import readable
from presspack.extract.quantities.number_grammar import number_at, numbers_in
from presspack.extract.quantities.number_words import Number, either, patterns, words_in
from presspack.extract.quantities.ranges import joined
from presspack.extract.quantities.units import YEARS, Unit

INTENSIFIER = (
    r"(?:(?:just|well|slightly|a\s+little|a\s+bit|far|comfortably|substantially|very|much|only|already|even|significantly|considerably"
    r"|a\s+total\s+of|some|somewhat|way|not)\s+)?"
)
BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s+)?$", re.IGNORECASE)
AGE_AFTER = re.compile(r"(?:[\s-]+|-)olds?\b|\s+of\s+age\b|[\s-]+y/?o\b", re.IGNORECASE)
AGE_BEFORE = re.compile(
    r"\b(?:aged|age|ages|as\s+(?:young|old)\s+as)\s+(?:of\s+|between\s+|from\s+|under\s+|over\s+|about\s+|at\s+least\s+)?$",
    re.IGNORECASE,
)
AGE_GROUP = re.compile(r"[\s-]+age[\s-]?(?:group|bracket|range|band|category)\b", re.IGNORECASE)
LIMIT_BEFORE = re.compile(r"\b(?:over|under)[\s-]$", re.IGNORECASE)
UNDER_TEAM = re.compile(r"\bunder-$", re.IGNORECASE)
OLDEST_JUNIOR = 23
FARTHEST = 8
TWO_BOUNDS = re.compile(r",?\s+(?:and|but)\s+", re.IGNORECASE)
LIST = re.compile(r"\s?,?\s?(?:and|or|,)\s", re.IGNORECASE)
CONVERSION = re.compile(r"\s?\(|\s?/\s?")
YO = re.compile(r"[\s-]?(?:y/?o|yo)\b", re.IGNORECASE)
OVER_WHILE = re.compile(
    r"\b(?:for|of|lasted|lasting|last|lasts|took|take|takes|is|was|been|be|are|spent|spend|after|in|by|than|just|well|a|an|the)\s+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as its words give it: `span` holds modifier, number and unit, `number` the number alone.

    `unit` and `kind` are None where the words right beside the number name no unit: a noun may follow. `doubt` says
    that a bare number may be a year. `is_change` marks 'from … to …', `falls` one that falls. `form` is the form of the
    number.
    """

    span: Span
    number: Span
    value: float
    high: float | None
    modifier: str
    unit: str | None
    kind: str | None
    per: str | None
    form: str
    is_change: bool = False
    falls: bool = False
    doubt: str | None = None


def quantities_in(text: str, *, dollar: str = "USD") -> list[Quantity]:
    """Return the quantities of `text` in order, none overlapping; a bare '$' is the currency `dollar`.

    "between 15 and 20 km" -> value 15, high 20, modifier range, unit km, kind physical.
    """
    plain = readable(text)
    if not patterns().start.search(plain):
        return []
    amounts: list[Amount] = []
    for number in split_pairs(plain, numbers_in(plain)):
        if amounts and number.start < amounts[-1].end:
            continue
        if one := amount(plain, number, dollar=dollar):
            amounts.append(one)
    found = [quantity(plain, one) for one in joined(plain, amounts)]
    return related(plain, found)


def split_pairs(text: str, numbers: list[Number]) -> list[Number]:
    """Return `numbers` with 'between one hundred and two thousand' read as two."""
    out: list[Number] = []
    for number in numbers:
        joint = re.search(r"\s+and\s+", text[number.start : number.end])
        if joint and BETWEEN.search(text, max(0, number.start - 30), number.start):
            first = numbers_in(text[: number.start + joint.start()])[-1]
            second = number_at(text, number.start + joint.end())
            out += [first, second] if second else [number]
        else:
            out.append(number)
    return out


@lru_cache(maxsize=1)
def modifier_patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return what finds a modifier that ends, and one that begins, at a position; and their codes."""
    listed = rows("modifiers")
    codes = {(row["position"] + " " + row["phrase"]).lower(): row["modifier_code"] for row in listed}
    phrases = {p: [row["phrase"] for row in listed if row["position"] == p] for p in ("before", "after")}
    spaced = {p: either(words).replace(r"\ ", r"\s+") for p, words in phrases.items()}
    before = (
        rf"(?:(?<![\w-])|^)(?P<whole>{INTENSIFIER}(?P<phrase>{spaced['before']}))(?:\s+(?:a|an|just|only))?[\s\"'-]*$"
    )
    after = rf"(?:,?\s*)(?P<phrase>{spaced['after']})(?![\w]|\s?/|\s+(?:or\s+minus\b|up\s|an?\s|the\s|[$€£\d]))"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE), codes


@lru_cache(maxsize=1)
def ends_of_modifiers() -> tuple[str, ...]:
    """Return the last words, in small letters, of modifiers that stand before a number."""
    phrases = (row["phrase"] for row in rows("modifiers") if row["position"] == "before")
    return tuple({phrase.lower().split()[-1].rstrip("-") for phrase in phrases})


@lru_cache(maxsize=1)
def moves_up() -> re.Pattern[str]:
    """Return what finds a verb whose 'up' belongs to it at the end of a text: 'will go up to 12 euros'."""
    return re.compile(rf"\b{either(words_in('moving_verb'))}\s+$", re.IGNORECASE)


def modifier_before(text: str, position: int) -> tuple[str, int] | None:
    """Return the code of the modifier that ends at `position`, and its start: ("no fewer than 5", 14) -> more_than."""
    window = max(0, position - 44)
    if not any(
        word.rstrip("\"'-").endswith(ends_of_modifiers()) for word in text[window:position].lower().split()[-3:]
    ):
        return None
    match = modifier_patterns()[0].search(text[window:position])
    if match is None:
        return None
    phrase = " ".join(match["phrase"].lower().split())
    if phrase == "up to" and moves_up().search(text, max(0, position - 60), window + match.start("whole")):
        return None
    code = modifier_patterns()[2]["before " + phrase]
    if re.match(r"not\s", match["whole"], re.I) and not phrase.startswith("not"):
        code = {"more_than": "less_than", "less_than": "more_than"}.get(code, code)
    return code, window + match.start("whole")


def modifier_after(text: str, position: int) -> tuple[str, int] | None:
    """Return the code of the modifier that begins at `position`, and its end: ("+ people", 0) -> more_than."""
    match = modifier_patterns()[1].match(text, position)
    if match is None or (
        match["phrase"][0].isalpha()
        and not text[position : position + 1].isspace()
        and text[position : position + 1] != ","
    ):
        return None
    return modifier_patterns()[2]["after " + " ".join(match["phrase"].lower().split())], match.end()


def quantity(text: str, one: Amount) -> Quantity:
    """Return `one` with its modifier, and as an age where the words say so."""
    unit, end = aged(text, one)
    start, code = one.start, "exact"
    before, after = modifier_before(text, one.start), modifier_after(text, end) or modifier_after(text, one.number.end)
    if before and not is_span_of_time(text, before, unit):
        code, start = before
    elif after:
        code, end = after[0], max(end, after[1])
    if one.high is not None:
        code = "range"
    name = unit.name if unit else None
    if unit and unit.kind in ("duration", "age") and one.unit_text:
        name = re.split(r"[\s-]", one.unit_text)[0]
    kind = unit.kind if unit else "ratio" if one.form in ("fraction", "ratio", "multiple", "multiple_verb") else None
    if one.form in ("multiple", "multiple_verb") and unit is None:
        name = "times"
    return Quantity(
        Span(start, end),
        one.number,
        one.value,
        one.high,
        code,
        name,
        kind,
        one.per,
        one.form,
        one.is_change,
        one.falls,
        one.doubt,
    )


def is_span_of_time(text: str, before: tuple[str, int], unit: Unit | None) -> bool:
    """True for 'over' before a time in which something happened: 'rose over three years', but not 'for over three'."""
    if unit is None or unit.kind != "duration" or not text[before[1] :].lower().startswith("over"):
        return False
    return not OVER_WHILE.search(text, max(0, before[1] - 12), before[1])


def aged(text: str, one: Amount) -> tuple[Unit | None, int]:
    """Return the unit and end of `one`, years of age where the words say so: '15-year-old', 'aged 18', 'under-30s'."""
    unit, end = one.unit, one.end
    is_time = unit is not None and unit.kind == "duration" and unit.factor >= 1
    if unit and is_time and (old := AGE_AFTER.match(text, end)):
        return replace(unit, kind="age"), old.end()
    if unit is None and one.per is None and one.form in ("digits", "words"):
        if yo := YO.match(text, end) or AGE_GROUP.match(text, end):
            return YEARS, yo.end()
        if UNDER_TEAM.search(text, max(0, one.start - 7), one.start) and one.value <= OLDEST_JUNIOR:
            return YEARS, end
        if (plural := re.match(r"s\b", text[end : end + 2])) and LIMIT_BEFORE.search(
            text, max(0, one.start - 8), one.start
        ):
            return YEARS, end + plural.end()
        if AGE_BEFORE.search(text, max(0, one.start - 24), one.start):
            return YEARS, end
    return unit, end


def related(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return `found` with what a quantity takes over from the one before it: modifier, age, the other bound."""
    out: list[Quantity] = []
    for one in found:
        last = out[-1] if out else None
        gap = text[last.span.end : one.span.start] if last else ""
        if last is None or len(gap) > FARTHEST:
            out.append(one)
        elif TWO_BOUNDS.fullmatch(gap) and (whole := bounded(last, one)):
            out[-1] = whole
        elif last.kind == "age" and one.kind is None and LIST.fullmatch(gap):
            out.append(replace(one, kind="age", unit=last.unit))
        elif last.kind == one.kind == "physical" and one.modifier == "exact" and CONVERSION.fullmatch(gap):
            carried = last.modifier if last.modifier != "range" else "exact"
            out.append(replace(one, modifier=carried))
        else:
            out.append(one)
    return out


def bounded(first: Quantity, second: Quantity) -> Quantity | None:
    """Return 'more than 10 but fewer than 20' as a range from 10 to 20, None if the two are no bounds of one figure."""
    if (
        first.kind not in (None, second.kind)
        or first.unit not in (None, second.unit)
        or first.per not in (None, second.per)
    ):
        return None
    low, high = (first, second) if first.modifier == "more_than" else (second, first)
    if (low.modifier, high.modifier) != ("more_than", "less_than") or not low.value < high.value:
        return None
    number, span = Span(first.number.start, second.number.end), Span(first.span.start, second.span.end)
    return replace(second, span=span, number=number, value=low.value, high=high.value, modifier="range")
