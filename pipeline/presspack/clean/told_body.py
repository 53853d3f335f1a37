"""The body of a text as the capture itself tells it: fields of an export, say."""

from collections.abc import Sequence

from presspack.base.spans import Span
from presspack.captures.rendering import tight
from presspack.clean.blocks import Block


def told_blocks(text: str, blocks: Sequence[Block], body: Sequence[tuple[int, int]], media_type: str) -> list[Block]:
    """Return the blocks, cut where a capture says that its article's words begin: these are body, the others noise."""
    told = []
    for block in blocks:
        cut = next((start for start, _ in body if block.start < start < block.end), block.start)
        if cut > block.start:
            label, words = tight(text, Span(block.start, cut), media_type)
            if words:
                told.append(Block(label.start, label.end, words, noise="export_field", gap=block.gap))
            (block.start, block.end), block.text = tight(text, Span(cut, block.end), media_type)
            block.gap = 0
        if any(start <= block.start < end for start, end in body):
            block.body = block.noise is None
        else:
            block.noise = block.noise or "export_field"
        if block.text:
            told.append(block)
    return told
