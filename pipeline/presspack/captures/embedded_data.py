"""Text inside the data that a page carries for machines (JSON-LD): where it stands, and what its escapes stand for."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from presspack.captures.character_references import CLOSED, reference
from presspack.captures.unseen import Unseen

SCRIPT = re.compile(r"<script\b[^>]{0,500}\bld\+json[^>]{0,500}>(?P<data>.*?)</script", re.IGNORECASE | re.DOTALL)
ONE_CHARACTER = r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
ESCAPE = re.compile(
    rf"(?P<json>{ONE_CHARACTER}|\\[\"\\/bfnrt])|(?P<tag></?[A-Za-z][^<>]{{0,1000}}>)"
    rf"|(?P<reference>{CLOSED})"
)
# A line break within a string, as JSON or HTML has it; two paragraphs touch there.
LINE_END = re.compile(r"(?:\\r|\\n|\s*</?(?:p|br|div|li|h[1-6])\b[^<>]{0,200}>\s*)+")


@lru_cache(maxsize=4)
def data_places(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the page holds JSON-LD, in order."""
    return tuple(match.span("data") for match in SCRIPT.finditer(text))


def in_data(text: str, place: int) -> bool:
    """True when a place of the page lies in its JSON-LD."""
    places = data_places(text)
    number = bisect_right(places, (place, len(text))) - 1
    return number >= 0 and place < places[number][1]


def escapes(text: str, start: int, end: int) -> Iterator[Unseen]:
    """Yield what a reader would see otherwise of the string `text[start:end]`: escapes, tags and references.

    [u.shown for u in escapes("a\\\\u00e9<b>", 0, 10)] -> ["é", ""]
    """
    for match in ESCAPE.finditer(text, start, end):
        if match["json"]:
            yield Unseen(match.start(), match.end(), shown_of(match.group()))
        elif match["tag"]:
            yield Unseen(match.start(), match.end(), "")
        else:
            length, shown = reference(match.group())
            yield Unseen(match.start(), match.start() + length, shown)


def shown_of(escape: str) -> str:
    """Return the characters of an escape, white space as a blank; halves of characters as the sign of a missing one."""
    words: str = json.loads(f'"{escape}"')
    return re.sub(r"\s", " ", words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
