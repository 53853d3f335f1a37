"""A small JSON file that keeps what was computed from run to run; one that cannot be read keeps nothing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from presspack.tables.parquet import part_of, put


def kept_values(path: Path | None, kinds: tuple[type, ...]) -> dict[str, tuple[Any, ...]]:
    """Return the rows that the file `path` keeps, by key: only those that have values of the types `kinds`."""
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    rows = found.items() if isinstance(found, dict) else ()
    return {key: tuple(row) for key, row in rows if isinstance(row, list) and tuple(map(type, row)) == kinds}


def keep_values(path: Path, rows: Mapping[str, tuple[Any, ...]]) -> None:
    """Let the file `path` keep `rows` and nothing else, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part_of(path).write_text(json.dumps(rows), encoding="utf-8")
    put(path)
