"""Archives of captures, and files that are no articles."""

import gzip
import io
import zipfile
from collections.abc import Iterator

import brotli
import zstandard

from capture_files.story import PAGE, Row, Stories, Story


def response(story: Story, *headers: str, body: bytes | None = None, status: str = "200 OK", length: int = 0) -> bytes:
    """Return a page as a record of a web archive; `length` is how wrong the told length is."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    block = "\r\n".join(lines).encode() + b"\r\n\r\n" + (story.page.encode() if body is None else body)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {story.url}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block) + length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archives(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Web archives, whole and hurt."""
    told = (*PAGE,)
    a, b, c, d = new.some(4)
    data = (
        response(a) + response(b, "Content-Encoding: gzip", body=gzip.compress(b.page.encode(), mtime=0))
        + response(c, "Content-Encoding: br", body=brotli.compress(c.page.encode())) + response(d, "Content-Encoding: gzip")
    )  # fmt: skip
    yield "crawl.warc", data, [x.row("unpacked", *told, url=x.url) for x in (a, b, c, d)]
    a, b, c, d = new.some(4)
    hurt = (
        response(a, length=-30)
        + b"junk\r\n\r\n"
        + response(b, length=50)
        + response(c, status="404 Not Found")
        + response(d)
    )
    yield (
        "hurt.warc.gz",
        gzip.compress(hurt, mtime=0),
        [
            a.row("unpacked", *told, capture_note="wrong_length"),
            b.row("unpacked", *told, capture_note="wrong_length"),
            {"status_code": "empty", "reason": "http_status_404", "url": c.url},
            d.row("unpacked", *told),
        ],
    )
    a = new.one()
    yield "crawl.warc.zst", zstandard.compress(response(a)), [a.row("unpacked", *told)]
    a = new.one()
    text = f"{a.title}\n{a.text}".encode()
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {a.url}\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"
    yield "texts.warc.wet", head.encode() + text + b"\r\n\r\n", [a.row("unpacked", url=a.url)]
    a = new.one()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(response(a), mtime=0))
        packed.writestr("datapackage.json", "{}")
    yield "collection.wacz", held.getvalue(), [a.row("unpacked", *told)]


def strays(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Files that are no articles: of other kinds, in other languages, or beside a page."""
    story = new.one()
    yield "Saved story.html", story.page.encode(), [story.row("raw", *PAGE)]
    yield (
        "Saved story_files/frame.html",
        new.one().page.encode(),
        [{"status_code": "empty", "reason": "companion_of_page"}],
    )
    yield "README.md", b"# What lies here\n", [{"status_code": "empty", "reason": "readme"}]
    yield "style.css", b"p { color: red }\n", [{"status_code": "unreadable", "reason": "unknown_format"}]
    yield "picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), [{"status_code": "unreadable", "reason": "binary"}]
    gone = "Sorry, the page you are looking for has been moved. It may have been removed, or the address is mistyped. Please try again."
    yield (
        "gone.html",
        f"<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>{gone}</p></body></html>".encode(),
        [{"status_code": "empty", "reason": "error_page"}],
    )
    yield (
        "kazakh.txt",
        "Қалалық кеңес сейсенбі күні ескі көпірді жөндеу туралы шешім қабылдады.".encode(),
        [{"status_code": "unsupported_language", "reason": "language_kk", "language": "kk"}],
    )
