"""What is found over the whole corpus, as tables in DuckDB: the actor of each entity, the events told elsewhere too."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import duckdb
import pyarrow

from presspack.names.authority import Authority
from presspack.resolve.actors import PreviousName, Resolution, resolved
from presspack.resolve.corrections import Correction, corrected_actors
from presspack.resolve.event_clusters import Telling, event_clusters
from presspack.resolve.name_forms import forms_of
from presspack.resolve.row_queries import linked
from presspack.tables.schema import TableSchema

LINKS = pyarrow.schema(
    [
        ("form_key", pyarrow.string()),
        ("actor_id", pyarrow.string()),
        ("link_rule", pyarrow.string()),
        ("link_score", pyarrow.float64()),
    ]
)


_CLUSTERS = pyarrow.schema([("event_id", pyarrow.string()), ("first_event_id", pyarrow.string())])


# What is known of the entities of used articles, as `forms_of` wants it.
ENTITIES = """
    CREATE VIEW entities AS
    SELECT entity_id, article_id, name, type_code, country_code, authority_id, seat_code, sphere
    FROM all_entities SEMI JOIN (FROM all_standing WHERE status_code = 'used') USING (article_id);
    CREATE VIEW spelled AS SELECT actor_id AS entity_id, text, count(*) AS mentions FROM all_mentions GROUP BY ALL;
    CREATE VIEW offices AS
    SELECT r.actor_id AS entity_id, o.name
    FROM all_actor_roles AS r JOIN all_entities AS o ON r.organisation_id = o.entity_id"""


_ALL_LINKS = """
    CREATE TABLE all_links AS
    SELECT shard, entity_id, actor_id, link_rule, link_score
    FROM placed JOIN found_links USING (form_key) JOIN all_standing USING (article_id) ORDER BY shard"""


UNSURE = "SELECT link_rule, link_score, count(*) FROM all_links WHERE link_score < 1 GROUP BY ALL"


_ALL_CLUSTERS = """
    INSERT INTO all_clusters
    SELECT shard, own.event_id, first.event_cluster_id
    FROM found_clusters JOIN all_events AS first ON first.event_id = found_clusters.first_event_id
    JOIN all_events AS own ON own.event_id = found_clusters.event_id
    JOIN all_standing AS standing ON standing.article_id = own.article_id ORDER BY shard"""


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
    con.execute(_ALL_LINKS)
    con.unregister("found_links")
    con.execute("DROP TABLE placed")
    return found


# What has no day, of itself or of its report, or names no actor cannot be told to be the same: see event_clusters.
# An inferred country contradicts none. Triggers and words are those of extraction, whatever may be published.
TELLINGS = """
    SELECT event_id, any_value(e.article_id), any_value(e.type_code), any_value(e.date_start),
        any_value(CASE WHEN e.country_source_code = 'place' THEN e.country_code END),
        list(p.actor_id) FILTER (p.role_code = 'agent' AND p.actor_id IS NOT NULL),
        list(p.actor_id) FILTER (p.role_code = 'target' AND p.actor_id IS NOT NULL),
        any_value(e.confidence), any_value(e.reported_on), any_value(e.modality_code), any_value(whole."trigger"),
        list(lower(words.text)) FILTER (p.role_code <> 'place' AND p.actor_id IS NULL)
    FROM ({events}) AS e JOIN ({participants}) AS p USING (event_id)
    JOIN all_events AS whole USING (event_id)
    JOIN all_event_participants AS words ON words.event_id = p.event_id AND words.participant = p.participant
    WHERE length(e.date_start) = 10 OR length(e.reported_on) = 10
    GROUP BY event_id HAVING count(p.actor_id) > 0 ORDER BY any_value(e.type_code), event_id"""
CONTENT = re.compile(r"[^\W\d_]{4,}")


def cluster_events(con: duckdb.DuckDBPyConnection, schemas: Mapping[str, TableSchema]) -> None:
    """Make the table all_clusters: the cluster of every event that another article tells too."""
    con.execute("CREATE TABLE all_clusters (shard VARCHAR, event_id VARCHAR, event_cluster_id VARCHAR)")
    events, participants = (linked(schemas[name], "all") for name in ("events", "event_participants"))
    found = dict[str, str]()
    # Events of two types are never one: the tellings of a type are held at a time.
    for _, told in groupby(tellings(con, TELLINGS.format(events=events, participants=participants)), key=type_of):
        found |= {event: cluster for event, cluster in event_clusters(told).items() if cluster != event}
    con.register("found_clusters", pyarrow.table([list(found), list(found.values())], schema=_CLUSTERS))
    con.execute(_ALL_CLUSTERS)
    con.unregister("found_clusters")


def type_of(telling: Telling) -> str:
    """Return the event type of a telling."""
    return telling.type_code


def tellings(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[Telling]:
    """Yield the events that another article may tell too, with their actors, in the order of types and ids."""
    rows = con.execute(query)
    while batch := rows.fetchmany(10_000):
        for (
            event_id,
            article_id,
            code,
            start,
            country,
            agents,
            targets,
            sure,
            reported,
            modality,
            trigger,
            texts,
        ) in batch:
            sides = frozenset(agents or ()), frozenset(targets or ())
            words = frozenset(word for text in texts or () for word in CONTENT.findall(text))
            yield Telling(
                event_id,
                article_id,
                code,
                start,
                country,
                *sides,
                confidence=sure,
                reported_on=reported,
                modality_code=modality,
                trigger=trigger,
                words=words,
            )
