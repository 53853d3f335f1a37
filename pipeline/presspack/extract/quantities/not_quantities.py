"""Runs of digits and number words that measure nothing: dates, clock times, addresses, versions, codes, idioms.

The patterns stand in lexicon/number_refusals.csv, each with an example; `{NAME}` in them is one of PARTS. A run starts
with the first letter of a word, with a mark or digit, or with any of both: most places of a text can start none.
"""

import re
from functools import lru_cache

from presspack.base.folding import plain_case
from presspack.base.spans import Span
from presspack.english.lexicon import rows
from presspack.extract.explanation import REFUSED, note

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
PARTS = {
    "{MONTH}": MONTH,
    "{WEEKDAY}": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "{YEAR}": r"(?:1[5-9]|20)\d\d",
    "{DAY}": r"(?:[0-3]?\d)(?:st|nd|rd|th)?",
    "{ZONE}": r"(?:\s?(?:GMT|UTC|EST|EDT|ET|PT|PDT|PST|CET|CEST|BST|IST))",
}
HOLE = "\x00"


LETTER = r"[^\W\d_]"


@lru_cache(maxsize=1)
def refused() -> re.Pattern[str]:
    """Return the expression for everything that is refused."""
    letter, mark = (any_of(starts) for starts in ("letter", "mark"))
    return re.compile(rf"(?=\S)(?:(?={LETTER})(?<!{LETTER})(?:{letter})|(?!{LETTER})(?:{mark}))")


def any_of(starts: str) -> str:
    """Return the expression for what is refused and may start so."""
    listed = (row["pattern"] for row in rows("number_refusals") if row["starts"] in (starts, "any"))
    return "|".join(f"(?:{filled(pattern)})" for pattern in listed)


def filled(pattern: str) -> str:
    """Return a pattern of number_refusals.csv with PARTS in the place of their names."""
    for name, part in PARTS.items():
        pattern = pattern.replace(name, part)
    return pattern


def readable(text: str) -> str:
    """Return `text` with every refused run blotted out, offsets unchanged: "at 5pm, 12" -> "at \\0\\0\\0, 12"."""
    return refused().sub(lambda match: HOLE * len(match.group()), plain_case(text))


def note_refused(text: str, start: int, end: int) -> None:
    """Note for an explanation what is blotted out between two offsets of `text`, and by which row."""
    plain = plain_case(text[start:end])
    for found in refused().finditer(plain):
        names = (
            f"number_refusals.csv: {row['what']} (line {line})"
            for line, row in enumerate(rows("number_refusals"), 2)
            if (match := re.compile(filled(row["pattern"])).match(plain, found.start())) and match.end() == found.end()
        )
        place = Span(start + found.start(), start + found.end())
        note("number", place, REFUSED, next(names, "number_refusals.csv"), "measures nothing")
