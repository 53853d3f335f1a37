"""Views over the extracted tables that rules by article read, made from the schemas: a new table is in them by itself.

| view | rows | columns beside table_name, row_id, article_id |
| --- | --- | --- |
| `extracted_rows` | every row | |
| `row_spans` | every pair of offsets: `start` and `end`, `<name>_start` and `<name>_end` | `field`, `first`, `last` |
| `row_periods` | every pair of dates: `<name>_start` and `<name>_end`, `since` and `until` | `field`, `first`, `last` |
| `row_sentences` | rows that rest on a sentence | `evidence_id`, `start`, `end` |
| `row_words` | words repeated in `text` or `trigger`, and their hash | `field`, `words`, `digest`, `start`, `end` |
| `licensed_words` | words that are published where a licence allows it: those with a hash | `field`, `words` |
"""

from collections.abc import Iterator, Mapping

import duckdb

from presspack.base.sql import literal, quoted
from presspack.tables.schema import TableSchema
from presspack.tables.table_groups import extracted_tables, row_id

WORDS = ("text", "trigger")
SENTENCES = "evidence"  # whose text is a whole sentence, left out where no licence allows it: a rule of its own


def view_rows(con: duckdb.DuckDBPyConnection, schemas: Mapping[str, TableSchema]) -> None:
    """Make the views over the extracted tables, which are there under their names."""
    tables = [schemas[name] for name in extracted_tables(schemas)]
    selects = {
        "extracted_rows": [selected(table) for table in tables],
        "row_spans": [found for table in tables for found in pairs(table, "integer")],
        "row_periods": [found for table in tables for found in pairs(table, "string")],
        "row_sentences": [
            selected(table, "evidence_id", '"start"', '"end"')
            for table in tables
            if table.name != SENTENCES and "evidence_id" in table.columns
        ],
        "row_words": [
            selected(table, *words_of(table, name), f"{digest_of(table, name)} AS digest", '"start"', '"end"')
            for table in tables
            for name in WORDS
            if table.name != SENTENCES and name in table.columns
        ],
        "licensed_words": [
            f"{selected(table, *words_of(table, name))} WHERE {digest_of(table, name)} IS NOT NULL"
            for table in tables
            for name in table.columns
            if f"{name}_sha256" in table.columns
        ],
    }
    for name, queries in selects.items():
        con.execute(f"CREATE VIEW {name} AS {' UNION ALL '.join(queries)}")


def selected(table: TableSchema, *columns: str) -> str:
    """Return a query for the rows of `table`: its name, the row's id and article, and further `columns`."""
    what = ", ".join([f"{literal(table.name)} AS table_name", f"{row_id(table)} AS row_id", "article_id", *columns])
    return f"SELECT {what} FROM {quoted([table.name])}"


def words_of(table: TableSchema, column: str) -> tuple[str, str]:
    """Return SQL for the name of a column of `table` and for the words in it."""
    return f"{literal(column)} AS field", f"{quoted([column])} AS words"


def digest_of(table: TableSchema, column: str) -> str:
    """Return SQL for the hash that stands beside the words in a column, null where the table has none."""
    return quoted([f"{column}_sha256"]) if f"{column}_sha256" in table.columns else "NULL"


def pairs(table: TableSchema, kind: str) -> Iterator[str]:
    """Yield a query per pair of columns of type `kind` that are the start and the end of something."""
    kinds = {field["name"]: field["type"] for field in table.fields}
    for first in table.columns:
        last = "until" if first == "since" else first.removesuffix("start") + "end"
        if (first == "since" or first.endswith("start")) and (kinds[first], kinds.get(last)) == (kind, kind):
            found = f"{literal(last)} AS field", f"{quoted([first])} AS first", f"{quoted([last])} AS last"
            yield selected(table, *found) + (f" WHERE {quoted([first])} IS NOT NULL" if first == "since" else "")
