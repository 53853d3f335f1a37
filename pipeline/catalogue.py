"""catalogue: the raw folder in, one row per record out, spread over shards by content hash."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.clean.records import Limits, RawRecord, raw_files, records_of_file
from pipeline.config import Config
from pipeline.errors import MissingFile, RawInputError
from pipeline.schema import schema
from pipeline.tables import Row, read_rows, write_table

SOURCE_COLUMNS = {
    "file", "outlet", "author", "published_on", "url", "retrieved_on", "licence", "text_redistributable", "origin", "origin_note",
    "text_field", "html_field",
}  # fmt: skip


def sources(raw: Path, files: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the rows of raw/sources.csv by file, without empty cells; {} if there is no such file.

    Raise RawInputError, naming every fault, for an unknown column, a row without a file, a file told twice, a
    date that is none or a text_redistributable that is neither true nor false.
    """
    path = raw / "sources.csv"
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, restkey="", restval="", strict=True)
            header, rows = reader.fieldnames or [], list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise RawInputError(f"{path}: not a UTF-8 CSV file: {error}") from None
    faults = [
        f"column {name!r} is not one of {', '.join(sorted(SOURCE_COLUMNS))}"
        for name in header
        if name not in SOURCE_COLUMNS
    ]
    faults += [] if "file" in header else ["column 'file' is missing"]
    known, told = set(files), set[str]()
    for number, row in enumerate(rows, 2):
        faults += [f"row {number}: {fault}" for fault in source_faults(row, known, told)]
        told.add(row.get("file", ""))
    if faults:
        raise RawInputError("\n".join(f"{path}: {fault}" for fault in faults))
    return {row["file"]: {key: value for key, value in row.items() if value} for row in rows}


def source_faults(row: Mapping[str, str], known: set[str], told: set[str]) -> Iterator[str]:
    """Yield what is wrong with one row of sources.csv; `told` holds the files of the rows before."""
    file = row.get("file", "")
    if file not in known:
        yield f"file {file!r} is not in the raw folder (paths are relative to it, with forward slashes)"
    if file in told:
        yield f"file {file!r} has a row already"
    if "" in row:
        yield "more cells than columns"
    if row.get("text_redistributable", "") not in ("", "true", "false"):
        yield f"text_redistributable is {row['text_redistributable']!r}, expected true, false or nothing"
    try:
        date.fromisoformat(row.get("retrieved_on") or "2000-01-01")
    except ValueError:
        yield f"retrieved_on is {row['retrieved_on']!r}, expected a date as YYYY-MM-DD"


def fields_of(source: Mapping[str, str]) -> dict[str, str] | None:
    """Return which JSON fields hold the text or HTML, if the file's row of sources.csv says so."""
    named = {key.removesuffix("_field"): source[key] for key in ("text_field", "html_field") if key in source}
    return named or None


def records(raw: Path, limits: Limits) -> Iterator[tuple[RawRecord, Mapping[str, str]]]:
    """Yield every record of the raw folder with its file's row of sources.csv, in the order of paths and numbers.

    Raise MissingFile if the folder is missing or holds no capture, RawInputError if sources.csv is faulty.
    """
    if not raw.is_dir():
        raise MissingFile(raw, expected="a folder of captures (.txt, .html, .jsonl, .warc); name it with --raw")
    names = {path.relative_to(raw).as_posix(): path for path in raw_files(raw)}
    if not names:
        raise MissingFile(raw, expected="at least one capture (.txt, .html, .jsonl, .warc) below it")
    told = sources(raw, names)
    for name, path in sorted(names.items()):
        source = told.get(name, {})
        for record in records_of_file(path, name=name, fields=fields_of(source), limits=limits):
            yield record, source


def catalogue_rows(found: Iterable[tuple[RawRecord, Mapping[str, str]]]) -> Iterator[dict[str, Any]]:
    """Yield one row of the catalogue per record; a record with the bytes of an earlier one names it."""
    seen: dict[str, int] = {}
    for record, source in found:
        digest = sha256(record.payload).hexdigest()
        count = seen[digest] = seen.get(digest, 0) + 1
        yield {
            "article_id": digest[:16] if count == 1 else f"{digest[:16]}-{count}",
            "file": record.file,
            "record": record.record,
            "sha256": digest,
            "duplicate_of": digest[:16] if count > 1 else None,
            "source": json.dumps(source, ensure_ascii=False, sort_keys=True),
        }


def shard_count(rows: int, config: Config) -> int:
    """Return over how many shards `rows` records are spread: as configured, else by size, at most `max_shards`."""
    if config.catalogue.shards:
        return config.catalogue.shards
    return max(1, min(config.catalogue.max_shards, -(-rows // config.catalogue.records_per_shard)))


def run(raw: Path, output: Path, config: Config) -> None:
    """Write `output`/<shard>.parquet for every shard."""
    rows: list[Row] = list(catalogue_rows(records(raw, config.limits)))
    count = shard_count(len(rows), config)
    shards: list[list[Row]] = [[] for _ in range(count)]
    for row in rows:
        shards[int(row["sha256"][:8], 16) % count].append(row)
    for number, members in enumerate(shards):
        write_table(members, schema("catalogue", file="build/catalogue"), output / f"{number:03d}.parquet")


def records_of_shard(raw: Path, shard: Path, limits: Limits) -> Iterator[tuple[Row, RawRecord]]:
    """Yield the records that the catalogue lists for a shard, file by file, with their catalogue rows.

    Raise RawInputError if a record is gone or changed since the catalogue was made.
    """
    wanted: dict[str, dict[int, Row]] = {}
    for row in read_rows(shard):
        wanted.setdefault(row["file"], {})[row["record"]] = row
    for file, rows in sorted(wanted.items()):
        source = json.loads(next(iter(rows.values()))["source"])
        found = records_of_file(raw / file, name=file, fields=fields_of(source), limits=limits)
        for record in found:
            row = rows.pop(record.record, None)
            if row is None:
                continue
            if sha256(record.payload).hexdigest() != row["sha256"]:
                raise RawInputError(
                    f"{raw / file}: record {record.record} changed while the pipeline ran; run it again"
                )
            yield row, record
        if rows:
            raise RawInputError(
                f"{raw / file}: records {sorted(rows)} are gone since the catalogue was made; run it again"
            )
