"""Memory and seconds of the stages over the whole corpus, at several times the size of a build that is there.

Usage: python benchmarks/widen.py BUILD TIMES FOLDER [--memory 300MB]     one line of JSON to FOLDER/figures.json
       BUILD is the build folder that benchmarks/build.py left: FOLDER/project/build

Cleaning, parsing and extraction hold one shard at a time, whatever the corpus. What meets the whole corpus is resolve,
check and publish: here each shard of a build is written TIMES times, with other ids, other sketches and the same names,
and these stages run over all of them.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow
from pyarrow import parquet

from presspack.base.sql import literal, quoted
from presspack.config import read_config
from presspack.documents.text_sketch import MIN_RUNS, SKETCH

ROOT = Path(__file__).parents[1]
OWN = {"sha256", "duplicate_of", "attributed_to"}  # ids by another name
FOREIGN = {"geonames_id", "wikidata_id", "authority_id"}  # ids of others, which stay


def names_of(source: Path) -> list[str]:
    """Return the columns of a table."""
    return list(parquet.read_schema(source).names)


def renamed(source: Path, target: Path, copy: int) -> None:
    """Write a table with `copy` in place of the first digit of all ids, and files in a folder of that name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    names = [name for name in names_of(source) if name in OWN or name.endswith("_id")]
    ids = [quoted([name]) for name in names if name not in FOREIGN]
    changes = [f"'{copy:x}' || substr({name}, 2) AS {name}" for name in ids]
    changes += [f"'{copy:x}/' || file AS file"] if "file" in names_of(source) else []
    new = f"REPLACE ({', '.join(changes)})" if changes else ""
    query = f"SELECT * {new} FROM read_parquet({literal(source)})"
    duckdb.execute(f"COPY ({query}) TO {literal(target)} (FORMAT parquet, COMPRESSION zstd)")


def resketched(source: Path, target: Path, copy: int) -> None:
    """Write sketches as of other texts that resemble each other as these do."""
    table = parquet.read_table(source)
    rows = []
    for row in table.to_pylist():
        runs = np.sort(np.frombuffer(row["runs"], dtype="<u8") ^ np.uint64(copy * 0x9E3779B97F4A7C15 % 2**64))
        sketch = np.zeros(SKETCH, dtype="<u8")
        if len(runs) >= MIN_RUNS:
            sketch[: min(SKETCH, len(runs))] = runs[:SKETCH]
        changed = {"sketch": sketch.tobytes(), "runs": runs.tobytes(), "digest": bytes([copy]) + row["digest"][1:]}
        rows.append(row | changed | {"article_id": f"{copy:x}{row['article_id'][1:]}"})
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=table.schema), target, compression="zstd")


def widened(build: Path, times: int, folder: Path) -> None:
    """Write the shards of a build `times` times into `folder`."""
    shards = [path.stem for path in sorted((build / "catalogue").glob("*.parquet"))]
    for number, (copy, shard) in enumerate((copy, shard) for copy in range(times) for shard in shards):
        renamed(build / "catalogue" / f"{shard}.parquet", folder / "catalogue" / f"{number:03d}.parquet", copy)
        for stage in ("clean", "extracted"):
            for source in sorted((build / stage / shard).glob("*.parquet")):
                target = folder / stage / f"{number:03d}" / source.name
                target.parent.mkdir(parents=True, exist_ok=True)
                (resketched if source.stem == "sketches" else renamed)(source, target, copy)


def measured(stage: str, *options: object) -> dict[str, float]:
    """Return seconds and MB of a stage; end this program if it fails."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-m", "presspack", stage, *map(str, options)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    peak = 0.0
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status")
        found = [line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM")]
        peak = max([peak, *(int(line.split()[1]) / 1024 for line in found)])
        time.sleep(0.1)
    if process.returncode:
        sys.exit(f"{stage} failed: run it again by hand to see why")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": round(time.monotonic() - start, 1), "cpu": round(cpu, 1), "memory": round(peak)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("times", type=int, choices=range(1, 17), metavar="TIMES")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--memory", default=read_config().check.memory_limit, help="DuckDB's limit: %(default)s")
    given = parser.parse_args()
    folder = given.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    widened(given.build, given.times, folder)
    (folder / "settings.yaml").write_text(f"check: {{memory_limit: {given.memory}}}\n", encoding="utf-8")
    cleaned, extracted = sorted((folder / "clean").iterdir()), sorted((folder / "extracted").iterdir())
    catalogue, settings = sorted((folder / "catalogue").iterdir()), ("--config", folder / "settings.yaml")
    tables, cache = ("--tables", folder / "tables"), ("--cache", folder / "copies.parquet")
    shards = ("--cleaned", *cleaned, "--extracted", *extracted)
    stages = {"resolve": measured("resolve", *shards, *cache, "--output", folder / "tables", *settings)}
    listed = ("--cleaned", *cleaned, "--catalogue", *catalogue, "--cache", folder / "passed")
    stages["check"] = measured("check", *tables, *listed, "--output", folder / "checked", *settings)
    checked = ("--checked", folder / "checked", "--cache", folder / "published")
    stages["publish"] = measured("publish", *tables, *checked, "--output", folder / "package", *settings)
    records = sum(parquet.read_metadata(path).num_rows for path in catalogue)
    figures = {"widened": records, "limit": given.memory, "stages": stages}
    (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
