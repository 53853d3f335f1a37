"""The dictionary shows every column with its rules and values, and no value can break out of its cell."""

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presspack.release.data_dictionary import (
    code,
    column_facts,
    entity_relationships,
    index_page,
    table_page,
    write_dictionary,
)
from presspack.tables.package_metadata import read_metadata
from presspack.tables.schema import TableSchema


def field(name, kind="string", **constraints):
    return {
        "name": name,
        "type": kind,
        "title": name,
        "description": "What it is.",
        "unit": "none",
        "example": "x|y",
        "constraints": constraints,
    }


PORT = {"fields": ["port"], "reference": {"resource": "ports", "fields": ["port_id"]}}
MOTHER = {"fields": ["tows"], "reference": {"fields": ["ship_id"]}}
PORTS = TableSchema(
    "ports", {"title": "Ports", "description": "All ports.", "fields": [field("port_id")], "primaryKey": ["port_id"]}
)
SHIPS = TableSchema("ships", {
    "title": "Ships", "description": "All ships.", "primaryKey": ["ship_id"], "foreignKeys": [PORT, MOTHER],
    "fields": [field("ship_id", required=True), field("port", required=True), field("tows"), field("length", "number", minimum=0),
               field("built", "date"), field("sails", "boolean"), field("motto", pattern="^(?:a|b)$")],
})  # fmt: skip
TABLES = {"ports": PORTS, "ships": SHIPS}


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE ports(port_id VARCHAR)")
        connection.execute(
            "CREATE TABLE ships(ship_id VARCHAR, port VARCHAR, tows VARCHAR, length DOUBLE, built DATE, sails BOOLEAN, motto VARCHAR)"
        )
        connection.execute("""INSERT INTO ships VALUES
            ('s1', 'p1', NULL, 10.5, '1999-01-02', true, '<b>`x`|'), ('s2', 'p1', NULL, 3, NULL, true, '<b>`x`|'),
            ('s3', 'p2', NULL, NULL, '2001-01-02', false, NULL)""")
        yield connection


def test_a_column_has_its_span_or_its_commonest_values(con):
    facts = column_facts(con, SHIPS)
    assert {name: (fact.filled, fact.distinct, fact.values) for name, fact in facts.items()} == {
        "ship_id": (3, 3, "-"),
        "port": (3, 2, "`p1` (2)"),
        "tows": (0, 0, "-"),
        "length": (2, 2, "`3` to `10.5`"),
        "built": (2, 2, "`1999-01-02` to `2001-01-02`"),
        "sails": (3, 2, "`true` (2)"),
        "motto": (2, 1, "``<b>`x`\\|`` (2)"),
    }


def test_a_page_shows_rules_and_what_refers_to_the_table(con):
    page = table_page(SHIPS, 3, column_facts(con, SHIPS), ["crews.ship"])
    assert "3 rows. Primary key: ship_id." in page
    assert "Referred to by `crews.ship`." in page
    assert "required; refers to [ports](ports.md).port_id" in page
    assert "refers to [ships](ships.md).ship_id" in page
    assert "pattern `^(?:a\\|b)$`" in page
    assert "| `length` | 67 % | 2 | `3` to `10.5` |" in page


def test_every_line_of_a_table_has_as_many_cells_as_its_head(con):
    lines = [line for line in table_page(SHIPS, 3, column_facts(con, SHIPS), []).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {7, 5}


def test_an_empty_table_has_a_page(con):
    page = table_page(PORTS, 0, column_facts(con, PORTS), [])
    assert "| `port_id` | - | 0 | - |" in page


@given(st.text())
def test_no_value_breaks_its_cell(text):
    shown = code(text)
    assert len(shown.splitlines()) == 1
    assert not re.search(r"(?<!\\)\|", shown)
    fence = re.match("`+", shown)[0]
    assert shown.endswith(fence)
    inside = shown[len(fence) : -len(fence)]
    assert inside
    assert len(fence) not in [len(run) for run in re.findall("`+", inside)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "`plain`"), ("a|b", "`a\\|b`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a\nb\u202eb", "`a b b`"), ("", "` `"),
        (5, "`5`"), ("x" * 50, f"`{'x' * 39}…`"),
    ],
)  # fmt: skip
def test_values_are_shown_as_code(value, expected):
    assert code(value) == expected


def test_the_diagram_tells_keys_and_whether_they_may_be_empty():
    lines = [line.strip() for line in entity_relationships(TABLES)]
    assert lines[0] == "erDiagram"
    assert "string ship_id PK" in lines
    assert 'ports ||--o{ ships : "port"' in lines
    assert 'ships |o--o{ ships : "tows"' in lines


def test_the_index_names_every_published_table():
    metadata = read_metadata()
    page = index_page(metadata, dict.fromkeys(metadata.published, 1))
    assert [name for name in metadata.published if f"(dictionary/{name}.md)" not in page] == []


def test_every_published_table_gets_a_page(tmp_path):
    metadata = read_metadata()
    with duckdb.connect() as con:
        for table in metadata.published.values():
            con.execute(table.ddl())
        write_dictionary(con, metadata, tmp_path)
    pages = {path.stem for path in (tmp_path / "dictionary").glob("*.md")}
    assert pages == set(metadata.published)
    links = [
        link
        for path in tmp_path.rglob("*.md")
        for link in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    ]
    assert all((tmp_path / "dictionary" / link).resolve().is_file() or (tmp_path / link).is_file() for link in links)
