"""Which tables belong together, read from their schemas, so that a new table needs no line in a list of names."""

from collections.abc import Mapping

from presspack.base.sql import quoted
from presspack.tables.schema import TableSchema

CLEANED = ("articles", "segments")  # the published tables that cleaning fills
# What extraction says article by article and `resolve` makes published tables of; schemas in schemas/build/.
PER_ARTICLE = ("entities", "places", "failures")


def is_by_article(table: TableSchema) -> bool:
    """True when the rows of a table belong to articles, and so lie in a file of each shard."""
    return "article_id" in table.columns


def extracted_tables(schemas: Mapping[str, TableSchema]) -> list[str]:
    """Return the published tables that extraction fills, in the order of publication: events, statistics, ..."""
    return [name for name, table in schemas.items() if is_by_article(table) and name not in CLEANED]


def sharded_tables(schemas: Mapping[str, TableSchema]) -> list[str]:
    """Return the published tables whose rows belong to articles: those of cleaning, then those of extraction."""
    return [*CLEANED, *extracted_tables(schemas)]


def columns_of(schemas: Mapping[str, TableSchema]) -> dict[str, list[str]]:
    """Return the columns of the tables that people may correct, by table."""
    return {name: schemas[name].columns for name in ("articles", "actors", "places", *extracted_tables(schemas))}


def owner_of(table: TableSchema) -> str | None:
    """Return the table whose rows those of `table` are parts of: event_participants -> events; None if of none.

    A part has the key of its owner in its own key, beside what tells the parts of one owner apart.
    """
    owners = (
        key.resource
        for key in table.foreign_keys
        if key.resource and set(key.fields) < set(table.primary_key) and key.fields[0] == table.primary_key[0]
    )
    return next(owners, None)


def parts_of(name: str, schemas: Mapping[str, TableSchema]) -> list[TableSchema]:
    """Return the tables whose rows are parts of the rows of table `name`: events -> event_participants."""
    return [table for table in schemas.values() if owner_of(table) == name]


def traceable_tables(schemas: Mapping[str, TableSchema]) -> dict[str, str]:
    """Return the tables whose rows have an id of their own, with its column: {"events": "event_id", ...}.

    These are the tables of articles and what their rows refer to, such as actors; terms have codes, not ids.
    """
    by_article = [table for table in schemas.values() if is_by_article(table)]
    wanted = {table.name for table in by_article} | {key.resource for table in by_article for key in table.foreign_keys}
    return {
        name: table.primary_key[0]
        for name, table in schemas.items()
        if name in wanted and len(table.primary_key) == 1 and table.primary_key[0].endswith("_id")
    }


def row_id(table: TableSchema) -> str:
    """Return SQL for the id by which people name a row of a table: its key, the parts of it joined by "|"."""
    return f"concat_ws('|', {quoted(table.primary_key)})"
