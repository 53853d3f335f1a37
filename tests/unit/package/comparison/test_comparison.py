"""`presspack diff`: classes of change, rows by key, the version that is due, the change feed."""

import argparse
import csv as csvlib
import json
from pathlib import Path

import duckdb
import pytest

from presspack.base.errors import CheckFailed, MissingFile
from presspack.cli import diff
from presspack.package.comparison.comparison import difference
from presspack.package.comparison.descriptor_changes import constraint_change, next_version
from presspack.package.comparison.reports import FORMATS
from presspack.package.comparison.result import version_key
from presspack.package.formula_guard import GUARD
from presspack.package.validation.validation import validated

PROFILE = "https://datapackage.org/profiles/2.0/"
FIELDS = [{"name": "id", "type": "string"}, {"name": "n", "type": "integer"}]
KEYED = {"fields": FIELDS, "primaryKey": ["id"]}
ROWS = "id,n\na,1\nb,2\nc,3\n"


def release(folder: Path, tables: dict[str, tuple[str, dict]], **more) -> Path:
    folder.mkdir(exist_ok=True)
    resources = []
    for name, (text, schema) in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        stamped = {"$schema": PROFILE + "tableschema.json", **schema}
        resources.append({"name": name, "type": "table", "path": f"{name}.csv", "schema": stamped})
    descriptor = {
        "$schema": PROFILE + "datapackage.json",
        "name": "p",
        "version": "1.2.3",
        "resources": resources,
        **more,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def compared(tmp_path, old, new, **more):
    """Return the difference of two releases with one table, each (text, schema)."""
    before, after = release(tmp_path / "old", {"t": old}), release(tmp_path / "new", {"t": new}, **more)
    return difference(before, after)


def with_field(**more):
    return {**KEYED, "fields": [FIELDS[0], {**FIELDS[1], **more}]}


@pytest.mark.parametrize(
    ("text", "counts", "step"),
    [
        (ROWS, (0, 0, 0), "none"),
        ("id,n\nc,3\na,1\nb,2\n", (0, 0, 0), "none"),
        ("id,n\na,01\nb,+2\nc,3\n", (0, 0, 0), "none"),
        (ROWS + "d,4\n", (1, 0, 0), "minor"),
        ("id,n\na,1\nb,2\n", (0, 1, 0), "minor"),
        ("id,n\na,1\nb,2\nc,4\n", (0, 0, 1), "patch"),
        ("id,n\na,1\nb,\nd,3\n", (1, 1, 1), "minor"),
    ],
)
def test_rows_are_compared_by_key_and_value(tmp_path, text, counts, step):
    result = compared(tmp_path, (ROWS, KEYED), (text, KEYED))
    table = result.tables[0]
    assert (table.added, table.removed, table.changed) == counts
    assert (result.step, result.changes) == (step, ())


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        (KEYED, with_field(type="number"), "major"),
        (KEYED, with_field(name="m"), "major"),
        (KEYED, {**KEYED, "fields": FIELDS[::-1]}, "major"),
        (KEYED, {**KEYED, "primaryKey": ["n"]}, "major"),
        (KEYED, {**KEYED, "uniqueKeys": [["n"]]}, "major"),
        ({**KEYED, "uniqueKeys": [["n"]]}, KEYED, "minor"),
        (KEYED, {**KEYED, "missingValues": ["", "-"]}, "major"),
        (KEYED, with_field(constraints={"minimum": 0}), "major"),
        (with_field(constraints={"minimum": 0}), with_field(constraints={"minimum": -1}), "minor"),
        (with_field(constraints={"required": True}), KEYED, "minor"),
        (KEYED, with_field(constraints={"required": False}), "none"),
        (with_field(categories=[1, 2, 3]), with_field(categories=[1, 2, 3, 4]), "minor"),
        (with_field(categories=[1, 2, 3, 4]), with_field(categories=[1, 2, 3]), "major"),
        (KEYED, with_field(title="Number"), "patch"),
        (KEYED, with_field(groupChar=","), "major"),
    ],
)
def test_changes_of_schemas_ask_for_a_step(tmp_path, old, new, step):
    header = {"m": "id,m\n", "n": "id,n\n"}[new["fields"][-1]["name"]] if new["fields"][0]["name"] == "id" else "n,id\n"
    assert compared(tmp_path, ("id,n\n", old), (header, new)).step == step


@pytest.mark.parametrize(
    ("name", "old", "new", "kind"),
    [
        ("maximum", 5, 6, "additive"),
        ("maximum", 6, 5, "breaking"),
        ("minimum", "2020-01-01", "2019-01-01", "additive"),
        ("minimum", "10", "9", "breaking"),
        ("minLength", 1, 2, "breaking"),
        ("exclusiveMaximum", 1.5, 2, "additive"),
        ("pattern", "a", "b", "breaking"),
        ("pattern", "a", None, "additive"),
        ("enum", ["a"], ["a", "b"], "additive"),
        ("enum", ["a", "b"], ["b", "a"], "editorial"),
        ("unique", None, True, "breaking"),
    ],
)
def test_a_constraint_is_tighter_unless_it_is_known_to_be_looser(name, old, new, kind):
    assert constraint_change(name, old, new) == kind


@pytest.mark.parametrize(
    ("version", "step", "due"),
    [
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "none", "1.2.3"),
        ("0.4.1", "major", "0.5.0"),
        ("1.2", "patch", "1.2.1"),
        ("1.0.0-rc.1+x", "minor", "1.1.0"),
    ],
)
def test_the_next_version(version, step, due):
    assert next_version(version, step) == due


def test_versions_are_ordered_by_number():
    ordered = ["0.9.0", "1.0.0-rc1", "1.0.0", "1.9.2", "1.10.0"]
    assert sorted(ordered, key=version_key) == ordered


def test_a_removed_row_that_others_referred_to_is_a_major_step(tmp_path):
    link = {"fields": ["n"], "reference": {"resource": "t", "fields": ["n"]}}
    links = {"fields": [{"name": "n", "type": "integer"}], "foreignKeys": [link]}
    old = release(tmp_path / "old", {"t": (ROWS, KEYED), "u": ("n\n3\n", links)})
    kept = release(tmp_path / "kept", {"t": ("id,n\na,1\nc,3\n", KEYED), "u": ("n\n3\n", links)})
    gone = release(tmp_path / "gone", {"t": ("id,n\na,1\nb,2\n", KEYED), "u": ("n\n2\n", links)})
    assert difference(old, kept).step == "minor"
    assert difference(old, gone).step == "major"
    assert difference(old, gone).tables[0].referenced == 1


def test_resources_and_words_about_the_package(tmp_path):
    old = release(tmp_path / "old", {"t": (ROWS, KEYED)}, title="A")
    more = release(tmp_path / "more", {"t": (ROWS, KEYED), "u": (ROWS, KEYED)}, title="A")
    other = release(tmp_path / "other", {"t": (ROWS, KEYED)}, title="B")
    assert (difference(old, more).step, difference(more, old).step, difference(old, other).step) == (
        "minor",
        "major",
        "patch",
    )


@pytest.mark.parametrize("schema", [{"fields": FIELDS}, KEYED], ids=["no key", "key not unique"])
def test_without_a_key_rows_are_compared_whole(tmp_path, schema):
    old, new = "id,n\na,1\na,1\nb,2\n", "id,n\na,1\nb,2\nb,3\n"
    table = compared(tmp_path, (old, schema), (new, schema)).tables[0]
    assert (table.added, table.removed, table.changed) == (1, 1, 0)
    assert "whole" in table.note


def test_csv_and_parquet_of_one_table_are_the_same(tmp_path):
    old = release(tmp_path / "old", {"t": (ROWS, KEYED)})
    new = release(tmp_path / "new", {"t": (ROWS, KEYED)})
    duckdb.sql(f"COPY (SELECT * FROM '{new}/t.csv') TO '{new}/t.parquet'")
    descriptor = json.loads((new / "datapackage.json").read_text())
    descriptor["resources"][0]["path"] = "t.parquet"
    (new / "datapackage.json").write_text(json.dumps(descriptor))
    assert difference(old, new).step == "none"


def test_rates_and_samples_name_the_cells(tmp_path):
    table = compared(tmp_path, (ROWS, KEYED), ("id,n\na,1\nb,5\nd,\n", KEYED)).tables[0]
    assert table.columns == {"id": 0, "n": 1}
    assert [(cell.key, cell.field, cell.old, cell.new) for cell in table.sample] == [('{"id":"b"}', "n", "2", "5")]
    assert (table.added_keys, table.removed_keys) == (('{"id":"d"}',), ('{"id":"c"}',))


def test_the_feed_brings_a_copy_up_to_date(tmp_path):
    old = release(tmp_path / "old", {"t": (ROWS, KEYED)})
    new = release(tmp_path / "new", {"t": ("id,n\nd,4\na,1\nb,\n", KEYED)})
    feed = tmp_path / "feed"
    difference(old, new, feed=feed)
    copy = {row["id"]: row for row in csvlib.DictReader(ROWS.splitlines())}
    with (feed / "changes.csv").open(encoding="utf-8", newline="") as file:
        for row in csvlib.DictReader(file):
            key = json.loads(row["key"])["id"]
            if row["change"] == "removed":
                del copy[key]
            elif row["change"] == "added":
                copy[key] = json.loads(row["new_value"])
            else:
                copy[key][row["field"]] = row["new_value"]
    assert copy == {"a": {"id": "a", "n": "1"}, "b": {"id": "b", "n": ""}, "d": {"id": "d", "n": "4"}}
    assert validated(feed).findings == validated(feed / "parquet").findings == ()
    again = tmp_path / "again"
    difference(old, new, feed=again)
    for path in sorted(item for item in feed.rglob("*") if item.is_file()):
        assert (again / path.relative_to(feed)).read_bytes() == path.read_bytes()


def test_ids_that_get_a_letter_are_the_same_ids(tmp_path):
    def tables(first, second, **more):
        things = {"fields": [{**FIELDS[0], **more}, FIELDS[1]], "primaryKey": ["id"]}
        reference = {"fields": ["of"], "reference": {"resource": "things", "fields": ["id"]}}
        parts = {
            "fields": [{"name": "n", "type": "integer"}, {"name": "of", "type": "string"}],
            "primaryKey": ["n"],
            "foreignKeys": [reference],
        }
        return {"things": (first, things), "parts": (second, parts)}

    old = release(tmp_path / "old", tables("id,n\n17,1\n18,2\n", "n,of\n1,17\n2,17\n3,\n"))
    new = release(tmp_path / "new", tables("id,n\nt17,1\nt18,5\n", "n,of\n1,t17\n2,t18\n3,\n", idPrefix="t"))
    things, parts = difference(old, new).tables
    assert (things.added, things.removed, things.changed) == (0, 0, 1)
    assert things.columns == {"id": 0, "n": 1}
    assert (parts.added, parts.removed, parts.changed) == (0, 0, 1)
    again = difference(old, new, feed=tmp_path / "feed").tables[0]
    assert (again.added, again.removed, again.changed) == (2, 2, 0)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_says_the_step(tmp_path, name):
    result = compared(tmp_path, (ROWS, KEYED), (ROWS + "d,4\n", with_field(title="N")))
    assert "minor" in FORMATS[name](result)


def arguments(*given):
    parser = argparse.ArgumentParser()
    diff.add_arguments(parser)
    return parser.parse_args(list(map(str, given)))


def test_the_command_minds_the_version_if_asked(tmp_path, capsys):
    old = release(tmp_path / "old", {"t": (ROWS, KEYED)})
    small = release(tmp_path / "small", {"t": (ROWS + "d,4\n", KEYED)}, version="1.2.4")
    enough = release(tmp_path / "enough", {"t": (ROWS + "d,4\n", KEYED)}, version="1.3.0")
    assert diff.run(arguments(old, small)) == 0
    assert diff.run(arguments(old, small, "--check-version")) == 1
    assert "1.3.0" in capsys.readouterr().err
    assert diff.run(arguments(old, enough, "--check-version", "--format", "json")) == 0


def test_what_cannot_be_compared_is_refused(tmp_path):
    old = release(tmp_path / "old", {"t": (ROWS, KEYED)})
    broken = release(tmp_path / "broken", {"t": ("id,n\na\n", KEYED)})
    with pytest.raises(CheckFailed, match="ragged-row"):
        difference(old, broken)
    with pytest.raises(MissingFile):
        difference(old, tmp_path / "none")
    (tmp_path / "x.zip").write_bytes(b"PK")
    with pytest.raises(CheckFailed, match="archive"):
        difference(old, tmp_path / "x.zip")


def test_damage_that_reading_meets_late_is_refused(tmp_path):
    fields = [{"name": "x", "type": "string"}]
    folders = [release(tmp_path / name, {"t": ("x\na\n", {"fields": fields})}) for name in ("old", "new")]
    for folder in folders:
        duckdb.sql(f"COPY (SELECT sha256(range::VARCHAR) AS x FROM range(20000)) TO '{folder}/t.parquet'")
        descriptor = (folder / "datapackage.json").read_text(encoding="utf-8")
        (folder / "datapackage.json").write_text(descriptor.replace("t.csv", "t.parquet"), encoding="utf-8")
    data = bytearray((folders[1] / "t.parquet").read_bytes())
    data[1000 : len(data) // 2] = bytes(len(data) // 2 - 1000)
    (folders[1] / "t.parquet").write_bytes(bytes(data))
    with pytest.raises(CheckFailed):
        difference(*folders)


def test_tables_without_a_common_field_are_counted(tmp_path):
    one = {"fields": [{"name": "x", "type": "string"}], "primaryKey": ["x"]}
    two = {"fields": [{"name": "y", "type": "string"}], "primaryKey": ["y"]}
    (table,) = compared(tmp_path, ("x\na\nb\n", one), ("y\na\nb\nc\n", two)).tables
    assert (table.added, table.removed, table.changed) == (1, 0, 0)
    assert "no field is in both tables" in table.note


FORMULAS = "id,s\n1,'=1+1\n2,plain\n3,''q\n"
TEXTS = {"fields": [{"name": "id", "type": "integer"}, {"name": "s", "type": "string"}], "primaryKey": ["id"]}


def test_texts_that_were_kept_from_spreadsheets_are_compared_by_their_value(tmp_path):
    guarded = release(tmp_path / "csv", {"t": (FORMULAS, TEXTS)}, formulaGuard=GUARD)
    plain = release(tmp_path / "plain", {"t": ("id,s\n1,=1+1\n2,plain\n3,'q\n", TEXTS)})
    assert difference(guarded, plain).step == "none"
    assert validated(guarded).findings == ()
    strict = {**TEXTS, "fields": [TEXTS["fields"][0], {**TEXTS["fields"][1], "constraints": {"maxLength": 4}}]}
    found = validated(release(tmp_path / "strict", {"t": (FORMULAS, strict)}, formulaGuard=GUARD)).findings
    assert [(finding.rule, finding.places[0].value) for finding in found] == [("max-length", "plain")]


def test_no_cell_of_a_feed_is_run_by_a_spreadsheet(tmp_path):
    old = release(tmp_path / "old", {"t": ("id,s\n1,a\n", TEXTS)})
    new = release(tmp_path / "new", {"t": ("id,s\n1,=1+1\n", TEXTS)})
    difference(old, new, feed=tmp_path / "feed")
    (row,) = csvlib.DictReader((tmp_path / "feed" / "changes.csv").open(encoding="utf-8", newline=""))
    assert row["new_value"] == "'=1+1"
    assert difference(tmp_path / "feed", tmp_path / "feed" / "parquet").step == "none"


@pytest.mark.parametrize("guard", [5, {}, {"prefix": 5}, {"prefix": None}, []])
def test_a_guard_that_is_none_guards_nothing(tmp_path, guard):
    folder = release(tmp_path / "p", {"t": (FORMULAS, TEXTS)}, formulaGuard=guard)
    assert validated(folder).findings == ()
