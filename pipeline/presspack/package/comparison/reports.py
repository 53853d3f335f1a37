"""The difference of two releases for people and machines: text, Markdown, JSON."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from presspack.base.text_cleaning import json_text, log_line
from presspack.base.text_cleaning import markdown as plain
from presspack.package.comparison.descriptor_changes import ADDITIVE, BREAKING, EDITORIAL, Change
from presspack.package.comparison.result import Difference
from presspack.package.comparison.row_diff import TableDiff

SHOWN = 160


def headline(result: Difference) -> str:
    """Return one line: the versions, the step and the version that is due."""
    old, new = (version or "unversioned" for version in result.versions)
    due = f", so {result.wanted} is due" if result.wanted and result.step != "none" else ""
    enough = "" if result.version_suffices() else f"; {new} is too small"
    return f"{old} -> {new}: {result.step}{due}{enough}"


def text(result: Difference) -> str:
    """Return the difference for a terminal."""
    lines = [headline(result)]
    for kind in (BREAKING, ADDITIVE, EDITORIAL):
        lines += [f"  {kind}: {change_line(change)}" for change in result.changes if change.kind == kind]
    for table in changed_tables(result):
        lines.append(f"  {table.resource}: {counts_line(table)}")
        lines += [f"    {line}" for line in _details(table)]
    return "\n".join(map(log_line, lines)) + "\n"


def changed_tables(result: Difference) -> list[TableDiff]:
    """Return the tables of which there is something to say."""
    return [table for table in result.tables if table.added or table.removed or table.changed or table.note]


def counts_line(table: TableDiff) -> str:
    """Return how many rows came, went and changed: "3 -> 4 rows: 1 added, 0 removed, 2 changed"."""
    if not (table.added or table.removed or table.changed):
        return f"{table.rows[1]:,} rows, none changed"
    removed = f"{table.removed:,} removed" + (
        f" ({table.referenced:,} of them referred to)" if table.referenced else ""
    )
    rows = f"{table.rows[0]:,} -> {table.rows[1]:,} rows"
    return f"{rows}: {table.added:,} added, {removed}, {table.changed:,} changed"


def _details(table: TableDiff) -> Iterator[str]:
    if table.note:
        yield table.note
    both = table.rows[1] - table.added
    for name, count in table.columns.items():
        if count:
            yield f"{name}: {count:,} cell{'s' if count != 1 else ''} changed ({count / both:.1%} of rows in both)"
    yield from (f"- {key}" for key in table.removed_keys)
    yield from (f"+ {key}" for key in table.added_keys)
    for cell in table.sample:
        yield f"~ {cell.key} {cell.field}: {_value(cell.old)} -> {_value(cell.new)}"


def change_line(change: Change) -> str:
    """Return one change in words: 'events.kind: enum: ["a"] -> ["a", "b"]'."""
    place = ".".join(part for part in (change.resource, change.field) if part)
    values = "" if change.old is None and change.new is None else f": {_value(change.old)} -> {_value(change.new)}"
    return f"{place}: {change.what}{values}" if place else f"{change.what}{values}"


def _value(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"


def markdown(result: Difference) -> str:
    """Return the difference as Markdown, for a changelog or a CI summary."""
    lines = [f"## {plain(headline(result))}", ""]
    if result.changes:
        lines += ["| class | where | what | old | new |", "| --- | --- | --- | --- | --- |"]
    for change in sorted(result.changes, key=lambda item: (BREAKING, ADDITIVE, EDITORIAL).index(item.kind)):
        place = ".".join(part for part in (change.resource, change.field) if part) or "package"
        values = [_value(value) if value is not None else "" for value in (change.old, change.new)]
        lines.append("| " + " | ".join(plain(cell) for cell in (change.kind, place, change.what, *values)) + " |")
    tables = changed_tables(result)
    if tables:
        lines += ["", "| table | rows before | rows now | added | removed | changed | columns changed |"]
        lines += ["| --- | ---: | ---: | ---: | ---: | ---: | --- |"]
    for table in tables:
        columns = ", ".join(f"{name} {count:,}" for name, count in table.columns.items() if count)
        numbers = (*table.rows, table.added, table.removed, table.changed)
        row = (plain(table.resource), *(f"{n:,}" for n in numbers), plain(columns))
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def as_json(result: Difference) -> str:
    """Return the difference as JSON; change rates are of the rows that are in both releases."""
    tables = []
    for table in result.tables:
        both = table.rows[1] - table.added
        rates = {name: round(count / both, 6) if both else 0.0 for name, count in table.columns.items()}
        tables.append({**asdict(table), "columns": dict(table.columns), "rates": rates})
    document = {
        "versions": {"old": result.versions[0], "new": result.versions[1], "due": result.wanted},
        "step": result.step,
        "version_suffices": result.version_suffices(),
        "changes": [asdict(change) for change in result.changes],
        "tables": tables,
    }
    return json_text(json.loads(json.dumps(document, default=str)), indent=2) + "\n"


FORMATS: dict[str, Callable[[Difference], str]] = {"text": text, "json": as_json, "markdown": markdown}
