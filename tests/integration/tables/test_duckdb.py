"""DuckDB as the stages use it: limited, with a way out where the limit does not do; tables in one file or by shard."""

import pyarrow
import pytest
from pyarrow import parquet

from presspack.base.errors import ConfigError, MissingFile
from presspack.config import read_config
from presspack.tables.duckdb import connection, table_files


def test_too_little_memory_is_an_error_that_names_the_setting(tmp_path):
    settings = tmp_path / "settings.yaml"
    settings.write_text("check: {memory_limit: 16MB}\n", encoding="utf-8")
    with (
        pytest.raises(ConfigError, match=r"check\.memory_limit is '16MB', expected more"),
        connection(read_config(settings), tmp_path / "spill") as con,
    ):
        con.execute("SELECT len(list(repeat(range::VARCHAR, 100))) FROM range(1000000)").fetchall()


def test_a_table_is_one_file_or_one_of_each_shard(tmp_path):
    paths = [tmp_path / "shards" / shard / "events.parquet" for shard in ("000", "001", ".002.part")]
    for path in [tmp_path / "actors.parquet", *paths]:
        path.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(pyarrow.table({"a": [1]}), path)
    assert table_files(tmp_path, "actors") == [tmp_path / "actors.parquet"]
    assert table_files(tmp_path, "events") == paths[:2]
    with pytest.raises(MissingFile, match=r"places\.parquet"):
        table_files(tmp_path, "places")
