"""What changed since the release before, in words."""

import json

import duckdb
import pytest

from presspack.base.errors import MissingFile
from presspack.release.changes import since

FIELDS = [{"name": "event_id", "type": "string"}, {"name": "place", "type": "string"}]


def release_in(folder, version, rows):
    """A package as `publish` writes it, of one table."""
    data = folder / "parquet" / "data"
    data.mkdir(parents=True)
    values = ", ".join(f"('{key}', '{place}')" for key, place in rows)
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {values}) t(event_id, place)) TO '{data / 'events.parquet'}'")
    table = {
        "name": "events",
        "type": "table",
        "path": "data/events.parquet",
        "format": "parquet",
        "schema": {"fields": FIELDS, "primaryKey": ["event_id"]},
    }
    descriptor = {"name": "p", "version": version, "resources": [table]}
    (folder / "parquet" / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def test_rows_that_came_went_and_were_corrected_are_counted_with_their_ids(tmp_path):
    old = release_in(tmp_path / "old", "0.1.0", [("e1", "Sund"), ("e2", "Sund"), ("e3", "Reef")])
    new = release_in(tmp_path / "new", "0.2.0", [("e1", "Sund"), ("e2", "Holm"), ("e4", "Reef"), ("e5", "Reef")])
    assert since(old, new) == {
        "version": "0.1.0",
        "lines": [
            ["+", "2 events", ["e4", "e5"]],
            ["−", "1 event", ["e3"]],
            ["~", "1 event changed in place", []],
        ],
    }


def test_a_release_that_is_not_there_is_named(tmp_path):
    new = release_in(tmp_path / "new", "0.2.0", [("e1", "Sund")])
    with pytest.raises(MissingFile, match="old"):
        since(tmp_path / "old", new)
