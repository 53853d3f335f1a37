"""A number with what stands right beside it: sign, currency, unit, rate. Pure functions on strings."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from presspack.base.spans import Span
from presspack.english.lexicon import word_class
from presspack.extract.quantities.cardinals import with_letter
from presspack.extract.quantities.number_words import Number, either, words_in, words_of
from presspack.extract.quantities.units import (
    TIMES,
    Found,
    Unit,
    currency_after,
    currency_before,
    rate_after,
    unit_after,
)

SIGN = re.compile(
    r"(?:(?<=[\s(\[\"'=<>/:$€£])(?P<minus>[-−–])|^\s*(?P<first>[-−–])\s*|(?<!or\s)\b(?P<word>minus|negative)[\s-]+|(?P<plus>\+))$"
)
PREFIX_WORDS = word_class("number_prefix", "function_words")
# letters, marks or digits that make what follows part of a code; a word with a hyphen may be a sign or a modifier
GLUED_LEFT = re.compile(
    r"(?:(?<![\dA-Za-z])(?P<word>[A-Za-z]+)[-–]|[A-Z]{2,}\s[-–]|[A-Za-z_\d@#№^\x00]|[\d.][.,/:]|\d\+|[/\\]|\bper\s+)$"
)
THERMAL = re.compile(r"°|\b(?:degrees|kelvins?|temperatures?)\b")
QUOTED = 400
BULLETED = 20  # a dash and a blank before so much text mark an item of a list
PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}
SAME_SENTENCE = 120
MILLIONS = re.compile(r"\dm\b")
# '30-odd years', '50 or more km': a modifier between number and unit
INFIX = re.compile(r"(?:-odd|-plus|\+|\s+or\s+(?:so|more|fewer|less)|\s+plus)(?=[\s-]+\w)", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z]{2,}\s[-–]$")
NUMBERED = re.compile(r"(?:\b[Nn](?:os?|rs?|umbers?)\.?|№|#)\s?$")
POPULATION = re.compile(r"(?:\d|hundred\b|thousand\b|million\b)")
LIST_NUMBER = re.compile(r"\s?\)")
DOLLAR_OF = re.compile(
    r"\s?(?:\(?(?P<code>US|U\.S\.|USD|AUD|CAD|NZD|SGD|HKD|Canadian|Australian)\)?)(?![\w-]|\s?[$£€\d])"
)
DOLLARS_OF = {"US": "USD", "U.S.": "USD", "Canadian": "CAD", "Australian": "AUD"}
IN_BRACKETS = re.compile(r"\s?[(\[{<](?P<unit>[^\s()\[\]{}<>]{1,4})[)\]}>]")
VAGUE_OF_UNIT = re.compile(r"\s+of(?=\s)", re.IGNORECASE)
BELOW_ZERO = re.compile(r"\s+below\s+(?:zero|freezing)\b", re.IGNORECASE)
# '12.500 euros' is written with a point between its groups
POINT_GROUP = re.compile(r"\d{1,3}\.\d[05]0")
FRACTION_OF_UNIT = re.compile(r"\s+(?:an?|of\s+an?)(?=\s)", re.IGNORECASE)
OF_UNIT = re.compile(r"\s+of\s+an?(?=\s+percentage\b)", re.IGNORECASE)
AND_PART = re.compile(r"\s+and\s+(?P<part>an?\s+half|half|an?\s+quarter|three\s+quarters)\b(?!\s+of\b)", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
COMPARED = re.compile(r"\s+(?:as|more|less|higher|lower|larger|bigger|the|that|greater|faster)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its currency or unit. `start` and `end` hold all of it, `number` the digits or words alone.

    `falls` marks 'from 9 to 5'. `finest` is the size of the last of several units ('2 hours 5 minutes'), else 0.
    """

    start: int
    end: int
    number: Span
    value: float
    form: str
    scale: float
    unit: Unit | None = None
    unit_text: str = ""
    per: str | None = None
    high: float | None = None
    prefixed: bool = False
    is_change: bool = False
    falls: bool = False
    doubt: str | None = None
    finest: float = 0.0


class Before(NamedTuple):
    """What stands before a number: where that starts, the sign as a factor, and the currency."""

    start: int
    sign: float
    money: Found | None


def amount(text: str, number: Number, *, dollar: str) -> Amount | None:
    """Return `number` with its sign and unit; None where the digits are part of a code, a list or a name.

    ("($1.5bn a year)", 1.5) -> 1500000000 USD per year; ("the G20 met", 20) -> None.
    """
    before = before_number(text, number, dollar=dollar)
    if is_glued(text, before.start, number):
        return None
    number = resolved(text, number, before.money, dollar=dollar)
    found = money_or_unit(text, number, before.money, dollar=dollar)
    if found is None and is_cut_off(text, number):
        return None
    return rated(text, assembled(text, number, before, found))


def before_number(text: str, number: Number, *, dollar: str) -> Before:
    """Return the sign and the currency before a number, in either order."""
    start, sign = sign_before(text, number.start)
    money = currency_before(text, start, dollar=dollar)
    if money and sign > 0:
        start, sign = sign_before(text, money.start)
    elif money:
        start = money.start
    return Before(start, sign, money)


def sign_before(text: str, position: int) -> tuple[int, float]:
    """Return where the sign before `position` begins and its factor: ("minus 5", 6) -> (0, -1.0)."""
    window = max(0, position - 10)
    match = SIGN.search(text[window:position])
    is_bullet = match is not None and match["first"] and match.group()[-1].isspace() and len(text) > BULLETED
    if (
        match is None
        or is_bullet
        or (match["first"] and window)
        or (match["minus"] and ACRONYM.search(text, window, position))
    ):
        return position, 1.0
    return window + match.start(), 1.0 if match["plus"] else -1.0


def is_glued(text: str, start: int, number: Number) -> bool:
    """True when what stands before the number makes it a code, a label or an item of a list: 'G20', 'No. 5', '2)'."""
    left = text[max(0, start - 14) : start]
    glued = GLUED_LEFT.search(left)
    if glued and (glued["word"] or "").lower() not in PREFIX_WORDS | words_of("scale").keys():
        return True
    if NUMBERED.search(left):
        return True
    return (
        bool(LIST_NUMBER.match(text, number.end))
        and "(" not in text[max(0, start - 60) : start]
        and number.form == "digits"
        and number.value.is_integer()
    )


def is_cut_off(text: str, number: Number) -> bool:
    """True when letters or marks right after a bare number make it a code or a score: '13F', '3:1', '50/70'."""
    rest = text[number.end : number.end + 2]
    if rest[:1] == "s" and re.search(r"\b(?:over|under)[\s-]$", text[max(0, number.start - 8) : number.start]):
        return False
    return bool(rest) and (rest[0].isalnum() or rest[0] in "_\x00" or (rest[0] in "/:+" and rest[1:].isdigit()))


@lru_cache(maxsize=1)
def counted() -> re.Pattern[str]:
    """Return what finds a plural noun after a letter: the letter is a scale ('5m homes'), not a unit ('5m across')."""
    other = f"{either(words_in('dimension'))}|was|is|has|as|of|in|from|to|or|and"
    plural = r"(?:[a-z]{2,}[a-rt-z]s|[A-Z][a-z]+s|people|children|men|women|staff|youth|followers)"
    return re.compile(rf"\s+(?!(?:{other})\b)(?:[a-z'-]{{1,30}}\s+){{0,2}}?{plural}\b")


def resolved(text: str, number: Number, money: Found | None, *, dollar: str) -> Number:
    """Return `number` with its scale letter taken in if it is one: '£1.2m', '1.2m people', not '1.2m tall'."""
    letter = number.letter
    if not letter:
        return number
    glued = number.letter_end - number.end == 1
    if money or currency_after(text, number.letter_end, dollar=dollar, scaled=True):
        return with_letter(number)
    is_counted = bool(counted().match(text, number.letter_end)) or unit_after(text, number.letter_end) is not None
    scale = (
        letter in ("k", "M", "MM")
        or (letter == "K" and glued and not THERMAL.search(text, max(0, number.start - 80), number.start))
        or (letter in "mbB" and is_counted)
        or (letter in "bB" and glued)
        or (letter == "m" and glued and is_scale_before(text, number))
    )
    return with_letter(number) if scale else replace(number, letter="", letter_end=0)


def is_scale_before(text: str, number: Number) -> bool:
    """True when 'm' was millions just before: '14.3m people, compared with 12.9m'."""
    start = max(0, number.start - SAME_SENTENCE)
    return any(counted().match(text, found.end()) for found in MILLIONS.finditer(text, start, number.start))


def money_or_unit(text: str, number: Number, money: Found | None, *, dollar: str) -> Found | None:
    """Return the currency or unit that belongs to `number`, with the end of its words."""
    if number.form == "multiple":
        return Found(TIMES, number.end, number.end)
    if money:
        named = (
            DOLLAR_OF.match(text, number.end) if text[max(0, money.end - 2) : money.end].strip().endswith("$") else None
        )
        if named:
            code = DOLLARS_OF.get(named["code"], named["code"])
            return Found(replace(money.unit, name=code), money.start, named.end())
        again = currency_after(text, number.end, dollar=dollar, scaled=True)
        return (
            Found(again.unit if again.unit.name != "cent" else money.unit, money.start, again.end)
            if again
            else replace_end(money, number.end)
        )
    at = number.end
    if number.form in ("fraction", "words") and (article := FRACTION_OF_UNIT.match(text, at)) and number.value < 1:
        at = article.end()
    elif not number.value.is_integer() and (article := OF_UNIT.match(text, at)):
        at = article.end()  # '1.3 of a percentage point'
    elif number.form == "vague" and (of := VAGUE_OF_UNIT.match(text, at)):
        at = of.end()
    if bracket := IN_BRACKETS.match(text, at):
        inner = unit_after(text[: bracket.end("unit")], bracket.start("unit"))
        return Found(inner.unit, inner.start, bracket.end()) if inner else None
    if infix := INFIX.match(text, at):
        at = infix.end()
    scaled = number.scale >= 1000 or number.value >= 10_000
    found = currency_after(text, at, dollar=dollar, scaled=scaled) or unit_after(text, at) or mark_after(text, at)
    if found and found.unit.name == "times" and COMPARED.match(text, found.end):
        return Found(TIMES, found.start, found.end)
    return found


def replace_end(found: Found, end: int) -> Found:
    """Return `found` as reaching to `end`."""
    return Found(found.unit, found.start, end)


def mark_after(text: str, position: int) -> Found | None:
    """Return feet or inches for a mark that closes no quotation: 30' or 8\"."""
    mark = text[position : position + 1]
    if mark not in ("'", '"') or text[position + 1 : position + 2].isalnum():
        return None
    before = text[max(0, position - QUOTED) : position]
    if re.search(rf"(?:^|(?<=\W)){mark}(?=\w)", before) or (mark == '"' and before.count(mark) % 2):
        return None
    found = unit_after("1 ft" if mark == "'" else "1 inch", 1)
    return Found(found.unit, position, position + 1) if found else None


def assembled(text: str, number: Number, before: Before, found: Found | None) -> Amount:
    """Return the amount that a number makes with what stands before it and the unit found for it."""
    end = max(number.end, found.end) if found else number.end
    words = "" if found is None or before.money else text[max(found.start, number.end) : found.end].strip(" -–")
    value = before.sign * number.value
    if (
        found
        and found.unit.kind in ("duration", "physical")
        and value.is_integer()
        and (part := AND_PART.match(text, end))
    ):
        # 'an hour and a half'
        value, end = value + before.sign * PARTS[part["part"].lower().split()[-1]], part.end()
        number = replace(number, end=end)
    if found and found.unit.name.startswith("°") and (below := BELOW_ZERO.match(text, end)):
        value, end = -abs(value), below.end()
    if found and is_grouped_by_point(text, number, found.unit):
        value *= 1000
    is_year = found is None and number.form == "digits" and YEAR.fullmatch(text, number.start, number.end)
    return Amount(
        start=min(before.start, number.start),
        end=end,
        number=Span(number.start, number.end),
        value=value,
        high=number.high,
        form=number.form,
        scale=number.scale,
        unit=found.unit if found else None,
        unit_text=words,
        prefixed=before.money is not None,
        doubt="year" if is_year else None,
    )


def is_grouped_by_point(text: str, number: Number, unit: Unit) -> bool:
    """True for a round amount whose point parts thousands: '12.500 euros', but not '$12.500' or '1.125 euros'."""
    is_plain = unit.kind == "money" and unit.name not in words_in("decimal_point_currency") and number.scale == 1
    return is_plain and bool(POINT_GROUP.fullmatch(text, number.start, number.end))


def rated(text: str, one: Amount) -> Amount:
    """Return `one` with the base of its rate: '$2 a barrel', 'three times per week'."""
    rate = rate_after(text, one.end)
    if rate is None or rate[0] in ("a", "an"):
        return one
    # '3.2 per 100,000 inhabitants' has no unit of its own
    if one.unit is None and text[one.end : one.end + 1] != "/" and not POPULATION.match(rate[0]):
        return one
    return replace(one, per=rate[0], end=rate[1])
