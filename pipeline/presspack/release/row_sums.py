"""Sums over the rows of a table: they tell whether files hold the same rows, and give the table's logical hash.

Sums add up, so those of rows that are as before are taken from an earlier run, by groups of articles.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from presspack.base.sql import literal, quoted
from presspack.package.content_hash import LIMB_SUMS, LIMBS, relation_text
from presspack.reruns.cache import keep_value, kept_value
from presspack.reruns.fingerprints import code_digest, digest_of, shape_of
from presspack.tables.schema import TableSchema

# Number of rows, the sums of two hashes of them, and if they are for the logical hash too the sums of four limbs.
Sums = tuple[int, ...]
SAME_ROWS = 3
GROUPS = 1024  # of rows, however many there are: what is kept of them stays small
_ROW_SUMS = "count(*), coalesce(sum(one), 0), coalesce(sum(other), 0)"


def _hashes_of(table: TableSchema) -> str:
    """Return SQL for the two hashes of a row."""
    columns = quoted(table.columns)
    return f"hash({columns})::HUGEINT AS one, hash('presspack', {columns})::HUGEINT AS other"


def row_sums(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str) -> Sums:
    """Return the number of rows of a query, and the sums of two hashes of them: other rows, other sums."""
    return tuple(con.execute(f"SELECT {_ROW_SUMS} FROM (SELECT {_hashes_of(table)} FROM ({query}))").fetchall()[0])


def table_sums(
    con: duckdb.DuckDBPyConnection, table: TableSchema, files: Sequence[Path], known: Mapping[str, Sums]
) -> dict[str, Sums]:
    """Return the sums of groups of a table's rows, which lie in `files`, by key: they can be `known` the next time.

    The sums for the logical hash are dear. Of a group of which the others are as known, so are these.
    """
    shape = digest_of(table.name, shape_of(table.descriptor))[:16]
    before = {key: sums for key, sums in known.items() if key.startswith(shape)}
    light = {key_of(shape, group): tuple(sums) for group, *sums in grouped(con, table, files)} if before else {}
    same = {key: before[key] for key, sums in light.items() if key in before and before[key][:SAME_ROWS] == sums}
    if before and len(same) == len(light):
        return same
    groups = [group for group in range(GROUPS) if key_of(shape, group) not in same]
    return same | {key_of(shape, group): tuple(sums) for group, *sums in grouped(con, table, files, whole=groups)}


def kept_sums(cache: Path | None) -> dict[str, Sums]:
    """Return the sums of groups of rows that the folder `cache` keeps, by key: those that the same code made."""
    kept = kept_value(cache, code_digest("release.row_sums")) or {}
    return {key: tuple(sums) for key, sums in kept.items()}


def keep_sums(cache: Path, sums: Mapping[str, Sums]) -> None:
    """Let the folder `cache` keep the sums of groups of rows, by key."""
    keep_value(cache, sums, code_digest("release.row_sums"))


def key_of(shape: str, group: int) -> str:
    """Return the key of a group of rows; `shape` stands for its table and the schema."""
    return f"{shape} {group}"


def grouped(
    con: duckdb.DuckDBPyConnection, table: TableSchema, files: Sequence[Path], *, whole: Sequence[int] | None = None
) -> list[tuple[int, ...]]:
    """Return each group of rows with its sums; with `whole`, those groups, with the sums for the logical hash too.

    The rows of an article are in one group, so that a few articles change few groups.
    """
    owner = "article_id" if "article_id" in table.columns else table.primary_key[0]
    source = f"read_parquet([{', '.join(map(literal, files))}])"
    group = f"(hash({quoted([owner])}) % {GROUPS})"
    if whole is None:
        query = f"SELECT {group} AS part, {_hashes_of(table)} FROM {source}"
        return con.execute(f"SELECT part, {_ROW_SUMS} FROM ({query}) GROUP BY part").fetchall()
    text = relation_text(con.sql(f"SELECT {quoted(table.columns)} FROM {source}"), table.descriptor)
    condition = f"WHERE {group} IN ({', '.join(map(str, whole))})" if len(whole) < GROUPS else ""
    query = f"SELECT {group} AS part, {_hashes_of(table)}, sha256({text}) AS digest FROM {source} {condition}"
    return con.execute(f"SELECT part, {_ROW_SUMS}, {LIMB_SUMS} FROM ({query}) GROUP BY part").fetchall()


def total(sums: Iterable[Sums]) -> Sums:
    """Return the sums of a table from those of its groups of rows."""
    return tuple(map(sum, zip((0,) * (SAME_ROWS + LIMBS), *sums, strict=True)))
