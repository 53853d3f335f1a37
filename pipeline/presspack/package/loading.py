"""Brings the files of a resource into DuckDB: text read once, Parquet in place, JSON and inline data as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from presspack.package.csv_reader import BadText, Head, head_of, known_encoding, records
from presspack.package.descriptor import TEXT_FORMATS, Resource
from presspack.package.duckdb import name_sql, one, plain_path, text_sql
from presspack.package.encodings import detected_encoding
from presspack.package.field_types import type_of
from presspack.package.file_scan import Scan, scan
from presspack.package.findings import Collector, Place
from presspack.package.formula_guard import value_sql
from presspack.package.json_rows import Rows, structured_rows
from presspack.package.opening import Refused
from presspack.package.packed_files import plain_files
from presspack.package.parquet_schema import duration_sql, durations
from presspack.package.spreadsheets import SHEET_FORMATS, sheet_rows
from presspack.package.table_views import Part, Source, unioned
from presspack.package.text_loading import TextLoader, TextPart, column_names, insert_rows

# columns of a table that is checked: the time of DuckDB grows faster than their number
MAX_COLUMNS = 10_000
NO_LINE = "CAST(NULL AS BIGINT) AS _line"


class Unreadable(Exception):
    """A table cannot be read: the rule that this breaks, why, and where."""

    def __init__(self, rule: str, message: str, place: Place) -> None:
        """Keep what becomes a finding."""
        self.rule, self.message, self.place = rule, message, place
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Loader:
    """What loading needs: where tables go and where findings go."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    found: Collector

    def source(self, resource: Resource, scans: Sequence[Scan | None], *, number: int) -> Source | None:
        """Return a resource's table, None if none can be read; the reason is then among the findings."""
        try:
            if isinstance(resource.data, str):
                resource, scans = self._written(resource, number), [None]
            resource, unpacked = plain_files(resource, self.folder, number=number)
            scans = [None] * len(resource.files) if unpacked else scans
            if resource.format in TEXT_FORMATS:
                return self._text(resource, scans, number)
            if resource.format in SHEET_FORMATS:
                return self._given_rows(resource, sheet_rows(resource), number)
            return self._parquet(resource, number) if resource.format == "parquet" else self._rows(resource, number)
        except Refused as refusal:
            place = Place(file=refusal.file)
            self.found.add(refusal.rule, refusal.message, resource=resource.name, place=place)
        except Unreadable as fault:
            self.found.add(fault.rule, fault.message, resource=resource.name, place=fault.place)
        except BadText as fault:
            message = f"does not decode as {resource.encoding}: {fault.reason}"
            names = dict(zip(resource.files, resource.paths, strict=True))
            self.found.add("encoding", message, resource=resource.name, place=Place(names[fault.path], fault.line))
        return None

    def _written(self, resource: Resource, number: int) -> Resource:
        """Return a resource whose table stands in the descriptor as text, with that text as a file."""
        target = self.folder / f"inline_{number}.{resource.format}"
        target.write_text(str(resource.data), encoding="utf-8", newline="")
        return replace(resource, files=(target,), paths=("",), encoding="utf-8", data=None)

    def _text(self, resource: Resource, scans: Sequence[Scan | None], number: int) -> Source:
        _check_readable(resource)
        text = TextLoader(self.connection, self.folder, self.found)
        first: Head | None = None
        selects, parts, before = [], [], 0
        for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
            here = replace(resource, encoding=resource.encoding or detected_encoding(path))
            delimiter, quote = resource.dialect.delimiter, resource.dialect.quote
            facts = scans[index] or scan(path, delimiter=delimiter, quote=quote)
            if facts.nul_at >= 0 and not (known_encoding(here.encoding) or "").startswith(("utf-16", "utf-32")):
                raise Unreadable("nul-byte", f"a NUL at byte {facts.nul_at}", Place(name, _line_at(path, facts.nul_at)))
            head = _head(here, path, first)
            if not head.labels:
                raise Unreadable("unreadable-table", "the file has no header", Place(name, 1))
            _check_width(len(head.labels), name)
            part = TextPart(here, path, name, f"text_{number}_{index}", head)
            rows, line_sql = text.load(part, facts)
            cells = ", ".join(_cells(resource, head.labels))
            selects.append(f"SELECT rowid + {before + 1} AS _row, {line_sql} AS _line, {cells} FROM {part.table}")
            parts.append(Part(name, path, before, text=True, head=head.records, encoding=here.encoding))
            before, first = before + rows, first or head
        columns = _text_columns(first.labels if first else [])
        return Source(unioned(selects), columns, tuple(parts), before)

    def _parquet(self, resource: Resource, number: int) -> Source:
        selects, parts, before = [], [], 0
        labels: list[str] = []
        for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
            file = text_sql(plain_path(path, self.folder, number=f"parquet_{number}_{index}"))
            here, rows = self._described(file, name)
            if labels and set(here) != set(labels):
                raise Unreadable("unreadable-table", "its columns differ from those of the first part", Place(name))
            labels = labels or here
            _check_width(len(labels), name)
            lengths = durations(path) if any(type_of(field) == "duration" for field in resource.fields) else {}
            cells = ", ".join(duration_sql(name_sql(label), lengths.get(label)) for label in labels)
            reader = f"read_parquet({file}, file_row_number = true)"
            selects.append(f"SELECT file_row_number + {before + 1} AS _row, {NO_LINE}, {cells} FROM {reader}")
            parts.append(Part(name, path, before))
            before += rows
        sql = unioned(selects)
        # types of the parts together, since they may differ in width
        described = self.connection.execute(f"DESCRIBE {sql}").fetchall()[2:]
        columns = tuple(_parquet_column(str(row[0]), str(row[1])) for row in described)
        return Source(sql, columns, tuple(parts), before, native=True)

    def _described(self, file: str, name: str) -> tuple[list[str], int]:
        """Return the labels and the number of rows of a Parquet file."""
        try:
            described = self.connection.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
            rows = int(one(self.connection, f"SELECT count(*) FROM read_parquet({file})")[0])
        except duckdb.Error as error:
            raise Unreadable("unreadable-table", f"not Parquet: {str(error).splitlines()[0]}", Place(name)) from error
        return [str(row[0]) for row in described], rows

    def _rows(self, resource: Resource, number: int) -> Source | None:
        read = structured_rows(resource, self.found)
        return self._given_rows(resource, read, number) if read is not None else None

    def _given_rows(self, resource: Resource, read: Rows, number: int) -> Source:
        labels, rows = read
        numbered = ((row, index) for index, row in enumerate(rows, start=1))
        name = resource.paths[0] if resource.paths else ""
        _check_width(len(labels), name)
        count = insert_rows(self.connection, f"rows_{number}", numbered, width=len(labels))
        sql = f"SELECT rowid + 1 AS _row, {NO_LINE}, * EXCLUDE (_line) FROM rows_{number}"
        return Source(sql, _text_columns(labels), (Part(name, None, 0),), count)


def _parquet_column(label: str, physical: str) -> tuple[str, str, str]:
    """Return a column's label, SQL and type; one of Arrow's type null holds missing texts."""
    if physical == '"NULL"':
        return label, f"CAST({name_sql(label)} AS VARCHAR)", "VARCHAR"
    return label, name_sql(label), physical


def _cells(resource: Resource, labels: Sequence[str]) -> Iterator[str]:
    """Yield SQL for the cells of a text table; of strings that were kept from spreadsheets, the value."""
    texts = {str(field.get("name")) for field in resource.fields if type_of(field) == "string"}
    for label, column in zip(labels, column_names(len(labels)), strict=True):
        cell = f"coalesce({column}, '')"
        guarded = resource.guard and label in texts
        yield f"{value_sql(cell, resource.guard) if guarded else cell} AS {column}"


def _text_columns(labels: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((label, column, "VARCHAR") for label, column in zip(labels, column_names(len(labels)), strict=True))


def _check_width(columns: int, name: str) -> None:
    if columns > MAX_COLUMNS:
        message = f"not read: {columns} columns, more than {MAX_COLUMNS}; nothing in it was checked"
        raise Unreadable("unsupported-format", message, Place(name))


def _check_readable(resource: Resource) -> None:
    place = Place(file=resource.paths[0])
    if resource.dialect.unreadable:
        raise Unreadable("unsupported-dialect", resource.dialect.unreadable, place)
    if resource.encoding and known_encoding(resource.encoding) is None:
        raise Unreadable("encoding", f"there is no encoding {resource.encoding!r}", place)


def _head(resource: Resource, path: Path, first: Head | None) -> Head:
    """Return the head of a file.

    A later part of a table (`first` is the head of the first one) may repeat the header; if its first record differs,
    it is data.
    """
    given = head_of(path, resource.dialect, resource.encoding)
    if first is not None:
        return given if given.labels and given.labels == first.labels else Head(first.labels, 0, 1)
    if resource.dialect.header_rows:
        return given
    names = [str(field.get("name")) for field in resource.fields]
    if not names:
        rows = records(path, resource.dialect, resource.encoding)
        start = next((record for record in rows if not record.comment), None)
        names = [f"field{n + 1}" for n in range(len(start.cells) if start else 0)]
    return Head(names, 0, 1)


def _line_at(path: Path, offset: int) -> int:
    with path.open("rb") as file:
        return file.read(offset).count(b"\n") + 1
