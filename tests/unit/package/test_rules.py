"""The rules of packages: what docs/validation.md says of them is what the table of rules says."""

from pathlib import Path

import pytest

from presspack.package.rules import OURS, RULES, SEVERITIES, rule_table

PAGE = Path(__file__).parents[3] / "docs" / "validation.md"
PAGES = {"glossary", "data-resource", "table-schema", "table-dialect"}


def test_the_documentation_has_the_table_of_rules():
    """`rule_table()` writes what belongs between the marks."""
    shown = PAGE.read_text(encoding="utf-8").partition("<!-- rules -->\n")[2].partition("<!-- end of rules -->")[0]
    assert shown == rule_table()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_says_what_it_asks_and_where_the_standard_does(rule):
    assert rule.severity in SEVERITIES
    assert rule.asks
    assert bool(rule.section) == bool(rule.standard)
    if rule.section:
        page, mark, heading = rule.section.partition("/#")
        assert page in PAGES
        assert mark
        assert heading


def test_what_the_standard_does_not_speak_of_is_called_ours():
    ours = [line for line in rule_table().splitlines() if OURS in line]
    assert {line.split("`")[1] for line in ours} == {name for name, rule in RULES.items() if not rule.section}
