"""The blocks of a record before any is chosen: those that are noise by their words, their place or their element."""

from presspack.captures.records import TEXT
from presspack.clean.blocks import Block
from presspack.clean.comment_threads import mark_remarks
from presspack.clean.html_blocks import page_of
from presspack.clean.json_ld import stated_body
from presspack.clean.layout import CAPTION
from presspack.clean.line_kinds import foreign_lines, line_noise
from presspack.clean.noise_elements import mark_headed
from presspack.clean.page import Page
from presspack.clean.paragraphs import text_blocks
from presspack.clean.text_date import date_line


def prepared_text(text: str, *, media_type: str = TEXT, wrapped_line_chars: int = 28) -> list[Block]:
    """Return the paragraphs of a text, those that are noise by their words with the reason."""
    blocks = text_blocks(text, media_type=media_type, wrapped_line_chars=wrapped_line_chars)
    mark_noise(blocks)
    return blocks


def mark_noise(blocks: list[Block]) -> None:
    """Give the blocks that are noise by their words alone the reason."""
    foreign = foreign_lines([block.text for block in blocks])
    for block, is_foreign in zip(blocks, foreign, strict=True):
        if block.noise is None and not block.tabular:
            block.noise = line_noise(block.text) or (
                "date" if date_line(block) else CAPTION if block.pictured else None
            )
        if block.noise is None and is_foreign:
            block.noise = "other_language"
    mark_remarks(blocks)


def prepared_page(text: str, opened: frozenset[str] = frozenset()) -> tuple[Page, str]:
    """Return what one pass over an HTML page finds, noise with its reason, and the body that JSON-LD states, or ""."""
    page = page_of(text, opened)
    mark_noise(page.blocks)
    mark_headed(page.elements, page.blocks)
    return page, stated_body(text, page)
