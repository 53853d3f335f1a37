"""Tables are validated, sorted by key, and written to the same bytes each time."""

import random
from pathlib import Path

import pytest
from pyarrow import parquet

from presspack.base.errors import CheckFailed
from presspack.tables.parquet import read_rows, validated, write_parquet
from presspack.tables.schema import schema

NAMES = schema("actor_names")


def rows(count):
    return [{"actor_id": f"actor-{n:03d}", "name": f"Name {n}", "mentions": n + 1} for n in range(count)]


def test_rows_come_back_sorted_by_key(tmp_path):
    shuffled = random.Random(3).sample(rows(50), 50)
    write_parquet(validated(shuffled, NAMES), tmp_path / "t.parquet")
    assert read_rows(tmp_path / "t.parquet") == rows(50)


def test_bytes_do_not_depend_on_the_order_of_rows(tmp_path):
    write_parquet(validated(rows(50), NAMES), tmp_path / "a.parquet")
    write_parquet(validated(rows(50)[::-1], NAMES), tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_every_fault_is_told_and_nothing_is_written(tmp_path):
    broken = rows(3)
    broken[0]["mentions"] = 0
    broken[2]["name"] = ""
    with pytest.raises(CheckFailed) as caught:
        write_parquet(validated(broken, NAMES), tmp_path / "t.parquet")
    assert {(v.row, v.field, v.value) for v in caught.value.violations} == {
        ("actor-000, Name 0", "mentions", "0"),
        ("actor-002, ", "name", ""),
    }
    assert not (tmp_path / "t.parquet").exists()


def test_a_row_with_other_columns_is_refused(tmp_path):
    with pytest.raises(CheckFailed, match="exactly the columns"):
        write_parquet(validated([{"actor_id": "a"}], NAMES), tmp_path / "t.parquet")


def test_an_empty_table_keeps_its_columns(tmp_path):
    write_parquet(validated([], NAMES), tmp_path / "t.parquet")
    assert read_rows(tmp_path / "t.parquet") == []


def test_a_table_that_cannot_be_written_whole_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "t.parquet"
    write_parquet(validated(rows(2), NAMES), path)
    before = path.read_bytes()

    def full(table, where, **_):
        Path(where).write_bytes(b"PAR1 and no more")
        raise OSError(28, "no room")

    monkeypatch.setattr(parquet, "write_table", full)
    with pytest.raises(OSError, match="no room"):
        write_parquet(validated(rows(3), NAMES), path)
    assert path.read_bytes() == before
