"""Sums over the rows of a table: they tell whether files hold the same rows, and give the table's logical hash.

Sums add up, so those of a file that is as before are taken from an earlier run.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline.ids import file_sha256
from pipeline.inputs import shape_of
from pipeline.kept import code_digest, digest_of
from pipeline.package.content_hash import LIMB_SUMS, LIMBS, relation_text
from pipeline.schema import TableSchema, literal, quoted

# Number of rows, the sums of two hashes of them, and if they are for the logical hash too the sums of four limbs.
Sums = tuple[int, ...]
SAME_ROWS = 3
KINDS = (int,) * (SAME_ROWS + LIMBS)
ROW_SUMS = "count(*), coalesce(sum(one), 0), coalesce(sum(other), 0)"


def hashes_of(table: TableSchema) -> str:
    """Return SQL for the two hashes of a row."""
    columns = quoted(table.columns)
    return f"hash({columns})::HUGEINT AS one, hash('presspack', {columns})::HUGEINT AS other"


def row_sums(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str) -> Sums:
    """Return the number of rows of a query, and the sums of two hashes of them: other rows, other sums."""
    return tuple(con.execute(f"SELECT {ROW_SUMS} FROM (SELECT {hashes_of(table)} FROM ({query}))").fetchall()[0])


def sums_by_file(
    con: duckdb.DuckDBPyConnection, table: TableSchema, files: Sequence[Path], known: Mapping[str, Sums]
) -> list[tuple[str, Sums]]:
    """Return the sums of each of a table's files, with the key under which they can be given as `known` next time."""
    shape = digest_of(shape_of(table.descriptor), code_digest("row_sums"), duckdb.__version__)
    keys = [key_of(path, shape) for path in files]
    unknown = {key: str(path) for key, path in zip(keys, files, strict=True) if key not in known}
    made = file_sums(con, table, sorted(unknown.values())) if unknown else {}
    return [(key, made[unknown[key]] if key in unknown else known[key]) for key in keys]


def key_of(path: Path, shape: str) -> str:
    """Return a key that changes with the bytes of a file and with `shape`."""
    return digest_of(file_sha256(path), shape)


def file_sums(con: duckdb.DuckDBPyConnection, table: TableSchema, files: Sequence[str]) -> dict[str, Sums]:
    """Return the sums of each of the Parquet files `files`, read in one go."""
    source = f"read_parquet([{', '.join(map(literal, files))}], filename = '_file')"
    text = relation_text(con.sql(f"SELECT {quoted(table.columns)} FROM {source}"), table.descriptor)
    found = con.execute(f"""SELECT _file, {ROW_SUMS}, {LIMB_SUMS}
        FROM (SELECT _file, {hashes_of(table)}, sha256({text}) AS digest FROM {source}) GROUP BY _file""").fetchall()
    return dict.fromkeys(files, (0,) * len(KINDS)) | {path: tuple(sums) for path, *sums in found}


def total(sums: Sequence[Sums]) -> Sums:
    """Return the sums of a table from those of its files."""
    return tuple(map(sum, zip(*sums, strict=True)))
