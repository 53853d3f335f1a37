"""Brings the tables of a package into DuckDB as SQL: `_row`, `_line`, and per field its cell, validity and value.

In the rows of a table column `c3` is the cell of field 3 (NULL if missing), `k3` says whether it is valid, `v3` is its
value; no values are copied for Parquet, and text is read once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from presspack.package.column_matching import matched
from presspack.package.compiled import Compiled
from presspack.package.csv_reader import lines_of_rows
from presspack.package.date_patterns import pattern_fault
from presspack.package.descriptor import Resource
from presspack.package.duckdb import one, text_sql
from presspack.package.field_types import compiled, format_of, holds, is_wide, type_of, wide_sql
from presspack.package.findings import Collector, Place
from presspack.package.json_values import number_text
from presspack.package.number_types import EXACT_DIGITS

# columns that one query looks at
COLUMNS_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table: its name, how many rows stood before it, and, of text, what is needed to count lines."""

    name: str
    path: Path | None
    before: int
    text: bool = False
    head: int = 0
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Source:
    """A table as it lies in DuckDB before fields are known: SQL that yields `_row`, `_line` and the columns."""

    sql: str
    columns: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]
    rows: int
    native: bool = False

    def labels(self) -> list[str]:
        """Return the columns' labels in their order."""
        return [label for label, _, _ in self.columns]


@dataclass(frozen=True, slots=True)
class Column:
    """One field that has a column: its number in the table, its descriptor and its SQL."""

    number: int
    field: Mapping[str, Any]
    physical: str
    sql: Compiled
    read: str = ""
    wide: bool = False

    @property
    def name(self) -> str:
        """Return the field's name."""
        return str(self.field.get("name"))

    @property
    def value(self) -> str:
        """Return the column of the rows that holds the value."""
        return f"v{self.number}"

    @property
    def cell(self) -> str:
        """Return the column of the rows that holds the cell."""
        return f"c{self.number}"

    def known_sound(self) -> "Column":
        """Return the column as it is read where all its cells are known to be valid."""
        return replace(self, sql=replace(self.sql, valid=None, value=self.sql.sound)) if self.sql.sound else self


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be checked: its name in the database and the fields that have a column."""

    resource: Resource
    key: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    rows: int
    source: str

    def narrow(self, columns: Sequence[Column]) -> str:
        """Return SQL for the table with these columns alone: to bind thousands takes seconds and gigabytes."""
        return rows_sql(self.source, columns)

    def column(self, name: str) -> Column | None:
        """Return the column of a field, None if the field has none."""
        return next((column for column in self.columns if column.name == name), None)

    def places(self, located: Iterable[tuple[int, int | None, str, str]]) -> list[Place]:
        """Return places for (row, line, value, detail); lines that are not known yet are counted in the file."""
        rows = list(located)
        unknown: dict[int, set[int]] = {}
        for row, line, _, _ in rows:
            part = self._part(row)
            if line is None and self.parts[part].text:
                unknown.setdefault(part, set()).add(row - self.parts[part].before)
        lines = {part: self._lines(self.parts[part], wanted) for part, wanted in unknown.items()}
        places = []
        for row, line, value, detail in rows:
            part = self._part(row)
            known = line or lines.get(part, {}).get(row - self.parts[part].before)
            places.append(Place(self.parts[part].name, known, row, value, detail))
        return places

    def _part(self, row: int) -> int:
        return bisect_right([part.before for part in self.parts], row - 1) - 1

    def _lines(self, part: Part, rows: set[int]) -> dict[int, int]:
        if part.path is None:
            return {}
        return lines_of_rows(part.path, self.resource.dialect, part.encoding, rows, head=part.head)


def table_of(
    source: Source, resource: Resource, connection: duckdb.DuckDBPyConnection, found: Collector, *, number: int
) -> Table:
    """Return the table whose columns were matched with the fields of its schema; a mismatch is added to `found`."""
    fields = resource.fields or [{"name": label, "type": "any"} for label in source.labels()]
    columns = []
    positions = matched(fields, source.labels(), resource, found)
    wide = wide_columns(source, resource, positions, connection)
    for index, (field, position) in enumerate(positions):
        _, column, physical = source.columns[position]
        if source.native and not holds(field, physical):
            message = f"column of type {physical} cannot hold {type_of(field)}"
            place = Place(file=source.parts[0].name, value=physical)
            found.add("column-type", message, resource=resource.name, field=str(field.get("name")), place=place)
            continue
        fault = format_fault(field)
        if fault:
            found.add("schema-reference", fault, resource=resource.name, field=str(field.get("name")))
        long = index in wide
        read = compiled({"type": "any"} if fault else field, f"c{index}", physical, wide=long)
        columns.append(Column(index, field, physical, read, cell_sql(field, column, physical, resource), long))
    return Table(resource, f"table_{number}", tuple(columns), source.parts, source.rows, source.sql)


def rows_sql(source: str, columns: Sequence[Column]) -> str:
    """Return SQL for the rows of a table: of each column its cell, whether that is valid, and its value."""
    cells = [f"{column.read} AS {column.cell}" for column in columns]
    judged = [
        part
        for column in columns
        for part in (
            column.cell,
            f"{column.sql.valid or 'true'} AS k{column.number}",
            f"{column.sql.value} AS {column.value}",
        )
    ]
    return (
        f"SELECT {', '.join(['_row', '_line', *judged])} "
        f"FROM (SELECT {', '.join(['_row', '_line', *cells])} FROM ({source}))"
    )


def wide_columns(
    source: Source,
    resource: Resource,
    positions: Sequence[tuple[Mapping[str, Any], int]],
    connection: duckdb.DuckDBPyConnection,
) -> set[int]:
    """Return the numbers of the fields whose cells, or whose constraints, DuckDB's types would not hold exactly."""
    wide, asked = set(), []
    for index, (field, position) in enumerate(positions):
        _, column, physical = source.columns[position]
        text = physical == "VARCHAR"
        asks = wide_sql(field, cell_sql(field, column, physical, resource)) if text else ""
        limited = (text or type_of(field) != "datetime") and any(is_wide(field, value) for value in _limits(field))
        if limited or (_long_decimal(physical) and type_of(field) == "number"):
            wide.add(index)
        elif asks:
            asked.append((index, asks))
    for start in range(0, len(asked), COLUMNS_AT_ONCE):
        group = asked[start : start + COLUMNS_AT_ONCE]
        answers = one(connection, f"SELECT {', '.join(f'bool_or({sql})' for _, sql in group)} FROM ({source.sql})")
        wide.update(index for (index, _), answer in zip(group, answers, strict=True) if answer)
    return wide


def _long_decimal(physical: str) -> bool:
    digits = re.match(r"DECIMAL\(([0-9]+),", physical)
    return digits is not None and int(digits[1]) > EXACT_DIGITS


def _limits(field: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values of a field's constraints as text."""
    given = field.get("constraints")
    for value in given.values() if isinstance(given, dict) else ():
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, str):
                yield item
            elif isinstance(item, int | float):
                yield number_text(item)


def format_fault(field: Mapping[str, Any]) -> str:
    """Return why a field's pattern of dates or times cannot be used, "" if it can or the field has none."""
    if type_of(field) not in ("date", "time", "datetime") or format_of(field) in ("default", "any"):
        return ""
    fault = pattern_fault(format_of(field))
    return f"the format cannot be used: {fault}" if fault else ""


def cell_sql(field: Mapping[str, Any], column: str, physical: str, resource: Resource) -> str:
    """Return SQL for a cell that is NULL where it is one of the missing values."""
    if physical != "VARCHAR":
        return column
    missing = missing_values(field, resource)
    listed = ", ".join(text_sql(value) for value in missing)
    return f"CASE WHEN {column} IN ({listed}) THEN NULL ELSE {column} END" if missing else column


def missing_values(field: Mapping[str, Any], resource: Resource) -> list[str]:
    """Return the texts that mean that a value is missing: the field's own, or the schema's, or [""]."""
    given = field.get("missingValues", resource.schema.get("missingValues", [""]))
    values = [
        str(item.get("value", "")) if isinstance(item, dict) else str(item)
        for item in (given if isinstance(given, list) else [])
    ]
    null = resource.dialect.null_sequence
    return [*values, null] if null is not None else values


def unioned(parts: Sequence[str]) -> str:
    """Return SQL for the rows of several parts in their order."""
    return " UNION ALL ".join(parts)
