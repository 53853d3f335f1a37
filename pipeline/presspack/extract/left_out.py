"""Rows that something is wrong with, taken out of the rows of an article with the reason: no row stops a build."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from presspack.tables.parquet import Row
from presspack.tables.row_faults import Test, row_fault
from presspack.tables.schema import ForeignKey, TableSchema

Fault = tuple[str, str]  # a column, and what was expected there


@dataclass(frozen=True, slots=True)
class Judged:
    """A table and the tests that its rows must pass."""

    table: TableSchema
    tests: tuple[Test, ...]


Record = Callable[[str, Row, Fault], Row]  # the row of left_out for a table, a row of it and its fault
OFFSETS = ("", "number_", "indicator_", "when_", "speaker_", "cue_")
PERIODS = (("date_start", "date_end"), ("period_start", "period_end"), ("since", "until"))


def without_faulty(rows: Mapping[str, list[Row]], judged: Mapping[str, Judged], record: Record) -> list[Row]:
    """Take what is faulty out of `rows`, in place, and return the rows of left_out that `record` makes of it.

    A row goes with one that it cannot do without, and loses its reference to one that it can.
    """
    left_out: list[Row] = []
    schemas = {name: judged[name].table for name in rows}
    gone: dict[str, set[object]] = {name: set() for name in rows}
    for name in written_first(rows, schemas):
        seen: set[object] = set()
        kept: list[Row] = []
        vital = [key for key in broken_keys(schemas[name], gone) if set(key.fields) <= schemas[name].required]
        for row in rows[name]:
            fault = fault_of(row, judged[name], seen)
            if fault is not None:
                left_out.append(record(name, row, fault))
            elif not any(lost(row, key, name, gone) for key in vital):
                kept.append(row)
                continue
            gone[name].add(key_of(row, schemas[name]))
        gone[name] -= seen_in(kept, schemas[name])
        rows[name][:] = kept
    for name, members in rows.items():
        if broken := broken_keys(schemas[name], gone):
            members[:] = [with_known(row, broken, name, gone) for row in members]
    return left_out


def written_first(names: Iterable[str], schemas: Mapping[str, TableSchema]) -> list[str]:
    """Return `names` so that a table follows those that its rows refer to."""
    order: list[str] = []

    def add(name: str) -> None:
        for key in schemas[name].foreign_keys:
            if key.resource in wanted and key.resource not in order and key.resource != name:
                add(key.resource)
        if name not in order:
            order.append(name)

    wanted = list(names)
    for name in wanted:
        add(name)
    return order


def fault_of(row: Row, judged: Judged, seen: set[object]) -> Fault | None:
    """Return what is wrong with a row: a constraint of its table, a rule of rows, or a key in `seen`."""
    found = row_fault(row, judged.tests) or next(rule_faults(row), None)
    if found is not None:
        return found
    key = key_of(row, judged.table)
    if key in seen:
        return judged.table.primary_key[0], "a row of its own: the same words give one already"
    seen.add(key)
    return None


def rule_faults(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with a row that no single column shows: ends before starts, ranges with one end."""
    for prefix in OFFSETS:
        start, end = row.get(f"{prefix}start"), row.get(f"{prefix}end")
        if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
            yield f"{prefix}end", f"an end after the start, which is {start}"
    for first, last in PERIODS:
        start, end = row.get(first), row.get(last)
        if end is not None and (end < start[: len(end)] if start is not None else first != "since"):
            yield last, f"no end before the start, which is {start}"
    if "value_high" in row:
        low, high, is_range = row["value"], row["value_high"], row["modifier_code"] == "range"
        if is_range != (high is not None) or (high is not None and high <= low):
            yield "value_high", "an upper value above the value for a range, and for nothing else"


def key_of(row: Row, table: TableSchema) -> object:
    """Return the key of a row."""
    return tuple(row[column] for column in table.primary_key)


def seen_in(rows: Iterable[Row], table: TableSchema) -> set[object]:
    """Return the keys of `rows`."""
    return {key_of(row, table) for row in rows}


def broken_keys(table: TableSchema, gone: Mapping[str, set[object]]) -> list[ForeignKey]:
    """Return the references of a table to tables of which rows are gone, and to itself: of it some may go yet."""
    return [key for key in table.foreign_keys if not key.resource or gone.get(key.resource)]


def with_known(row: Row, keys: Iterable[ForeignKey], name: str, gone: Mapping[str, set[object]]) -> Row:
    """Return a row of the table `name` without those of its references `keys` that lead to rows that are gone."""
    nulls = {field: None for key in keys if lost(row, key, name, gone) for field in key.fields}
    return {**row, **nulls} if nulls else row


def lost(row: Row, key: ForeignKey, name: str, gone: Mapping[str, set[object]]) -> bool:
    """True when a row of the table `name` refers to one that is gone."""
    return tuple(row[field] for field in key.fields) in gone.get(key.resource or name, ())
