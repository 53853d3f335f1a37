"""Tables with a column of texts: CSV and its kin, workbooks, Parquet and Arrow files."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import isnan
from typing import IO, Any

from presspack.captures.decoding import decoded
from presspack.captures.fields import field_names, field_record, has_text, plain
from presspack.captures.records import TEXT, RawRecord, Source, Unreadable

DELIMITERS = ",;\t|"
SAMPLE_BYTES = 262_144
BATCH_ROWS = 200
HEADER_REACH = 15  # how many lines above a workbook's header there may be
MAX_COLUMNS = 2000


def csv_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each row of a table in text, whatever sign separates its cells."""
    sample = stream.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]  # type: ignore[attr-defined]
    encoding = decoded(cut_at_line(sample), None, media_type=TEXT).encoding
    if encoding.startswith("utf-16"):  # with a mark it tells its order itself; the codec wants one
        marked, order = sample.startswith((b"\xff\xfe", b"\xfe\xff")), encoding[6:].strip("-_") or "le"
        encoding = "utf-16" if marked else f"utf-16-{order}"
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    head = sample.decode(encoding, errors="replace")
    csv.field_size_limit(source.limits.max_record_bytes)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield from rows_records(csv.reader(text, delimiter=delimiter_of(head)), source, sample)
    except csv.Error as error:
        raise Unreadable(f"broken_table: {error}") from None
    finally:
        text.detach()


def cut_at_line(sample: bytes) -> bytes:
    """Return the whole lines of a sample: a character cut in two says nothing of the encoding."""
    end = sample.rfind(b"\n")
    end += sample[end + 1 : end + 2] == b"\0"  # a line end in units of two bytes
    return sample[: end + 1] if end > 0 and not sample.startswith((b"\xff\xfe", b"\xfe\xff")) else sample


def delimiter_of(head: str) -> str:
    """Return the sign between the cells of the header: delimiter_of("title;text\\n") -> ";"."""
    lines = head.lstrip("\ufeff").splitlines()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    header = lines[0] if lines else ""
    known = {name: sum(plain(cell) in names for cell in header.split(name) for names in field_names().values())
             for name in DELIMITERS}  # fmt: skip
    return max(DELIMITERS, key=lambda sign: (known[sign] if header.count(sign) else 0, header.count(sign)))


def rows_records(rows: Iterable[Sequence[Any]], source: Source, head: bytes = b"") -> Iterator[RawRecord]:
    """Yield a record for each row below the header; a table without a column of texts is one row with the reason."""
    rest = iter(rows)
    first = [row for row in islice(rest, HEADER_REACH) if any(filled(cell) for cell in row)]
    place = next((i for i, row in enumerate(first) if is_header(row, source.fields)), None)
    if place is None:
        reason = "no_header" if first else "no_rows"
        yield source.problem(f"table_{reason}", head or joined(first))
        return
    header = [str(name or "").strip().lstrip("\ufeff") for name in first[place][:MAX_COLUMNS]]
    if not has_text(header, source.fields):
        yield source.problem("table_without_text", head or joined(first))
        return
    for row in chain(first[place + 1 :], rest):
        if any(filled(cell) for cell in row):
            found = {name: cell for name, cell in zip(header, row, strict=False) if name and filled(cell)}
            yield field_record(found, source, joined([row]))


def filled(cell: Any) -> bool:
    """True for a cell that holds something."""
    return cell is not None and cell != "" and not (isinstance(cell, float) and isnan(cell))


def is_header(row: Sequence[Any], fields: Mapping[str, str] | None = None) -> bool:
    """True for a row with a name that a person gave, or two of the usual ones, or one that is alone."""
    if fields and any(name in fields.values() for name in row if isinstance(name, str)):
        return True
    names = [plain(cell) for cell in row if isinstance(cell, str) and len(cell) < 60]
    known = field_names()
    told = {field for name in names for field in ("html", "text", "lead", "title", "url", "author", "published_on")
            if name and name in known[field]}  # fmt: skip
    return len(told) >= 2 or (bool(told) and len(row) <= 2)


def joined(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as text, so that one without a text has an identity."""
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows).encode(
        "utf-8", errors="replace"
    )


def workbook_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each row of every sheet of a workbook that has a column of texts."""
    import openpyxl  # noqa: PLC0415 - only for workbooks

    book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    for sheet in sheets:
        if len(sheets) > 1 and not any(
            is_header(row, source.fields) for row in sheet.iter_rows(max_row=HEADER_REACH, values_only=True)
        ):
            continue
        yield from rows_records(sheet.iter_rows(values_only=True), source)
    if not source.given:
        yield source.problem("table_without_text")


def parquet_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each row of a Parquet file, a few rows in memory at a time."""
    from pyarrow import parquet  # noqa: PLC0415 - only for Parquet

    file = parquet.ParquetFile(stream, thrift_string_size_limit=100_000_000, thrift_container_size_limit=1_000_000)
    yield from batch_records(file.iter_batches(batch_size=BATCH_ROWS), file.schema_arrow.names, source)


def arrow_records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each row of an Arrow file or stream, as data sets of machine learning are kept."""
    import pyarrow  # noqa: PLC0415 - only for Arrow
    from pyarrow import ipc  # noqa: PLC0415

    try:
        file = ipc.open_file(stream)
        batches: Iterable[Any] = (file.get_batch(number) for number in range(file.num_record_batches))
        names = file.schema.names
    except pyarrow.ArrowInvalid:
        stream.seek(0)
        batches = ipc.open_stream(stream)
        names = batches.schema.names  # type: ignore[attr-defined]
    yield from batch_records(batches, names, source)


def batch_records(batches: Iterable[Any], names: Sequence[str], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each row of batches; without a column of texts one with the reason."""
    rest = iter(batches)
    nested = [name for name in names if plain(name) in field_names()["within"]]
    if not has_text(names, source.fields) and not nested:
        yield source.problem("table_without_text", ", ".join(names).encode())
        return
    for batch in rest:
        for start in range(0, batch.num_rows, BATCH_ROWS):
            for row in batch.slice(start, BATCH_ROWS).to_pylist():
                yield field_record(row, source, joined([list(row.values())]))
