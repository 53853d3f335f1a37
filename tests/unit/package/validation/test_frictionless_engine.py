"""Packages of others' making: the tabular form of version 1, and one like those of camera traps."""

import json

import pytest

from presspack.package.field_types import _NATIVE
from presspack.package.validation.validation import validated
from small_packages import broken, csv, package, table


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
