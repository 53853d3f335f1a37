"""Captured files to records: one file may hold many. Bad data gives a record with a problem, never an exception."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from presspack.base.errors import RawInputError
from presspack.config import Limits
from presspack.reruns.fingerprints import entries

TEXT, HTML = "text/plain", "text/html"
NOT_CAPTURES = frozenset({"sources.csv", "corrections.csv"})
SPARE_BYTES = 4_000_000  # a small file may unpack to this much whatever its ratio
# JSON keys in the order in which they are tried.
DEFAULT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "html": ("html", "raw_html", "page_html", "source_html"),
    "text": ("text", "body", "content", "article_body", "articleBody", "article_text", "maintext", "plain_text"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url"),
    "outlet": ("outlet", "publisher", "site_name", "sitename", "source"),
    "author": ("author", "authors", "byline"),
    "published_on": ("published_on", "date_publish", "published", "published_at", "publish_date", "pubdate", "date"),
    "language": ("language", "lang"),
}
HINTS = ("title", "url", "outlet", "author", "published_on", "language")


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One captured page or text. `problem` says why it cannot be read; `media_type` is what it claims to be."""

    file: str
    record: int
    payload: bytes
    media_type: str = ""
    declared_charset: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


class Bomb(Exception):
    """An archive unpacks to more than its limits allow."""


def raw_files(raw: Path) -> list[Path]:
    """Return the captures below `raw`, sorted by their path: no hidden files, no README, no tables about captures.

    Raise RawInputError for a link that leads out of the folder.
    """
    root, found = raw.resolve(), []
    for entry in sorted(entries(str(raw)), key=lambda entry: entry.path):
        name = entry.name
        if name.upper().startswith("README"):
            continue
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            raise RawInputError(f"{entry.path}: a link that leads out of {raw}; copy the file into the folder instead")
        if entry.is_file() and not (name in NOT_CAPTURES and Path(entry.path).parent == raw):
            found.append(Path(entry.path))
    return found


def records_of_file(
    path: Path, *, name: str, fields: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Iterator[RawRecord]:
    """Yield the records of one captured file, in order, streaming those formats that hold many.

    `name` is what the records say they come from; `fields` names the JSON keys that hold text, html, title,
    url, outlet, author, published_on and language where they are not the usual ones.
    """
    limits = limits or Limits()
    suffixes = path.name.lower().split(".")[1:]
    kind = ".".join(suffixes[-2:]) if suffixes[-1:] == ["gz"] else "".join(suffixes[-1:])
    try:
        if kind in ("txt", "html", "htm"):
            yield whole_file(path, name, TEXT if kind == "txt" else HTML, limits)
        elif kind in ("jsonl", "jsonl.gz"):
            yield from json_records(path, name, fields or {}, limits)
        elif kind in ("warc", "warc.gz"):
            yield from warc_records(path, name, limits)
        else:
            yield RawRecord(name, 1, head(path, limits), problem="unknown_format")
    except OSError as error:
        yield RawRecord(name, 1, b"", problem=f"unreadable_file: {error.strerror or type(error).__name__}")


def whole_file(path: Path, name: str, media_type: str, limits: Limits) -> RawRecord:
    """Return the file as one record."""
    if path.stat().st_size > limits.max_record_bytes:
        return RawRecord(name, 1, head(path, limits), problem="too_large")
    return RawRecord(name, 1, path.read_bytes(), media_type)


def head(path: Path, limits: Limits) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as stream:
        return stream.read(limits.max_problem_bytes)


def json_records(path: Path, name: str, fields: Mapping[str, str], limits: Limits) -> Iterator[RawRecord]:
    """Yield one record for each non-blank line."""
    with path.open("rb") as packed:
        stream: IO[bytes] = unpacked(packed) if path.name.lower().endswith(".gz") else packed
        number = 0
        try:
            for line, whole in lines(stream, packed, limits):
                if line.strip():
                    number += 1
                    yield json_record(line, whole, RawRecord(name, number, line[: limits.max_problem_bytes]), fields)
        except Bomb:
            yield RawRecord(name, number + 1, b"", problem="decompression_bomb")
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield RawRecord(name, number + 1, b"", problem=f"broken_archive: {type(error).__name__}")


def unpacked(packed: IO[bytes]) -> IO[bytes]:
    """Return a stream of what a gzip stream holds; closing the packed one is enough."""
    return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]


def lines(stream: IO[bytes], packed: IO[bytes], limits: Limits) -> Iterator[tuple[bytes, bool]]:
    """Yield each line and whether it is whole; of a line over the limit only the beginning."""
    read = 0
    while line := stream.readline(limits.max_record_bytes):
        whole, more = True, line
        while len(more) == limits.max_record_bytes and not more.endswith(b"\n"):
            read += len(more)
            check_ratio(read, packed, limits)
            more = stream.readline(limits.max_record_bytes)
            whole = not more
        read += len(more)
        check_ratio(read, packed, limits)
        yield line, whole


def check_ratio(read: int, packed: IO[bytes], limits: Limits) -> None:
    """Raise Bomb when far more was unpacked than the packed bytes read so far can honestly hold."""
    if read > SPARE_BYTES + limits.max_record_bytes and read > limits.max_ratio * max(packed.tell(), 1):
        raise Bomb


def json_record(line: bytes, whole: bool, broken: RawRecord, fields: Mapping[str, str]) -> RawRecord:
    """Return the record that a line of JSON holds; `broken` is what to return, with a problem, if it holds none."""
    if not whole:
        return with_problem(broken, "too_large")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return with_problem(broken, "broken_json")
    if not isinstance(row, dict):
        return with_problem(broken, "not_an_object")
    hints = {hint: value for hint in HINTS if (value := as_text(chosen(row, hint, fields)))}
    for field_name, media_type in (("html", HTML), ("text", TEXT)):
        words = chosen(row, field_name, fields)
        if isinstance(words, str) and words:
            payload = words.encode("utf-8", errors="replace")
            return RawRecord(broken.file, broken.record, payload, media_type, "utf-8", hints)
    return with_problem(broken, "no_text_field")


def with_problem(record: RawRecord, problem: str) -> RawRecord:
    """Return the record as one that cannot be read."""
    return RawRecord(record.file, record.record, record.payload, problem=problem)


def chosen(row: dict[str, Any], name: str, fields: Mapping[str, str]) -> object:
    """Return the value of the key that holds `name`: the configured one, else the first usual one present."""
    keys = (fields[name],) if name in fields else DEFAULT_FIELDS[name]
    return next((row[key] for key in keys if row.get(key)), None)


def as_text(value: object) -> str:
    """Return a hint as one line of text: as_text(["A. B", "C. D"]) -> "A. B, C. D"."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value[:20])))
    if isinstance(value, dict):
        return as_text(value.get("name"))
    return " ".join(str(value).split())[:1000] if isinstance(value, str | int) else ""


def warc_records(path: Path, name: str, limits: Limits) -> Iterator[RawRecord]:
    """Yield the HTTP responses of a WARC file that hold text or HTML, and those that cannot be read."""
    number = 0
    with path.open("rb") as stream:
        try:
            for found in ArchiveIterator(
                stream,
                record_types=WarcRecordType.response,
                parse_http=False,
                max_header_len=limits.max_header_bytes,
            ):
                number += 1
                yield warc_record(found, name, number, limits)
        except (OSError, ValueError, EOFError) as error:
            yield RawRecord(name, number + 1, b"", problem=f"broken_archive: {type(error).__name__}")


def warc_record(found: WarcRecord, name: str, number: int, limits: Limits) -> RawRecord:
    """Return one response as a record, its transfer and content encodings undone."""
    url = found.headers.get("WARC-Target-URI") or ""
    hints = {"url": url.strip("<>")} if url else {}
    try:
        found.parse_http(auto_decode="all", max_header_len=limits.max_header_bytes)
        payload = found.reader.read(limits.max_record_bytes + 1)
    except (OSError, ValueError, EOFError) as error:
        return RawRecord(name, number, b"", hints=hints, problem=f"broken_response: {type(error).__name__}")
    kept = payload[: limits.max_problem_bytes]
    if len(payload) > limits.max_record_bytes:
        return RawRecord(name, number, kept, hints=hints, problem="too_large")
    media_type = (found.http_content_type or "").split(";")[0].strip().lower()
    media_type = HTML if media_type == "application/xhtml+xml" else media_type
    if media_type not in (TEXT, HTML, ""):
        return RawRecord(name, number, kept, hints=hints, problem=f"media_type: {media_type}")
    return RawRecord(name, number, payload, media_type or HTML, found.http_charset, hints)
