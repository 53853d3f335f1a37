"""The data card of a release, README.md: what it holds, how to load it, what it does not know."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

import duckdb

from presspack.release.calibration import how_good
from presspack.release.data_dictionary import rows_in
from presspack.release.standards.hugging_face import hugging_face_header
from presspack.tables.package_metadata import Metadata

SHOWN = {
    "events_by_month.svg": "Events by month and kind",
    "figures_by_outlet.svg": "Figures by outlet",
    "who_to_whom.svg": "Events by agent and target",
}
CARD = Path(__file__).with_name("data_card.md")


def data_card(
    con: duckdb.DuckDBPyConnection,
    metadata: Metadata,
    report: Mapping[str, Any],
    parquet: Mapping[str, Any],
    *,
    pictures: Iterable[str] = (),
) -> str:
    """Return the data card: what the package holds, how it was made, how to load it, what it does not know.

    `parquet` is the descriptor of the Parquet files, from which the header for the Hugging Face hub is derived.
    """
    statuses = con.execute("SELECT status_code, count(*) FROM articles GROUP BY ALL ORDER BY ALL").fetchall()
    found = [f"- {kind['severity']}: {rule} ({len(kind['violations'])})" for rule, kind in report.items()]
    extracted = [table.name for table in metadata.tables if not table.vocabulary]
    return hugging_face_header(parquet, extracted) + Template(CARD.read_text(encoding="utf-8")).substitute(
        name=metadata.name,
        pictures="".join(f"\n![{SHOWN[name]}](pictures/{name})\n" for name in pictures),
        title=metadata.title,
        description=metadata.description,
        version=metadata.version,
        created=metadata.created[:10],
        licences=", ".join(f"[{licence.title}]({licence.path})" for licence in metadata.licenses) or "not specified",
        contributors=", ".join(person.title for person in metadata.contributors) or "nobody who is named",
        how_good=how_good(con),
        tables="\n".join(
            f"| [`{name}`](data/{name}.csv) | {rows_in(con, name)} | {table.descriptor['description']} |"
            for name, table in metadata.published.items()
        ),
        statuses="\n".join(f"- `{status}`: {count}" for status, count in statuses),
        checks="\n".join(found) or "- no rule is broken",
    )
