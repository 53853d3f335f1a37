"""DuckDB as the checks use it: a scratch database with bounded memory, and the quoting of names and literals."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from presspack.base.errors import ConfigError
from presspack.package.cell_functions import add_functions

MEMORY = "1500MB"


@contextmanager
def scratch(*, memory: str = MEMORY, threads: int | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Give a database that spills into a folder of its own, and that folder; both go when it is left.

    Raise ConfigError if what is done with it needs more memory than it may have.
    """
    with tempfile.TemporaryDirectory(prefix="presspack-") as name:
        folder = Path(name)
        # in memory, spilling to disk: filling a database file costs three times as much for its compression
        connection = duckdb.connect()
        try:
            connection.execute("SET memory_limit = ?", [memory])
            connection.execute("SET temp_directory = ?", [str(folder / "spill")])
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute("SET enable_progress_bar = false")
            add_functions(connection)
            if threads:
                connection.execute(f"SET threads = {int(threads)}")
            yield connection, folder
        except duckdb.OutOfMemoryException as error:
            reason = str(error).splitlines()[0]
            raise ConfigError(
                "--memory", got=memory, expected=f"more memory ({reason})", where="command line"
            ) from error
        finally:
            connection.close()


def name_sql(name: str) -> str:
    """Return an identifier as SQL: a"b -> "a""b"."""
    return '"' + name.replace('"', '""') + '"'


def text_sql(text: str) -> str:
    """Return a string literal as SQL: it's -> 'it''s'."""
    return "'" + text.replace("'", "''") + "'"


def one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """Return the only row of a query."""
    rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return rows[0]


def plain_path(path: Path, folder: Path, *, number: str) -> str:
    """Return a path that DuckDB does not take for a pattern; a name with `*`, `?` or `[` gets a link in `folder`."""
    if not set("*?[]{}") & set(str(path)):
        return str(path)
    link = folder / f"{number}{path.suffix}"
    if not link.exists():
        link.symlink_to(path.resolve())
    return str(link)
