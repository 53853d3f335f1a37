"""What a reader does not see in running text: breaks between lines, hyphens at their ends, soft hyphens."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
# Characters that only say where a word may be broken, or nothing at all.
SOFT = "\u00ad\u200b\u2060\ufeff"
PAGE_NUMBER = r"(?:page[ \t]+)?[-–—\[(]?[ \t]*\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?[ \t]*[-–—\])]?"
QUOTING = r"(?:\s|(?<=[\s>])>)*+"
# The end of a line with what opens the next one: white space, signs of quoted mail, the number of a page.
BREAK = (
    rf"(?<!\s)[^\S{LINE_ENDS}]*+[{LINE_ENDS}]{QUOTING}"
    rf"(?:(?<=[\s>]){PAGE_NUMBER}[ \t]*+[{LINE_ENDS}]{QUOTING})?"
)
# Punctuation that was read as windows-1252 and encoded once more; the last byte of a closing quote has no character.
LOST = "\x9d\ufffd"
TWICE_PATTERN = "â€[˜™œš“”•¦¢\x9d\ufffd]"
UNSEEN = re.compile(
    rf"(?P<hyphen>(?<=\w)[-\u2010\u00ad]){BREAK}(?=(?P<after>\w+))|(?P<line>{BREAK})|(?P<soft>[{SOFT}]+)|(?P<twice>{TWICE_PATTERN})",
    re.IGNORECASE,
)
SIGNS = re.compile(rf"[{LINE_ENDS}{SOFT}]|â€")
BEFORE = re.compile(r"\w+$")
WORD_CHARS = 40
ATTACHED = frozenset({"and", "or", "to"})  # after a hyphen that waits for its second half: "short- and long-term"


def once(signs: str) -> str:
    """Return the punctuation mark that was encoded twice: once("â€œ") -> "“"; of a lost last byte, a closing quote."""
    if not signs:
        return ""
    if len(signs) < len("â€œ") or signs[-1] in LOST:
        return "”"
    return signs.encode("cp1252").decode("utf-8")


class Unseen(NamedTuple):
    """A stretch of the record that a reader sees as `shown`: a space, or nothing."""

    start: int
    end: int
    shown: str


def unseen(text: str, start: int, end: int) -> Iterator[Unseen]:
    """Yield what a reader sees otherwise in the running text `text[start:end]`, in order.

    [u.shown for u in unseen("parlia-\\nment\\nmet", 0, 14)] -> ["", " "]
    """
    if not SIGNS.search(text, start, end):
        return
    for match in UNSEEN.finditer(text, start, end):
        if match["hyphen"] is None:
            yield Unseen(match.start(), match.end(), " " if match["line"] else once(match["twice"] or ""))
        elif match["hyphen"] != "\u00ad" and stays(text, match):
            shown = " " if match["after"].lower() in ATTACHED else ""
            yield Unseen(match.end("hyphen"), match.end(), shown)
        else:
            yield Unseen(match.start(), match.end(), "")


def stays(text: str, match: re.Match[str]) -> bool:
    """True for a hyphen that the word has wherever it stands: "long-term", "Anglo-Saxon", "student-led"."""
    found = BEFORE.search(text, max(0, match.start() - WORD_CHARS), match.start())
    before, after = (found.group() if found else ""), match["after"]
    if not (before.isalpha() and after.isalpha() and after[0].islower() and before[-1].islower()):
        return True
    first, second = compound_parts()
    return before.lower() in first or after in second or after.lower() in ATTACHED


@lru_cache(maxsize=1)
def compound_parts() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that compounds with a hyphen begin with, and those that they end in."""
    with (HERE / "compound_parts.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    first, second = (frozenset(row["word"] for row in listed if row["place"] == place) for place in ("first", "second"))
    return first, second
