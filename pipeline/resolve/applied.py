"""Corrections by people applied to the rows of any table, in DuckDB."""

from collections.abc import Iterable

import duckdb

from pipeline.errors import CheckFailed, Violation
from pipeline.resolve.corrections import Correction, check_corrections
from pipeline.schema import DUCKDB, TableSchema, literal, quoted


def corrected(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str, corrections: Iterable[Correction]) -> str:
    """Return a query for the rows of `query` with the corrections of `table` applied; an emptied key rejects a row.

    Raise CheckFailed for a row or column that does not exist, or a value that is none of the column's type.
    """
    wanted = [row for row in corrections if row.table == table.name]
    if not wanted:
        return query
    name, key = quoted([f"corrected_{table.name}"]), quoted([table.primary_key[0]])
    con.execute(f"CREATE TABLE {name} AS {query}")
    asked = ", ".join(literal(row.row_id) for row in wanted)
    ids = {found for (found,) in con.execute(f"SELECT {key} FROM {name} WHERE {key} IN ({asked})").fetchall()}
    check_corrections(wanted, {table.name: ids}, {table.name: table.columns})
    for row in wanted:
        if row.column == table.primary_key[0] and not row.value:
            con.execute(f"DELETE FROM {name} WHERE {key} = ?", [row.row_id])
        else:
            change(con, table, name, row)
    return f"SELECT * FROM {name}"


def change(con: duckdb.DuckDBPyConnection, table: TableSchema, name: str, row: Correction) -> None:
    """Set one cell to what a correction says. Raise CheckFailed if that is none of the column's type."""
    kind = DUCKDB[next(field["type"] for field in table.fields if field["name"] == row.column)]
    try:
        con.execute(
            f"UPDATE {name} SET {quoted([row.column])} = CAST(? AS {kind}) WHERE {quoted([table.primary_key[0]])} = ?",
            [row.value or None, row.row_id],
        )
    except duckdb.ConversionException:
        rule = f"line {row.line} of the corrections gives no {kind}"
        raise CheckFailed([Violation(table.name, row.row_id, row.column, row.value, rule)]) from None
