"""A report as JUnit XML: a suite per resource, a case per rule and field that was broken, else one that passes."""

from itertools import groupby
from xml.etree import ElementTree as ET

from presspack.base.text_cleaning import log_lines
from presspack.package.findings import Finding, Report


def junit(report: Report) -> str:
    """Return the XML text; errors are failures, warnings are passing cases with output, waived findings are skipped."""
    root = ET.Element("testsuites", name=log_lines(report.package))
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
    label = log_lines(name or "package")
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
    case = ET.SubElement(suite, "testcase", classname=label, name=log_lines(name), time="0")
    places = "\n".join(f"{place} {place.value} {place.detail}".rstrip() for place in finding.places)
    message = log_lines(f"{finding.message} ({finding.count})")
    if finding.waived:
        ET.SubElement(case, "skipped", message=log_lines(f"{message}; waived: {finding.waived}"))
    elif finding.severity == "error":
        ET.SubElement(case, "failure", message=message, type=finding.rule).text = log_lines(places)
    else:
        ET.SubElement(case, "system-out").text = log_lines(f"{finding.severity}: {message}\n{places}")
