"""Descriptors of the package and of its tables: datapackage.json, for CSV and for Parquet."""

from pathlib import Path
from typing import Any

import duckdb

from presspack.base.ids import file_sha256
from presspack.release.standards.common import MOST_SOURCES
from presspack.tables.package_metadata import Metadata
from presspack.tables.schema import TableSchema

PROFILES = "https://datapackage.org/profiles/2.0"


def resource(table: TableSchema, path: Path, root: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the resource descriptor of a written file; `facts` holds its row count and logical hash."""
    is_csv = path.suffix == ".csv"
    content = {
        "name": table.name,
        "type": "table",
        "title": table.descriptor["title"],
        "description": table.descriptor["description"],
    }
    text = {
        "encoding": "utf-8",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "delimiter": ",", "header": True},
    }
    schema = {key: value for key, value in table.descriptor.items() if key not in ("title", "description")}
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        **content,
        "path": path.relative_to(root).as_posix(),
        "format": path.suffix[1:],
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        **(text if is_csv else {}),
        # frictionless cannot count the bytes of a Parquet file and takes any `bytes` for a fault.
        ("bytes" if is_csv else "byteSize"): path.stat().st_size,
        "hash": f"sha256:{file_sha256(path)}",
        **facts,
        "schema": schema,
    }


def digest_in(described: dict[str, Any]) -> str:
    """Return the SHA-256 that a resource descriptor states."""
    return str(described["hash"]).removeprefix("sha256:")


def descriptor(metadata: Metadata, resources: list[dict[str, Any]], sources: list[dict[str, str]]) -> dict[str, Any]:
    """Return the package descriptor around `resources`."""
    about = metadata.model_dump(exclude={"tables"})
    contributors = [{key: value for key, value in person.items() if value} for person in about.pop("contributors")]
    about["licenses"] = [{key: value for key, value in licence.items() if value} for licence in about["licenses"]]
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        **{key: value for key, value in about.items() if value},
        **({"contributors": contributors} if contributors else {}),
        "sources": sources,
        "resources": resources,
    }


def sources_of(con: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Return the publications that the articles' facts come from as Data Package sources.

    A descriptor is read as a whole, so of a large corpus it names the outlets only, most articles first, at most
    MOST_SOURCES; the table of articles has the address of each.
    """
    publications = "SELECT DISTINCT coalesce(origin, outlet, file), url FROM articles ORDER BY ALL"
    rows = con.execute(f"{publications} LIMIT {MOST_SOURCES + 1}").fetchall()
    if len(rows) <= MOST_SOURCES:
        return [
            {"title": title, **({"path": url} if url and url.startswith(("http://", "https://")) else {})}
            for title, url in rows
        ]
    host = "nullif(regexp_extract(url, '^https?://([^/?#]+)', 1), '')"
    outlets = con.execute(
        f"SELECT coalesce(outlet, {host}, 'outlet not stated') AS name, count(*) AS n FROM articles "
        f"GROUP BY name ORDER BY n DESC, name LIMIT {MOST_SOURCES - 1}"
    ).fetchall()
    rest = con.execute("SELECT count(*) FROM articles").fetchall()[0][0] - sum(number for _, number in outlets)
    named = [f"{name} ({number:,} articles)" for name, number in outlets]
    return [{"title": title} for title in [*named, *([f"other outlets ({rest:,} articles)"] if rest else [])]]
