"""Captured files become records: what is read from each format, and what is said of those that cannot be read."""

import bz2
import gzip
import json
from pathlib import Path

import pytest
import zstandard

from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord
from presspack.config import Limits


def records(path: Path, **options: object) -> list[RawRecord]:
    return list(records_of_file(path, name=path.name, **options))  # type: ignore[arg-type]


def response(
    body: bytes, content_type: str = "text/html; charset=latin1", encoding: str = "", number: int = 1
) -> bytes:
    """Return a WARC response record."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n"
    head += f"Content-Encoding: {encoding}\r\n" if encoding else ""
    block = head.encode() + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-01-02T00:00:00Z\r\n"
        + f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: http://a.example/{number}\r\n".encode()
        + f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("name", "media_type"), [("a.txt", "text/plain"), ("a.html", "text/html"), ("B.HTM", "text/html")]
)
def test_a_text_or_page_is_one_record_with_the_bytes_of_the_file(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\x00raw")
    assert records(tmp_path / name) == [RawRecord(name, 1, b"\xff\x00raw", media_type)]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", b"%PDF-", "broken_document"),
        ("a.txt", b"%PDF-", "broken_document"),
        ("a.css", b"p { color: red }", "unknown_format"),
        ("a.png", b"\x89PNG\r\n", "unknown_format"),
        ("noextension", bytes(range(256)), "unknown_format"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old_office_format"),
    ],
)
def test_what_cannot_be_read_is_a_record_with_the_reason(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(data)
    (found,) = records(tmp_path / name)
    assert (found.problem, found.payload) == (problem, data)


@pytest.mark.parametrize("name", ["page", "page.php", "page.aspx", "page.html.bak", "page.xhtml", "story.12345"])
def test_a_page_is_known_by_its_looks_where_the_name_tells_nothing(tmp_path: Path, name: str) -> None:
    data = b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html><body><p>words</p></body></html>'
    (tmp_path / name).write_bytes(data)
    assert records(tmp_path / name) == [RawRecord(name, 1, data, "text/html")]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.bz2", "a.txt.zst", "b.txt"])
def test_a_packed_text_is_unpacked_whatever_packed_it(tmp_path: Path, name: str) -> None:
    packed = {"gz": gzip.compress, "bz2": bz2.compress, "zst": zstandard.compress, "txt": gzip.compress}
    (tmp_path / name).write_bytes(packed[name.rpartition(".")[2]](b"plain words"))
    (found,) = records(tmp_path / name)
    assert (found.payload, found.media_type, found.text_source) == (b"plain words", "text/plain", "unpacked")


def test_a_missing_file_and_a_folder_are_problems_too(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("gone.txt", "folder.txt", "gone.jsonl", "gone.warc"):
        (found,) = records(tmp_path / name)
        assert str(found.problem).startswith("unreadable_file")


def test_every_line_of_jsonl_is_a_record_and_blank_lines_are_none(tmp_path: Path) -> None:
    rows = [
        {
            "text": "Body ü",
            "headline": "T",
            "link": "http://a",
            "authors": ["A B", {"name": "C D"}],
            "date": "2020-01-02",
        },
        {"html": "<p>x", "text": "unused", "publisher": {"name": "Gazette"}, "lang": "en"},
    ]
    data = "\n\n".join(json.dumps(row) for row in rows).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data, mtime=0))
    for name in ("a.jsonl", "a.jsonl.gz"):
        one, two = records(tmp_path / name)
        assert (one.record, one.payload, one.media_type) == (1, "Body ü".encode(), "text/plain")
        assert one.hints == {"title": "T", "url": "http://a", "author": "A B, C D", "published_on": "2020-01-02"}
        assert (two.record, two.payload, two.media_type) == (2, b"<p>x", "text/html")
        assert two.hints == {"outlet": "Gazette", "language": "en"}


def test_configured_fields_take_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "no", "volltext": "yes", "titel": "T"}\n')
    (found,) = records(tmp_path / "a.jsonl", fields={"text": "volltext", "title": "titel"})
    assert (found.payload, found.hints) == (b"yes", {"title": "T"})


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{broken", "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('["a list"]', "not_an_object"),
        ("{}", "no_text_field"),
        ('{"text": ""}', "no_text_field"),
        ('{"text": 5}', "no_text_field"),
    ],
)
def test_a_broken_line_is_a_record_with_a_problem_and_the_next_is_read(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "a.jsonl").write_text(line + '\n{"text": "fine"}\n')
    bad, good = records(tmp_path / "a.jsonl")
    assert (bad.record, bad.problem) == (1, problem)
    assert (good.record, good.payload, good.problem) == (2, b"fine", None)


def test_a_lone_surrogate_in_json_does_not_stop_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a\\ud800b"}\n')
    assert records(tmp_path / "a.jsonl")[0].payload == b"a?b"


def test_a_line_over_the_limit_is_skipped_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "' + "x" * 5000 + '"}\n{"text": "fine"}\n')
    big, good = records(tmp_path / "a.jsonl", limits=Limits(max_record_bytes=1000, max_problem_bytes=50))
    assert (big.problem, len(big.payload)) == ("too_large", 50)
    assert good.payload == b"fine"


def test_a_file_over_the_limit_keeps_its_beginning_as_identity(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 5000)
    (found,) = records(tmp_path / "a.txt", limits=Limits(max_record_bytes=1000, max_problem_bytes=50))
    assert (found.problem, found.payload) == ("too_large", b"x" * 50)


def test_a_gzip_bomb_stops_with_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "fine"}\n' + b" \n" * 6_000_000, mtime=0))
    limits = Limits(max_record_bytes=1_000_000)
    assert [record.problem for record in records(tmp_path / "a.jsonl.gz", limits=limits)] == [
        None,
        "decompression_bomb",
    ]


def test_a_cut_gzip_gives_what_it_holds_and_a_problem(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(b'{"text": "line %d"}\n' % (i * 7919) for i in range(2000)))
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    *good, bad = records(tmp_path / "a.jsonl.gz")
    assert all(record.problem is None for record in good)
    assert str(bad.problem).startswith("broken_archive")


def test_warc_responses_are_unpacked_and_other_media_are_named(tmp_path: Path) -> None:
    data = (
        response(b"<p>caf\xe9", number=1)
        + response(gzip.compress(b"<p>packed", mtime=0), "text/html", "gzip", number=2)
        + response(b"\x89PNG", "image/png", number=3)
        + response(b"plain", "text/plain", number=4)
    )
    (tmp_path / "a.warc").write_bytes(data)
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(data, mtime=0))
    for name in ("a.warc", "a.warc.gz"):
        one, two, three, four = records(tmp_path / name)
        assert (one.payload, one.declared_charset, one.hints) == (
            b"<p>caf\xe9",
            "latin1",
            {"url": "http://a.example/1"},
        )
        assert (two.payload, two.media_type) == (b"<p>packed", "text/html")
        assert three.problem == "media_type: image/png"
        assert (four.record, four.payload, four.media_type) == (4, b"plain", "text/plain")


def test_a_packed_response_that_unpacks_to_too_much_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(response(gzip.compress(b"x" * 10_000_000, mtime=0), "text/html", "gzip"))
    (found,) = records(tmp_path / "a.warc", limits=Limits(max_record_bytes=100_000))
    assert found.problem == "too_large"


@pytest.mark.parametrize(
    "data", [b"", b"not a warc at all", b"WARC/1.0\r\nWARC-Type: response\r\n", response(b"x")[:80]]
)
def test_a_broken_warc_never_raises(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    assert all(record.problem or not record.payload for record in records(tmp_path / "a.warc"))
