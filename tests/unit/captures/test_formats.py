"""A format is told by first bytes that leave no doubt, then by the suffix, then by how the file looks."""

import pytest

from presspack.captures.formats import FORMATS, format_of

RELATED = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "head", "format_"),
    [
        ("a.txt", b"words", "text"),
        ("a.md", b"# words", "text"),
        ("a.txt", b"{\\rtf1\\ansi words}", "rtf"),
        ("a.html", RELATED, "mhtml"),
        ("a.txt", b"From a@b.example Tue Apr 12 08:00:00 2022\nFrom: a\n", "mbox"),
        ("a.html", b"From a distance 2022\nit is", "html"),
        ("a.dat", b"WARC/1.1\r\n", "warc"),
        ("a.jsonl", b"[1]", "json"),
        ("A.TSV", b"a\tb", "csv"),
        ("a.xml", b"<rss>", "xml"),
        ("feed", b'<?xml version="1.0"?><rss version="2.0">', "xml"),
        ("page.php", b"  <!-- x --><!DOCTYPE html>", "html"),
        ("mail", b"Received: x\nMessage-ID: <1>\nSubject: s\n\nwords", "eml"),
        ("data", b'{"text": "x"}', "json"),
        ("a.css", b"p {}", None),
        ("a", b"\x00\x01\x02\x03" * 10, None),
        ("a", b"", None),
    ],
)
def test_the_format_of_a_file(name: str, head: bytes, format_: str | None) -> None:
    found = format_of(name, head)
    assert (found.name if found else None) == format_


def test_no_suffix_belongs_to_two_formats() -> None:
    suffixes = [suffix for format_ in FORMATS for suffix in format_.suffixes]
    assert len(suffixes) == len(set(suffixes))
