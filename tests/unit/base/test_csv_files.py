"""CSV files of people: what is accepted, and how a fault is told."""

import pytest

from presspack.base.csv_files import csv_rows
from presspack.base.errors import RawInputError


def written(folder, content):
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


def test_a_mark_blank_lines_and_long_cells_are_fine(tmp_path):
    header, rows = csv_rows(written(tmp_path, b"\xef\xbb\xbfa,b\n\n1," + b"x" * 200_000 + b"\n"))
    assert header == ["a", "b"]
    assert [(line, len(row["b"])) for line, row in rows] == [(3, 200_000)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,2\n3\n", "line 3: 1 cells, expected 2"),
        (b"a,b\n1,2,3\n", "line 2: 3 cells, expected 2"),
        ("a,b\n1,2\n".encode("utf-16"), "not a UTF-8 CSV file"),
        (b"a,b,a\n1,2,3\n", "line 1: columns that stand twice: 'a'"),
        (b'a,b\n"1,2\n', "not a UTF-8 CSV file"),
        (b"a,b\n\xff,2\n", "not a UTF-8 CSV file"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, content, told):
    with pytest.raises(RawInputError, match=told):
        csv_rows(written(tmp_path, content))
