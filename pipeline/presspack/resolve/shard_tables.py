"""The tables whose rows belong to articles, written shard by shard; a table of which nothing changed stays as it is."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from presspack.base.ids import file_sha256
from presspack.base.sql import literal, quoted
from presspack.reruns.cache import linked_or_copied, renewed, whole_files
from presspack.reruns.fingerprints import code_digest, digest_of, shape_of
from presspack.resolve.corrections import Correction
from presspack.resolve.corrections_sql import corrected
from presspack.resolve.row_queries import ARTICLES, LINK_COLUMNS, actor_columns, linked
from presspack.tables.duckdb import SHARDS, view, write_query
from presspack.tables.schema import TableSchema, is_required
from presspack.tables.table_groups import CLEANED, extracted_tables, owner_of

# What was found over the whole corpus, by shard.
FOUND = ("standing", "links", "clusters")


@dataclass(frozen=True, slots=True)
class Shard:
    """What cleaning and extraction made of a shard: two folders of one name."""

    cleaned: Path
    extracted: Path

    def files(self, schemas: Mapping[str, TableSchema]) -> dict[str, Path]:
        """Return what the tables of the shard are made of, by table."""
        made = dict.fromkeys(CLEANED, self.cleaned) | dict.fromkeys(extracted_tables(schemas), self.extracted)
        return {name: folder / f"{name}.parquet" for name, folder in made.items()}


def write_shards(
    con: duckdb.DuckDBPyConnection,
    shards: Sequence[Shard],
    output: Path,
    schemas: Mapping[str, TableSchema],
    corrections: Sequence[Correction],
) -> None:
    """Write the tables of each shard to a folder of its name in `output`/shards; folders of shards that are gone go.

    The tables all_<FOUND> have a column `shard`. A table whose inputs are those of the last run is kept.
    """
    names = {shard.cleaned.name for shard in shards}
    output = output / SHARDS
    output.mkdir(parents=True, exist_ok=True)
    found = {name: _found_digests(con, query) for name, query in found_queries(schemas).items()}
    common = digest_of(corrections, code_digest("resolve.shard_tables"))
    for shard in shards:
        folder = output / shard.cleaned.name
        files = {name: file_sha256(path) for name, path in shard.files(schemas).items()}
        keys = {
            name: digest_of(
                common,
                shape_of(schemas[name].descriptor),
                [files[read] for read in (name, *also_read(name, schemas))],
                found[name].get(folder.name),
            )
            for name in files
        }
        whole = whole_files(folder)
        same = [name for name, key in keys.items() if whole.get(f"{name}.parquet") == key]
        if len(same) < len(keys):
            _write_shard(con, shard, folder, schemas, corrections, keys=keys, same=same)
    for path in output.iterdir():
        if path.name not in names:
            shutil.rmtree(path)


def also_read(name: str, schemas: Mapping[str, TableSchema]) -> list[str]:
    """Return the tables on whose rows those of table `name` hang: a participant goes with its event, a figure not."""
    owner = owner_of(schemas[name])
    known = [owner] if owner in extracted_tables(schemas) else []
    return [*known, *_optional_references(name, schemas).values()]


def _optional_references(name: str, schemas: Mapping[str, TableSchema]) -> dict[str, str]:
    """Return the columns of table `name` that may name a row of another extracted table: event_id -> events."""
    table, extracted = schemas[name], extracted_tables(schemas)
    required = {field["name"] for field in table.fields if is_required(field)}
    return {
        key.fields[0]: key.resource
        for key in table.foreign_keys
        if key.resource in extracted and key.resource != name and key.fields[0] not in required
    }


def found_queries(schemas: Mapping[str, TableSchema]) -> dict[str, str]:
    """Return by table a query for what it takes of what was found over the whole corpus: a shard, and a hash."""
    standing = "SELECT shard, hash(t) AS hash FROM all_standing AS t"
    clusters = "SELECT shard, hash(t) FROM all_clusters AS t"
    queries = {"articles": standing, "segments": "SELECT NULL AS shard, NULL AS hash LIMIT 0"}
    for name in extracted_tables(schemas):
        links = [_links_query(schemas[name], column) for column in actor_columns(schemas[name])]
        queries[name] = " UNION ALL ".join([standing, *links, *([clusters] if name == "events" else [])])
    return queries


def _links_query(table: TableSchema, column: str) -> str:
    """Return a query for the links that `table` takes for the entities in a column: a shard, and a hash, by row."""
    taken = ", ".join(f"link.{name}" for name in ("actor_id", *(LINK_COLUMNS if table.name == "mentions" else ())))
    return f"""SELECT link.shard, hash({literal(column)}, link.entity_id, {taken})
        FROM {quoted([f"all_{table.name}"])} AS t JOIN all_links AS link ON t.{quoted([column])} = link.entity_id"""


def _found_digests(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    """Return a digest by shard of the rows of `query`, a shard and a hash."""
    rows = con.execute(f"SELECT shard, count(*) || ' ' || sum(hash)::VARCHAR FROM ({query}) GROUP BY shard").fetchall()
    return dict(rows)


def _write_shard(
    con: duckdb.DuckDBPyConnection,
    shard: Shard,
    folder: Path,
    schemas: Mapping[str, TableSchema],
    corrections: Sequence[Correction],
    *,
    keys: Mapping[str, str],
    same: Sequence[str],
) -> None:
    """Write the tables of one shard to `folder`, in one step; those in `same` are the files that lie there."""
    for name, path in shard.files(schemas).items():
        view(con, f"shard_{name}", [path])
    for name in FOUND:
        here = f"FROM all_{name} WHERE shard = {literal(folder.name)}"
        con.execute(f"CREATE OR REPLACE TEMP TABLE shard_{name} AS {here}")
    extracted = extracted_tables(schemas)
    queries = {"articles": ARTICLES.format(scope="shard")} | {n: linked(schemas[n], "shard") for n in extracted}
    with renewed(folder, {f"{name}.parquet": key for name, key in keys.items()}) as new:
        for name in same:
            linked_or_copied(folder / f"{name}.parquet", new / f"{name}.parquet")
        linked_or_copied(shard.files(schemas)["segments"], new / "segments.parquet")
        for name in [name for name in queries if name not in same]:
            query = _remaining(queries[name], name, schemas, new)
            write_query(con, schemas[name], corrected(schemas[name], query, corrections), new)


def _remaining(query: str, name: str, schemas: Mapping[str, TableSchema], folder: Path) -> str:
    """Return a query for those rows of `query`, of table `name`, that remain where people rejected others.

    A participant goes with its event; a figure stays, as that of no event.
    """
    optional = _optional_references(name, schemas)
    owners = [owner for owner in also_read(name, schemas) if owner not in optional.values()]
    query += "".join(_going_with(schemas[owner], folder) for owner in owners)
    for column, referred in optional.items():
        query = _without_lost(query, column, schemas[referred], folder)
    return query


def _without_lost(query: str, column: str, referred: TableSchema, folder: Path) -> str:
    """Return a query for the rows of `query` with nulls in `column` where the row that it names is gone."""
    path, name = literal(folder / f"{referred.name}.parquet"), quoted([column])
    known = f"SELECT {quoted(referred.primary_key)} FROM read_parquet({path})"
    return f"SELECT * REPLACE (CASE WHEN {name} IN ({known}) THEN {name} END AS {name}) FROM ({query})"


def _going_with(owner: TableSchema, folder: Path) -> str:
    """Return a join that keeps the rows whose owner lies in the table `owner` in `folder`."""
    path, key = literal(folder / f"{owner.name}.parquet"), quoted(owner.primary_key)
    return f" SEMI JOIN read_parquet({path}) AS owner ON owner.{key} = t.{key}"
