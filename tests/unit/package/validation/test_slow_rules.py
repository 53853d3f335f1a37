"""Patterns and JSON Schemas of others: linear time, or a process that is stopped."""

import pytest

from small_packages import broken, csv, package, table


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(.*)*b"])
def test_catastrophic_patterns_take_linear_time(tmp_path, pattern):
    field = {"name": "x", "type": "string", "constraints": {"pattern": pattern}}
    assert broken(package(csv(tmp_path, "x\n" + "a" * 5000 + "\n"), table([field]))) == {"pattern": 1}


def test_a_catastrophic_pattern_that_only_python_can_run_is_stopped(tmp_path):
    field = {"name": "x", "type": "string", "constraints": {"pattern": "(?=a)(a|aa)+b"}}
    found = broken(package(csv(tmp_path, "x\n" + "a" * 50 + "\n"), table([field])), pattern_seconds=1.0)
    assert found == {"pattern-timeout": 1}


@pytest.mark.parametrize("pattern", ["(", "(?<n>a", "[z-a]", "a{2,1}"])
def test_what_is_no_pattern_is_a_finding(tmp_path, pattern):
    field = {"name": "x", "type": "string", "constraints": {"pattern": pattern}}
    assert broken(package(csv(tmp_path, "x\na\n"), table([field]))) == {"unusable-pattern": 1}


@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        ({"$ref": "https://example.org/schema.json"}, "unusable-pattern"),
        ({"type": 5}, "unusable-pattern"),
        ({"items": {"type": "array"}}, None),
        ({"maxItems": 0}, "json-schema"),
        ({"description": "x" * 200_000}, None),
    ],
)
def test_json_schemas_are_applied_without_fetching_anything(tmp_path, schema, rule):
    field = {"name": "x", "type": "array", "constraints": {"jsonSchema": schema}}
    assert broken(package(csv(tmp_path, "x\n[[]]\n"), table([field]))) == ({rule: 1} if rule else {})


def test_a_value_nested_without_end_satisfies_no_json_schema(tmp_path):
    field = {"name": "x", "type": "array", "constraints": {"jsonSchema": {"type": "array"}}}
    text = "x\n" + "[" * 2000 + "]" * 2000 + "\n"
    assert broken(package(csv(tmp_path, text), table([field]))) == {"json-schema": 1}


def test_what_a_schema_refers_to_must_be_there(tmp_path):
    csv(tmp_path, "x\na\n")
    field = {"name": "x", "type": "string", "categories": ["a"], "constraints": {"enum": ["a", "b"]}}
    assert broken(package(tmp_path, table([field]))) == {"schema-reference": 1}
    for schema, rule in (
        ({"primaryKey": ["z"]}, "schema-reference"),
        ({"uniqueKeys": [["x", "z"]]}, "schema-reference"),
        ({"foreignKeys": [{"fields": ["x"], "reference": {"resource": "z", "fields": ["x"]}}]}, "foreign-key"),
        ({"foreignKeys": [{"fields": ["x"], "reference": {"fields": ["z"]}}]}, "schema-reference"),
    ):
        assert broken(package(tmp_path, table(schema=schema))) == {rule: 1}


def test_a_pattern_of_dates_that_cannot_be_used_is_a_finding(tmp_path):
    field = {"name": "x", "type": "date", "format": "%Q", "constraints": {"minimum": "2020"}}
    assert set(broken(package(csv(tmp_path, "x\na\n"), table([field])))) == {"schema-reference"}
