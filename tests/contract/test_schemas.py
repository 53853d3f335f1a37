"""Over every schema: it is well formed, a good row is accepted, and one broken row per constraint is refused."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import jsonschema
import pyarrow
import pytest
from frictionless import Schema as FrictionlessSchema

from presspack.base.errors import CheckFailed
from presspack.package.validation.profiles import OFFICIAL
from presspack.tables.constraints import keeps_constraints
from presspack.tables.package_metadata import read_metadata
from presspack.tables.parquet import arrow_table, violations_of
from presspack.tables.schema import SCHEMAS, TableSchema, schema

NAMES = sorted(path.stem for path in SCHEMAS.glob("*.json") if not path.stem.endswith(".schema"))
BUILD = sorted(f"build/{path.stem}" for path in (SCHEMAS / "build").glob("*.json"))
ALL = [schema(name.rpartition("/")[2], file=name) for name in NAMES + BUILD]
READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda text: text == "true",
    "date": date.fromisoformat,
}
WRONG_TYPE = {"string": 7, "integer": "seven", "number": "much", "boolean": "perhaps", "date": "yesterday"}


def good_row(table: TableSchema) -> dict[str, Any]:
    """A row made of the examples that the schema itself gives."""
    return {field["name"]: READ[field["type"]](field["example"]) for field in table.fields}


def kind(table: TableSchema, column: str) -> str:
    return next(field["type"] for field in table.fields if field["name"] == column)


def broken_values(field: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """One value for each constraint of a field that breaks it."""
    rules = field.get("constraints", {})
    if rules.get("required"):
        yield "required", None
    if "pattern" in rules:
        yield "pattern", "~ no such form ~"
        yield "pattern, line feed", f"{field['example']}\n"
    if "enum" in rules:
        yield "enum", "no such value"
    if "minimum" in rules:
        yield "minimum", rules["minimum"] - 1
    if "maximum" in rules:
        yield "maximum", rules["maximum"] + 1
    if "minLength" in rules:
        yield "minLength", ""


CASES = [
    pytest.param(table, field["name"], value, id=f"{table.name}.{field['name']}.{rule}")
    for table in ALL
    for field in table.fields
    for rule, value in broken_values(dict(field))
]


def loaded(table: TableSchema, row: dict[str, Any]) -> None:
    """Load a row into DuckDB through the DDL, with every table it refers to left out."""
    alone = TableSchema(table.name, {**table.descriptor, "foreignKeys": []})
    with duckdb.connect() as con:
        con.execute(alone.ddl())
        marks = ", ".join("?" * len(row))
        con.execute(f'INSERT INTO "{table.name}" VALUES ({marks})', list(row.values()))


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_every_column_is_described(table: TableSchema) -> None:
    """Title, description, type, unit and example of every column; a number has a unit."""
    for field in table.fields:
        assert {"name", "type", "title", "description", "unit", "example"} <= set(field), field["name"]
        assert field["title"].strip()
        assert field["description"].strip().endswith(".")
    assert table.descriptor["title"]
    assert table.descriptor["description"]


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_schema_keeps_to_the_official_profile(table: TableSchema) -> None:
    profile = json.loads((OFFICIAL / "2.0/tableschema.json").read_text(encoding="utf-8"))
    jsonschema.validate(table.descriptor, profile)


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_frictionless_reads_the_schema(table: TableSchema) -> None:
    assert FrictionlessSchema.from_descriptor(dict(table.descriptor)).field_names == table.columns


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_good_row_is_accepted_by_every_judge(table: TableSchema) -> None:
    row = good_row(table)
    assert violations_of(arrow_table([row], table), table) == []
    assert keeps_constraints(arrow_table([row], table), table)
    loaded(table, row)


@pytest.mark.parametrize(("table", "column", "value"), CASES)
def test_broken_value_is_refused_by_pandera_and_named(table: TableSchema, column: str, value: object) -> None:
    row = good_row(table) | {column: value}
    found = violations_of(arrow_table([row], table), table)
    assert [v.field for v in found] == [column]
    assert not keeps_constraints(arrow_table([row], table), table)


@pytest.mark.parametrize(("table", "column", "value"), CASES)
def test_broken_value_is_refused_by_duckdb(table: TableSchema, column: str, value: object) -> None:
    with pytest.raises(duckdb.ConstraintException):
        loaded(table, good_row(table) | {column: value})


@pytest.mark.parametrize(
    ("table", "column"), [pytest.param(t, f["name"], id=f"{t.name}.{f['name']}") for t in ALL for f in t.fields]
)
def test_value_of_another_type_is_refused(table: TableSchema, column: str) -> None:
    with pytest.raises(CheckFailed):
        arrow_table([good_row(table) | {column: WRONG_TYPE[kind(table, column)]}], table)


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_row_with_the_same_key_twice_is_refused(table: TableSchema) -> None:
    row = good_row(table)
    assert violations_of(arrow_table([row, row], table), table)
    assert not keeps_constraints(arrow_table([row, row], table), table)


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_columns_in_another_order_are_refused(table: TableSchema) -> None:
    found = arrow_table([good_row(table)], table)
    turned = pyarrow.table({name: found[name] for name in reversed(table.columns)})
    assert violations_of(turned, table)
    assert not keeps_constraints(turned, table)


def test_what_no_number_is_leaves_a_doubt() -> None:
    table = TableSchema("numbers", {"fields": [{"name": "n", "type": "number"}], "primaryKey": ["n"]})
    assert keeps_constraints(pyarrow.table({"n": [1.5, None]}), table)
    assert not keeps_constraints(pyarrow.table({"n": [1.5, float("nan")]}), table)


def test_references_lead_to_keys_of_published_tables() -> None:
    """Every foreign key names a table published before (or itself) and a unique column there."""
    seen: dict[str, TableSchema] = {}
    for name, table in read_metadata().schemas.items():
        seen[name] = table
        for key in table.foreign_keys:
            target = seen[key.resource or name]
            assert list(key.referenced) in [target.primary_key, *target.unique_keys], (name, key)


def test_every_schema_is_used() -> None:
    used = {table.schema_file or table.name for table in read_metadata(reader=True).tables}
    assert used == set(NAMES)


def test_patterns_read_alike_in_python_and_duckdb() -> None:
    """Written ^(?:...)$ and without look-around, which RE2 has not."""
    for table in ALL:
        for field in table.fields:
            pattern = field.get("constraints", {}).get("pattern", "^(?:)$")
            assert pattern.startswith("^(?:")
            assert pattern.endswith(")$")
            assert "(?=" not in pattern
            assert "(?!" not in pattern
