"""Rows of inline data and of JSON files as cells of text, as a CSV of the same table would hold them."""

import json
from collections.abc import Iterator
from typing import Any

from presspack.package.descriptor import Resource
from presspack.package.field_types import Field, type_of
from presspack.package.findings import Collector, Place
from presspack.package.json_values import number_text, strict_json

# whole numbers that a float holds without loss
EXACT_FLOAT = 2**53
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
    kinds = {type(row) for row in data} if isinstance(data, list) else set()
    if not isinstance(data, list) or not kinds <= {list, dict} or len(kinds) > 1:
        message = "expected an array of arrays or of objects, one kind in all rows"
        found.add("unreadable-table", message, resource=resource.name)
        return None
    return _objects(data, resource) if data and isinstance(data[0], dict) else _arrays(data, resource, found)


def _parsed(resource: Resource) -> Iterator[Any]:
    for path in resource.files:
        if path.stat().st_size > MAX_JSON:
            raise ValueError(f"larger than {MAX_JSON} bytes")
        text = path.read_bytes().decode("utf-8-sig")
        if resource.format in ("ndjson", "jsonl"):
            # other characters that end lines may stand in strings
            yield from (strict_json(line) for line in text.split("\n") if line.strip())
            continue
        value = strict_json(text)
        if isinstance(value, dict) and resource.dialect.rows_at:
            value = value.get(resource.dialect.rows_at)
        if not isinstance(value, list):
            raise ValueError("expected an array")
        yield from value


def _objects(data: list[Any], resource: Resource) -> Rows:
    keys = dict.fromkeys(key for row in data for key in row)
    names = [str(field.get("name")) for field in resource.fields]
    labels = list(resource.dialect.item_keys) or list(keys)
    if not resource.dialect.item_keys and names:
        # objects have no order, and may leave out what is missing
        labels = [*names, *(key for key in keys if key not in set(names))]
    fields = _fields_of(labels, resource)
    rows = [[_text(row.get(label), field) for label, field in zip(labels, fields, strict=True)] for row in data]
    return labels, rows


def _arrays(data: list[Any], resource: Resource, found: Collector) -> Rows:
    names = [str(field.get("name")) for field in resource.fields]
    head = max(resource.dialect.header_rows, default=0)
    labels = [str(cell) for cell in data[head - 1]] if head and len(data) >= head else names
    fields, rows = _fields_of(labels, resource), []
    for number, row in enumerate(data[head:], start=1):
        if len(row) != len(labels):
            place = Place(row=number, value=f"{len(row)} cells, expected {len(labels)}")
            found.add(
                "ragged-row", "a row's number of cells differs from the header's", resource=resource.name, place=place
            )
        cells = [_text(cell, field) for cell, field in zip(row, fields, strict=False)]
        rows.append([*cells, *[None] * (len(labels) - len(cells))])
    return labels, rows


def _fields_of(labels: list[str], resource: Resource) -> list[Field]:
    fields = {str(field.get("name")): field for field in resource.fields}
    return [fields.get(label, {}) for label in labels]


def _text(value: object, field: Field) -> str | None:
    """Return a value of JSON as a CSV of the same table would hold it, written as its field asks."""
    if value is None or isinstance(value, str):
        return value
    kind = type_of(field)
    if isinstance(value, bool):
        words = field.get("trueValues" if value else "falseValues")
        own = kind == "boolean" and isinstance(words, list) and words
        return str(words[0]) if own and isinstance(words, list) else json.dumps(value)
    if not isinstance(value, int | float):
        return _compact(value)
    text = number_text(value)
    if kind == "integer" and isinstance(value, float) and value.is_integer() and abs(value) < EXACT_FLOAT:
        return str(int(value))
    point = field.get("decimalChar")
    return text.replace(".", point) if kind == "number" and isinstance(point, str) and point else text


def _compact(value: object) -> str:
    """Return an array or object as JSON, its numbers as they were written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_compact(key)}: {_compact(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_compact, value)) + "]"
    return number_text(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)
