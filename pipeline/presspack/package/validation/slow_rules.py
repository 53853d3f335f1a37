"""Rules that SQL cannot decide (look-around, back-references, jsonSchema): Python, in a process of limited time."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
from jsonschema.exceptions import SchemaError

from presspack.package.findings import Collector
from presspack.package.table_views import Column, Table
from presspack.package.validation.slow_worker import UNUSABLE, judge
from presspack.package.validation.slow_worker import __file__ as worker

SECONDS = 20.0
BATCH = 10_000


@dataclass(frozen=True, slots=True)
class SlowRule:
    """A rule on one field that is decided by Python: `argument` is the pattern or the JSON Schema."""

    rule: str
    column: Column
    argument: str
    message: str


@dataclass(frozen=True, slots=True)
class SlowCheck:
    """Runs slow rules over the distinct values of a column."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    found: Collector
    seconds: float = SECONDS

    def run(self, table: Table, rule: SlowRule) -> None:
        """Count and locate the violations of a rule; a rule that cannot be decided is a finding itself."""
        fault = unusable(rule)
        if fault:
            self._fault("unusable-pattern", fault, table, rule)
            return
        # files, since a pattern may be longer than a command line takes, and hold what none can
        names = ("rule.json", "values.jsonl", "broken.jsonl")
        stated, values, broken = (self.folder / name for name in names)
        stated.write_text(json.dumps([rule.rule, rule.argument]), encoding="utf-8")
        cell = f"{rule.column.cell}::VARCHAR"
        self._write_values(f"SELECT DISTINCT {cell} FROM {table.view} WHERE k{rule.column.number}", values)
        # -P: or else modules beside the program would stand before the standard library's of the same name
        command = [sys.executable, "-P", worker, str(stated), str(values), str(broken)]
        try:
            done = subprocess.run(command, timeout=self.seconds, check=False, capture_output=True)
        except subprocess.TimeoutExpired:
            self._fault("pattern-timeout", f"not decided within {self.seconds:g} s: {rule.argument}", table, rule)
            return
        if done.returncode == UNUSABLE:
            self._fault("unusable-pattern", done.stderr.decode(errors="replace").strip(), table, rule)
            return
        if done.returncode:
            raise RuntimeError(f"the process for slow rules failed: {done.stderr.decode(errors='replace')[-500:]}")
        self._locate(table, rule, broken)

    def _fault(self, name: str, message: str, table: Table, rule: SlowRule) -> None:
        self.found.add(name, message, resource=table.resource.name, field=rule.column.name)

    def _write_values(self, sql: str, target: Path) -> None:
        cursor = self.connection.execute(sql)
        with target.open("w", encoding="utf-8") as file:
            while rows := cursor.fetchmany(BATCH):
                file.writelines(json.dumps(row[0]) + "\n" for row in rows)

    def _locate(self, table: Table, rule: SlowRule, broken: Path) -> None:
        if not broken.stat().st_size:
            return
        cell = f"{rule.column.cell}::VARCHAR"
        listed = f"read_json('{broken}', columns = {{'value': 'VARCHAR'}}, format = 'newline_delimited')"
        source = f"FROM {table.view} SEMI JOIN {listed} b ON b.value = {cell}"
        count = self.connection.execute(f"SELECT count(*) {source}").fetchall()[0][0]
        rows = self.connection.execute(
            f"SELECT _row, _line, {cell}, '' {source} ORDER BY _row LIMIT {self.found.limit}"
        ).fetchall()
        name, field = table.resource.name, rule.column.name
        self.found.add_many(rule.rule, rule.message, resource=name, field=field, count=count, places=table.places(rows))


def unusable(rule: SlowRule) -> str:
    """Return why a pattern or a JSON Schema cannot be used at all; "" if it can."""
    try:
        judge(rule.rule, rule.argument)
    except (re.error, OverflowError, RecursionError) as error:
        return f"not a regular expression: {error}"
    except SchemaError as error:
        return f"not a JSON Schema: {error.message}"
    return ""
