"""Reads the files of a resource into DuckDB: text by its fast reader or the strict one, Parquet in place, JSON rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.package.csv_rows import BadText, header_of, is_comment, known_encoding, records
from pipeline.package.descriptor import TEXT_FORMATS, Resource
from pipeline.package.duck import name_sql, one, plain_path, text_sql
from pipeline.package.findings import Collector, Place
from pipeline.package.scan import Scan, scan
from pipeline.package.structured import structured_rows
from pipeline.package.tables import Part, Source, column_names, unioned

BATCH = 20_000
LINE_LIMIT = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Loader:
    """What loading needs: where tables go and where findings go."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    found: Collector

    def source(self, resource: Resource, scans: Sequence[Scan | None], *, number: int) -> Source | None:
        """Return a resource's table, None if none can be read; the reason is then among the findings."""
        if resource.format in TEXT_FORMATS:
            return self._text(resource, scans, number)
        if resource.format == "parquet":
            return self._parquet(resource, number)
        return self._structured(resource, number)

    def _fault(self, rule: str, message: str, resource: Resource, place: Place) -> None:
        self.found.add(rule, message, resource=resource.name, place=place)

    def _text(self, resource: Resource, scans: Sequence[Scan | None], number: int) -> Source | None:
        if not self._readable(resource):
            return None
        labels: list[str] = []
        selects, parts, before = [], [], 0
        for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
            part = TextPart(resource, path, name, f"text_{number}_{index}")
            facts = scans[index] or scan(path, delimiter=resource.dialect.delimiter, quote=resource.dialect.quote)
            if facts.nul_at >= 0:
                self._fault(
                    "nul-byte", f"a NUL at byte {facts.nul_at}", resource, Place(name, _line_at(path, facts.nul_at))
                )
                return None
            try:
                labels, head, line = self._head(part, labels, first=index == 0)
                rows, line_sql = self._rows(part, facts, labels, head, line)
            except BadText as error:
                message = f"does not decode as {resource.encoding}: {error.reason}"
                self._fault("encoding", message, resource, Place(name, error.line))
                return None
            cells = ", ".join(f"coalesce({column}, '') AS {column}" for column in column_names(len(labels)))
            selects.append(f"SELECT rowid + {before + 1} AS _row, {line_sql} AS _line, {cells} FROM {part.table}")
            parts.append(Part(name, path, before, text=True))
            before += rows
        columns = tuple((label, f"f{index}", "VARCHAR") for index, label in enumerate(labels))
        return Source(unioned(selects), columns, tuple(parts), before)

    def _readable(self, resource: Resource) -> bool:
        reason = resource.dialect.unreadable
        place = Place(file=resource.paths[0])
        if reason:
            self._fault("unsupported-dialect", reason, resource, place)
        elif known_encoding(resource.encoding) is None:
            self._fault("encoding", f"there is no encoding {resource.encoding!r}", resource, place)
        else:
            return True
        return False

    def _head(self, part: "TextPart", labels: list[str], *, first: bool) -> tuple[list[str], int, int]:
        """Return labels, the number of records before the data, and the line of the first data row.

        A later part of a table may repeat the header; if its first record differs, it is data.
        """
        resource = part.resource
        given, line = header_of(part.path, resource.dialect, resource.encoding)
        if first:
            names = [str(field.get("name")) for field in resource.fields]
            if resource.dialect.header_rows:
                return given, resource.dialect.head, line
            return names or [f"field{n + 1}" for n in range(part.width())], 0, line
        return (labels, resource.dialect.head, line) if given and given == labels else (labels, 0, 1)

    def _rows(self, part: "TextPart", facts: Scan, labels: list[str], head: int, line: int) -> tuple[int, str]:
        """Fill the part's table; return its number of rows and SQL for the line of a row."""
        if not labels:
            raise_blank = Place(part.name, 1)
            self._fault("unreadable-table", "the file is empty: it has no header", part.resource, raise_blank)
            self.connection.execute(f"CREATE TABLE {part.table} (_line BIGINT)")
            return 0, "_line"
        plain = part.resource.dialect.plain and not facts.odd_layout
        if plain and known_encoding(part.resource.encoding) == "utf-8-sig":
            rows = self._fast(part, facts, len(labels), head)
            if rows is not None:
                lines = facts.newlines + (not facts.ends_with_newline)
                return rows, f"rowid + {line}" if lines == rows + line - 1 else "CAST(NULL AS BIGINT)"
        return self._strict(part, len(labels), head), "_line"

    def _fast(self, part: "TextPart", facts: Scan, width: int, head: int) -> int | None:
        """Read with DuckDB; return None where it refuses the file or may have dropped a delimiter at a line's end."""
        columns = ", ".join(f"'f{n}': 'VARCHAR'" for n in range(width))
        dialect = part.resource.dialect
        path = plain_path(part.path, self.folder, number=part.table)
        reader = (
            f"read_csv({text_sql(path)}, columns = {{{columns}}}, auto_detect = false, header = false, skip = {head}, "
            f"delim = {text_sql(dialect.delimiter)}, quote = {text_sql(dialect.quote)}, escape = {text_sql(dialect.quote)}, "
            f"strict_mode = true, allow_quoted_nulls = false, null_padding = false, max_line_size = {LINE_LIMIT})"
        )
        try:
            self.connection.execute(f"CREATE TABLE {part.table} AS SELECT * FROM {reader}")
        except duckdb.Error:
            # whatever the reason, the strict reader finds and places it
            self.connection.execute(f"DROP TABLE IF EXISTS {part.table}")
            return None
        last = name_sql(f"f{width - 1}")
        rows, empty = one(self.connection, f"SELECT count(*), count(*) FILTER (WHERE {last} IS NULL) FROM {part.table}")
        if empty != facts.trailing_delimiters and width > 1:
            self.connection.execute(f"DROP TABLE {part.table}")
            return None
        return int(rows)

    def _strict(self, part: "TextPart", width: int, head: int) -> int:
        columns = ", ".join(f"{column} VARCHAR" for column in column_names(width))
        self.connection.execute(f"CREATE TABLE {part.table} ({columns}, _line BIGINT)")
        return self._insert(part.table, self._sound(part, width, head), width)

    def _sound(self, part: "TextPart", width: int, head: int) -> Iterator[tuple[list[str | None], int]]:
        """Yield rows of the right width; faults of layout are found and, if cells are there, the row is evened out."""
        resource = part.resource
        for number, record in enumerate(records(part.path, resource.dialect, resource.encoding), start=1):
            if number <= head:
                continue
            place = Place(part.name, record.line)
            if record.fault:
                self._fault("quotes", record.fault, resource, place)
            elif not record.cells:
                self._fault("blank-row", "the row is empty", resource, place)
            elif not is_comment(number, record.cells, resource.dialect):
                if len(record.cells) != width:
                    message = f"{len(record.cells)} cells, expected {width}"
                    self._fault(
                        "ragged-row",
                        "a row's number of cells differs from the header's",
                        resource,
                        Place(part.name, record.line, value=message),
                    )
                yield [*record.cells[:width], *[None] * (width - len(record.cells))], record.line

    def _insert(self, table: str, rows: Iterable[tuple[list[str | None], int]], width: int) -> int:
        total, batch = 0, []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                total += self._flush(table, batch, width)
                batch = []
        return total + self._flush(table, batch, width)

    def _flush(self, table: str, batch: list[tuple[list[str | None], int]], width: int) -> int:
        columns = [pa.array((row[0][n] for row in batch), pa.string(), size=len(batch)) for n in range(width)]
        lines = pa.array([row[1] for row in batch], pa.int64())
        arrow = pa.table([*columns, lines], names=[*(f"f{n}" for n in range(width)), "_line"])
        self.connection.register("batch_of_rows", arrow)
        self.connection.execute(f"INSERT INTO {table} SELECT * FROM batch_of_rows")
        self.connection.unregister("batch_of_rows")
        return len(batch)

    def _parquet(self, resource: Resource, number: int) -> Source | None:
        selects, parts, before = [], [], 0
        columns: list[tuple[str, str, str]] = []
        for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
            reader = f"read_parquet({text_sql(plain_path(path, self.folder, number=f'parquet_{number}_{index}'))}, file_row_number = true)"
            try:
                described = self.connection.execute(
                    f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {reader}"
                ).fetchall()
                rows = int(one(self.connection, f"SELECT count(*) FROM {reader}")[0])
            except duckdb.Error as error:
                self._fault("unreadable-table", f"not Parquet: {str(error).splitlines()[0]}", resource, Place(name))
                return None
            here = [(str(row[0]), str(row[0]), str(row[1])) for row in described]
            if columns and here != columns:
                self._fault(
                    "unreadable-table", "its columns differ from those of the first part", resource, Place(name)
                )
                return None
            columns = here
            cells = ", ".join(name_sql(column) for column, _, _ in columns)
            selects.append(
                f"SELECT file_row_number + {before + 1} AS _row, CAST(NULL AS BIGINT) AS _line, {cells} FROM {reader}"
            )
            parts.append(Part(name, path, before))
            before += rows
        quoted = tuple((label, name_sql(column), physical) for label, column, physical in columns)
        return Source(unioned(selects), quoted, tuple(parts), before, native=True)

    def _structured(self, resource: Resource, number: int) -> Source | None:
        found = structured_rows(resource, self.found)
        if found is None:
            return None
        labels, rows = found
        table = f"rows_{number}"
        columns = ", ".join(f"{column} VARCHAR" for column in column_names(len(labels)))
        self.connection.execute(f"CREATE TABLE {table} ({columns}, _line BIGINT)")
        count = self._insert(table, ((row, index) for index, row in enumerate(rows, start=1)), len(labels))
        name = resource.paths[0] if resource.paths else ""
        sql = f"SELECT rowid + 1 AS _row, CAST(NULL AS BIGINT) AS _line, * EXCLUDE (_line) FROM {table}"
        described = tuple((label, f"f{index}", "VARCHAR") for index, label in enumerate(labels))
        return Source(sql, described, (Part(name, None, 0),), count)


@dataclass(frozen=True, slots=True)
class TextPart:
    """One text file of a resource and the table that its rows go to."""

    resource: Resource
    path: Path
    name: str
    table: str

    def width(self) -> int:
        """Return the number of cells of the first record."""
        first = next(iter(records(self.path, self.resource.dialect, self.resource.encoding)), None)
        return len(first.cells) if first else 0


def _line_at(path: Path, offset: int) -> int:
    with path.open("rb") as file:
        return file.read(offset).count(b"\n") + 1
