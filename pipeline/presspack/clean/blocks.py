"""The blocks of a record: what a reader sees as separate lines or paragraphs, each with its place in the record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from presspack.base.spans import Span, trimmed

FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
PARAGRAPH_CHARS = 80
LINE = re.compile(r"[^\n\r\x0b\x0c\u0085\u2028\u2029]+")


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


def text_blocks(text: str, *, wrapped_line_chars: int) -> list[Block]:
    """Return the non-blank lines of a plain text; the lines of a hard-wrapped paragraph are one block.

    [b.text for b in text_blocks("One.\\n\\nTwo.", wrapped_line_chars=60)] -> ["One.", "Two."]
    """
    blocks: list[Block] = []
    previous_end = 0
    for match in LINE.finditer(text):
        start, end = trimmed(text, Span(match.start(), match.end()))
        if start == end:
            continue
        gap = text.count("\n", previous_end, start)
        blocks.append(Block(start, end, text[start:end], gap=gap))
        previous_end = end
    return list(joined(text, blocks)) if is_wrapped(blocks, wrapped_line_chars) else blocks


def is_wrapped(blocks: list[Block], wrapped_line_chars: int) -> bool:
    """True when most lines break in mid-sentence at about the same width."""
    if len(blocks) < 8:
        return False
    lengths = sorted(len(b.text) for b in blocks)
    width = lengths[len(lengths) * 9 // 10]
    if not wrapped_line_chars <= width <= 100 or lengths[-1] > width + 20:
        return False
    pairs = [(a, b) for a, b in pairwise(blocks) if b.gap == 1]
    running = sum(len(a.text) > width - 22 and a.text[-1] not in ".!?:" for a, _ in pairs)
    return len(pairs) * 2 > len(blocks) and running * 2 > len(pairs)


def joined(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Yield the paragraphs that lines without a blank one between them make."""
    group: list[Block] = []
    for block in blocks:
        if group and block.gap != 1:
            yield merged(text, group)
            group = []
        group.append(block)
    if group:
        yield merged(text, group)


def merged(text: str, group: list[Block]) -> Block:
    """Return one block for several neighbours."""
    start, end = group[0].start, group[-1].end
    return Block(start, end, text[start:end], gap=group[0].gap)
