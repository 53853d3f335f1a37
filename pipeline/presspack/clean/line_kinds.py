"""What single lines of a page are when they are not running text: dates, bylines, datelines, credits and the like."""

import re
from dataclasses import dataclass
from functools import lru_cache

from presspack.clean.word_lists import outlet_words, rows
from presspack.clean.written_dates import MONTH, WEEKDAY

LONGEST_NOISE = 900
NAME = r"[A-Z][\w’'.\-]*(?:\s+(?:(?:de|van|von|der|al|el|bin|la|le|da|di|du)\s+)?[A-Z][\w’'.\-]*){1,3}"
BYLINE = re.compile(
    r"^(?:[Bb]y|BY|(?:Written|Reported|Posted|Story|Report|Text|Words) [Bb]y|Author ?:|Reporter ?:)\s+"
    rf"(?P<name>{NAME}(?:(?:\s*[,;]\s*|\s+and\s+|\s*&\s*){NAME})*)"
)
# Parts of a pattern that hold nothing for sure.
CLASS, GROUP = re.compile(r"\\.|\[[^\]]*\]"), re.compile(r"\([^()]*\)")
OPTIONAL, LETTERS = re.compile(r".(?:[?*]|\{[^}]*\})"), re.compile(r"[a-z ]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
# What follows a name in a line without a comma, and a name that a capture has glued to the next word.
NAME_ENDS = re.compile(rf"\s+(?:Updated|Published|Posted|{MONTH}|{WEEKDAY}|on|for|in)\b.*", re.DOTALL | re.IGNORECASE)
COMMA = re.compile(r"\s*,\s*")
GLUED_NAME = re.compile(r"[a-z][A-Z]{2}")
PERSON = re.compile(
    r"^[A-Z][a-z’'\-]+(?:\s+[A-Z]\.)?(?:\s+(?:de|van|von|der|al|el|bin|la|da))?\s+[A-Z][a-z’'\-]+(?:[A-Z][a-z]+)?$"
)


@dataclass(frozen=True, slots=True)
class NoiseLine:
    """A pattern of lines that are never the article's, why, and how long such a line can be."""

    pattern: re.Pattern[str]
    reason: str
    longest: int
    needed: str  # what a line must hold to match, in lower case; cheaper to look for than the pattern


@lru_cache(maxsize=1)
def noise_lines() -> tuple[re.Pattern[str], list[NoiseLine], list[NoiseLine]]:
    """Return a pattern that any line needs to match to match one of the first list; those; and those found anywhere."""
    listed = [
        NoiseLine(
            re.compile(row["pattern"], re.IGNORECASE), row["reason"], int(row["max_chars"]), needed_of(row["pattern"])
        )
        for row in rows("line_words.csv")
    ]
    opening = [line for line in listed if line.pattern.pattern.startswith("^")]
    filtering = re.compile("|".join(f"(?:{line.pattern.pattern})" for line in opening), re.IGNORECASE)
    return filtering, opening, [line for line in listed if not line.pattern.pattern.startswith("^")]


def needed_of(pattern: str) -> str:
    """Return the longest run of plain letters that every match of a pattern holds: "credit ?(a|b)" -> "credit"."""
    outer = CLASS.sub("\0", pattern)
    while GROUP.search(outer):
        outer = GROUP.sub("\0", outer)
    runs = LETTERS.findall(OPTIONAL.sub("\0", outer))
    return "" if "|" in outer else max(runs, key=len, default="")


@lru_cache(maxsize=20_000)
def short_line_noise(line: str) -> str | None:
    """Return why a line is noise by its words alone, or None."""
    filtering, opening, anywhere = noise_lines()
    lower = line.lower()
    for found in [*opening, *anywhere] if filtering.match(line) else anywhere:
        if len(line) <= found.longest and found.needed in lower and found.pattern.search(line):
            return found.reason
    return None


def line_noise(line: str) -> str | None:
    """Return why a line is noise by its words alone, or None: line_noise("Add comment") -> "comments"."""
    return short_line_noise(line) if len(line) <= LONGEST_NOISE else None


def byline(line: str) -> str | None:
    """Return the author that a line names, or None: byline("By Ann Lee, BBC News") -> "Ann Lee"."""
    match = BYLINE.match(line) if len(line) <= 160 else None
    if match is None:
        return None
    name = NAME_ENDS.split(match["name"])[0]
    outlet = next((part.start() for part in COMMA.finditer(name) if outlet_words().search(name, part.end())), None)
    name = name[:outlet].strip(" \u00a0.,&")
    return name if len(name.split()) > 1 and not GLUED_NAME.search(name) else None


def is_person(line: str) -> bool:
    """True for a line that is a personal name and nothing else: is_person("Ann B. Lee")."""
    return len(line) <= 40 and PERSON.match(line) is not None


def foreign_lines(lines: list[str]) -> list[bool]:
    """Return which lines are in another script than the Latin one that most of the letters are in."""
    counts = [(len(LATIN.findall(line)), len(OTHER_SCRIPT.findall(line))) for line in lines]
    latin, other = sum(a for a, _ in counts), sum(b for _, b in counts)
    if other * 5 > latin:
        return [False] * len(lines)
    return [b > 2 and b > 2 * a for a, b in counts]
