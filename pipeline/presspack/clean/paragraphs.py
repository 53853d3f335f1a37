"""Lines to paragraphs: a text that was broken by width is read as if it had not been.

A line was broken by width if the first word of the next one had no room in it. Where that is so of most lines that go
on in the middle of a sentence, all lines that had no room are joined with the next.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from presspack.base.spans import Span
from presspack.captures.markdown import MARKDOWN
from presspack.captures.rendering import tight
from presspack.captures.unseen import LINE_ENDS, SOFT
from presspack.clean.blocks import FINAL, PARAGRAPH_CHARS, Block
from presspack.clean.text_lines import ITEM, ROW, RULE, TEXT, Line, text_lines

FIRST_WORD = re.compile(rf"[^\s{LINE_ENDS}]+")
LONG_WORD = re.compile(r"\S{41}")
FIELD = re.compile(r"[A-Z][A-Za-z\-]{1,24}: ?\S")
OPENS_LOWER = re.compile(r"[\"'“‘«(\[*_]*[a-z]")
WIDEST, NEAR, FEWEST, SPACED = 160, 0.6, 2, 3
HALF_WORD = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010]")
SOFT_SIGN = re.compile(f"[{SOFT}]")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text is broken: line and first word of the next reach at least `reach`; `gap` breaks between such lines."""

    reach: float
    gap: int
    hard_ends: bool  # two blanks at the end of a line end a paragraph


def text_blocks(text: str, *, media_type: str, wrapped_line_chars: int) -> list[Block]:
    """Return the paragraphs of a plain or Markdown text.

    [b.text for b in text_blocks("One.\\n\\nTwo.", media_type="text/plain", wrapped_line_chars=28)] -> ["One.", "Two."]
    """
    lines = text_lines(text, marked_up=media_type == MARKDOWN)
    marked_up = media_type == MARKDOWN
    spaced = marked_up and are_blanks_between(text, lines)
    wrapping = Wrapping(0, 1, hard_ends(text, lines)) if spaced else wrapping_of(text, lines, wrapped_line_chars)
    found = []
    for group in groups(text, lines, wrapping, marked_up=marked_up):
        block = block_of(text, group, media_type)
        if block.text:
            found.append(block)
    if wrapping and wrapping.gap > 1:
        for block in found:
            block.gap = max(1, block.gap - wrapping.gap + 2)
    return found


def block_of(text: str, group: Sequence[Line], media_type: str) -> Block:
    """Return the block that lines make, its words as a reader sees them."""
    first, start, end = group[0], group[0].start, group[-1].end
    words = text[start:end]
    if len(group) > 1 or media_type == MARKDOWN or SOFT_SIGN.search(words):
        (start, end), words = tight(text, Span(start, end), media_type)
    block = Block(start, end, words, level=first.level, gap=first.gap)
    block.noise = "markup" if first.kind == RULE else None
    block.tabular = first.kind == ROW and media_type == MARKDOWN
    return block


def groups(text: str, lines: list[Line], wrapping: Wrapping | None, *, marked_up: bool) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; the number of a page between two halves of one belongs to it."""
    group: list[Line] = []
    pending: list[Line] = []  # numbers of pages after the group
    for line in lines:
        if group and is_page_number(line):
            pending.append(line)
            continue
        if group and not goes_on(text, group[-1], line, wrapping, pending=pending, marked_up=marked_up):
            yield group
            yield from ([number] for number in pending)
            group, pending = [], []
        group += [*pending, line]
        pending = []
    if group:
        yield group
    yield from ([number] for number in pending)


def is_page_number(line: Line) -> bool:
    """True for a line that holds the number of a page."""
    return line.kind == RULE and line.paged


def goes_on(
    text: str, line: Line, after: Line, wrapping: Wrapping | None, *, pending: Sequence[Line], marked_up: bool
) -> bool:
    """True when the paragraph of `line` goes on in the line `after`."""
    if after.kind != TEXT or line.kind not in (TEXT, ITEM) or line.depth != after.depth:
        return False
    ended = FINAL.search(text, max(line.start, line.end - 8), line.end) is not None
    if pending or after.paged:
        return not ended and OPENS_LOWER.match(text, after.start) is not None
    if wrapping is None:
        return (
            marked_up and after.gap == 1 and not line.hard and not ended and bool(OPENS_LOWER.match(text, after.start))
        )
    if (
        after.gap > wrapping.gap
        or (line.hard and wrapping.hard_ends)
        or (after.indent > line.indent and line.kind == TEXT)
    ):
        return False
    if FIELD.match(text, line.start) and FIELD.match(text, after.start):
        return False
    return is_mid_word(text, line, after) or reach(text, line, after) >= wrapping.reach


def reach(text: str, line: Line, after: Line) -> int:
    """Return how far the first word of the next line would have reached in this one."""
    word = FIRST_WORD.match(text, after.start, after.end)
    return line.width + 1 + (word.end() - word.start() if word else 0)


def wrapping_of(text: str, lines: list[Line], narrowest: int) -> Wrapping | None:
    """Return how a text is broken by width, or None if it is not."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.kind in (TEXT, ITEM) and b.kind == TEXT and a.depth == b.depth]
    going_on = [(a, b) for a, b in pairs if is_mid_sentence(text, a, b) and not is_mid_word(text, a, b)]
    gap = max(range(1, SPACED + 1), key=lambda size: (sum(b.gap == size for _, b in going_on), -size))
    reaches = sorted(reach(text, a, b) for a, b in going_on if b.gap == gap)
    widths = sorted(
        line.width for line in lines if line.kind in (TEXT, ITEM) and not LONG_WORD.search(text, line.start, line.end)
    )
    if len(reaches) < FEWEST or not widths:
        return None
    width = widths[(len(widths) - 1) * 98 // 100]
    least = min(reaches[len(reaches) // 20], width + 1)
    if not narrowest <= width <= WIDEST or least < NEAR * width:
        return None
    near = [(a, b) for a, b in pairs if b.gap == gap and reach(text, a, b) >= least]
    if len(reaches) * 4 < len(near) or len(near) * 3 < sum(b.gap <= gap for _, b in pairs):
        return None
    return Wrapping(least, gap, hard_ends(text, lines))


def are_blanks_between(text: str, lines: list[Line]) -> bool:
    """True when blank lines stand between paragraphs: few long lines that end in a full stop have none after them."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.kind == TEXT and a.width >= PARAGRAPH_CHARS // 2]
    ended = [b.gap for a, b in pairs if FINAL.search(text, max(a.start, a.end - 8), a.end)]
    return bool(ended) and sum(gap == 1 for gap in ended) * 4 <= len(ended)


def is_mid_sentence(text: str, line: Line, after: Line) -> bool:
    """True when a sentence goes on from one line to the next for sure."""
    return not FINAL.search(text, max(line.start, line.end - 8), line.end) and bool(
        OPENS_LOWER.match(text, after.start)
    )


def is_mid_word(text: str, line: Line, after: Line) -> bool:
    """True when a word goes on from one line to the next: "parlia-", "ment"."""
    return bool(HALF_WORD.match(text, line.end - 3, line.end) and OPENS_LOWER.match(text, after.start))


def hard_ends(text: str, lines: list[Line]) -> bool:
    """True when two blanks at the end of a line mean something: lines that have them rarely stop in mid-sentence."""
    hard = [(a, b) for a, b in pairwise(lines) if a.hard]
    return sum(is_mid_sentence(text, a, b) for a, b in hard) * 5 < len(hard)
