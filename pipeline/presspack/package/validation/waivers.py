"""Known faults that a project lives with for a while: who waives which rule where, why, and until when."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from presspack.base.errors import ConfigError, MissingFile
from presspack.package.findings import Finding, Place, Report
from presspack.package.rules import RULES

COLUMNS = ("rule", "resource", "field", "reason", "expires")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver; an empty `resource` or `field` means any, no `expires` means for good."""

    rule: str
    resource: str
    field: str
    reason: str
    expires: date | None
    file: str
    number: int

    def covers(self, finding: Finding) -> bool:
        """Return whether the waiver is about a finding."""
        same_place = self.resource in ("", finding.resource) and self.field in ("", finding.field)
        return self.rule == finding.rule and same_place


def read_waivers(path: Path) -> list[Waiver]:
    """Return the waivers of a CSV or YAML file with the columns rule, resource, field, reason and expires.

    Raise MissingFile or ConfigError, which name the row and what is wrong in it.
    """
    if not path.is_file():
        raise MissingFile(path, expected="a CSV or YAML file of waivers")
    try:
        rows = _csv_rows(path) if path.suffix.lower() == ".csv" else yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError("waivers", got=str(error), expected="CSV or YAML", where=str(path)) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError("waivers", got=type(rows).__name__, expected="a list of mappings", where=str(path))
    return [_waiver(row, path, number) for number, row in enumerate(rows, start=1)]


def _csv_rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _waiver(row: Mapping[str, Any], path: Path, number: int) -> Waiver:
    where = f"{path}, waiver {number}"
    unknown = sorted(str(key) for key in row if key not in COLUMNS)
    if unknown:
        raise ConfigError("columns", got=", ".join(unknown), expected=" ".join(COLUMNS), where=where)
    rule, reason = (str(row.get(name) or "").strip() for name in ("rule", "reason"))
    if rule not in RULES:
        raise ConfigError("rule", got=rule, expected=f"one of {', '.join(sorted(RULES))}", where=where)
    if not reason:
        raise ConfigError("reason", got=reason, expected="why this is waived", where=where)
    resource, field = (str(row.get(name) or "").strip().removesuffix("*") for name in ("resource", "field"))
    return Waiver(rule, resource, field, reason, _expiry(row.get("expires"), where), path.name, number)


def _expiry(value: object, where: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise ConfigError("expires", got=value, expected="a date as 2030-12-31", where=where) from error


def waived(report: Report, waivers: Sequence[Waiver], today: date) -> Report:
    """Return the report with covered findings marked; expired and useless waivers are findings of their own.

    A waiver holds up to and with its day; an expired one covers nothing.
    """
    findings, more = [], []
    live = [waiver for waiver in waivers if waiver.expires is None or today <= waiver.expires]
    for finding in report.findings:
        waiver = next((waiver for waiver in live if waiver.covers(finding)), None)
        findings.append(replace(finding, waived=waiver.reason) if waiver else finding)
    for waiver in waivers:
        used = any(waiver.covers(finding) for finding in report.findings)
        if not used:
            more.append(_finding("waiver-unused", waiver, f"nothing breaks {waiver.rule} there any more"))
        elif waiver not in live:
            more.append(_finding("waiver-expired", waiver, f"expired on {waiver.expires}: {waiver.reason}"))
    return replace(report, findings=tuple(sorted([*findings, *more], key=Finding.order)))


def _finding(rule: str, waiver: Waiver, message: str) -> Finding:
    place = Place(file=waiver.file, row=waiver.number, value=waiver.rule)
    return Finding(rule, RULES[rule].severity, waiver.resource, waiver.field, 1, message, (place,))
