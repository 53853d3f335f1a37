"""publish: the checked tables in, a Data Package as CSV and as Parquet out; nothing is mended on the way."""

import csv
import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from pyarrow import parquet

from pipeline.config import Config
from pipeline.data_card import data_card
from pipeline.data_dictionary import write_dictionary
from pipeline.database import limit_memory, view_tables
from pipeline.errors import CheckFailed, MissingFile, Violation
from pipeline.home import HOME
from pipeline.metadata import Metadata
from pipeline.package.content_hash import content_hash
from pipeline.package.formulas import GUARD, PROPERTY, guarded_sql, value_sql
from pipeline.package.provenance import RAW_LIST, Inputs, digest_of, provenance
from pipeline.package.standards.common import MOST_SOURCES
from pipeline.package.standards.documents import write_documents
from pipeline.schema import DUCKDB, TableSchema, literal, quoted

PROFILES = "https://datapackage.org/profiles/2.0"
ROW_GROUP = 100_000
MOST_VIOLATIONS = 1000
MOST_RAW = 10_000
SNAKEFILE = HOME / "Snakefile"


def csv_expression(field: dict[str, Any]) -> str:
    """Return how a column is written to CSV: whole numbers without a point, formulas after an apostrophe."""
    name = quoted([field["name"]])
    if field["type"] == "number":
        whole = f"{name} = trunc({name}) AND abs({name}) < 1e15"
        return f"CASE WHEN {whole} THEN {name}::BIGINT::VARCHAR ELSE {name}::VARCHAR END AS {name}"
    if field["type"] == "string":
        return f"{guarded_sql(name)} AS {name}"
    return name


def write_csv(con: duckdb.DuckDBPyConnection, table: TableSchema, path: Path) -> None:
    """Write a table as RFC 4180 CSV: UTF-8 without a mark, LF, header, sorted by primary key, null as an empty cell."""
    columns = ", ".join(csv_expression(dict(field)) for field in table.fields)
    con.execute(f"""COPY (SELECT {columns} FROM {quoted([table.name])} ORDER BY {sort_order(table)})
        TO {literal(path)} (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"', NULL '')""")


def sort_order(table: TableSchema) -> str:
    """Return the ORDER BY of a table: its primary key, qualified: the stored and not the written value counts."""
    return ", ".join(f"{quoted([table.name])}.{quoted([column])}" for column in table.primary_key)


def write_parquet(con: duckdb.DuckDBPyConnection, table: TableSchema, path: Path) -> None:
    """Write a table as Parquet, sorted by primary key, column descriptions as metadata of its fields."""
    arrow = table.arrow().with_metadata(
        {"title": table.descriptor["title"], "description": table.descriptor["description"]}
    )
    reader = con.sql(f"SELECT * FROM {quoted([table.name])} ORDER BY {sort_order(table)}").to_arrow_reader(ROW_GROUP)
    with parquet.ParquetWriter(path, arrow, compression="zstd") as writer:
        for batch in reader:
            writer.write_table(pyarrow.Table.from_batches([batch]).cast(arrow), row_group_size=ROW_GROUP)


def resource(table: TableSchema, path: Path, root: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the resource descriptor of a written file; `facts` holds its row count and logical hash."""
    is_csv = path.suffix == ".csv"
    content = {
        "name": table.name,
        "type": "table",
        "title": table.descriptor["title"],
        "description": table.descriptor["description"],
    }
    text = {
        "encoding": "utf-8",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "delimiter": ",", "header": True},
    }
    schema = {key: value for key, value in table.descriptor.items() if key not in ("title", "description")}
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        **content,
        "path": path.relative_to(root).as_posix(),
        "format": path.suffix[1:],
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        **(text if is_csv else {}),
        # frictionless cannot count the bytes of a Parquet file and takes any `bytes` for a fault.
        ("bytes" if is_csv else "byteSize"): path.stat().st_size,
        "hash": f"sha256:{digest_of(path)}",
        **facts,
        "schema": schema,
    }


def descriptor(metadata: Metadata, resources: list[dict[str, Any]], sources: list[dict[str, str]]) -> dict[str, Any]:
    """Return the package descriptor around `resources`."""
    about = metadata.model_dump(exclude={"tables"})
    contributors = [{key: value for key, value in person.items() if value} for person in about.pop("contributors")]
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        **{key: value for key, value in about.items() if value},
        "contributors": contributors,
        "sources": sources,
        "resources": resources,
    }


def sources_of(con: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Return the publications that the articles' facts come from as Data Package sources.

    A descriptor is read as a whole, so of a large corpus it names the outlets only, most articles first, at most
    MOST_SOURCES; the table of articles has the address of each.
    """
    publications = "SELECT DISTINCT coalesce(origin, outlet, file), url FROM articles ORDER BY ALL"
    rows = con.execute(f"{publications} LIMIT {MOST_SOURCES + 1}").fetchall()
    if len(rows) <= MOST_SOURCES:
        return [
            {"title": title, **({"path": url} if url and url.startswith(("http://", "https://")) else {})}
            for title, url in rows
        ]
    host = "nullif(regexp_extract(url, '^https?://([^/?#]+)', 1), '')"
    outlets = con.execute(
        f"SELECT coalesce(outlet, {host}, 'outlet not stated') AS name, count(*) AS n FROM articles "
        f"GROUP BY name ORDER BY n DESC, name LIMIT {MOST_SOURCES - 1}"
    ).fetchall()
    rest = con.execute("SELECT count(*) FROM articles").fetchall()[0][0] - sum(number for _, number in outlets)
    named = [f"{name} ({number:,} articles)" for name, number in outlets]
    return [{"title": title} for title in [*named, *([f"other outlets ({rest:,} articles)"] if rest else [])]]


def shortened(report: dict[str, Any]) -> dict[str, Any]:
    """Return a check report with the first violations of each rule, and how many more there are if there are."""
    return {
        rule: {**kind, "violations": found[:MOST_VIOLATIONS]}
        | ({"more": len(found) - MOST_VIOLATIONS} if len(found) > MOST_VIOLATIONS else {})
        for rule, kind in report.items()
        for found in [kind["violations"]]
    }


def write_package(
    con: duckdb.DuckDBPyConnection, root: Path, metadata: Metadata, *, report: str, record: dict[str, Any]
) -> None:
    """Write the whole package into the empty folder `root`: tables first, and last what lists all files."""
    (root / "data").mkdir()
    (root / "parquet" / "data").mkdir(parents=True)
    as_csv, as_parquet = [], []
    for name, table in metadata.schemas.items():
        paths = root / "data" / f"{name}.csv", root / "parquet" / "data" / f"{name}.parquet"
        write_csv(con, table, paths[0])
        write_parquet(con, table, paths[1])
        facts = {
            "rows": con.execute(f"SELECT count(*) FROM {quoted([name])}").fetchall()[0][0],
            "contentHash": equal_hash(con, table, *paths),
        }
        as_csv.append(resource(table, paths[0], root, facts))
        as_parquet.append(resource(table, paths[1], root / "parquet", facts))
    sources = sources_of(con)
    write_json(descriptor(metadata, as_csv, sources) | {PROPERTY: GUARD}, root / "datapackage.json")
    described = descriptor(metadata, as_parquet, sources)
    write_json(described, root / "parquet" / "datapackage.json")
    write_record(record, root)
    checks = json.loads(report)
    write_json(shortened(checks), root / "checks.json", indent=1)
    (root / "README.md").write_text(data_card(con, metadata, checks, described), encoding="utf-8")
    write_dictionary(con, metadata, root)
    (root / "workflow").mkdir()
    shutil.copyfile(SNAKEFILE, root / "workflow" / SNAKEFILE.name)
    write_documents(root)


def equal_hash(con: duckdb.DuckDBPyConnection, table: TableSchema, csv_file: Path, parquet_file: Path) -> str:
    """Return the logical hash of a table; raise CheckFailed if its CSV, its Parquet and what they come from differ."""
    types = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in table.columns)
    restored = ", ".join(csv_restored(dict(field)) for field in table.fields)
    dialect = """header = true, delim = ',', quote = '"', escape = '"', nullstr = ''"""
    written = f"read_csv({literal(csv_file)}, {dialect}, columns = {{{types}}})"
    released = f"SELECT * FROM read_parquet({literal(parquet_file)})"
    found = {
        "the checked table": row_sums(con, table, f"SELECT * FROM {quoted([table.name])}"),
        "Parquet": row_sums(con, table, released),
        "CSV": row_sums(con, table, f"SELECT {restored} FROM {written}"),
    }
    if len(set(found.values())) > 1:
        says = "holds the same rows in every format"
        raise CheckFailed(
            [Violation(table.name, "all", f"rows of {kind}", str(sums), says) for kind, sums in found.items()]
        )
    return content_hash(con.sql(released), table.descriptor)


def row_sums(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str) -> tuple[int, ...]:
    """Return the number of rows of a query, and the sums of two hashes of them: other rows, other sums."""
    columns = quoted(table.columns)
    hashes = f"SELECT hash({columns})::HUGEINT AS one, hash('presspack', {columns})::HUGEINT AS other FROM ({query})"
    return tuple(con.execute(f"SELECT count(*), sum(one), sum(other) FROM ({hashes})").fetchall()[0])


def csv_restored(field: dict[str, Any]) -> str:
    """Return how a column is read back from CSV: the inverse of csv_expression."""
    name = quoted([field["name"]])
    if field["type"] == "string":
        return f"{value_sql(name)} AS {name}"
    return f"{name}::{DUCKDB[field['type']]} AS {name}"


def write_record(record: dict[str, Any], root: Path) -> None:
    """Write provenance.json; the digests of many raw files stand in a CSV beside it, since it is read as a whole."""
    raw = record["raw"] or {}
    if len(raw) > MOST_RAW:
        path = root / RAW_LIST
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([("file", "sha256"), *raw.items()])
        record = {**record, "raw": {"list": RAW_LIST, "files": len(raw), "sha256": digest_of(path)}}
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


def run(
    tables: Path,
    checked: Path,
    datapackage: Path,
    *,
    config: Config,
    metadata: Metadata,
    inputs: Inputs | None = None,
) -> None:
    """Write the package of the tables in the folder `tables`, which passed, to the folder `datapackage`.

    `checked` is the folder with the report of the check. `inputs` are the files of people that the tables were made
    from; their digests are recorded. Raise MissingFile if `datapackage` holds something that is no data package: it
    would be lost.
    """
    if datapackage.exists() and any(datapackage.iterdir()) and not (datapackage / "datapackage.json").is_file():
        raise MissingFile(
            datapackage, expected="an empty folder or an earlier data package, since it is replaced as a whole"
        )
    record = provenance(inputs, config, metadata)
    datapackage.parent.mkdir(parents=True, exist_ok=True)
    new = datapackage.with_name(f".{datapackage.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    with duckdb.connect() as con:
        limit_memory(con, config, datapackage.with_name(f".{datapackage.name}.spill"))
        view_tables(con, tables, metadata)
        report = (checked / "report.json").read_text(encoding="utf-8")
        write_package(con, new, metadata, report=report, record=record)
    swap(new, datapackage)
