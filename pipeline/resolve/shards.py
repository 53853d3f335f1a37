"""The tables whose rows belong to articles, written shard by shard; where nothing changed, files are left alone."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.database import SHARDS, view
from pipeline.ids import file_sha256
from pipeline.inputs import shape_of
from pipeline.kept import code_digest, digest_of, linked_or_copied
from pipeline.resolve.applied import corrected
from pipeline.resolve.corrections import Correction
from pipeline.resolve.linked import ARTICLES, linked
from pipeline.schema import TableSchema, literal, quoted

EXTRACTED = ("evidence", "mentions", "actor_roles", "events", "event_participants", "statistics")
SHARDED = ("articles", "segments", *EXTRACTED)
# What was found over the whole corpus, by shard.
FOUND = ("standing", "links", "clusters")
KEY = "key.txt"


def write_query(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str, folder: Path) -> None:
    """Write the rows of `query` as `table`, in its columns and sorted by its key."""
    con.execute(f"""COPY (SELECT {quoted(table.columns)} FROM ({query}) ORDER BY {quoted(table.primary_key)})
        TO {literal(folder / f"{table.name}.parquet")} (FORMAT parquet, COMPRESSION zstd)""")


@dataclass(frozen=True, slots=True)
class Shard:
    """What cleaning and extraction made of a shard: two folders of one name."""

    cleaned: Path
    extracted: Path

    @property
    def files(self) -> dict[str, Path]:
        """What the tables of the shard are made of, by table."""
        return {n: (self.extracted if n in EXTRACTED else self.cleaned) / f"{n}.parquet" for n in SHARDED}


def write_shards(
    con: duckdb.DuckDBPyConnection,
    shards: Sequence[Shard],
    output: Path,
    schemas: Mapping[str, TableSchema],
    corrections: Sequence[Correction],
) -> None:
    """Write the tables of each shard to a folder of its name in `output`/shards; folders of shards that are gone go.

    The tables all_<FOUND> have a column `shard`. A shard whose inputs are those of the last run is left alone.
    """
    names = {shard.cleaned.name for shard in shards}
    output = output / SHARDS
    output.mkdir(parents=True, exist_ok=True)
    found = found_digests(con)
    shapes = [shape_of(schemas[name].descriptor) for name in SHARDED]
    common = digest_of(shapes, corrections, code_digest("resolve.shards"), duckdb.__version__)
    for shard in shards:
        folder = output / shard.cleaned.name
        files = [file_sha256(path) for path in shard.files.values()]
        key = digest_of(common, found.get(folder.name), files)
        if not is_written(folder, key):
            write_shard(con, shard, folder, schemas, corrections)
            (folder / KEY).write_text(key, encoding="utf-8")
    for path in output.iterdir():
        if path.name not in names:
            shutil.rmtree(path)


def found_digests(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return a digest of what was found over the whole corpus of each shard."""
    hashed = " UNION ALL ".join(
        f"SELECT shard, hash({literal(name)}, t) AS hash FROM all_{name} AS t" for name in FOUND
    )
    rows = con.execute(f"SELECT shard, count(*) || ' ' || sum(hash)::VARCHAR FROM ({hashed}) GROUP BY shard").fetchall()
    return dict(rows)


def is_written(folder: Path, key: str) -> bool:
    """Tell whether the tables in `folder` were made of what `key` tells."""
    path = folder / KEY
    return path.is_file() and path.read_text(encoding="utf-8") == key


def write_shard(
    con: duckdb.DuckDBPyConnection,
    shard: Shard,
    folder: Path,
    schemas: Mapping[str, TableSchema],
    corrections: Sequence[Correction],
) -> None:
    """Write the tables of one shard to `folder`, in one step."""
    new = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for name, path in shard.files.items():
        view(con, f"shard_{name}", [path])
    for name in FOUND:
        here = f"FROM all_{name} WHERE shard = {literal(folder.name)}"
        con.execute(f"CREATE OR REPLACE TEMP TABLE shard_{name} AS {here}")
    linked_or_copied(shard.files["segments"], new / "segments.parquet")
    queries = {"articles": ARTICLES.format(scope="shard")} | {n: linked(schemas[n], "shard") for n in EXTRACTED}
    # A participant goes with its event, if people rejected that.
    events = literal(new / "events.parquet")
    queries["event_participants"] += f" SEMI JOIN read_parquet({events}) AS events ON events.event_id = t.event_id"
    for name, query in queries.items():
        write_query(con, schemas[name], corrected(schemas[name], query, corrections), new)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(new, folder)
