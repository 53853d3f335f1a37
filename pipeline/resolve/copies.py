"""Copies among the articles of all shards: their sketches read, and what was found of pairs of texts kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow
from pyarrow import compute, parquet

from pipeline.kept import code_digest
from pipeline.resolve.duplicates import NOTHING, PAIR, Duplicate, Judged, duplicates
from pipeline.tables import read_table, write_parquet

DUPLICATE_SCHEMA = pyarrow.schema(
    [(name, pyarrow.string()) for name in ("article_id", "duplicate_of", "duplicate_kind", "reason")]
)
JUDGED = pyarrow.schema([("pair", PAIR), ("kind", pyarrow.int8()), ("code", pyarrow.string())])
RUNS_AT_ONCE = 1_000  # texts, of which each has some kilobytes of runs
REASONS = {"identical": "the same words as", "near": "almost the same words as", "version": "another version of"}
SKETCHED = """
    SELECT article_id, published_on, words, digest, sketch FROM sketches JOIN all_articles USING (article_id)"""


def found_duplicates(con: duckdb.DuckDBPyConnection, cache: Path) -> pyarrow.Table:
    """Return what marks articles as copies of others, of all articles with a sketch.

    The file `cache` holds what was found of pairs of texts, by the code as it is now; it is renewed.
    """

    def read_runs(article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        con.register("wanted", pyarrow.table({"article_id": pyarrow.array(article_ids, pyarrow.string())}))
        query = "SELECT article_id, runs FROM sketches SEMI JOIN wanted USING (article_id)"
        for batch in con.sql(query).to_arrow_reader(RUNS_AT_ONCE):
            yield from zip(batch["article_id"].to_pylist(), batch["runs"].to_pylist(), strict=True)

    code = code_digest("resolve.duplicates")
    found, judged = duplicates(con.sql(SKETCHED).to_arrow_table(), read_runs, judged_before(cache, code))
    columns = [judged.pairs, judged.kinds, pyarrow.repeat(code, len(judged.pairs))]
    write_parquet(pyarrow.table(columns, schema=JUDGED), cache)
    pyarrow.default_memory_pool().release_unused()  # comparing takes more than what follows
    return duplicate_rows(found)


def judged_before(cache: Path, code: str) -> Judged:
    """Return what an earlier run of the same `code` found of pairs of texts."""
    if not cache.is_file() or not parquet.read_schema(cache).equals(JUDGED):
        return NOTHING
    before = read_table(cache)
    same = before.filter(compute.equal(before["code"], code)).combine_chunks()  # an expression would import Acero
    return Judged(same["pair"].combine_chunks(), same["kind"].to_numpy())


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
