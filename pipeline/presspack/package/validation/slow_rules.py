"""Rules that SQL cannot decide (look-around, back-references, jsonSchema): Python, in a process of limited time."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic

import duckdb

from presspack.package.findings import Collector
from presspack.package.table_views import Column, Table

# run as a program
WORKER = Path(__file__).with_name("slow_worker.py")
# seconds for one rule, and those that all rules together may spend without coming to an end
SECONDS = 20.0
LOST = 30.0
BATCH = 10_000
# characters of a pattern that a message shows
SHOWN = 120


@dataclass(frozen=True, slots=True)
class SlowRule:
    """A rule on one field that is decided by Python: `argument` is the pattern or the JSON Schema."""

    rule: str
    column: Column
    argument: str
    message: str


@dataclass(slots=True)
class SlowCheck:
    """Runs slow rules over the distinct values of a column."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    found: Collector
    seconds: float = SECONDS
    lost: float = field(default=0.0)

    def run(self, table: Table, rules: Sequence[SlowRule]) -> None:
        """Count and locate the violations of a table's rules; one that cannot be decided is a finding itself."""
        waiting = list(rules)
        while waiting:
            done = self._judged(table, waiting)
            waiting = waiting[done:]

    def _judged(self, table: Table, rules: Sequence[SlowRule]) -> int:
        """Judge rules in one process up to the first that takes too long; return how many are settled."""
        allowed = min(self.seconds, LOST - self.lost)
        if allowed <= 0:
            for rule in rules:
                self._fault("pattern-timeout", "not tried: other rules took all the time there is", table, rule)
            return len(rules)
        stated = self.folder / "rules.json"
        listed = [[rule.rule, rule.argument, *self._files(table, rule, n)] for n, rule in enumerate(rules)]
        # a file, since a pattern may be longer than a command line takes, and hold what none can
        stated.write_text(json.dumps(listed), encoding="utf-8")
        answers, late = _answers(stated, allowed)
        for rule, answer, (_, _, _, broken) in zip(rules, answers, listed, strict=False):
            if answer:
                self._fault("unusable-pattern", answer, table, rule)
            else:
                self._locate(table, rule, Path(broken))
        if not late:
            return len(answers)
        self.lost += allowed
        rule = rules[len(answers)]
        shown = rule.argument if len(rule.argument) <= SHOWN else rule.argument[: SHOWN - 1] + "…"
        self._fault("pattern-timeout", f"not decided within {allowed:g} s: {shown}", table, rule)
        return len(answers) + 1

    def _files(self, table: Table, rule: SlowRule, number: int) -> tuple[str, str]:
        """Write the values that a rule is asked about; return that file and the one for those that break it."""
        values = self.folder / f"values_{rule.column.number}.jsonl"
        if number == 0 or not values.exists():
            cell = f"{rule.column.cell}::VARCHAR"
            rows = table.narrow([rule.column])
            self._write_values(f"SELECT DISTINCT {cell} FROM ({rows}) WHERE k{rule.column.number}", values)
        return str(values), str(self.folder / f"broken_{number}.jsonl")

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
        source = f"FROM ({table.narrow([rule.column])}) t SEMI JOIN {listed} b ON b.value = {cell}"
        count = self.connection.execute(f"SELECT count(*) {source}").fetchall()[0][0]
        rows = self.connection.execute(
            f"SELECT _row, _line, {cell}, '' {source} ORDER BY _row LIMIT {self.found.limit}"
        ).fetchall()
        name, field = table.resource.name, rule.column.name
        self.found.add_many(rule.rule, rule.message, resource=name, field=field, count=count, places=table.places(rows))


def _answers(stated: Path, seconds: float) -> tuple[list[str], bool]:
    """Return why each rule could not be applied, "" for one that was, and whether the rule behind them took too long.

    The process is ended if it is silent for that many seconds.
    """
    # -P: or else modules beside the program would stand before the standard library's of the same name
    command = [sys.executable, "-P", str(WORKER), str(stated)]
    answers: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        reader = _LineReader(process)
        while (line := reader.line(monotonic() + seconds)) is not None:
            if line == b"":
                break
            answers.append(str(json.loads(line)))
        late = line is None
        if late:
            process.kill()
            return answers, True
        errors = process.stderr.read() if process.stderr else b""
    if process.returncode:
        raise RuntimeError(f"the process for slow rules failed: {errors.decode(errors='replace')[-500:]}")
    return answers, False


class _LineReader:
    """Lines of a process, each waited for until a moment."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.lines: Queue[bytes] = Queue()
        Thread(target=self._pump, args=(process,), daemon=True).start()

    def _pump(self, process: "subprocess.Popen[bytes]") -> None:
        if process.stdout:
            for line in process.stdout:
                self.lines.put(line)
        self.lines.put(b"")

    def line(self, until: float) -> bytes | None:
        """Return the next line, b"" at the end, None if none comes in time."""
        try:
            return self.lines.get(timeout=max(0.0, until - monotonic()))
        except Empty:
            return None
