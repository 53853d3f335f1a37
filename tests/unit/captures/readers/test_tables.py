"""Tables with a column of texts: a record a row, whatever the separator, encoding, workbook or columnar file."""

import csv
import io
from pathlib import Path

import openpyxl
import pyarrow
import pytest
from pyarrow import feather, ipc, parquet

from presspack.captures.readers.tables import delimiter_of
from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord

WORDS = 'The mill burned; nobody was hurt, "luckily",\nthe owner – Åse Lie – said | on Friday.'
ROWS = [["Mill burns", "2020-05-01", "Åse Lie", WORDS], ["Mill reopens", "2021-06-02", "Bo Ek", WORDS + " Again."]]
HEADER = ["Headline", "Publication Date", "Byline", "Body Text"]


def read(folder: Path, name: str, data: bytes, **fields: str) -> list[RawRecord]:
    (folder / name).write_bytes(data)
    return list(records_of_file(folder / name, name=name, fields=fields))


def table(delimiter: str, ends: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows([HEADER, *ROWS])  # type: ignore[arg-type]
    return out.getvalue()


def assert_rows(found: list[RawRecord], *, text_only: bool = False) -> None:
    assert [record.payload.decode().replace("\r\n", "\n") for record in found] == [row[3] for row in ROWS]
    assert [record.hints["title"] for record in found] == [row[0] for row in ROWS]
    assert text_only or [record.hints["published_on"][:10] for record in found] == [row[1] for row in ROWS]
    assert {record.text_source for record in found} == {"field"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_in_text_is_read_whatever_its_separator_and_encoding(tmp_path, delimiter: str, encoding: str) -> None:
    assert_rows(read(tmp_path, "a.csv", table(delimiter).encode(encoding)))
    assert_rows(read(tmp_path, "b.tsv", table(delimiter, "\n", csv.QUOTE_ALL).encode(encoding)))


def test_a_workbook_is_read_below_its_title_and_sheets_without_texts_are_not(tmp_path) -> None:
    book = openpyxl.Workbook()
    for line in (["Export"], [], HEADER, *ROWS):
        book.active.append(line)
    book.create_sheet("Notes").append(["just", "words"])
    book.save(tmp_path / "a.xlsx")
    assert_rows(list(records_of_file(tmp_path / "a.xlsx", name="a.xlsx")))


def test_columnar_files_are_read(tmp_path) -> None:
    rows = pyarrow.table({name: [row[place] for row in ROWS] for place, name in enumerate(HEADER)})
    parquet.write_table(rows, tmp_path / "a.parquet")
    feather.write_feather(rows, tmp_path / "b.arrow", compression="uncompressed")
    with ipc.new_stream(tmp_path / "c.arrow", rows.schema) as stream:
        stream.write_table(rows)
    for name in ("a.parquet", "b.arrow", "c.arrow"):
        assert_rows(list(records_of_file(tmp_path / name, name=name)))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"id,publish_date,title,url\n1,2020-01-01,T,http://a\n", "table_without_text"),
        (b"20210309080000,https://x.example/1,https://x.example/1.jpg\n", "table_no_header"),
        (b"\t".join(b"%d" % n for n in range(60)), "table_no_header"),
        (b"\n\n", "table_no_rows"),
        (b"title,text\n", None),
    ],
)
def test_a_list_without_texts_is_one_row_with_the_reason(tmp_path, data: bytes, problem: str | None) -> None:
    assert [record.problem for record in read(tmp_path, "a.csv", data)] == ([problem] if problem else [])


def test_named_columns_take_the_place_of_the_usual_ones(tmp_path) -> None:
    data = b"Ueberschrift;Inhalt;Wann\nT;Viele Worte.;2020-01-01\n"
    (found,) = read(tmp_path, "a.csv", data, text="Inhalt", title="Ueberschrift", published_on="Wann")
    assert (found.payload, found.hints) == (b"Viele Worte.", {"title": "T", "published_on": "2020-01-01"})


@pytest.mark.parametrize(
    "name", ["a.xlsx", "a.parquet", "a.arrow", "a.docx", "a.epub", "a.wacz", "a.zip", "a.pdf", "a.rtf"]
)
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 broken", b"PAR1 broken PAR1", b"ARROW1\x00\x00 broken", b"{\\rtf1", b"%PDF-1.4"]
)
def test_a_broken_file_is_one_row_with_the_reason(tmp_path, name: str, data: bytes) -> None:
    (found,) = read(tmp_path, name, data)
    assert found.problem or not found.payload.strip()


def test_the_separator_is_the_one_between_names_of_fields() -> None:
    assert delimiter_of("title;text, or words;date\n") == ";"
    assert delimiter_of("sep=|\ntitle|text\n") == "|"
