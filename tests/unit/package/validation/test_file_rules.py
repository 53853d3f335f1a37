"""Paths, descriptors, schemas and files that are not what they should be: a finding, never a traceback."""

import gzip
import json

import duckdb
import pytest

from presspack.package.validation.validation import validated
from small_packages import TEXT, broken, csv, package, table


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("../t.csv", "unsafe-path"),
        ("/etc/hostname", "unsafe-path"),
        ("~/t.csv", "unsafe-path"),
        ("a/../../t.csv", "unsafe-path"),
        ("a\\t.csv", "unsafe-path"),
        ("C:/t.csv", "unsafe-path"),
        ("https://example.org/t.csv", "remote-path"),
        ("s3://bucket/t.csv", "remote-path"),
        ("file:///etc/hostname", "unsafe-path"),
        ("nothing.csv", "missing-file"),
        ("a" * 300, "unsafe-path"),
    ],
)
def test_paths_that_are_not_opened(tmp_path, path, rule):
    assert broken(package(tmp_path, table(path=path)))[rule] == 1


def test_a_link_out_of_the_package_is_not_followed(tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    csv(tmp_path, "x\na\n", "secret.csv")
    (inside / "t.csv").symlink_to(tmp_path / "secret.csv")
    assert broken(package(inside, table())) == {"unsafe-path": 1}


def test_links_in_a_circle_are_a_finding(tmp_path):
    (tmp_path / "t.csv").symlink_to(tmp_path / "t.csv")
    assert set(broken(package(tmp_path, table()))) <= {"unsafe-path", "missing-file"} != set()


def test_a_schema_may_be_a_file_but_not_a_remote_one(tmp_path):
    csv(tmp_path, "x\nab\n")
    schema = {"fields": [{"name": "x", "type": "integer"}]}
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    resource = {"name": "t", "type": "table", "path": "t.csv"}
    assert broken(package(tmp_path, {**resource, "schema": "schema.json"})) == {"type": 1}
    assert broken(package(tmp_path, {**resource, "schema": "https://example.org/s.json"})) == {"remote-path": 1}
    assert broken(package(tmp_path, {**resource, "schema": "none.json"})) == {"missing-file": 1}
    assert broken(package(tmp_path, {**resource, "schema": "a" * 300})) == {"unsafe-path": 1}


def test_a_schema_that_is_not_read_leaves_the_rest_to_be_checked(tmp_path):
    """So are the packages of communities whose descriptors name their schemas by address."""
    csv(csv(tmp_path, "x,y\na\n"), "x\nb\n", "u.csv")
    remote = {"name": "t", "path": "t.csv", "schema": "https://example.org/s.json"}
    own = table([{"name": "x", "type": "integer"}], "u.csv", name="u")
    report = validated(package(tmp_path, remote, own))
    assert [(f.rule, f.resource) for f in report.findings] == [("ragged-row", "t"), ("type", "u"), ("remote-path", "t")]
    assert [resource.rows for resource in report.resources] == [1, 1]


def test_names_that_duckdb_takes_for_patterns_are_read(tmp_path):
    for form in ("csv", "parquet"):
        name = f"a[1]*.{form}"
        duckdb.sql(f"COPY (SELECT 'a' AS x) TO '{tmp_path}/plain.{form}'")
        (tmp_path / f"plain.{form}").rename(tmp_path / name)
        report = validated(package(tmp_path, table(path=name)))
        assert (report.findings, report.resources[0].rows) == ((), 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"x"',
        "\xff",
        "[" * 100_000,
        r'{"name": "\ud800"}',
        '{"resources": 5}',
        '{"resources": [5]}',
        "{}",
    ],
)
def test_descriptors_that_are_none(tmp_path, text):
    (tmp_path / "datapackage.json").write_bytes(text.encode("latin-1"))
    assert set(broken(tmp_path)) <= {"descriptor", "profile"} != set()


@pytest.mark.parametrize(
    "schema",
    [
        {"fields": "x"},
        {"fields": [5]},
        {"fields": [{"name": 5}]},
        {"fields": [{"name": "x", "type": "money"}]},
        {"fields": [{"name": "x", "type": "string", "constraints": 5}]},
        {"fields": [{"name": "x", "type": "string", "constraints": {"pattern": 5, "enum": 5, "minLength": "a"}}]},
        {"fields": [{"name": "x", "type": "date", "constraints": {"minimum": {"a": 1}}}]},
        {"fields": [{"name": "x", "type": "string", "missingValues": 5, "categories": 5}]},
        {"fields": [{"name": "x", "type": "boolean", "trueValues": 5, "falseValues": [5]}]},
        {"fields": TEXT, "primaryKey": 5, "uniqueKeys": 5, "foreignKeys": 5},
        {"fields": TEXT, "foreignKeys": [{"fields": ["x"], "reference": 5}]},
    ],
)
def test_schemas_that_are_none_are_findings(tmp_path, schema):
    csv(tmp_path, "x\na\n")
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": schema}
    found = broken(package(tmp_path, resource))
    assert set(found) & {"profile", "schema-reference"}


@pytest.mark.parametrize(
    "dialect",
    [
        {"delimiter": 5},
        {"headerRows": 5},
        {"headerRows": ["a"]},
        {"commentRows": 5},
        {"delimiter": ""},
        {"quoteChar": "ab"},
    ],
)
def test_dialects_that_are_none_are_findings(tmp_path, dialect):
    csv(tmp_path, "x\na\n")
    found = broken(package(tmp_path, table(dialect=dialect)))
    assert set(found) & {"profile", "unsupported-dialect"}


@pytest.mark.parametrize("value", ["sha256:00", "md5:00", "00", "nosuch:00"])
def test_a_wrong_hash_is_found(tmp_path, value):
    assert broken(package(csv(tmp_path, "x\na\n"), table(hash=value)))["hash"] == 1


def test_an_unknown_encoding_is_found(tmp_path):
    assert broken(package(csv(tmp_path, "x\na\n"), table(encoding="klingon")))["encoding"] == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "iso-8859-1", "cp1251"])
def test_encodings_are_read(tmp_path, encoding):
    text = "x\nж\n" if encoding != "iso-8859-1" else "x\né\n"
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    field = {"name": "x", "type": "string", "constraints": {"maxLength": 1}}
    assert broken(package(tmp_path, table([field], encoding=encoding))) == {}


def test_gzipped_tables_are_read(tmp_path):
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"x\n1\na\n", mtime=0))
    fields = [{"name": "x", "type": "integer"}]
    report = validated(package(tmp_path, table(fields, "t.csv.gz")))
    assert [(f.rule, f.places[0].file, f.places[0].line) for f in report.findings] == [("type", "t.csv.gz", 3)]
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"x\n1\na\n" * 100, mtime=0)[:-9])
    assert broken(package(tmp_path, table(fields, "t.csv.gz"))) == {"archive": 1}
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(bytes(40 * 2**20), mtime=0))
    assert broken(package(tmp_path, table(fields, "t.csv.gz"))) == {"archive": 1}


def test_an_empty_file_has_no_header(tmp_path):
    assert broken(package(csv(tmp_path, ""), table())) == {"unreadable-table": 1}


def test_formats_that_are_not_read_are_a_warning(tmp_path):
    (tmp_path / "t.feather").write_bytes(b"x")
    report = validated(package(tmp_path, table(path="t.feather")))
    assert [(f.rule, f.severity) for f in report.findings] == [("unsupported-format", "warning")]
    assert not report.failed("error")
    assert report.failed("warning")


def test_files_that_are_no_tables_are_checked_as_files(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"x")
    assert broken(package(tmp_path, {"name": "notes", "path": "notes.txt", "bytes": 2})) == {"bytes": 1}
