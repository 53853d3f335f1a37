"""Rows of inline data and of JSON files as cells of text, as a CSV of the same table would hold them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from presspack.package.descriptor import Resource
from presspack.package.findings import Collector, Place

MAX_JSON = 256 * 2**20
Rows = tuple[list[str], list[list[str | None]]]


def structured_rows(resource: Resource, found: Collector) -> Rows | None:
    """Return (labels, rows) of a resource that holds an array of arrays or of objects; None, and a finding, if not."""
    try:
        data = resource.data if resource.format == "inline" else list(_parsed(resource))
    except (ValueError, RecursionError) as error:
        place = Place(file=resource.paths[0] if resource.paths else "")
        found.add("unreadable-table", f"not JSON: {str(error)[:200]}", resource=resource.name, place=place)
        return None
    if isinstance(data, dict) and resource.dialect.rows_at:
        data = data.get(resource.dialect.rows_at)
    if not isinstance(data, list) or not all(isinstance(row, (list, dict)) for row in data):
        found.add("unreadable-table", "expected an array of arrays or of objects", resource=resource.name)
        return None
    return _objects(data, resource) if data and isinstance(data[0], dict) else _arrays(data, resource, found)


def _parsed(resource: Resource) -> Iterator[Any]:
    for path in resource.files:
        if path.stat().st_size > MAX_JSON:
            raise ValueError(f"larger than {MAX_JSON} bytes")
        text = path.read_text(encoding="utf-8-sig")
        if resource.format in ("ndjson", "jsonl"):
            yield from (json.loads(line) for line in text.splitlines() if line.strip())
            continue
        value = json.loads(text)
        if isinstance(value, dict) and resource.dialect.rows_at:
            value = value.get(resource.dialect.rows_at)
        if not isinstance(value, list):
            raise ValueError("expected an array")
        yield from value


def _objects(data: list[Any], resource: Resource) -> Rows:
    labels = list(resource.dialect.item_keys) or list(dict.fromkeys(key for row in data[:1] for key in row))
    names = [str(field.get("name")) for field in resource.fields]
    if not resource.dialect.item_keys and set(labels) <= set(names):
        # objects have no order, and may leave out what is missing
        labels = names
    return labels, [[_text(row.get(label)) for label in labels] for row in data if isinstance(row, Mapping)]


def _arrays(data: list[Any], resource: Resource, found: Collector) -> Rows:
    names = [str(field.get("name")) for field in resource.fields]
    head = resource.dialect.head
    labels = [str(cell) for cell in data[0]] if head and data else names
    rows = []
    for number, row in enumerate(data[head:], start=1):
        if len(row) != len(labels):
            place = Place(row=number, value=f"{len(row)} cells, expected {len(labels)}")
            found.add(
                "ragged-row", "a row's number of cells differs from the header's", resource=resource.name, place=place
            )
        cells = [_text(cell) for cell in row] if isinstance(row, list) else []
        rows.append([*cells[: len(labels)], *[None] * (len(labels) - len(cells))])
    return labels, rows


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
