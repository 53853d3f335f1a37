"""resolve: the rows of all shards in, every published table out: duplicates marked, one id per actor, vocabularies.

Joins over the whole corpus run in DuckDB, which spills to disk beyond the configured memory. Tables whose rows belong
to articles are written shard by shard.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow

from presspack.base.errors import ConfigError
from presspack.base.sql import quoted
from presspack.config import Config
from presspack.names.authority import configured_authority
from presspack.resolve.actors import Resolution
from presspack.resolve.copy_search import found_duplicates
from presspack.resolve.corpus_findings import UNSURE, cluster_events, link_entities
from presspack.resolve.corrections import Correction, check_columns, read_corrections
from presspack.resolve.corrections_sql import check_applicable, corrected
from presspack.resolve.event_clusters import CLUSTER_ROWS
from presspack.resolve.previous_release import former_actor_rows, previous_names, previous_tables
from presspack.resolve.review_page import review_page
from presspack.resolve.row_queries import ARTICLES, linked
from presspack.resolve.shard_tables import Shard, write_shards
from presspack.stages.options import add_optional_path, add_path, add_settings, started
from presspack.tables.duckdb import connection, table_files, view, write_query
from presspack.tables.package_metadata import Metadata, PublishedTable, read_metadata
from presspack.tables.parquet import Row, arrow_table, write_parquet
from presspack.tables.schema import TableSchema, schema
from presspack.tables.table_groups import PER_ARTICLE, columns_of, extracted_tables
from presspack.tables.vocabulary import typed_rows

# Of the articles that are not what cleaning took them for: copies, and those that a later stage failed on.
FOUND_STANDING = """
    CREATE TABLE found_standing AS
    SELECT article_id, 'duplicate' AS status_code, reason, duplicate_of, duplicate_kind FROM found_duplicates
    UNION ALL SELECT article_id, 'unreadable', reason, NULL, NULL FROM all_failures"""
STANDING = """
    CREATE TABLE all_standing AS
    SELECT shard, article_id, status_code, reason, duplicate_of, duplicate_kind, text_redistributable, published_on
    FROM ({articles})"""
ACTORS = """
    SELECT k.actor_id, k.name, k.type_code, k.country_code, k.description, k.wikidata_id, k.in_authority,
        m.mentions, m.articles
    FROM known_actors AS k
    JOIN (
        SELECT actor_id, count(*) AS mentions, count(DISTINCT article_id) AS articles FROM mentions GROUP BY actor_id
    ) AS m USING (actor_id)"""
# Of names that as many articles give the first in the alphabet.
PLACES = """
    WITH named AS (
        SELECT geonames_id, name, count(*) AS articles, any_value(country_code) AS country_code,
            any_value(latitude) AS latitude, any_value(longitude) AS longitude
        FROM all_places SEMI JOIN (FROM all_standing WHERE status_code = 'used') USING (article_id)
        WHERE geonames_id IN ({referred})
        GROUP BY geonames_id, name
    )
    SELECT * EXCLUDE (articles) FROM named
    QUALIFY row_number() OVER (PARTITION BY geonames_id ORDER BY articles DESC, name) = 1"""
NAMES = "SELECT actor_id, text AS name, count(*) AS mentions FROM mentions GROUP BY actor_id, text"


def files(folders: list[Path], name: str) -> list[Path]:
    """Return the files of one table of all shards."""
    return [folder / f"{name}.parquet" for folder in folders]


def referred_places(schemas: dict[str, TableSchema]) -> str:
    """Return a query for the ids of the places that rows of extracted tables refer to."""
    columns = [
        (name, key.fields[0])
        for name in extracted_tables(schemas)
        for key in schemas[name].foreign_keys
        if key.resource == "places"
    ]
    return " UNION ".join(f"SELECT {quoted([column])} FROM {quoted([name])}" for name, column in columns)


def paired(cleaned: list[Path], extracted: list[Path]) -> list[Shard]:
    """Return the shards by their two folders. Raise ConfigError if these are not of the same shards."""
    names = [[folder.name for folder in folders] for folders in (cleaned, extracted)]
    if names[0] != names[1]:
        raise ConfigError(
            "--extracted", got=names[1], expected=f"folders of the shards of --cleaned, in their order: {names[0]}"
        )
    return [Shard(*folders) for folders in zip(cleaned, extracted, strict=True)]


def view_all(con: duckdb.DuckDBPyConnection, cleaned: list[Path], extracted: list[Path], tables: Iterable[str]) -> None:
    """Make views of the tables of all shards, all_<table>, that of articles with the shard of each.

    `tables` are the published ones among those that extraction fills.
    """
    view(con, "articles_and_files", files(cleaned, "articles"), options="filename = true")
    con.execute("""CREATE VIEW all_articles AS
        SELECT * EXCLUDE (filename), split_part(filename, '/', -2) AS shard FROM articles_and_files""")
    view(con, "sketches", files(cleaned, "sketches"))
    for name in (*PER_ARTICLE, *tables):
        view(con, f"all_{name}", files(extracted, name))


def known_actors(found: Resolution) -> pyarrow.Table:
    """Return what is known of each actor besides its mentions."""
    columns = [f for f in schema("actors").arrow() if f.name not in ("mentions", "articles")]
    rows = [
        {
            "actor_id": a.actor_id,
            "name": a.name,
            "type_code": a.type_code,
            "country_code": a.country_code,
            "description": a.description,
            "wikidata_id": a.wikidata_id,
            "in_authority": a.in_authority,
        }
        for a in found.actors
    ]
    return pyarrow.Table.from_pylist(rows, schema=pyarrow.schema([f.with_nullable(True) for f in columns]))


def write_vocabulary(table: PublishedTable, output: Path) -> None:
    """Write a vocabulary as a table."""
    found = table.table_schema
    write_rows(typed_rows(table.vocabulary, found), found, output)


def write_rows(rows: Iterable[Row], table: TableSchema, output: Path) -> None:
    """Write rows as a table; whether they keep to its constraints is for `check` to say, as of all tables made here."""
    write_parquet(arrow_table(rows, table), output / f"{table.name}.parquet")


def correction_rows(corrections: tuple[Correction, ...]) -> list[Row]:
    """Return the applied corrections as rows of the table that lists them."""
    return [
        {"table": c.table, "row_id": c.row_id, "column": c.column, "value": c.value or None, "reason": c.reason}
        for c in corrections
    ]


def resolve_shards(
    cleaned: list[Path],
    extracted: list[Path],
    cache: Path,
    output: Path,
    *,
    config: Config,
    metadata: Metadata,
    corrections: Path | None,
) -> None:
    """Write every published table, and review.md, to the folder `output`.

    The folder `cache` keeps what was found of pairs of texts. Raise CheckFailed, naming each, if a correction speaks
    of a table, row or column that does not exist.
    """
    schemas = metadata.schemas
    tables = extracted_tables(schemas)
    by_people = read_corrections(corrections) if corrections else ()
    check_columns(by_people, columns_of(schemas))
    shards = paired(cleaned, extracted)
    output.mkdir(parents=True, exist_ok=True)
    with connection(config, output / "spill") as con:
        view_all(con, cleaned, extracted, tables)
        con.register("found_duplicates", found_duplicates(con, cache))
        con.execute(FOUND_STANDING)
        articles = ARTICLES.format(scope="all")
        check_applicable(con, schemas["articles"], articles, by_people)
        con.execute(STANDING.format(articles=corrected(schemas["articles"], articles, by_people)))
        earlier, spellings, former = previous_tables(Path(config.resolve.previous) if config.resolve.previous else None)
        found = link_entities(con, configured_authority(config), previous_names(earlier, spellings), by_people)
        cluster_events(con, schemas)
        for name in tables:
            check_applicable(con, schemas[name], linked(schemas[name], "all"), by_people)
        write_shards(con, shards, output, schemas, by_people)
        for name in tables:
            view(con, name, table_files(output, name))
        con.register("known_actors", known_actors(found))
        places = PLACES.format(referred=referred_places(schemas))
        check_applicable(con, schemas["places"], places, by_people)
        write_query(con, schemas["places"], corrected(schemas["places"], places, by_people), output)
        write_query(con, schemas["actors"], ACTORS, output)
        write_query(con, schemas["actor_names"], NAMES, output)
        view(con, "articles", table_files(output, "articles"))
        view(con, "actors", table_files(output, "actors"))
        write_query(con, schemas["event_clusters"], CLUSTER_ROWS.read_text(encoding="utf-8"), output)
        unsure = {(rule, score): count for rule, score, count in con.execute(UNSURE).fetchall()}
    write_rows(correction_rows(by_people), schemas["corrections"], output)
    write_rows(former_actor_rows(earlier, former, found), schemas["former_actors"], output)
    (output / "review.md").write_text(review_page(found.doubts, unsure), encoding="utf-8")
    for table in metadata.tables:
        if table.vocabulary:
            write_vocabulary(table, output)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "cache", "file or folder that keeps what was made from run to run")
    add_path(parser, "output", "file or folder to write")
    add_path(parser, "cleaned", "cleaned shard, or with `resolve` and `check` all of them", many=True)
    add_path(parser, "extracted", "extracted shards", many=True)
    add_optional_path(parser, "corrections", "CSV of corrections by people, if there is one")
    add_settings(
        parser,
        "--cleaned build/clean/* --extracted build/extracted/* --cache build/cache/copies --output build/tables",
    )


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        resolve_shards(
            args.cleaned,
            args.extracted,
            args.cache,
            args.output,
            config=config,
            metadata=read_metadata(args.package, reader=config.reader.is_on),
            corrections=args.corrections,
        )
    return 0
