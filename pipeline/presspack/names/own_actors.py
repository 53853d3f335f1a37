"""A user's own rows of the authority file, read with every fault named by line and column."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from presspack.base.csv_files import csv_rows, placed
from presspack.base.errors import MissingFile, RawInputError
from presspack.tables.row_faults import Test, row_tests
from presspack.tables.schema import schema
from presspack.tables.vocabulary import codes

NEEDED = ("actor_id", "name", "actor_type_code")
ALIASES = "aliases"  # names of the actor, separated by "|"


def own_actors(path: Path) -> list[dict[str, str]]:
    """Return the rows of a user's CSV of actors. Raise RawInputError, naming every fault, for one that is none.

    Columns are those of the table `authority_actors`, of which an id, a name and a type are needed, and `aliases`.
    """
    if not path.is_file():
        raise MissingFile(path, expected="a CSV file of actors")
    header, rows = csv_rows(path)
    table = schema("authority_actors")
    allowed = [*table.columns, ALIASES]
    faults = [f"line 1: column {name!r} is missing" for name in NEEDED if name not in header]
    faults += [
        f"{placed(header, 1, name)}: column {name!r} is not one of {', '.join(allowed)}"
        for name in header
        if name not in allowed
    ]
    tests, seen = [test for test in row_tests(table) if test[0] in header], set[str]()
    for line, row in rows:
        faults += [
            f"{placed(header, line, column)}: {column} is {row[column]!r}, expected {expected}"
            for column, expected in _row_faults(row, tests, seen)
        ]
        seen.add(row.get("actor_id", ""))
    if faults:
        raise RawInputError("\n".join(f"{path}, {fault}" for fault in faults))
    return [{name: cell.strip() for name, cell in row.items()} for _, row in rows]


def _row_faults(row: Mapping[str, str], tests: list[Test], seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a row that something is wrong with, and what is expected there."""
    told = set()
    for column, expected, holds in tests:
        if column not in told and not holds(row[column].strip() or None):
            told.add(column)
            yield column, expected
    kind = row.get("actor_type_code", "")
    if kind and kind not in codes("actor_types"):
        yield "actor_type_code", f"one of {', '.join(sorted(codes('actor_types')))}"
    if row.get("actor_id") in seen and "actor_id" in row:
        yield "actor_id", "another id than that of a row before"
