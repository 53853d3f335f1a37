"""Web archives: WARC and WET. A bad record costs itself only; the next one is found by how records begin."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO

from presspack.captures.formats_of_media import MEDIA_SUFFIXES
from presspack.captures.html_tokenizer import TAG
from presspack.captures.readers.http_response import Response, response
from presspack.captures.records import HTML, TEXT, UNPACKED, RawRecord, Source, Unreadable
from presspack.captures.unpacking import CHUNK

BEGIN = re.compile(rb"(?:\A|(?<=\n))WARC/\d\.\d\r?\n")
INSIDE = re.compile(rb"\nWARC/\d\.\d\r?\n[Ww][Aa][Rr][Cc]-")
HEADER_END = re.compile(rb"\r?\n\r?\n")
LINE_ENDS = re.compile(rb"[\r\n]{0,4}")
WITHOUT_PAGE = frozenset({"warcinfo", "request", "metadata"})
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml", "unknown",
                    "unk", "application/unknown", "application/x-unknown"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A record of the archive: its headers in lower case, its bytes, and what is wrong with them."""

    headers: Mapping[str, str]
    payload: bytes
    fault: str | None = None


class Window:
    """The bytes of a stream that are being looked at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.data, self._length = stream, b"", 0

    @property
    def position(self) -> int:
        """Return how many bytes of the stream stand before those that are being looked at."""
        return self._length - len(self.data)

    def fill(self, size: int) -> bool:
        """Have at least `size` bytes at hand; False if there are no more."""
        pieces, length = [self.data], len(self.data)
        while length < size and (chunk := self._stream.read(max(CHUNK, min(size - length, 1 << 20)))):
            pieces.append(chunk)
            length += len(chunk)
            self._length += len(chunk)
        self.data = b"".join(pieces)
        return length >= size

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes, or what is left."""
        self.fill(size)
        found, self.data = self.data[:size], self.data[size:]
        return found

    def until_begin(self, keep: int) -> tuple[bytes, bool]:
        """Return what stands before the next record, `keep` bytes of it at most, and whether one follows."""
        kept = b""
        while True:
            found = BEGIN.search(self.data)
            if found:
                kept += self.data[: found.start()]
                self.data = self.data[found.start() :]
                return kept[:keep], True
            cut = max(0, self.data.rfind(b"\n", 0, -1) + 1) if len(self.data) > 32 else 0
            cut = max(cut, len(self.data) - CHUNK)
            kept = (kept + self.data[:cut])[:keep]
            self.data = self.data[cut:]
            before = len(self.data)
            self.fill(before + CHUNK)
            if len(self.data) == before:
                kept += self.data
                self.data = b""
                return kept[:keep], False


def records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each page of the archive, those that are no page with the reason, revisits last.

    Behind them stands one record for each kind that holds no page, with how many there are: what a program asked a
    server for, say.
    """
    revisits, apart = [], dict[str, list[bytes]]()
    for block in blocks(stream, source):
        kind = block.headers.get("warc-type", "").lower()
        if kind in WITHOUT_PAGE:
            apart.setdefault(kind, []).append(named(block.headers))
            continue
        if kind == "revisit":
            revisits.append((block.headers, block.payload[: source.limits.max_problem_bytes][:2000]))
            continue
        yield from block_records(kind, block, source)
    source.place = None
    for headers, payload in revisits:
        yield source.record(payload, TEXT, hints=address(headers), text_source=UNPACKED, void="revisit")
    if not source.given:
        raise Unreadable("broken_archive: no page in it")
    for kind, ids in sorted(apart.items()):
        yield source.record(b"\n".join(ids), TEXT, text_source=UNPACKED, void=f"without_page: {len(ids)} {kind}")


def records_again(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the records of the record of the archive at which the stream stands."""
    for block in islice(blocks(stream, source, again=True), 1):
        yield from block_records(block.headers.get("warc-type", "").lower(), block, source)


def blocks(stream: IO[bytes], source: Source, *, again: bool = False) -> Iterator[Block]:
    """Yield the records of the archive; rubbish between them is passed over, wrong lengths are mended.

    The places of those that are read `again` are known.
    """
    window = Window(stream)
    limit = source.limits.max_record_bytes
    while window.until_begin(0)[1]:
        if not again:
            source.begin(window.position)
        window.fill(CHUNK)
        end = HEADER_END.search(window.data[: source.limits.max_header_bytes])
        if end is None:
            yield Block({}, window.take(source.limits.max_problem_bytes), "broken_header")
            continue
        headers = header_fields(window.take(end.end()))
        length = headers.get("content-length", "").strip()
        if not (length.isascii() and length.isdigit()) or len(length) > 15:
            yield Block(headers, *measured(*window.until_begin(limit + 1)))
        elif int(length) > limit:
            head = window.take(limit)
            rest = int(length) - limit
            while rest > 0 and (chunk := window.take(min(rest, 1 << 20))):
                rest -= len(chunk)
            yield Block(headers, head, "too_large")
        else:
            yield Block(headers, *body_of(window, int(length), limit))


def measured(payload: bytes, more: bool) -> tuple[bytes, str | None]:
    """Return the bytes before the next record of one whose length is not told."""
    return without_ends(payload), "wrong_length" if more else None


def body_of(window: Window, length: int, limit: int) -> tuple[bytes, str | None]:
    """Return the bytes of a record and what is wrong with their number."""
    payload = window.take(length)
    window.fill(16)
    ends = LINE_ENDS.match(window.data)
    rest = window.data[ends.end() :] if ends else window.data
    whole = len(payload) == length
    if whole and (not rest or window.data.startswith((b"\r\n\r\n", b"\n\n"))):
        return payload, None
    if whole and BEGIN.match(rest):  # the length counts some of the line ends behind the record
        return without_ends(payload), "wrong_length" if payload.endswith((b"\r", b"\n")) else None
    inside = INSIDE.search(payload)
    if inside:  # the length reaches into the next record
        window.data = payload[inside.start() + 1 :] + window.data
        return without_ends(payload[: inside.start()]), "wrong_length"
    if not whole:
        return payload, "cut_off"
    more, _ = window.until_begin(max(0, limit - length))
    return without_ends(payload + more), "wrong_length"


def without_ends(payload: bytes) -> bytes:
    """Return the bytes without the line ends that stand between records."""
    return payload.rstrip(b"\r\n")


def header_fields(block: bytes) -> dict[str, str]:
    """Return header fields by name in lower case; a folded line goes on with the one before."""
    text = re.sub(r"\r?\n[ \t]+", " ", block.decode("utf-8", errors="replace"))
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def address(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the address that a record was fetched from."""
    url = headers.get("warc-target-uri", "").strip("<> ")
    return {"url": url} if url else {}


def named(headers: Mapping[str, str]) -> bytes:
    """Return by what a record without a page is known: its id, else its address or time."""
    names = (headers.get(name) for name in ("warc-record-id", "warc-target-uri", "warc-date"))
    return next(filter(None, names), "")[:200].encode()


def block_records(kind: str, block: Block, source: Source) -> Iterator[RawRecord]:
    """Yield what one record of the archive holds."""
    hints = address(block.headers)
    if block.fault in ("too_large", "broken_header"):
        yield source.problem(str(block.fault), block.payload, hints=hints)
        return
    stated = block.headers.get("content-type", "")
    if kind in ("resource", "conversion") or (kind == "response" and stated and media(stated) != "application/http"):
        found = Response(200, media(stated), charset(stated), block.payload)
    elif kind == "response":
        found = response(block.payload, source.limits)
    else:
        yield source.problem(f"record_type: {kind or 'none'}", block.payload, hints=hints)
        return
    cut = block.headers.get("warc-truncated")
    fault = f"cut_off: {cut}" if cut else block.fault or found.fault
    yield from page_records(found, fault, hints, source)


def media(stated: str) -> str:
    """Return the media type of a Content-Type header."""
    return stated.partition(";")[0].strip().lower()


def charset(stated: str) -> str | None:
    """Return the charset of a Content-Type header."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:+-]{2,40})", stated, re.IGNORECASE)
    return match[1] if match else None


def page_records(found: Response, fault: str | None, hints: Mapping[str, str], source: Source) -> Iterator[RawRecord]:
    """Yield a page as a record; other documents by their own reader; what holds no words with the reason."""
    if len(found.payload) > source.limits.max_record_bytes:
        yield source.problem("too_large", found.payload, hints=hints)
        return
    media_type = HTML if found.media_type == "application/xhtml+xml" else found.media_type
    if media_type in UNTOLD:
        media_type = HTML if looks_like_page(found.payload) or not media_type else media_type
    void = None if 200 <= found.status < 300 else f"http_status_{found.status}"
    if media_type in (TEXT, HTML):
        yield source.record(
            found.payload, media_type, charset=found.charset, hints=hints, text_source=UNPACKED, void=void, note=fault
        )
    elif void is None and media_type in MEDIA_SUFFIXES:
        yield from source.inside_bytes(f"record.{MEDIA_SUFFIXES[media_type]}", found.payload, hints=hints)
    else:
        yield source.problem(void or f"media_type: {media_type}", found.payload, hints=hints)


def looks_like_page(payload: bytes) -> bool:
    """True for bytes that begin as a page."""
    head = payload[:2000].decode("latin-1").lstrip("\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body")) or (
        head.startswith("<?xml") and "<html" in head and TAG.search(head) is not None
    )
