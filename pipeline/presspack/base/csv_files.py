"""CSV files of people: UTF-8 with or without a mark, cells of any length, and every fault with its line."""

import csv
from collections.abc import Sequence
from pathlib import Path

from presspack.base.errors import RawInputError

LONGEST_CELL = 2**26  # bytes; Python's own limit of 128 KB is less than a text may have


def placed(header: Sequence[str], line: int, column: str) -> str:
    """Return where a cell stands: placed(["file", "url"], 3, "url") -> "line 3, column 2"; of no column, the line."""
    return f"line {line}, column {header.index(column) + 1}" if column in header else f"line {line}"


def csv_rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the header of a CSV file and its rows, each with the number of its last line; blank lines are none.

    Raise RawInputError, naming every line, for a file that is not UTF-8 CSV, and for rows with more or fewer cells than
    columns.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            found = [(reader.line_num, cells) for cells in reader if cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise RawInputError(f"{path}: not a UTF-8 CSV file: {error}") from None
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise RawInputError(f"{path}, line 1: columns that stand twice: {', '.join(map(repr, twice))}; name each once")
    uneven = [(line, len(cells)) for line, cells in found if len(cells) != len(header)]
    if uneven:
        told = [f"{path}, line {line}: {count} cells, expected {len(header)}, one a column" for line, count in uneven]
        raise RawInputError("\n".join(told[:20]))
    return header, [(line, dict(zip(header, cells, strict=True))) for line, cells in found]
