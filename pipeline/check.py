"""check: every table into DuckDB with its keys, every rule over them; an error stops the build.

Rules come from two places: those that a schema states (types, required, patterns, bounds, keys, references) are
derived from it; those across tables are SQL, one file each, in checks/. A rule is a query that returns the
offending rows as (table_name, row_id, field, value). The first line of a file in checks/ is
`-- <severity>: <what the rule says>`, severity being error, warning or info.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow

from pipeline.clean.rendering import rendered
from pipeline.config import Config
from pipeline.errors import CheckFailed, ConfigError, Violation
from pipeline.metadata import Metadata
from pipeline.schema import TableSchema, literal, quoted
from pipeline.spans import Span
from pipeline.tables import violations_of

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
        yield Rule(path.stem, head[1], head[2], text)


def derived_rules(table: TableSchema) -> Iterator[Rule]:
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


def offending(table: TableSchema, fields: list[str], condition: str) -> str:
    """Return a query for the rows of `table` whose `fields` are all given and meet `condition`."""
    filled = " AND ".join(f"{quoted([field])} IS NOT NULL" for field in fields)
    return f"""SELECT {literal(table.name)} AS table_name, {row_id(table)} AS row_id,
        {literal("+".join(fields))} AS field, concat_ws(', ', {quoted(fields)}) AS value
        FROM {quoted([table.name])} WHERE {filled} AND {condition}"""


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


def load(con: duckdb.DuckDBPyConnection, tables: Path, metadata: Metadata) -> None:
    """Make a view of every table under the name it is published by."""
    for name in metadata.schemas:
        con.execute(
            f"CREATE VIEW {quoted([name])} AS SELECT * FROM read_parquet({literal(tables / f'{name}.parquet')})"
        )


def words_at(text: str, media_type: str, start: int, end: int) -> str:
    """Return the words between two offsets of a decoded record, as a reader sees them."""
    return rendered(text, Span(start, end), media_type).text


def schema_violations(con: duckdb.DuckDBPyConnection, table: TableSchema) -> list[Violation]:
    """Return what Pandera finds wrong with the rows of `table`, batch by batch."""
    found: list[Violation] = []
    order = quoted(table.primary_key)
    reader = con.sql(f"SELECT * FROM {quoted([table.name])} ORDER BY {order}").to_arrow_reader(100_000)
    for batch in reader:
        found += violations_of(pyarrow.Table.from_batches([batch]), table)
    return found


def violations(con: duckdb.DuckDBPyConnection, metadata: Metadata) -> list[Violation]:
    """Return everything that is wrong with the loaded tables, errors first."""
    found: list[Violation] = []
    for table in metadata.schemas.values():
        found += schema_violations(con, table)
        for rule in derived_rules(table):
            found += broken(con, rule)
    for rule in written_rules():
        found += broken(con, rule)
    return sorted(
        found, key=lambda v: (["error", "warning", "info"].index(v.severity), v.table, v.rule, v.row, v.field)
    )


def fill_database(con: duckdb.DuckDBPyConnection, tables: Path, metadata: Metadata) -> None:
    """Create the tables with their keys and checks and fill them, parents before children."""
    for name, table in metadata.schemas.items():
        con.execute(table.ddl())
        con.execute(f"INSERT INTO {quoted([name])} SELECT * FROM read_parquet({literal(tables / f'{name}.parquet')})")


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
    tables: Path, catalogue: list[Path], texts: list[Path], output: Path, *, config: Config, metadata: Metadata
) -> str:
    """Check `tables`, write checked.duckdb and report.json into the folder `output`, and return the report as lines.

    Raise CheckFailed, with nothing written, if a rule of severity error is broken.
    """
    output.mkdir(parents=True, exist_ok=True)
    database = output / "checked.duckdb"
    database.unlink(missing_ok=True)
    with duckdb.connect() as con:
        limit_memory(con, config, output)
        load(con, tables, metadata)
        con.execute(f"CREATE VIEW catalogue AS SELECT * FROM read_parquet({list(map(str, catalogue))!r})")
        con.execute(f"CREATE VIEW texts AS SELECT * FROM read_parquet({list(map(str, texts))!r})")
        con.create_function("words_at", words_at, ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT"], "VARCHAR")
        found = violations(con, metadata)
    if any(v.severity == "error" for v in found):
        raise CheckFailed(found, shown=len(found))
    with duckdb.connect(str(database)) as con:
        limit_memory(con, config, output)
        fill_database(con, tables, metadata)
    (output / "report.json").write_text(report_json(found), encoding="utf-8")
    return report_lines(found)


def limit_memory(con: duckdb.DuckDBPyConnection, config: Config, spill: Path) -> None:
    """Let DuckDB use as much memory as configured, and spill to the folder `spill` beyond that."""
    con.execute(f"SET memory_limit = {literal(config.check.memory_limit)}")
    con.execute(f"SET temp_directory = {literal(spill / 'spill')}")
