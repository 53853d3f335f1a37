"""One report, written for people and machines: text, JSON, Markdown here, JUnit and SARIF in modules of their own."""

from collections.abc import Callable
from typing import Any

from presspack.base.text_cleaning import json_text, log_line
from presspack.base.text_cleaning import markdown as markdown_text
from presspack.package.findings import Finding, Report
from presspack.package.validation.junit import junit
from presspack.package.validation.sarif import sarif

SCHEMA_ID = "presspack-report-1"
_COLOURS = {"error": "31", "warning": "33", "info": "36"}
PLACES_IN_MARKDOWN = 5


def text(report: Report, *, colour: bool = False) -> str:
    """Return the report for a terminal; `colour` adds ANSI colours."""
    lines = []
    for finding in report.findings:
        name = f"waived {finding.severity}" if finding.waived else finding.severity
        shown = f"\x1b[{_COLOURS[finding.severity]}m{name}\x1b[0m" if colour and not finding.waived else name
        said = log_line(f"{finding.rule}: {_subject(finding)}{finding.message} ({finding.count:,})")
        lines.append(f"{shown} {said}")
        lines.extend(f"    {log_line(line)}" for line in _places(finding))
        if finding.waived:
            lines.append(f"    waived: {log_line(finding.waived)}")
    return "\n".join([*lines, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """Return one line that says what was checked and how it ended."""
    rows = sum(resource.rows or 0 for resource in report.resources)
    what = f"{report.package}: {len(report.resources)} resources, {rows:,} rows"
    counts = dict.fromkeys(("error", "warning", "info"), 0)
    for finding in report.active:
        counts[finding.severity] += finding.count
    waived = sum(finding.count for finding in report.findings if finding.waived)
    parts = [f"{count:,} {severity}{'s' if count != 1 else ''}" for severity, count in counts.items() if count]
    parts += [f"{waived:,} waived"] if waived else []
    parts += [f"{report.unread:,} not read"] if report.unread else []
    return log_line(f"{what}: {', '.join(parts) if parts else 'valid'}")


def _subject(finding: Finding) -> str:
    subject = ".".join(part for part in (finding.resource, finding.field) if part)
    return f"{subject}: " if subject else ""


def _places(finding: Finding) -> list[str]:
    lines = []
    for place in finding.places:
        value = f" = {place.value!r}" if place.value else ""
        lines.append(f"{place}{value}" + (f", {place.detail}" if place.detail else ""))
    more = finding.count - len(finding.places)
    return [line for line in lines if line] + ([f"and {more:,} more"] if more > 0 and finding.places else [])


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as the JSON that `schemas/report.schema.json` describes."""
    return {
        "$schema": SCHEMA_ID,
        "package": report.package,
        "version": report.version,
        "engine": report.engine,
        "valid": not report.failed("error"),
        "complete": not report.unread,
        "resources": [
            {"name": resource.name, "paths": list(resource.paths), "rows": resource.rows}
            for resource in report.resources
        ],
        "totals": report.totals(),
        "findings": [_finding_json(finding) for finding in report.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "resource": finding.resource,
        "field": finding.field,
        "count": finding.count,
        "message": finding.message,
        "waived": finding.waived,
        "places": [
            {"file": p.file, "line": p.line, "row": p.row, "value": p.value, "detail": p.detail} for p in finding.places
        ],
    }


def markdown(report: Report) -> str:
    """Return the report for the summary page of a CI run."""
    sign = "❌" if report.failed() else "⚠️" if report.unread else "✅"
    lines = [f"## {sign} {markdown_text(summary(report))}", ""]
    if report.findings:
        lines += ["| severity | rule | where | violations | first places |", "| --- | --- | --- | ---: | --- |"]
    for finding in report.findings:
        severity = f"waived ({markdown_text(finding.waived)})" if finding.waived else finding.severity
        places = "<br>".join(markdown_text(place) for place in _places(finding)[:PLACES_IN_MARKDOWN])
        said = markdown_text(finding.message)
        where = markdown_text(_subject(finding).removesuffix(": "))
        lines.append(f"| {severity} | `{finding.rule}`: {said} | {where} | {finding.count:,} | {places} |")
    return "\n".join(lines) + "\n"


def counts(report: Report) -> str:
    """Return the number of findings' violations by severity, as a step of a workflow hands them on."""
    found = dict.fromkeys(("error", "warning", "info"), 0)
    for finding in report.active:
        found[finding.severity] += finding.count
    return "".join(f"{severity}s={count}\n" for severity, count in found.items())


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": lambda report: json_text(as_json(report), indent=2) + "\n",
    "junit": junit,
    "sarif": lambda report: json_text(sarif(report), indent=2) + "\n",
    "markdown": markdown,
    "counts": counts,
}
