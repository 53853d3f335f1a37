"""Sheets of a workbook as tables: the sheet that the dialect names, cells as their fields write them."""

from datetime import date, datetime
from pathlib import Path

import pytest

from presspack.package.descriptor import resource_from
from presspack.package.dialect import dialect_of
from presspack.package.opening import Refused
from presspack.package.spreadsheets import sheet_rows

openpyxl = pytest.importorskip("openpyxl")
FIELDS = [("berth", "integer"), ("opened_on", "date"), ("seen_at", "datetime"), ("lit", "boolean")]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Return a folder with a workbook whose second sheet is the table."""
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("Berths")
    sheet.append([name for name, _ in FIELDS])
    sheet.append([1, date(2021, 3, 4), datetime(2021, 3, 5), True])
    book.save(tmp_path / "berths.xlsx")
    return tmp_path


def rows(folder: Path, **dialect: object) -> tuple[list[str], list[list[str | None]]]:
    """Return what is read of the workbook by a dialect."""
    schema = {"fields": [{"name": name, "type": kind} for name, kind in FIELDS]}
    item = {"name": "berths", "path": "berths.xlsx", "dialect": dialect, "schema": schema}
    return sheet_rows(resource_from(item, folder=folder))


@pytest.mark.parametrize("dialect", [{"sheetName": "Berths"}, {"sheetNumber": 2}, {"excel": {"sheet": "Berths"}}])
def test_the_sheet_is_that_of_the_dialect(workbook: Path, dialect: dict[str, object]) -> None:
    """A midnight is a day in a field of dates and an instant in one of instants."""
    labels, cells = rows(workbook, **dialect)
    assert labels == [name for name, _ in FIELDS]
    assert cells == [["1", "2021-03-04", "2021-03-05T00:00:00", "true"]]


def test_without_a_dialect_it_is_the_first_sheet(workbook: Path) -> None:
    """Numbers of sheets start at one."""
    assert rows(workbook) == (["notes"], [])


def test_a_sheet_that_is_not_there_is_refused(workbook: Path) -> None:
    """It is a finding and no error of ours."""
    with pytest.raises(Refused, match="xlsx"):
        rows(workbook, sheetName="Cranes")


def test_a_name_goes_before_a_number() -> None:
    """Both may be given."""
    assert dialect_of({"sheetNumber": 3, "sheetName": "Berths"}, format="xlsx").sheet == "Berths"
