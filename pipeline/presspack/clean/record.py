"""Cleaning: a raw record becomes its text with every character in one segment, and what it says about itself.

Nothing is rewritten: offsets are code points into the decoded record, and what is dropped is marked and has a reason.
"""

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
from presspack.clean.body_choice import add_between, choose_text_body
from presspack.clean.front_matter import FrontMatter, front_matter
from presspack.clean.html_dates import html_date
from presspack.clean.html_metadata import html_author, html_outlet, html_title
from presspack.clean.language import is_foreign_script, language_of
from presspack.clean.layout import Layout, marks
from presspack.clean.page_body import page_with_body
from presspack.clean.prepared import prepared_text
from presspack.clean.segmentation import Mark, segments
from presspack.clean.text_date import text_date
from presspack.clean.text_metadata import text_author, text_outlet
from presspack.clean.text_title import choose_title
from presspack.clean.told_body import told_blocks
from presspack.clean.void_pages import clear_void
from presspack.clean.word_lists import squeezed
from presspack.clean.written_dates import stated_date
from presspack.config import CleanSettings

UNSEEN = frozenset({"markup", "hidden", "white_space"})  # reasons of noise that nobody sees


def clean_record(record: RawRecord, *, settings: CleanSettings | None = None) -> CleanArticle:
    """Return the record as an article: segments that cover its text, metadata, language and status.

    clean_record(RawRecord("a.txt", 1, b"...", "text/plain")).status -> "used", or "empty" and so on with a reason.
    """
    settings = settings or CleanSettings()
    if record.problem:
        return unreadable(record, record.problem)
    if record.void and not record.media_type:
        return CleanArticle("", "", "", "", (), status=EMPTY, reason=record.void)
    read = decoded(
        record.payload,
        record.declared_charset,
        media_type=record.media_type,
        sample_bytes=settings.charset_sample_bytes,
    )
    article = CleanArticle(read.text, actual_media_type(read.text, record.media_type), read.encoding, read.source, ())
    if record.void:
        return whole_as_noise(article, EMPTY, record.void)
    if fault := fault_of(article, record.payload, settings):
        return whole_as_noise(article, UNREADABLE, fault)
    found = from_html(article, record, settings) if article.media_type == HTML else from_text(article, record, settings)
    return judged(with_hints(found, record), settings)


def fault_of(article: CleanArticle, payload: bytes, settings: CleanSettings) -> str | None:
    """Return why the text of a record is not read, None if it is."""
    if is_binary(payload, article.text, settings.max_control_share):
        return "binary"
    if len(article.text) > settings.max_chars:
        return "too_large"
    lines = article.text.count("<" if article.media_type == HTML else "\n")
    return "too_many_lines" if lines > settings.max_lines else None


def unreadable(record: RawRecord, problem: str) -> CleanArticle:
    """Return an article without text, with the reason."""
    return CleanArticle("", record.media_type, "", "", (), status=UNREADABLE, reason=problem)


def whole_as_noise(article: CleanArticle, status: str, reason: str) -> CleanArticle:
    """Return the article with its whole text as one segment of noise."""
    noise = {"too_many_lines": "too_large"}.get(reason, reason) if status == UNREADABLE else "boilerplate"
    covered = segments(article.text, [Mark(0, len(article.text), "noise", noise)] if article.text else [])
    return replace(article, segments=covered, status=status, reason=reason)


def actual_media_type(text: str, claimed: str) -> str:
    """Return what the text is: pages are sent as plain text, and texts as pages."""
    begin = text[:1000].lstrip("\ufeff \t\r\n").lower()
    if begin.startswith(("<!doctype html", "<html")):
        return HTML
    if claimed == HTML and TAG.search(text):
        return HTML
    return MARKDOWN if is_markdown(text) else TEXT


def from_text(article: CleanArticle, record: RawRecord, settings: CleanSettings) -> CleanArticle:
    """Return a plain-text or Markdown capture with its segments and metadata."""
    media_type = article.media_type
    blocks = prepared_text(article.text, media_type=media_type, wrapped_line_chars=settings.wrapped_line_chars)
    layout = Layout(article.text, media_type, blocks)
    stated = front_matter(article.text) if media_type == MARKDOWN else FrontMatter()
    if record.body:
        layout.blocks = told_blocks(article.text, layout.blocks, record.body, media_type)
    else:
        choose_text_body(layout.blocks)
        if media_type == MARKDOWN and (stated.title or (layout.blocks and layout.blocks[0].level)):
            add_between(layout.blocks)
    choose_title(layout, stated.title.value if stated.title else "")
    void = None if record.body else clear_void(layout, layout.title.text if layout.title else "")
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
        reason=void,
    )


def from_html(article: CleanArticle, record: RawRecord, settings: CleanSettings) -> CleanArticle:
    """Return an HTML page with its segments and metadata."""
    page, layout = page_with_body(article.text, settings.min_body_chars)
    title = html_title(layout, page)
    void = clear_void(layout, title.value if title else "")
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
        reason=void,
    )


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
        return without_body(article, settings)
    language, score = language_of(words, sample_chars=settings.language_sample_chars)
    article = replace(article, language=language or article.language, language_score=score, status=USED)
    if language and score is not None and score >= settings.min_language_score and language != settings.language:
        return replace(article, status=UNSUPPORTED_LANGUAGE, reason=f"language_{language}")
    return article


def without_body(article: CleanArticle, settings: CleanSettings) -> CleanArticle:
    """Return a record without an article as empty, or as one in another language if its words are, however few."""
    if article.reason:
        return replace(article, status=EMPTY)
    words = seen_words(article, settings.language_sample_chars)
    language, score = language_of(words, sample_chars=settings.language_sample_chars)
    sure = is_foreign_script(words) or (score or 0) >= settings.min_language_score
    if language is not None and language != settings.language and sure:
        reason = f"language_{language}"
        return replace(article, language=language, language_score=score, status=UNSUPPORTED_LANGUAGE, reason=reason)
    return replace(article, status=EMPTY, reason="no_article" if article.text.strip() else "no_text")


def seen_words(article: CleanArticle, chars: int) -> str:
    """Return the first words of a record as a reader sees them, about so many characters of them."""
    found: list[str] = []
    for segment in article.segments:
        if segment.reason not in UNSEEN and chars > 0:
            found.append(rendered(article.text, segment.span, article.media_type).text)
            chars -= len(found[-1])
    return "\n".join(found)


def body_words(article: CleanArticle) -> str:
    """Return the body as a reader sees it, one segment a line."""
    return "\n".join(rendered(article.text, Span(s.start, s.end), article.media_type).text for s in article.body())
