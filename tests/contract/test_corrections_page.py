"""The corrections that the docs show are ones that a build takes."""

import re
from pathlib import Path

import pytest

from presspack.resolve.corrections import check_columns, read_corrections
from presspack.tables.package_metadata import read_metadata

PAGE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
BLOCK = re.search(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    path = tmp_path_factory.mktemp("corrections") / "corrections.csv"
    path.write_text(BLOCK, encoding="utf-8")
    return read_corrections(path)


def test_tables_and_columns_are_those_of_the_schemas(shown):
    assert len(shown) >= 12
    check_columns(shown, {name: table.columns for name, table in read_metadata().schemas.items()})


def test_row_ids_have_the_form_of_their_keys(shown):
    schemas = read_metadata().schemas
    for row in shown:
        table = schemas[row.table]
        parts = row.row_id.split("|")
        assert len(parts) == len(table.primary_key), row
        for name, part in zip(table.primary_key, parts, strict=True):
            field = next(field for field in table.fields if field["name"] == name)
            assert re.fullmatch(field.get("constraints", {}).get("pattern", ".+"), part), row


def test_a_key_is_only_emptied_but_for_actors_that_are_merged(shown):
    schemas = read_metadata().schemas
    keys = [row for row in shown if row.column in schemas[row.table].primary_key and row.value]
    assert {row.table for row in keys} == {"actors"}
