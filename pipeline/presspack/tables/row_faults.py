"""What is wrong with a single row, by the constraints that its schema states; keys are compared elsewhere."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from presspack.base.calendar_dates import is_date
from presspack.tables.schema import TableSchema, is_required

A_DAY, NO_DAY = "2020-02-29", "2020-02-2x"  # a column whose pattern lets pass the one and not the other holds dates
Test = tuple[str, str, Callable[[Any], bool]]


def row_fault(row: Mapping[str, Any], tests: Iterable[Test]) -> tuple[str, str] | None:
    """Return the first column of `row` that fails a test, and what was expected; None if none does.

    {"start": -1, ...} -> ("start", "minimum 0")
    """
    return next(((column, expected) for column, expected, holds in tests if not holds(row[column])), None)


def row_tests(table: TableSchema) -> tuple[Test, ...]:
    """Return the tests of the rows of `table`: a column, what is expected of its value, and whether a value is so."""
    return tuple(test for field in table.fields for test in _tests_of(field))


def _tests_of(field: Mapping[str, Any]) -> list[Test]:
    name, rules = field["name"], field.get("constraints", {})
    tests: list[Test] = []
    if is_required(field):
        tests.append((name, "a value", lambda value: value is not None))
    if "pattern" in rules:
        pattern = re.compile(rules["pattern"])
        tests.append((name, f"pattern {rules['pattern']}", _given(lambda value: bool(pattern.fullmatch(value)))))
        if pattern.fullmatch(A_DAY) and not pattern.fullmatch(NO_DAY):
            tests.append((name, "a day, month or year that there is", _given(is_date)))
    for rule, words, holds in (
        ("enum", "one of", lambda value, limit: value in limit),
        ("minimum", "minimum", lambda value, limit: value >= limit),
        ("maximum", "maximum", lambda value, limit: value <= limit),
        ("minLength", "minimum length", lambda value, limit: len(value) >= limit),
    ):
        if rule in rules:
            tests.append((name, f"{words} {rules[rule]}", _given(_bound(holds, rules[rule]))))
    return tests


def _bound(holds: Callable[[Any, Any], bool], limit: object) -> Callable[[Any], bool]:
    return lambda value: holds(value, limit)


def _given(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a test that null passes: only `required` speaks of it."""
    return lambda value: value is None or holds(value)
