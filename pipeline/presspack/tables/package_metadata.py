"""What a package is called, by whom it is, and which tables it holds.

The tables stand in schemas/package.yaml. The rest stands in package.yaml of the raw folder or in a file that a user
names; what stands nowhere is said to be unknown, and a package with such a gap is not released.
"""

import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from presspack.base.errors import ConfigError
from presspack.base.folding import folded
from presspack.base.yaml_files import yaml_object
from presspack.config import Section, faults_of
from presspack.tables.schema import SCHEMAS, TableSchema, schema

DEFAULT = SCHEMAS / "package.yaml"
METADATA = "package.yaml"  # in the raw folder
QUERIES = SCHEMAS / "queries"


class Licence(Section):
    """A licence as Data Package has it."""

    name: str
    title: str
    path: str = ""


# The Open Definition's id for a licence that nobody stated.
UNSPECIFIED = Licence(name="notspecified", title="Licence not specified")


class Contributor(Section):
    """Someone who has a part in the package."""

    title: str
    givenName: str = ""
    familyName: str = ""
    path: str = ""
    email: str = ""
    organization: str = ""
    roles: list[str] = Field(default_factory=list)


class PublishedTable(Section):
    """A table of the package: where its columns come from, and its rows if they are closed (vocabulary) or derived."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    schema_file: Annotated[str, Field(alias="schema")] = ""
    vocabulary: str = ""
    query: str = ""
    title: str = ""
    description: str = ""

    @cached_property
    def table_schema(self) -> TableSchema:
        """The table's schema under the table's name."""
        found = schema(self.schema_file or self.name)
        descriptor = dict(found.descriptor)
        if self.title:
            descriptor |= {"title": self.title, "description": self.description}
        return replace(found, name=self.name, descriptor=descriptor)

    @property
    def sql(self) -> str:
        """The query that derives the rows of the table. Raise ConfigError if there is no such file."""
        path = QUERIES / f"{self.query}.sql"
        if not path.is_file():
            raise ConfigError("query", got=path.name, expected="a file in schemas/queries/", where=f"table {self.name}")
        return path.read_text(encoding="utf-8")


class Metadata(Section):
    """All that is known of a package before a row is read."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    id: str
    title: str
    description: str
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    created: Annotated[str, Field(pattern=r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$")] = ""
    homepage: str = ""
    keywords: list[str] = Field(default_factory=list)
    licenses: list[Licence] = Field(default_factory=lambda: [UNSPECIFIED], min_length=1)
    contributors: list[Contributor] = Field(default_factory=list)
    tables: list[PublishedTable]

    @property
    def schemas(self) -> dict[str, TableSchema]:
        """The schemas of the tables that are made and checked, by name, in the order of publication."""
        return {table.name: table.table_schema for table in self.tables if not table.query}

    @property
    def published(self) -> dict[str, TableSchema]:
        """The schemas of all tables by name, those too that are derived from others when they are published."""
        return {table.name: table.table_schema for table in self.tables}

    @property
    def derived(self) -> list[PublishedTable]:
        """The tables that are derived from others when they are published."""
        return [table for table in self.tables if table.query]


def read_metadata(path: Path | None = None, *, raw: Path | None = None, reader: bool = False) -> Metadata:
    """Return the package metadata of the file `path`, or else of package.yaml in the folder `raw`.

    With `reader` the package has the tables of the second reader too.

    Without both the package has the name of the folder above `raw` or of `raw`, no licence and no maker. A file
    without `tables` takes those of schemas/package.yaml. Raise ConfigError, naming the key, if a value is wrong.
    """
    file = path or (raw / METADATA if raw and (raw / METADATA).is_file() else None)
    found = _unnamed(raw) | (yaml_object(file) if file else {})
    if "tables" not in found:
        found["tables"] = yaml_object(DEFAULT)["tables"]
    if reader and isinstance(found["tables"], list):
        listed = [table.get("name") for table in found["tables"] if isinstance(table, dict)]
        found["tables"] = found["tables"] + [table for table in _reader_tables() if table["name"] not in listed]
    try:
        return Metadata.model_validate(found)
    except ValidationError as error:
        raise faults_of(error, file or DEFAULT) from None


def reader_tables() -> list[str]:
    """Return the names of the tables of the second reader whose rows belong to articles."""
    return [table["name"] for table in _reader_tables() if "vocabulary" not in table]


def _reader_tables() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml_object(DEFAULT)["reader_tables"]
    return found


def _unnamed(raw: Path | None) -> dict[str, Any]:
    """Return what is said of a package that nobody described: it is called like the folder of its captures."""
    folder = raw.resolve() if raw else None
    title = (folder.parent.name if folder and folder.name == "raw" else folder.name if folder else "") or "unnamed"
    name = re.sub(r"[^a-z0-9._-]+", "-", folded(title)).strip("-._") or "unnamed"
    about = "Events, statistics and actors, extracted from news articles. Every row points at the words it came from."
    return {"name": name, "id": name, "title": title, "description": about, "version": "0.1.0"}
