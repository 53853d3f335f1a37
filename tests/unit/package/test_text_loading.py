"""Reading delimited text: the fast reader may only be used where it says the same as the strict one."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from presspack.package.csv_reader import BadText, Head, head_of, lines_of_rows, records
from presspack.package.descriptor import resource_from
from presspack.package.dialect import dialect_of
from presspack.package.duckdb import scratch
from presspack.package.file_scan import scan
from presspack.package.findings import Collector
from presspack.package.text_loading import TextLoader, TextPart, insert_rows

PLAIN = dialect_of({})


@pytest.fixture(scope="module")
def database():
    with scratch(memory="200MB", threads=1) as (connection, folder):
        yield connection, folder


def file_of(folder: Path, data: bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["a", "b,", ",", '"', '""', "\n", "\r\n", "\r", " ", "\t", "é", "\n\n", '"x"', "1,2\n"]))
)
@example(["b,", " ", '""', '""'])
def test_what_the_fast_reader_accepts_the_strict_one_reads_alike(database, pieces):
    connection, folder = database
    path = file_of(folder, ("x,y\n" + "".join(pieces)).encode())
    resource = resource_from({"name": "t", "path": "t.csv"}, folder=folder)
    part = TextPart(resource, path, "t.csv", "fuzz", Head(["x", "y"], 1, 2))
    facts = scan(path)
    if facts.odd_layout:
        return
    found = Collector()
    loader = TextLoader(connection, folder, found)
    connection.execute("DROP TABLE IF EXISTS fuzz")
    if loader._fast(part, facts) is None:
        return
    fast = connection.execute("SELECT coalesce(f0, ''), coalesce(f1, '') FROM fuzz ORDER BY rowid").fetchall()
    strict = [tuple(cell or "" for cell in cells) for cells, _ in loader._sound(part)]
    assert fast == strict
    assert found.findings() == ()


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"x,y\n1,2\n", [("1", "2", 2)]),
        (b"x,y\r\n1,2\r\n3,4", [("1", "2", 2), ("3", "4", 3)]),
        (b'x,y\n1,"a\nb"\n3,4\n', [("1", "a\nb", 2), ("3", "4", 4)]),
        (b"\xef\xbb\xbfx,y\n1,2\n", [("1", "2", 2)]),
        (b'x,y\n1, "2"\n', [("1", ' "2"', 2)]),
        (b"x,y\n1,\n", [("1", "", 2)]),
        (b'"x\nx",y\n1,2\n', [("1", "2", 3)]),
    ],
)
def test_rows_have_the_line_they_start_on(database, tmp_path, data, rows):
    connection, folder = database
    path = file_of(tmp_path, data)
    resource = resource_from({"name": "t", "path": "t.csv"}, folder=tmp_path)
    found = Collector()
    connection.execute("DROP TABLE IF EXISTS lines")
    part = TextPart(resource, path, "t.csv", "lines", head_of(path, PLAIN, "utf-8"))
    _, sql = TextLoader(connection, folder, found).load(part, scan(path))
    read = connection.execute(f"SELECT coalesce(f0, ''), coalesce(f1, ''), {sql} FROM lines ORDER BY rowid").fetchall()
    counted = lines_of_rows(path, PLAIN, "utf-8", range(1, len(rows) + 1), head=1)
    assert [(x, y, line or counted[n]) for n, (x, y, line) in enumerate(read, start=1)] == rows
    assert found.findings() == ()


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"x,y\n1,2,\n", "ragged-row", 2),
        (b"x,y\n1,2\n3\n", "ragged-row", 3),
        (b"x,y\n1,2\n\n3,4\n", "blank-row", 3),
        (b'x,y\n1,"2\n3,4\n', "quotes", 2),
        (b'x,y\n"a\nb",2\n1,"2"x\n', "quotes", 4),
    ],
)
def test_faults_of_layout_are_placed(database, tmp_path, data, rule, line):
    connection, folder = database
    path = file_of(tmp_path, data)
    resource = resource_from({"name": "t", "path": "t.csv"}, folder=tmp_path)
    found = Collector()
    connection.execute("DROP TABLE IF EXISTS faults")
    part = TextPart(resource, path, "t.csv", "faults", Head(["x", "y"], 1, 2))
    TextLoader(connection, folder, found).load(part, scan(path))
    assert [(finding.rule, finding.places[0].line) for finding in found.findings()] == [(rule, line)]


def test_text_that_does_not_decode_says_on_which_line(tmp_path):
    path = file_of(tmp_path, b"x,y\n1,2\n3,\xff\n")
    with pytest.raises(BadText) as caught:
        list(records(path, PLAIN, "utf-8"))
    assert (caught.value.path, caught.value.line) == (path, 3)


@pytest.mark.parametrize(
    ("dialect", "data", "cells"),
    [
        ({"delimiter": ";", "quoteChar": "'"}, "a;'b;c'", ["a", "b;c"]),
        ({"escapeChar": "\\"}, "a\\,b,c", ["a,b", "c"]),
        ({"skipInitialSpace": True}, 'a, "b"', ["a", "b"]),
        ({"lineTerminator": ";"}, "a,b;c,d", ["a", "b"]),
        ({"quoteChar": ""}, '"a,b', ['"a', "b"]),
    ],
)
def test_dialects_of_others_are_read(tmp_path, dialect, data, cells):
    path = file_of(tmp_path, data.encode())
    assert next(iter(records(path, dialect_of(dialect), "utf-8"))).cells == cells


def test_several_header_rows_are_joined(tmp_path):
    joined = dialect_of({"headerRows": [1, 2]})
    for first in (b"fruit,fruit", b"fruit,", b"fruit"):
        path = file_of(tmp_path, first + b"\nid,name\n1,apple\n")
        assert head_of(path, joined, "utf-8") == Head(["fruit id", "fruit name"], 2, 3)


@pytest.mark.parametrize(
    ("dialect", "data", "labels", "line"),
    [
        ({"commentChar": "#"}, b'# one, two\n#\n# "three\nx,y\n1,2\n', ["x", "y"], 5),
        ({"commentRows": [1]}, b"a title\nx,y\n1,2\n", ["x", "y"], 3),
        ({"commentRows": [1], "headerRows": [2]}, b"a title\nx,y\n1,2\n", ["x", "y"], 3),
        ({"headerRows": [2]}, b"a title\nx,y\n1,2\n", ["x", "y"], 3),
    ],
)
def test_comments_stand_above_a_header(tmp_path, dialect, data, labels, line):
    head = head_of(file_of(tmp_path, data), dialect_of(dialect), "utf-8")
    assert (head.labels, head.line) == (labels, line)


def test_a_quoted_cell_is_no_comment(tmp_path):
    path = file_of(tmp_path, b'x\n"#1"\n#2\n"a\n#b"\n')
    read = records(path, dialect_of({"commentChar": "#"}), "utf-8")
    assert [(record.line, record.cells) for record in read if not record.comment] == [
        (1, ["x"]),
        (2, ["#1"]),
        (4, ["a\n#b"]),
    ]


def test_a_table_may_be_larger_than_a_batch(database):
    connection, _ = database
    connection.execute("DROP TABLE IF EXISTS batches")
    assert insert_rows(connection, "batches", (([str(n)], n) for n in range(45_000)), width=1) == 45_000
