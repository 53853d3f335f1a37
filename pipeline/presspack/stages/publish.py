"""publish: the checked tables in, a Data Package as CSV and as Parquet out; nothing is mended on the way."""

import argparse
import csv
import json
import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from presspack.base.errors import MissingFile
from presspack.base.ids import file_sha256
from presspack.base.paths import HOME
from presspack.captures.raw_digests import refuse_changed
from presspack.captures.raw_folder import raw_files
from presspack.checks.rules import number_passed
from presspack.config import Config
from presspack.package.formula_guard import GUARD, PROPERTY
from presspack.release.changes import since
from presspack.release.data_card import data_card
from presspack.release.data_dictionary import write_dictionary
from presspack.release.derived_tables import derived_tables
from presspack.release.descriptors import descriptor, digest_in, resource, sources_of
from presspack.release.page import write_page
from presspack.release.pictures import write_pictures
from presspack.release.reader_cost import reader_cost
from presspack.release.row_sums import keep_sums, kept_sums
from presspack.release.standards.documents import write_documents
from presspack.release.standards.provenance import RAW_LIST, Inputs, provenance
from presspack.release.table_files import Released, release
from presspack.stages.options import add_optional_path, add_path, add_settings, started
from presspack.tables.duckdb import connection, hold, table_files, view_tables
from presspack.tables.package_metadata import Metadata, read_metadata

AT_ONCE = 2  # tables written at the same time, since encoding keeps one core busy; each more needs its memory
MOST_VIOLATIONS = 1000
MOST_RAW = 10_000
SNAKEFILE = HOME / "Snakefile"


def shortened(report: dict[str, Any]) -> dict[str, Any]:
    """Return a check report with the first violations of each rule, and how many more there are if there are."""
    return {
        rule: {**kind, "violations": found[:MOST_VIOLATIONS]}
        | ({"more": len(found) - MOST_VIOLATIONS} if len(found) > MOST_VIOLATIONS else {})
        for rule, kind in report.items()
        for found in [kind["violations"]]
    }


def share_cores(con: duckdb.DuckDBPyConnection) -> None:
    """Let each of the tables that are written at once have its share of DuckDB's threads: each thread needs memory."""
    threads = con.execute("SELECT current_setting('threads')").fetchall()[0][0]
    con.execute(f"SET threads = {max(1, threads // AT_ONCE)}")


def release_tables(
    con: duckdb.DuckDBPyConnection, root: Path, metadata: Metadata, files: Mapping[str, list[Path]], sums: Path | None
) -> list[Released]:
    """Write all tables, whose rows lie in `files`, into the package folder `root`; the folder `sums` keeps sums."""
    (root / "data").mkdir()
    (root / "parquet" / "data").mkdir(parents=True)
    known, schemas = kept_sums(sums), metadata.published

    def released(name: str) -> Released:
        with con.cursor() as cursor:
            return release(cursor, schemas[name], root, files[name], known)

    def size(name: str) -> int:
        return sum(path.stat().st_size for path in files[name])

    # The largest first: begun last it would be written alone. Then the small ones: two large ones want much memory.
    by_size = sorted(schemas, key=size)
    order = [*by_size[-1:], *by_size[:-1]]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        by_name = dict(zip(order, pool.map(released, order), strict=True))
    found = [by_name[name] for name in schemas]
    if sums:
        keep_sums(sums, {key: row for table in found for key, row in table.sums.items()})
    return found


def write_package(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    metadata: Metadata,
    *,
    released: list[Released],
    report: str,
    record: dict[str, Any],
    config: Config,
) -> None:
    """Write what describes the tables in the package folder `root`, and last what lists all files."""
    as_csv, as_parquet = [], []
    digests: dict[Path, str] = {}
    for table in released:
        facts = {"rows": table.rows, "contentHash": table.content_hash}
        as_csv.append(resource(table.schema, table.csv_file, root, facts))
        as_parquet.append(resource(table.schema, table.parquet_file, root / "parquet", facts))
        digests |= {
            table.csv_file: digest_in(as_csv[-1]),
            table.parquet_file: digest_in(as_parquet[-1]),
        }
    sources = sources_of(con)
    write_json(descriptor(metadata, as_csv, sources) | {PROPERTY: GUARD}, root / "datapackage.json")
    described = descriptor(metadata, as_parquet, sources)
    write_json(described, root / "parquet" / "datapackage.json")
    write_record(record, root)
    checks = json.loads(report)
    write_json(shortened(checks), root / "checks.json", indent=1)
    pictures = write_pictures(con, root / "pictures")
    card = data_card(con, metadata, checks, described, pictures=pictures)
    (root / "README.md").write_text(card, encoding="utf-8")
    write_dictionary(con, metadata, root)
    passed = number_passed(metadata, checks, reader=config.reader.is_on)
    previous = config.resolve.previous
    write_page(con, root, metadata, checks, passed=passed, since=since(Path(previous), root) if previous else None)
    (root / "workflow").mkdir()
    shutil.copyfile(SNAKEFILE, root / "workflow" / SNAKEFILE.name)
    write_documents(root, known=digests)


def dated(con: duckdb.DuckDBPyConnection, metadata: Metadata, inputs: Inputs | None) -> Metadata:
    """Return the metadata with the day of the newest capture as `created`, if they state none.

    That is the last day on which an article was retrieved or published, or else on which a capture was written.
    """
    if metadata.created:
        return metadata
    days = "SELECT unnest([retrieved_on::VARCHAR, published_on::VARCHAR]) AS day FROM articles"
    found = con.execute(f"SELECT max(day) FROM ({days}) WHERE length(day) = 10").fetchall()[0][0]
    if not found:
        captures = raw_files(inputs.raw) if inputs else []
        newest = max((path.stat().st_mtime for path in captures), default=0.0)
        found = datetime.fromtimestamp(newest, tz=UTC).date().isoformat()
    return metadata.model_copy(update={"created": f"{found}T00:00:00Z"})


def write_record(record: dict[str, Any], root: Path, *, most: int = MOST_RAW) -> None:
    """Write provenance.json; the digests of more than `most` raw files stand in a CSV beside it, to keep it small."""
    raw = record["raw"] or {}
    if len(raw) > most:
        path = root / RAW_LIST
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([("file", "sha256"), *raw.items()])
        record = {**record, "raw": {"list": RAW_LIST, "files": len(raw), "sha256": file_sha256(path)}}
    write_json(record, root / "provenance.json")


def write_json(value: dict[str, Any], path: Path, *, indent: int = 2) -> None:
    """Write `value` as JSON for people and machines to read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def swap(new: Path, target: Path) -> None:
    """Put the folder `new` in the place of `target`; at no time is there a half-written `target`."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.replace(target, old)
    os.replace(new, target)
    shutil.rmtree(old, ignore_errors=True)


def publish_package(
    tables: Path,
    checked: Path,
    datapackage: Path,
    *,
    config: Config,
    metadata: Metadata,
    inputs: Inputs | None = None,
    cache: Path | None = None,
    catalogue: Path | None = None,
) -> None:
    """Write the package of the tables in the folder `tables`, which passed, to the folder `datapackage`.

    `checked` is the folder with the report of the check. `inputs` are the files of people that the tables were made
    from; their digests are recorded. The folder `cache` keeps digests of raw files and sums of rows from run to
    run; the folder `catalogue` tells what raw files were when they were read. Raise RawInputError, naming them, if some
    have changed since; MissingFile if `datapackage` holds something that is no data package: it would be lost.
    """
    if datapackage.exists() and any(datapackage.iterdir()) and not (datapackage / "datapackage.json").is_file():
        raise MissingFile(
            datapackage, expected="an empty folder or an earlier data package, since it is replaced as a whole"
        )
    datapackage.parent.mkdir(parents=True, exist_ok=True)
    new = datapackage.with_name(f".{datapackage.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    spill, derived = (datapackage.with_name(f".{datapackage.name}.{kind}") for kind in ("spill", "derived"))
    with connection(config, spill) as con:
        share_cores(con)
        view_tables(con, tables, metadata)
        metadata = dated(con, metadata, inputs)
        files = {name: table_files(tables, name) for name in metadata.schemas}
        files |= derived_tables(con, metadata, derived)
        released = release_tables(con, new, metadata, files, cache / "sums" if cache else None)
    shutil.rmtree(derived, ignore_errors=True)
    record = provenance(inputs, config, metadata, cache=cache / "raw" if cache else None)
    if inputs and catalogue:
        refuse_changed(inputs.raw, record["raw"], catalogue)
    with connection(config, spill) as con:
        for table in released:
            hold(con, table.schema.name, [table.parquet_file])
        if config.reader.is_on:
            record["reader"] |= reader_cost(con)
        report = (checked / "report.json").read_text(encoding="utf-8")
        write_package(con, new, metadata, released=released, report=report, record=record, config=config)
    swap(new, datapackage)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "tables", "folder of resolved tables")
    add_path(parser, "checked", "folder with the report of the check")
    add_path(parser, "output", "file or folder to write")
    add_optional_path(parser, "raw", "folder of captures, with sources.csv")
    add_optional_path(parser, "catalogue", "folder of the catalogue, by which changes of --raw are noticed")
    add_optional_path(parser, "corrections", "CSV of corrections by people, if there is one")
    add_optional_path(parser, "cache", "file or folder that keeps what was made from run to run")
    add_settings(
        parser,
        "--tables build/tables --checked build/checked --raw raw --cache build/cache/published --output datapackage",
    )


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        publish_package(
            args.tables,
            args.checked,
            args.output,
            config=config,
            metadata=read_metadata(args.package, raw=args.raw, reader=config.reader.is_on),
            inputs=Inputs(args.raw, args.corrections) if args.raw else None,
            cache=args.cache,
            catalogue=args.catalogue,
        )
    return 0
