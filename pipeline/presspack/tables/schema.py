"""The only module that knows Table Schema: reads schemas/*.json and compiles them to Pandera, DuckDB DDL and Arrow."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from presspack.base.errors import ConfigError
from presspack.base.paths import HOME
from presspack.base.sql import literal, quoted

if TYPE_CHECKING:  # imported where they are needed: Pandera takes half a second, Arrow a seventh
    import pandera.pandas as pa
    import pyarrow

SCHEMAS = HOME / "schemas"

DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


@cache
def arrow_types() -> "dict[str, pyarrow.DataType]":
    """Return the Arrow type of each type of a field."""
    import pyarrow  # noqa: PLC0415 - see above

    return {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must stand in the columns of another table, or of the same if `resource` is ""."""

    fields: tuple[str, ...]
    resource: str
    referenced: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """One Table Schema under the name of the table it describes. `descriptor` is the JSON object as the file has it."""

    name: str
    descriptor: Mapping[str, Any]

    @property
    def fields(self) -> list[Mapping[str, Any]]:
        """The field descriptors, in column order."""
        return list(self.descriptor["fields"])

    @property
    def columns(self) -> list[str]:
        """The column names, in order."""
        return [field["name"] for field in self.fields]

    @cached_property
    def required(self) -> frozenset[str]:
        """The columns that may not be null."""
        return frozenset(field["name"] for field in self.fields if is_required(field))

    @property
    def primary_key(self) -> list[str]:
        """The columns that identify a row."""
        return list(self.descriptor["primaryKey"])

    @property
    def order(self) -> list[str]:
        """The columns by which every file of the table is sorted: reading order where rows stand in articles, then key.

        For `events` that is article_id, start, end, event_id.
        """
        reading = [name for name in ("article_id", "start", "end") if name in self.columns]
        key = [name for name in self.primary_key if name not in reading]
        return [*reading, *key] if {"article_id", "start"} <= set(reading) else self.primary_key

    @property
    def id_prefix(self) -> str:
        """The letter that ids of the table begin with, so that none looks like a number; "" without one."""
        return next((field["idPrefix"] for field in self.fields if "idPrefix" in field), "")

    @property
    def unique_keys(self) -> list[list[str]]:
        """Further sets of columns that no two rows share."""
        return [list(key) for key in self.descriptor.get("uniqueKeys", [])]

    @cached_property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The references to other tables, or to this one."""
        return tuple(
            ForeignKey(tuple(k["fields"]), k["reference"].get("resource", ""), tuple(k["reference"]["fields"]))
            for k in self.descriptor.get("foreignKeys", [])
        )

    def arrow(self) -> "pyarrow.Schema":
        """Return the Arrow schema, each field with its description as metadata."""
        import pyarrow  # noqa: PLC0415 - see above

        types = arrow_types()
        return pyarrow.schema([
            pyarrow.field(f["name"], types[f["type"]], not is_required(f), {"description": f["description"]})
            for f in self.fields
        ])  # fmt: skip

    def pandera(self) -> "pa.DataFrameSchema":
        """Return the strict judge: exact columns in order, no coercion, every constraint, keys unique."""
        import pandas as pd  # noqa: PLC0415 - see above
        import pandera.pandas as pa  # noqa: PLC0415 - see above

        types = arrow_types()
        columns = {
            f["name"]: pa.Column(pd.ArrowDtype(types[f["type"]]), checks(f), nullable=not is_required(f))
            for f in self.fields
        }
        keys = [self.primary_key, *self.unique_keys]
        unique = [pa.Check(distinct(key), name=f"unique {'+'.join(key)}") for key in keys]
        return pa.DataFrameSchema(columns, checks=unique, strict=True, ordered=True, coerce=False, name=self.name)

    def ddl(self) -> str:
        """Return CREATE TABLE with checks, primary, unique and foreign keys.

        A reference to the table itself is left to the derived checks: DuckDB tests it row by row while loading.
        """
        lines = [_column_ddl(f) for f in self.fields]
        lines.append(f"PRIMARY KEY ({quoted(self.primary_key)})")
        lines += [f"UNIQUE ({quoted(key)})" for key in self.unique_keys]
        lines += [
            f"FOREIGN KEY ({quoted(k.fields)}) REFERENCES {quoted([k.resource])} ({quoted(k.referenced)})"
            for k in self.foreign_keys
            if k.resource
        ]
        return f"CREATE TABLE {quoted([self.name])} (\n  " + ",\n  ".join(lines) + "\n)"


@lru_cache(maxsize=64)
def schema(name: str, *, file: str | None = None) -> TableSchema:
    """Return the schema of table `name`, from schemas/<file or name>.json. Raise ConfigError if there is none."""
    path = SCHEMAS / f"{file or name}.json"
    if not path.is_file():
        raise ConfigError("schema", got=str(path.name), expected="a file in schemas/", where="tables")
    return TableSchema(name.rpartition("/")[2], json.loads(path.read_text(encoding="utf-8")))


def is_required(field: Mapping[str, Any]) -> bool:
    """True when the field may not be null."""
    return bool(field.get("constraints", {}).get("required", False))


def distinct(key: list[str]) -> Any:
    """Return a check that marks each row of a frame whose `key` another row has too; nulls are not compared."""
    return lambda frame: ~(frame.duplicated(key, keep=False) & frame[key].notna().all(axis=1))


def checks(field: Mapping[str, Any]) -> "list[pa.Check]":
    """Return one Pandera check per constraint of `field`, besides `required`."""
    import pandera.pandas as pa  # noqa: PLC0415 - see above

    rules = field.get("constraints", {})
    made = []
    if "pattern" in rules:
        expression = re.compile(rules["pattern"])
        made.append(
            pa.Check(lambda v: bool(expression.fullmatch(v)), element_wise=True, name=f"pattern {rules['pattern']}")
        )
    if "enum" in rules:
        made.append(pa.Check.isin(rules["enum"]))
    if "minimum" in rules:
        made.append(pa.Check.ge(rules["minimum"]))
    if "maximum" in rules:
        made.append(pa.Check.le(rules["maximum"]))
    if "minLength" in rules:
        made.append(pa.Check.str_length(min_value=rules["minLength"]))
    return made


def column_tests(field: Mapping[str, Any]) -> dict[str, str]:
    """Return an SQL condition per constraint of `field`, by what it says: "minimum 0" -> '"start" >= 0'."""
    name, rules = quoted([field["name"]]), field.get("constraints", {})
    tests = {"required": f"{name} IS NOT NULL"} if is_required(field) else {}
    if "pattern" in rules:
        tests[f"pattern {rules['pattern']}"] = f"regexp_full_match({name}, {literal(rules['pattern'])})"
    if "enum" in rules:
        tests[f"one of {', '.join(map(str, rules['enum']))}"] = f"{name} IN ({', '.join(map(literal, rules['enum']))})"
    if "minimum" in rules:
        tests[f"minimum {rules['minimum']}"] = f"{name} >= {literal(rules['minimum'])}"
    if "maximum" in rules:
        tests[f"maximum {rules['maximum']}"] = f"{name} <= {literal(rules['maximum'])}"
    if "minLength" in rules:
        tests[f"minimum length {rules['minLength']}"] = f"length({name}) >= {literal(rules['minLength'])}"
    return tests


def _column_ddl(field: Mapping[str, Any]) -> str:
    """Return the column definition of `field` with a CHECK per constraint."""
    checks = "".join(f" CHECK ({test})" for test in column_tests(field).values())
    return f"{quoted([field['name']])} {DUCKDB[field['type']]}{checks}"
