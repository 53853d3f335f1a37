"""An HTTP response as archives keep it: status, headers, and the body with its encodings undone where they are true."""

import re
import zlib
from dataclasses import dataclass

from presspack.config import Limits

STATUS = re.compile(rb"\AHTTP/\d(?:\.\d)?\s+(\d{3})")
HEADER_END = re.compile(rb"\r?\n\r?\n")
CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; `fault` tells what is wrong with it."""

    status: int
    media_type: str
    charset: str | None
    payload: bytes
    fault: str | None = None


class NotPacked(Exception):
    """The bytes are not in the encoding that the header names."""


def response(block: bytes, limits: Limits) -> Response:
    """Return the response that a record holds; a body that is not encoded as its header says is taken as it is."""
    status = STATUS.match(block)
    end = HEADER_END.search(block[: limits.max_header_bytes])
    if status is None or end is None:
        return Response(200, "", None, block, "no_http_header" if status is None else "cut_off")
    headers = fields_of(block[: end.start()])
    payload, fault = block[end.end() :], None
    if "chunked" in headers.get("transfer-encoding", "").lower():
        payload, fault = dechunked(payload)
    elif headers.get("content-length", "").isdigit() and len(payload) < int(headers["content-length"]):
        fault = "cut_off"
    for name in reversed([part.strip().lower() for part in headers.get("content-encoding", "").split(",")]):
        try:
            payload = undone(name, payload, limits)
        except NotPacked:
            break
    stated = headers.get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:+-]{2,40})", stated, re.IGNORECASE)
    return Response(
        int(status[1]), stated.split(";")[0].strip().lower(), charset[1] if charset else None, payload, fault
    )


def fields_of(block: bytes) -> dict[str, str]:
    """Return the header fields by name in lower case."""
    found: dict[str, str] = {}
    for line in re.sub(rb"\r?\n[ \t]+", b" ", block).decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def dechunked(payload: bytes) -> tuple[bytes, str | None]:
    """Return the body without the sizes of its chunks; as it is if it was dechunked already, with a note if cut off."""
    pieces: list[bytes] = []
    place = 0
    while match := CHUNK_SIZE.match(payload, place):
        size = int(match[1], 16)
        piece = payload[match.end() : match.end() + size]
        if size == 0:
            return b"".join(pieces), None
        pieces.append(piece)
        place = match.end() + size
        if len(piece) < size:
            return (b"".join(pieces), "cut_off") if len(pieces) > 1 else (payload, None)
        if payload[place : place + 2] not in (b"\r\n", b"") and payload[place : place + 1] != b"\n":
            return (payload, None) if len(pieces) == 1 else (b"".join(pieces) + payload[place:], "broken_chunks")
    if not pieces:
        return payload, None
    return b"".join(pieces), "cut_off"


def undone(name: str, payload: bytes, limits: Limits) -> bytes:
    """Return the bytes without a content encoding, one byte more than the limit at most. Raise NotPacked."""
    most = limits.max_record_bytes + 1
    if name in ("gzip", "x-gzip"):
        return inflated(payload, 31, most)
    if name == "deflate":
        try:
            return inflated(payload, 15, most)
        except NotPacked:
            return inflated(payload, -15, most)
    unpack = {"br": unbrotli, "zstd": unzstd}.get(name)
    return unpack(payload, most) if unpack else payload


def inflated(payload: bytes, wbits: int, most: int) -> bytes:
    """Return inflated bytes; of a stream that is cut off or spoilt what it held before. Raise NotPacked."""
    machine = zlib.decompressobj(wbits)
    pieces: list[bytes] = []
    made = 0
    for start in range(0, len(payload), 4096):
        try:
            piece = machine.decompress(payload[start : start + 4096], most - made)
        except zlib.error:
            break
        pieces.append(piece)
        made += len(piece)
        if made >= most or machine.eof:
            break
    if not made and payload:
        raise NotPacked
    return b"".join(pieces)


def unbrotli(payload: bytes, most: int) -> bytes:
    """Return bytes packed with Brotli."""
    import brotli  # noqa: PLC0415 - few archives hold it

    machine = brotli.Decompressor()
    made = b""
    try:
        made = machine.process(payload, output_buffer_limit=most)
        while len(made) < most and not machine.is_finished() and not machine.can_accept_more_data():
            made += machine.process(b"", output_buffer_limit=most - len(made))
    except brotli.error:
        if not made:
            raise NotPacked from None
    return made


def unzstd(payload: bytes, most: int) -> bytes:
    """Return bytes packed with Zstandard."""
    import zstandard  # noqa: PLC0415 - few archives hold it

    try:
        with zstandard.ZstdDecompressor().stream_reader(payload, read_across_frames=True) as reader:
            return reader.read(most)
    except zstandard.ZstdError:
        raise NotPacked from None
