"""Documents without a text of their own, Word, OpenDocument, RTF and PDF, are rendered: that is the record's text."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from presspack.captures.exports import part_records
from presspack.captures.readers.archives import check_members, member, opened
from presspack.captures.readers.xml_tree import children, local, tree_of, words
from presspack.captures.records import RENDERED, RawRecord, Source, Unreadable

PARAGRAPH, TABLE = "p", "tbl"
LINE_END_HYPHEN = re.compile(r"(?<=[a-z])[\u00ad\ufffe\x02]\n(?=[a-z])")
SPACES = re.compile(r"[ \t\u2028\x0b]+")


def docx_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the articles of a Word document: its paragraphs and the cells of its tables, one a line."""
    import docx  # noqa: PLC0415 - only for Word documents
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    with zipfile.ZipFile(stream) as packed:
        check_members(packed, source.limits)
    stream.seek(0)
    try:
        document = docx.Document(stream)
    except PackageNotFoundError:
        raise Unreadable("broken_document") from None
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
    hints = {"title": document.core_properties.title} if document.core_properties.title else {}
    yield from part_records("\n\n".join(lines), source, hints=hints, text_source=RENDERED)


def odt_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the articles of an OpenDocument text: its headings and paragraphs, one a line, without notes of editors."""
    with opened(stream, source) as packed:
        content = tree_of(member(packed, "content.xml", source))
        meta = tree_of(member(packed, "meta.xml", source)) if "meta.xml" in packed.namelist() else ()
    for node in [node for node in content.iter() if local(node) in ("annotation", "tracked-changes")]:
        node.clear(keep_tail=True)
    lines = [words(node) for node in content.iter() if local(node) in ("p", "h")]
    told = {local(node): words(node) for node in children(meta, "meta")} if len(meta) else {}
    hints = {"title": told["title"]} if told.get("title") else {}
    yield from part_records("\n\n".join(lines), source, hints=hints, text_source=RENDERED)


def rtf_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the articles of an RTF document."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only for RTF

    found = rtf_to_text(  # type: ignore[no-untyped-call]
        source.whole(stream).decode("latin-1"), encoding="cp1252", errors="replace"
    )
    yield from part_records(found, source, text_source=RENDERED)


def pdf_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the articles of a PDF with a text layer; pages are separated by form feeds. Scans hold no text."""
    import pypdfium2  # noqa: PLC0415 - only for PDF

    try:
        document = pypdfium2.PdfDocument(source.whole(stream))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable("locked_document" if locked else "broken_document") from None
    pages: list[str] = []
    size = 0
    for number in range(min(len(document), source.limits.max_pages)):
        page = document[number].get_textpage().get_text_range()
        pages.append(LINE_END_HYPHEN.sub("", page.replace("\r\n", "\n").replace("\r", "\n")))
        size += len(page)
        if size > source.limits.max_record_bytes:
            raise Unreadable("too_large")
    found = "\n\f\n".join(pages)
    if not found.strip("\n\f \t"):
        raise Unreadable("no_text_layer")
    cut = len(document) > source.limits.max_pages
    yield from part_records(found, source, text_source=RENDERED, note="cut_off: pages" if cut else None)
