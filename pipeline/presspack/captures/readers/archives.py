"""Files of files: zip and tar archives, web archive collections (WACZ) and electronic books."""

import io
import posixpath
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO
from urllib.parse import unquote

from presspack.captures.readers.xml_tree import children, local, tree_of
from presspack.captures.records import HTML, RawRecord, Source, Unreadable
from presspack.captures.unpacking import SPARE_BYTES, prefixed
from presspack.config import Limits

OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
CONTAINER = "META-INF/container.xml"
# What `zipfile` raises at an archive that is damaged, or packed by a method it does not know.
BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError)


def check_members(packed: zipfile.ZipFile, limits: Limits) -> None:
    """Raise Unreadable for an archive with too many members, or one that claims to unpack to far too much."""
    members = packed.infolist()
    if len(members) > limits.max_members:
        raise Unreadable("too_many_members")
    made, packed_size = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if made > SPARE_BYTES + limits.max_record_bytes and made > limits.max_ratio * max(packed_size, 1):
        raise Unreadable("decompression_bomb")


def kind_of_zip(stream: IO[bytes]) -> str:
    """Return what a zip archive is, by the members that each kind must have: docx, xlsx, epub, wacz, or zip."""
    try:
        with zipfile.ZipFile(stream) as packed:
            names = set(packed.namelist()[:10_000])
    except BROKEN:
        return "zip"
    finally:
        stream.seek(0)
    if found := next((kind for name, kind in OFFICE.items() if name in names), None):
        return found
    if CONTAINER in names:
        return "epub"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    return "wacz" if any(name.startswith("archive/") and ".warc" in name for name in names) else "zip"


def member(packed: zipfile.ZipFile, name: str, source: Source) -> bytes:
    """Return the bytes of a member; raise Unreadable if there are more than the limit, whatever the archive claims."""
    with packed.open(name) as stream:
        return source.whole(stream)


def opened(stream: IO[bytes], source: Source) -> zipfile.ZipFile:
    """Return an archive whose claims keep to the limits."""
    try:
        packed = zipfile.ZipFile(stream)
    except BROKEN:
        raise Unreadable("broken_archive: not zip") from None
    check_members(packed, source.limits)
    return packed


def zip_records(stream: IO[bytes], source: Source, *, below: str = "") -> Iterator[RawRecord]:
    """Yield the records of the files in a zip archive, in the order of their names; hidden ones are left out."""
    with opened(stream, source) as packed:
        for name in sorted(packed.namelist()):
            hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
            if name.endswith("/") or hidden or not name.startswith(below):
                continue
            try:
                with packed.open(name) as inner:
                    yield from source.inside(name.rsplit("/", 1)[-1], io.BufferedReader(inner))  # type: ignore[type-var]
            except (*BROKEN, RuntimeError) as error:
                locked = isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError)
                yield source.problem(
                    "locked_archive" if locked else f"broken_archive: {type(error).__name__}", name.encode()
                )


def tar_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the records of the files in a tar archive, in its order; hidden ones and what is no file are left out."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as packed:
            for number, member in enumerate(packed):
                if number >= source.limits.max_members:
                    raise Unreadable("too_many_members")
                inner = packed.extractfile(member) if member.isfile() else None
                if inner is not None and not any(
                    part.startswith(".") for part in member.name.split("/") if part != "."
                ):
                    yield from source.inside(member.name.rsplit("/", 1)[-1], prefixed(b"", inner))
    except tarfile.TarError as error:
        raise Unreadable(f"broken_archive: {error}") from None


def wacz_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the records of the WARC files of a collection."""
    yield from zip_records(stream, source, below="archive/")


def epub_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the chapters of a book in reading order, each a page, with what the book says of itself."""
    with opened(stream, source) as packed:
        container = tree_of(member(packed, CONTAINER, source))
        path = next((node.get("full-path", "") for node in container.iter() if local(node) == "rootfile"), "")
        if path not in packed.namelist():
            raise Unreadable("broken_document")
        book = tree_of(member(packed, path, source))
        items = {node.get("id"): node for node in book.iter() if local(node) == "item"}
        told = {local(node): " ".join((node.text or "").split()) for node in reversed(list(children(book, "metadata")))}
        hints = {name: told[key] for name, key in
                 (("outlet", "title"), ("author", "creator"), ("published_on", "date")) if told.get(key)}  # fmt: skip
        for node in [node for node in book.iter() if local(node) == "itemref"][: source.limits.max_pages]:
            item = items.get(node.get("idref"))
            if item is None or "html" not in (item.get("media-type") or "") or "nav" in (item.get("properties") or ""):
                continue
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href") or "")))
            if name in packed.namelist():
                yield source.record(member(packed, name, source), HTML, hints=hints, text_source="unpacked")
            else:
                yield source.problem("missing_member", name.encode())
