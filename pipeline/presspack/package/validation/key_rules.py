"""The rules over several rows: unique values, primary, unique and foreign keys; joins and groups that can spill."""

from collections.abc import Mapping, Sequence, Set

import duckdb

from presspack.package.duckdb import one
from presspack.package.field_types import type_of
from presspack.package.findings import Collector
from presspack.package.table_views import Column, Table
from presspack.package.validation.cell_rules import constraints


def check_keys(
    table: Table,
    tables: Mapping[str, Table],
    connection: duckdb.DuckDBPyConnection,
    found: Collector,
    *,
    unread: Set[str] = frozenset(),
) -> None:
    """Count and locate what breaks the keys of a table; `tables` are those that foreign keys may refer to.

    What refers to an `unread` table is not judged: that the table was not read is a finding of its own.
    """
    resource = table.resource
    check = _Check(table, connection, found)
    key = check.columns(resource.primary_key, "primaryKey")
    if key:
        check.filled(key)
        check.once("primary-key", key)
    for column in table.columns:
        alone = resource.primary_key == [column.name]
        if constraints(column.field).get("unique") is True and not alone:
            check.once("unique", [column])
    for names in resource.unique_keys:
        if names != resource.primary_key and (columns := check.columns(names, "uniqueKeys")):
            check.once("unique-key", columns)
    for names, target, referred in resource.foreign_keys:
        if target in unread:
            continue
        check.refers(names, tables.get(target or resource.name), target or resource.name, referred)


class _Check:
    def __init__(self, table: Table, connection: duckdb.DuckDBPyConnection, found: Collector) -> None:
        self.table, self.connection, self.found = table, connection, found

    def columns(self, names: Sequence[str], what: str, *, of: Table | None = None) -> list[Column]:
        """Return the columns of a key; [] if one is lacking, which is a finding unless the data lack it."""
        table = of or self.table
        columns = [table.column(name) for name in names]
        known = {*(str(field.get("name")) for field in table.resource.fields), *(c.name for c in table.columns)}
        for name in names:
            if name not in known:
                message = f"{what} names {name!r}, which {table.resource.name!r} does not have"
                self.found.add("schema-reference", message, resource=self.table.resource.name, field=name)
        return [column for column in columns if column] if all(columns) else []

    def filled(self, key: Sequence[Column]) -> None:
        """Find rows in which a part of the primary key is missing."""
        broken, rows = " OR ".join(f"{column.cell} IS NULL" for column in key), f"({self.table.narrow(key)})"
        count = one(self.connection, f"SELECT count(*) FROM {rows} WHERE {broken}")[0]
        if count:
            self._report(
                "primary-key",
                key,
                count,
                f"SELECT _row, _line, {_shown(key)}, '' FROM {rows} WHERE {broken}",
                "a part of the primary key is missing",
            )

    def once(self, rule: str, key: Sequence[Column]) -> None:
        """Find rows that repeat the key of an earlier row; rows with a missing part are not compared."""
        values, table = ", ".join(column.value for column in key), f"({self.table.narrow(key)})"
        whole = " AND ".join(f"{column.value} IS NOT NULL" for column in key)
        groups = (
            f"SELECT {values}, count(*) AS n, min(_row) AS first FROM {table} WHERE {whole} "
            f"GROUP BY {values} HAVING count(*) > 1"
        )
        count = one(self.connection, f"SELECT coalesce(sum(n - 1), 0) FROM ({groups})")[0]
        if count:
            same = " AND ".join(f"t.{column.value} = g.{column.value}" for column in key)
            rows = (
                f"SELECT t._row, t._line, {_shown(key, 't.')}, concat('the same as row ', g.first) "
                f"FROM {table} t JOIN ({groups}) g ON {same} WHERE t._row <> g.first"
            )
            self._report(rule, key, int(count), rows, "the value occurs more than once")

    def refers(self, names: Sequence[str], target: Table | None, target_name: str, referred: Sequence[str]) -> None:
        """Find rows whose foreign key has no row to refer to; rows with a missing part are not compared."""
        label = ", ".join(names)
        if target is None:
            message = f"the foreign key refers to {target_name!r}, which is no resource of the package"
            self.found.add("foreign-key", message, resource=self.table.resource.name, field=label)
            return
        own, other = self.columns(names, "foreignKeys"), self.columns(referred, "foreignKeys", of=target)
        if len(names) != len(referred):
            message = f"the foreign key has {len(names)} fields and refers to {len(referred)}"
            self.found.add("schema-reference", message, resource=self.table.resource.name, field=label)
        if not own or len(own) != len(other):
            return
        same = " AND ".join(
            f"{_comparable('a', mine, its)} = {_comparable('b', its, mine)}"
            for mine, its in zip(own, other, strict=True)
        )
        whole = " AND ".join(f"a.{column.value} IS NOT NULL" for column in own)
        rows_a, rows_b = self.table.narrow(own), target.narrow(other)
        source = f"FROM ({rows_a}) a ANTI JOIN ({rows_b}) b ON {same} WHERE {whole}"
        count = one(self.connection, f"SELECT count(*) {source}")[0]
        if count:
            place = f"{target_name}({', '.join(referred)})"
            rows = f"SELECT a._row, a._line, {_shown(own, 'a.')}, '' {source}"
            self._report("foreign-key", own, count, rows, f"there is no such value in {place}")

    def _report(self, rule: str, key: Sequence[Column], count: int, rows: str, message: str) -> None:
        located = self.connection.execute(f"{rows} ORDER BY 1 LIMIT {self.found.limit}").fetchall()
        self.found.add_many(
            rule,
            message,
            resource=self.table.resource.name,
            field=", ".join(column.name for column in key),
            count=count,
            places=self.table.places(located),
        )


def _shown(key: Sequence[Column], prefix: str = "") -> str:
    cells = (f"coalesce({prefix}{column.cell}::VARCHAR, '')" for column in key)
    return f"concat_ws(', ', {', '.join(cells)})"


def _comparable(alias: str, column: Column, other: Column) -> str:
    """Return SQL for a value; numbers are compared exactly, values of fields of other, different types as text."""
    kinds, value = {type_of(column.field), type_of(other.field)}, f"{alias}.{column.value}"
    alike = len(kinds) == 1
    if kinds <= {"integer", "number"} and not (alike and column.wide == other.wide):
        return value if column.wide else f"number_key({value}::VARCHAR)"
    if kinds == {"datetime"} and column.wide != other.wide:
        return value if column.wide else f"datetime_key(strftime({value}, '%Y-%m-%dT%H:%M:%S.%f'))"
    return value if alike else f"{value}::VARCHAR"
