"""The rows of records as tables, without those of records whose rows do not fit: these records have failed."""

from collections.abc import Callable, Mapping, Sequence

import pyarrow

from presspack.base.errors import PipelineError
from presspack.tables.parquet import Row

Rows = Mapping[str, list[Row]]
Tables = dict[str, pyarrow.Table]
# What is raised for rows that do not fit: values against their schema, or that no column can hold.
DO_NOT_FIT = (PipelineError, ValueError, TypeError, OverflowError)


def sound_tables(
    found: Sequence[Rows], tables_of: Callable[[Sequence[Rows]], Tables], failed: Callable[[int, Exception], Rows]
) -> Tables:
    """Return `tables_of(found)`, the rows of each record by table.

    If some do not fit, `failed` gives the rows that stand for those of a record, by its number and what was raised.
    """
    try:
        return tables_of(found)
    except DO_NOT_FIT:
        return tables_of([fitting(number, rows, tables_of, failed) for number, rows in enumerate(found)])


def fitting(
    number: int, rows: Rows, tables_of: Callable[[Sequence[Rows]], Tables], failed: Callable[[int, Exception], Rows]
) -> Rows:
    """Return the rows of a record, or what stands for them if they do not fit."""
    try:
        tables_of([rows])
    except DO_NOT_FIT as error:
        return failed(number, error)
    return rows
