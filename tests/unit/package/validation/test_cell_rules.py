"""Tables as Parquet, in parts, as JSON; every violation is counted and the first ones placed."""

import json
from pathlib import Path

import duckdb
import pytest

from presspack.package.validation.cell_rules import AT_ONCE
from presspack.package.validation.validation import Settings, validated
from small_packages import broken, csv, package, table


def parquet(folder: Path, select: str, fields, **schema):
    duckdb.sql(f"COPY ({select}) TO '{folder}/t.parquet' (FORMAT parquet)")
    return package(folder, table(fields, "t.parquet", schema=schema))


@pytest.mark.parametrize(
    ("select", "field", "rules"),
    [
        ("SELECT 1::BIGINT AS x", {"type": "integer"}, {}),
        ("SELECT 1::INTEGER AS x UNION ALL SELECT NULL", {"type": "integer"}, {}),
        ("SELECT '1' AS x", {"type": "integer"}, {}),
        ("SELECT 'a' AS x", {"type": "integer"}, {"type": 1}),
        ("SELECT NULL AS x", {"type": "string"}, {}),
        ("SELECT 5::DECIMAL(20, 0) AS x", {"type": "integer", "constraints": {"maximum": 4}}, {"maximum": 1}),
        ("SELECT true AS x", {"type": "integer"}, {"column-type": 1}),
        ("SELECT ['1', 'a'] AS x", {"type": "list", "itemType": "integer"}, {"type": 1}),
        ("SELECT {'lon': 5.0, 'lat': 95.0} AS x", {"type": "geopoint", "format": "object"}, {"type": 1}),
        ("SELECT 1.5::DOUBLE AS x", {"type": "integer"}, {"column-type": 1}),
        ("SELECT 1.5::DECIMAL(9, 2) AS x", {"type": "number", "constraints": {"maximum": 1}}, {"maximum": 1}),
        ("SELECT DATE '2020-01-01' AS x", {"type": "date", "constraints": {"minimum": "2021-01-01"}}, {"minimum": 1}),
        ("SELECT '2020-01-01' AS x", {"type": "date"}, {}),
        ("SELECT '2020-13-01' AS x", {"type": "date"}, {"type": 1}),
        ("SELECT TIMESTAMP '2020-01-01 10:00:00' AS x", {"type": "datetime"}, {}),
        ("SELECT [1, 2] AS x", {"type": "array", "constraints": {"maxLength": 1}}, {"max-length": 1}),
        ("SELECT {'a': 1} AS x", {"type": "object"}, {}),
        ("SELECT '[1]' AS x", {"type": "array"}, {}),
        ("SELECT '' AS x", {"type": "string", "constraints": {"required": True}}, {"required": 1}),
        ("SELECT 'ab' AS x", {"type": "string", "constraints": {"pattern": "b+"}}, {"pattern": 1}),
        ("SELECT 'a' AS y", {"type": "string"}, {"missing-field": 1, "extra-field": 1}),
    ],
)
def test_parquet_is_judged_by_its_types(tmp_path, select, field, rules):
    found = broken(parquet(tmp_path, select, [{"name": "x", **field}]))
    assert found == rules


def test_parquet_rows_are_placed_by_number(tmp_path):
    field = {"name": "x", "type": "integer", "constraints": {"maximum": 5}}
    report = validated(parquet(tmp_path, "SELECT range AS x FROM range(8)", [field]))
    assert [place.row for place in report.findings[0].places] == [7, 8]


def test_a_file_that_is_not_parquet(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and then nothing")
    assert broken(package(tmp_path, table(path="t.parquet"))) == {"unreadable-table": 1}


def test_damage_behind_a_sound_beginning_is_found(tmp_path):
    fields = [{"name": "x", "type": "string", "constraints": {"minLength": 1}}]
    folder = parquet(tmp_path, "SELECT sha256(range::VARCHAR) AS x FROM range(20000)", fields)
    path = folder / "t.parquet"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(bytes(data))
    assert set(broken(folder)) <= {"unreadable-table", "min-length", "encoding"}


def test_parts_of_a_table_are_one_table(tmp_path):
    csv(csv(csv(tmp_path, "x,y\na,1\n", "1.csv"), "x,y\nb,2\n", "2.csv"), "a,x\n", "3.csv")
    fields = [{"name": "x", "type": "string"}, {"name": "y", "type": "integer"}]
    resource = table(fields, ["1.csv", "2.csv", "3.csv"], schema={"primaryKey": ["x"]})
    report = validated(package(tmp_path, resource))
    assert report.resources[0].rows == 3
    places = {finding.rule: finding.places[0] for finding in report.findings}
    assert (places["type"].file, places["type"].line, places["type"].row) == ("3.csv", 1, 3)
    assert places["primary-key"].detail == "the same as row 1"


def test_json_and_inline_tables_are_read(tmp_path):
    fields = [{"name": "x", "type": "integer"}, {"name": "y", "type": "string"}]
    (tmp_path / "t.json").write_text(json.dumps([{"x": 1, "y": "a"}, {"x": "b"}]), encoding="utf-8")
    inline = {"name": "u", "type": "table", "data": [["x", "y"], [1, "a"], [2.5, None]], "schema": {"fields": fields}}
    report = validated(package(tmp_path, table(fields, "t.json"), inline))
    assert [(f.rule, f.resource, f.places[0].row, f.places[0].value) for f in report.findings] == [
        ("type", "t", 2, "b"),
        ("type", "u", 2, "2.5"),
    ]


@pytest.mark.parametrize("text", ["{", "5", '{"a": 1}', "[1, 2]"])
def test_json_that_is_no_table(tmp_path, text):
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    assert broken(package(tmp_path, table(path="t.json"))) == {"unreadable-table": 1}


def test_all_violations_are_counted_and_the_first_placed(tmp_path):
    text = "x\n" + "a\n" * 300_000
    report = validated(package(csv(tmp_path, text), table([{"name": "x", "type": "integer"}])), Settings(limit=3))
    assert report.totals() == {"type": 300_000}
    assert [place.line for place in report.findings[0].places] == [2, 3, 4]


def test_ragged_rows_without_end_are_counted_too(tmp_path):
    report = validated(package(csv(tmp_path, "x\n" + "a,b\n" * 50_000), table()), Settings(limit=2))
    assert report.totals() == {"ragged-row": 50_000}
    assert len(report.findings[0].places) == 2


def test_a_table_of_more_columns_than_one_scan_takes(tmp_path):
    names = [f"c{number}" for number in range(AT_ONCE + 5)]
    fields = [{"name": name, "type": "integer"} for name in names]
    rows = [["1"] * len(names), ["1"] * (len(names) - 1) + ["a"]]
    text = "".join(",".join(row) + "\n" for row in [names, *rows])
    (finding,) = validated(package(csv(tmp_path, text), table(fields))).findings
    assert (finding.rule, finding.field, finding.places[0].line) == ("type", names[-1], 3)
