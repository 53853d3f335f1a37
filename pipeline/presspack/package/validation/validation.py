"""A Data Package against its descriptor, every rule of Table Schema, all violations counted."""

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

import duckdb

from presspack.package.descriptor import (
    TABLE_FORMATS,
    TEXT_FORMATS,
    Resource,
    resources_of,
    version_of,
    with_references,
)
from presspack.package.duckdb import MEMORY, scratch
from presspack.package.findings import Checked, Collector, Place, Report
from presspack.package.loading import Loader
from presspack.package.opening import Opened, Refused, opened
from presspack.package.spreadsheets import SHEET_FORMATS, can_read
from presspack.package.table_views import Table, table_of
from presspack.package.validation.cell_rules import check_cells
from presspack.package.validation.file_rules import check_files
from presspack.package.validation.key_rules import check_keys
from presspack.package.validation.profiles import profile_faults
from presspack.package.validation.slow_rules import SECONDS, SlowCheck


@dataclass(frozen=True, slots=True)
class Settings:
    """How a validation runs: places shown a rule, memory and threads for DuckDB, seconds for a slow pattern."""

    limit: int = 10
    memory: str = MEMORY
    threads: int | None = None
    pattern_seconds: float = SECONDS
    severities: Mapping[str, str] = field(default_factory=dict)


DEFAULTS = Settings()


def validated(package: Path, settings: Settings = DEFAULTS) -> Report:
    """Return what is wrong with a package: a folder, a zip or a descriptor.

    `validated(Path("datapackage")).totals()` is {} for a sound package and, say, {"pattern": 3} for another.
    Raise MissingFile if there is no package; data never make it raise.
    """
    found = Collector(settings.limit, settings.severities)
    checked: list[Checked] = []
    version = "?"
    try:
        with opened(package) as source:
            version = version_of(source.descriptor)
            checked = _checked(with_references(source, found), settings, found)
    except Refused as refusal:
        found.add(refusal.rule, refusal.message, place=Place(file=refusal.file))
    return Report(str(package), version, "duckdb", tuple(checked), found.findings())


def _checked(source: Opened, settings: Settings, found: Collector) -> list[Checked]:
    for fault in profile_faults(source.descriptor):
        found.add("profile", fault, place=Place(file=source.descriptor_name))
    resources = resources_of(source, found)
    with scratch(memory=settings.memory, threads=settings.threads) as (connection, folder):
        loader = Loader(connection, folder, found)
        loaded: dict[str, Table] = {}
        took: dict[str, float] = dict.fromkeys((resource.name for resource in resources), 0.0)
        for number, resource in enumerate(resources):
            with _timed(took, resource.name):
                table = _table(resource, loader, number=number)
            if table:
                loaded.setdefault(resource.name, table)
        unread = {resource.name for resource in resources} - loaded.keys()
        slow = SlowCheck(connection, folder, found, settings.pattern_seconds)
        for name, table in loaded.items():
            with _timed(took, name):
                _judge(table, loaded, slow, unread=unread)
    return [
        Checked(r.name, r.paths, loaded[r.name].rows if r.name in loaded else None, took[r.name]) for r in resources
    ]


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    start = perf_counter()
    yield
    took[name] += perf_counter() - start


def _judge(table: Table, loaded: Mapping[str, Table], slow: SlowCheck, *, unread: Set[str]) -> None:
    """Hold a table against every rule; reading may fail, since a file may be damaged behind a sound beginning."""
    try:
        undecided, faulty = check_cells(table, slow.connection, slow.found)
        slow.run(table, undecided)
        columns = (column if column.number in faulty else column.known_sound() for column in table.columns)
        check_keys(replace(table, columns=tuple(columns)), loaded, slow.connection, slow.found, unread=unread)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        message = f"reading failed: {str(error).splitlines()[0]}"
        slow.found.add("unreadable-table", message, resource=table.resource.name)


def _table(resource: Resource, loader: Loader, *, number: int) -> Table | None:
    if resource.data is None and not resource.files:
        return None
    scans = check_files(resource, loader.found)
    if not resource.tabular:
        return None
    if not _readable(resource):
        message = f"not read: {_way_out(resource)}; nothing in it was checked"
        place = Place(file=resource.paths[0] if resource.paths else "")
        loader.found.add("unsupported-format", message, resource=resource.name, place=place)
        return None
    source = loader.source(resource, scans, number=number)
    return table_of(source, resource, loader.connection, loader.found, number=number) if source else None


def _readable(resource: Resource) -> bool:
    if isinstance(resource.data, str):
        return resource.format in TEXT_FORMATS
    return resource.format in (*TABLE_FORMATS, "inline") or can_read(resource.format)


def _way_out(resource: Resource) -> str:
    if resource.format in SHEET_FORMATS:
        return f"sheets of the format {resource.format!r} need presspack[frictionless]"
    return f"there is no reader for tables of the format {resource.format!r}"
