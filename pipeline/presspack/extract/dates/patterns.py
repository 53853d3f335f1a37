"""What a date phrase says, before anything is known of the publication date or the tense: strings in, readings out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from presspack.base.spans import Span
from presspack.english.lexicon import rows

WORD = re.compile(r"\w+")
HAS_DIGIT = re.compile(r"\d")
NONE: frozenset[str] = frozenset()
ANY = "any"
DIGITS = frozenset({"digit", ANY})
REACH = 60
MACRO = re.compile(r"\{([a-z_]+)\}")
YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
# A number after a month is its day, unless it goes on as another number, a share or a year.
DAY = r"(?:[0-2]?\d|3[01])"
NOT_MORE = r"(?![\d%]|[.,:]\d|\s?(?:%|per\s?cent|percent|million|billion|thousand|point)\b)"


@dataclass(frozen=True, slots=True)
class Reading:
    """One date phrase as written: which kind, and the numbers that stand in it; `last` is the end of a range."""

    span: Span
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    count: int | None = None
    from_text: bool = False
    part: str = ""
    relation: str = ""
    order: str = ""
    last: "Reading | None" = None


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Return the lexicon as kind -> word -> value."""
    table: dict[str, dict[str, str]] = {}
    for row in rows("date_words"):
        table.setdefault(row["kind"], {})[row["word"]] = row["value"]
    return table


def value(kind: str, word: str) -> str:
    """Return what the lexicon has for a word of a kind: value("month", "Sept.") -> "9"."""
    return words()[kind][" ".join(word.lower().replace("’", "'").rstrip(".").split())]


def number(kind: str, word: str | None) -> int | None:
    """Return the number a word stands for, None for no word: number("weekday", "Friday") -> 4."""
    return int(value(kind, word)) if word else None


def any_of(kind: str) -> str:
    """Return a regular expression for the words of a kind, longest first."""
    ordered = sorted(words()[kind], key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in ordered) + ")"


def macros() -> dict[str, str]:
    """Return what a name in braces stands for in date_patterns.csv: a group of its own, or any word of a kind."""
    weekday = rf"(?P<weekday>{any_of('weekday')})\b\.?"
    return {
        **{kind: any_of(kind) for kind in words()},
        "month": rf"(?P<month>{any_of('month')})\b\.?",
        "weekday": weekday,
        "weekday_lead": rf"(?:{weekday},?\s+)?",
        "units": any_of("unit"),
        "unit": rf"(?P<unit>{any_of('unit')})",
        "direction": rf"(?P<direction>{any_of('direction')})",
        "amount": rf"(?P<n>\d{{1,3}}|{any_of('number')})",
        "day_digits": DAY,
        "day": rf"(?P<day>{DAY})(?:(?:st|nd|rd|th)|[\[^](?:st|nd|rd|th)[\]^])?{NOT_MORE}",  # 'August 3[rd]'
        "year": rf"(?P<year>{YEAR})\b",
        # 'on Friday, 28.', not 'on Friday 28 people'
        "ends": r"(?=\s*(?:[.,;:)\]–—-]|$|(?:and|at|in|to|for|when|as)\b))",
    }


class Pattern(NamedTuple):
    """A kind of simple date phrase: a kind of words without which it cannot be, and its regular expression."""

    kind: str
    needs: str
    expression: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> list[Pattern]:
    """Return the kinds of simple date phrases, in the order of date_patterns.csv."""
    known = macros()
    return [Pattern(row["kind"], row["needs"], compiled(row["pattern"], known)) for row in rows("date_patterns")]


def compiled(pattern: str, known: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern of date_patterns.csv with its macros filled in, as it stands between words."""
    return re.compile(rf"(?<![\w$€£]){MACRO.sub(lambda m: known[m[1]], pattern)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def needed_words() -> dict[str, frozenset[str]]:
    """Return the words that begin what some pattern needs, with the kinds that they begin, `any` among them."""
    needed = {one.needs for one in patterns()} & words().keys()
    kinds: dict[str, frozenset[str]] = {}
    for kind in needed:
        for phrase in words()[kind]:
            first = WORD.findall(phrase)[0].casefold()
            kinds[first] = kinds.get(first, NONE) | {kind, ANY}
    return kinds


def stretches(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the runs of `text` around words that date phrases need, by their kind; `digit` and `any` are kinds too."""
    known, found = needed_words(), dict[str, list[tuple[int, int]]]()
    for match in WORD.finditer(text):
        word = match.group().casefold()
        kinds = known.get(word) or known.get(word.removesuffix("s"), NONE)
        if not word.isalpha() and HAS_DIGIT.search(word):
            kinds |= DIGITS
        for kind in kinds:
            runs = found.setdefault(kind, [])
            start, end = max(0, match.start() - REACH), match.end() + REACH
            if runs and start <= runs[-1][1]:
                runs[-1] = runs[-1][0], end
            else:
                runs.append((start, end))
    return {kind: [(start, word_end(text, end)) for start, end in runs] for kind, runs in found.items()}


def word_end(text: str, position: int) -> int:
    """Return the end of the word that holds `position`: a word cut there may look like another, 'Jun' for 'Juneau'."""
    rest = WORD.match(text, position)
    return rest.end() if rest else position
