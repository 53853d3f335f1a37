"""catalogue: the raw folder in, one row per record out, spread over shards by content hash."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import compute

from presspack.base.calendar_dates import is_date
from presspack.base.csv_files import csv_rows, placed
from presspack.base.errors import MissingFile, RawInputError
from presspack.base.progress import batches, progress
from presspack.captures.fields import MAPPED
from presspack.captures.raw_digests import raw_digests, write_listed
from presspack.captures.raw_folder import NOT_READABLE, Entry, raw_entries
from presspack.captures.reading import records_again, records_of_file
from presspack.captures.records import Place, RawRecord
from presspack.config import Config, Limits
from presspack.tables.parquet import Row, arrow_table, read_rows, read_table, write_parquet
from presspack.tables.schema import schema

SOURCE_COLUMNS = {
    "file", "outlet", "author", "published_on", "url", "retrieved_on", "licence", "text_redistributable", "origin",
    "origin_note", *(f"{name}_field" for name in MAPPED),
}  # fmt: skip

LETTER = "a"  # ids of articles begin with it: no spreadsheet takes one for a number
ROWS_AT_ONCE = 10_000
# Where one shard would do for the size, records are spread over this many shards if each gets so many.
FEW_SHARDS, FEW_RECORDS = 4, 64
# Up to this part of a shard, new records go to one shard together: the others need no job.
FEW_NEW = 0.1


def sources(raw: Path, files: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the rows of raw/sources.csv by file, without empty cells; {} if there is no such file.

    Raise RawInputError, naming every fault, for an unknown column, a row without a file, a file told twice, a
    date that is none or a text_redistributable that is neither true nor false.
    """
    path = raw / "sources.csv"
    if not path.exists():
        return {}
    header, rows = csv_rows(path)
    faults = [
        f"{placed(header, 1, name)}: column {name!r} is not one of {', '.join(sorted(SOURCE_COLUMNS))}"
        for name in header
        if name not in SOURCE_COLUMNS
    ]
    faults += [] if "file" in header else ["line 1: column 'file' is missing"]
    known, told = set(files), set[str]()
    for line, row in rows:
        faults += [f"{placed(header, line, column)}: {fault}" for column, fault in source_faults(row, known, told)]
        told.add(row.get("file", ""))
    if faults:
        raise RawInputError("\n".join(f"{path}, {fault}" for fault in faults))
    return {row["file"]: {key: value for key, value in row.items() if value.strip()} for _, row in rows}


def source_faults(row: Mapping[str, str], known: set[str], told: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns of one row of sources.csv that are wrong, and how; `told` holds the files of rows before."""
    file = row.get("file", "")
    if file not in known:
        yield "file", f"file {file!r} is not in the raw folder (paths are relative to it, with forward slashes)"
    if file in told:
        yield "file", f"file {file!r} has a row already"
    if row.get("text_redistributable", "") not in ("", "true", "false"):
        said = row["text_redistributable"]
        yield "text_redistributable", f"text_redistributable is {said!r}, expected true, false or nothing"
    if (day := row.get("retrieved_on", "").strip()) and not (len(day) == 10 and is_date(day)):
        yield "retrieved_on", f"retrieved_on is {day!r}, expected a date as YYYY-MM-DD"
    if (day := row.get("published_on", "").strip()) and not is_date(day):
        yield "published_on", f"published_on is {day!r}, expected a date as YYYY-MM-DD, YYYY-MM or YYYY"


def fields_of(source: Mapping[str, str]) -> dict[str, str] | None:
    """Return which fields of a row hold text, HTML, title and so on, where the file's row of sources.csv says so."""
    named = {name: source[f"{name}_field"] for name in MAPPED if f"{name}_field" in source}
    return named or None


def records(raw: Path, limits: Limits, *, ignore: Sequence[str] = ()) -> Iterator[tuple[RawRecord, Mapping[str, str]]]:
    """Yield every record of the raw folder with its file's row of sources.csv, in the order of paths and numbers.

    Raise MissingFile if the folder is missing or holds no capture, RawInputError if sources.csv is faulty.
    """
    if not raw.is_dir():
        raise MissingFile(raw, expected="a folder of captures (.txt, .html, .jsonl, .warc ...); name it with --raw")
    found = raw_entries(raw, ignore)
    if all(entry.stray for entry in found):
        raise MissingFile(raw, expected="at least one capture (.txt, .html, .jsonl, .warc ...) below it and found none")
    told = sources(raw, [entry.name for entry in found])
    for entry in sorted(found, key=lambda entry: entry.name):
        source = told.get(entry.name, {})
        for record in entry_records(entry, source, limits):
            yield record, source


def entry_records(entry: Entry, source: Mapping[str, str], limits: Limits) -> Iterator[RawRecord]:
    """Yield the records of a file; a stray is one with the reason, its name as its bytes."""
    if entry.stray:
        stray = RawRecord(entry.name, 1, entry.name.encode("utf-8", errors="replace"))
        yield replace(stray, problem=entry.stray) if entry.stray == NOT_READABLE else replace(stray, void=entry.stray)
    else:
        yield from records_of_file(entry.path, name=entry.name, fields=fields_of(source), limits=limits)


def catalogue_rows(found: Iterable[tuple[RawRecord, Mapping[str, str]]]) -> Iterator[dict[str, Any]]:
    """Yield one row of the catalogue per record; a record with the bytes of an earlier one names it."""
    seen: dict[str, int] = {}
    for record, source in found:
        digest = sha256(record.payload).hexdigest()
        first = f"{LETTER}{digest[:16]}"
        count = seen[digest] = seen.get(digest, 0) + 1
        yield {
            "article_id": first if count == 1 else f"{first}-{count}",
            "file": record.file,
            "record": record.record,
            "sha256": digest,
            "duplicate_of": first if count > 1 else None,
            "offset": record.place.offset if record.place else None,
            "first": record.place.first if record.place else None,
            "source": json.dumps(source, ensure_ascii=False, sort_keys=True),
        }


def shard_count(rows: int, config: Config, *, before: int = 0) -> int:
    """Return over how many shards `rows` records are spread: as configured, else a power of two by size.

    `before` is the number of the last run; it stays until shards are twice or a quarter of the wanted size, since with
    another number records move to other shards, and what was kept there is of no use. A few hundred records are spread
    over several shards too, so that no core idles.
    """
    settings = config.catalogue
    if settings.shards:
        return settings.shards
    wanted = max(rows / settings.records_per_shard, min(FEW_SHARDS, rows / FEW_RECORDS))
    count = 1
    while count < wanted and 2 * count <= settings.max_shards:
        count *= 2
    return before if 0 < before <= settings.max_shards and wanted / 2 <= before <= 4 * wanted else count


def write_catalogue(raw: Path, output: Path, config: Config) -> None:
    """Write `output`/<shard>.parquet for every shard; a shard with the same records stays the file it is."""
    table_schema = schema("catalogue", file="build/catalogue")
    if raw.is_dir():  # before they are read: whatever changes from now on is noticed
        write_listed(raw_digests(raw, ignore=config.captures.ignore), output)
    listed = records(raw, config.limits, ignore=config.captures.ignore)
    found = catalogue_rows(progress(listed, total=None, what="records listed"))
    parts = [arrow_table(rows, table_schema) for rows in batches(found, ROWS_AT_ONCE)]
    table = pyarrow.concat_tables(parts or [arrow_table([], table_schema)])
    del parts
    before = sorted(output.glob("*.parquet"))
    count = shard_count(len(table), config, before=len(before))
    number = shard_numbers(table, before, count)
    order = [(column, "ascending") for column in table_schema.primary_key]
    for shard in range(count):
        members = table.filter(compute.equal(number, shard)).sort_by(order)
        write_parquet(members, output / shard_name(shard, count))
    for path in before:
        if int(path.stem) >= count or path.name != shard_name(int(path.stem), count):
            path.unlink()


def shard_numbers(table: pyarrow.Table, before: Sequence[Path], count: int) -> pyarrow.Array:
    """Return the shard of each record of the catalogue `table`: by its content, whatever its name.

    While the number of shards stays what it was, records stay in the shards `before`, and a few new ones go to one
    shard together, one that lost records if there is any: a shard costs a job of each stage for a single new record.
    """
    hashed = pyarrow.array([int(digest[:8], 16) % count for digest in table["sha256"].to_pylist()], pyarrow.int64())
    if [path.name for path in before] != [shard_name(shard, count) for shard in range(count)]:
        return hashed
    shards = [read_table(path)["sha256"].combine_chunks() for path in before]
    was = pyarrow.concat_arrays(shards)
    owner = pyarrow.concat_arrays([pyarrow.repeat(number, len(shard)) for number, shard in enumerate(shards)])
    staying = owner.take(compute.index_in(table["sha256"].combine_chunks(), was))
    new = hashed.filter(staying.is_null())
    if 0 < len(new) <= FEW_NEW * len(table) / count:
        lost = owner.filter(compute.invert(compute.is_in(was, table["sha256"].combine_chunks())))
        hashed = pyarrow.repeat(compute.min(lost if len(lost) else new), len(table))
    return compute.coalesce(staying, hashed)


def shard_name(number: int, count: int) -> str:
    """Return the file name of a shard; all of one length: shard_name(7, 2000) -> "0007.parquet"."""
    return f"{number:0{max(3, len(str(count - 1)))}d}.parquet"


def again(entry: Entry, rows: Collection[Row], source: Mapping[str, str], limits: Limits) -> Iterator[RawRecord]:
    """Yield records of a file, those of `rows` of the catalogue among them: only these where all have their place."""
    places = {Place(row["offset"], row["first"]) for row in rows if row["offset"] is not None}
    if entry.stray or any(row["offset"] is None for row in rows):
        return entry_records(entry, source, limits)
    return records_again(entry.path, places, name=entry.name, fields=fields_of(source), limits=limits)


def records_of_shard(
    raw: Path, shard: Path, limits: Limits, *, ignore: Sequence[str] = ()
) -> Iterator[tuple[Row, RawRecord]]:
    """Yield the records that the catalogue lists for a shard, file by file, with their catalogue rows.

    Raise RawInputError if a record is gone or changed since the catalogue was made.
    """
    wanted: dict[str, dict[int, dict[str, Any]]] = {}
    for row in read_rows(shard):
        wanted.setdefault(row["file"], {})[row["record"]] = row
    entries = {entry.name: entry for entry in raw_entries(raw, ignore)}
    for file, rows in sorted(wanted.items()):
        source = json.loads(next(iter(rows.values()))["source"])
        for record in again(entries[file], rows.values(), source, limits) if file in entries else ():
            if record.record not in rows:
                continue
            row = rows.pop(record.record)
            if sha256(record.payload).hexdigest() != row["sha256"]:
                raise RawInputError(
                    f"{raw / file}: record {record.record} changed while the pipeline ran; run it again"
                )
            yield row, record
        if rows:
            raise RawInputError(
                f"{raw / file}: records {sorted(rows)} are gone since the catalogue was made; run it again"
            )
