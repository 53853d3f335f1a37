"""A sheet of ODS as a table of a package: read and judged by the rules of its schema."""

import json
from pathlib import Path

import pytest

from presspack.package.validation.validation import validated

ezodf = pytest.importorskip("ezodf", reason="presspack[frictionless] brings it")
pytest.importorskip("frictionless")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a package of a sheet with a number that is none and a key that is repeated."""
    book = ezodf.newdoc("ods", str(tmp_path / "berths.ods"))
    sheet = ezodf.Sheet("Berths", size=(4, 2))
    book.sheets += sheet
    cells = [["berth", "depth"], ["a", 4.5], ["a", 7], ["b", "deep"]]
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            sheet[row, column].set_value(value)
    book.save()
    schema = {"fields": [{"name": "berth", "type": "string"}, {"name": "depth", "type": "number"}]}
    table = {"name": "berths", "type": "table", "path": "berths.ods", "schema": schema | {"primaryKey": ["berth"]}}
    descriptor = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": [table]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return tmp_path


def test_a_sheet_is_read_and_judged(package: Path) -> None:
    """Numbers are those of the sheet, with a point and without a needless zero."""
    report = validated(package)
    assert report.totals() == {"primary-key": 1, "type": 1}
    assert report.resources[0].rows == 3
    (wrong,) = [finding for finding in report.findings if finding.rule == "type"]
    assert (wrong.field, wrong.places[0].value) == ("depth", "deep")


def test_a_damaged_file_is_a_finding(package: Path) -> None:
    """It never ends in an error of the reader."""
    (package / "berths.ods").write_bytes(b"PK\x03\x04 no sheet")
    assert validated(package).totals() == {"unreadable-table": 1}
