"""A report as SARIF 2.1.0: a result per located violation, on the line of the row, with a fingerprint that stays."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from presspack.package.findings import Finding, Place, Report
from presspack.package.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# what the standard says of tables; the rules themselves are explained in docs/validation.md
HELP = "https://datapackage.org/standard/table-schema/"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(report: Report) -> dict[str, Any]:
    """Return the SARIF log of a report.

    The fingerprint of a result is made of rule, table, field and value, not of its line, so that it is the same
    when rows are added above; equal ones are numbered.
    """
    used = sorted({finding.rule for finding in report.findings})
    seen: dict[str, int] = {}
    results = [
        _result(finding, place, used.index(finding.rule), seen) | _location(place, report.package)
        for finding in report.findings
        for place in finding.places or (Place(),)
    ]
    driver: dict[str, Any] = {"name": "presspack", "informationUri": HELP, "rules": [_rule(name) for name in used]}
    driver |= {"version": found} if (found := _version()) else {}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(name: str) -> dict[str, Any]:
    level = _LEVELS[RULES[name].severity]
    return {
        "id": name,
        "shortDescription": {"text": RULES[name].asks},
        "helpUri": HELP,
        "help": {"text": f"{name}: {RULES[name].asks}."},
        "defaultConfiguration": {"level": level},
    }


def _version() -> str:
    """Return the version of presspack that is installed, "" where it runs from its source."""
    try:
        return version("presspack")
    except PackageNotFoundError:
        return ""


def _result(finding: Finding, place: Place, index: int, seen: dict[str, int]) -> dict[str, Any]:
    where = ".".join(part for part in (finding.resource, finding.field) if part)
    row = f" (row {place.row})" if place.row else ""
    value = f": {place.value!r}" if place.value else ""
    detail = f", {place.detail}" if place.detail else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{where}{row}: {finding.message}{value}{detail}".lstrip(": ")},
        "partialFingerprints": {"presspackFinding/v1": _fingerprint(finding, place, seen)},
        "properties": {"violations": finding.count},
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return result


def _location(place: Place, package: str) -> dict[str, Any]:
    """Return where a result is; a package named by a relative path gives paths from where the command was run.

    That is what code scanning needs to find the file in a checkout.
    """
    if not place.file:
        return {}
    base = PurePosixPath(package)
    folder = base.parent if base.suffix == ".json" else base
    path = place.file if base.is_absolute() or base.suffix == ".zip" else str(folder / place.file)
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if place.line:
        location["region"] = {"startLine": place.line}
    return {"locations": [{"physicalLocation": location}]}


def _fingerprint(finding: Finding, place: Place, seen: dict[str, int]) -> str:
    parts = (finding.rule, finding.resource, finding.field, place.file, place.value)
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
    seen[key] = seen.get(key, 0) + 1
    return f"{key}:{seen[key]}"
