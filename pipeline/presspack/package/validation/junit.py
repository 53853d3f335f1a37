"""A report as JUnit XML: a suite per resource, a case per rule and field that was broken, else one that passes."""

import re
from itertools import groupby
from xml.etree import ElementTree as ET

from presspack.package.findings import Finding, Report

# what XML 1.0 cannot hold at all
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """Return the XML text; errors are failures, warnings are passing cases with output, waived findings are skipped."""
    root = ET.Element("testsuites", name=_safe(report.package))
    found = {name: list(group) for name, group in groupby(_by_resource(report), key=lambda finding: finding.resource)}
    names = list(dict.fromkeys(["", *(resource.name for resource in report.resources), *found]))
    took = {resource.name: resource.seconds for resource in report.resources}
    root.set("time", f"{sum(took.values()):.3f}")
    for name in names:
        _add_suite(root, name, found.get(name, []), took.get(name, 0.0))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _by_resource(report: Report) -> list[Finding]:
    return sorted(report.findings, key=lambda finding: (finding.resource, *finding.order()))


def _add_suite(root: ET.Element, name: str, findings: list[Finding], seconds: float) -> None:
    failures = [finding for finding in findings if finding.severity == "error" and not finding.waived]
    skipped = [finding for finding in findings if finding.waived]
    label = _safe(name or "package")
    suite = ET.SubElement(
        root,
        "testsuite",
        name=label,
        tests=str(max(1, len(findings))),
        failures=str(len(failures)),
        errors="0",
        skipped=str(len(skipped)),
        time=f"{seconds:.3f}",
    )
    if not findings:
        ET.SubElement(suite, "testcase", classname=label, name="valid", time="0")
    for finding in findings:
        _add_case(suite, label, finding)


def _add_case(suite: ET.Element, label: str, finding: Finding) -> None:
    name = finding.rule + (f" {finding.field}" if finding.field else "")
    case = ET.SubElement(suite, "testcase", classname=label, name=_safe(name), time="0")
    places = "\n".join(f"{place} {place.value} {place.detail}".rstrip() for place in finding.places)
    message = _safe(f"{finding.message} ({finding.count})")
    if finding.waived:
        ET.SubElement(case, "skipped", message=_safe(f"{message}; waived: {finding.waived}"))
    elif finding.severity == "error":
        ET.SubElement(case, "failure", message=message, type=finding.rule).text = _safe(places)
    else:
        ET.SubElement(case, "system-out").text = _safe(f"{finding.severity}: {message}\n{places}")


def _safe(value: str) -> str:
    return _FORBIDDEN.sub("�", value)
