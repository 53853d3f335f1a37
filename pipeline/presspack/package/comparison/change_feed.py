"""The change feed of two releases: one row a changed cell, an added row or a tombstone, as CSV and Parquet.

Readers bring a copy up to date by it: take out the rows of tombstones, put in added rows, replace changed cells.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from presspack.package.comparison.row_diff import RowDiff, TableDiff
from presspack.package.duckdb import text_sql
from presspack.package.formula_guard import GUARD, PROPERTY, guarded_sql

PROFILE = "https://datapackage.org/profiles/2.0/"
FIELDS = (
    ("resource", "the table that changed"),
    ("change", "added: a new row; removed: a tombstone; changed: one cell of a row that is in both releases"),
    ("key", "the row's primary key as a JSON object of texts; the whole row's first field where there is no key"),
    ("field", "the field of a changed cell, missing for whole rows"),
    ("old_value", "the cell before, or the removed row as a JSON object; missing if there was no value"),
    ("new_value", "the cell now, or the added row as a JSON object; missing if there is no value"),
)
CHANGES = ("removed", "added", "changed")


@dataclass(frozen=True, slots=True)
class Feed:
    """Collects the changes of table after table in DuckDB and writes them in a fixed order."""

    connection: duckdb.DuckDBPyConnection

    def start(self) -> None:
        """Make the empty feed."""
        columns = ", ".join(f"{name} VARCHAR" for name, _ in FIELDS)
        self.connection.execute(f"CREATE OR REPLACE TABLE feed (place INTEGER, row BIGINT, part INTEGER, {columns})")

    def add(self, table: RowDiff, result: TableDiff) -> None:
        """Add the changes of a table."""
        number, name = table.number, text_sql(result.resource)
        for side, other, change in (("old", "new", "removed"), ("new", "old", "added")):
            row = _row_json(table.old.names() if side == "old" else table.new.names())
            values = f"{row}, NULL" if side == "old" else f"NULL, {row}"
            self.connection.execute(
                f"INSERT INTO feed SELECT {number}, c._row, {CHANGES.index(change)}, {name}, '{change}', c.shown_key, "
                f"NULL, {values} FROM delta_{number} d JOIN rows_{side}_{number} c ON d.{side}_row = c._row "
                f"WHERE d.{other}_row IS NULL"
            )
        for index, field in enumerate(result.fields if result.changed else ()):
            old, new = table.old.names().index(field), table.new.names().index(field)
            self.connection.execute(
                f"INSERT INTO feed SELECT {number}, d.new_row, {2 + index}, {name}, 'changed', n.shown_key, "
                f"{text_sql(field)}, o.c{old}, n.c{new} FROM delta_{number} d "
                f"JOIN rows_old_{number} o ON d.old_row = o._row JOIN rows_new_{number} n ON d.new_row = n._row "
                f"WHERE o.x{index} IS DISTINCT FROM n.x{index}"
            )

    def write(self, folder: Path, *, versions: Sequence[str]) -> None:
        """Write changes.csv, changes.parquet and a descriptor for each; the same changes give the same bytes."""
        (folder / "parquet").mkdir(parents=True, exist_ok=True)
        order = "ORDER BY place, (part > 1), part = 1, row, part"
        names = ", ".join(name for name, _ in FIELDS)
        guarded = ", ".join(f"{guarded_sql(name)} AS {name}" for name, _ in FIELDS)
        csv, parquet = (text_sql(str(folder / name)) for name in ("changes.csv", "parquet/changes.parquet"))
        self.connection.execute(f"COPY (SELECT {guarded} FROM feed {order}) TO {csv} (FORMAT csv, HEADER)")
        self.connection.execute(
            f"COPY (SELECT {names} FROM feed {order}) TO {parquet} (FORMAT parquet, COMPRESSION zstd)"
        )
        for target, form in ((folder, "csv"), (folder / "parquet", "parquet")):
            text = json.dumps(descriptor(form, versions), ensure_ascii=False, indent=2) + "\n"
            (target / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _row_json(names: Sequence[str]) -> str:
    pairs = ", ".join(f"{text_sql(name)}, c.c{n}" for n, name in enumerate(names))
    return f"json_object({pairs})::VARCHAR"


def descriptor(form: str, versions: Sequence[str]) -> dict[str, Any]:
    """Return the descriptor of a feed, whose format is "csv" or "parquet"."""
    fields: list[dict[str, Any]] = [{"name": name, "type": "string", "description": text} for name, text in FIELDS]
    for field, needed in zip(fields, (True, True, True, False, False, False), strict=True):
        field["constraints"] = {"required": needed}
    fields[1]["constraints"]["enum"] = list(CHANGES)
    resource = {
        "$schema": PROFILE + "dataresource.json",
        "name": "changes",
        "type": "table",
        "path": f"changes.{form}",
        "format": form,
        "schema": {"$schema": PROFILE + "tableschema.json", "fields": fields},
    }
    title = " to ".join(version or "unversioned" for version in versions)
    return {
        "$schema": PROFILE + "datapackage.json",
        "name": "changes",
        "title": f"Changes from {title}",
        **({PROPERTY: GUARD} if form == "csv" else {}),
        "resources": [resource],
    }
