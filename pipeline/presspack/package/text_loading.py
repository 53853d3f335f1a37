"""Reads one text file into a DuckDB table of text: by DuckDB's reader where that is safe, or else by the strict one.

DuckDB reads a file five times as fast, but drops a surplus delimiter at the end of a line, blank lines, and blanks
around quotes, and stops at the first fault. So it is trusted only where the bytes show that none of these can matter;
the strict reader takes all other files, places every fault and reads on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from presspack.package.csv_reader import Head, data_records, known_encoding
from presspack.package.descriptor import Resource
from presspack.package.duckdb import name_sql, one, plain_path, text_sql
from presspack.package.file_scan import Scan
from presspack.package.findings import Collector, Place

BATCH = 20_000
BATCH_SIZE = 16 * 2**20
LINE_LIMIT = 64 * 2**20
RAGGED = "a row's number of cells differs from the header's"

Row = tuple[list[str | None], int]


@dataclass(frozen=True, slots=True)
class TextPart:
    """One text file: the table it goes to, what stands before its data, and the line on which data start."""

    resource: Resource
    path: Path
    name: str
    table: str
    top: Head

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.top.labels)

    @property
    def head(self) -> int:
        """Return the number of records before the data."""
        return self.top.records

    @property
    def line(self) -> int:
        """Return the line on which data start."""
        return self.top.line

    @property
    def head_delimiters(self) -> int:
        """Return the number of delimiters in the header."""
        delimiter = self.resource.dialect.delimiter
        return sum(label.count(delimiter) for label in self.top.labels) + self.width - 1 if self.head else 0


def column_names(count: int) -> list[str]:
    """Return the names that columns of text have while they lie in DuckDB: ["f0", "f1"]."""
    return [name_sql(f"f{index}") for index in range(count)]


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row], *, width: int) -> int:
    """Create a table of text and `_line` and fill it batch by batch; return the number of rows."""
    columns = "".join(f"{column} VARCHAR, " for column in column_names(width))
    connection.execute(f"CREATE TABLE {table} ({columns}_line BIGINT)")
    total, size = 0, 0
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        size += sum(len(cell) for cell in row[0] if cell)
        if len(batch) == BATCH or size > BATCH_SIZE:
            total += _flush(connection, table, batch, width)
            batch, size = [], 0
    return total + (_flush(connection, table, batch, width) if batch else 0)


def _flush(connection: duckdb.DuckDBPyConnection, table: str, batch: list[Row], width: int) -> int:
    cells = {f"f{n}": np.array([row[0][n] for row in batch], dtype=object) for n in range(width)}
    lines = np.array([row[1] for row in batch], dtype=np.int64)
    connection.register("batch_of_rows", {**cells, "_line": lines})
    connection.execute(f"INSERT INTO {table} SELECT * FROM batch_of_rows")
    connection.unregister("batch_of_rows")
    return len(batch)


@dataclass(frozen=True, slots=True)
class TextLoader:
    """Reads text files; `folder` is for links to files whose names DuckDB would take for patterns."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    found: Collector

    def load(self, part: TextPart, facts: Scan) -> tuple[int, str]:
        """Fill the part's table; return the number of rows and SQL for the line of a row (NULL: to be counted)."""
        plain = part.resource.dialect.plain and not facts.odd_layout
        if plain and known_encoding(part.resource.encoding) == "utf-8-sig":
            rows = self._fast(part, facts)
            if rows is not None:
                lines = facts.newlines + (not facts.ends_with_newline)
                one_a_row = lines == rows + part.line - 1
                return rows, f"rowid + {part.line}" if one_a_row else "CAST(NULL AS BIGINT)"
        return insert_rows(self.connection, part.table, self._sound(part), width=part.width), "_line"

    def _fast(self, part: TextPart, facts: Scan) -> int | None:
        """Read with DuckDB; return None where it refuses the file or may have dropped a delimiter."""
        try:
            self.connection.execute(f"CREATE TABLE {part.table} AS SELECT * FROM {self._reader(part)}")
        except duckdb.Error:
            # whatever the reason, the strict reader finds and places it
            self.connection.execute(f"DROP TABLE IF EXISTS {part.table}")
            return None
        rows = int(one(self.connection, f"SELECT count(*) FROM {part.table}")[0])
        # every delimiter of the file must be between two cells or in one, or else DuckDB dropped some at a line's end
        inside = facts.delimiters - (part.width - 1) * rows - part.head_delimiters
        if inside and inside != self._inside(part):
            self.connection.execute(f"DROP TABLE {part.table}")
            return None
        return rows

    def _inside(self, part: TextPart) -> int:
        """Return how many delimiters stand in the cells of a table."""
        delimiter = text_sql(part.resource.dialect.delimiter)
        lengths = (f"strlen({c}) - strlen(replace({c}, {delimiter}, ''))" for c in column_names(part.width))
        whole = " + ".join(f"coalesce(sum({length}), 0)" for length in lengths)
        return int(one(self.connection, f"SELECT {whole} FROM {part.table}")[0])

    def _reader(self, part: TextPart) -> str:
        columns = ", ".join(f"'f{n}': 'VARCHAR'" for n in range(part.width))
        path = text_sql(plain_path(part.path, self.folder, number=part.table))
        delimiter, quote = text_sql(part.resource.dialect.delimiter), text_sql(part.resource.dialect.quote)
        return (
            f"read_csv({path}, columns = {{{columns}}}, auto_detect = false, header = false, skip = {part.head}, "
            f"delim = {delimiter}, quote = {quote}, escape = {quote}, strict_mode = true, null_padding = false, "
            f"max_line_size = {LINE_LIMIT})"
        )

    def _sound(self, part: TextPart) -> Iterator[Row]:
        """Yield rows of the right width; faults of layout are found and, where cells are there, the row evened out."""
        faults = Faults(part, self.found)
        dialect, encoding = part.resource.dialect, part.resource.encoding
        for record in data_records(part.path, dialect, encoding, head=part.head):
            if record.fault:
                faults.count("quotes", record.fault, record.line)
            elif not record.cells:
                faults.count("blank-row", "the row is empty", record.line)
            else:
                missing = part.width - len(record.cells)
                if missing:
                    faults.count("ragged-row", RAGGED, record.line, f"{len(record.cells)} cells, expected {part.width}")
                yield [*record.cells[: part.width], *[None] * missing], record.line
        faults.report()


class Faults:
    """Counts the faults of a file's layout, of which there may be millions, and reports them once."""

    def __init__(self, part: TextPart, found: Collector) -> None:
        """Start with none."""
        self.part, self.found = part, found
        self.counts: dict[tuple[str, str], int] = {}
        self.places: dict[tuple[str, str], list[Place]] = {}

    def count(self, rule: str, message: str, line: int, detail: str = "") -> None:
        """Count a fault and keep its place if it is one of the first."""
        key = rule, message
        self.counts[key] = self.counts.get(key, 0) + 1
        places = self.places.setdefault(key, [])
        if len(places) < self.found.limit:
            places.append(Place(self.part.name, line, detail=detail))

    def report(self) -> None:
        """Add what was counted to the findings."""
        for (rule, message), count in self.counts.items():
            places = self.places[rule, message]
            self.found.add_many(rule, message, resource=self.part.resource.name, field="", count=count, places=places)
