"""Rows of a sheet of XLSX or ODS, read by the reference implementation where its plugin for them is installed."""

from datetime import date, datetime, time
from importlib.util import find_spec
from typing import Any

from presspack.package.descriptor import Resource
from presspack.package.field_types import type_of
from presspack.package.opening import Refused

SHEET_FORMATS = ("xlsx", "ods")
# what the reference reads them with
_READS = {"xlsx": "openpyxl", "ods": "ezodf"}


def can_read(form: str) -> bool:
    """Return whether a format of sheets can be read in this environment."""
    return form in _READS and find_spec("frictionless") is not None and find_spec(_READS[form]) is not None


def sheet_rows(resource: Resource) -> tuple[list[str], list[list[str | None]]]:
    """Return (labels, rows) of a sheet, its cells as a CSV would hold them; raise Refused if it cannot be read."""
    from frictionless import Dialect  # noqa: PLC0415 - it takes a second to import
    from frictionless.formats import ExcelControl, OdsControl  # noqa: PLC0415
    from frictionless.resources import TableResource  # noqa: PLC0415

    cells: list[list[Any]] = []
    control = (OdsControl if resource.format == "ods" else ExcelControl)(sheet=resource.dialect.sheet)
    try:
        for path in resource.files:
            sheet = TableResource(
                path=str(path.resolve()), format=resource.format, dialect=Dialect(header=False, controls=[control])
            )
            with sheet.open() as table:  # type: ignore[no-untyped-call]
                part = list(table.cell_stream)
            cells += part[1:] if cells and part[:1] == cells[:1] else part
    # a damaged file ends the readers behind it with errors of any kind
    except Exception as error:
        name = resource.paths[0] if resource.paths else ""
        raise Refused("unreadable-table", f"not {resource.format}: {str(error)[:200]}", file=name) from error
    head = max(resource.dialect.header_rows, default=0)
    width = max(map(len, cells), default=0)
    names = [str(field.get("name")) for field in resource.fields]
    labels = [_cell_text(cell) or "" for cell in cells[head - 1]] if head and len(cells) >= head else names
    filled = [row for row in cells[head:] if any(cell not in (None, "") for cell in row)]
    labels += [""] * (width - len(labels))
    instants = {str(field.get("name")) for field in resource.fields if type_of(field) == "datetime"}
    timed = [label in instants for label in labels]
    return labels, [[*map(_cell_text, row, timed), *[None] * (width - len(row))] for row in filled]


def _cell_text(value: Any, timed: bool = False) -> str | None:
    """Return a cell as a CSV holds it; sheets know no dates but midnights, unless the field is one of instants."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        whole_day = not timed and value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if whole_day else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
