"""DuckDB as all of presspack opens it: with bounded memory, spilling to a folder beyond that."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from presspack.base.errors import ConfigError


@contextmanager
def connected(
    *, memory: str, spill: Path, setting: str, where: str, file: Path | None = None, threads: int | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in memory, or in `file`, that may use `memory` and spills to the folder `spill`.

    In memory, spilling to disk: filling a database file costs three times as much for its compression. Raise
    ConfigError, naming `setting` and `where` it stands, if what is done needs memory that cannot be spilled.
    """
    with duckdb.connect(str(file) if file else ":memory:") as connection:
        connection.execute("SET memory_limit = ?", [memory])
        connection.execute("SET temp_directory = ?", [str(spill)])
        connection.execute("SET enable_progress_bar = false")
        if threads:
            connection.execute("SET threads = ?", [threads])
        try:
            yield connection
        except duckdb.OutOfMemoryException as error:
            reason = str(error).partition("\n")[0]
            wanted = f"more memory, since part of the work cannot be done on disk ({reason})"
            raise ConfigError(setting, got=memory, expected=wanted, where=where) from error
