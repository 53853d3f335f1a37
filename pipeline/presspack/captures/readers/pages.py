"""Texts and pages that are files of their own; exports of databases among them become a record for each article."""

import re
from collections.abc import Iterator
from typing import IO

from presspack.base.spans import Span
from presspack.captures.decoding import decoded
from presspack.captures.document_headers import SAMPLE_CHARS, document_hints
from presspack.captures.exports import part_records
from presspack.captures.records import HTML, PART, RENDERED, TEXT, RawRecord, Source
from presspack.captures.rendering import rendered

HTML_SIGNS = re.compile(
    rb"\bDo[ck]ument[eo]? [A-Z]{2,8}[A-Z0-9]*\d|\d [a-z]{1,3} \d+ do[ck]ument|End of Document\b"
    rb"|(?:fine?|fim|ende) d\w\w? Do[ck]ument"
    rb"|Do[ck]ument[eo]? \d+ [a-z]{1,3} \d|ProQuest document ID",
    re.IGNORECASE,
)
# Signs in the first bytes of a text that it states its title or author as documents in light markup do.
HEADED = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(?:[=%] |(?:[^\n]*\n){0,12}?[ \t]*(?::|\.\. )[A-Za-z][\w -]{0,30}: )")


def text_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a plain text as one record, an export as one for each article."""
    payload = source.whole(stream)
    text = decoded(payload, None, media_type=TEXT).text
    found = list(part_records(text, source, text_source=PART, parts_only=True))
    if found:
        yield from found
        return
    hints = document_hints(text) if HEADED.match(payload[:SAMPLE_CHARS]) else {}
    yield source.record(payload, TEXT, hints=hints)


def page_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a page as one record, an export as one for each article; its text is then a rendering."""
    payload = source.whole(stream)
    if HTML_SIGNS.search(payload):
        text = decoded(payload, None, media_type=HTML).text
        lines = rendered(text, Span(0, len(text)), HTML).text.replace("\n", "\n\n")
        found = list(part_records(lines, source, text_source=RENDERED, parts_only=True))
        if found:
            yield from found
            return
    yield source.record(payload, HTML)
