"""clean: the records of a shard in, their articles, segments and decoded texts out."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as day
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow

from presspack.base.internal_errors import internal_error
from presspack.base.progress import progress
from presspack.base.text_cleaning import without_surrogates
from presspack.captures.catalogue import records_of_shard
from presspack.captures.records import RawRecord
from presspack.clean.article import CleanArticle, DateMetadatum, Metadatum
from presspack.clean.language import identifier
from presspack.clean.line_kinds import noise_lines
from presspack.clean.record import clean_record, unreadable
from presspack.config import CleanSettings, Config
from presspack.documents.document import BODY_KINDS
from presspack.documents.readable_text import body_text
from presspack.documents.text_sketch import SKETCHED, sketch_row
from presspack.reruns.cache import keep_rows, kept_rows, write_with_kept
from presspack.reruns.fingerprints import code_digest, digest_of, shape_of
from presspack.stages.options import add_path, add_settings, started
from presspack.stages.sound_rows import Rows, Tables, sound_tables
from presspack.tables.parquet import Row, validated
from presspack.tables.schema import TableSchema, schema


def article_row(catalogued: Row, article: CleanArticle, record: RawRecord) -> dict[str, Any]:
    """Return the row of `articles` for a record: what the catalogue, sources.csv and cleaning know of it.

    What a person wrote into sources.csv wins over what was found in the record.
    """
    source: Mapping[str, str] = json.loads(catalogued["source"])
    copy = catalogued["duplicate_of"] is not None and article.status == "used"
    date = stated_in_sources(source["published_on"].strip()) if "published_on" in source else article.published_on
    return {
        **{key: catalogued[key] for key in ("article_id", "file", "record", "sha256", "duplicate_of")},
        "media_type": article.media_type or None,
        "encoding": article.encoding or None,
        "encoding_source": article.encoding_source or None,
        "characters": len(article.text) if article.encoding else 0,
        "body_characters": sum(s.end - s.start for s in article.segments if s.kind in BODY_KINDS),
        "status_code": "duplicate" if copy else article.status,
        "text_source_code": record.text_source,
        "capture_note": record.note,
        "reason": f"the same bytes as {catalogued['duplicate_of']}" if copy else article.reason,
        "duplicate_kind": "identical" if copy else None,
        **words("title", article.title),
        **words("outlet", told(source, "outlet") or article.outlet),
        **words("author", told(source, "author") or article.author),
        "published_on": date.value if date else None,
        "published_precision_code": date.precision if date else "unknown",
        "published_source_code": date.source if date else "unknown",
        "published_rule": date.rule if date else None,
        "published_note": date.note if date else None,
        "language": article.language,
        "language_score": article.language_score or 0.0,
        "url": source.get("url") or record.hints.get("url"),
        **{key: source.get(key) for key in ("licence", "origin")},
        "retrieved_on": day.fromisoformat(source["retrieved_on"].strip()) if "retrieved_on" in source else None,
        "text_redistributable": source.get("text_redistributable") == "true",
    }


def stated_in_sources(date: str) -> DateMetadatum:
    """Return the date of publication that sources.csv states, as precise as it is: a day, a month or a year."""
    return DateMetadatum(date, {4: "year", 7: "month"}.get(len(date), "day"), None, "sources.csv", "stated")


def words(name: str, found: Metadatum | None) -> dict[str, str | None]:
    """Return the columns for a piece of metadata: its value, white space squeezed, and the rule that found it."""
    return {name: " ".join(found.value.split()) if found else None, f"{name}_rule": found.rule if found else None}


def told(source: Mapping[str, str], name: str) -> Metadatum | None:
    """Return what sources.csv says of `name`, if anything."""
    return Metadatum(source[name], None, "sources.csv") if name in source else None


TABLES = ("articles", "segments", "texts")
SKETCHES = "sketches"  # of the bodies of used articles, by which resolve finds copies; kept in the build folder only


def table_schema(name: str) -> TableSchema:
    """Return the schema of a cleaned table; texts are kept in the build folder only."""
    return schema(name, file="build/texts") if name == "texts" else schema(name)


def rows_of(catalogued: Row, record: RawRecord, settings: CleanSettings) -> Rows:
    """Return the rows of a record by table; one that our code fails on is unreadable, with what was raised."""
    try:
        return rows_of_article(catalogued, record, clean_record(record, settings=settings))
    except Exception as error:  # whatever a record makes our code raise is told of that record
        return failed(catalogued, record, error)


def failed(catalogued: Row, record: RawRecord, error: Exception) -> Rows:
    """Return the rows of a record that our code fails on."""
    nothing = replace(record, hints={}, note=None)
    reason = internal_error("clean", error, of=f"record {record.record} of {record.file}")
    return rows_of_article(catalogued, nothing, unreadable(nothing, reason))


def rows_of_article(catalogued: Row, record: RawRecord, article: CleanArticle) -> Rows:
    """Return the rows of a record that was cleaned by table."""
    whole = article_row(catalogued, article, record)
    row = {name: without_surrogates(value) if isinstance(value, str) else value for name, value in whole.items()}
    key = row["article_id"]
    segments: list[Row] = [
        {
            "article_id": key,
            "start": s.start,
            "end": s.end,
            "kind_code": s.kind,
            "reason_code": s.reason,
            "speaker": s.speaker,
        }
        for s in article.segments
    ]
    used = row["status_code"] == "used"
    texts: list[Row] = [{"article_id": key, "media_type": article.media_type, "text": article.text}] if used else []
    body = body_text(article.text, article.segments, article.media_type) if used else ""
    sketches: list[Row] = [sketch_row(key, body)] if used else []
    return {"articles": [row], "segments": segments, "texts": texts, SKETCHES: sketches}


def record_key(catalogued: Row, record: RawRecord, config: Config) -> str:
    """Return a key that changes with whatever the rows of a record are made of."""
    told = (
        sorted(catalogued.items()),
        record.media_type,
        record.declared_charset,
        sorted(record.hints.items()),
        record.problem,
        record.text_source,
        record.void,
        record.note,
        record.body,
    )
    return digest_of(told, config.clean, config.limits, cleaner_digest())


@lru_cache
def cleaner_digest() -> str:
    """Return a digest of the code, words and schemas that cleaning rests on, whatever the record."""
    shapes = [shape_of(table_schema(name).descriptor) for name in TABLES]
    return digest_of(shapes, code_digest("stages.clean", data=("captures", "clean")))


def clean_shard(raw: Path, shard: Path, cache: Path, output: Path, *, config: Config) -> None:
    """Write articles, segments and texts of the catalogue's `shard` to the folder `output`.

    Records that are in the folder `cache` as they are now are not cleaned again; it is renewed.
    """
    records = list(records_of_shard(raw, shard, config.limits, ignore=config.captures.ignore))
    keys = {row["article_id"]: record_key(row, record, config) for row, record in records}
    kept = kept_rows(cache, keys, [f"{name}.parquet" for name in (*TABLES, SKETCHES)])
    fresh = [(row, record) for row, record in records if row["article_id"] not in kept.known]
    cleaned = progress(fresh, total=len(fresh), what="records cleaned")
    found = [rows_of(row, record, config.clean) for row, record in cleaned]
    tables = sound_tables(found, tables_of, lambda number, error: failed(*fresh[number], error))
    for name in TABLES:
        write_with_kept(tables[name], kept, table_schema(name).primary_key, output / f"{name}.parquet")
    write_with_kept(tables[SKETCHES], kept, ["article_id"], output / f"{SKETCHES}.parquet")
    keep_rows(kept, output)


def tables_of(found: Sequence[Rows]) -> Tables:
    """Return rows by table as tables. Raise CheckFailed, or what Arrow raises, for rows that do not fit."""
    rows = {name: [row for one in found for row in one[name]] for name in (*TABLES, SKETCHES)}
    sketches = pyarrow.Table.from_pylist(rows[SKETCHES], schema=SKETCHED)
    return {**{name: validated(rows[name], table_schema(name)) for name in TABLES}, SKETCHES: sketches}


def prepare(config: Config) -> None:
    """Load what tells languages and kinds of lines, before the first of several shards."""
    identifier()
    noise_lines()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "raw", "folder of captures, with sources.csv")
    add_path(parser, "shard", "catalogue of the shard")
    add_path(parser, "cache", "file or folder that keeps what was made from run to run")
    add_path(parser, "output", "file or folder to write")
    add_settings(
        parser, "--raw raw --shard build/catalogue/000.parquet --cache build/cache/clean --output build/clean/000"
    )


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        clean_shard(args.raw, args.shard, args.cache, args.output, config=config)
    return 0
