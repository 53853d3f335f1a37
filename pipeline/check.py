"""check: every table in DuckDB, every rule over them; an error stops the build.

Rules come from two places: those that a schema states (types, required, patterns, bounds, keys, references) are
derived from it; those across tables are SQL, one file each, in checks/. A rule is a query that returns the
offending rows as (table_name, row_id, field, value). The first line of a file in checks/ is
`-- <severity>: <what the rule says>`, severity being error, warning or info. A rule that reads from the schema `fresh`
is asked only of articles whose rows or text are others than when they last passed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.clean.rendering import rendered
from pipeline.config import Config
from pipeline.database import limit_memory, view, view_tables
from pipeline.errors import CheckFailed, ConfigError, Violation
from pipeline.metadata import Metadata
from pipeline.passed import make_fresh, remember
from pipeline.schema import DUCKDB, TableSchema, column_tests, literal, quoted
from pipeline.spans import Span

CHECKS = Path(__file__).with_name("checks")
HEAD = re.compile(r"-- (error|warning|info): (.+)")
KEPT_PER_RULE = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """A query that returns the rows which break it."""

    name: str
    severity: str
    says: str
    sql: str


def written_rules(folder: Path = CHECKS) -> Iterator[Rule]:
    """Yield the rules of checks/*.sql, by name. Raise ConfigError for a file without severity."""
    for path in sorted(folder.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        head = HEAD.match(text)
        if head is None:
            raise ConfigError(
                "first line",
                got=text.partition("\n")[0],
                expected="-- error|warning|info: what it says",
                where=path.name,
            )
        if "fresh." in text and head[1] != "error":
            raise ConfigError(
                "severity",
                got=head[1],
                expected="error, since `fresh` leaves out what was asked before, and with it what was only reported",
                where=path.name,
            )
        yield Rule(path.stem, head[1], head[2], text)


def constraint_rules(table: TableSchema) -> Iterator[Rule]:
    """Yield a rule per constraint that the schema of `table` states of a column."""
    for field in table.fields:
        for says, test in column_tests(field).items():
            sql = offending(table, [field["name"]], f"NOT coalesce({test}, true)", filled=False)
            yield Rule(f"{table.name}.{says.split()[0]}.{field['name']}", "error", says, sql)


def key_rules(table: TableSchema) -> Iterator[Rule]:
    """Yield a rule per key and reference that the schema of `table` states."""
    name = quoted([table.name])
    for key in [table.primary_key, *table.unique_keys]:
        columns = quoted(key)
        repeated = f"SELECT ({columns}) FROM {name} GROUP BY {columns} HAVING count(*) > 1"
        sql = offending(table, key, f"({columns}) IN ({repeated})")
        yield Rule(f"{table.name}.unique.{'+'.join(key)}", "error", f"{'+'.join(key)} is unique", sql)
    for reference in table.foreign_keys:
        columns, target = quoted(reference.fields), reference.resource or table.name
        known = f"SELECT ({quoted(reference.referenced)}) FROM {quoted([target])}"
        sql = offending(table, list(reference.fields), f"({columns}) NOT IN ({known})")
        says = f"stands in {target}.{'+'.join(reference.referenced)}"
        yield Rule(f"{table.name}.reference.{'+'.join(reference.fields)}", "error", says, sql)


def offending(table: TableSchema, fields: list[str], condition: str, *, filled: bool = True) -> str:
    """Return a query for the rows of `table` that meet `condition` and, if `filled`, give all of `fields`."""
    conditions = [f"{quoted([field])} IS NOT NULL" for field in fields if filled] + [condition]
    return f"""SELECT {literal(table.name)} AS table_name, {row_id(table)} AS row_id,
        {literal("+".join(fields))} AS field, concat_ws(', ', {quoted(fields)}) AS value
        FROM {quoted([table.name])} WHERE {" AND ".join(conditions)}"""


def row_id(table: TableSchema) -> str:
    """Return an SQL expression that names a row of `table` by its primary key."""
    return f"concat_ws(', ', {quoted(table.primary_key)})"


def broken(con: duckdb.DuckDBPyConnection, rule: Rule) -> list[Violation]:
    """Return the rows that break `rule`, in a fixed order, at most KEPT_PER_RULE of them."""
    rows = con.execute(
        f"SELECT table_name, row_id, field, value FROM ({rule.sql}) ORDER BY ALL LIMIT {KEPT_PER_RULE}"
    ).fetchall()
    return [
        Violation(str(t), str(r), str(f), str(v), f"{rule.name}: {rule.says}", rule.severity) for t, r, f, v in rows
    ]


def words_at(text: str, media_type: str, start: int, end: int) -> str:
    """Return the words between two offsets of a decoded record, as a reader sees them."""
    return rendered(text, Span(start, end), media_type).text


def shape_violations(con: duckdb.DuckDBPyConnection, table: TableSchema) -> list[Violation]:
    """Return how the columns of `table` differ from its schema in name, order or type; of such a table ask no more."""
    found = {name: kind for name, kind, *_ in con.execute(f"DESCRIBE {quoted([table.name])}").fetchall()}
    wanted = {field["name"]: DUCKDB[field["type"]] for field in table.fields}
    if list(found.items()) == list(wanted.items()):
        return []
    return [Violation(table.name, "all", "columns", str(found), f"columns of the schema: {wanted}")]


def keeps_constraints(con: duckdb.DuckDBPyConnection, table: TableSchema) -> bool:
    """Tell in one pass whether all rows of `table` keep to the constraints of its columns."""
    tests = [f"coalesce({test}, true)" for field in table.fields for test in column_tests(field).values()]
    broken_rows = f"SELECT 1 FROM {quoted([table.name])} WHERE NOT ({' AND '.join(tests) or 'true'}) LIMIT 1"
    return not con.execute(broken_rows).fetchall()


def violations(con: duckdb.DuckDBPyConnection, metadata: Metadata) -> list[Violation]:
    """Return everything that is wrong with the loaded tables, errors first."""
    found: list[Violation] = []
    tables = metadata.schemas.values()
    found += [violation for table in tables for violation in shape_violations(con, table)]
    if found:
        return found
    for table in tables:
        for rule in [*(() if keeps_constraints(con, table) else constraint_rules(table)), *key_rules(table)]:
            found += broken(con, rule)
    for rule in written_rules():
        found += broken(con, rule)
    return sorted(
        found, key=lambda v: (["error", "warning", "info"].index(v.severity), v.table, v.rule, v.row, v.field)
    )


def report_lines(found: list[Violation]) -> str:
    """Return the report on `found`: a count per severity, then a line per violation."""
    counts = {severity: sum(v.severity == severity for v in found) for severity in ("error", "warning", "info")}
    return "\n".join([", ".join(f"{severity}: {count}" for severity, count in counts.items()), *map(str, found)])


def report_json(found: list[Violation]) -> str:
    """Return the report as JSON: the number of violations per rule, and the violations."""
    rules: dict[str, dict[str, object]] = {}
    for violation in found:
        rules.setdefault(violation.rule, {"severity": violation.severity, "violations": []})["violations"].append(  # type: ignore[attr-defined]
            {"table": violation.table, "row": violation.row, "field": violation.field, "value": violation.value}
        )
    return json.dumps(rules, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def run(
    tables: Path,
    catalogue: list[Path],
    texts: list[Path],
    passed: Path,
    output: Path,
    *,
    config: Config,
    metadata: Metadata,
) -> str:
    """Check `tables`, write report.json into the folder `output`, and return the report as lines.

    The file `passed` tells which articles the last check passed, and is renewed. Raise CheckFailed, with nothing
    written, if a rule of severity error is broken.
    """
    output.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        limit_memory(con, config, output / "spill")
        view_tables(con, tables, metadata)
        view(con, "catalogue", catalogue)
        view(con, "texts", texts)
        con.create_function("words_at", words_at, ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT"], "VARCHAR")
        make_fresh(con, metadata.schemas, passed)
        found = violations(con, metadata)
        if any(v.severity == "error" for v in found):
            raise CheckFailed(found, shown=len(found))
        remember(con, passed)
    (output / "report.json").write_text(report_json(found), encoding="utf-8")
    return report_lines(found)
