"""What number words are worth (lexicon/number_words.csv), and the expressions that find them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from presspack.english.lexicon import rows, word_class

BLANK = "[ \u00a0\u2007\u2009\u202f]"
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
          "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands and its worth.

    `form` is digits, words, fraction, ratio ('one in five'), vague ('thousands', with `high`), multiple ('twice') or
    multiple_verb ('doubled'). `scale` is the factor of the scale words in it, else 1. `letter` is a scale letter that
    may be a unit as well ('1.2m'): value and end leave it out, `cardinals.with_letter` takes it in.
    """

    start: int
    end: int
    value: float
    form: str
    scale: float = 1.0
    high: float | None = None
    letter: str = ""
    letter_end: int = 0


class Patterns(NamedTuple):
    """The expressions made from the lexicon; `start` finds where a number may begin."""

    start: re.Pattern[str]
    word: re.Pattern[str]
    scale: re.Pattern[str]
    letter: re.Pattern[str]
    fraction: re.Pattern[str]
    vague: re.Pattern[str]
    some: re.Pattern[str]
    multiple: re.Pattern[str]
    article: re.Pattern[str]
    lone: re.Pattern[str]


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, the longest first: either(["a", "ab"]) -> "(?:ab|a)"."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


def words_in(name: str) -> frozenset[str]:
    """Return the words of a class of lexicon/quantity_word_classes.csv: "likelihood" in words_in("likelihood")."""
    return word_class(name, "quantity_word_classes")


@lru_cache(maxsize=32)
def words_of(*roles: str) -> dict[str, float]:
    """Return the words of the given roles and what they are worth: words_of("hundred") -> {"hundred": 100.0}."""
    return {r["word"]: float(r["value"]) for r in rows("number_words") if r["role"] in roles}


@lru_cache(maxsize=1)
def small_words() -> dict[str, float]:
    """Return the words below one hundred with their values."""
    return words_of("unit", "teen", "ten")


@lru_cache(maxsize=1)
def factors() -> dict[str, float]:
    """Return the scale words, abbreviations and letters with their factors: "bn" -> 1e9."""
    return words_of("scale", "hundred", "abbreviation", "letter", "money_letter")


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Return the expressions made from the lexicon."""
    small, scales = either(small_words()), either(words_of("hundred", "scale"))
    all_scales = either([*words_of("hundred", "scale", "abbreviation")])
    parts, vague = either(words_of("denominator")), either(words_of("vague"))
    multiples = either(words_of("multiple", "multiple_verb"))
    tops = either(w for w, value in words_of("unit", "teen").items() if 0 < value < 20)
    letters = either([*words_of("letter"), *words_of("money_letter")])
    some = rf"{either(words_of('some'))}\s+(?={scales}\b)".replace(r"\ ", r"\s+")
    wholes, finer = either(words_in("divided_unit")), either(words_in("dividing_unit"))
    article = rf"(?P<article>an?)\s+{wholes}\s+and\s+(?:an?\s+(?:half|quarter)\b|(?:\d+|[a-z]+)\s+{finer}\b)"
    lone = rf"an?\s+{either(words_in('unit_of_time'))}\b"
    words = (
        rf"(?:{small}|{lone}|an?\s+{wholes}\s+and\b|an?\s+(?:{parts}|{scales})|half|quarter|{vague}|{multiples}|{some})"
    )
    start = rf"(?<![\w.,/])\.\d|\d|(?<![^\s\d(\[\"'“‘/~$£€–—-])[{''.join(VULGAR)}]|\b{words}\b"
    return Patterns(
        start=re.compile(start, re.IGNORECASE),
        word=re.compile(
            rf"(?P<small>{small})\b|(?P<article>an?)\s+(?={scales}\b)|(?P<scale>{all_scales})\b", re.IGNORECASE
        ),
        scale=re.compile(rf"(?:{BLANK}+|-)?(?P<word>{all_scales})(?:s(?=\s+(?:of\s+)?\w))?\b", re.IGNORECASE),
        letter=re.compile(rf"{BLANK}?(?P<letter>{letters})(?![\w²³]|/(?![-=]))"),
        fraction=re.compile(
            rf"(?:(?P<top>an?|{tops})(?P<joint>\s+|\s?-\s?))?(?P<bottom>{parts})(?P<plural>s?)\b", re.IGNORECASE
        ),
        vague=re.compile(rf"(?:(?P<first>tens|hundreds|thousands)\s+of\s+)?(?P<word>{vague})\b", re.IGNORECASE),
        some=re.compile(rf"{some}(?P<scales>{scales}(?:\s+{scales})?)\b", re.IGNORECASE),
        multiple=re.compile(rf"(?P<word>{multiples})\b", re.IGNORECASE),
        article=re.compile(article, re.IGNORECASE),
        lone=re.compile(lone, re.IGNORECASE),
    )
