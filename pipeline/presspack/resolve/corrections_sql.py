"""Corrections by people applied to the rows of any table, as SQL."""

from collections.abc import Iterable

import duckdb

from presspack.base.errors import CheckFailed, Violation
from presspack.base.sql import literal, quoted
from presspack.resolve.corrections import Correction, check_columns, check_rows
from presspack.tables.schema import DUCKDB, TableSchema
from presspack.tables.table_groups import row_id


def corrected(table: TableSchema, query: str, corrections: Iterable[Correction]) -> str:
    """Return a query for the rows of `query` with the corrections of `table` applied; an emptied key rejects a row.

    A row is named by its key, the parts of a key of several columns joined by "|".
    """
    wanted = [row for row in corrections if row.table == table.name]
    if not wanted:
        return query
    key = row_id(table)
    rejected = [literal(row.row_id) for row in wanted if _is_rejection(row, table)]
    changed: dict[str, list[str]] = {}
    for row in wanted:
        if not _is_rejection(row, table):
            changed.setdefault(row.column, []).append(f"WHEN {literal(row.row_id)} THEN {value(row, table)}")
    cases = [
        f"CASE {key} {' '.join(found)} ELSE {quoted([column])} END AS {quoted([column])}"
        for column, found in sorted(changed.items())
    ]
    columns = f"* REPLACE ({', '.join(cases)})" if cases else "*"
    condition = f" WHERE {key} NOT IN ({', '.join(rejected)})" if rejected else ""
    return f"SELECT {columns} FROM ({query}){condition}"


def _is_rejection(row: Correction, table: TableSchema) -> bool:
    """Tell whether a correction takes a row away."""
    return row.column in table.primary_key and not row.value


def value(row: Correction, table: TableSchema) -> str:
    """Return SQL for the value that a correction gives."""
    return f"CAST({literal(row.value) if row.value else 'NULL'} AS {kind_of(row, table)})"


def kind_of(row: Correction, table: TableSchema) -> str:
    """Return DuckDB's type of the column that a correction is for."""
    return DUCKDB[next(field["type"] for field in table.fields if field["name"] == row.column)]


def check_applicable(
    con: duckdb.DuckDBPyConnection, table: TableSchema, query: str, corrections: Iterable[Correction]
) -> None:
    """Raise CheckFailed for a correction of a row that `query` does not give, or a value that is none of its column."""
    wanted = [row for row in corrections if row.table == table.name]
    if not wanted:
        return
    key, asked = row_id(table), ", ".join(literal(row.row_id) for row in wanted)
    ids = {found for (found,) in con.execute(f"SELECT {key} FROM ({query}) WHERE {key} IN ({asked})").fetchall()}
    check_columns(wanted, {table.name: table.columns})
    check_rows(wanted, {table.name: ids})
    check_keys(wanted, table)
    for row in wanted:
        if row.value:
            _check_value(con, table, row)


def check_keys(corrections: Iterable[Correction], table: TableSchema) -> None:
    """Raise CheckFailed for a correction that would give a row another key: a row is rejected, never renamed so."""
    rule = f"is part of the key of {table.name}; an empty value rejects the row"
    violations = [
        Violation("corrections", f"line {row.line}", row.column, row.value, rule)
        for row in corrections
        if row.column in table.primary_key and row.value
    ]
    if violations:
        raise CheckFailed(violations)


def _check_value(con: duckdb.DuckDBPyConnection, table: TableSchema, row: Correction) -> None:
    """Raise CheckFailed if the value of a correction is none of the type of its column."""
    try:
        con.execute(f"SELECT {value(row, table)}")
    except duckdb.ConversionException:
        rule = f"line {row.line} of the corrections gives no {kind_of(row, table)}"
        raise CheckFailed([Violation(table.name, row.row_id, row.column, row.value, rule)]) from None
