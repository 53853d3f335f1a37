"""The table of formats: how each kind of capture is known by its suffix or its first bytes, and which reader reads it.

A new format is a reader in readers/ and a row here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from presspack.captures.readers import archives, documents, feeds, json_rows, mail, pages, tables, warc
from presspack.captures.records import RawRecord, Source

Reader = Callable[[IO[bytes], Source], Iterator[RawRecord]]
HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of capture. `begins` are first bytes that no other kind has; `seeks`: the reader seeks in the file.

    `again` reads the records of one place (see records.Place), at which its stream stands.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    begins: tuple[bytes, ...] = ()
    seeks: bool = False
    again: Reader | None = None
    parses: bool = False  # a parser of others' reads it: whatever that raises, the document is broken


FORMATS = (
    Format(
        "text",
        ("txt", "text", "asc", "md", "markdown", "mdown", "mkd", "mdx", "rst", "adoc", "asciidoc", "org"),
        pages.text_records,
    ),
    Format("html", ("html", "htm", "xhtml", "xht", "shtml"), pages.page_records),
    Format(
        "json", ("json", "jsonl", "ndjson", "jl", "geojson", "ldjson"), json_rows.records, again=json_rows.records_again
    ),
    Format("csv", ("csv", "tsv", "tab", "psv"), tables.csv_records),
    Format("xlsx", ("xlsx", "xlsm"), tables.workbook_records, seeks=True, parses=True),
    Format("parquet", ("parquet", "pq"), tables.parquet_records, (b"PAR1",), seeks=True, parses=True),
    Format("arrow", ("arrow", "feather"), tables.arrow_records, (b"ARROW1\x00\x00",), seeks=True, parses=True),
    Format("warc", ("warc", "wet"), warc.records, (b"WARC/1.", b"WARC/0."), again=warc.records_again),
    Format("wacz", ("wacz",), archives.wacz_records, seeks=True),
    Format("mhtml", ("mhtml", "mht"), mail.page_records, parses=True),
    Format("eml", ("eml",), mail.message_records, parses=True),
    Format("mbox", ("mbox", "mbx"), mail.mailbox_records),
    Format("xml", ("xml", "rss", "atom", "rdf", "nitf", "newsml"), feeds.records, parses=True),
    Format("docx", ("docx", "docm", "dotx"), documents.docx_records, seeks=True, parses=True),
    Format("odt", ("odt", "ott"), documents.odt_records, seeks=True, parses=True),
    Format("rtf", ("rtf",), documents.rtf_records, (b"{\\rtf",), parses=True),
    Format("pdf", ("pdf",), documents.pdf_records, (b"%PDF",), parses=True),
    Format("epub", ("epub",), archives.epub_records, seeks=True, parses=True),
    Format("zip", ("zip",), archives.zip_records, seeks=True),
    Format("tar", ("tar", "tgz", "tbz2", "txz"), archives.tar_records),
)
BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
BY_NAME = {format_.name: format_ for format_ in FORMATS}
ZIP = b"PK\x03\x04"
MAILBOX = re.compile(rb"From [^\n]{1,200}(?:19|20)\d\d[^\n]{0,40}\r?\n[A-Za-z-]{2,40}: ")
MESSAGE = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
MULTIPART = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
MAIL_FIELDS = re.compile(
    rb"^(?:Received|Message-ID|MIME-Version|Delivered-To|Return-Path):", re.IGNORECASE | re.MULTILINE
)
MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|article|div|meta)\b",
    re.I | re.S,
)
FEED = re.compile(
    rb"\s*(?:<\?xml.{0,300}?\?>\s*)?(?:<[!?].{0,2000}?>\s*)*<(?:\w+:)?(?:rss|feed|rdf|nitf|newsml|newsitem|newsmessage)\b",
    re.I | re.S,
)


def suffix_of(name: str) -> str:
    """Return the last suffix of a file name in lower case, "" if it has none."""
    return name.lower().rpartition(".")[2] if "." in name.lstrip(".") else ""


def format_of(name: str, head: bytes) -> Format | None:
    """Return the format of a file: by first bytes that leave no doubt, else by its suffix, else by how it looks."""
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((f for f in FORMATS if any(begin.startswith(sign) for sign in f.begins)), None)
    suffix = suffix_of(name)
    named = BY_SUFFIX.get(suffix)
    if found or (named and named.name not in ("text", "html", "xml")):
        return found or named
    message = MESSAGE.match(begin)
    if message and MULTIPART.search(message.group()):
        return BY_NAME["mhtml"]
    if MAILBOX.match(begin) and (named is None or named.name == "text"):
        return BY_NAME["mbox"]
    if named is not None:
        return named
    return unnamed(begin, message, bare=not suffix or not suffix.isalpha() or len(suffix) > 5)


def unnamed(begin: bytes, message: re.Match[bytes] | None, *, bare: bool) -> Format | None:
    """Return the format of a file whose suffix tells nothing; a text only if it has none (`bare`)."""
    plain = begin.replace(b"\x00", b"") if b"\x00" in begin[:64] else begin
    if FEED.match(plain):
        return BY_NAME["xml"]
    if MARKUP.match(plain):
        return BY_NAME["html"]
    if message and MAIL_FIELDS.search(message.group()):
        return BY_NAME["eml"]
    if not bare:
        return None
    if begin[:1] in (b"{", b"["):
        return BY_NAME["json"]
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in begin)
    return BY_NAME["text"] if begin and controls <= len(begin) // 100 else None
