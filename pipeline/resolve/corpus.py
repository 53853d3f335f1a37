"""resolve: the rows of all shards in, every published table out: duplicates marked, one id per actor, vocabularies.

Joins over the whole corpus run in DuckDB, which spills to disk beyond the configured memory.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow

from pipeline.config import Config
from pipeline.document import Segment
from pipeline.extract.shard import configured_authority
from pipeline.metadata import Metadata, PublishedTable
from pipeline.reading import body_text
from pipeline.resolve.actors import ArticleEntity, Resolution, resolved
from pipeline.resolve.duplicates import Duplicate, duplicates
from pipeline.schema import TableSchema, literal, quoted, schema
from pipeline.tables import read_rows, write_table
from pipeline.vocabulary import typed_rows

EXTRACTED = ("mentions", "actor_roles", "events", "event_participants", "statistics", "evidence")
DUPLICATE_SCHEMA = pyarrow.schema(
    [(name, pyarrow.string()) for name in ("article_id", "duplicate_of", "duplicate_kind", "reason")]
)
LINK_SCHEMA = pyarrow.schema(
    [
        ("entity_id", pyarrow.string()),
        ("actor_id", pyarrow.string()),
        ("link_rule", pyarrow.string()),
        ("link_score", pyarrow.float64()),
    ]
)


def view(con: duckdb.DuckDBPyConnection, name: str, folders: list[Path], file: str) -> None:
    """Make a view over one table of all shards."""
    paths = ", ".join(literal(folder / f"{file}.parquet") for folder in folders)
    con.execute(f"CREATE VIEW {quoted([name])} AS SELECT * FROM read_parquet([{paths}])")


def bodies(cleaned: list[Path]) -> Iterator[tuple[str, str, str | None]]:
    """Yield (article id, body text, publication date) of every used article, shard by shard."""
    for folder in cleaned:
        published = {row["article_id"]: row["published_on"] for row in read_rows(folder / "articles.parquet")}
        segments: dict[str, list[Segment]] = {}
        for row in read_rows(folder / "segments.parquet"):
            segments.setdefault(row["article_id"], []).append(Segment(row["start"], row["end"], row["kind_code"]))
        for row in read_rows(folder / "texts.parquet"):
            key = row["article_id"]
            yield key, body_text(row["text"], segments.get(key, []), row["media_type"]), published[key]


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


REASONS = {"identical": "the same words as", "near": "almost the same words as", "version": "another version of"}


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
        for *known, spellings, organisations, companions in batch:
            yield ArticleEntity(*known, tuple(sorted(spellings.items())), tuple(organisations), tuple(companions))


def link_rows(found: Resolution) -> pyarrow.Table:
    """Return which actor each entity of each article is, and what made the link."""
    rows = [
        {
            "entity_id": f"{link.article_id}:{link.key}",
            "actor_id": link.actor_id,
            "link_rule": link.rule,
            "link_score": link.score,
        }
        for link in found.links
    ]
    return pyarrow.Table.from_pylist(rows, schema=LINK_SCHEMA)


def linked(table: TableSchema, source: str) -> str:
    """Return a query for the rows of used articles in `source` with every entity id replaced by the actor's id."""
    actor_columns = [key.fields[0] for key in table.foreign_keys if key.resource == "actors"]
    columns = ", ".join(
        f"link_{column}.actor_id AS {quoted([column])}" if column in actor_columns else replaced(table.name, column)
        for column in table.columns
    )
    joins = "\n".join(f"LEFT JOIN links AS link_{c} ON t.{quoted([c])} = link_{c}.entity_id" for c in actor_columns)
    return f"SELECT {columns} FROM {quoted([source])} AS t JOIN used USING (article_id)\n{joins}"


def replaced(table: str, column: str) -> str:
    """Return where a column that is no actor comes from: a mention's link, a sentence's licence, else the row."""
    if table == "mentions" and column in ("link_rule", "link_score"):
        return f"link_actor_id.{column}"
    if table == "evidence" and column == "text":
        return "CASE WHEN used.text_redistributable THEN t.text END AS text"
    return f"t.{quoted([column])}"


ARTICLES = """
    SELECT a.* REPLACE (
        CASE WHEN d.article_id IS NULL THEN a.status_code ELSE 'duplicate' END AS status_code,
        coalesce(d.reason, a.reason) AS reason,
        coalesce(d.duplicate_of, a.duplicate_of) AS duplicate_of,
        coalesce(d.duplicate_kind, a.duplicate_kind) AS duplicate_kind)
    FROM all_articles AS a LEFT JOIN found_duplicates AS d USING (article_id)"""
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
    con.execute(f"CREATE VIEW {quoted([table.name])} AS SELECT * FROM read_parquet({literal(path)})")


def write_vocabulary(table: PublishedTable, output: Path) -> None:
    """Write a vocabulary as a table."""
    found = table.table_schema
    write_table(typed_rows(table.vocabulary, found), found, output / f"{table.name}.parquet")


def run(
    cleaned: list[Path],
    extracted: list[Path],
    output: Path,
    *,
    config: Config,
    metadata: Metadata,
    corrections: Path | None,
) -> None:
    """Write every published table to the folder `output`."""
    schemas = metadata.schemas
    with duckdb.connect() as con:
        con.execute(
            f"SET memory_limit = {literal(config.check.memory_limit)}; SET temp_directory = {literal(output / 'spill')}"
        )
        view(con, "all_articles", cleaned, "articles")
        con.register("found_duplicates", duplicate_rows(duplicates(bodies(cleaned))))
        write_query(con, schemas["articles"], ARTICLES, output)
        con.execute(
            "CREATE VIEW used AS SELECT article_id, text_redistributable FROM articles WHERE status_code = 'used'"
        )
        view(con, "segments_of_shards", cleaned, "segments")
        write_query(con, schemas["segments"], "SELECT * FROM segments_of_shards", output)
        view(con, "entities", extracted, "entities")
        for name in EXTRACTED:
            view(con, f"all_{name}", extracted, name)
        found = resolved(article_entities(con), configured_authority(config))
        con.register("links", link_rows(found))
        con.register("known_actors", known_actors(found))
        for name in EXTRACTED:
            write_query(con, schemas[name], linked(schemas[name], f"all_{name}"), output)
        view(con, "all_places", extracted, "places")
        write_query(con, schemas["places"], PLACES, output)
        write_query(con, schemas["actors"], ACTORS, output)
        write_query(con, schemas["actor_names"], NAMES, output)
    for table in metadata.tables:
        if table.vocabulary:
            write_vocabulary(table, output)
