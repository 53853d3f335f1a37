"""The data dictionary of a release: DICTIONARY.md with a diagram of the tables, and a page per table in dictionary/.

All of it comes from the schemas and from the rows that are released: nobody writes it by hand.
"""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from presspack.base.sql import literal, quoted
from presspack.release.table_files import number_text
from presspack.tables.package_metadata import Metadata
from presspack.tables.schema import TableSchema, is_required

FOLDER = "dictionary"
_COMMONEST = 3
_CELLS_AT_ONCE = 1_000_000
AT_ONCE = 2
LONGEST = 40
_ORDERED = ("integer", "number", "date")
BLANK = re.compile(r"\s+|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class _ColumnFacts:
    """What a release holds in a column: how many values, how many different ones, and which."""

    filled: int
    distinct: int
    values: str


def write_dictionary(con: duckdb.DuckDBPyConnection, metadata: Metadata, root: Path) -> None:
    """Write DICTIONARY.md and the folder dictionary/ into the package folder `root`."""
    (root / FOLDER).mkdir()
    rows = {name: rows_in(con, name) for name in metadata.published}
    (root / "DICTIONARY.md").write_text(index_page(metadata, rows), encoding="utf-8", newline="\n")

    def write_page(name: str) -> None:
        table = metadata.published[name]
        with con.cursor() as cursor:
            page = table_page(table, rows[name], column_facts(cursor, table), referring(metadata, name))
        (root / FOLDER / f"{name}.md").write_text(page, encoding="utf-8", newline="\n")

    # Queries of one column keep one core busy.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(write_page, metadata.published))


def rows_in(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of rows of a table."""
    return int(con.execute(f"SELECT count(*) FROM {quoted([table])}").fetchall()[0][0])


def _shown_tables(metadata: Metadata) -> dict[str, TableSchema]:
    """Return the tables of the diagram: those that are extracted; closed lists would hide them behind their lines."""
    return {name: metadata.schemas[name] for name in metadata.schemas if name not in closed_lists(metadata)}


def closed_lists(metadata: Metadata) -> set[str]:
    """Return the names of the tables that are vocabularies."""
    return {table.name for table in metadata.tables if table.vocabulary}


def referring(metadata: Metadata, name: str) -> list[str]:
    """Return the columns of other tables that refer to the table `name`: ["events.type_code"]."""
    return [
        f"{other}.{'+'.join(key.fields)}"
        for other, table in metadata.schemas.items()
        for key in table.foreign_keys
        if key.resource == name
    ]


def index_page(metadata: Metadata, rows: Mapping[str, int]) -> str:
    """Return DICTIONARY.md: every table with its rows, and how they refer to each other."""
    lists, tables = closed_lists(metadata), metadata.published
    extracted = [_table_line(table, rows[name]) for name, table in tables.items() if name not in lists]
    closed = [_table_line(table, rows[name]) for name, table in tables.items() if name in lists]
    head = ["| table | rows | what it holds |", "| --- | --- | --- |"]
    return "\n".join([
        f"# Data dictionary of {metadata.title}\n",
        "Derived from the schemas and from the rows of this release. Each table has a page with its columns,",
        "their rules and what they hold here.\n",
        "## Tables\n", *head, *extracted, "",
        "## Closed lists\n", "Other tables take their codes from these.\n", *head, *closed, "",
        "## How the tables refer to each other\n",
        "Closed lists are left out.\n",
        "```mermaid", *entity_relationships(_shown_tables(metadata)), "```", "",
    ])  # fmt: skip


def _table_line(table: TableSchema, rows: int) -> str:
    """Return the line of a table in the index."""
    return f"| [`{table.name}`]({FOLDER}/{table.name}.md) | {rows} | {table.descriptor['description']} |"


def entity_relationships(tables: Mapping[str, TableSchema]) -> Iterator[str]:
    """Yield the lines of a Mermaid entity-relationship diagram: the keys of each table, and what they refer to."""
    yield "erDiagram"
    for name, table in tables.items():
        yield f"  {name} {{"
        own = {column for key in table.foreign_keys if (key.resource or name) in tables for column in key.fields}
        for field in table.fields:
            marks = [mark for mark, has in (("PK", table.primary_key), ("FK", own)) if field["name"] in has]
            if marks:
                yield f"    {field['type']} {field['name']} {', '.join(marks)}"
        yield "  }"
    for name, table in tables.items():
        needed = {field["name"] for field in table.fields if is_required(field)}
        for key in table.foreign_keys:
            if (key.resource or name) in tables:
                one = "||" if set(key.fields) <= needed else "|o"
                yield f'  {key.resource or name} {one}--o{{ {name} : "{", ".join(key.fields)}"'


def table_page(table: TableSchema, rows: int, facts: Mapping[str, _ColumnFacts], referred: list[str]) -> str:
    """Return the page on one table: its columns and rules from the schema, and what this release holds in them."""
    lines = [
        f"# {table.name}\n",
        f"{table.descriptor['description']} {rows} rows. Primary key: {', '.join(table.primary_key)}.",
        "[All tables](../DICTIONARY.md)\n",
        *([f"Referred to by {', '.join(f'`{column}`' for column in referred)}.\n"] if referred else []),
        "## Columns\n",
        "| column | type | unit | meaning | rules | example |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for field in table.fields:
        example = code(field["example"])
        cells = [
            code(field["name"]),
            field["type"],
            field["unit"],
            shown(field["description"]),
            _rules_of(table, field),
            example,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["\n## In this release\n", "| column | filled | different values | values |", "| --- | --- | --- | --- |"]
    for column, fact in facts.items():
        share = f"{100 * fact.filled / rows:.0f} %" if rows else "-"
        lines.append(f"| {code(column)} | {share} | {fact.distinct} | {fact.values} |")
    return "\n".join(lines) + "\n"


def column_facts(con: duckdb.DuckDBPyConnection, table: TableSchema) -> dict[str, _ColumnFacts]:
    """Return what the release holds in each column of a table: counts, and the span or the commonest values."""
    rows = rows_in(con, table.name)
    facts = {field["name"]: _ColumnFacts(rows, rows, "-") for field in table.fields}
    asked = [field for field in table.fields if not _is_key(table, field)]
    # Of a large table one column at a time, so that memory holds the different values of one and not of all.
    at_once = max(1, _CELLS_AT_ONCE // max(1, rows))
    for start in range(0, len(asked), at_once):
        group = asked[start : start + at_once]
        query = " UNION ALL ".join(f"({_facts_query(table, field)})" for field in group)
        facts |= {name: _facts_of(*found) for name, *found in con.execute(query).fetchall()}
    return facts


def _is_key(table: TableSchema, field: Mapping[str, Any]) -> bool:
    """Return whether a column is the primary key and has no span: the check found all its values, and each once."""
    return table.primary_key == [field["name"]] and field["type"] not in _ORDERED


def _facts_query(table: TableSchema, field: Mapping[str, Any]) -> str:
    """Return SQL for the facts of a column, in one reading of it: its name, counts, its span or commonest values."""
    name, text = quoted([field["name"]]), number_text if field["type"] == "number" else "({})::VARCHAR".format
    span = f"{text('min(v)')}, {text('max(v)')}" if field["type"] in _ORDERED else "NULL, NULL"
    most = f"min({{'n': -n, 'v': v::VARCHAR}}, {_COMMONEST}) FILTER (v IS NOT NULL AND n > 1)"
    return f"""SELECT {literal(field["name"])}, coalesce(sum(n), 0), count(v), {span}, {most}
        FROM (SELECT {name} AS v, count({name}) AS n FROM {quoted([table.name])} GROUP BY ALL)"""


def _facts_of(
    filled: int, distinct: int, least: str | None, greatest: str | None, commonest: list[dict[str, Any]]
) -> _ColumnFacts:
    """Return the facts of a column from its row of `_facts_query`."""
    values = "-"
    if least is not None:
        values = f"{code(least)} to {code(greatest)}"
    elif commonest:
        values = ", ".join(f"{code(found['v'])} ({-found['n']})" for found in commonest)
    return _ColumnFacts(int(filled), distinct, values)


def shown(value: object) -> str:
    """Return a value as text that stays in its cell of a Markdown table: "a|b" -> "a\\|b"."""
    return str(value).replace("|", "\\|")


def code(value: object) -> str:
    """Return a value as Markdown code on one line, cut where it is long: what texts hold cannot become markup."""
    text = BLANK.sub(" ", str(value)).strip() or " "
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{edge}{shown(text)}{edge}{fence}"


def _rules_of(table: TableSchema, field: Mapping[str, Any]) -> str:
    """Return the constraints of a column in words."""
    rules = {key: value for key, value in field.get("constraints", {}).items() if key != "required"}
    said = ["required"] if is_required(field) else []
    said += [f"{key} `{shown(value)}`" for key, value in rules.items()]
    for key in table.foreign_keys:
        if key.fields == (field["name"],):
            target = key.resource or table.name
            said.append(f"refers to [{target}]({target}.md).{key.referenced[0]}")
    return "; ".join(said) or "-"
