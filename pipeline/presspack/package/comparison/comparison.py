"""What changed between two releases of a package, and the version that this asks for."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from presspack.base.errors import CheckFailed, Violation
from presspack.package.comparison.change_feed import Feed
from presspack.package.comparison.descriptor_changes import (
    EDITORIAL,
    STEP_OF,
    Change,
    described_changes,
    largest,
    next_version,
    package_changes,
    resource_changes,
)
from presspack.package.comparison.result import Difference
from presspack.package.comparison.row_diff import RowDiff, Side, TableDiff
from presspack.package.descriptor import TABLE_FORMATS, Resource, resources_of, with_references
from presspack.package.duckdb import MEMORY, one, scratch
from presspack.package.file_scan import scan
from presspack.package.findings import Collector, Finding, violations_of
from presspack.package.loading import Loader
from presspack.package.opening import Opened, Refused, opened


@dataclass(frozen=True, slots=True)
class Release:
    """One of the two packages: its descriptor and its resources by name."""

    opened: Opened
    resources: Mapping[str, Resource]
    tables: Mapping[str, Side]

    @property
    def version(self) -> str:
        """Return the stated version, "" if there is none."""
        return str(self.opened.descriptor.get("version") or "")


def difference(old: Path, new: Path, *, memory: str = MEMORY, feed: Path | None = None) -> Difference:
    """Return what changed from one release to another; write the change feed to `feed` if that is given.

    `difference(Path("1.0.0.zip"), Path("datapackage")).step` is "minor" if rows were added and no more.
    Raise MissingFile if there is no package, CheckFailed if a table of one cannot be read.
    """
    try:
        with opened(old) as before, opened(new) as after, scratch(memory=memory) as (connection, folder):
            found = Collector()
            loader = Loader(connection, folder, found)
            releases = [
                _release(with_references(package, found), loader, 1000 * n) for n, package in enumerate((before, after))
            ]
            _raise_faults(found.findings())
            return _compared(releases[0], releases[1], connection, feed)
    except Refused as refusal:
        raise refusal.failure() from refusal
    except duckdb.Error as error:
        # a file may be damaged behind a sound beginning
        reason = str(error).splitlines()[0]
        raise CheckFailed([Violation("package", "-", "", reason, "tables that can be read to their end")]) from error


def _release(package: Opened, loader: Loader, first: int) -> Release:
    resources = {resource.name: resource for resource in resources_of(package, loader.found)}
    tables = {}
    for number, resource in enumerate(resources.values(), start=first):
        readable = resource.format in (*TABLE_FORMATS, "inline") and (resource.files or resource.data is not None)
        source = (
            loader.source(resource, [None] * len(resource.files), number=number)
            if resource.tabular and readable
            else None
        )
        if source:
            tables[resource.name] = Side(resource, source)
    return Release(package, resources, tables)


def _raise_faults(findings: Sequence[Finding]) -> None:
    if findings:
        raise CheckFailed(violations_of(findings))


def _compared(old: Release, new: Release, connection: duckdb.DuckDBPyConnection, feed: Path | None) -> Difference:
    changes = [
        *package_changes(old.opened.descriptor, new.opened.descriptor),
        *resource_changes(list(old.resources.values()), list(new.resources.values())),
        *_described(old, new),
        *_files(old, new),
    ]
    diffs = [
        # a feed renames no row: a copy that it brings up to date has the old ids
        RowDiff(connection, old.tables[name], side, number, {} if feed else _begun_prefixes(name, old, new))
        for number, (name, side) in enumerate(new.tables.items())
        if name in old.tables
    ]
    tables = [diff.result() for diff in diffs]
    tables = _with_references(diffs, tables, connection)
    if feed is not None:
        writer = Feed(connection)
        writer.start()
        for diff, table in zip(diffs, tables, strict=True):
            writer.add(diff, table)
        writer.write(feed, versions=(old.version, new.version))
    step = largest([*(STEP_OF[change.kind] for change in changes), *(row_step(table) for table in tables)])
    wanted = next_version(old.version, step) if old.version else ""
    return Difference((old.version, new.version), step, wanted, tuple(changes), tuple(tables))


def _begun_prefixes(name: str, old: Release, new: Release) -> dict[str, str]:
    """Return what ids, and references to ids, begin with in the new table and not yet in the old one, by field."""
    before, after = (_id_prefixes(name, release.resources) for release in (old, new))
    common = {*old.tables[name].names()} & {*new.tables[name].names()}
    return {field: prefix for field, prefix in after.items() if field in common and field not in before}


def _id_prefixes(name: str, resources: Mapping[str, Resource]) -> dict[str, str]:
    """Return `idPrefix` of the fields of a table and of those that refer to a field with one."""
    own = {
        (table, str(field.get("name"))): str(field["idPrefix"])
        for table, resource in resources.items()
        for field in resource.fields
        if field.get("idPrefix")
    }
    referring = {
        mine: own[target or name, theirs]
        for fields, target, referred in resources[name].foreign_keys
        for mine, theirs in zip(fields, referred, strict=False)
        if (target or name, theirs) in own
    }
    return {**referring, **{field: prefix for (table, field), prefix in own.items() if table == name}}


def row_step(table: TableDiff) -> str:
    """Return the version step that changed rows ask for.

    Removed rows that another table referred to are a major step, other removed and added rows a minor one, corrected
    values a patch.
    """
    if table.referenced:
        return "major"
    if table.added or table.removed:
        return "minor"
    return "patch" if table.changed else "none"


def _described(old: Release, new: Release) -> list[Change]:
    items = [
        {
            str(item.get("name")): item
            for item in release.opened.descriptor.get("resources", [])
            if isinstance(item, dict)
        }
        for release in (old, new)
    ]
    return [
        change
        for name in items[1]
        if name in items[0]
        for change in described_changes(name, items[0][name], items[1][name])
    ]


def _files(old: Release, new: Release) -> list[Change]:
    """Return the changes of resources that are files and no tables: their bytes are compared."""
    changes = []
    for name, resource in new.resources.items():
        before = old.resources.get(name)
        if before and name not in new.tables and name not in old.tables:
            digests = [[_digest(path) for path in side.files] for side in (before, resource)]
            if digests[0] != digests[1] or before.data != resource.data:
                changes.append(Change(EDITORIAL, name, "", "content of the file"))
    return changes


def _digest(path: Path) -> str:
    return scan(path, algorithms=["sha256"]).digests["sha256"]


def _with_references(
    diffs: Sequence[RowDiff], tables: Sequence[TableDiff], connection: duckdb.DuckDBPyConnection
) -> list[TableDiff]:
    """Return the tables with the number of removed rows to which rows of another table of the old release referred."""
    by_name = {table.resource: (diff, table) for diff, table in zip(diffs, tables, strict=True)}
    return [_referenced(by_name, name, connection) for name in by_name]


def _referenced(
    by_name: Mapping[str, tuple[RowDiff, TableDiff]], name: str, connection: duckdb.DuckDBPyConnection
) -> TableDiff:
    diff, table = by_name[name]
    conditions = []
    for other, (referring, its) in by_name.items():
        for own, target, referred in referring.old.resource.foreign_keys:
            if target == name and other != name and set(own) <= set(its.fields) and set(referred) <= set(table.fields):
                same = " AND ".join(
                    f"b.x{its.fields.index(mine)} = a.x{table.fields.index(theirs)}"
                    for mine, theirs in zip(own, referred, strict=True)
                )
                conditions.append(f"EXISTS (SELECT 1 FROM cells_old_{referring.number} b WHERE {same})")
    if not (table.removed and conditions):
        return table
    removed = f"delta_{diff.number} d JOIN rows_old_{diff.number} a ON d.old_row = a._row"
    count = one(connection, f"SELECT count(*) FROM {removed} WHERE d.new_row IS NULL AND ({' OR '.join(conditions)})")[
        0
    ]
    return dataclasses.replace(table, referenced=int(count))
