"""Shards that passed the last check and are as they were: nothing is asked of them again, what was reported is kept.

Of a changed shard, DuckDB's schema `fresh` has a view of each table with the rows of those articles whose rows or text
are others than when they passed: whether rows say what the text says is dear to ask.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from pipeline.errors import Violation
from pipeline.ids import file_sha256
from pipeline.inputs import shape_of
from pipeline.kept import code_digest, digest_of
from pipeline.schema import TableSchema, literal, quoted
from pipeline.tables import part_of, put


@dataclass(frozen=True)
class Passed:
    """What was found in a shard that broke no rule of severity error, its articles by the digest of rows and text.

    `key` tells from which files and rules, `rules` from which rules.
    """

    key: str = ""
    rules: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)
    found: list[Violation] = field(default_factory=list)


def rules_key(schemas: Mapping[str, TableSchema]) -> str:
    """Return what changes with whatever decides if an article passes, besides its rows and its text."""
    shapes = [(name, shape_of(table.descriptor)) for name, table in schemas.items()]
    return digest_of(shapes, code_digest("check", data="checks"), duckdb.__version__)


def shard_key(shard: str, files: Mapping[str, Path], rules: str) -> str:
    """Return what changes with whatever decides what is found in a shard: the bytes of its `files`, and the rules."""
    return digest_of(shard, rules, [(name, file_sha256(path)) for name, path in sorted(files.items())])


def passed_before(cache: Path, shard: str) -> Passed:
    """Return what the folder `cache` keeps of a shard, nothing if that cannot be read."""
    try:
        kept = json.loads((cache / f"{shard}.json").read_text(encoding="utf-8"))
        return Passed(kept["key"], kept["rules"], kept["articles"], [Violation(**found) for found in kept["found"]])
    except (OSError, ValueError, KeyError, TypeError):
        return Passed()


def remember(cache: Path, shard: str, passed: Passed) -> None:
    """Keep what was found in a shard for the next check, in one step."""
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{shard}.json"
    part_of(path).write_text(json.dumps(asdict(passed), ensure_ascii=False), encoding="utf-8")
    put(path)


def forget_others(cache: Path, shards: Collection[str]) -> None:
    """Remove what the folder `cache` keeps of shards that are gone."""
    for path in cache.glob("*.json"):
        if path.stem not in shards:
            path.unlink()


def make_fresh(con: duckdb.DuckDBPyConnection, tables: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Make the schema `fresh`, of the views `tables` and of `texts`; return the digests of all articles.

    A digest is how many rows an article has in all tables, and the sum of their hashes. `known` are those that passed.
    """
    hashes = [f"SELECT article_id, hash({literal(name)}, t) AS hash FROM {quoted([name])} AS t" for name in tables]
    hashes.append("SELECT article_id, hash('texts', media_type, text) FROM texts")
    digests = dict(
        con.execute(
            f"SELECT article_id, count(*) || ' ' || sum(hash) FROM ({' UNION ALL '.join(hashes)}) GROUP BY article_id"
        ).fetchall()
    )
    changed = [article for article, digest in digests.items() if known.get(article) != digest]
    con.execute("CREATE TABLE changed AS SELECT unnest(?::VARCHAR[]) AS article_id", [changed])
    con.execute("CREATE SCHEMA fresh")
    for name in map(quoted, [[name] for name in tables]):
        con.execute(f"CREATE VIEW fresh.{name} AS SELECT * FROM main.{name} SEMI JOIN changed USING (article_id)")
    return digests
