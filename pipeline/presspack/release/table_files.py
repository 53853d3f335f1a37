"""A checked table as the files of a release: Parquet in the order of the table, and the same rows as CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from pyarrow import parquet

from presspack.base.errors import CheckFailed, Violation
from presspack.base.sql import literal, quoted
from presspack.package.content_hash import combined
from presspack.package.formula_guard import guarded_sql, value_sql
from presspack.release.row_sums import SAME_ROWS, Sums, row_sums, table_sums, total
from presspack.tables.schema import DUCKDB, TableSchema

# DuckDB gives batches of this many rows whatever its threads and memory: files have the same bytes everywhere.
BATCH = 122_880
_ROW_GROUP = 100_000


@dataclass(frozen=True, slots=True)
class Released:
    """A table as it was released: its files, its number of rows, its logical hash, and the sums to keep, by key."""

    schema: TableSchema
    csv_file: Path
    parquet_file: Path
    rows: int
    content_hash: str
    sums: Mapping[str, Sums]


def release(
    con: duckdb.DuckDBPyConnection, table: TableSchema, root: Path, files: Sequence[Path], known: Mapping[str, Sums]
) -> Released:
    """Write a table, whose rows lie in `files`, into the package folder `root`; `known` are sums of an earlier run.

    Raise CheckFailed if a written file holds other rows than the table.
    """
    csv_file, parquet_file = root / "data" / f"{table.name}.csv", root / "parquet" / "data" / f"{table.name}.parquet"
    write_parquet(con, table, parquet_file)
    _write_csv(con, table, parquet_file, csv_file)
    by_group = table_sums(con, table, files, known)
    sums = total(by_group.values())
    check_files(con, table, sums, csv_file=csv_file, parquet_file=parquet_file)
    logical = combined(table.descriptor, sums[0], sums[SAME_ROWS:])
    return Released(table, csv_file, parquet_file, sums[0], logical, by_group)


def write_parquet(con: duckdb.DuckDBPyConnection, table: TableSchema, path: Path) -> None:
    """Write a table as Parquet, in its order, column descriptions as metadata of its fields."""
    arrow = table.arrow().with_metadata(
        {"title": table.descriptor["title"], "description": table.descriptor["description"]}
    )
    ordered = f"SELECT * FROM {quoted([table.name])} ORDER BY {quoted(table.order)}"
    reader = con.sql(ordered).to_arrow_reader(BATCH)
    with parquet.ParquetWriter(path, arrow, compression="zstd") as writer:
        for batch in reader:
            writer.write_table(pyarrow.Table.from_batches([batch]).cast(arrow), row_group_size=_ROW_GROUP)
            del batch  # before the next one is made


def _write_csv(con: duckdb.DuckDBPyConnection, table: TableSchema, parquet_file: Path, path: Path) -> None:
    """Write the rows of a Parquet file in their order as RFC 4180 CSV: UTF-8 without a mark, LF, header, null empty.

    The columns must be written by expressions alone: a join, and DuckDB makes one of a long IN, would change the order.
    """
    columns = ", ".join(csv_expression(dict(field)) for field in table.fields)
    con.execute(f"""COPY (SELECT {columns} FROM read_parquet({literal(parquet_file)}))
        TO {literal(path)} (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"', NULL '', PRESERVE_ORDER)""")


def number_text(sql: str) -> str:
    """Return SQL for a number as text, a whole one without a point: 3.0 -> "3"."""
    whole = f"{sql} = trunc({sql}) AND abs({sql}) < 1e15"
    return f"CASE WHEN {whole} THEN ({sql})::BIGINT::VARCHAR ELSE ({sql})::VARCHAR END"


def csv_expression(field: dict[str, Any]) -> str:
    """Return how a column is written to CSV: whole numbers without a point, formulas after an apostrophe."""
    name = quoted([field["name"]])
    if field["type"] == "number":
        return f"{number_text(name)} AS {name}"
    if field["type"] == "string":
        return f"{guarded_sql(name)} AS {name}"
    return name


def csv_restored(field: dict[str, Any]) -> str:
    """Return how a column that was read from CSV in its type is restored: the inverse of csv_expression."""
    name = quoted([field["name"]])
    return f"{value_sql(name)} AS {name}" if field["type"] == "string" else name


def _csv_query(table: TableSchema, path: Path) -> str:
    """Return a query for the rows of a CSV file that `_write_csv` wrote, in the types of the schema."""
    types = ", ".join(f"{literal(field['name'])}: {literal(DUCKDB[field['type']])}" for field in table.fields)
    restored = ", ".join(csv_restored(dict(field)) for field in table.fields)
    dialect = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = ''"""
    return f"SELECT {restored} FROM read_csv({literal(path)}, {dialect}, columns = {{{types}}})"


def csv_rows(con: duckdb.DuckDBPyConnection, table: TableSchema, path: Path) -> pyarrow.Table:
    """Return the rows of a CSV file that `_write_csv` wrote, in its order."""
    return con.sql(_csv_query(table, path)).to_arrow_table()


def check_files(
    con: duckdb.DuckDBPyConnection, table: TableSchema, sums: Sums, *, csv_file: Path, parquet_file: Path
) -> None:
    """Raise CheckFailed if the CSV or the Parquet of a table holds other rows than the table, whose sums are `sums`."""
    found = {
        "the checked table": sums[:SAME_ROWS],
        "Parquet": row_sums(con, table, f"SELECT * FROM read_parquet({literal(parquet_file)})"),
        "CSV": row_sums(con, table, _csv_query(table, csv_file)),
    }
    if len(set(found.values())) > 1:
        says = "holds the same rows in every format"
        raise CheckFailed(
            [Violation(table.name, "all", f"rows of {kind}", str(sums), says) for kind, sums in found.items()]
        )
