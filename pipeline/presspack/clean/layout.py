"""From chosen blocks to marks: titles, datelines, turns of an interview, headings, captions, noise with reasons."""

from dataclasses import dataclass, field
from itertools import pairwise

from presspack.base.spans import Span, trimmed
from presspack.captures.rendering import rendered
from presspack.clean.blocks import Block
from presspack.clean.datelines import dateline
from presspack.clean.interviews import Turn, turns
from presspack.clean.segmentation import Mark

HEADING_CHARS = 120
TITLE_REACH = 40  # how many blocks before the body a title can stand
ABOVE, BELOW = 8, 5  # how many blocks above the title and below the body a date or a name can stand
OPENING = 8  # how many blocks after the body's first there can be before paragraphs follow each other
CAPTION, BYLINE = "caption", "byline"


@dataclass(slots=True)
class Layout:
    """The blocks of a record with the ones that have a job outside the body."""

    text: str
    media_type: str
    blocks: list[Block]
    title: Block | None = None
    quoted: set[int] = field(default_factory=set)  # numbers of elements that are quotations

    def body(self) -> list[Block]:
        """Return the body's blocks in reading order."""
        return [block for block in self.blocks if block.body]

    def source(self, block: Block, start: int, end: int) -> Span:
        """Return where `block.text[start:end]` stands in the record."""
        return rendered(self.text, block.span, self.media_type).source_span(start, end)


def zones(layout: Layout) -> list[list[Block]]:
    """Return the blocks that may tell of the article: between title and body, above the title, right below the body.

    A standfirst counts as body and may stand above byline and date, so the first zone reaches on until paragraphs
    follow each other.
    """
    body, blocks = layout.body(), layout.blocks
    if not body:
        return [blocks[:ABOVE]]
    first, last = blocks.index(body[0]), blocks.index(body[-1])
    top = blocks.index(layout.title) if layout.title in blocks else first
    top = top if first - TITLE_REACH <= top < first else first
    start = next((i for i in range(first, min(first + OPENING, last)) if blocks[i + 1].body), first)
    opening = [block for block in blocks[top + 1 : start] if not block.body]
    return [opening, blocks[max(0, top - ABOVE) : top], blocks[last + 1 : last + 1 + BELOW]]


def marks(layout: Layout) -> list[Mark]:
    """Return what every block is."""
    body = layout.body()
    spoken = turns([block.text for block in body])
    found: list[Mark] = []
    turn_of = {id(block): turn for block, turn in zip(body, spoken, strict=True)}
    following = {id(a): b for a, b in pairwise(body)}
    for block in layout.blocks:
        if block is layout.title:
            found.append(Mark(block.start, block.end, "title"))
        elif block.body:
            found += body_marks(layout, block, turn_of[id(block)], following.get(id(block)))
        elif block.noise in (CAPTION, BYLINE):
            found.append(Mark(block.start, block.end, block.noise))
        else:
            found.append(Mark(block.start, block.end, "noise", block.noise or "boilerplate"))
    return found


def body_marks(layout: Layout, block: Block, turn: Turn | None, after: Block | None) -> list[Mark]:
    """Return the marks of one body block: its label or dateline first, then the words."""
    if turn is not None:
        kind, speaker, opening, first = turn.kind, turn.speaker, turn.label_chars, "speaker"
    else:
        line = dateline(block.text)
        opening, first, speaker = (line.chars if line else 0), "dateline", None
        kind = plain_kind(layout, block, after)
    if not opening:
        return [Mark(block.start, block.end, kind, speaker=speaker)]
    label = layout.source(block, 0, opening)
    rest = trimmed_rest(layout, block, opening)
    found = [Mark(label.start, label.end, first, speaker=speaker)]
    return [*found, Mark(rest.start, rest.end, kind, speaker=speaker)] if rest.start < rest.end else found


def trimmed_rest(layout: Layout, block: Block, opening: int) -> Span:
    """Return the block less its first `opening` characters and the white space after them."""
    begin = opening + len(block.text[opening:]) - len(block.text[opening:].lstrip())
    if begin >= len(block.text):
        return Span(block.end, block.end)
    return trimmed(layout.text, Span(layout.source(block, begin, begin + 1).start, block.end))


def plain_kind(layout: Layout, block: Block, after: Block | None) -> str:
    """Return heading, quote or paragraph."""
    if block.level:
        return "heading"
    if block.element in layout.quoted:
        return "quote"
    short = len(block.text) <= HEADING_CHARS and block.text[-1] not in ".!?…:;,\"'”’»)"
    running = after is not None and len(after.text) > max(80, 2 * len(block.text))
    return "heading" if short and running and block.text[:1].isalnum() else "paragraph"
