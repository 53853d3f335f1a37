"""Archives of files give the records of their files, within limits; books give their chapters."""

import io
import tarfile
import zipfile

import pytest

from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord
from presspack.config import Limits

PAGE = b"<html><body><p>The well of Esk is dry.</p></body></html>"


def packed(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def read(tmp_path, name: str, data: bytes, limits: Limits | None = None) -> list[RawRecord]:
    (tmp_path / name).write_bytes(data)
    return list(records_of_file(tmp_path / name, name=name, limits=limits))


def test_every_file_of_an_archive_is_read_by_its_kind_in_the_order_of_names(tmp_path) -> None:
    inner = packed(**{"deep.txt": b"Deep words."})
    data = packed(
        **{
            "b/page.html": PAGE,
            "a.jsonl": b'{"text": "Row words."}\n{}',
            "c.zip": inner,
            "__MACOSX/x": b"x",
            ".h": b"x",
        }
    )
    found = read(tmp_path, "a.zip", data)
    assert [(record.payload, record.problem, record.record) for record in found] == [
        (b"Row words.", None, 1),
        (b"{}", "no_text_field", 2),
        (PAGE, None, 3),
        (b"Deep words.", None, 4),
    ]
    assert [record.text_source for record in found] == ["field", "raw", "unpacked", "unpacked"]


def test_what_is_nested_too_deep_or_has_too_many_members_or_is_a_bomb_is_refused(tmp_path) -> None:
    data = b"words"
    for _ in range(9):
        data = packed(**{"x.zip": data})
    assert [record.problem for record in read(tmp_path, "a.zip", data)] == ["nested_too_deep"]
    many = packed(**{f"{n}.txt": b"x" for n in range(30)})
    assert [record.problem for record in read(tmp_path, "b.zip", many, Limits(max_members=20))] == ["too_many_members"]
    bomb = packed(**{"x.txt": bytes(60_000_000)})
    assert [record.problem for record in read(tmp_path, "c.zip", bomb, Limits(max_record_bytes=1000))] == [
        "decompression_bomb"
    ]
    big = packed(**{"x.txt": b"x" * 3000, "y.txt": b"fine"})
    assert [r.problem for r in read(tmp_path, "d.zip", big, Limits(max_record_bytes=1000))] == ["too_large", None]


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">']
)
def test_entities_of_a_book_and_of_a_feed_are_not_resolved(tmp_path, entity: str) -> None:
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [{entity}]>'
    (found,) = read(
        tmp_path,
        "a.xml",
        f"{doctype}<articles><article><title>T</title><text>Words &b; here.</text></article></articles>".encode(),
    )
    assert b"aaaa" not in found.payload
    assert found.payload.startswith(b"Words")


def test_the_chapters_of_a_book_are_read_in_its_order(tmp_path) -> None:
    book = (
        b'<package><metadata><title>Tales</title><creator>Ann Lee</creator></metadata><manifest><item id="n" href="n.xhtml" '
        b'media-type="application/xhtml+xml" properties="nav"/><item id="b" href="t%20b.xhtml" media-type="application/xhtml+xml"/>'
        b'<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="c" href="gone.xhtml" media-type="application/xhtml+xml"/>'
        b'</manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/></spine></package>'
    )
    container = b'<container><rootfiles><rootfile full-path="in/b.opf"/></rootfiles></container>'
    files = {
        "META-INF/container.xml": container,
        "in/b.opf": book,
        "in/n.xhtml": PAGE,
        "in/a.xhtml": PAGE + b" a",
        "in/t b.xhtml": PAGE + b" b",
    }
    found = read(tmp_path, "a.epub", packed(**files))
    assert [(record.payload, record.problem) for record in found] == [
        (PAGE + b" b", None),
        (PAGE + b" a", None),
        (b"in/gone.xhtml", "missing_member"),
    ]
    assert found[0].hints == {"outlet": "Tales", "author": "Ann Lee"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.xz", "w:xz"), ("a.tar.bz2", "w:bz2")],
)
def test_every_file_of_a_tar_archive_is_read_by_its_kind(tmp_path, name: str, mode: str) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:
        files = {
            "b/page.html": PAGE,
            "./rows.jsonl": b'{"text": "Row words."}\n',
            ".hidden/x": b"x",
            "c.zip": packed(**{"deep.txt": b"Deep."}),
        }
        for path, data in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        archive.addfile(tarfile.TarInfo("link.txt"))
    found = read(tmp_path, name, held.getvalue())
    assert [record.payload for record in found if record.payload] == [PAGE, b"Row words.", b"Deep."]
    assert {record.problem for record in found} <= {None, "unknown_format"}


def test_a_tar_archive_that_is_cut_off_or_none_keeps_what_was_read(tmp_path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for path in ("a.html", "b.html"):
            member = tarfile.TarInfo(path)
            member.size = len(PAGE)
            archive.addfile(member, io.BytesIO(PAGE))
    found = read(tmp_path, "a.tar", held.getvalue()[:1560])
    assert found[0].payload == PAGE
    assert (found[-1].problem or "").startswith("broken_archive")
    (none,) = read(tmp_path, "b.tar", b"no archive at all" * 100)
    assert (none.problem or "").startswith("broken_archive")
