"""The rules for single cells: each becomes a SQL condition; one scan counts them all, broken ones are then located."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from presspack.package.compiled import Compiled
from presspack.package.duckdb import one, text_sql
from presspack.package.field_types import compiled, type_of
from presspack.package.findings import Collector
from presspack.package.json_values import number_text
from presspack.package.table_views import Column, Table
from presspack.package.validation.patterns import re2_pattern
from presspack.package.validation.slow_rules import SlowRule

_BOUNDS = {
    "minimum": ("minimum", "<", "at least"),
    "maximum": ("maximum", ">", "at most"),
    "exclusiveMinimum": ("exclusive-minimum", "<=", "greater than"),
    "exclusiveMaximum": ("exclusive-maximum", ">=", "less than"),
}
TYPE = "type"
# characters of a pattern or a value that a message shows
SHOWN = 120
# more than a cell may have
LONGEST = 2**40
# rules that one scan decides; the tables of most have fewer
AT_ONCE = 300
_LENGTHS = {"minLength": ("min-length", "<", "at least"), "maxLength": ("max-length", ">", "at most")}


@dataclass(frozen=True, slots=True)
class CellRule:
    """One rule on one field: `broken` is the SQL condition of a violation in the table's rows."""

    rule: str
    column: Column
    broken: str
    message: str


def constraints(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a field's constraints, {} if it has none."""
    given = field.get("constraints")
    return given if isinstance(given, dict) else {}


def check_cells(
    table: Table, connection: duckdb.DuckDBPyConnection, found: Collector
) -> tuple[list[SlowRule], frozenset[int]]:
    """Count and locate the violations of all rules on single cells.

    Return those rules that SQL cannot decide, and the numbers of the columns with a value that is not valid.
    """
    rules: list[CellRule] = []
    slow: list[SlowRule] = []
    faulty = set()
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
                if rule.rule == TYPE:
                    faulty.add(rule.column.number)
    return slow, frozenset(faulty)


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
        yield CellRule(TYPE, column, f"{column.cell} IS NOT NULL AND NOT k{column.number}", f"not a valid {wanted}")
    if given.get("required") is True:
        yield CellRule("required", column, f"{column.cell} IS NULL", "the value is missing")
    for name, (rule, sign, words) in _BOUNDS.items():
        limit = maker.literal(name, given[name]) if name in given else None
        if limit:
            yield CellRule(rule, column, _beyond(column, sign, limit), f"expected {words} {given[name]}")
    for name, (rule, sign, words) in _LENGTHS.items():
        length = given.get(name)
        if isinstance(length, int) and not isinstance(length, bool):
            # no cell is longer than that, however large the number
            bound = min(max(length, -1), LONGEST)
            yield CellRule(rule, column, f"{column.sql.length} {sign} {bound}", f"expected {words} {length} long")
    if isinstance(given.get("enum"), list):
        yield from maker.choice("enum", given["enum"])
    if isinstance(field.get("categories"), list):
        values = [item.get("value") if isinstance(item, dict) else item for item in field["categories"]]
        yield from maker.choice("categories", values)
        listed = {json.dumps(value) for value in values}
        outside = [value for value in _values(given.get("enum")) if json.dumps(value) not in listed]
        if outside:
            maker.fault("schema-reference", f"enum has {outside[0]!r}, which is none of the categories")
    if isinstance(given.get("pattern"), str):
        yield from maker.pattern(given["pattern"])
    schema = given.get("jsonSchema")
    if isinstance(schema, dict):
        yield SlowRule("json-schema", column, json.dumps(schema), "does not satisfy jsonSchema")


def _beyond(column: Column, sign: str, limit: Compiled) -> str:
    """Return SQL that says whether a value is beyond a bound; doubles decide where they differ, else exact keys."""
    value, bound = column.sql.order or column.value, limit.order or limit.value
    exact = f"{value} {sign} {bound}"
    if not column.sql.rough:
        return exact
    near, far = ("true", "false") if sign[0] == "<" else ("false", "true")
    about, edge = column.sql.rough, limit.rough or bound
    return f"CASE WHEN {about} < {edge} THEN {near} WHEN {about} > {edge} THEN {far} ELSE {exact} END"


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

    def literal(self, name: str, value: object) -> Compiled | None:
        """Return the SQL of a constraint's value, None and a finding where it is none of the field's type."""
        field, text = self._written(value)
        sql = compiled(field, text_sql(text), wide=self.column.wide)
        try:
            valid, read = one(self.connection, f"SELECT {sql.valid or 'true'}, {sql.value} IS NOT NULL")
        except duckdb.Error as error:
            self.fault("schema-reference", f"the format cannot be used: {str(error).splitlines()[0]}")
            return None
        if not (valid and read):
            self.fault("schema-reference", f"{name} {shown(value)} is not a valid {type_of(self.column.field)}")
            return None
        return sql

    def _written(self, value: object) -> tuple[Mapping[str, Any], str]:
        """Return a constraint's value as text, and the field that reads it.

        Numbers and booleans of JSON are values already, so the field's own way of writing does not apply.
        """
        field = self.column.field
        if isinstance(value, str):
            return field, value
        plain = {"type": field.get("type"), "format": field.get("format")}
        return plain, number_text(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)

    def choice(self, rule: str, values: list[Any]) -> Iterator[CellRule]:
        """Yield the rule that a value is one of some, which become a table: there may be thousands."""
        table = f"choice_{self.table.key}_{self.column.number}_{rule}"
        selects = []
        for strings in (True, False):
            written = [self._written(value) for value in values if isinstance(value, str) is strings]
            if written:
                sql = compiled(written[0][0], "x", wide=self.column.wide)
                texts = [text for _, text in written]
                self.connection.register(f"given_{table}_{strings}", {"x": np.array(texts, dtype=object)})
                selects.append(f"SELECT {sql.valid or 'true'} AS k, {sql.value} AS v, x FROM given_{table}_{strings}")
        if not selects:
            return
        self.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {' UNION ALL '.join(selects)}")
        broken = f"SELECT x FROM {table} WHERE NOT (k AND v IS NOT NULL) LIMIT {self.found.limit}"
        for (text,) in self.connection.execute(broken).fetchall():
            self.fault("schema-reference", f"{rule} {text!r} is not a valid {type_of(self.column.field)}")
        known = ", ".join(shorter(str(value)) for value in values[:8]) + (", …" if len(values) > 8 else "")
        listed = f"SELECT v FROM {table} WHERE k AND v IS NOT NULL"
        if one(self.connection, f"SELECT count(*) FROM ({listed})")[0]:
            yield CellRule(rule, self.column, f"{self.column.value} NOT IN ({listed})", f"expected one of {known}")

    def pattern(self, pattern: str) -> Iterator[CellRule | SlowRule]:
        """Yield the rule that the whole value matches; what RE2 does not know is left to Python."""
        message = f"does not match {shorter(pattern)}"
        expression = re2_pattern(pattern)
        if expression is not None:
            matching = f"regexp_full_match({self.column.cell}::VARCHAR, {text_sql(expression)})"
            try:
                self.connection.execute(f"SELECT regexp_full_match('', {text_sql(expression)})").fetchall()
            except duckdb.Error:
                expression = None
            else:
                yield CellRule("pattern", self.column, f"NOT {matching}", message)
        if expression is None:
            yield SlowRule("pattern", self.column, pattern, message)


def shown(value: object) -> str:
    """Return a value of the descriptor as messages show it."""
    return shorter(number_text(value) if isinstance(value, float) else repr(value))


def shorter(text: str) -> str:
    """Return the beginning of a text that is too long for a message."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
