"""Whether the values that corrections give can stand in their columns, told before anything is built."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from presspack.base.errors import CheckFailed, Violation
from presspack.resolve.corrections import Correction
from presspack.tables.row_faults import row_tests
from presspack.tables.schema import TableSchema
from presspack.tables.vocabulary import VOCABULARIES, codes

MADE: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text.lower()],
}


def check_values(corrections: Iterable[Correction], schemas: Mapping[str, TableSchema]) -> None:
    """Raise CheckFailed that lists every value that its column cannot have; of tables and columns others speak.

    An empty value is none: it takes a value or a row away. Keys of other rows are known when all rows are.
    """
    violations = [
        Violation("corrections", f"line {row.line}", row.column, row.value, f"expected {expected}")
        for row in corrections
        if row.value and row.table in schemas and row.column in schemas[row.table].columns
        for expected in _faults_of(row, schemas[row.table])
    ]
    if violations:
        raise CheckFailed(violations)


def _faults_of(row: Correction, table: TableSchema) -> Iterator[str]:
    """Yield what is expected in the column of a correction in place of its value, once."""
    kind = next(field["type"] for field in table.fields if field["name"] == row.column)
    try:
        value = MADE.get(kind, str)(row.value)
    except (ValueError, KeyError, OverflowError):
        yield f"a value of type {kind}"
        return
    if kind == "number" and not math.isfinite(value):
        yield "a finite number"
        return
    tests = (test for test in row_tests(table) if test[0] == row.column)
    yield from [expected for _, expected, holds in tests if not holds(value)][:1]
    for key in table.foreign_keys:
        known = key.fields == (row.column,) and (VOCABULARIES / f"{key.resource}.csv").is_file()
        if known and key.referenced == ("code",) and row.value not in codes(key.resource):
            yield f"one of {', '.join(sorted(codes(key.resource)))}"
