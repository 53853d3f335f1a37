"""The pages that a release carries: the data card (README.md) and the data dictionary (DICTIONARY.md)."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import duckdb

from pipeline.metadata import Metadata
from pipeline.schema import TableSchema, is_required, quoted

CARD = Path(__file__).with_name("data_card.md")


def rows_in(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of rows of a table."""
    return int(con.execute(f"SELECT count(*) FROM {quoted([table])}").fetchall()[0][0])


def data_card(con: duckdb.DuckDBPyConnection, metadata: Metadata, report: Mapping[str, Any]) -> str:
    """Return the data card: what the package holds, how it was made, how to load it, what it does not know."""
    statuses = con.execute("SELECT status_code, count(*) FROM articles GROUP BY ALL ORDER BY ALL").fetchall()
    found = [f"- {kind['severity']}: {rule} ({len(kind['violations'])})" for rule, kind in report.items()]
    return Template(CARD.read_text(encoding="utf-8")).substitute(
        name=metadata.name,
        title=metadata.title,
        description=metadata.description,
        version=metadata.version,
        created=metadata.created[:10],
        licences=", ".join(f"[{licence.title}]({licence.path})" for licence in metadata.licenses),
        contributors=", ".join(person.title for person in metadata.contributors),
        tables="\n".join(
            f"| [`{name}`](data/{name}.csv) | {rows_in(con, name)} | {table.descriptor['description']} |"
            for name, table in metadata.schemas.items()
        ),
        statuses="\n".join(f"- `{status}`: {count}" for status, count in statuses),
        checks="\n".join(found) or "- no rule is broken",
    )


def data_dictionary(con: duckdb.DuckDBPyConnection, metadata: Metadata) -> str:
    """Return the data dictionary: every column of every table, with how much of it is filled in this release."""
    pages = [
        f"# Data dictionary of {metadata.title}\n",
        "Derived from the schemas; `filled` is the share of rows with a value in this release.\n",
    ]
    return "\n".join([*pages, *(table_page(con, table) for table in metadata.schemas.values())])


def table_page(con: duckdb.DuckDBPyConnection, table: TableSchema) -> str:
    """Return the section of the data dictionary on one table."""
    total = rows_in(con, table.name)
    counts = con.execute(
        f"SELECT {', '.join(f'count({quoted([c])})' for c in table.columns)} FROM {quoted([table.name])}"
    ).fetchall()[0]
    lines = [
        f"## {table.name}\n",
        f"{table.descriptor['description']} {total} rows. Primary key: {', '.join(table.primary_key)}.\n",
        "| column | type | unit | filled | meaning | rules | example |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for field, filled in zip(table.fields, counts, strict=True):
        share = f"{100 * filled / total:.0f} %" if total else "-"
        cells = [
            f"`{field['name']}`",
            field["type"],
            field["unit"],
            share,
            field["description"],
            rules_of(table, field),
            f"`{shown(field['example'])}`",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def shown(value: object) -> str:
    """Return a value as text that is safe in a Markdown table."""
    return str(value).replace("|", "\\|")


def rules_of(table: TableSchema, field: Mapping[str, Any]) -> str:
    """Return the constraints of a column in words."""
    rules = {key: value for key, value in field.get("constraints", {}).items() if key != "required"}
    said = ["required"] if is_required(field) else []
    said += [f"{key} `{shown(value)}`" for key, value in rules.items()]
    for key in table.foreign_keys:
        if key.fields == (field["name"],):
            said.append(f"refers to {key.resource or table.name}.{key.referenced[0]}")
    return "; ".join(said) or "-"
