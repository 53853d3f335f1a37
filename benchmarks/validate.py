"""Time `presspack validate` on a table of a million rows, CSV and Parquet, and frictionless on the same files if asked.

    python benchmarks/validate.py [--rows 1000000] [--frictionless-rows 50000] [--folder FOLDER]

The table has seven columns with a primary key, a unique key, a foreign key, categories, a pattern and bounds.
frictionless takes minutes for a million rows, so it runs on `--frictionless-rows` rows (0 leaves it out) and its time
for all rows is extrapolated and marked as such; it does not check categories and unique keys at all.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import duckdb

from presspack.package.validation.validation import Settings, validated

PROFILE = "https://datapackage.org/profiles/2.0/"
COUNTRIES = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--frictionless-rows", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="keep the packages here (default: a folder that goes)")
    parser.add_argument("--memory", default="1500MB", help="DuckDB's limit")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch)
        for form in ("csv", "parquet"):
            package = write_package(folder / f"{form}-{args.rows}", form, args.rows)
            report("presspack", form, args.rows, timed(lambda p=package: ours(p, args.memory)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:.0f} MB")
        for form in ("csv", "parquet") if args.frictionless_rows else ():
            package = write_package(folder / f"{form}-{args.frictionless_rows}", form, args.frictionless_rows)
            seconds = timed(lambda p=package: theirs(p))
            report("frictionless", form, args.frictionless_rows, seconds)
            print(f"  extrapolated to {args.rows:,} rows: {seconds[1] * args.rows / args.frictionless_rows:.1f} CPU s")


def timed(action) -> tuple[float, float]:
    """Return seconds by the clock and of the processor: on a busy machine only the second says much."""
    start, start_cpu = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - start, time.process_time() - start_cpu


def report(engine: str, form: str, rows: int, seconds: tuple[float, float]) -> None:
    print(f"{engine:12} {form:8} {rows:>12,} rows {seconds[0]:8.2f} s {seconds[1]:8.2f} CPU s")


def ours(package: Path, memory: str) -> None:
    found = validated(package, Settings(memory=memory)).totals()
    assert not found, found


def theirs(package: Path) -> None:
    from frictionless import validate  # noqa: PLC0415 - it takes seconds to import

    assert validate(str(package / "datapackage.json")).valid


def write_package(folder: Path, form: str, rows: int) -> Path:
    """Write the package unless it is there; return its folder."""
    if (folder / "datapackage.json").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    options = "HEADER, DELIMITER ','" if form == "csv" else "FORMAT parquet, COMPRESSION zstd"
    connection = duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": False})
    connection.execute(
        f"COPY (SELECT 'C' || lpad(i::VARCHAR, 3, '0') AS code FROM range({COUNTRIES}) t(i)) "
        f"TO '{folder}/countries.{form}' ({options})"
    )
    connection.execute(
        f"""COPY (SELECT printf('e%09d', i) AS event_id, i::BIGINT AS number,
            'C' || lpad((i * 7 % {COUNTRIES})::VARCHAR, 3, '0') AS country,
            ['PROTEST', 'AGREE', 'REJECT', 'COERCE'][i % 4 + 1] AS kind,
            (DATE '2000-01-01' + (i % 9000)::INTEGER) AS happened_on,
            round((i * 37 % 100000) / 100.0, 2)::DOUBLE AS amount, (i % 3 = 0) AS confirmed
            FROM range({rows}) t(i)) TO '{folder}/events.{form}' ({options})"""
    )
    (folder / "datapackage.json").write_text(json.dumps(descriptor(form), indent=1))
    return folder


def descriptor(form: str) -> dict:
    schema = {
        "$schema": PROFILE + "tableschema.json",
        "fields": [
            {"name": "event_id", "type": "string", "constraints": {"required": True, "pattern": "e[0-9]{9,}"}},
            {"name": "number", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "country", "type": "string"},
            {"name": "kind", "type": "string", "categories": ["PROTEST", "AGREE", "REJECT", "COERCE"]},
            {"name": "happened_on", "type": "date", "constraints": {"minimum": "1999-01-01"}},
            {"name": "amount", "type": "number", "constraints": {"minimum": 0, "maximum": 1000}},
            {"name": "confirmed", "type": "boolean"},
        ],
        "primaryKey": ["event_id"],
        "uniqueKeys": [["number", "country"]],
        "foreignKeys": [{"fields": ["country"], "reference": {"resource": "countries", "fields": ["code"]}}],
    }
    codes = {
        "$schema": PROFILE + "tableschema.json",
        "fields": [{"name": "code", "type": "string"}],
        "primaryKey": ["code"],
    }
    resources = [
        {"name": name, "path": f"{name}.{form}", "type": "table", "format": form, "schema": table}
        for name, table in (("countries", codes), ("events", schema))
    ]
    return {
        "$schema": PROFILE + "datapackage.json",
        "name": "benchmark",
        "resources": [{"$schema": PROFILE + "dataresource.json", **item} for item in resources],
    }


if __name__ == "__main__":
    main()
