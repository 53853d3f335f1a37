"""Copies among the articles of all shards: their sketches read, and what was found of pairs of texts kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow

from presspack.reruns.cache import kept_file, renewed
from presspack.reruns.fingerprints import code_digest
from presspack.resolve.copy_detection import NOTHING, PAIR, Duplicate, Judged, duplicates
from presspack.tables.parquet import read_table, write_parquet

DUPLICATE_SCHEMA = pyarrow.schema(
    [(name, pyarrow.string()) for name in ("article_id", "duplicate_of", "duplicate_kind", "reason")]
)
JUDGED = pyarrow.schema([("pair", PAIR), ("kind", pyarrow.int8())])
KEPT = "pairs.parquet"
RUNS_AT_ONCE = 1_000  # texts, of which each has some kilobytes of runs
REASONS = {"identical": "the same words as", "near": "almost the same words as", "version": "another version of"}
SKETCHED = """
    SELECT article_id, published_on, words, digest, sketch FROM sketches
    JOIN all_articles USING (article_id) ANTI JOIN all_failures USING (article_id)"""


def found_duplicates(con: duckdb.DuckDBPyConnection, cache: Path) -> pyarrow.Table:
    """Return what marks articles as copies of others, of all articles with a sketch.

    The folder `cache` keeps what was found of pairs of texts, by the code as it is now; it is renewed.
    """

    def read_runs(article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        con.register("wanted", pyarrow.table({"article_id": pyarrow.array(article_ids, pyarrow.string())}))
        query = "SELECT article_id, runs FROM sketches SEMI JOIN wanted USING (article_id)"
        for batch in con.sql(query).to_arrow_reader(RUNS_AT_ONCE):
            yield from zip(batch["article_id"].to_pylist(), batch["runs"].to_pylist(), strict=True)

    code = code_digest("resolve.copy_detection")
    found, judged = duplicates(con.sql(SKETCHED).to_arrow_table(), read_runs, judged_before(cache, code))
    with renewed(cache, code) as folder:
        write_parquet(pyarrow.table([judged.pairs, judged.kinds], schema=JUDGED), folder / KEPT)
    pyarrow.default_memory_pool().release_unused()  # comparing takes more than what follows
    return duplicate_rows(found)


def judged_before(cache: Path, code: str) -> Judged:
    """Return what an earlier run of the same `code` found of pairs of texts, nothing if that is damaged."""
    path = kept_file(cache, KEPT, code)
    if path is None:
        return NOTHING
    before = read_table(path)
    return Judged(before["pair"].combine_chunks(), before["kind"].to_numpy())


def duplicate_rows(found: list[Duplicate]) -> pyarrow.Table:
    """Return what marks an article as a copy of another: the other, how it copies it, and that as a reason."""
    rows = [
        {
            "article_id": d.article_id,
            "duplicate_of": d.duplicate_of,
            "duplicate_kind": d.kind,
            "reason": f"{REASONS[d.kind]} {d.duplicate_of}",
        }
        for d in found
    ]
    return pyarrow.Table.from_pylist(rows, schema=DUPLICATE_SCHEMA)
