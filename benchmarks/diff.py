"""Time `presspack diff` on two releases of a table with a million rows, one row in a hundred different.

python benchmarks/diff.py [--rows 1000000] [--format csv] [--memory 1500MB] [--feed]
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from presspack.package.comparison.comparison import difference

sys.path.insert(0, str(Path(__file__).parent))
from validate import descriptor, write_package


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--memory", default="1500MB", help="DuckDB's limit")
    parser.add_argument("--feed", action="store_true", help="write the change feed too")
    parser.add_argument("--folder", type=Path, help="keep the packages here (default: a folder that goes)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch)
        old = write_package(folder / f"{args.format}-{args.rows}", args.format, args.rows)
        new = changed_package(old, folder / f"{args.format}-{args.rows}-changed", args.format)
        start, start_cpu = time.perf_counter(), time.process_time()
        result = difference(old, new, memory=args.memory, feed=Path(scratch) / "feed" if args.feed else None)
        seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    table = result.tables[-1]
    print(f"{args.format} {args.rows:,} rows: {seconds:.2f} s, {cpu:.2f} CPU s, {result.step}")
    print(f"  {table.added:,} added, {table.removed:,} removed, {table.changed:,} changed")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def changed_package(old: Path, folder: Path, form: str) -> Path:
    """Write a copy with one row in 300 gone, one new, one changed, and another order; return its folder."""
    if (folder / "datapackage.json").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    reader = "read_csv" if form == "csv" else "read_parquet"
    options = "HEADER" if form == "csv" else "FORMAT parquet, COMPRESSION zstd"
    connection = duckdb.connect()
    connection.execute(f"COPY (FROM {reader}('{old}/countries.{form}')) TO '{folder}/countries.{form}' ({options})")
    connection.execute(
        f"""COPY (SELECT CASE WHEN number % 300 = 1 THEN 'e1' || event_id[2:] ELSE event_id END AS event_id,
            * EXCLUDE (event_id) REPLACE (CASE WHEN number % 300 = 2 THEN amount + 1 ELSE amount END AS amount)
            FROM {reader}('{old}/events.{form}') WHERE number % 300 <> 0 ORDER BY hash(number))
            TO '{folder}/events.{form}' ({options})"""
    )
    (folder / "datapackage.json").write_text(json.dumps(descriptor(form), indent=1))
    return folder


if __name__ == "__main__":
    main()
