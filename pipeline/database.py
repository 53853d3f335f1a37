"""database: the resolved tables in, one DuckDB file with all keys and constraints out; and DuckDB as the stages use it.

The stages read tables where they lie, as views of Parquet files. The file is for people: no stage needs it, and its
bytes differ at every write.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipeline.config import Config
from pipeline.errors import MissingFile
from pipeline.metadata import Metadata
from pipeline.schema import literal, quoted
from pipeline.tables import part_of

SHARDS = "shards"


def limit_memory(con: duckdb.DuckDBPyConnection, config: Config, spill: Path) -> None:
    """Let DuckDB use as much memory as configured, and spill to the folder `spill` beyond that."""
    con.execute(f"SET memory_limit = {literal(config.check.memory_limit)}")
    con.execute(f"SET temp_directory = {literal(spill)}")


def view(con: duckdb.DuckDBPyConnection, name: str, files: Iterable[Path]) -> None:
    """Make a view of the rows of Parquet files."""
    con.execute(f"CREATE VIEW {quoted([name])} AS SELECT * FROM read_parquet([{', '.join(map(literal, files))}])")


def table_files(tables: Path, name: str) -> list[Path]:
    """Return the files of a table in the folder `tables`: one, or if its rows belong to articles one of each shard.

    Raise MissingFile if there is none.
    """
    whole = tables / f"{name}.parquet"
    found = [whole] if whole.is_file() else sorted((tables / SHARDS).glob(f"*/{name}.parquet"))
    if not found:
        raise MissingFile(whole, expected="a table that `resolve` wrote, there or in a folder of each shard")
    return found


def view_tables(con: duckdb.DuckDBPyConnection, tables: Path, metadata: Metadata) -> None:
    """Make a view of every table in the folder `tables` under the name it is published by."""
    for name in metadata.schemas:
        view(con, name, table_files(tables, name))


def run(tables: Path, output: Path, *, config: Config, metadata: Metadata) -> None:
    """Write the tables in the folder `tables` to the DuckDB file `output`, parents before children."""
    part = part_of(output)
    part.unlink(missing_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(part)) as con:
        limit_memory(con, config, output.with_name(f".{output.name}.spill"))
        for name, table in metadata.schemas.items():
            con.execute(table.ddl())
            files = ", ".join(map(literal, table_files(tables, name)))
            con.execute(f"INSERT INTO {quoted([name])} SELECT * FROM read_parquet([{files}])")
    os.replace(part, output)
