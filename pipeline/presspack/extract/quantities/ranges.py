"""Amounts that belong together: ranges, mixed units ('5 feet 2 inches'), and units that a later number names."""

import re
from dataclasses import replace
from functools import lru_cache

from presspack.base.spans import Span
from presspack.english.lexicon import rows
from presspack.extract.quantities.amounts import Amount
from presspack.extract.quantities.cardinals import exact
from presspack.extract.quantities.number_words import either, words_in
from presspack.extract.quantities.units import Unit

DASH = re.compile(r"\s?[-–—~]\s?|\s?\.\.\.?\s?|\s?…\s?")
TO = re.compile(
    r"-to-|-?\s+(?:to|till|until|through)\s+(?:about\s+|around\s+|the\s+|as\s+much\s+as\s+|up\s+to\s+)?", re.IGNORECASE
)
AND = re.compile(r"\s+and\s+(?:about\s+|around\s+)?", re.IGNORECASE)
PLUS_MINUS = re.compile(r"\s?(?:±|\+/?[-−]|plus\s+or\s+minus)\s?", re.IGNORECASE)
LISTED = re.compile(r"-?\s+(?:or|and|to)\s+(?:even\s+)?|,\s+(?:(?:or|and)\s+)?|\s?/\s?", re.IGNORECASE)
PIECES = re.compile(r"\s+and\s+", re.IGNORECASE)
SMALLEST_SCALE = 1000
# '8h 30m'
MINUTE = Unit("minute", "duration", "s", 60)
MIXED = re.compile(r",?\s+(?:and\s+)?", re.IGNORECASE)
LONG_TO = re.compile(
    r"[^.,;:!?\n()]{0,60}?\bto\s+(?:(?:about|around|nearly|almost|roughly|over|just|some|more\s+than|an?|the|as\s+much\s+as|up\s+to)\s+)*",
    re.I,
)
FROM = re.compile(
    r"\bfrom\s+(?:about\s+|around\s+|just\s+|some\s+|roughly\s+|nearly\s+|an?\s+|between\s+|the\s+)?$", re.IGNORECASE
)
RANGING = re.compile(
    r"\b(?:rang\w+|var\w+|anywhere|everything|anything|somewhere|priced|prices|aged|ages)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
AGED = re.compile(r"\b(?:aged?|ages)\s+$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|the\s+)?$", re.IGNORECASE)


def joined(text: str, amounts: list[Amount]) -> list[Amount]:
    """Return `amounts` with ranges and mixed units made one, scores dropped, and units shared along lists.

    "between 15 and 20 km" -> one amount 15 to 20 km; "45 or 50 mg" -> 45 mg, 50 mg; "lost 3-1" -> nothing.
    """
    out: list[Amount] = []
    for one in amounts:
        last = out[-1] if out else None
        if last is not None and (whole := together(text, last, one)):
            out[-1] = whole
        elif last is not None and is_score(text, last, one):
            out[-1] = replace(last, doubt="score")
            out.append(replace(one, doubt="score"))
        else:
            out.append(one)
    return shared([one for one in out if one.doubt != "score"], text)


def together(text: str, first: Amount, second: Amount) -> Amount | None:
    """Return the one amount that two neighbours make, None if they are two."""
    gap = text[first.end : second.start]
    if len(gap) > 64:
        return None
    if MIXED.fullmatch(gap) and (mixed := mixed_amount(first, second)):
        return mixed
    if PIECES.fullmatch(gap) and (whole := pieces(text, first, second)):
        return whole
    if first.high is not None or second.high is not None or first.form == "vague" or second.form == "vague":
        return None
    if PLUS_MINUS.fullmatch(gap):
        return around(first, second)
    return range_of(text, first, second) if is_range(text, first, second) else None


def mixed_amount(first: Amount, second: Amount) -> Amount | None:
    """Return '5 feet 2 inches' as 5.17 feet: the same base, the second less than one of the first."""
    whole, part = first.unit, second.unit
    if whole and part and whole.base == "s" and part.name == "m":
        part = MINUTE
    if not (whole and part and whole.base and (whole.base, whole.kind) == (part.base, part.kind)):
        return None
    finest = first.finest or whole.factor
    is_plain = first.high is second.high is None and first.per is None
    is_whole = bool(first.finest) or first.value.is_integer()
    if not (is_plain and is_whole and part.factor < finest and 0 <= second.value * part.factor < finest):
        return None
    value = (first.value * whole.factor + second.value * part.factor) / whole.factor
    number = Span(first.number.start, second.number.end)
    return replace(first, end=second.end, number=number, value=value, per=second.per, finest=part.factor)


def pieces(text: str, first: Amount, second: Amount) -> Amount | None:
    """Return a number told in pieces as one: '585 thousand and 39 cases' -> 585039 cases."""
    is_plain = first.unit is None and first.high is second.high is None and first.form == second.form == "digits"
    if (
        not is_plain
        or first.scale < SMALLEST_SCALE
        or not 0 < second.value < first.scale
        or not second.value.is_integer()
    ):
        return None
    if BETWEEN.search(text, max(0, first.start - 24), first.start) or first.value % first.scale or second.prefixed:
        return None
    scale = second.scale if second.scale > 1 else SMALLEST_SCALE
    return replace(
        second, start=first.start, number=Span(first.number.start, second.number.end), value=first.value + second.value,
        scale=scale, doubt=None,
    )  # fmt: skip


def around(first: Amount, second: Amount) -> Amount:
    """Return '12 ± 3 %' as the range 9 to 15."""
    unit = second.unit or first.unit
    text = second.unit_text or first.unit_text
    low, high = first.value - abs(second.value), first.value + abs(second.value)
    return replace(
        first,
        end=second.end,
        number=Span(first.number.start, second.number.end),
        value=low,
        high=high,
        unit=unit,
        unit_text=text,
    )


def is_range(text: str, first: Amount, second: Amount) -> bool:
    """True when two amounts are the ends of one range, or of one change ('from 40 to 60 per cent')."""
    gap = text[first.end : second.start]
    is_from = bool(FROM.search(text, max(0, first.start - 24), first.start))
    if not (agree(first, second) or (is_from and second.unit is None)) or ("\x00" in gap and not is_from):
        return False
    if "multiple" in first.form or "multiple" in second.form or (first.form == "fraction" and second.form == "words"):
        return False
    before = text[max(0, first.start - 24) : first.start]
    if AND.fullmatch(gap):
        return bool(BETWEEN.search(before))
    if is_from and LONG_TO.fullmatch(gap):
        return True
    low, high = ends(first, second)
    if TO.fullmatch(gap):
        return (
            low < high
            and not (first.unit and second.unit and is_change_before(before))
            and not is_named_year(first, second)
        )
    return (
        bool(DASH.fullmatch(gap))
        and low < high
        and not is_named_year(first, second)
        and not is_score(text, first, second)
    )


def is_named_year(first: Amount, second: Amount) -> bool:
    """True when either end may be a year and neither has a unit."""
    return (
        (first.doubt == "year" or second.doubt == "year")
        and first.unit is None
        and second.unit is None
        and first.value >= 1500
    )


def agree(first: Amount, second: Amount) -> bool:
    """True when two amounts can be of one unit: the same, or only the last names it, or a sign before the first."""
    if first.unit is None or second.unit is None:
        return first.unit is None or first.prefixed
    return (first.unit.name, first.per or second.per) == (second.unit.name, second.per or first.per)


def is_score(text: str, first: Amount, second: Amount) -> bool:
    """True for '3-1' and '52-48': two small bare numbers with a dash and nothing they could count."""
    gap = text[first.end : second.start]
    if (
        not re.fullmatch(r"[-–—]|\s[-–]\s", gap)
        or first.unit
        or second.unit
        or first.form != "digits"
        or second.form != "digits"
    ):
        return False
    if second.value <= first.value:
        return True
    if AGED.search(text, max(0, first.start - 12), first.start):
        return False
    return second.value < 100 and not counted_pattern().match(text, second.end)


def ends(first: Amount, second: Amount) -> tuple[float, float]:
    """Return both values, the scale word of the second applied to the first where it is meant: '3 to 5 million'."""
    low, high = first.value, second.value
    if first.scale == 1 and second.scale > 1 and abs(low) < abs(high) / second.scale:
        low = exact(low, second.scale)
    return low, high


def range_of(text: str, first: Amount, second: Amount) -> Amount:
    """Return the amount from the lower to the higher of two; a change keeps its direction in the verb."""
    low, high = ends(first, second)
    before = text[max(0, first.start - 24) : first.start]
    is_change = bool((start := FROM.search(before)) and not RANGING.search(before[: start.start()]))
    unit = second.unit or first.unit
    return replace(
        second, start=first.start, end=max(first.end, second.end), number=Span(first.number.start, second.number.end),
        value=min(low, high), high=max(low, high) if low != high else None,
        unit=unit, unit_text=second.unit_text or first.unit_text,
        per=second.per or first.per, is_change=is_change,
        falls=is_change and low > high, prefixed=first.prefixed or second.prefixed, doubt=None,
    )  # fmt: skip


def shared(amounts: list[Amount], text: str) -> list[Amount]:
    """Return `amounts` with the unit that ends a list given to the bare numbers before it: '5- or 6-inch'."""
    out: list[Amount] = []
    is_list = False
    for one in reversed(amounts):
        after = out[-1] if out else None
        link = LISTED.fullmatch(text[one.end : after.start]) if after else None
        is_list = link is not None and (is_list or bool(link.group().strip(" ,-")))
        bare = one.unit is None and one.form in ("digits", "words")
        if link is not None and " or" in link.group() and after is not None and one.value > after.value:
            # '100, or 16 per cent': the same said twice
            bare = False
        out.append(with_unit_of(one, after) if after is not None and is_list and bare else one)
    return out[::-1]


def with_unit_of(one: Amount, other: Amount) -> Amount:
    """Return a bare `one` with the unit of `other`, and its scale word where it is meant: '3 or 4 million euros'."""
    if (
        other.unit is None
        or other.unit.kind == "count"
        or (one.doubt == "year" and other.unit.kind not in ("money", "physical"))
    ):
        return one
    one = replace(one, unit=other.unit, unit_text=other.unit_text, per=other.per, doubt=None)
    if one.scale == 1 < other.scale and other.high is None and one.value < other.value / other.scale:
        one = replace(one, value=exact(one.value, other.scale), scale=other.scale)
    return one


def is_change_before(before: str) -> bool:
    """True when a word of change ends shortly before an amount: 'rose by 5% to 40%' has two figures, not a range."""
    return bool(change_pattern().search(before))


@lru_cache(maxsize=1)
def change_pattern() -> re.Pattern[str]:
    """Return what finds a verb or adverb of change (lexicon/change_words.csv) near the end of a text."""
    forms: set[str] = set()
    for row in rows("change_words"):
        lemma = row["lemma"]
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        forms |= {
            lemma,
            lemma + "s",
            stem + "ed",
            stem + "ing",
            stem + stem[-1] + "ed",
            stem + stem[-1] + "ing",
            *row["forms"].split(),
        }
        if lemma.endswith("y"):
            forms |= {lemma[:-1] + "ied", lemma[:-1] + "ies"}
    words = "|".join(sorted(forms))
    return re.compile(rf"\b(?:{words})\s+(?:\w+\s+){{0,2}}(?:by\s+)?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def counted_pattern() -> re.Pattern[str]:
    """Return what finds, after '3-4', a word that the numbers may count, and not one that goes with a score."""
    results = either(words_in("result_word"))
    function = "in|on|at|to|with|and|against|over|after|from|by|for|as|but|if|it|is|was|the|an?|or|of|when|while"
    return re.compile(rf"[\s-]+(?!(?:{results}|{function})\b)[a-z]")
