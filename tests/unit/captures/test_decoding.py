"""Bytes become text: which encoding wins, and what counts as no text at all."""

import pytest

from presspack.captures.decoding import Decoded, decoded, is_binary
from presspack.captures.records import RawRecord
from presspack.clean.record import clean_record

RUSSIAN = "Комитет встретился в понедельник и решил отремонтировать старый мост до наступления зимы. " * 4


@pytest.mark.parametrize(
    ("payload", "declared", "text", "encoding", "source"),
    [
        (b"", None, "", "utf-8", "utf-8"),
        ("café".encode(), "latin1", "café", "utf-8", "utf-8"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", None, "\ufeffcafé", "utf-8", "bom"),
        ("\ufeffcafé".encode("utf-16-le"), None, "\ufeffcafé", "utf-16-le", "bom"),
        ("\ufeffcafé".encode("utf-16-be"), None, "\ufeffcafé", "utf-16-be", "bom"),
        ("\ufeffcafé".encode("utf-32-le"), None, "\ufeffcafé", "utf-32-le", "bom"),
        (b"caf\xe9 \x93x\x94", "ISO-8859-1", "café “x”", "cp1252", "declared"),
        (b"caf\xe9", "x-unknown", "café", None, "detected"),
        (b"caf\xe9", "base64", "café", None, "detected"),
        (b"good \xff text", "utf-8", "good \ufffd text", "utf-8", "declared"),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN, "cp1251", "detected"),
    ],
)
def test_the_encoding_that_fits_wins_and_is_told(
    payload: bytes, declared: str | None, text: str, encoding: str | None, source: str
) -> None:
    found = decoded(payload, declared, media_type="text/plain")
    assert (found.text, found.source) == (text, source)
    assert encoding in (None, found.encoding)


def test_a_page_cut_within_a_character_is_still_utf8() -> None:
    found = decoded("Über die Brücke. ".encode() * 50 + b"\xc3", None, media_type="text/plain")
    assert (found.encoding, found.source, found.text[-1]) == ("utf-8", "detected", "\ufffd")


def test_the_charset_of_the_page_itself_counts_for_html_only() -> None:
    page = b'<html><meta content="text/html; charset=koi8-r" http-equiv="Content-Type"><p>' + "мост".encode("koi8-r")
    found = decoded(page, None, media_type="text/html")
    assert (found.encoding, found.source) == ("koi8-r", "declared")
    assert found.text.endswith("мост")


@pytest.mark.parametrize(
    "payload", [b"%PDF-1.4 text", b"PK\x03\x04", b"\x89PNG\r\n", b"text \x00\x01\x02\x03\x04 more", b"\x1f\x8bxx"]
)
def test_binary_files_are_unreadable_whatever_their_name(payload: bytes) -> None:
    article = clean_record(RawRecord("a.txt", 1, payload, "text/plain"))
    assert (article.status, article.reason) == ("unreadable", "binary")
    assert "".join(s.span.of(article.text) for s in article.segments) == article.text


def test_one_stray_control_character_is_no_binary() -> None:
    assert not is_binary(b"", "A text with \x00 in it, and nothing else wrong.", 0.01)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_units_of_two_bytes_are_told_by_their_zeros(encoding):
    text = "<html><head><title>Åse går – hjem</title></head></html>"
    assert decoded(text.encode(encoding), None, media_type="text/html") == Decoded(text, encoding, "detected")


@pytest.mark.parametrize("payload", [bytes(600), b"\x00\x01\x02\x03" * 90, b"a\x00b", b"words" + bytes(400)])
def test_zeros_alone_are_no_text_in_two_bytes(payload):
    assert not decoded(payload, None, media_type="text/plain").encoding.startswith("utf-16")
