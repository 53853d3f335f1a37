"""A new table is known by its schema and its line in package.yaml: no module and no rule holds a list of tables."""

import ast
from pathlib import Path

import duckdb
import pytest

from presspack.checks.row_views import view_rows
from presspack.resolve.row_queries import linked
from presspack.resolve.shard_tables import Shard, also_read, found_queries
from presspack.tables.package_metadata import read_metadata
from presspack.tables.schema import TableSchema
from presspack.tables.table_groups import (
    CLEANED,
    extracted_tables,
    owner_of,
    parts_of,
    sharded_tables,
    traceable_tables,
)

PRESSPACK = Path(__file__).parents[2] / "pipeline" / "presspack"
SCHEMAS = read_metadata().schemas
VIEWS = ("extracted_rows", "row_spans", "row_periods", "row_sentences", "row_words")


def field(name, kind="string"):
    return {"name": name, "type": kind, "description": f"{name}.", "constraints": {"required": True}}


def reference(column, table):
    return {"fields": [column], "reference": {"resource": table, "fields": [column]}}


# A table as somebody may add it, and one of its parts.
PROMISES = TableSchema("promises", {
    "fields": [*map(field, ("promise_id", "article_id", "text", "date_start", "date_end", "evidence_id", "actor_id")),
               field("start", "integer"), field("end", "integer")],
    "primaryKey": ["promise_id"],
    "foreignKeys": [reference("article_id", "articles"), reference("evidence_id", "evidence"), reference("actor_id", "actors")],
})  # fmt: skip
PROMISE_WORDS = TableSchema("promise_words", {
    "fields": [*map(field, ("promise_id", "article_id", "text")), field("word", "integer"), field("start", "integer"), field("end", "integer")],
    "primaryKey": ["promise_id", "word"],
    "foreignKeys": [reference("promise_id", "promises"), reference("article_id", "articles")],
})  # fmt: skip
WITH_PROMISES = {**SCHEMAS, "promises": PROMISES, "promise_words": PROMISE_WORDS}


def test_the_tables_of_extraction_are_those_of_articles_that_cleaning_does_not_fill():
    assert {"events", "statistics", "mentions", "evidence"} <= set(extracted_tables(SCHEMAS))
    assert not {*CLEANED, "actors", "places", "event_types"} & set(extracted_tables(SCHEMAS))
    assert sharded_tables(WITH_PROMISES) == [*sharded_tables(SCHEMAS), "promises", "promise_words"]


def test_a_part_goes_with_its_owner():
    assert owner_of(SCHEMAS["event_participants"]) == "events"
    assert owner_of(SCHEMAS["statistics"]) is None
    assert [table.name for table in parts_of("promises", WITH_PROMISES)] == ["promise_words"]
    assert also_read("promise_words", WITH_PROMISES) == ["promises"]
    assert also_read("promises", WITH_PROMISES) == []


def test_a_new_table_is_written_shard_by_shard_with_its_actors_linked():
    files = Shard(Path("clean/000"), Path("extracted/000")).files(WITH_PROMISES)
    assert files["promises"] == Path("extracted/000/promises.parquet")
    assert "all_links" in found_queries(WITH_PROMISES)["promises"]
    assert 'link_actor_id.actor_id AS "actor_id"' in linked(PROMISES, "shard")


def test_a_new_table_is_traced_by_its_id():
    assert traceable_tables(WITH_PROMISES)["promises"] == "promise_id"
    assert traceable_tables(SCHEMAS).keys() >= {"articles", "actors", "events"}
    assert not {"event_types", "event_participants"} & traceable_tables(SCHEMAS).keys()


@pytest.mark.parametrize("view", VIEWS)
def test_rules_by_article_read_every_extracted_table_that_has_what_they_ask_for(view):
    with duckdb.connect() as con:
        for name in sharded_tables(WITH_PROMISES):
            table = WITH_PROMISES[name]
            con.execute(TableSchema(name, {**table.descriptor, "foreignKeys": []}).ddl())
            con.execute(f'INSERT INTO "{name}" SELECT * FROM (SELECT {example(table)})')
        view_rows(con, WITH_PROMISES)
        found = {name for (name,) in con.execute(f"SELECT DISTINCT table_name FROM {view}").fetchall()}
    every = set(extracted_tables(WITH_PROMISES))
    assert (
        found
        == {
            "extracted_rows": every,
            "row_spans": every,
            "row_periods": {
                name for name in every if {"date_end", "period_end", "until"} & set(WITH_PROMISES[name].columns)
            },
            "row_sentences": {name for name in every - {"evidence"} if "evidence_id" in WITH_PROMISES[name].columns},
            "row_words": {
                name for name in every - {"evidence"} if {"text", "trigger"} & set(WITH_PROMISES[name].columns)
            },
        }[view]
    )


def example(table):
    """The values of one row in SQL: the schema's own examples."""
    return ", ".join("'" + str(field.get("example", 1)).replace("'", "''") + "'" for field in table.fields)


def names_in(node):
    """The table names that a literal of Python holds."""
    if isinstance(node, ast.Dict) and all(
        isinstance(value, ast.Constant) and str(value.value).isidentifier() for value in node.values
    ):
        node = ast.List([key for key in node.keys if key is not None])
    if not isinstance(node, ast.List | ast.Tuple | ast.Set):
        return set()
    return {item.value for item in node.elts if isinstance(item, ast.Constant)} & set(extracted_tables(SCHEMAS))


def test_no_module_holds_a_list_of_tables():
    lists = [
        f"{path.relative_to(PRESSPACK)}:{node.lineno}: {sorted(names)}"
        for path in PRESSPACK.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if len(names := names_in(node)) > 2
    ]
    assert lists == []


def test_no_rule_joins_tables_by_a_list_of_names():
    tables = set(extracted_tables(SCHEMAS))
    lists = [
        path.name
        for path in (PRESSPACK / "checks" / "sql").glob("*.sql")
        if "UNION" in (text := path.read_text(encoding="utf-8")) and len(tables & set(text.split())) > 2
    ]
    assert lists == []
