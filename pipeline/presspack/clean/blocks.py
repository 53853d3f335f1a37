"""The blocks of a record: what a reader sees as separate lines or paragraphs, each with its place in the record."""

import re
from dataclasses import dataclass
from functools import lru_cache

from presspack.base.spans import Span

FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
PARAGRAPH_CHARS = 80
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True, eq=False)
class Block:
    """A run of the record without a break in it; `text` is what a reader sees of it.

    For HTML also: `element` is the innermost one around it, `link_chars` how much of it is linked, `level`
    1-6 in a heading. `noise` is a reason not to read it; `body` says whether it is the article's own.
    """

    start: int
    end: int
    text: str
    element: int = -1
    link_chars: int = 0
    bold_chars: int = 0
    level: int = 0
    noise: str | None = None
    body: bool = False
    score: float = 0.0
    tabular: bool = False  # a row of a table that is marked up as one
    pictured: bool = False  # a few words in one element with a picture
    gap: int = 0  # blank lines (text) or tags (HTML) since the block before

    @property
    def span(self) -> Span:
        """The block's place in the record."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class Element:
    """An HTML element that holds blocks. `label` is its class, id and role as lower-case words joined by hyphens."""

    parent: int
    name: str
    label: str = ""
    noise: str | None = None
    hidden: bool = False
    depth: int = 0


def running_chars(block: Block) -> float:
    """Return how many characters of running text a block has; 0 if it is short, linked or ends in mid-air."""
    text = block.text
    if len(text) < PARAGRAPH_CHARS or block.noise or block.link_chars * 2 > len(text):
        return 0.0
    return float(len(text)) if FINAL.search(text[-6:]) or text[-1] in ":;" or len(text) > 200 else 0.0


@lru_cache(maxsize=20_000)
def label_of(words: str) -> str:
    """Return class names and the like as words between hyphens: "articleBody main" -> "-article-body-main-"."""
    return "-" + NOT_WORD.sub("-", CAMEL.sub("-", words).lower()).strip("-") + "-"
