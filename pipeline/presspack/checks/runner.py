"""Rules asked in DuckDB: connections as the rules need them, and what breaks a rule, in a fixed order."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path

import duckdb

from presspack.base.errors import Violation
from presspack.base.spans import Span
from presspack.base.sql import literal, quoted
from presspack.checks.rules import Rule, constraint_rules
from presspack.config import Config
from presspack.tables.duckdb import connection
from presspack.tables.schema import DUCKDB, TableSchema, column_tests

KEPT_PER_RULE = 1000
SEVERITIES = ["error", "warning", "info"]


@contextmanager
def ready_for_rules(config: Config, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB as the rules need it."""
    with connection(config, spill) as con:
        con.execute(f"SET VARIABLE reported = {KEPT_PER_RULE}")
        con.create_function("words_at", words_at, ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT"], "VARCHAR")
        yield con


def words_at(text: str, media_type: str, start: int, end: int) -> str:
    """Return the words between two offsets of a decoded record, as a reader sees them."""
    from presspack.captures.rendering import rendered  # noqa: PLC0415 - a fifth of a second, for words that changed only

    return rendered(text, Span(start, end), media_type).text


def violations(con: duckdb.DuckDBPyConnection, tables: list[TableSchema], rules: list[Rule]) -> list[Violation]:
    """Return what breaks the constraints of the columns of `tables`, and `rules`."""
    constraints = [rule for table in tables if not _keeps_constraints(con, table) for rule in constraint_rules(table)]
    return [violation for rule in [*constraints, *rules] for violation in broken(con, rule)]


def broken(con: duckdb.DuckDBPyConnection, rule: Rule) -> list[Violation]:
    """Return the rows that break `rule`, in a fixed order, at most KEPT_PER_RULE of them."""
    rows = con.execute(
        f"SELECT table_name, row_id, field, value FROM ({rule.sql}) ORDER BY ALL LIMIT {KEPT_PER_RULE}"
    ).fetchall()
    return [Violation(str(t), str(r), str(f), str(v), rule.label, rule.severity) for t, r, f, v in rows]


def _keeps_constraints(con: duckdb.DuckDBPyConnection, table: TableSchema) -> bool:
    """Tell in one pass whether all rows of `table` keep to the constraints of its columns."""
    tests = [f"coalesce({test}, true)" for field in table.fields for test in column_tests(field).values()]
    broken_rows = f"SELECT 1 FROM {quoted([table.name])} WHERE NOT ({' AND '.join(tests) or 'true'}) LIMIT 1"
    return not con.execute(broken_rows).fetchall()


def shape_violations(con: duckdb.DuckDBPyConnection, table: TableSchema, path: Path) -> list[Violation]:
    """Return how the columns of a file differ from the schema of `table` in name, order or type."""
    rows = con.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})").fetchall()
    found = {name: kind for name, kind, *_ in rows}
    wanted = {field["name"]: DUCKDB[field["type"]] for field in table.fields}
    if list(found.items()) == list(wanted.items()):
        return []
    return [Violation(table.name, "all", "columns", str(found), f"columns of the schema: {wanted}")]


def merged(found: Iterable[Violation], *, kept: int = KEPT_PER_RULE) -> list[Violation]:
    """Return the first `kept` violations of each rule, errors first, of those that shards and corpus gave."""
    by_rule = groupby(sorted(found, key=lambda v: (v.rule, v.table, v.row, v.field, v.value)), key=lambda v: v.rule)
    first = [violation for _, of_rule in by_rule for violation in islice(of_rule, kept)]
    return sorted(first, key=lambda v: (SEVERITIES.index(v.severity), v.table, v.rule, v.row, v.field))
