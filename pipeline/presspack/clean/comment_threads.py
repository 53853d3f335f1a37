"""Threads of readers' remarks: lines that name who speaks and when, with what they say in between."""

import re

from presspack.clean.blocks import Block

SAYS = re.compile(r"\b(?:says|wrote|said|replied|commented)\s?:$", re.IGNORECASE)
REACH = 12  # how many lines a remark can have before the next one's head
LAST = 3  # how many lines after the last head are surely of its remark


def heads(blocks: list[Block]) -> list[int]:
    """Return which blocks open a remark: a name that "says", with a date right under it."""
    return [
        place
        for place, block in enumerate(blocks[:-1])
        if block.noise == "comments" and SAYS.search(block.text) and blocks[place + 1].noise == "date"
    ]


def mark_remarks(blocks: list[Block]) -> None:
    """Mark what stands between the heads of a thread as comments; a single head makes no thread.

    Two heads more than REACH lines apart are not taken for one thread, so that an article between them is kept.
    """
    found = heads(blocks)
    if len(found) < 2:
        return
    for begin, after in zip(found, [*found[1:], min(len(blocks), found[-1] + LAST)], strict=True):
        for block in blocks[begin : min(after, begin + REACH)]:
            if block.noise is None:
                block.noise = "comments"
