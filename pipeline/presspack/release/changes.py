"""What changed since the release before, in words: counts of rows that came, went and were corrected."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from presspack.package.comparison.comparison import difference
from presspack.package.comparison.row_diff import TableDiff

# Of the tables that the page shows: what one row of each is, and what several are.
_TOLD = {
    "articles": ("record", "records"),
    "events": ("event", "events"),
    "statistics": ("figure", "figures"),
    "actors": ("actor", "actors"),
    "quotes": ("quote", "quotes"),
}
_COLUMNS_NAMED = 4


def since(old: Path, new: Path) -> dict[str, Any]:
    """Return version and changes from one package to another: {"version": "0.1.0", "lines": [[sign, text, ids]]}.

    Both are folders of packages as `publish` writes them; `ids` are the first rows that came or went.
    Raise MissingFile if one is missing, CheckFailed if a table of one cannot be read.
    """
    result = difference(old / "parquet", new / "parquet")
    by_name = {table.resource: table for table in result.tables}
    shown = [by_name[name] for name in _TOLD if name in by_name]
    return {
        "version": result.versions[0] or "before",
        "lines": [
            *(["+", _counted(table, table.added), _ids(table.added_keys)] for table in shown if table.added),
            *(["−", _counted(table, table.removed), _ids(table.removed_keys)] for table in shown if table.removed),
            *(["~", _corrected(table), []] for table in shown if table.changed),
        ],
    }


def _ids(keys: Iterable[str]) -> list[str]:
    """Return keys, which are told as JSON objects, as row ids are written: key|key."""
    return ["|".join(map(str, json.loads(key).values())) for key in keys]


def _counted(table: TableDiff, number: int) -> str:
    """Return "1 event", "3 events"."""
    return f"{number:,} {_TOLD[table.resource][number != 1]}"


def _corrected(table: TableDiff) -> str:
    """Return what was changed most: "5 events changed in place, date_start"."""
    ranked = sorted(
        ((count, name) for name, count in table.columns.items() if count), key=lambda one: (-one[0], one[1])
    )
    return f"{_counted(table, table.changed)} changed in {_listed(name for _, name in ranked)}"


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    more = [f"{len(listed) - _COLUMNS_NAMED} more columns"] if len(listed) > _COLUMNS_NAMED else []
    return ", ".join([*listed[:_COLUMNS_NAMED], *more])
