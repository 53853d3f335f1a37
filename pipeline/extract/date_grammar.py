"""What a date phrase says, before anything is known of the publication date or the tense: strings in, readings out."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.spans import Span

LEXICON = Path(__file__).parent / "lexicon" / "date_words.csv"
PATTERNS = LEXICON.with_name("date_patterns.csv")
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
    with LEXICON.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
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
        "day": rf"(?P<day>{DAY})(?:st|nd|rd|th)?{NOT_MORE}",
        "year": rf"(?P<year>{YEAR})\b",
        # 'on Friday, 28.', not 'on Friday 28 people'
        "ends": r"(?=\s*(?:[.,;:)\]–—-]|$|(?:and|at|in|to|for|when|as)\b))",
    }


@lru_cache(maxsize=1)
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the kinds of simple date phrases with their regular expressions, in the order of date_patterns.csv."""
    known = macros()
    with PATTERNS.open(encoding="utf-8", newline="") as handle:
        rows = [(row["kind"], MACRO.sub(lambda m: known[m[1]], row["pattern"])) for row in csv.DictReader(handle)]
    return [(kind, re.compile(rf"(?<![\w$€£]){pattern}(?!\w)", re.IGNORECASE)) for kind, pattern in rows]
