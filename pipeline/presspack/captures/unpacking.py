"""Packed streams unpacked piece by piece, within limits: gzip of many members, zstd with dictionaries, bzip2, xz."""

import bz2
import codecs
import io
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from presspack.captures.records import Bomb, Unreadable
from presspack.config import Limits

SPARE_BYTES = 4_000_000  # a small file may unpack to this much whatever its ratio
CHUNK = 65_536
XZ_BYTES = 100_000_000  # of memory that an xz stream may ask for
GZIP_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
ZSTD_DICTIONARY, ZSTD_FRAME = b"\x5d\x2a\x4d\x18", b"\x28\xb5\x2f\xfd"


class Chunks(io.RawIOBase):
    """A readable stream made of an iterator of bytes."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def readable(self) -> bool:
        """True: it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes; 0 at the end."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def buffered(chunks: Iterator[bytes]) -> io.BufferedReader:
    """Return a stream of what an iterator yields, that can be peeked into."""
    return io.BufferedReader(Chunks(chunks), CHUNK)


def prefixed(head: bytes, stream: IO[bytes]) -> io.BufferedReader:
    """Return a stream of `head` and then what is left of `stream`."""

    def chunks() -> Iterator[bytes]:
        yield head
        while chunk := stream.read(CHUNK):
            yield chunk

    return buffered(chunks())


def recoded(stream: IO[bytes], encoding: str) -> io.BufferedReader:
    """Return a stream in UTF-8 of one in another encoding; what is not valid becomes U+FFFD."""

    def chunks() -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        while chunk := stream.read(CHUNK):
            yield decoder.decode(chunk).encode("utf-8", errors="replace")
        yield decoder.decode(b"", final=True).encode("utf-8", errors="replace")

    return buffered(chunks())


class Ratio:
    """Watches how much is unpacked for each packed byte."""

    def __init__(self, limits: Limits) -> None:
        self._spare = SPARE_BYTES + limits.max_record_bytes
        self._ratio = limits.max_ratio
        self.read, self.made = 0, 0

    def add(self, made: int) -> None:
        """Count unpacked bytes; raise Bomb when they are far more than the packed ones can honestly hold."""
        self.made += made
        if self.made > self._spare and self.made > self._ratio * max(self.read, 1):
            raise Bomb


def gunzipped(stream: IO[bytes], limits: Limits, *, resume: bool = False) -> io.BufferedReader:
    """Return what a gzip stream of one or many members holds; rubbish after a whole member is passed over.

    With `resume` a broken member costs itself only: after line ends the next one goes on.
    """
    return buffered(_members(stream, Ratio(limits), resume=resume))


def _members(stream: IO[bytes], ratio: Ratio, *, resume: bool) -> Iterator[bytes]:
    packed, whole = Packed(stream, ratio), False
    while packed.at_member(seek=resume):
        try:
            yield from _member(packed, ratio)
            whole = True
        except zlib.error as error:
            if not resume:
                raise Unreadable(f"broken_archive: {error}") from None
            yield b"\r\n\r\n"
            packed.data = packed.data[1:]
        except EOFError:
            if not resume:
                raise Unreadable("broken_archive: cut off") from None
            return
    if not whole and not resume:
        raise Unreadable("broken_archive: not gzip")


class Packed:
    """The packed bytes of a stream that are still to be read."""

    def __init__(self, stream: IO[bytes], ratio: Ratio) -> None:
        self._stream, self._ratio, self.data = stream, ratio, b""

    def more(self) -> bool:
        """Read on; False at the end."""
        chunk = self._stream.read(CHUNK)
        self._ratio.read += len(chunk)
        self.data += chunk
        return bool(chunk)

    def at_member(self, *, seek: bool) -> bool:
        """True if a gzip member begins here, or with `seek` further on, where it then stands."""
        while len(self.data) < 4 and self.more():
            pass
        found = GZIP_MEMBER.search(self.data) if seek else GZIP_MEMBER.match(self.data)
        while seek and found is None:
            self.data = self.data[-3:]
            if not self.more():
                return False
            found = GZIP_MEMBER.search(self.data)
        self.data = self.data[found.start() :] if found else self.data
        return found is not None


def _member(packed: Packed, ratio: Ratio) -> Iterator[bytes]:
    """Yield what one gzip member holds. Raise zlib.error if it is broken, EOFError if it is cut off."""
    member = zlib.decompressobj(wbits=31)
    while not member.eof:
        if not packed.data and not packed.more():
            raise EOFError
        before = packed.data
        packed.data = b""
        try:
            made = member.decompress(before, CHUNK)
        except zlib.error:
            packed.data = before
            raise
        packed.data = member.unconsumed_tail
        ratio.add(len(made))
        if made:
            yield made
    packed.data = member.unused_data


def unzstd(stream: IO[bytes], limits: Limits) -> io.BufferedReader:
    """Return what a zstd stream holds, with the dictionary that a .warc.zst may begin with."""
    import zstandard  # noqa: PLC0415 - few corpora need it

    head = stream.read(8)
    dictionary = None
    if head[:4] == ZSTD_DICTIONARY:
        words = stream.read(min(int.from_bytes(head[4:8], "little"), SPARE_BYTES))
        if words[:4] == ZSTD_FRAME:
            words = zstandard.ZstdDecompressor().decompress(words, max_output_size=SPARE_BYTES)
        dictionary, head = zstandard.ZstdCompressionDict(words), b""
    ratio = Ratio(limits)

    def chunks() -> Iterator[bytes]:
        packed: Any = Counted(prefixed(head, stream), ratio)
        reader = zstandard.ZstdDecompressor(dict_data=dictionary).stream_reader(packed, read_across_frames=True)
        try:
            while made := reader.read(CHUNK):
                ratio.add(len(made))
                yield made
        except zstandard.ZstdError as error:
            raise Unreadable(f"broken_archive: {error}") from None

    return buffered(chunks())


class Counted:
    """A stream that counts what is read of it."""

    def __init__(self, stream: IO[bytes], ratio: Ratio) -> None:
        self._stream, self._ratio = stream, ratio

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(size)
        self._ratio.read += len(data)
        return data


def unbz2(stream: IO[bytes], limits: Limits) -> io.BufferedReader:
    """Return what a bzip2 stream holds."""
    ratio = Ratio(limits)

    def chunks() -> Iterator[bytes]:
        with bz2.BZ2File(Counted(stream, ratio)) as reader:  # type: ignore[call-overload]
            try:
                while made := reader.read(CHUNK):
                    ratio.add(len(made))
                    yield made
            except (OSError, EOFError) as error:
                raise Unreadable(f"broken_archive: {error}") from None

    return buffered(chunks())


def unxz(stream: IO[bytes], limits: Limits) -> io.BufferedReader:
    """Return what an xz stream of one or more parts holds."""
    ratio = Ratio(limits)

    def chunks() -> Iterator[bytes]:
        packed = Counted(stream, ratio)
        data = packed.read(CHUNK)
        try:
            while data:
                part = lzma.LZMADecompressor(memlimit=XZ_BYTES)
                while not part.eof:
                    made = part.decompress(data, CHUNK)
                    ratio.add(len(made))
                    yield made
                    data = packed.read(CHUNK) if part.needs_input else b""
                    if part.needs_input and not data:
                        raise EOFError("cut off")
                data = (part.unused_data or packed.read(CHUNK)).lstrip(b"\0")
        except (lzma.LZMAError, EOFError) as error:
            raise Unreadable(f"broken_archive: {error}") from None

    return buffered(chunks())


# Packed files by how they begin; the suffix that is taken off the name; what unpacks them.
PACKINGS: tuple[tuple[bytes, tuple[str, ...], Callable[[IO[bytes], Limits], io.BufferedReader]], ...] = (
    (b"\x1f\x8b\x08", ("gz", "gzip"), gunzipped),
    (ZSTD_FRAME, ("zst", "zstd"), unzstd),
    (ZSTD_DICTIONARY, ("zst", "zstd"), unzstd),
    (b"BZh", ("bz2",), unbz2),
    (b"\xfd7zXZ\x00", ("xz",), unxz),
)
