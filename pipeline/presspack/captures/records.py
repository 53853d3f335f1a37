"""One captured text with how it is to be read, and the source that numbers the records of a file."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, NamedTuple

from presspack.config import Limits

TEXT, HTML = "text/plain", "text/html"
# What the record's text is (vocabulary text_sources): the bytes as captured, unpacked ones, the value of a field, a
# piece of a file that holds several articles, or a rendering of a document that has no text of its own.
RAW, UNPACKED, FIELD, PART, RENDERED = "raw", "unpacked", "field", "part", "rendered"


class Place(NamedTuple):
    """Where in a file reading can begin to give a record again: the byte, and the number of the first record there."""

    offset: int
    first: int


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One captured page or text. `media_type` is what it claims to be.

    `problem` says why it cannot be read, `void` why it is no article although it can be, `note` what is wrong with
    the capture (cut off, a summary only). `body` is where the article's words stand in the decoded text, if it is told.
    `place` is where it can be read again without the records before it, in formats that allow that.
    """

    file: str
    record: int
    payload: bytes
    media_type: str = ""
    declared_charset: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None
    text_source: str = RAW
    void: str | None = None
    note: str | None = None
    body: tuple[tuple[int, int], ...] = ()
    place: Place | None = None


class Unreadable(Exception):
    """The file, or what is left of it, cannot be read; the message is the reason."""


class Bomb(Unreadable):
    """Something unpacks to more than its limits allow."""

    def __init__(self) -> None:
        super().__init__("decompression_bomb")


class Source:
    """One file being read: it numbers its records and knows the limits and the fields that a person named.

    `inner` reads a file within the file (a member of an archive) with the reader of its own kind.
    """

    def __init__(
        self,
        file: str,
        *,
        limits: Limits,
        fields: Mapping[str, str] | None = None,
        inner: Callable[["Source", str, IO[bytes]], Iterator[RawRecord]] | None = None,
    ) -> None:
        self.file = file
        self.limits = limits
        self.fields = fields or {}
        self.name = file  # of the file or member being read, for its suffix
        self.text_source = RAW
        self.depth = 0
        self.place: Place | None = None
        self.is_recoded = False  # the reader sees other bytes than those of the file
        self._inner = inner
        self._number = 0

    def begin(self, offset: int) -> None:
        """Say that the records from here on can be read again from the byte `offset` of what is being read."""
        if not self.depth:
            self.place = None if self.is_recoded else Place(offset, self._number + 1)

    def resume(self, place: Place) -> None:
        """Go on as if all records before `place` had been given."""
        self._number, self.place = place.first - 1, place

    def record(
        self,
        payload: bytes,
        media_type: str,
        *,
        charset: str | None = None,
        hints: Mapping[str, str] | None = None,
        text_source: str | None = None,
        void: str | None = None,
        note: str | None = None,
        body: tuple[tuple[int, int], ...] = (),
    ) -> RawRecord:
        """Return the next record of the file; one over the limit is a problem."""
        if len(payload) > self.limits.max_record_bytes:
            return self.problem("too_large", payload, hints=hints)
        self._number += 1
        return RawRecord(
            self.file, self._number, payload, media_type, charset, hints or {}, None, text_source or self.text_source,
            void, note, body, self.place,
        )  # fmt: skip

    def words(self, text: str, media_type: str = TEXT, *, text_source: str, **what: object) -> RawRecord:
        """Return the next record from a text that was decoded already."""
        payload = text.encode("utf-8", errors="replace")
        return self.record(payload, media_type, charset="utf-8", text_source=text_source, **what)  # type: ignore[arg-type]

    def problem(self, reason: str, payload: bytes = b"", *, hints: Mapping[str, str] | None = None) -> RawRecord:
        """Return the next record as one that cannot be read; of its bytes the beginning is kept as identity."""
        self._number += 1
        kept = payload[: self.limits.max_problem_bytes]
        return RawRecord(self.file, self._number, kept, hints=hints or {}, problem=reason, place=self.place)

    def inside(self, name: str, stream: IO[bytes], *, text_source: str = UNPACKED) -> Iterator[RawRecord]:
        """Yield the records of a file within the file."""
        if self.depth >= self.limits.max_depth:
            yield self.problem("nested_too_deep")
            return
        before = self.name, self.text_source, self.depth
        self.name, self.text_source, self.depth = name, text_source, self.depth + 1
        try:
            if self._inner is not None:
                yield from self._inner(self, name, stream)
        finally:
            self.name, self.text_source, self.depth = before

    def whole(self, stream: IO[bytes]) -> bytes:
        """Return all bytes of a stream; raise Unreadable if there are more than the limit."""
        payload = stream.read(self.limits.max_record_bytes + 1)
        if len(payload) > self.limits.max_record_bytes:
            raise Unreadable("too_large")
        return payload

    @property
    def given(self) -> int:
        """Return how many records there were so far."""
        return self._number

    def inside_bytes(self, name: str, payload: bytes, *, hints: Mapping[str, str]) -> Iterator[RawRecord]:
        """Yield the records of a file within the file that is held in memory; what it says itself wins over hints."""
        for record in self.inside(name, io.BufferedReader(io.BytesIO(payload))):
            yield replace(record, hints={**hints, **record.hints})
