"""Findings as violations: one for each place, and one for a finding that stands nowhere in particular."""

from presspack.base.errors import Violation
from presspack.package.findings import Finding, Place, violations_of


def test_every_place_is_a_violation_with_its_value_and_the_rule_with_what_it_says():
    finding = Finding(
        "type", "error", "ships", "tons", 2, "no integer", (Place("a.csv", 2, 1, "x"), Place("a.csv", 4, 3, "y"))
    )
    assert violations_of([finding]) == [
        Violation("ships", "a.csv:2 (row 1)", "tons", "x", "type: no integer"),
        Violation("ships", "a.csv:4 (row 3)", "tons", "y", "type: no integer"),
    ]


def test_a_finding_without_a_place_is_not_lost():
    finding = Finding("profile", "warning", "ships", "", 1, "no schema")
    assert violations_of([finding]) == [Violation("ships", "-", "", "", "profile: no schema", "warning")]
