"""A digest of what a table says, whatever file it lies in: the same for CSV, Parquet and DuckDB, and for any row order.

Canonical form, version 1:

- A cell is its logical value as text: integers and years in decimal, numbers as the shortest decimal that reads back
  as the same IEEE double (zero without sign), booleans `true` or `false`, dates `YYYY-MM-DD`, datetimes as microseconds
  since 1970 in UTC, objects and arrays as JSON without blanks, strings as they are. Missing values are missing however
  written; a cell that is not valid counts as what is written, marked as such.
- A row is, for each field of the schema in its order, `~` if it is missing, or else the length of its UTF-8 bytes, a
  colon and the cell, joined with commas. It is digested with SHA-256.
- A table is the sum of its rows' digests modulo 2**256, so that order does not matter but repeated rows do. The result
  is the SHA-256 of a line with version, number of rows and that sum, and a line of JSON with the fields' names and
  types.

The sum needs no memory and no sorting. It shows that two tables are the same, not that nobody forged one: a released
file's own `hash` does that.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from presspack.base.errors import ConfigError
from presspack.package.descriptor import Resource, resource_from
from presspack.package.duckdb import name_sql, scratch
from presspack.package.field_types import compiled, holds, type_of
from presspack.package.findings import Collector
from presspack.package.loading import Loader
from presspack.package.table_views import cell_sql

PREFIX = "presspack-rows-1:"
LIMBS = 4
# SQL for the sums of the 64-bit parts of `digest`, the rows' digests; sums of parts of a table add up to the table's.
LIMB_SUMS = ", ".join(
    f"coalesce(sum(CAST('0x' || substr(digest, {1 + 16 * limb}, 16) AS UBIGINT)::HUGEINT), 0)" for limb in range(LIMBS)
)


def content_hash(relation: duckdb.DuckDBPyRelation, schema: Mapping[str, Any]) -> str:
    """Return the digest of a relation read by a Table Schema: "presspack-rows-1:9f86d0…".

    Columns are taken by the fields' names, text columns read as CSV cells are. Raise ConfigError if a column is lacking
    or of a type that cannot hold its field.
    """
    digests = relation.query("hashed_rows", digest_sql(relation_text(relation, schema), "hashed_rows"))
    if digests is None:
        raise RuntimeError("a SELECT gave no relation")
    count, *limbs = digests.fetchall()[0]
    return combined(schema, count, limbs)


def relation_text(relation: duckdb.DuckDBPyRelation, schema: Mapping[str, Any]) -> str:
    """Return SQL for the canonical text of a row of a relation read by a Table Schema; see content_hash."""
    physical = zip(relation.columns, map(str, relation.types), strict=True)
    resource = resource_from({"name": "table", "schema": dict(schema)})
    return row_text(resource, {name: (name_sql(name), kind) for name, kind in physical})


def content_hash_of(connection: duckdb.DuckDBPyConnection, table: str, schema: Mapping[str, Any]) -> str:
    """Return the digest of a table or view of a DuckDB database."""
    return content_hash(connection.table(table), schema)


def content_hash_of_file(path: Path, schema: Mapping[str, Any], **resource: Any) -> str:
    """Return the digest of a CSV or Parquet file; `resource` may state its format, encoding and dialect.

    Raise ConfigError if the file cannot be read as a table.
    """
    given = resource_from(
        {"name": path.stem, "path": path.name, "schema": dict(schema), **resource}, folder=path.parent
    )
    found = Collector()
    with scratch() as (connection, folder):
        source = Loader(connection, folder, found).source(given, [None], number=0)
        if source is None or found.findings():
            faults = "; ".join(f"{finding.rule}: {finding.message}" for finding in found.findings())
            raise ConfigError("table", got=faults, expected="a table that can be read", where=str(path))
        columns = {label: (column, kind) for label, column, kind in source.columns}
        row = row_text(given, columns)
        count, *limbs = connection.execute(digest_sql(row, f"({source.sql})")).fetchall()[0]
    return combined(schema, count, limbs)


def row_text(resource: Resource, columns: Mapping[str, tuple[str, str]]) -> str:
    """Return SQL for a row's canonical text; `columns` gives, by label, a column's SQL and its type."""
    parts = []
    for field in resource.fields:
        name = str(field.get("name"))
        if name not in columns or (not holds(field, columns[name][1]) and columns[name][1] != "VARCHAR"):
            got = columns[name][1] if name in columns else "no such column"
            raise ConfigError(name, got=got, expected=f"a column that can hold {type_of(field)}", where=resource.name)
        text = canonical_sql(field, columns[name], resource)
        parts.append(f"coalesce(strlen({text}) || ':' || {text}, '~')")
    return f"concat_ws(',', {', '.join(parts)})"


def canonical_sql(field: Mapping[str, Any], column: tuple[str, str], resource: Resource) -> str:
    """Return SQL for a cell's canonical text: NULL if it is missing, `!` and what is written if it is not valid."""
    cell = cell_sql(field, *column, resource)
    read = compiled(field, cell, column[1])
    if read.valid is None:
        return read.canonical
    return f"CASE WHEN ({cell}) IS NOT NULL THEN coalesce({read.canonical}, '!' || {cell}) END"


def digest_sql(row: str, source: str) -> str:
    """Return SQL for the number of rows and the sums of the four 64-bit parts of the rows' digests."""
    return f"SELECT count(*), {LIMB_SUMS} FROM (SELECT sha256({row}) AS digest FROM {source})"


def combined(schema: Mapping[str, Any], count: int, limbs: Sequence[int]) -> str:
    """Return the digest of a table from its number of rows and the sums of its rows' digests."""
    total = sum(int(limb) << (64 * (LIMBS - 1 - place)) for place, limb in enumerate(limbs)) % 2**256
    fields = [[field.get("name"), field.get("type") or "any"] for field in schema.get("fields", [])]
    text = f"1 {count} {total:064x}\n{json.dumps(fields, ensure_ascii=False)}\n"
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()
