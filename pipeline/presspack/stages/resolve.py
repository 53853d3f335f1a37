"""resolve: the rows of all shards in, every published table out: duplicates marked, one id per actor, vocabularies.

Joins over the whole corpus run in DuckDB, which spills to disk beyond the configured memory. Tables whose rows belong
to articles are written shard by shard.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow

from presspack.base.errors import ConfigError
from presspack.config import Config
from presspack.names.authority import Authority, configured_authority
from presspack.resolve.actors import PreviousName, Resolution, resolved
from presspack.resolve.copy_search import found_duplicates
from presspack.resolve.corrections import Correction, check_corrections, corrected_actors, read_corrections
from presspack.resolve.corrections_sql import check_applicable, corrected
from presspack.resolve.event_clusters import Telling, event_clusters
from presspack.resolve.name_forms import forms_of
from presspack.resolve.previous_release import former_actor_rows, previous_names, previous_tables
from presspack.resolve.review_page import review_page
from presspack.resolve.row_queries import ARTICLES, linked
from presspack.resolve.shard_tables import EXTRACTED, Shard, write_query, write_shards
from presspack.tables.duckdb import connection, table_files, view
from presspack.tables.package_metadata import Metadata, PublishedTable
from presspack.tables.parquet import Row, arrow_table, write_parquet
from presspack.tables.schema import TableSchema, schema
from presspack.tables.vocabulary import typed_rows

LINKS = pyarrow.schema(
    [
        ("form_key", pyarrow.string()),
        ("actor_id", pyarrow.string()),
        ("link_rule", pyarrow.string()),
        ("link_score", pyarrow.float64()),
    ]
)
CLUSTERS = pyarrow.schema([("event_id", pyarrow.string()), ("event_cluster_id", pyarrow.string())])
STANDING = """
    CREATE TABLE all_standing AS
    SELECT shard, article_id, status_code, reason, duplicate_of, duplicate_kind, text_redistributable
    FROM ({articles})"""
# What is known of the entities of used articles, as `forms_of` wants it.
ENTITIES = """
    CREATE VIEW entities AS
    SELECT entity_id, article_id, name, type_code, country_code, authority_id, seat_code, sphere
    FROM all_entities SEMI JOIN (FROM all_standing WHERE status_code = 'used') USING (article_id);
    CREATE VIEW spelled AS SELECT actor_id AS entity_id, text, count(*) AS mentions FROM all_mentions GROUP BY ALL;
    CREATE VIEW offices AS
    SELECT r.actor_id AS entity_id, o.name
    FROM all_actor_roles AS r JOIN all_entities AS o ON r.organisation_id = o.entity_id"""
ALL_LINKS = """
    CREATE TABLE all_links AS
    SELECT shard, entity_id, actor_id, link_rule, link_score
    FROM placed JOIN found_links USING (form_key) JOIN all_standing USING (article_id) ORDER BY shard"""
UNSURE = "SELECT link_rule, link_score, count(*) FROM all_links WHERE link_score < 1 GROUP BY ALL"
ALL_CLUSTERS = """
    INSERT INTO all_clusters
    SELECT shard, event_id, found_clusters.event_cluster_id
    FROM found_clusters JOIN all_events USING (event_id) JOIN all_standing USING (article_id) ORDER BY shard"""


def files(folders: list[Path], name: str) -> list[Path]:
    """Return the files of one table of all shards."""
    return [folder / f"{name}.parquet" for folder in folders]


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
        WHERE geonames_id IN (SELECT geonames_id FROM events UNION SELECT geonames_id FROM statistics)
        GROUP BY geonames_id, name
    )
    SELECT * EXCLUDE (articles) FROM named
    QUALIFY row_number() OVER (PARTITION BY geonames_id ORDER BY articles DESC, name) = 1"""
NAMES = "SELECT actor_id, text AS name, count(*) AS mentions FROM mentions GROUP BY actor_id, text"


def paired(cleaned: list[Path], extracted: list[Path]) -> list[Shard]:
    """Return the shards by their two folders. Raise ConfigError if these are not of the same shards."""
    names = [[folder.name for folder in folders] for folders in (cleaned, extracted)]
    if names[0] != names[1]:
        raise ConfigError(
            "--extracted", got=names[1], expected=f"folders of the shards of --cleaned, in their order: {names[0]}"
        )
    return [Shard(*folders) for folders in zip(cleaned, extracted, strict=True)]


def view_all(con: duckdb.DuckDBPyConnection, cleaned: list[Path], extracted: list[Path]) -> None:
    """Make views of the tables of all shards, all_<table>, that of articles with the shard of each."""
    view(con, "articles_and_files", files(cleaned, "articles"), options="filename = true")
    con.execute("""CREATE VIEW all_articles AS
        SELECT * EXCLUDE (filename), split_part(filename, '/', -2) AS shard FROM articles_and_files""")
    view(con, "sketches", files(cleaned, "sketches"))
    for name in ("entities", "places", *EXTRACTED):
        view(con, f"all_{name}", files(extracted, name))


def link_entities(
    con: duckdb.DuckDBPyConnection,
    authority: Authority,
    previous: Iterable[PreviousName],
    corrections: Sequence[Correction],
) -> Resolution:
    """Return the actors of the corpus, and make the table all_links: which actor each entity of an article is."""
    con.execute(ENTITIES)
    found = corrected_actors(resolved(forms_of(con, authority), authority, previous=previous), corrections)
    columns = [
        list(found.links),
        [link.actor_id for link in found.links.values()],
        [link.rule for link in found.links.values()],
        [link.score for link in found.links.values()],
    ]
    con.register("found_links", pyarrow.table(columns, schema=LINKS))
    con.execute(ALL_LINKS)
    con.unregister("found_links")
    con.execute("DROP TABLE placed")
    return found


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


# Only what is dated to the day and names an actor can be told elsewhere too: see resolve.events.
TELLINGS = """
    SELECT event_id, any_value(e.article_id), any_value(type_code), any_value(date_start), any_value(country_code),
        list(p.actor_id) FILTER (p.role_code = 'agent'), list(p.actor_id) FILTER (p.role_code = 'target'),
        any_value(confidence)
    FROM ({events}) AS e JOIN ({participants}) AS p USING (event_id)
    WHERE p.actor_id IS NOT NULL AND length(date_start) = 10
    GROUP BY event_id ORDER BY any_value(type_code), event_id"""


def cluster_events(con: duckdb.DuckDBPyConnection, schemas: dict[str, TableSchema]) -> None:
    """Make the table all_clusters: the cluster of every event that another article tells too."""
    con.execute("CREATE TABLE all_clusters (shard VARCHAR, event_id VARCHAR, event_cluster_id VARCHAR)")
    events, participants = (linked(schemas[name], "all") for name in ("events", "event_participants"))
    found = dict[str, str]()
    # Events of two types are never one: the tellings of a type are held at a time.
    for _, told in groupby(tellings(con, TELLINGS.format(events=events, participants=participants)), key=type_of):
        found |= {event: cluster for event, cluster in event_clusters(told).items() if cluster != event}
    con.register("found_clusters", pyarrow.table([list(found), list(found.values())], schema=CLUSTERS))
    con.execute(ALL_CLUSTERS)
    con.unregister("found_clusters")


def type_of(telling: Telling) -> str:
    """Return the event type of a telling."""
    return telling.type_code


def tellings(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[Telling]:
    """Yield the events that another article may tell too, with their actors, in the order of types and ids."""
    rows = con.execute(query)
    while batch := rows.fetchmany(10_000):
        for event_id, article_id, code, start, country, agents, targets, sure in batch:
            sides = frozenset(agents or ()), frozenset(targets or ())
            yield Telling(event_id, article_id, code, start, country, *sides, sure)


def correction_rows(corrections: tuple[Correction, ...]) -> list[Row]:
    """Return the applied corrections as rows of the table that lists them."""
    return [
        {"table": c.table, "row_id": c.row_id, "column": c.column, "value": c.value or None, "reason": c.reason}
        for c in corrections
    ]


def run(
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

    The file `cache` keeps what was found of pairs of texts. Raise CheckFailed, naming each, if a correction speaks of a
    table, row or column that does not exist.
    """
    schemas = metadata.schemas
    by_people = read_corrections(corrections) if corrections else ()
    check_corrections(by_people, {row.table: {row.row_id} for row in by_people}, columns_of(schemas))
    shards = paired(cleaned, extracted)
    output.mkdir(parents=True, exist_ok=True)
    with connection(config, output / "spill") as con:
        view_all(con, cleaned, extracted)
        con.register("found_duplicates", found_duplicates(con, cache))
        articles = ARTICLES.format(scope="all")
        check_applicable(con, schemas["articles"], articles, by_people)
        con.execute(STANDING.format(articles=corrected(schemas["articles"], articles, by_people)))
        earlier, spellings, former = previous_tables(Path(config.resolve.previous) if config.resolve.previous else None)
        found = link_entities(con, configured_authority(config), previous_names(earlier, spellings), by_people)
        cluster_events(con, schemas)
        for name in EXTRACTED:
            check_applicable(con, schemas[name], linked(schemas[name], "all"), by_people)
        write_shards(con, shards, output, schemas, by_people)
        for name in ("events", "statistics", "mentions"):
            view(con, name, table_files(output, name))
        con.register("known_actors", known_actors(found))
        check_applicable(con, schemas["places"], PLACES, by_people)
        write_query(con, schemas["places"], corrected(schemas["places"], PLACES, by_people), output)
        write_query(con, schemas["actors"], ACTORS, output)
        write_query(con, schemas["actor_names"], NAMES, output)
        unsure = {(rule, score): count for rule, score, count in con.execute(UNSURE).fetchall()}
    write_rows(correction_rows(by_people), schemas["corrections"], output)
    write_rows(former_actor_rows(earlier, former, found), schemas["former_actors"], output)
    (output / "review.md").write_text(review_page(found.doubts, unsure), encoding="utf-8")
    for table in metadata.tables:
        if table.vocabulary:
            write_vocabulary(table, output)


def columns_of(schemas: dict[str, TableSchema]) -> dict[str, list[str]]:
    """Return the columns of the tables that people may correct, by table."""
    return {name: schemas[name].columns for name in ("articles", "actors", "places", *EXTRACTED)}
