"""A battery of small packages, one rule each, good and broken, judged by presspack and by frictionless.

The cases lie in tests/data/battery/cases.yaml. Where the two differ, the case says so and why; the table in
docs/validation.md is written from there and compared here.
"""

import hashlib
import json
from pathlib import Path

import pytest
import yaml
from frictionless import validate as frictionless_validate

from presspack.package.rules import RULES
from presspack.package.validation.validation import validated

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests/data/battery/cases.yaml").read_text(encoding="utf-8"))
PROFILE = "https://datapackage.org/profiles/2.0/"
MARKS = ("<!-- battery differences -->", "<!-- end of battery differences -->")


def schema_of(fields, more=None):
    return {"$schema": PROFILE + "tableschema.json", "fields": fields, **(more or {})}


def written(case, verdict, folder):
    """Write the good or the bad package of a case; return its descriptor."""
    encode = "latin-1" if case.get("bytes") else "utf-8"
    text = case[verdict].encode(encode)
    (folder / "t.csv").write_bytes(text)
    fields = case.get(f"{verdict}_fields", case["fields"])
    resource = {"name": "t", "path": "t.csv", "type": "table", "schema": schema_of(fields, case.get("schema"))}
    resource |= case.get("resource", {})
    if case.get("hash_of_good"):
        resource["hash"] = "sha256:" + hashlib.sha256(case["good"].encode(encode)).hexdigest()
    if "dialect" in resource:
        resource["dialect"] = {"$schema": PROFILE + "tabledialect.json", **resource["dialect"]}
    resources = [resource]
    if "other" in case:
        (folder / "other.csv").write_text(case["other"]["text"], encoding="utf-8")
        other = {"name": "other", "path": "other.csv", "type": "table", "schema": schema_of(case["other"]["fields"])}
        resources.append(other)
    stamped = [{"$schema": PROFILE + "dataresource.json", **item} for item in resources]
    descriptor = folder / "datapackage.json"
    package = {"$schema": PROFILE + "datapackage.json", "name": "battery", "resources": stamped}
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    return descriptor


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
class TestBattery:
    def test_the_good_package_passes(self, case, tmp_path):
        report = validated(written(case, "good", tmp_path))
        assert report.findings == ()

    def test_the_bad_package_breaks_its_rule_and_no_other(self, case, tmp_path):
        report = validated(written(case, "bad", tmp_path))
        assert [(finding.rule, finding.count) for finding in report.findings] == [(case["rule"], 1)]
        if "line" in case:
            assert [place.line for place in report.findings[0].places] == [case["line"]]

    @pytest.mark.parametrize("verdict", ["good", "bad"])
    def test_frictionless_differs_only_where_it_is_known_to(self, case, tmp_path, verdict):
        valid = frictionless_verdict(written(case, verdict, tmp_path))
        expected = case.get("frictionless", {}).get(verdict, {"good": "valid", "bad": "invalid"}[verdict])
        assert valid == expected


def frictionless_verdict(descriptor):
    try:
        return "valid" if frictionless_validate(str(descriptor)).valid else "invalid"
    except Exception as error:  # that it raises is the verdict
        return f"raises {type(error).__name__}"


def differences():
    """Return the Markdown table of the cases in which frictionless differs."""
    lines = ["| case | rule | presspack | frictionless | why |", "| --- | --- | --- | --- | --- |"]
    for case in CASES:
        for verdict, theirs in sorted(case.get("frictionless", {}).items()):
            ours = {"good": "valid", "bad": "invalid"}[verdict]
            lines.append(f"| {case['name']} | `{case['rule']}` | {ours} | {theirs} | {case['reason']} |")
    return "\n".join(lines)


def test_every_difference_has_a_reason_and_is_in_the_docs():
    text = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    start, end = (text.index(mark) for mark in MARKS)
    assert text[start + len(MARKS[0]) : end].strip() == differences()


def test_every_rule_is_in_the_docs():
    text = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        assert f"| `{rule.name}` | {rule.severity} | {rule.asks} |" in text
