"""Whether a table keeps to the constraints of its schema, by the rules of the judge (Pandera) without loading it."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow

from presspack.tables.schema import TableSchema, arrow_types, is_required

_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "pattern": lambda value, wanted: re.fullmatch(wanted, value) is not None,
    "enum": lambda value, wanted: value in wanted,
    "minimum": lambda value, wanted: bool(value >= wanted),
    "maximum": lambda value, wanted: bool(value <= wanted),
    "minLength": lambda value, wanted: len(value) >= wanted,
}
_KNOWN = frozenset({*_TESTS, "required", "unique"})


def keeps_constraints(table: pyarrow.Table, schema: TableSchema) -> bool:
    """True if `table` is sure to keep to `schema`; False where the judge may find a fault, which is for it to say."""
    types = arrow_types()
    kinds = [(field["name"], types[field["type"]]) for field in schema.fields]
    if [(field.name, field.type) for field in table.schema] != kinds:
        return False
    return all(_keeps(table[field["name"]], field) for field in schema.fields) and all(
        _is_distinct(table.select(key)) for key in [schema.primary_key, *schema.unique_keys]
    )


def _keeps(column: pyarrow.ChunkedArray, field: Mapping[str, Any]) -> bool:
    """True if the values of a column keep to the constraints of `field`."""
    rules: Mapping[str, Any] = field.get("constraints", {})
    if not rules.keys() <= _KNOWN or (is_required(field) and column.null_count):
        return False
    tests = [(_TESTS[name], wanted) for name, wanted in rules.items() if name in _TESTS]
    if field["type"] == "number":
        tests.append((lambda value, _: value == value, None))  # noqa: PLR0124 - what is no number is not even itself
    values = [value for value in column.unique().to_pylist() if value is not None] if tests else []
    return all(test(value, wanted) for test, wanted in tests for value in values)


def _is_distinct(key: pyarrow.Table) -> bool:
    """True if no two rows of a key are the same; rows with nulls are not compared."""
    rows: Iterable[tuple[Any, ...]] = zip(*(column.to_pylist() for column in key.columns), strict=True)
    whole = [row for row in rows if None not in row]
    return len(set(whole)) == len(whole)
