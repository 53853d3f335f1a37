"""Word, OpenDocument, RTF and PDF are rendered: the rendering is the record's text."""

import io
import zipfile

import docx
import pytest

from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord


def read(tmp_path, name: str, data: bytes = b"") -> list[RawRecord]:
    if data:
        (tmp_path / name).write_bytes(data)
    return list(records_of_file(tmp_path / name, name=name))


def test_paragraphs_and_tables_of_a_word_document_are_lines_in_its_order(tmp_path) -> None:
    document = docx.Document()
    document.add_heading("Dam opens", 1)
    document.add_paragraph("It held – for a year.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Height", "40 m"
    document.add_paragraph("The end.")
    document.save(tmp_path / "a.docx")
    (found,) = read(tmp_path, "a.docx")
    assert found.payload.decode() == "Dam opens\n\nIt held – for a year.\n\nHeight | 40 m\n\nThe end."
    assert (found.text_source, found.media_type, found.declared_charset) == ("rendered", "text/plain", "utf-8")


@pytest.mark.parametrize("name", ["a.rtf", "a.txt", "a.doc"])
def test_rtf_is_rendered_whatever_its_name(tmp_path, name: str) -> None:
    data = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}\f0\b Dam opens\b0\par It held \'96 \u8220?for\u8221? caf\'e9.\par}"
    (found,) = read(tmp_path, name, data)
    assert found.payload.decode().split("\n")[:2] == ["Dam opens", "It held – “for” café."]
    assert found.text_source == "rendered"


def test_what_is_no_document_is_a_problem(tmp_path) -> None:
    (old,) = read(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (broken,) = read(tmp_path, "a.pdf", b"%PDF-1.7 nothing")
    assert (old.problem, broken.problem) == ("old_office_format", "broken_document")


def test_headings_and_paragraphs_of_an_open_document_are_lines_and_notes_of_editors_are_not(tmp_path) -> None:
    spaces = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:body><office:text><text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
        "<text:h>Dam opens</text:h><text:p>It <text:span>held</text:span> – for<text:s/> a year."
        "<office:annotation><text:p>Check this.</text:p></office:annotation> It is full.</text:p><text:list><text:list-item><text:p>40 m</text:p>"
        "</text:list-item></text:list></office:text></office:body></office:document-content>"
    )
    meta = f"<office:document-meta {spaces}><office:meta><dc:title>Dam opens at last</dc:title></office:meta></office:document-meta>"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", meta)
    (found,) = read(tmp_path, "a.odt", held.getvalue())
    assert found.payload.decode() == "Dam opens\n\nIt held – for a year. It is full.\n\n40 m"
    assert (found.text_source, found.hints) == ("rendered", {"title": "Dam opens at last"})
