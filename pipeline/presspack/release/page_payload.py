"""The payload of a page as text that may stand in a script element: plain JSON, or compressed where it is large."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import pyarrow

PACKED = 1_000_000
_FEW = 4  # a column with a quarter as many values as rows, or fewer, refers to a list of its values


def columns_by_table(data: Mapping[str, Any]) -> dict[str, dict[str, list[Any]]]:
    """Return what of `data` are tables: lists by the name of a column."""
    tables = {name: value for name, value in data.items() if isinstance(value, dict) and value}
    return {name: table for name, table in tables.items() if all(isinstance(one, list) for one in table.values())}


def payload(data: Mapping[str, Any], *, most: int = PACKED) -> str:
    """Return `data` as text; columns of its tables with few values refer to a list of them.

    Beyond `most` bytes it is gzip in base64: by Arrow's codec, whose version is locked, so that the same input gives
    the same bytes on any machine. JSON begins with a brace, base64 never does.
    """
    tables = columns_by_table(data)
    shortened = {name: {key: short(column) for key, column in table.items()} for name, table in tables.items()}
    text = embedded({**data, **shortened})
    raw = text.encode("utf-8")
    if len(raw) <= most:
        return text
    packed = pyarrow.Codec("gzip", compression_level=6).compress(raw, asbytes=True)
    return base64.b64encode(packed).decode("ascii")


def short(column: list[Any]) -> list[Any] | dict[str, list[Any]]:
    """Return a column of texts as {"of": its values, "at": the number of each row's value}, -1 for none.

    A column that would not be much shorter so is returned as it is.
    """
    if not isinstance(next((value for value in column if value is not None), ""), str):
        return column
    encoded = pyarrow.array(column, pyarrow.string()).dictionary_encode()
    if len(encoded.dictionary) * _FEW > len(column):
        return column
    return {"of": encoded.dictionary.to_pylist(), "at": encoded.indices.fill_null(-1).to_pylist()}


def embedded(value: object) -> str:
    """Return JSON that may stand in a script element: nothing in it can end or open markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
