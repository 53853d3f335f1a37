"""resolve: the rows of all shards in, every published table out: duplicates marked, one id per actor, vocabularies.

Joins over the whole corpus run in DuckDB, which spills to disk beyond the configured memory.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow

from pipeline.config import Config
from pipeline.database import limit_memory, view
from pipeline.extract.authority import configured_authority
from pipeline.metadata import Metadata, PublishedTable
from pipeline.resolve.actors import ArticleEntity, Resolution, resolved
from pipeline.resolve.applied import corrected
from pipeline.resolve.copies import found_duplicates
from pipeline.resolve.corrections import Correction, check_corrections, corrected_actors, read_corrections
from pipeline.resolve.events import Telling, event_clusters
from pipeline.resolve.previous import former_actor_rows, previous_names, previous_tables
from pipeline.resolve.review import review_page
from pipeline.schema import TableSchema, is_required, literal, quoted, schema
from pipeline.tables import Row, arrow_table, write_parquet
from pipeline.vocabulary import typed_rows

EXTRACTED = ("evidence", "mentions", "actor_roles", "events", "event_participants", "statistics")
# A row goes with the one that it belongs to, if people rejected that.
WHERE = {"event_participants": " WHERE t.event_id IN (SELECT event_id FROM events)"}
CLUSTERS = pyarrow.schema([("event_id", pyarrow.string()), ("event_cluster_id", pyarrow.string())])
LINK_SCHEMA = pyarrow.schema(
    [
        ("entity_id", pyarrow.string()),
        ("actor_id", pyarrow.string()),
        ("link_rule", pyarrow.string()),
        ("link_score", pyarrow.float64()),
    ]
)


def files(folders: list[Path], name: str) -> list[Path]:
    """Return the files of one table of all shards."""
    return [folder / f"{name}.parquet" for folder in folders]


ENTITIES = """
    WITH spelled AS (SELECT actor_id AS entity_id, histogram(text) AS spellings FROM all_mentions GROUP BY actor_id),
    employed AS (
        SELECT r.actor_id AS entity_id, list_sort(list_distinct(list(o.name))) AS organisations
        FROM all_actor_roles AS r JOIN entities AS o ON r.organisation_id = o.entity_id GROUP BY r.actor_id
    ),
    present AS (SELECT article_id, list_sort(list_distinct(list(name))) AS names FROM entities GROUP BY article_id)
    SELECT e.article_id, e.key, e.name, e.type_code, e.country_code, e.authority_id,
        spellings, coalesce(organisations, []), list_filter(names, lambda name: name <> e.name)
    FROM entities AS e JOIN used USING (article_id) JOIN spelled USING (entity_id) JOIN present USING (article_id)
        LEFT JOIN employed USING (entity_id)
    ORDER BY e.entity_id"""


def article_entities(con: duckdb.DuckDBPyConnection) -> Iterator[ArticleEntity]:
    """Yield every actor of every used article with its spellings, offices and company, in the order of ids."""
    rows = con.execute(ENTITIES)
    while batch := rows.fetchmany(10_000):
        for row in batch:
            known = dict(
                zip(("article_id", "key", "name", "type_code", "country_code", "authority_id"), row, strict=False)
            )
            spellings, organisations, companions = row[6:]
            counted = tuple(sorted(spellings.items()))
            yield ArticleEntity(
                **known, spellings=counted, organisations=tuple(organisations), companions=tuple(companions)
            )


def link_rows(found: Resolution) -> pyarrow.Table:
    """Return which actor each entity of each article is, and what made the link."""
    columns = [
        [f"{link.article_id}:{link.key}" for link in found.links],
        [link.actor_id for link in found.links],
        [link.rule for link in found.links],
        [link.score for link in found.links],
    ]
    return pyarrow.table(columns, schema=LINK_SCHEMA)


def linked(table: TableSchema, source: str) -> str:
    """Return a query for the rows of used articles in `source` with every entity id replaced by the actor's id.

    A row goes with an actor that people rejected, if the table cannot do without one.
    """
    actor_columns = [key.fields[0] for key in table.foreign_keys if key.resource == "actors"]
    required = {field["name"] for field in table.fields if is_required(field)}
    columns = ", ".join(
        f"link_{column}.actor_id AS {quoted([column])}" if column in actor_columns else replaced(table.name, column)
        for column in table.columns
    )
    joins = "\n".join(
        f"{'' if c in required else 'LEFT '}JOIN links AS link_{c} ON t.{quoted([c])} = link_{c}.entity_id"
        for c in actor_columns
    )
    return f"SELECT {columns} FROM {quoted([source])} AS t JOIN used USING (article_id)\n{joins}"


def replaced(table: str, column: str) -> str:
    """Return where a column that is no actor comes from: a mention's link, a sentence's licence, else the row."""
    if table == "mentions" and column in ("link_rule", "link_score"):
        return f"link_actor_id.{column}"
    if table == "events" and column == "event_cluster_id":
        found = "(SELECT c.event_cluster_id FROM clusters AS c WHERE c.event_id = t.event_id)"
        return f"coalesce({found}, t.event_id) AS event_cluster_id"
    if table == "evidence" and column == "text":
        return "CASE WHEN used.text_redistributable THEN t.text END AS text"
    return f"t.{quoted([column])}"


# `f` holds for an article itself, `g` for the one whose bytes it repeats: a copy of a copy follows it.
ARTICLES = """
    SELECT a.* REPLACE (
        CASE WHEN f.article_id IS NULL THEN a.status_code ELSE 'duplicate' END AS status_code,
        coalesce(f.reason, g.reason, a.reason) AS reason,
        coalesce(f.duplicate_of, g.duplicate_of, a.duplicate_of) AS duplicate_of,
        coalesce(f.duplicate_kind, g.duplicate_kind, a.duplicate_kind) AS duplicate_kind)
    FROM all_articles AS a
    LEFT JOIN found_duplicates AS f USING (article_id)
    LEFT JOIN found_duplicates AS g ON g.article_id = a.duplicate_of"""
USED = "CREATE VIEW used AS SELECT article_id, text_redistributable FROM articles WHERE status_code = 'used'"
ACTORS = """
    SELECT k.actor_id, k.name, k.type_code, k.country_code, k.description, k.wikidata_id, k.in_authority,
        m.mentions, m.articles
    FROM known_actors AS k
    JOIN (
        SELECT actor_id, count(*) AS mentions, count(DISTINCT article_id) AS articles FROM mentions GROUP BY actor_id
    ) AS m USING (actor_id)"""
PLACES = """
    SELECT geonames_id, min(name) AS name, min(country_code) AS country_code,
        min(latitude) AS latitude, min(longitude) AS longitude
    FROM all_places
    WHERE geonames_id IN (SELECT geonames_id FROM events UNION SELECT geonames_id FROM statistics)
    GROUP BY geonames_id"""
NAMES = "SELECT actor_id, text AS name, count(*) AS mentions FROM mentions GROUP BY actor_id, text"


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


def write_query(con: duckdb.DuckDBPyConnection, table: TableSchema, query: str, output: Path) -> None:
    """Write the rows of `query` as `table`, in its columns and sorted by its key, and make a view of them."""
    path = output / f"{table.name}.parquet"
    output.mkdir(parents=True, exist_ok=True)
    con.execute(f"""COPY (SELECT {quoted(table.columns)} FROM ({query}) ORDER BY {quoted(table.primary_key)})
        TO {literal(path)} (FORMAT parquet, COMPRESSION zstd)""")
    view(con, table.name, [path])


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
    FROM linked_events AS e JOIN linked_participants AS p USING (event_id)
    WHERE p.actor_id IS NOT NULL AND length(date_start) = 10
    GROUP BY event_id ORDER BY event_id"""


def cluster_rows(con: duckdb.DuckDBPyConnection, schemas: dict[str, TableSchema]) -> pyarrow.Table:
    """Return the cluster of every event that another article may tell too; each other event is its own."""
    con.execute(f"CREATE TEMP VIEW linked_events AS {linked(schemas['events'], 'all_events')}")
    participants = linked(schemas["event_participants"], "all_event_participants")
    con.execute(f"CREATE TEMP VIEW linked_participants AS {participants}")
    found = event_clusters(tellings(con))
    return pyarrow.table([list(found.keys()), list(found.values())], schema=CLUSTERS)


def tellings(con: duckdb.DuckDBPyConnection) -> Iterator[Telling]:
    """Yield the events that another article may tell too, with their actors, in the order of ids."""
    rows = con.execute(TELLINGS)
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
    output.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        limit_memory(con, config, output / "spill")

        def write(name: str, query: str) -> None:
            write_query(con, schemas[name], corrected(con, schemas[name], query, by_people), output)

        view(con, "all_articles", files(cleaned, "articles"))
        view(con, "sketches", files(cleaned, "sketches"))
        con.register("found_duplicates", found_duplicates(con, cache))
        write("articles", ARTICLES)
        con.execute(
            "CREATE VIEW used AS SELECT article_id, text_redistributable FROM articles WHERE status_code = 'used'"
        )
        view(con, "segments_of_shards", files(cleaned, "segments"))
        write("segments", "SELECT * FROM segments_of_shards")
        for name in ("entities", "places", *EXTRACTED):
            view(con, name if name == "entities" else f"all_{name}", files(extracted, name))
        earlier, spellings, former = previous_tables(Path(config.resolve.previous) if config.resolve.previous else None)
        authority, previous = configured_authority(config), previous_names(earlier, spellings)
        found = corrected_actors(resolved(article_entities(con), authority, previous=previous), by_people)
        con.register("links", link_rows(found))
        con.register("known_actors", known_actors(found))
        con.execute("CREATE TABLE clusters (event_id VARCHAR, event_cluster_id VARCHAR)")
        con.register("found_clusters", cluster_rows(con, schemas))
        con.execute("INSERT INTO clusters SELECT * FROM found_clusters")
        for name in EXTRACTED:
            write(name, linked(schemas[name], f"all_{name}") + WHERE.get(name, ""))
        write("places", PLACES)
        write_query(con, schemas["actors"], ACTORS, output)
        write("actor_names", NAMES)
    write_rows(correction_rows(by_people), schemas["corrections"], output)
    write_rows(former_actor_rows(earlier, former, found), schemas["former_actors"], output)
    (output / "review.md").write_text(review_page(found.doubts, found.links), encoding="utf-8")
    for table in metadata.tables:
        if table.vocabulary:
            write_vocabulary(table, output)


def columns_of(schemas: dict[str, TableSchema]) -> dict[str, list[str]]:
    """Return the columns of the tables that people may correct, by table."""
    return {name: schemas[name].columns for name in ("articles", "actors", "places", *EXTRACTED)}
