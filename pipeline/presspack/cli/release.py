"""`presspack release`: an archive that is never overwritten, of the version that its changes ask for, read back."""

import argparse
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from presspack.base.errors import CheckFailed, ConfigError, Violation
from presspack.base.text_cleaning import log_line
from presspack.base.whole_files import write_whole
from presspack.cli import options
from presspack.package.archive import SUMS, Member, check_archive, members_of, write_archive
from presspack.package.comparison.changelog import data_lines, with_release
from presspack.package.comparison.comparison import difference
from presspack.package.comparison.reports import headline
from presspack.package.comparison.result import Difference, version_key
from presspack.package.duckdb import MEMORY
from presspack.package.findings import violations_of
from presspack.package.opening import DESCRIPTOR, Refused, opened
from presspack.package.validation.validation import Settings, validated
from presspack.release.unlisted import unlisted

NO_NAME = re.compile(r"[^\w.-]+")
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?")


@dataclass(frozen=True, slots=True)
class Plan:
    """A release before it is written."""

    folder: Path
    name: str
    version: str
    day: date
    previous: Path | None
    difference: Difference | None

    @property
    def top(self) -> str:
        """Return the archive's only folder, which is also the stem of its name."""
        return f"{self.name}-{self.version}"


def plan_of(
    package: Path,
    output: Path,
    *,
    previous: Path | None,
    version: str,
    day: str,
    memory: str = MEMORY,
    stray: bool = False,
) -> Plan:
    """Return what a release would be; raise CheckFailed if it may not be, ConfigError if it is not told enough.

    It may not be if the package is not valid, if its version was released before or is not above the previous one, if
    its changes ask for a larger step, or, unless `stray`, if its folder holds files that nothing names. Without
    `previous` the highest version in `output` is that.
    """
    if not package.is_dir():
        raise ConfigError("PACKAGE", got=str(package), expected="the folder of a package", where="command line")
    try:
        with opened(package) as source:
            descriptor = source.descriptor
    except Refused as refusal:
        raise refusal.failure() from refusal
    # a name may be org/name; it becomes that of a file
    name = NO_NAME.sub("-", str(descriptor.get("name") or package.resolve().name)).strip("-.")[:100] or "package"
    version, released_on = version or str(descriptor.get("version") or ""), _day(day or descriptor.get("created"))
    if not VERSION.fullmatch(version):
        raise ConfigError(
            "version", got=version, expected="MAJOR.MINOR.PATCH, as 1.2.0", where=str(package / DESCRIPTOR)
        )
    stated = str(descriptor.get("version") or "")
    if version != stated and (package / "provenance.json").is_file():
        _refuse(
            version, f"{stated}, which the data card and provenance.json carry too: change package.yaml and build again"
        )
    archive = output / f"{name}-{version}.zip"
    if archive.exists():
        _refuse(version, f"a version that is not released yet: {archive} exists and is never overwritten")
    _check_described(descriptor, is_ours=(package / "provenance.json").is_file())
    _check_valid(package, memory)
    if not stray:
        _check_listed(package)
    previous = previous or latest(output, name)
    changes = difference(previous, package, memory=memory) if previous else None
    # the version may be one that the descriptor does not state yet
    changes = replace(changes, versions=(changes.versions[0], version)) if changes else None
    plan = Plan(package, name, version, released_on, previous, changes)
    _check_version(plan)
    return plan


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        expected = "a date as 2026-01-31, by --date or as `created` of the descriptor"
        raise ConfigError("date", got=value, expected=expected, where="release") from error


def _check_valid(package: Path, memory: str) -> None:
    found = (
        f for folder in descriptors_in(package) for f in validated(folder, Settings(limit=3, memory=memory)).findings
    )
    faults = violations_of(finding for finding in found if finding.severity == "error")
    if faults:
        raise CheckFailed(faults)


def _check_described(descriptor: Mapping[str, Any], *, is_ours: bool) -> None:
    """Refuse to release a package built here of which nobody said by whom it is or what others may do with it."""
    way_out = "say it in package.yaml of the raw folder (presspack init writes one) and build again"
    if not is_ours:
        return
    licences = [licence.get("name") for licence in descriptor.get("licenses") or []]
    faults = []
    if not licences or "notspecified" in licences:
        faults.append(Violation("package", "-", "licenses", "none stated", f"a licence: {way_out}"))
    if not descriptor.get("contributors"):
        faults.append(Violation("package", "-", "contributors", "nobody named", f"a maker: {way_out}"))
    if faults:
        raise CheckFailed(faults)


def _check_listed(package: Path) -> None:
    files = unlisted(package, descriptors_in(package))
    if files:
        rule = "a file that the descriptor names; take it away, name it, or add --include-unlisted"
        raise CheckFailed([Violation("package", "-", "file", file, rule) for file in files])


def descriptors_in(package: Path) -> list[Path]:
    """Return the folders that have a descriptor: the package's own, and those of the same tables in other formats."""
    return [path.parent for path in sorted(package.rglob(DESCRIPTOR), key=lambda path: (len(path.parts), path))]


def latest(output: Path, name: str) -> Path | None:
    """Return the archive of the highest version of a package in a folder, None if there is none."""
    found = {}
    for path in sorted(output.glob(f"{name}-*.zip")):
        version = path.stem.removeprefix(f"{name}-")
        if VERSION.fullmatch(version):
            found[version] = path
    return found[max(found, key=version_key)] if found else None


def _check_version(plan: Plan) -> None:
    before = plan.difference.versions[0] if plan.difference else ""
    if before and version_key(plan.version) <= version_key(before):
        _refuse(plan.version, f"a version above {before}, the previous one")
    if plan.difference and plan.difference.wanted and version_key(plan.version) < version_key(plan.difference.wanted):
        _refuse(plan.version, f"at least {plan.difference.wanted}: the changes are {plan.difference.step}")


def _refuse(version: str, expected: str) -> NoReturn:
    raise CheckFailed([Violation("package", "-", "version", version, expected)])


def released(plan: Plan, output: Path) -> Path:
    """Write the archive and its line in SHA256SUMS, after it was read back; return its path.

    The archive appears under its name only when it is whole, and replaces nothing.
    """
    output.mkdir(parents=True, exist_ok=True)
    target, partial = output / f"{plan.top}.zip", output / f".{plan.top}.partial"
    members = members_of(plan.folder, _stamped(plan))
    try:
        write_archive(partial, members, top=plan.top, day=plan.day)
        check_archive(partial, members, top=plan.top)
        _link(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    report = validated(target)
    if report.failed("error"):
        target.unlink()
        raise CheckFailed([Violation("archive", "-", "", str(target), "a valid package")])
    _add_sum(output / SUMS, target)
    return target


def _link(partial: Path, target: Path) -> None:
    """Give the archive its name; unlike a rename this fails if the name is taken meanwhile."""
    try:
        os.link(partial, target)
    except FileExistsError as error:
        raise CheckFailed([Violation("package", "-", "archive", str(target), "a name that is not taken")]) from error


def _stamped(plan: Plan) -> dict[str, bytes]:
    """Return the descriptors that do not yet state the version and day of the release, as they must be."""
    changed = {}
    created = f"{plan.day.isoformat()}T00:00:00Z"
    for folder in descriptors_in(plan.folder):
        path = folder / DESCRIPTOR
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        same_day = str(descriptor.get("created") or "")[:10] == plan.day.isoformat()
        if descriptor.get("version") != plan.version or not same_day:
            stamped = {**descriptor, "version": plan.version, "created": created}
            text = json.dumps(stamped, ensure_ascii=False, indent=2) + "\n"
            changed[path.relative_to(plan.folder).as_posix()] = text.encode()
    return changed


def _add_sum(path: Path, archive: Path) -> None:
    """Add an archive's digest to the list, in order of names; lines of other archives stay as they are."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    lines.append(f"{Member(archive.name, archive).digest()}  {archive.name}")
    write_whole(path, "\n".join(sorted(lines, key=lambda line: line[66:])) + "\n")


EPILOG = """\
examples:
  presspack release datapackage --output releases --dry-run
  presspack release datapackage --output releases --changelog CHANGELOG.md
  presspack release datapackage --output releases --previous old/corpus-1.2.0.zip --version 1.3.0 --date 2026-01-31

The version and date are the descriptor's unless given. exit status: 0 released, 1 refused, 2 wrong usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack release`."""
    parser.description = "Check a package, hold its version against its changes, and archive it for good."
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="the folder of the package")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="where archives and SHA256SUMS are")
    parser.add_argument(
        "--previous", type=Path, metavar="OLD", help="the previous release (default: the highest in DIR)"
    )
    parser.add_argument("--version", default="", help="the version to release (default: the descriptor's)")
    parser.add_argument("--date", default="", help="the day of the release (default: the descriptor's `created`)")
    parser.add_argument("--changelog", type=Path, metavar="FILE", help="a changelog to write the release's Data into")
    parser.add_argument(
        "--include-unlisted", action="store_true", help="release files of the folder that nothing in it names, too"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be released, and write nothing")
    options.add_memory(parser)


def run(args: argparse.Namespace) -> int:
    """Run `presspack release`."""
    given = {"previous": args.previous, "version": args.version, "day": args.date, "memory": args.memory}
    plan = plan_of(args.package, args.output, stray=args.include_unlisted, **given)
    lines = data_lines(plan.difference)
    if args.dry_run:
        first = f"{plan.top}, {plan.day}" + (f": {headline(plan.difference)}" if plan.difference else ": first release")
        print("\n".join(map(log_line, [first, *lines])))
        return options.FINE
    archive = released(plan, args.output)
    if args.changelog:
        text = args.changelog.read_text(encoding="utf-8") if args.changelog.is_file() else "# Changelog\n"
        options.write_output(with_release(text, plan.version, plan.day, lines), args.changelog)
    print(f"released {archive}", file=sys.stderr)
    return options.FINE
