"""The words of news databases in the languages of their pages: what counts, ends and dates articles."""

import calendar
import csv
import re
from pathlib import Path

with (Path(__file__).parent / "export_words.csv").open(encoding="utf-8", newline="") as _handle:
    _ROWS = list(csv.DictReader(_handle))
MONTHS = {row["word"]: int(row["value"]) for row in _ROWS if row["kind"] == "month"}
ENGLISH_MONTHS = {name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name}


def any_of(words: set[str]) -> str:
    """Return a pattern for one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def words_for(kind: str) -> set[str]:
    """Return the words of a kind."""
    return {row["word"] for row in _ROWS if row["kind"] == kind}


DOCUMENT, OF, WORDS, LENGTH, END, RIGHTS = (
    any_of(words_for(kind)) for kind in ("document", "of", "words", "length", "end", "rights")
)
BODY_WORDS = frozenset(words_for("body"))
MONTH = any_of(ENGLISH_MONTHS)
YEAR = r"(?:19|20)\d\d"
_ANY_MONTH = any_of(ENGLISH_MONTHS | set(MONTHS))
DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_ANY_MONTH}\.?,?\s+(?:de\s+)?{YEAR}|{_ANY_MONTH}\.?\s+\d{{1,2}},?\s+{YEAR}"
    rf"|{YEAR}[-/.]\d\d[-/.]\d\d|\d{{1,2}}([-/.])\d{{1,2}}\1{YEAR}|{_ANY_MONTH}\s+{YEAR})\b",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})\.?\s+(?:de\s+)?(?P<month>{any_of(set(MONTHS))})\.?\s+(?:de\s+)?(?P<year>{YEAR})\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"^[^\w\n]*(?:{LENGTH}[^\w\n]{{1,4}}\d[\d,.]*(?: {WORDS})?|\d[\d,.]* {WORDS})[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


def in_english(written: str) -> str:
    """Return a day whose month is written in another language in ISO 8601, others as they are.

    in_english("3 de marzo de 2021") -> "2021-03-03"
    """
    match = _OTHER_DAY.search(written)
    return f"{match['year']}-{MONTHS[match['month'].lower()]:02}-{int(match['day']):02}" if match else written
