"""Cleaning: a raw record becomes its text with every character in one segment, and what it says about itself.

Nothing is rewritten: offsets are code points into the decoded record, and what is dropped is marked and has a reason.
"""

import re
from dataclasses import replace

from presspack.base.spans import Span
from presspack.captures.decoding import decoded, is_binary
from presspack.captures.html_tokenizer import TAG
from presspack.captures.markdown import MARKDOWN, is_markdown
from presspack.captures.records import HTML, TEXT, RawRecord
from presspack.captures.rendering import rendered
from presspack.clean.article import (
    EMPTY,
    UNREADABLE,
    UNSUPPORTED_LANGUAGE,
    USED,
    CleanArticle,
    DateMetadatum,
    Metadatum,
)
from presspack.clean.blocks import Block
from presspack.clean.body_choice import choose_page_body, choose_text_body
from presspack.clean.comment_threads import mark_remarks
from presspack.clean.front_matter import FrontMatter, front_matter
from presspack.clean.html_blocks import Page, page_of, quoted_elements
from presspack.clean.html_dates import html_date
from presspack.clean.html_metadata import html_author, html_outlet, html_title
from presspack.clean.json_ld import stated_body
from presspack.clean.language import language_of
from presspack.clean.layout import CAPTION, Layout, marks
from presspack.clean.line_kinds import foreign_lines, line_noise
from presspack.clean.noise_elements import mark_headed
from presspack.clean.paragraphs import text_blocks
from presspack.clean.segmentation import Mark, segments
from presspack.clean.stated_blocks import stated_blocks
from presspack.clean.text_date import date_line, text_date
from presspack.clean.text_metadata import text_author, text_outlet
from presspack.clean.text_title import choose_title
from presspack.clean.word_lists import squeezed
from presspack.clean.written_dates import stated_date
from presspack.config import CleanSettings

# Elements whose content no browser shows, and pages without scripts do.
UNSHOWN = frozenset({"noscript", "template"})
UNSHOWN_TAG = re.compile(r"<(?:noscript|template)\b", re.IGNORECASE)


def clean_record(record: RawRecord, *, settings: CleanSettings | None = None) -> CleanArticle:
    """Return the record as an article: segments that cover its text, metadata, language and status.

    clean_record(RawRecord("a.txt", 1, b"...", "text/plain")).status -> "used", or "empty" and so on with a reason.
    """
    settings = settings or CleanSettings()
    if record.problem:
        return unreadable(record, record.problem)
    read = decoded(
        record.payload,
        record.declared_charset,
        media_type=record.media_type,
        sample_bytes=settings.charset_sample_bytes,
    )
    article = CleanArticle(read.text, actual_media_type(read.text, record.media_type), read.encoding, read.source, ())
    if is_binary(record.payload, read.text, settings.max_control_share):
        return whole_as_noise(article, UNREADABLE, "binary")
    if len(read.text) > settings.max_chars:
        return whole_as_noise(article, UNREADABLE, "too_large")
    found = from_html(article, record, settings) if article.media_type == HTML else from_text(article, settings)
    return judged(with_hints(found, record), settings)


def unreadable(record: RawRecord, problem: str) -> CleanArticle:
    """Return an article without text, with the reason."""
    return CleanArticle("", record.media_type, "", "", (), status=UNREADABLE, reason=problem)


def whole_as_noise(article: CleanArticle, status: str, reason: str) -> CleanArticle:
    """Return the article with its whole text as one segment of noise."""
    covered = segments(article.text, [Mark(0, len(article.text), "noise", reason)] if article.text else [])
    return replace(article, segments=covered, status=status, reason=reason)


def actual_media_type(text: str, claimed: str) -> str:
    """Return what the text is: pages are sent as plain text, and texts as pages."""
    begin = text[:1000].lstrip("\ufeff \t\r\n").lower()
    if begin.startswith(("<!doctype html", "<html")):
        return HTML
    if claimed == HTML and TAG.search(text):
        return HTML
    return MARKDOWN if is_markdown(text) else TEXT


def from_text(article: CleanArticle, settings: CleanSettings) -> CleanArticle:
    """Return a plain-text or Markdown capture with its segments and metadata."""
    media_type = article.media_type
    blocks = prepared_text(article.text, media_type=media_type, wrapped_line_chars=settings.wrapped_line_chars)
    layout = Layout(article.text, media_type, blocks)
    stated = front_matter(article.text) if media_type == MARKDOWN else FrontMatter()
    choose_text_body(layout.blocks)
    choose_title(layout, stated.title.value if stated.title else "")
    title = Metadatum(squeezed(layout.title.text), layout.title.span, "title_line") if layout.title else None
    author, outlet, published = text_author(layout), text_outlet(layout), text_date(layout)
    return replace(
        article,
        segments=segments(article.text, marks(layout)),
        title=stated.title or title,
        author=stated.author or author,
        outlet=stated.outlet or outlet,
        published_on=stated.published_on or published,
        language=stated.language,
    )


def prepared_text(text: str, *, media_type: str = TEXT, wrapped_line_chars: int = 28) -> list[Block]:
    """Return the paragraphs of a text, those that are noise by their words with the reason."""
    blocks = text_blocks(text, media_type=media_type, wrapped_line_chars=wrapped_line_chars)
    mark_noise(blocks)
    return blocks


def mark_noise(blocks: list[Block]) -> None:
    """Give the blocks that are noise by their words alone the reason."""
    foreign = foreign_lines([block.text for block in blocks])
    for block, is_foreign in zip(blocks, foreign, strict=True):
        if block.noise is None:
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


def from_html(article: CleanArticle, record: RawRecord, settings: CleanSettings) -> CleanArticle:
    """Return an HTML page with its segments and metadata."""
    page, layout = page_with_body(article.text, settings.min_body_chars)
    title = html_title(layout, page)
    outlet = html_outlet(layout, page)
    author = html_author(layout, page, outlet.value if outlet else "")
    published = html_date(layout, page, record.hints.get("url", ""))
    return replace(
        article,
        segments=segments(article.text, marks(layout)),
        title=title,
        author=author,
        outlet=outlet,
        published_on=published,
    )


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


def with_hints(article: CleanArticle, record: RawRecord) -> CleanArticle:
    """Return the article with what the capture's own fields say, where they say it; the text's span stays if equal."""
    hints = record.hints
    for name in ("title", "outlet", "author"):
        found: Metadatum | None = getattr(article, name)
        value = hints.get(name)
        if value and (found is None or found.value != value):
            article = replace(article, **{name: Metadatum(value, None, "hint")})  # type: ignore[arg-type]
    stated = stated_date(hints.get("published_on", ""))
    if stated and (article.published_on is None or article.published_on.value != stated.value):
        article = replace(
            article, published_on=DateMetadatum(stated.value, stated.precision, None, "hint", "hint", stated.note)
        )
    return article


def judged(article: CleanArticle, settings: CleanSettings) -> CleanArticle:
    """Return the article with its language and status."""
    words = body_words(article)
    if len(words) < settings.min_body_chars:
        return replace(article, status=EMPTY, reason="no_article" if article.text.strip() else "no_text")
    language, score = language_of(words, sample_chars=settings.language_sample_chars)
    article = replace(article, language=language or article.language, language_score=score, status=USED)
    if language and score is not None and score >= settings.min_language_score and language != settings.language:
        return replace(article, status=UNSUPPORTED_LANGUAGE, reason=f"language_{language}")
    return article


def body_words(article: CleanArticle) -> str:
    """Return the body as a reader sees it, one segment a line."""
    return "\n".join(rendered(article.text, Span(s.start, s.end), article.media_type).text for s in article.body())
