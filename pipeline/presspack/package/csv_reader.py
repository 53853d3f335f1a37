"""Reads delimited text record by record with Python's strict reader: exact lines, every fault located.

It is the judge where DuckDB's faster reader refuses a file or may understand it differently.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from presspack.package.dialect import LINE_ENDS, Dialect

CELL_LIMIT = 2**26
CHUNK = 2**20


class BadText(Exception):
    """The bytes of a file do not decode; `path` and `line` say where, `reason` why."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Keep where and why."""
        self.path, self.line, self.reason = path, line, reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it starts on, its cells, and what is wrong with its quotes ("" if nothing)."""

    line: int
    cells: list[str]
    fault: str = ""


def known_encoding(encoding: str) -> str | None:
    """Return Python's name of an encoding, None if there is none of that name or it is not one of text."""
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "utf-8-sig" if info.name == "utf-8" else info.name


def records(path: Path, dialect: Dialect, encoding: str = "utf-8") -> Iterator[Record]:
    """Yield the records of a file, comments, head and blank lines included (a blank line has no cells).

    Raise BadText where the bytes do not decode.
    """
    options = {
        "delimiter": dialect.delimiter,
        "doublequote": dialect.double_quote,
        "skipinitialspace": dialect.skip_initial_space,
        "quotechar": dialect.quote or None,
        "quoting": csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        "escapechar": dialect.escape or None,
        "strict": True,
    }
    with path.open(encoding=known_encoding(encoding), newline="") as file, _long_cells():
        reader = csv.reader(_lines(file, dialect), **options)  # type: ignore[arg-type]
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(line, [], str(error))
            except UnicodeError as error:
                raise bad_text(path, encoding, str(error)) from error
            else:
                yield Record(line, cells)
            line = reader.line_num + 1


def _lines(file: TextIO, dialect: Dialect) -> Iterable[str]:
    """Return the lines of a file; one with a line end of its own kind is cut at that."""
    return file if dialect.line_end in LINE_ENDS else _cut(file, dialect.line_end)


def _cut(file: TextIO, end: str) -> Iterator[str]:
    rest = ""
    while chunk := file.read(CHUNK):
        *whole, rest = (rest + chunk).split(end)
        for line in whole:
            yield line + "\n"
    if rest:
        yield rest


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lift the csv module's global limit for a cell while a file is read."""
    old = csv.field_size_limit(CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(old)


def bad_text(path: Path, encoding: str, reason: str) -> BadText:
    """Return the fault of a file that does not decode, with the line on which it stands."""
    decoder = codecs.getincrementaldecoder(known_encoding(encoding) or "utf-8")()
    line = 1
    with path.open("rb") as file:
        for raw in file:
            try:
                decoder.decode(raw)
            except UnicodeError as error:
                return BadText(path, line, str(error))
            line += 1
    return BadText(path, line, reason)


def header_of(path: Path, dialect: Dialect, encoding: str) -> tuple[list[str], int]:
    """Return the labels of a file, those of several header rows joined, and the line on which data start."""
    rows: list[list[str]] = []
    line = 1
    for number, record in enumerate(records(path, dialect, encoding), start=1):
        line = record.line
        if number > dialect.head:
            return _labels(rows, dialect.header_join), line
        if number in dialect.header_rows and not is_comment(number, record.cells, dialect):
            rows.append(record.cells)
        line += 1
    return _labels(rows, dialect.header_join), line


def _labels(rows: Sequence[Sequence[str]], join: str) -> list[str]:
    """Return one label a column; a part that repeats the one above it is not repeated."""
    labels: list[list[str]] = []
    for row in rows:
        for index, cell in enumerate(row):
            if index == len(labels):
                labels.append([cell])
            elif labels[index][-1] != cell:
                labels[index].append(cell)
    return [join.join(parts) for parts in labels]


def is_comment(number: int, cells: Sequence[str], dialect: Dialect) -> bool:
    """Return whether a record, counted from 1, is one that the dialect says to leave out."""
    starts = bool(dialect.comment_char) and bool(cells) and cells[0].startswith(dialect.comment_char)
    return starts or number in dialect.comment_rows


def lines_of_rows(path: Path, dialect: Dialect, encoding: str, rows: Iterable[int]) -> dict[int, int]:
    """Return the line on which each of the given data rows (counted from 1) starts."""
    wanted = set(rows)
    found: dict[int, int] = {}
    row = 0
    for number, record in enumerate(records(path, dialect, encoding), start=1):
        if number <= dialect.head or not record.cells or is_comment(number, record.cells, dialect):
            continue
        row += 1
        if row in wanted:
            found[row] = record.line
            if len(found) == len(wanted):
                break
    return found
