"""The rules for single cells: each becomes a SQL condition; one scan counts them all, broken ones are then located."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from presspack.package.duckdb import one, text_sql
from presspack.package.field_types import compiled, type_of
from presspack.package.findings import Collector
from presspack.package.table_views import Column, Table
from presspack.package.validation.slow_rules import SlowRule

_BOUNDS = {
    "minimum": ("minimum", "<", "at least"),
    "maximum": ("maximum", ">", "at most"),
    "exclusiveMinimum": ("exclusive-minimum", "<=", "greater than"),
    "exclusiveMaximum": ("exclusive-maximum", ">=", "less than"),
}
# rules that one scan decides; the tables of most have fewer
AT_ONCE = 300
_LENGTHS = {"minLength": ("min-length", "<", "at least"), "maxLength": ("max-length", ">", "at most")}


@dataclass(frozen=True, slots=True)
class CellRule:
    """One rule on one field: `broken` is the SQL condition of a violation in the table's view."""

    rule: str
    column: Column
    broken: str
    message: str


def constraints(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a field's constraints, {} if it has none."""
    given = field.get("constraints")
    return given if isinstance(given, dict) else {}


def check_cells(table: Table, connection: duckdb.DuckDBPyConnection, found: Collector) -> list[SlowRule]:
    """Count and locate the violations of all rules on single cells; return those rules that SQL cannot decide."""
    rules: list[CellRule] = []
    slow: list[SlowRule] = []
    for column in table.columns:
        for rule in _rules(table, column, connection, found):
            (slow if isinstance(rule, SlowRule) else rules).append(rule)  # type: ignore[arg-type]
    for start in range(0, len(rules), AT_ONCE):
        group = rules[start : start + AT_ONCE]
        columns = {rule.column.number: rule.column for rule in group}
        counts = ", ".join(f"count(*) FILTER (WHERE {rule.broken})" for rule in group)
        row = one(connection, f"SELECT {counts} FROM ({table.narrow([*columns.values()])})")
        for rule, count in zip(group, row, strict=True):
            if count:
                locate(table, connection, found, rule, count)
    return slow


def locate(table: Table, connection: duckdb.DuckDBPyConnection, found: Collector, rule: CellRule, count: int) -> None:
    """Add a broken rule to `found` with its first places."""
    rows = connection.execute(
        f"SELECT _row, _line, coalesce({rule.column.cell}::VARCHAR, ''), '' FROM ({table.narrow([rule.column])}) "
        f"WHERE {rule.broken} ORDER BY _row LIMIT {found.limit}"
    ).fetchall()
    name = table.resource.name
    found.add_many(
        rule.rule, rule.message, resource=name, field=rule.column.name, count=count, places=table.places(rows)
    )


def _rules(
    table: Table, column: Column, connection: duckdb.DuckDBPyConnection, found: Collector
) -> Iterator[CellRule | SlowRule]:
    field, given = column.field, constraints(column.field)
    maker = _Maker(table, column, connection, found)
    if column.sql.valid:
        wanted = type_of(field) + (f" as {field['format']}" if field.get("format", "default") != "default" else "")
        yield CellRule("type", column, f"{column.cell} IS NOT NULL AND NOT k{column.number}", f"not a valid {wanted}")
    if given.get("required") is True:
        yield CellRule("required", column, f"{column.cell} IS NULL", "the value is missing")
    for name, (rule, sign, words) in _BOUNDS.items():
        limit = maker.literal(name, given[name]) if name in given else None
        if limit:
            yield CellRule(rule, column, f"{column.value} {sign} {limit}", f"expected {words} {given[name]}")
    for name, (rule, sign, words) in _LENGTHS.items():
        if isinstance(given.get(name), int):
            yield CellRule(
                rule, column, f"{column.sql.length} {sign} {given[name]}", f"expected {words} {given[name]} long"
            )
    if isinstance(given.get("enum"), list):
        yield from maker.choice("enum", given["enum"])
    if isinstance(field.get("categories"), list):
        values = [item.get("value") if isinstance(item, dict) else item for item in field["categories"]]
        yield from maker.choice("categories", values)
        outside = [value for value in _values(given.get("enum")) if value not in values]
        if outside:
            maker.fault("schema-reference", f"enum has {outside[0]!r}, which is none of the categories")
    if isinstance(given.get("pattern"), str):
        yield from maker.pattern(given["pattern"])
    schema = given.get("jsonSchema")
    if isinstance(schema, dict):
        yield SlowRule("json-schema", column, json.dumps(schema), "does not satisfy jsonSchema")


def _values(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the rules of one field whose constraint values must be read as the field's own values are."""

    table: Table
    column: Column
    connection: duckdb.DuckDBPyConnection
    found: Collector

    def fault(self, rule: str, message: str) -> None:
        """Report a fault of the schema itself."""
        self.found.add(rule, message, resource=self.table.resource.name, field=self.column.name)

    def literal(self, name: str, value: object) -> str | None:
        """Return SQL for a constraint's value, None and a finding where it is none of the field's type."""
        field, text = self.column.field, value
        if not isinstance(value, str):
            # numbers and booleans of JSON are values already, so the field's own way of writing does not apply
            field = {"type": field.get("type"), "format": field.get("format")}
            text = json.dumps(value, ensure_ascii=False)
        sql = compiled(field, text_sql(str(text)))
        try:
            valid, read = one(self.connection, f"SELECT {sql.valid or 'true'}, {sql.value} IS NOT NULL")
        except duckdb.Error as error:
            self.fault("schema-reference", f"the format cannot be used: {str(error).splitlines()[0]}")
            return None
        if not (valid and read):
            self.fault("schema-reference", f"{name} {value!r} is not a valid {type_of(field)}")
            return None
        return sql.value

    def choice(self, rule: str, values: list[Any]) -> Iterator[CellRule]:
        """Yield the rule that a value is one of some."""
        literals = [literal for value in values if (literal := self.literal(rule, value))]
        if not literals:
            return
        shown = ", ".join(str(value) for value in values[:8]) + (", …" if len(values) > 8 else "")
        broken = f"{self.column.value} NOT IN ({', '.join(literals)})"
        yield CellRule(rule, self.column, broken, f"expected one of {shown}")

    def pattern(self, pattern: str) -> Iterator[CellRule | SlowRule]:
        """Yield the rule that the whole value matches; look-around and back-references are left to Python."""
        message = f"does not match {pattern}"
        try:
            self.connection.execute(f"SELECT regexp_full_match('', {text_sql(pattern)})").fetchall()
        except duckdb.Error:
            yield SlowRule("pattern", self.column, pattern, message)
            return
        cell = f"{self.column.cell}::VARCHAR"
        yield CellRule("pattern", self.column, f"NOT regexp_full_match({cell}, {text_sql(pattern)})", message)
