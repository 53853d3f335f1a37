"""Brings the files of a resource into DuckDB: text read once, Parquet in place, JSON and inline data as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from presspack.package.csv_reader import BadText, header_of, known_encoding, records
from presspack.package.descriptor import TEXT_FORMATS, Resource
from presspack.package.duckdb import name_sql, one, plain_path, text_sql
from presspack.package.field_types import type_of
from presspack.package.file_scan import Scan, scan
from presspack.package.findings import Collector, Place
from presspack.package.formula_guard import value_sql
from presspack.package.json_rows import structured_rows
from presspack.package.opening import Refused, unpack_gzip
from presspack.package.table_views import Part, Source, unioned
from presspack.package.text_loading import TextLoader, TextPart, column_names, insert_rows

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
            resource, unpacked = plain_files(resource, self.folder, number=number)
            scans = [None] * len(scans) if unpacked else scans
            if resource.format in TEXT_FORMATS:
                return self._text(resource, scans, number)
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

    def _text(self, resource: Resource, scans: Sequence[Scan | None], number: int) -> Source:
        _check_readable(resource)
        text = TextLoader(self.connection, self.folder, self.found)
        labels: list[str] = []
        selects, parts, before = [], [], 0
        for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
            facts = scans[index] or scan(path, delimiter=resource.dialect.delimiter, quote=resource.dialect.quote)
            if facts.nul_at >= 0 and not (known_encoding(resource.encoding) or "").startswith(("utf-16", "utf-32")):
                raise Unreadable("nul-byte", f"a NUL at byte {facts.nul_at}", Place(name, _line_at(path, facts.nul_at)))
            labels, head, line = _head(resource, path, labels if index else None)
            if not labels:
                raise Unreadable("unreadable-table", "the file has no header", Place(name, 1))
            inside = sum(label.count(resource.dialect.delimiter) for label in labels) + len(labels) - 1 if head else 0
            part = TextPart(resource, path, name, f"text_{number}_{index}", len(labels), head, line, inside)
            rows, line_sql = text.load(part, facts)
            cells = ", ".join(_cells(resource, labels))
            selects.append(f"SELECT rowid + {before + 1} AS _row, {line_sql} AS _line, {cells} FROM {part.table}")
            parts.append(Part(name, path, before, text=True))
            before += rows
        return Source(unioned(selects), _text_columns(labels), tuple(parts), before)

    def _parquet(self, resource: Resource, number: int) -> Source:
        selects, parts, before = [], [], 0
        columns: list[tuple[str, str]] = []
        for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
            file = text_sql(plain_path(path, self.folder, number=f"parquet_{number}_{index}"))
            here, rows = self._described(file, name)
            if columns and here != columns:
                raise Unreadable("unreadable-table", "its columns differ from those of the first part", Place(name))
            columns = here
            cells = ", ".join(name_sql(label) for label, _ in columns)
            reader = f"read_parquet({file}, file_row_number = true)"
            selects.append(f"SELECT file_row_number + {before + 1} AS _row, {NO_LINE}, {cells} FROM {reader}")
            parts.append(Part(name, path, before))
            before += rows
        described = tuple((label, name_sql(label), physical) for label, physical in columns)
        return Source(unioned(selects), described, tuple(parts), before, native=True)

    def _described(self, file: str, name: str) -> tuple[list[tuple[str, str]], int]:
        """Return labels with types, and the number of rows, of a Parquet file."""
        try:
            described = self.connection.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
            rows = int(one(self.connection, f"SELECT count(*) FROM read_parquet({file})")[0])
        except duckdb.Error as error:
            raise Unreadable("unreadable-table", f"not Parquet: {str(error).splitlines()[0]}", Place(name)) from error
        return [(str(row[0]), str(row[1])) for row in described], rows

    def _rows(self, resource: Resource, number: int) -> Source | None:
        read = structured_rows(resource, self.found)
        if read is None:
            return None
        labels, rows = read
        numbered = ((row, index) for index, row in enumerate(rows, start=1))
        count = insert_rows(self.connection, f"rows_{number}", numbered, width=len(labels))
        name = resource.paths[0] if resource.paths else ""
        sql = f"SELECT rowid + 1 AS _row, {NO_LINE}, * EXCLUDE (_line) FROM rows_{number}"
        return Source(sql, _text_columns(labels), (Part(name, None, 0),), count)


def plain_files(resource: Resource, folder: Path, *, number: int) -> tuple[Resource, bool]:
    """Return the resource with gzipped files unpacked into `folder`, and whether there were any.

    Raise Refused if one is damaged or unpacks to more than its size allows.
    """
    if not any(path.suffix.lower() == ".gz" for path in resource.files):
        return resource, False
    files = []
    for index, (path, name) in enumerate(zip(resource.files, resource.paths, strict=True)):
        target = folder / f"unpacked_{number}_{index}"
        unpack_gzip(path, target, name=name)
        files.append(target)
    return replace(resource, files=tuple(files)), True


def _cells(resource: Resource, labels: Sequence[str]) -> Iterator[str]:
    """Yield SQL for the cells of a text table; of strings that were kept from spreadsheets, the value."""
    texts = {str(field.get("name")) for field in resource.fields if type_of(field) == "string"}
    for label, column in zip(labels, column_names(len(labels)), strict=True):
        cell = f"coalesce({column}, '')"
        guarded = resource.guard and label in texts
        yield f"{value_sql(cell, resource.guard) if guarded else cell} AS {column}"


def _text_columns(labels: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((label, column, "VARCHAR") for label, column in zip(labels, column_names(len(labels)), strict=True))


def _check_readable(resource: Resource) -> None:
    place = Place(file=resource.paths[0])
    if resource.dialect.unreadable:
        raise Unreadable("unsupported-dialect", resource.dialect.unreadable, place)
    if known_encoding(resource.encoding) is None:
        raise Unreadable("encoding", f"there is no encoding {resource.encoding!r}", place)


def _head(resource: Resource, path: Path, before: list[str] | None) -> tuple[list[str], int, int]:
    """Return labels, the number of records before the data, and the line of the first data row.

    A later part of a table (`before` holds the first one's labels) may repeat the header; if its first record differs,
    it is data.
    """
    dialect = resource.dialect
    given, line = header_of(path, dialect, resource.encoding)
    if before is not None:
        return (before, dialect.head, line) if given and given == before else (before, 0, 1)
    if dialect.header_rows:
        return given, dialect.head, line
    names = [str(field.get("name")) for field in resource.fields]
    if not names:
        first = next(iter(records(path, dialect, resource.encoding)), None)
        names = [f"field{n + 1}" for n in range(len(first.cells) if first else 0)]
    return names, 0, line


def _line_at(path: Path, offset: int) -> int:
    with path.open("rb") as file:
        return file.read(offset).count(b"\n") + 1
