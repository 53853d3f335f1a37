"""Reads delimited text record by record with Python's strict reader: exact lines, every fault located.

It is the judge where DuckDB's faster reader refuses a file or may understand it differently.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
    """One record: the line it starts on, its cells, what is wrong with its quotes, and whether it is a comment."""

    line: int
    cells: list[str]
    fault: str = ""
    comment: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the data: the columns' labels, the number of records, the line on which data start."""

    labels: list[str]
    records: int
    line: int


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

    A line that starts with the comment character is a comment where a record could start; a quoted cell is none.
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
        # a sparse file of wide characters holds a line of its whole length; of others the scan refuses the NULs
        whole = _bounded(file, path) if _is_wide(encoding) else file
        lines = _Lines(_cut_lines(whole, file, dialect))
        reader = csv.reader(lines, **options)  # type: ignore[arg-type]
        try:
            yield from _numbered(_read(reader, lines, dialect.comment_char), dialect)
        except UnicodeError as error:
            raise bad_text(path, encoding, str(error)) from error


def _numbered(read: Iterator[Record], dialect: Dialect) -> Iterator[Record]:
    for number, record in enumerate(read, start=1):
        yield replace(record, comment=True) if number in dialect.comment_rows else record


def _read(reader: Iterator[list[str]], lines: "_Lines", comment: str) -> Iterator[Record]:
    while True:
        line = lines.count + 1
        if comment and lines.comment(comment):
            yield Record(line, [comment], comment=True)
            continue
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(line, [], str(error))
        else:
            yield Record(line, cells)


class _Lines:
    """The lines of a file, counted, with a look at the next one."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines, self.count = iter(lines), 0
        self.ahead: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.ahead.pop() if self.ahead else next(self.lines)
        self.count += 1
        return line

    def comment(self, start: str) -> bool:
        """Return whether the next line starts so; if it does it is gone."""
        if not self.ahead:
            line = next(self.lines, None)
            if line is None:
                return False
            self.ahead.append(line)
        if not self.ahead[0].startswith(start):
            return False
        self.ahead.clear()
        self.count += 1
        return True


def _is_wide(encoding: str) -> bool:
    return (known_encoding(encoding) or "").startswith(("utf-16", "utf-32"))


def _bounded(file: TextIO, path: Path) -> Iterator[str]:
    """Yield the lines of a file; raise BadText at one that is longer than a cell may be."""
    for number, line in enumerate(iter(lambda: file.readline(CELL_LIMIT), ""), start=1):
        if len(line) == CELL_LIMIT:
            raise BadText(path, number, f"a line of more than {CELL_LIMIT} characters")
        yield line


def _cut_lines(lines: Iterable[str], file: TextIO, dialect: Dialect) -> Iterable[str]:
    """Return the lines of a file; one with a line end of its own kind is cut at that."""
    return lines if dialect.line_end in LINE_ENDS else _cut(file, dialect.line_end)


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


def head_of(path: Path, dialect: Dialect, encoding: str) -> Head:
    """Return the head of a file: labels, those of several header rows joined.

    Header rows are counted as they stand in the file; where one is a comment, the next row that is none is meant.
    """
    rows: list[list[str]] = []
    wanted = sorted(set(dialect.header_rows))
    number, line = 0, 0
    for number, record in enumerate(records(path, dialect, encoding), start=1):
        line = record.line
        if not wanted:
            return Head(_labels(rows, dialect.header_join), number - 1, line)
        if number >= wanted[0] and not record.comment:
            rows.append(record.cells)
            wanted.pop(0)
    return Head(_labels(rows, dialect.header_join), number, line + 1)


def _labels(rows: Sequence[Sequence[str]], join: str) -> list[str]:
    """Return one label a column.

    In all rows but the last a cell reaches over the empty or lacking ones behind it, as a title over several columns
    does; a part that repeats the one above it is not repeated.
    """
    width = max(map(len, rows), default=0)
    labels: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows, start=1):
        reaching = ""
        for index in range(width):
            cell = row[index] if index < len(row) else ""
            reaching = cell or reaching
            part = cell if number == len(rows) else reaching
            if part and (not labels[index] or labels[index][-1] != part):
                labels[index].append(part)
    return [join.join(parts) for parts in labels]


def data_records(path: Path, dialect: Dialect, encoding: str, *, head: int) -> Iterator[Record]:
    """Yield the records behind the head that are no comments."""
    for number, record in enumerate(records(path, dialect, encoding), start=1):
        if number > head and not record.comment:
            yield record


def lines_of_rows(path: Path, dialect: Dialect, encoding: str, rows: Iterable[int], *, head: int) -> dict[int, int]:
    """Return the line on which each of the given data rows (counted from 1) starts."""
    wanted = set(rows)
    found: dict[int, int] = {}
    filled = (record for record in data_records(path, dialect, encoding, head=head) if record.cells)
    for row, record in enumerate(filled, start=1):
        if row in wanted:
            found[row] = record.line
            if len(found) == len(wanted):
                break
    return found
