"""Captured files to records: one file may hold many. Bad data gives a record with a problem, never an exception."""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from presspack.base.internal_errors import internal_error
from presspack.captures.decoding import BOMS, zero_bytes
from presspack.captures.formats import BY_NAME, HEAD_BYTES, ZIP, Format, format_of, suffix_of
from presspack.captures.readers.archives import kind_of_zip
from presspack.captures.records import Place, RawRecord, Source, Unreadable
from presspack.captures.unpacking import PACKINGS, gunzipped, recoded
from presspack.config import Limits

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BUFFER = 262_144  # bytes; a table's encoding is told by this much
FEW_BYTES = 16_384  # where single records are read
# Formats that are lines of text, and are read as UTF-8 whatever they are kept in.
OF_LINES = frozenset({"json"})


def records_of_file(
    path: Path, *, name: str, fields: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Iterator[RawRecord]:
    """Yield the records of one captured file, in order, streaming those formats that hold many.

    `name` is what the records say they come from; `fields` names the fields of a row that hold text, html, title,
    url, outlet, author, published_on and language where they are not the usual ones.
    """
    source = Source(name, limits=limits or Limits(), fields=fields, inner=read)
    try:
        with path.open("rb", buffering=BUFFER) as stream:
            yield from read(source, path.name, stream)
    except OSError as error:
        yield source.problem(f"unreadable_file: {error.strerror or type(error).__name__}")


def records_again(
    path: Path, places: Iterable[Place], *, name: str, fields: Mapping[str, str] | None = None, limits: Limits
) -> Iterator[RawRecord]:
    """Yield the records at `places` of a file that `records_of_file` found there, none if the file is another now."""
    with suppress(OSError), path.open("rb", buffering=FEW_BYTES) as stream:
        format_ = format_of(path.name, stream.read(HEAD_BYTES))
        if format_ is None or format_.again is None:
            return
        for place in sorted(places):
            source = Source(name, limits=limits, fields=fields, inner=read)
            source.resume(place)
            stream.seek(place.offset)
            yield from format_.again(stream, source)


def read(source: Source, name: str, stream: IO[bytes]) -> Iterator[RawRecord]:
    """Yield the records of a stream by the reader of its format; what stops the reader is a record with the reason."""
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]  # type: ignore[attr-defined]
    before = source.given
    try:
        yield from records(source, name, stream, head)
    except Unreadable as reason:
        source.place = None if not source.depth else source.place
        yield source.problem(str(reason), identity(stream, head, source) if source.given == before else b"")
    except Exception as error:  # whatever a file makes our code raise is told of that file
        source.place = None if not source.depth else source.place
        yield source.problem(internal_error("catalogue", error, of=name), identity(stream, head, source))


def identity(stream: IO[bytes], head: bytes, source: Source) -> bytes:
    """Return the beginning of a file that cannot be read, so that it has an identity."""
    try:
        stream.seek(0)
        return stream.read(source.limits.max_problem_bytes)
    except (OSError, ValueError):
        return head


def records(source: Source, name: str, stream: IO[bytes], head: bytes) -> Iterator[RawRecord]:
    """Yield the records of a stream, unpacked if it is packed."""
    packing = next(((suffixes, unpack) for begin, suffixes, unpack in PACKINGS if head.startswith(begin)), None)
    if packing is not None:
        suffixes, unpack = packing
        inner = name.rpartition(".")[0] if suffix_of(name) in suffixes else name
        if unpack is gunzipped and suffix_of(inner) in BY_NAME["warc"].suffixes:
            opened = gunzipped(stream, source.limits, resume=True)
        else:
            opened = unpack(stream, source.limits)
        yield from source.inside(inner, opened)
        return
    if head.startswith(ZIP):
        stream = seekable(stream, source)
        format_ = BY_NAME.get(kind_of_zip(stream))
    else:
        format_ = format_of(name, head)
    if head.startswith(OLD_OFFICE) or format_ is None:
        yield source.problem("old_office_format" if head.startswith(OLD_OFFICE) else "unknown_format",
                             stream.read(source.limits.max_problem_bytes))  # fmt: skip
        return
    yield from read_as(format_, stream, source, head)


def read_as(format_: Format, stream: IO[bytes], source: Source, head: bytes) -> Iterator[RawRecord]:
    """Yield the records that a format's reader finds; what a parser stumbles over is a broken document."""
    if format_.seeks:
        stream = seekable(stream, source)
    if format_.name in OF_LINES and (encoding := wide(head)):
        stream, source.is_recoded = recoded(stream, encoding), not source.depth
    if not format_.parses:
        yield from format_.read(stream, source)
        return
    try:
        yield from format_.read(stream, source)
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:  # what a parser of strangers' documents may raise is not told anywhere
        raise Unreadable(f"broken_{format_.name}: {type(error).__name__}") from error


def seekable(stream: IO[bytes], source: Source) -> IO[bytes]:
    """Return a stream in which one can seek: a file as it is, what is unpacked from memory."""
    if stream.seekable():
        return stream
    return io.BufferedReader(io.BytesIO(source.whole(stream)))


def wide(head: bytes) -> str | None:
    """Return the encoding of text in units of two or four bytes, as its mark or its zeros tell; None for others."""
    marked = next((codec for mark, codec in BOMS if head.startswith(mark) and codec != "utf-8"), None)
    if marked:
        return "utf-16" if marked.startswith("utf-16") else "utf-32"
    return zero_bytes(head)
