"""`presspack validate`: a Data Package against its descriptor, every rule of Table Schema, all violations counted."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from presspack.cli import options
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
from presspack.package.validation.frictionless_engine import reference_report
from presspack.package.validation.key_rules import check_keys
from presspack.package.validation.profiles import profile_faults
from presspack.package.validation.reports import FORMATS, text
from presspack.package.validation.slow_rules import SECONDS, SlowCheck
from presspack.package.validation.waivers import read_waivers, waived


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
        for number, resource in enumerate(resources):
            table = _table(resource, loader, number=number)
            if table:
                loaded.setdefault(resource.name, table)
        unread = {resource.name for resource in resources} - loaded.keys()
        slow = SlowCheck(connection, folder, found, settings.pattern_seconds)
        for table in loaded.values():
            try:
                slow.run(table, check_cells(table, connection, found))
                check_keys(table, loaded, connection, found, unread=unread)
            except duckdb.OutOfMemoryException:
                raise
            except duckdb.Error as error:
                # a file may be damaged behind a sound beginning
                message = f"reading failed: {str(error).splitlines()[0]}"
                found.add("unreadable-table", message, resource=table.resource.name)
    return [Checked(r.name, r.paths, loaded[r.name].rows if r.name in loaded else None) for r in resources]


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


EPILOG = """\
examples:
  presspack validate datapackage
  presspack validate release-1.2.0.zip --format sarif --output findings.sarif
  presspack validate datapackage --waivers waivers.csv --fail-on warning

exit status: 0 nothing as grave as --fail-on was found, 1 something was, 2 wrong usage or no such package
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack validate`."""
    parser.description = (
        "Check a Data Package: descriptor, files, and every rule of Table Schema on CSV, Parquet and JSON."
    )
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="a folder, a zip or a descriptor")
    parser.add_argument(
        "--engine", choices=("duckdb", "frictionless"), default="duckdb", help="who checks (default: duckdb)"
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="how the report is written (default: text)"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the report goes (default: stdout)")
    parser.add_argument("--fail-on", choices=("error", "warning"), default="error", help="what makes the exit status 1")
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="CSV or YAML: rule, resource, field, reason, expires"
    )
    parser.add_argument(
        "--severity", action="append", default=[], metavar="RULE=LEVEL", help="how grave a rule is; repeatable"
    )
    parser.add_argument(
        "--limit", type=options.count, default=10, metavar="N", help="places shown for each finding (default: 10)"
    )
    options.add_memory(parser)


def run(args: argparse.Namespace) -> int:
    """Run `presspack validate`: 0 if nothing as grave as --fail-on was found, 1 otherwise."""
    waivers = read_waivers(args.waivers) if args.waivers else []
    settings = Settings(limit=args.limit, memory=args.memory, severities=options.severities(args.severity))
    report = validated(args.package, settings) if args.engine == "duckdb" else reference_report(args.package, settings)
    report = waived(report, waivers, options.today()) if waivers else report
    if args.format == "text":
        written = text(report, colour=args.output is None and sys.stdout.isatty())
    else:
        written = FORMATS[args.format](report)
    options.write_output(written, args.output)
    return options.FAILED if report.failed(args.fail_on) else options.FINE
