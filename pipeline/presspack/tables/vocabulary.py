"""The closed lists that users see: schemas/vocabularies/*.csv, read once, and lookups that raise on unknown codes."""

import csv
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from presspack.base.errors import MissingFile, UnknownCode
from presspack.base.ids import digest
from presspack.tables.schema import SCHEMAS, TableSchema

VOCABULARIES = SCHEMAS / "vocabularies"
NUMBERS: Mapping[str, Callable[[str], object]] = {"integer": int, "number": float}


@lru_cache(maxsize=64)
def vocabulary_rows(file: str) -> tuple[dict[str, str | None], ...]:
    """Return the rows of schemas/vocabularies/<file>.csv, empty cells as null."""
    path = VOCABULARIES / f"{file}.csv"
    if not path.is_file():
        raise MissingFile(path, expected="a vocabulary as CSV with a header")
    return _read_csv_rows(path)


def _read_csv_rows(path: Path) -> tuple[dict[str, str | None], ...]:
    """Return the rows of a UTF-8 CSV file with a header, empty cells as null."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return tuple({key: value or None for key, value in row.items()} for row in csv.DictReader(handle))


def codes(name: str) -> frozenset[str]:
    """Return the codes of the vocabulary `name`."""
    return frozenset(str(row["code"]) for row in vocabulary_rows(name))


def _checked_code(name: str, code: str, *, where: str = "") -> str:
    """Return `code` if the vocabulary `name` has it; raise UnknownCode, naming `where`, if not."""
    if code not in codes(name):
        raise UnknownCode(name, code, where=where)
    return code


def typed_rows(file: str, schema: TableSchema) -> list[dict[str, object]]:
    """Return the rows of a vocabulary with the columns of `schema` in its order; missing columns are null.

    A file that people keep need not have a key column of its own: where it lacks the one of `schema`, the key is a
    digest of the row.
    """
    key, rows = schema.primary_key[0], []
    kinds = {field["name"]: field["type"] for field in schema.fields}
    for found in vocabulary_rows(file):
        row: dict[str, object] = {column: found.get(column) for column in schema.columns}
        row[key] = row[key] or schema.id_prefix + digest(*(value or "" for value in row.values()))
        rows.append({name: _typed(value, kinds[name]) for name, value in row.items()})
    return rows


def _typed(value: object, kind: str) -> object:
    """Return a cell as its column has it: text, unless the column holds numbers."""
    return NUMBERS[kind](str(value)) if kind in NUMBERS and value is not None else value
