"""Rows added, removed and changed between two tables, by primary key, in DuckDB: joins of keys and digests that spill.

Cells are compared by canonical text, so a table is the same as CSV and as Parquet. Without a primary key, or with one
that is not unique, rows are compared whole, each with its number of occurrences. An id that a release begins to write
with a letter before it (`idPrefix`) is the same id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from presspack.package.content_hash import canonical_sql
from presspack.package.descriptor import Resource
from presspack.package.duckdb import one, text_sql
from presspack.package.table_views import Source, cell_sql

SAMPLE = 10


@dataclass(frozen=True, slots=True)
class CellChange:
    """One changed cell: the row's key, the field, the old and the new text (None: missing)."""

    key: str
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What changed in a table; `columns` counts, by field, the changed cells of rows that are in both."""

    resource: str
    key: tuple[str, ...]
    rows: tuple[int, int]
    added: int
    removed: int
    changed: int
    columns: Mapping[str, int]
    note: str = ""
    referenced: int = 0
    sample: tuple[CellChange, ...] = ()
    added_keys: tuple[str, ...] = ()
    removed_keys: tuple[str, ...] = ()
    fields: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tables."""

    resource: Resource
    source: Source

    def columns(self) -> dict[str, tuple[str, str]]:
        """Return SQL and type of each column by its label."""
        return {label: (column, physical) for label, column, physical in self.source.columns}

    def names(self) -> list[str]:
        """Return the fields that have a column, in the schema's order."""
        labels = self.columns()
        fields = [str(item.get("name")) for item in self.resource.fields] or list(labels)
        return [name for name in fields if name in labels]


@dataclass(frozen=True, slots=True)
class RowDiff:
    """Compares two tables; leaves `delta_N` and its rows, `rows_old_N` and `rows_new_N`, for the change feed.

    `prefixes` says, by field, what the ids of the new table begin with and those of the old one did not.
    """

    connection: duckdb.DuckDBPyConnection
    old: Side
    new: Side
    number: int
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def result(self) -> TableDiff:
        """Return what changed."""
        common = [name for name in self.new.names() if name in self.old.names()]
        key, note = self._key(common)
        for side in ("old", "new"):
            self._prepare(side, common, key)
        if key and not self._unique(key):
            key, note = [], "the primary key is missing or occurs twice, so rows are compared whole"
            for side in ("old", "new"):
                self._prepare(side, common, key)
        self._join(len(key) or 2)
        for side in ("old", "new"):
            self._keep(side, common, key)
        added, removed, changed = self._counts()
        return TableDiff(
            resource=self.new.resource.name,
            key=tuple(key),
            rows=(self.old.source.rows, self.new.source.rows),
            added=added,
            removed=removed,
            changed=changed,
            columns=self._rates(common, changed),
            note=note,
            sample=self._sample(common, key) if changed else (),
            added_keys=self._keys("new", added),
            removed_keys=self._keys("old", removed),
            fields=tuple(common),
        )

    def _key(self, common: Sequence[str]) -> tuple[list[str], str]:
        key = self.new.resource.primary_key
        if not common:
            return [], "no field is in both tables, so only their rows are counted"
        if not key:
            return [], "there is no primary key, so rows are compared whole"
        if not set(key) <= set(common):
            return [], "the primary key is not in both tables, so rows are compared whole"
        return key, ""

    def _side(self, name: str) -> Side:
        return self.old if name == "old" else self.new

    def _prepare(self, name: str, common: Sequence[str], key: Sequence[str]) -> None:
        """Make the view of a side's cells and the table of its keys and digests."""
        table, cells = f"keys_{name}_{self.number}", f"cells_{name}_{self.number}"
        self.connection.execute(
            f"CREATE OR REPLACE VIEW {cells} AS {self._cells(name, common, key, self._side(name).source.sql)}"
        )
        texts = " || ".join(f"coalesce(strlen(x{n}) || ':' || x{n}, '~')" for n in range(len(common)))
        digest = f"md5_number({texts or text_sql('')})"
        if key:
            parts = ", ".join(f"x{common.index(part)} AS k{n}" for n, part in enumerate(key))
            select = f"SELECT _row, {parts}, {digest} AS digest FROM {cells}"
        else:
            select = (
                "SELECT _row, digest AS k0, row_number() OVER (PARTITION BY digest ORDER BY _row) AS k1, digest "
                f"FROM (SELECT _row, {digest} AS digest FROM {cells})"
            )
        self.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {select}")

    def _cells(self, name: str, common: Sequence[str], key: Sequence[str], rows: str) -> str:
        """Return SQL for rows with their cells as text (c0), their canonical texts (x0) and their key for people."""
        side = self._side(name)
        given, fields = side.columns(), {str(item.get("name")): item for item in side.resource.fields}
        described = {label: fields.get(label, {"name": label}) for label in given}
        cells = [
            f"({cell_sql(described[label], *given[label], side.resource)})::VARCHAR AS c{n}"
            for n, label in enumerate(side.names())
        ]
        texts = {label: canonical_sql(described[label], given[label], side.resource) for label in common}
        if name == "old":
            texts |= {label: f"{text_sql(self.prefixes[label])} || ({texts[label]})" for label in self.prefixes}
        same = [f"{text} AS x{n}" for n, text in enumerate(texts.values())]
        shown = ", ".join(f"{text_sql(label)}, {given[label][0]}::VARCHAR" for label in key or side.names()[:1])
        columns = ", ".join(["_row", *cells, *same, f"json_object({shown})::VARCHAR AS shown_key"])
        return f"SELECT {columns} FROM ({rows})"

    def _keep(self, name: str, common: Sequence[str], key: Sequence[str]) -> None:
        """Keep those rows of a side that are in the delta, so that nothing else is read twice."""
        source, delta = self._side(name).source.sql, f"delta_{self.number}"
        rows = f"SELECT s.* FROM ({source}) s SEMI JOIN {delta} d ON d.{name}_row = s._row"
        self.connection.execute(
            f"CREATE OR REPLACE TABLE rows_{name}_{self.number} AS {self._cells(name, common, key, rows)}"
        )

    def _unique(self, key: Sequence[str]) -> bool:
        names = ", ".join(f"k{n}" for n in range(len(key)))
        missing = " OR ".join(f"k{n} IS NULL" for n in range(len(key)))
        for side in ("old", "new"):
            table = f"keys_{side}_{self.number}"
            repeated = f"SELECT 1 FROM {table} GROUP BY {names} HAVING count(*) > 1"
            bad = f"SELECT EXISTS ({repeated}) OR EXISTS (SELECT 1 FROM {table} WHERE {missing})"
            if one(self.connection, bad)[0]:
                return False
        return True

    def _join(self, keys: int) -> None:
        same = " AND ".join(f"o.k{n} = n.k{n}" for n in range(keys))
        self.connection.execute(
            f"CREATE OR REPLACE TABLE delta_{self.number} AS SELECT o._row AS old_row, n._row AS new_row "
            f"FROM keys_old_{self.number} o FULL OUTER JOIN keys_new_{self.number} n ON {same} "
            "WHERE o.digest IS DISTINCT FROM n.digest"
        )

    def _counts(self) -> tuple[int, int, int]:
        row = one(
            self.connection,
            "SELECT count(*) FILTER (WHERE old_row IS NULL), count(*) FILTER (WHERE new_row IS NULL), "
            f"count(*) FILTER (WHERE old_row IS NOT NULL AND new_row IS NOT NULL) FROM delta_{self.number}",
        )
        return int(row[0]), int(row[1]), int(row[2])

    def _pairs(self) -> str:
        number = self.number
        return (
            f"FROM delta_{number} d JOIN rows_old_{number} o ON d.old_row = o._row "
            f"JOIN rows_new_{number} n ON d.new_row = n._row"
        )

    def _rates(self, common: Sequence[str], changed: int) -> dict[str, int]:
        if not changed:
            return dict.fromkeys(common, 0)
        counts = ", ".join(f"count(*) FILTER (WHERE o.x{n} IS DISTINCT FROM n.x{n})" for n in range(len(common)))
        return dict(zip(common, one(self.connection, f"SELECT {counts} {self._pairs()}"), strict=True))

    def _sample(self, common: Sequence[str], key: Sequence[str]) -> tuple[CellChange, ...]:
        selects = [
            f"SELECT d.new_row AS place, n.shown_key, {index}, o.c{self.old.names().index(name)}, "
            f"n.c{self.new.names().index(name)} {self._pairs()} WHERE o.x{index} IS DISTINCT FROM n.x{index}"
            for index, name in enumerate(common)
            if name not in key
        ]
        rows = self.connection.execute(f"{' UNION ALL '.join(selects)} ORDER BY 1, 3 LIMIT {SAMPLE}").fetchall()
        return tuple(CellChange(str(row[1]), common[row[2]], row[3], row[4]) for row in rows)

    def _keys(self, side: str, count: int) -> tuple[str, ...]:
        if not count:
            return ()
        other = "new" if side == "old" else "old"
        rows = self.connection.execute(
            f"SELECT c.shown_key FROM delta_{self.number} d JOIN rows_{side}_{self.number} c ON d.{side}_row = c._row "
            f"WHERE d.{other}_row IS NULL ORDER BY c._row LIMIT {SAMPLE}"
        ).fetchall()
        return tuple(str(row[0]) for row in rows)
