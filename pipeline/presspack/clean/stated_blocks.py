"""The paragraphs of an article that a page holds in its JSON-LD only, where they stand there."""

import re

from presspack.base.spans import Span, trimmed
from presspack.captures.embedded_data import LINE_END
from presspack.captures.rendering import tight
from presspack.clean.blocks import Block
from presspack.clean.page import Page

BODY = re.compile(r'"articleBody"\s*:\s*"(?P<words>(?:[^"\\]|\\.)*)"', re.DOTALL)


def stated_blocks(text: str, page: Page) -> list[Block]:
    """Return the paragraphs of the longest `articleBody` that the page's JSON-LD states."""
    found = [Span(*match.span("words")) for script in page.scripts for match in BODY.finditer(text, *script)]
    if not found:
        return []
    place = max(found, key=lambda span: span.end - span.start)
    blocks, start = [], place.start
    for end, after in [*(m.span() for m in LINE_END.finditer(text, *place)), (place.end, place.end)]:
        span = trimmed(text, Span(start, end))
        if span.start < span.end:
            span, words = tight(text, span, "text/html")
            if words:
                blocks.append(Block(span.start, span.end, words, element=0, body=True))
        start = after
    return blocks
