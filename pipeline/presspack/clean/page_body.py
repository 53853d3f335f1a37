"""Where the article of an HTML page is: in what it shows, or in what it shows without scripts, or in its data."""

import re

from presspack.captures.records import HTML
from presspack.clean.blocks import Block
from presspack.clean.body_choice import choose_page_body
from presspack.clean.layout import Layout
from presspack.clean.page import Page, quoted_elements
from presspack.clean.prepared import prepared_page
from presspack.clean.stated_blocks import stated_blocks

# Elements whose content no browser shows, and pages without scripts do.
UNSHOWN = frozenset({"noscript", "template"})
UNSHOWN_TAG = re.compile(r"<(?:noscript|template)\b", re.IGNORECASE)


def page_with_body(text: str, fewest: int) -> tuple[Page, Layout]:
    """Return a page with its body chosen: what it shows, else what it shows without scripts, else states as data."""
    page, layout = chosen_page(text, frozenset())
    if body_chars(layout) >= fewest:
        return page, layout
    if UNSHOWN_TAG.search(text):
        second = chosen_page(text, UNSHOWN)
        if body_chars(second[1]) >= fewest:
            return second
    stated = stated_blocks(text, page)
    if sum(len(block.text) for block in stated) >= fewest:
        blocks = [block for block in layout.blocks if not overlaps_any(block, stated)]
        for block in blocks:
            block.body = False
        layout.blocks = sorted([*blocks, *stated], key=lambda block: block.start)
    return page, layout


def chosen_page(text: str, opened: frozenset[str]) -> tuple[Page, Layout]:
    """Return a page with its body chosen, the content of the elements `opened` read too."""
    page, told = prepared_page(text, opened)
    layout = Layout(text, HTML, page.blocks, quoted=quoted_elements(page.elements))
    choose_page_body(layout.blocks, page.elements, told)
    return page, layout


def body_chars(layout: Layout) -> int:
    """Return how many characters the body has."""
    return sum(len(block.text) for block in layout.body())


def overlaps_any(block: Block, others: list[Block]) -> bool:
    """True when a block shares characters with one of the others."""
    return any(block.span.overlaps(other.span) for other in others)
