"""The rows of articles as queries: copies marked, entities replaced by actors, what goes with them left out.

Each query is asked of all shards (scope "all") or of one (scope "shard"): of the tables and views <scope>_<table>, and
of <scope>_standing, <scope>_links and <scope>_clusters, which hold what was found over the whole corpus.
"""

from presspack.base.sql import quoted
from presspack.tables.schema import TableSchema, is_required

# `f` holds for an article itself, `g` for the one whose bytes it repeats: a copy of a copy follows it.
ARTICLES = """
    SELECT a.* REPLACE (
        coalesce(f.status_code, a.status_code) AS status_code,
        coalesce(f.reason, g.reason, a.reason) AS reason,
        coalesce(f.duplicate_of, g.duplicate_of, a.duplicate_of) AS duplicate_of,
        coalesce(f.duplicate_kind, g.duplicate_kind, a.duplicate_kind) AS duplicate_kind)
    FROM {scope}_articles AS a
    LEFT JOIN found_standing AS f USING (article_id)
    LEFT JOIN found_standing AS g ON g.article_id = a.duplicate_of AND g.status_code = 'duplicate'"""

# What a mention takes of its link, besides the actor.
LINK_COLUMNS = ("link_rule", "link_score")


def linked(table: TableSchema, scope: str) -> str:
    """Return a query for the rows of used articles in `table` with every entity id replaced by the actor's id.

    A row goes with an actor that people rejected, if the table cannot do without one.
    """
    actors = actor_columns(table)
    required = {field["name"] for field in table.fields if is_required(field)}
    columns = ", ".join(
        f"link_{column}.actor_id AS {quoted([column])}" if column in actors else replaced(table, column)
        for column in table.columns
    )
    joins = [
        f"{'' if c in required else 'LEFT '}JOIN {scope}_links AS link_{c} ON t.{quoted([c])} = link_{c}.entity_id"
        for c in actors
    ]
    if table.name == "events":
        joins.append(f"LEFT JOIN {scope}_clusters AS clusters USING (event_id)")
    used = f"JOIN {scope}_standing AS standing ON standing.article_id = t.article_id AND standing.status_code = 'used'"
    return "\n".join([f"SELECT {columns} FROM {quoted([f'{scope}_{table.name}'])} AS t {used}", *joins])


def actor_columns(table: TableSchema) -> list[str]:
    """Return the columns of a table that hold actors."""
    return [key.fields[0] for key in table.foreign_keys if key.resource == "actors"]


def replaced(table: TableSchema, column: str) -> str:
    """Return where a column that is no actor comes from: a mention's link, the article, else the row.

    The words of an article whose licence forbids it are not published where the schema has a hash in their place.
    """
    if table.name == "mentions" and column in LINK_COLUMNS:
        return f"link_actor_id.{column}"
    if table.name == "events" and column == "event_cluster_id":
        return "coalesce(clusters.event_cluster_id, t.event_cluster_id) AS event_cluster_id"
    if column == "reported_on":
        return "standing.published_on AS reported_on"
    if f"{column}_sha256" in table.columns:
        return f"CASE WHEN standing.text_redistributable THEN t.{quoted([column])} END AS {quoted([column])}"
    return f"t.{quoted([column])}"
