"""The number grammar: which runs of a text are numbers, and what they are worth. Pure functions on strings."""

import math
import re
from dataclasses import replace
from functools import cache

from presspack.base.folding import plain_case
from presspack.extract.quantities.cardinals import LARGEST, digits_at, exact, share_of, words_at
from presspack.extract.quantities.number_words import Number, either, factors, patterns, words_in, words_of

RUN = re.compile(r"\d+|\w+|.")
RATIO = re.compile(r"(?:\s+|-)(?P<link>in|out[\s-]of|of(?=\s+every\b))(?:\s+|-)(?:every\s+)?", re.IGNORECASE)
# 'one child in seven is ...': the noun may stand inside
NOUN_IN = re.compile(r"\s+[a-z]+(?:\s+[a-z]+)?\s+(?P<link>in)\s+(?:every\s+)?")
AFTER_SHARE = re.compile(
    r"\s*(?:[.,;:)]|$)|\s+(?:is|are|was|were|has|have|had|will|would|can|could|cannot|may|might|does|did|do|now|still|says?|said)\b"
)
ROUND_BASES = frozenset({*range(2, 13), 15, 20, 25, 30, 40, 50, 60, 100, 500, 1000, 5000, 10_000, 100_000, 1_000_000})
TIME = (
    r"(?:second|minute|hour|day|night|week|weekend|month|quarter|year|season|decade"
    r"|game|match|round|attempt|inning)s?\b"
)
NO_BASE = re.compile(rf"\s*(?:%|per\s?cent|percent)|[\s-]*(?:\w+\s+)?{TIME}|[\s-]+(?:to|or|and)\s+\d", re.IGNORECASE)
SCALE = r"(?P<scale>hundred|dozen|thousand|million|billion|trillion|lakh|crore)\b"
OF_SCALE = re.compile(rf"(?:\s+of)?(?:\s+an?|\s*-)?\s*{SCALE}", re.IGNORECASE)
NEAR = (
    r"(?:about|around|almost|nearly|roughly|approximately|over|than|least|most|under|below|above|by|some|only|just"
    r"|up\sto)"
)
AFTER_PART = re.compile(
    r"\s+of\b(?!\s+(?:the\s+)?(?:(?:19|20)\d\d|(?:fiscal|calendar|year)))|\s+(?:more|less|higher|lower|fewer|larger|smaller|as)\b|\s*[,.;:)!?]|\s*$",
    re.IGNORECASE,
)
AFTER_NEAR = re.compile(
    r"\s+(?:in|from|since|to|by|on|compared|this|last|during|over|between|at|after|before|for|and|or|but)\b", re.I
)
BEFORE_NEAR = re.compile(rf"\b{NEAR}\s+$", re.IGNORECASE)
# 'the first half', 'the last three quarters' are times and places
BEFORE_TIME = re.compile(
    r"\b(?:first|second|third|fourth|other|final|opening|last|past|latter|former|next|previous|each|every|this|better|early|late|the|consecutive|straight)[\s-]+$",
    re.IGNORECASE,
)
HALF_OF = re.compile(
    r"\s+(?:of|the|an?|its|their|his|her|our|your|my|all|as|that|this|these|those|what|(?:people|voters|respondents|adults)\b)\b",
    re.I,
)
HALF_UNIT = re.compile(
    r"[\s-](?:mile|hour|inch|kilometre|kilometer|acre|litre|liter|pound|ounce|turn|percent|per\s?cent|point|pint|marathon)s?\b",
    re.I,
)
COMPARED = re.compile(
    r"\s+(?:as|the|that|what|its|their|this|those|these|his|her|our|more|higher|larger)\b", re.IGNORECASE
)
FOLD = re.compile(r"[\s-]?fold\b", re.IGNORECASE)


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of `text` in order, none overlapping.

    "three and a half million of 12 000" -> values 3500000 and 12000. Ordinals are no numbers; whether a number is
    a year, part of a name or a clock time is for the caller to judge.
    """
    text = plain_case(text)
    found: list[Number] = []
    position, start = 0, patterns().start
    while match := start.search(text, position):
        number = number_at(text, match.start())
        if number is None:
            run = RUN.match(text, match.start())
            position = run.end() if run else match.end()
        else:
            found.append(number)
            position = max(number.end, position + 1)
    return found


def number_at(text: str, position: int) -> Number | None:
    """Return the number that begins at `position`, None if none does: ("two thirds", 0) -> 0.67."""
    number = digits_at(text, position) if not text[position].isalpha() else article_at(text, position)
    number = number or fraction_at(text, position) or vague_at(text, position)
    number = number or multiple_at(text, position) or words_at(text, position)
    if number is None or not math.isfinite(number.value) or abs(number.value) >= LARGEST:
        return None
    if fold := FOLD.match(text, number.end):
        return replace(number, end=fold.end(), form="multiple")
    return ratio_from(text, number) or number


def article_at(text: str, position: int) -> Number | None:
    """Return the one that an article stands for: 'an hour and a half', 'an hour and 45 minutes', 'nearly an hour'."""
    if match := patterns().article.match(text, position):
        return Number(position, match.end("article"), 1.0, "words")
    lone = patterns().lone.match(text, position) and before_one().search(text, max(0, position - 12), position)
    return Number(position, position + text[position:].index(" "), 1.0, "words") if lone else None


@cache
def before_one() -> re.Pattern[str]:
    """Return what makes a number of the article after it: 'nearly' of 'nearly an hour'."""
    return re.compile(rf"\b{either(words_in('before_one'))}\s+$", re.IGNORECASE)


def fraction_at(text: str, position: int) -> Number | None:
    """Return the fraction in words at `position`: "two thirds", "half of", "a quarter of a million"."""
    part = patterns().fraction.match(text, position)
    share = share_of(part) if part else None
    if part is None or share is None or (BEFORE_TIME.search(text, max(0, position - 14), position) and not part["top"]):
        return None
    if scale := OF_SCALE.match(text, part.end()):
        factor = factors()[scale["scale"].lower()]
        return Number(position, scale.end(), exact(share, factor), "words", factor)
    return Number(position, part.end(), share, "fraction") if is_share(text, part) else None


def is_share(text: str, part: re.Match[str]) -> bool:
    """True when a fraction is meant: 'a third of', not 'a third party', 'a quarter ago' or 'the first half'."""
    bottom, top = part["bottom"].lower(), (part["top"] or "").lower()
    near = bool(BEFORE_NEAR.search(text, max(0, part.start() - 16), part.start()))
    followed = bool(AFTER_PART.match(text, part.end())) or (near and bool(AFTER_NEAR.match(text, part.end())))
    if not top:
        return bottom == "half" and (
            bool(HALF_OF.match(text, part.end())) or bool(HALF_UNIT.match(text, part.end())) or (near and followed)
        )
    if bottom in ("quarter", "half") and BEFORE_TIME.search(text, max(0, part.start() - 14), part.start()):
        return False
    if top in ("a", "an") or (top == "one" and bottom == "quarter" and part["joint"] == " "):
        return followed or (bottom == "half" and bool(HALF_OF.match(text, part.end())))
    return True


def vague_at(text: str, position: int) -> Number | None:
    """Return the span of values that 'thousands' or 'tens of thousands' leaves open: 1000 to 10000."""
    match = patterns().vague.match(text, position)
    if match is None:
        return some_at(text, position)
    words = words_of("vague")
    low = words[match["word"].lower()] * (words[match["first"].lower()] if match["first"] else 1.0)
    return Number(position, match.end(), low, "vague", low, low * 10)


def some_at(text: str, position: int) -> Number | None:
    """Return the span of values that 'several hundred' or 'a few thousand' leaves open: that of 'hundreds'."""
    match = patterns().some.match(text, position)
    if match is None:
        return None
    low = math.prod(factors()[word.lower()] for word in match["scales"].split())
    return Number(position, match.end(), low, "vague", low, low * 10)


def multiple_at(text: str, position: int) -> Number | None:
    """Return the factor in 'twice as many', 'double the', 'doubled' or 'sixfold'."""
    match = patterns().multiple.match(text, position)
    if match is None:
        return None
    word = match["word"].lower()
    if word in words_of("multiple_verb"):
        return Number(position, match.end(), words_of("multiple_verb")[word], "multiple_verb")
    if not word.endswith("fold") and not COMPARED.match(text, match.end()):
        return None
    return Number(position, match.end(), words_of("multiple")[word], "multiple")


def ratio_from(text: str, number: Number) -> Number | None:
    """Return the share that 'one in five' or '3 out of 10' stands for; None for 'two in 2019', '36 out of 77'."""
    link = RATIO.match(text, number.end)
    inner = NOUN_IN.match(text, number.end) if link is None and number.value == 1 else None
    link = link or inner
    if link is None or number.form not in ("digits", "words") or number.scale != 1 or not number.value.is_integer():
        return None
    at = link.end()
    base = digits_at(text, at) if text[at : at + 1].isdigit() else words_at(text, at)
    if (
        base is None
        or base.form not in ("digits", "words")
        or base.letter
        or not is_share_base(number.value, base.value)
    ):
        return None
    if (
        not 0 < number.value < base.value
        or (number.value > 20 and link["link"] == "in")
        or NO_BASE.match(text, base.end)
        or (inner is not None and not AFTER_SHARE.match(text, base.end))
    ):
        return None
    return Number(number.start, base.end, number.value / base.value, "ratio")


def is_share_base(part: float, base: float) -> bool:
    """True when `base` can be what shares are told of: round for 'three in ten', any but a year for 'one in 59'."""
    return base in ROUND_BASES or (part == 1 and base.is_integer() and not 1500 <= base <= 2100)
