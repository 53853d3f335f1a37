"""Sums of rows: the same for the same rows, others for others, and kept only of rows that are as they were."""

import duckdb
import pyarrow
import pytest
from pyarrow import parquet

from presspack.package.content_hash import combined, content_hash_of_file
from presspack.release.row_sums import SAME_ROWS, keep_sums, kept_sums, row_sums, table_sums, total
from presspack.tables.schema import TableSchema

TABLE = TableSchema("ships", {
    "title": "Ships", "description": "Ships.", "primaryKey": ["ship_id"],
    "fields": [{"name": "ship_id", "type": "string"}, {"name": "length", "type": "number"}],
})  # fmt: skip
ROWS = [("s1", 10.5), ("s2", None), ("s3", -0.25), ("s4", 3.0)]


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


def file_of(path, rows):
    names, lengths = ([row[n] for row in rows] for n in (0, 1))
    columns = {"ship_id": pyarrow.array(names, pyarrow.string()), "length": pyarrow.array(lengths, pyarrow.float64())}
    parquet.write_table(pyarrow.table(columns), path)
    return path


def logical(sums):
    return combined(TABLE.descriptor, sums[0], sums[SAME_ROWS:])


def summed(con, files, known=None):
    """Sums of a table in files, and what is kept of them."""
    found = table_sums(con, TABLE, files, known or {})
    return total(found.values()), found


@pytest.mark.parametrize("at", range(5))
def test_a_table_in_files_has_the_sums_and_the_hash_of_the_whole(con, tmp_path, at):
    whole = file_of(tmp_path / "whole.parquet", ROWS)
    halves = [file_of(tmp_path / "a.parquet", ROWS[:at]), file_of(tmp_path / "b.parquet", ROWS[at:])]
    sums, _ = summed(con, halves)
    assert sums == summed(con, [whole])[0]
    assert sums[:SAME_ROWS] == row_sums(con, TABLE, f"SELECT * FROM '{whole}'")
    assert logical(sums) == content_hash_of_file(whole, TABLE.descriptor)


def test_a_file_twice_counts_twice(con, tmp_path):
    path = file_of(tmp_path / "a.parquet", ROWS)
    assert summed(con, [path, path])[0] == summed(con, [file_of(tmp_path / "b.parquet", ROWS * 2)])[0]


def test_rows_as_they_were_are_not_digested_again(con, tmp_path):
    whole = file_of(tmp_path / "whole.parquet", ROWS)
    _, kept = summed(con, [whole])
    marked = {key: (*sums[:SAME_ROWS], 7, 7, 7, 7) for key, sums in kept.items()}
    halves = [file_of(tmp_path / "a.parquet", ROWS[2:]), file_of(tmp_path / "b.parquet", ROWS[:2])]
    assert summed(con, halves, marked)[1] == marked
    _, renewed = summed(con, [file_of(whole, [*ROWS[:3], ("s4", 3.5)])], marked)
    assert len(renewed.items() - marked.items()) == 1


CHANGED = [[*ROWS[:3], ("s4", 3.5)], ROWS[:3], [*ROWS, ("s5", None)], []]


@pytest.mark.parametrize("rows", CHANGED)
def test_a_changed_row_changes_the_hash_whatever_is_kept(con, tmp_path, rows):
    path = tmp_path / "a.parquet"
    before, kept = summed(con, [file_of(path, ROWS)])
    after, renewed = summed(con, [file_of(path, rows)], kept)
    assert logical(after) != logical(before)
    assert after[:SAME_ROWS] != before[:SAME_ROWS]
    assert (after, renewed) == summed(con, [path])


@pytest.mark.parametrize("rows", [ROWS, *CHANGED])
def test_what_is_kept_of_other_rows_or_tables_is_of_no_use_and_no_harm(con, tmp_path, rows):
    path = file_of(tmp_path / "a.parquet", ROWS)
    sums, kept = summed(con, [path])
    _, others = summed(con, [file_of(tmp_path / "b.parquet", rows)])
    strange = {f"{key}0": (7,) * len(sums) for key in kept}
    assert summed(con, [path], others | strange) == (sums, kept)


def test_another_schema_does_not_use_what_is_kept(con, tmp_path):
    path = file_of(tmp_path / "a.parquet", ROWS)
    _, kept = summed(con, [path])
    other = TableSchema("ships", {**TABLE.descriptor, "fields": TABLE.fields[::-1]})
    assert not kept.keys() & table_sums(con, other, [path], kept).keys()


def test_what_is_kept_comes_back_and_only_that(tmp_path):
    path = tmp_path / "new" / "sums"
    for row in ({"a": (2**70, 1, 2, 3, 4, 5, 6)}, {"b": (0,) * 7}):
        keep_sums(path, row)
        assert kept_sums(path) == row


def test_a_missing_or_broken_cache_keeps_nothing(tmp_path):
    keep_sums(tmp_path / "sums", {"a": (1,) * 7})
    path = tmp_path / "sums" / "value.json"
    path.write_text(path.read_text().replace("1", "2", 1))
    assert kept_sums(tmp_path / "sums") == kept_sums(tmp_path / "none") == kept_sums(None) == {}
