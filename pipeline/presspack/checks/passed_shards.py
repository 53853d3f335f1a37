"""Cached check results of unchanged shards: the violations found in each, and digests of its articles.

Of a changed shard, the articles are known by the digests of their rows and texts: most are as they were.
"""

import shutil
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from presspack.base.errors import Violation
from presspack.base.ids import file_sha256
from presspack.base.sql import literal, quoted
from presspack.reruns.cache import keep_value, kept_value
from presspack.reruns.fingerprints import code_digest, digest_of, shape_of
from presspack.tables.schema import TableSchema


@dataclass(frozen=True)
class Passed:
    """What was found in a shard that broke no rule of severity error, its articles by the digest of rows and text.

    `key` tells from which files and rules, `rules` from which rules and closed lists.
    """

    key: str = ""
    rules: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)
    found: list[Violation] = field(default_factory=list)


def rules_key(schemas: Mapping[str, TableSchema], lists: Mapping[str, Path]) -> str:
    """Return what changes with whatever decides if an article passes, besides its rows and text: `lists` are closed."""
    shapes = [(name, shape_of(table.descriptor)) for name, table in schemas.items()]
    return digest_of(shapes, _digests_of(lists), code_digest("stages.check", data=("checks",)))


def shard_key(shard: str, files: Mapping[str, Path], rules: str) -> str:
    """Return what changes with whatever decides what is found in a shard: the bytes of its `files`, and the rules."""
    return digest_of(shard, rules, _digests_of(files))


def _digests_of(files: Mapping[str, Path]) -> list[tuple[str, str]]:
    """Return the digest of each file, by name."""
    return [(name, file_sha256(path)) for name, path in sorted(files.items())]


def passed_before(cache: Path, shard: str, rules: str) -> Passed:
    """Return what the folder `cache` keeps of a shard under the same `rules`, nothing if that is damaged."""
    kept = kept_value(cache / shard, rules)
    if kept is None:
        return Passed()
    return Passed(kept["key"], kept["rules"], kept["articles"], [Violation(**found) for found in kept["found"]])


def remember(cache: Path, shard: str, passed: Passed) -> None:
    """Keep what was found in a shard for the next check, in one step."""
    keep_value(cache / shard, asdict(passed), passed.rules)


def forget_others(cache: Path, shards: Collection[str]) -> None:
    """Remove what the folder `cache` keeps of shards that are gone."""
    for path in cache.glob("*"):
        if path.name not in shards:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def article_digests(con: duckdb.DuckDBPyConnection, tables: Collection[str]) -> dict[str, str]:
    """Return the digests of all articles in the views `tables` and `texts`.

    A digest is how many rows an article has, and the sum of their hashes.
    """
    hashes = [f"SELECT article_id, hash({literal(name)}, t) AS hash FROM {quoted([name])} AS t" for name in tables]
    hashes.append("SELECT article_id, hash('texts', media_type, text) FROM texts")
    return dict(
        con.execute(
            f"SELECT article_id, count(*) || ' ' || sum(hash) FROM ({' UNION ALL '.join(hashes)}) GROUP BY article_id"
        ).fetchall()
    )
