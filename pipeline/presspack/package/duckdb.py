"""DuckDB as the checks of packages use it: a scratch database with bounded memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from presspack.base.database import connected
from presspack.base.sql import name_sql, text_sql
from presspack.package.cell_functions import add_functions

__all__ = ["MEMORY", "name_sql", "one", "plain_path", "scratch", "text_sql"]

MEMORY = "1500MB"


@contextmanager
def scratch(*, memory: str = MEMORY, threads: int | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Give a database that spills into a folder of its own, and that folder; both go when it is left.

    Raise ConfigError if what is done with it needs more memory than it may have.
    """
    with tempfile.TemporaryDirectory(prefix="presspack-") as name:
        folder = Path(name)
        with connected(
            memory=memory, spill=folder / "spill", threads=threads, setting="--memory", where="command line"
        ) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            add_functions(connection)
            yield connection, folder


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
