"""`presspack validate` on hostile, odd and foreign packages: a finding or a refusal, never a traceback."""

import argparse
import gzip
import json
import stat
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import MissingFile
from pipeline.package import validate
from pipeline.package.reference import reference_report
from pipeline.package.source import Refused, unpack
from pipeline.package.types import _NATIVE
from pipeline.package.validate import Settings, validated

PROFILE = "https://datapackage.org/profiles/2.0/"
TEXT = [{"name": "x", "type": "string"}]


def package(folder: Path, *resources, **more):
    stamped = [{"$schema": PROFILE + "dataresource.json", **resource} for resource in resources]
    for resource in stamped:
        if "schema" in resource and isinstance(resource["schema"], dict):
            resource["schema"] = {"$schema": PROFILE + "tableschema.json", **resource["schema"]}
    descriptor = {"$schema": PROFILE + "datapackage.json", "name": "p", "resources": stamped, **more}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def table(fields=TEXT, path="t.csv", **more):
    schema = {"fields": fields, **more.pop("schema", {})}
    return {"name": "t", "type": "table", "path": path, "schema": schema, **more}


def csv(folder: Path, text: str, name: str = "t.csv"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return folder


def broken(path: Path, **settings):
    return {finding.rule: finding.count for finding in validated(path, Settings(**settings)).findings}


# paths and files


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
        ("file:///etc/hostname", "remote-path"),
        ("nothing.csv", "missing-file"),
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


def test_a_schema_may_be_a_file_but_not_a_remote_one(tmp_path):
    csv(tmp_path, "x\nab\n")
    schema = {"fields": [{"name": "x", "type": "integer"}]}
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    resource = {"name": "t", "type": "table", "path": "t.csv"}
    assert broken(package(tmp_path, {**resource, "schema": "schema.json"})) == {"type": 1}
    assert broken(package(tmp_path, {**resource, "schema": "https://example.org/s.json"})) == {"remote-path": 1}
    assert broken(package(tmp_path, {**resource, "schema": "none.json"})) == {"missing-file": 1}


def test_names_that_duckdb_takes_for_patterns_are_read(tmp_path):
    for form in ("csv", "parquet"):
        name = f"a[1]*.{form}"
        duckdb.sql(f"COPY (SELECT 'a' AS x) TO '{tmp_path}/plain.{form}'")
        (tmp_path / f"plain.{form}").rename(tmp_path / name)
        report = validated(package(tmp_path, table(path=name)))
        assert (report.findings, report.resources[0].rows) == ((), 1)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', "\xff", "[" * 100_000, '{"resources": 5}', '{"resources": [5]}', "{}"]
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
    (tmp_path / "t.xlsx").write_bytes(b"x")
    report = validated(package(tmp_path, table(path="t.xlsx")))
    assert [(f.rule, f.severity) for f in report.findings] == [("unsupported-format", "warning")]
    assert not report.failed("error")
    assert report.failed("warning")


def test_files_that_are_no_tables_are_checked_as_files(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"x")
    assert broken(package(tmp_path, {"name": "notes", "path": "notes.txt", "bytes": 2})) == {"bytes": 1}


# archives


def zipped(path: Path, members: dict[str, bytes | str]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_zip_is_read_at_its_root_or_in_its_only_folder(tmp_path):
    package(csv(tmp_path, "x\na\n"), table())
    files = {name: (tmp_path / name).read_bytes() for name in ("datapackage.json", "t.csv")}
    for prefix in ("", "release-1.0.0/"):
        archive = zipped(tmp_path / "p.zip", {prefix + name: data for name, data in files.items()})
        assert validated(archive).findings == ()


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:evil.csv"])
def test_unsafe_names_in_a_zip_are_refused(tmp_path, name):
    archive = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", name: "x"})
    assert broken(archive) == {"archive": 1}
    assert not (tmp_path / "evil.csv").exists()


def test_a_link_in_a_zip_is_refused(tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("t.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    assert broken(path) == {"archive": 1}


def test_a_zip_bomb_is_stopped_while_it_unpacks(tmp_path):
    archive = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", "zeros.csv": bytes(40 * 2**20)})
    assert broken(archive) == {"archive": 1}
    (tmp_path / "out").mkdir()
    with pytest.raises(Refused, match="bomb"):
        unpack(archive, tmp_path / "out", max_ratio=10)


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.9])
def test_a_truncated_zip_is_refused(tmp_path, keep):
    whole = zipped(tmp_path / "w.zip", {"datapackage.json": "{}", "t.csv": "x\n" * 1000}).read_bytes()
    cut = tmp_path / "p.zip"
    cut.write_bytes(whole[: keep if isinstance(keep, int) else int(len(whole) * keep)])
    assert broken(cut) == {"archive": 1}


def test_a_member_with_damaged_bytes_is_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", "t.csv": "abcdefgh" * 1000})
    data = bytearray(path.read_bytes())
    at = data.index(b"t.csv") + 8
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    assert broken(path) == {"archive": 1}


# tables


def parquet(folder: Path, select: str, fields, **schema):
    duckdb.sql(f"COPY ({select}) TO '{folder}/t.parquet' (FORMAT parquet)")
    return package(folder, table(fields, "t.parquet", schema=schema))


@pytest.mark.parametrize(
    ("select", "field", "rules"),
    [
        ("SELECT 1::BIGINT AS x", {"type": "integer"}, {}),
        ("SELECT 1::INTEGER AS x UNION ALL SELECT NULL", {"type": "integer"}, {}),
        ("SELECT '1' AS x", {"type": "integer"}, {"column-type": 1}),
        ("SELECT 1.5::DOUBLE AS x", {"type": "integer"}, {"column-type": 1}),
        ("SELECT 1.5::DECIMAL(9, 2) AS x", {"type": "number", "constraints": {"maximum": 1}}, {"maximum": 1}),
        ("SELECT DATE '2020-01-01' AS x", {"type": "date", "constraints": {"minimum": "2021-01-01"}}, {"minimum": 1}),
        ("SELECT '2020-01-01' AS x", {"type": "date"}, {"column-type": 1}),
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


# patterns


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(.*)*b"])
def test_catastrophic_patterns_take_linear_time(tmp_path, pattern):
    field = {"name": "x", "type": "string", "constraints": {"pattern": pattern}}
    assert broken(package(csv(tmp_path, "x\n" + "a" * 5000 + "\n"), table([field]))) == {"pattern": 1}


def test_a_catastrophic_pattern_that_only_python_can_run_is_stopped(tmp_path):
    field = {"name": "x", "type": "string", "constraints": {"pattern": "(?=a)(a+)+b"}}
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


# packages of others


def test_a_tabular_package_of_version_1(tmp_path):
    csv(csv(tmp_path, "id;when;up\n1;2020-01-01;\n2;;1\n", "data/a.csv"), "code\nx\n", "b.csv")
    descriptor = {
        "profile": "tabular-data-package",
        "name": "old-style",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "a",
                "path": "data/a.csv",
                "dialect": {"delimiter": ";", "caseSensitiveHeader": False, "csvddfVersion": 1.2},
                "schema": {
                    "fields": [
                        {"name": "ID", "type": "integer"},
                        {"name": "when", "type": "date", "format": "fmt:%Y-%m-%d"},
                        {"name": "up", "type": "integer"},
                    ],
                    "primaryKey": "ID",
                    "foreignKeys": [{"fields": "up", "reference": {"resource": "", "fields": "ID"}}],
                },
            },
            {"name": "b", "path": "b.csv"},
        ],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = validated(tmp_path)
    assert (report.version, report.findings) == ("1.0", ())
    csv(tmp_path, "id;when;up\n1;2020-01-01;3\n1;;1\n", "data/a.csv")
    assert broken(tmp_path) == {"primary-key": 1, "foreign-key": 1}


def test_a_package_like_those_of_camera_traps(tmp_path):
    csv(tmp_path, "deploymentID,latitude,start\nd1,51.5,2024-01-26T15:00:00+01:00\n", "deployments.csv")
    csv(tmp_path, "mediaID,deploymentID,tags\nm1,d1,night|rain\nm2,d9,\n", "media.csv")
    latitude = {"minimum": -90, "maximum": 90}
    deployments = [
        {"name": "deploymentID", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "latitude", "type": "number", "constraints": latitude},
        {"name": "start", "type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"},
    ]
    media = [{"name": name, "type": "string"} for name in ("mediaID", "deploymentID", "tags")]
    key = {"fields": "deploymentID", "reference": {"resource": "deployments", "fields": "deploymentID"}}
    descriptor = {
        "profile": "https://example.org/camera-trap-profile.json",
        "name": "traps",
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": ["", "NA"], **more},
            }
            for name, fields, more in (
                ("deployments", deployments, {"primaryKey": "deploymentID"}),
                ("media", media, {"foreignKeys": [key]}),
            )
        ],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert broken(tmp_path) == {"foreign-key": 1}


@pytest.mark.parametrize("kind", [kind for kind in _NATIVE if kind not in ("string", "any")])
def test_a_missing_value_is_of_every_type(tmp_path, kind):
    fields = [{"name": "x", "type": kind}, {"name": "y", "type": "string"}]
    assert broken(package(csv(tmp_path, "x,y\n,a\n"), table(fields))) == {}
    assert broken(package(csv(tmp_path, "x,y\n?,a\n"), table(fields))) == ({} if kind == "list" else {"type": 1})


# the command


def arguments(*given: str):
    parser = argparse.ArgumentParser()
    validate.add_arguments(parser)
    return parser.parse_args(list(map(str, given)))


def test_the_command_says_by_its_status_whether_the_data_failed(tmp_path, capsys):
    folder = package(csv(tmp_path, "x\na\n"), table())
    assert validate.run(arguments(folder)) == 0
    assert "valid" in capsys.readouterr().out
    csv(tmp_path, "x\na,b\n")
    assert validate.run(arguments(folder)) == 1
    assert "t.csv:2" in capsys.readouterr().out
    assert validate.run(arguments(folder, "--severity", "ragged-row=warning")) == 0
    assert validate.run(arguments(folder, "--severity", "ragged-row=warning", "--fail-on", "warning")) == 1


def test_a_package_that_is_not_there_is_wrong_usage(tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(MissingFile):
            validated(path)


def test_frictionless_is_not_let_near_remote_paths(tmp_path):
    folder = package(tmp_path, table(path="https://example.org/t.csv"))
    assert reference_report(folder, Settings()).totals() == {"remote-path": 1}


def test_frictionless_can_judge_instead(tmp_path, capsys):
    folder = package(csv(tmp_path, "x\na\n"), table([{"name": "x", "type": "integer"}]))
    assert validate.run(arguments(folder, "--engine", "frictionless", "--format", "json")) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["engine"], report["totals"]) == ("frictionless", {"type": 1})
