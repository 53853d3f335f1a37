"""Web archives: every page has a record, a bad one costs itself only, and what is wrong with it is told."""

import gzip
import io
import zlib

import brotli
import pytest
import zstandard

from presspack.captures.readers.warc import records
from presspack.captures.records import RawRecord, Source
from presspack.captures.unpacking import gunzipped
from presspack.config import Limits

PAGE = b"<!DOCTYPE html><html><body><p>The dam at Vell holds, engineers said.</p></body></html>"
LIMITS = Limits(max_record_bytes=100_000)


def http(body: bytes = PAGE, *headers: str, status: str = "200 OK", kind: str | None = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def block(content: bytes, number: int = 1, *headers: str, kind: str = "response", length: int | None = None) -> bytes:
    media = "application/http; msgtype=response" if kind in ("response", "revisit") else "text/plain"
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: <http://a.example/{number}>", f"Content-Type: {media}",
        *headers, f"Content-Length: {len(content) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def read(data: bytes, limits: Limits = LIMITS) -> list[RawRecord]:
    return list(records(io.BytesIO(data), Source("a.warc", limits=limits)))


def chunked(body: bytes, size: int = 30) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


ENCODED = {
    "gzip": http(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip"),
    "deflate": http(zlib.compress(PAGE), "Content-Encoding: deflate"),
    "raw deflate": http(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
    "brotli": http(brotli.compress(PAGE), "Content-Encoding: br"),
    "zstd": http(zstandard.compress(PAGE), "Content-Encoding: zstd"),
    "chunked": http(chunked(PAGE), "Transfer-Encoding: chunked"),
    "chunked gzip": http(chunked(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
    "two encodings": http(gzip.compress(brotli.compress(PAGE), mtime=0), "Content-Encoding: br, gzip"),
    "gzip by name only": http(PAGE, "Content-Encoding: gzip"),
    "brotli by name only": http(PAGE, "Content-Encoding: br"),
    "chunked by name only": http(PAGE, "Transfer-Encoding: chunked"),
    "unknown encoding": http(PAGE, "Content-Encoding: aes128gcm"),
    "no media type": http(PAGE, kind=None),
    "octet stream": http(PAGE, kind="application/octet-stream"),
    "xml": http(PAGE, kind="application/xml"),
    "xhtml": http(PAGE, kind="application/xhtml+xml"),
    "line feeds only": http(PAGE).replace(b"\r\n", b"\n"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_page_is_read_whatever_its_encoding_says(name: str) -> None:
    (found,) = read(block(ENCODED[name]))
    assert (found.payload, found.media_type, found.problem, found.void) == (PAGE, "text/html", None, None)
    assert (found.hints, found.text_source) == ({"url": "http://a.example/1"}, "unpacked")


def test_what_is_packed_and_cut_off_gives_what_it_holds() -> None:
    body = b"".join(b"<p>%d</p>" % (n * 7919) for n in range(4000))
    (found,) = read(block(http(gzip.compress(body, mtime=0)[:8000], "Content-Encoding: gzip")))
    assert body.startswith(found.payload)
    assert len(found.payload) > 1000


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "503 Service Unavailable"])
def test_an_answer_that_is_no_page_is_no_article(status: str) -> None:
    (found,) = read(block(http(status=status)))
    assert (found.void, found.payload) == (f"http_status_{status[:3]}", PAGE)


@pytest.mark.parametrize("off", [-40, -1, 1, 40, 200])
def test_a_wrong_length_costs_no_other_record(off: int) -> None:
    content = http()
    data = block(content, 1) + block(content, 2, length=len(content) + off) + block(content, 3) + block(content, 4)
    for found in (
        read(data),
        list(records(gunzipped(io.BytesIO(gzip.compress(data, mtime=0)), LIMITS), Source("a", limits=LIMITS))),
    ):
        assert [record.hints["url"][-1] for record in found] == ["1", "2", "3", "4"]
        assert [record.payload for record in found] == [PAGE] * 4
    assert found[1].note == "wrong_length"


@pytest.mark.parametrize("junk", [b"junk line\r\nmore\r\n\r\n", b"\r\n\r\n\r\n\r\n", b"\x00" * 70_000 + b"\r\n"])
def test_rubbish_between_records_is_passed_over(junk: bytes) -> None:
    found = read(block(http(), 1) + junk + block(http(), 2) + junk)
    assert [record.payload for record in found] == [PAGE, PAGE]


@pytest.mark.parametrize("length", ["many", "-5", "9" * 400, ""])
def test_a_length_that_is_none_is_measured(length: str) -> None:
    data = block(http(), 1).replace(f"Content-Length: {len(http())}".encode(), f"Content-Length: {length}".encode())
    found = read(data + block(http(), 2))
    assert [record.payload for record in found] == [PAGE, PAGE]


def test_a_broken_member_of_a_packed_archive_costs_itself_only() -> None:
    bad = bytearray(gzip.compress(block(http(bytes(range(256)) * 30), 2)))
    bad[100:140] = b"\xff" * 40
    data = gzip.compress(block(http(), 1)) + bytes(bad) + gzip.compress(block(http(), 3))
    found = list(records(gunzipped(io.BytesIO(data), LIMITS, resume=True), Source("a", limits=LIMITS)))
    assert found[0].payload == found[-1].payload == PAGE
    assert found[-1].hints == {"url": "http://a.example/3"}


def test_what_was_cut_off_says_so() -> None:
    stated, short = read(block(http(), 1, "WARC-Truncated: length") + block(http(PAGE, "Content-Length: 5000"), 2))
    (end,) = read(block(http(), 1)[:-30])
    assert (stated.note, short.note, end.note) == ("cut_off: length", "cut_off", "cut_off")


def test_texts_resources_and_revisits_have_records_too() -> None:
    data = (
        block(b"format", 1, kind="warcinfo") + block(b"GET /", 2, kind="request") + block(http(b""), 3, kind="revisit")
        + block(b"Words of a page.", 4, kind="conversion") + block(b"Words of a file.", 5, kind="resource")
        + block(b"?", 6, kind="continuation") + block(http(b"\x89PNG", kind="image/png"), 7)
    )  # fmt: skip
    *pages, asked, info = read(data)
    found = {record.hints["url"][-1]: record for record in pages}
    assert list(found) == ["4", "5", "6", "7", "3"]
    assert (asked.void, info.void) == ("without_page: 1 request", "without_page: 1 warcinfo")
    assert (found["4"].payload, found["4"].media_type) == (b"Words of a page.", "text/plain")
    assert found["5"].payload == b"Words of a file."
    assert [found[key].problem for key in "67"] == ["record_type: continuation", "media_type: image/png"]
    assert found["3"].void == "revisit"


def test_a_record_over_the_limit_is_skipped() -> None:
    data = block(http(b"x" * 300_000), 1) + block(
        http(gzip.compress(b"x" * 300_000, mtime=0), "Content-Encoding: gzip"), 2
    )
    found = read(data + block(http(), 3))
    assert [record.problem for record in found] == ["too_large", "too_large", None]
