"""What single lines of a page are when they are not running text: dates, bylines, datelines, credits and the like."""

import re
from functools import lru_cache

from pipeline.clean.words import rows

NAME = r"[A-Z][\w’'.\-]*(?:\s+(?:(?:de|van|von|der|al|el|bin|la|le|da|di|du)\s+)?[A-Z][\w’'.\-]*){1,3}"
BYLINE = re.compile(
    rf"^(?:By|BY|Written by|Story by|Author:)\s+(?P<name>{NAME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){NAME})*)"
)
PERSON = re.compile(
    r"^[A-Z][a-z’'\-]+(?:\s+[A-Z]\.)?(?:\s+(?:de|van|von|der|al|el|bin|la|da))?\s+[A-Z][a-z’'\-]+(?:[A-Z][a-z]+)?$"
)


@lru_cache(maxsize=1)
def noise_lines() -> list[tuple[re.Pattern[str], str, int]]:
    """Return the patterns of lines that are never the article's: pattern, reason, longest such line."""
    return [
        (re.compile(row["pattern"], re.IGNORECASE), row["reason"], int(row["max_chars"]))
        for row in rows("line_words.csv")
    ]


@lru_cache(maxsize=50_000)
def line_noise(line: str) -> str | None:
    """Return why a line is noise by its words alone, or None: line_noise("Add comment") -> "comments"."""
    short = line[:400]
    for pattern, reason, longest in noise_lines():
        if len(line) <= longest and pattern.search(short):
            return reason
    return None


def byline(line: str) -> str | None:
    """Return the author that a line names, or None: byline("By Ann Lee, BBC News") -> "Ann Lee"."""
    if len(line) > 160:
        return None
    match = BYLINE.match(line)
    return match.group("name").rstrip(".,") if match else None


def is_person(line: str) -> bool:
    """True for a line that is a personal name and nothing else: is_person("Ann B. Lee")."""
    return len(line) <= 40 and PERSON.match(line) is not None
