r"""What people correct by hand: `raw/corrections.csv` with the columns table, row_id, column, value, reason.

| to | write |
| --- | --- |
| rename an actor | `actors, nur-otan, name, Amanat` |
| retype an actor | `actors, nur-otan, type_code, party` |
| merge two actors | `actors, the-other-id, actor_id, the-id-to-keep` |
| reject an actor | `actors, no-actor, actor_id,` (an empty value) |
| split an actor | `mentions, <mention id>, actor_id, the-right-id`, one row for each mention to move |
| reject or change any row | `events, <event id>, event_id,` or `events, <event id>, type_code, APPOINT` |
| change one participant | `event_participants, <event id>\|<participant>, actor_id, the-right-id` |
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from presspack.base.csv_files import csv_rows, placed
from presspack.base.errors import CheckFailed, RawInputError, Violation
from presspack.resolve.actors import Link, Resolution, ResolvedActor

COLUMNS = ("table", "row_id", "column", "value", "reason")
ACTOR_COLUMNS = frozenset({"actor_id", "name", "type_code", "country_code", "description", "wikidata_id"})
REQUIRED = frozenset({"actor_id", "name", "type_code"})
RULE, SCORE = "correction", 1.0


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the corrections: which cell becomes what, and why. An empty value of a key rejects the row."""

    table: str
    row_id: str
    column: str
    value: str
    reason: str
    line: int = 0


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the corrections of a file, in its order; none if there is no file.

    Raise RawInputError for other columns than COLUMNS, or for every row without a reason or for a cell of another row.
    """
    if not path.is_file():
        return ()
    header, rows = csv_rows(path)
    if tuple(header) != COLUMNS:
        raise RawInputError(f"{path}, line 1: columns are {header}, expected {', '.join(COLUMNS)}")
    found = tuple(Correction(**{name: row[name].strip() for name in COLUMNS}, line=line) for line, row in rows)
    faults, seen = [], set[tuple[str, str, str]]()
    for row in found:
        cell = (row.table, row.row_id, row.column)
        if not row.reason:
            told = "a correction needs a reason; say who decided and on what ground"
            faults.append(f"{placed(COLUMNS, row.line, 'reason')}: {told}")
        if cell in seen:
            faults.append(f"line {row.line}: {' '.join(cell)} is corrected twice")
        seen.add(cell)
    if faults:
        raise RawInputError("\n".join(f"{path}, {fault}" for fault in faults))
    return found


def check_columns(corrections: Iterable[Correction], columns: Mapping[str, Collection[str]]) -> None:
    """Raise CheckFailed that lists every correction of a table or column that does not exist.

    `columns` gives, for each table, the names of its columns.
    """
    violations = []
    for row in corrections:
        if row.table not in columns:
            rule = f"is no table; tables are {', '.join(sorted(columns))}"
            violations.append(_violation(row, "table", row.table, rule))
        elif row.column not in columns[row.table]:
            rule = f"is no column of {row.table}; its columns are {', '.join(columns[row.table])}"
            violations.append(_violation(row, "column", row.column, rule))
    if violations:
        raise CheckFailed(violations)


def check_rows(corrections: Iterable[Correction], ids: Mapping[str, Collection[str]]) -> None:
    """Raise CheckFailed that lists every correction of a row that is not in `ids`, the row ids of each table."""
    violations = [
        _violation(row, "row_id", row.row_id, f"is no row of {row.table}")
        for row in corrections
        if row.row_id not in ids[row.table]
    ]
    if violations:
        raise CheckFailed(violations)


def _violation(row: Correction, field: str, value: str, rule: str) -> Violation:
    return Violation("corrections", f"line {row.line}" if row.line else row.row_id, field, value, rule)


def corrected_actors(found: Resolution, corrections: Iterable[Correction]) -> Resolution:
    """Return the resolution with the corrections of the table `actors` applied: rename, retype, merge, reject.

    Links to a merged actor lead to the one that is kept; those to a rejected actor are gone. Raise CheckFailed for an
    unknown actor, an unknown column, or an empty value where one is required.
    """
    rows = [row for row in corrections if row.table == "actors"]
    actors = {actor.actor_id: actor for actor in found.actors}
    _check_actors(rows, actors)
    moved = _moves(rows)
    for row in rows:
        if row.column != "actor_id":
            actors[row.row_id] = _with(actors[row.row_id], row.column, row.value or None)
    kept = {key: actor for key, actor in actors.items() if key not in moved}
    links = {key: link for key, old in found.links.items() if (link := _moved_link(old, moved)) is not None}
    same_as = {old: moved.get(new) or new for old, new in found.same_as.items() if moved.get(new, new)}
    same_as |= {old: new for old, new in moved.items() if new}
    doubts = tuple(d for d in found.doubts if d.actor_id in kept and d.other_id in kept)
    ordered = tuple(kept[key] for key in sorted(kept))
    gone = tuple(sorted({*found.gone, *(old for old, new in moved.items() if not new)}))
    return Resolution(links, ordered, doubts, dict(sorted(same_as.items())), gone)


def _with(actor: ResolvedActor, column: str, value: str | None) -> ResolvedActor:
    values = {name: getattr(actor, name) for name in ResolvedActor.__slots__} | {column: value}
    return ResolvedActor(**values)


def _check_actors(rows: list[Correction], actors: Mapping[str, ResolvedActor]) -> None:
    check_columns(rows, {"actors": ACTOR_COLUMNS})
    check_rows(rows, {"actors": actors})
    violations = [
        _violation(row, row.column, row.value, "the actor to merge into does not exist")
        for row in rows
        if row.column == "actor_id" and row.value and row.value not in actors
    ]
    violations += [
        _violation(row, row.column, row.value, "must not be empty")
        for row in rows
        if row.column in REQUIRED - {"actor_id"} and not row.value
    ]
    if violations:
        raise CheckFailed(violations)


def _moves(rows: list[Correction]) -> dict[str, str]:
    """Return old id -> id at the end of a chain of merges, "" for a rejected actor. Raise CheckFailed for a circle."""
    steps = {row.row_id: row.value for row in rows if row.column == "actor_id"}
    ends = {}
    for start, first in steps.items():
        seen, end = {start}, first
        while end in steps:
            if end in seen:
                raise CheckFailed([Violation("corrections", start, "actor_id", end, "merges go round in a circle")])
            seen.add(end)
            end = steps[end]
        ends[start] = end
    return ends


def _moved_link(link: Link, moved: Mapping[str, str]) -> Link | None:
    if link.actor_id not in moved:
        return link
    return replace(link, actor_id=moved[link.actor_id], rule=RULE, score=SCORE) if moved[link.actor_id] else None
