"""What a date phrase says, before anything is known of the publication date or the tense: strings in, readings out."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.spans import Span

LEXICON = Path(__file__).parent / "lexicon" / "date_words.csv"
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


@lru_cache(maxsize=1)
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the kinds of simple date phrases with their regular expressions."""
    month, weekday = rf"(?P<month>{any_of('month')})\b\.?", rf"(?P<weekday>{any_of('weekday')})\b\.?"
    unit, direction, amount = (
        any_of("unit"),
        rf"(?P<direction>{any_of('direction')})",
        rf"(?P<n>\d{{1,3}}|{any_of('number')})",
    )
    day, year = rf"(?P<day>{DAY})(?:st|nd|rd|th)?{NOT_MORE}", rf"(?P<year>{YEAR})\b"
    named_day, clock = rf"(?:{weekday},?\s+)?", r"(?:morning|afternoon|evening|night)"
    ends = r"(?=\s*(?:[.,;:)\]–—-]|$|(?:and|at|in|to|for|when|as)\b))"  # 'on Friday, 28.', not 'on Friday 28 people'
    more = r"(?:(?P<more>more\s+than|over|less\s+than|at\s+least)\s+)?"
    rules = [
        ("named", rf"(?P<word>{any_of('named')})"),
        ("iso", rf"{year}(?P<mark>[-./])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)"),
        ("numeric", rf"(?P<day>{DAY})(?P<mark>[./])(?P<month>\d\d?)(?P=mark){year}(?!\.\d)"),
        ("calendar", rf"{named_day}(?:the\s+)?{day}(?:\s+of)?\s+{month}(?:,?\s+{year})?"),
        ("calendar", rf"{named_day}{month}\s+(?:the\s+)?{day}(?:\s*\([^()]{{1,8}}\))?(?:,?\s+{year})?"),
        ("calendar", rf"{month},?\s+(?:of\s+)?{year}"),
        ("holiday", rf"(?P<word>{any_of('holiday')})(?:,?\s+{year})?"),
        ("monthday", rf"(?:(?:today|yesterday|tomorrow),?\s+)?{weekday},?\s+(?:the\s+)?{day}{ends}"),
        ("near", rf"(?P<word>{any_of('near')})(?:,\s+(?P<weekday>{any_of('weekday')}))?"),
        ("now", rf"(?P<word>{any_of('now')})"),
        ("weekday", rf"(?:{direction}\s+)?{weekday}(?:\s+{clock})?(?:\s+(?P<week>last|this|next)\s+week)?"),
        ("directed_month", rf"{direction}\s+{month}"),
        ("season", rf"(?:{direction}\s+|the\s+)(?P<season>{any_of('season')})(?:(?:\s+of)?\s+{year})?"),
        ("season", rf"(?P<season>{any_of('season')})(?:\s+of)?\s+{year}"),
        ("half", r"(?P<half>[QH][1-4])(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?"),
        ("quarter", rf"(?:the\s+)?(?P<ordinal>{any_of('ordinal')})\s+quarter(?!\s+of\b)"),
        ("run", rf"(?:the\s+|these\s+)?{direction}\s+{amount}\s+(?P<unit>{unit})s"),
        ("vague", rf"(?:the\s+)?(?:recent|coming|past|last|next)\s+(?:few\s+)?(?P<unit>{unit})s"),
        ("directed", rf"(?:the\s+)?{direction}\s+(?:(?:calendar|financial|fiscal)\s+)?(?P<unit>{unit})(?!\s+of\b)"),
        ("same", rf"(?:the\s+same|that\s+(?:same|very)|that)\s+(?P<unit>{unit}|date)"),
        ("next_to", rf"(?:the\s+)?(?P<side>next|following|previous|preceding)\s+(?P<unit>{unit})"),
        ("next_to", rf"(?:the|a)\s+(?P<unit>{unit})\s+(?P<side>before|after|earlier|later)(?!\s+[\w'\"])"),
        ("ago", rf"{more}{amount}\s+(?P<unit>{unit})s?\s+(?P<side>ago|earlier|later|previously|before|after)"),
        ("ahead", rf"in\s+{amount}\s+(?P<unit>{unit})s?(?:['’]s?\s+time)?"),
        ("decade", r"(?P<decade>(?:1[5-9]|20)\d0)['’]?s"),
        ("decade_word", rf"(?:the\s+)(?:['’](?P<tens>\d0)s|(?P<word>{any_of('decade')}))"),
        ("century", r"(?P<century>\d\d?)(?:st|nd|rd|th)[\s-]+century"),
        ("years", rf"{year}\s?[-–—/]\s?(?P<to>(?:\d\d)?\d\d)(?![\d-])"),
        ("year", rf"{year}(?!\s*[-–—]?\s*{any_of('counted')}\b)(?![%\d]|[.,:]\d|-\w)"),
        ("the_unit", r"(?:the|this|current)\s+(?P<unit>day|week|month|quarter|year|decade|century)"),
        ("month", rf"{month}"),
        ("bare_day", r"(?:on\s+)the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?:(?=\s*[.,;])|\s+of\s+(?:this|the)\s+month)"),
    ]  # fmt: skip
    return [(kind, re.compile(rf"(?<![\w$€£]){pattern}(?!\w)", re.IGNORECASE)) for kind, pattern in rules]
