"""DuckDB as the stages use it: a connection with bounded memory, and tables as views of their Parquet files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from presspack.base.database import connected
from presspack.base.errors import MissingFile
from presspack.base.sql import literal, quoted
from presspack.config import Config
from presspack.tables.package_metadata import Metadata
from presspack.tables.schema import TableSchema

SHARDS = "shards"
_FEW_BYTES = 1_000_000


@contextmanager
def connection(config: Config, spill: Path, *, file: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Let DuckDB use as much memory as configured, and spill to the folder `spill` beyond that.

    The database lies in `file`, or in memory. Raise ConfigError if what cannot be spilled does not fit.
    """
    limit, setting = config.check.memory_limit, "check.memory_limit"
    with connected(memory=limit, spill=spill, file=file, setting=setting, where="configuration") as con:
        yield con


def view(con: duckdb.DuckDBPyConnection, name: str, files: Iterable[Path], *, options: str = "") -> None:
    """Make a view of the rows of Parquet files, read with further `options`; one of the same name is replaced."""
    listed = ", ".join([f"[{', '.join(map(literal, files))}]", *([options] if options else [])])
    con.execute(f"CREATE OR REPLACE VIEW {quoted([name])} AS SELECT * FROM read_parquet({listed})")


def hold(con: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], *, few: int = _FEW_BYTES) -> None:
    """Let the rows of Parquet files be read as `name`: a view, or of files of at most `few` bytes a table in memory.

    A view opens its files for each query anew, which takes longer than to read few rows.
    """
    listed = ", ".join(map(literal, files))
    kind = "TABLE" if sum(path.stat().st_size for path in files) <= few else "VIEW"
    con.execute(f"CREATE {kind} {quoted([name])} AS SELECT * FROM read_parquet([{listed}])")


def drop(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Drop what `hold` made."""
    held = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [name]).fetchall()[0][0]
    con.execute(f"DROP {'TABLE' if held else 'VIEW'} {quoted([name])}")


def write_query(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str, folder: Path) -> None:
    """Write the rows of `query` as `table` to the folder `folder`, in its columns and its order."""
    con.execute(f"""COPY (SELECT {quoted(table.columns)} FROM ({query}) ORDER BY {quoted(table.order)})
        TO {literal(folder / f"{table.name}.parquet")} (FORMAT parquet, COMPRESSION zstd)""")


def table_files(tables: Path, name: str) -> list[Path]:
    """Return the files of a table in the folder `tables`: one, or if its rows belong to articles one of each shard.

    Raise MissingFile if there is none.
    """
    whole = tables / f"{name}.parquet"
    found = sorted((tables / SHARDS).glob(f"[!.]*/{name}.parquet")) or [whole]
    if not found[0].is_file():
        raise MissingFile(whole, expected="a table that `resolve` wrote, there or in a folder of each shard")
    return found


def view_tables(con: duckdb.DuckDBPyConnection, tables: Path, metadata: Metadata) -> None:
    """Let every table in the folder `tables` be read under the name it is published by."""
    for name in metadata.schemas:
        hold(con, name, table_files(tables, name))
