"""What SQL cannot decide about a cell, as functions of Python that SQL calls: used for rare forms and types only."""

from collections.abc import Callable
from typing import Any

import duckdb
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import BOOLEAN, VARCHAR, DuckDBPyType

from presspack.package.date_patterns import read_time
from presspack.package.exact_keys import datetime_key, duration_key, duration_order, number_key
from presspack.package.json_values import is_geojson, is_json, is_topojson, json_key

_OF_TEXT: dict[str, Callable[[str], Any]] = {
    "number_key": number_key,
    "datetime_key": datetime_key,
    "duration_key": duration_key,
    "duration_order": duration_order,
    "json_key": json_key,
    "is_json": is_json,
    "is_geojson": is_geojson,
    "is_topojson": is_topojson,
}


def add_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to a connection: SELECT number_key('1.10') = number_key('1.1')."""
    for name, function in _OF_TEXT.items():
        _add(connection, name, _of_one(function), [VARCHAR], BOOLEAN if name.startswith("is_") else VARCHAR)
    _add(connection, "read_time", _read_time, [VARCHAR, VARCHAR], VARCHAR)


def _add(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    function: Callable[..., Any],
    takes: list[Any],
    gives: DuckDBPyType,
) -> None:
    """Add a function that is asked about NULL too, since it may answer NULL."""
    kind, nulls = PythonUDFType.NATIVE, FunctionNullHandling.SPECIAL
    connection.create_function(name, function, takes, gives, type=kind, null_handling=nulls)


def _of_one(function: Callable[[str], Any]) -> Callable[[str | None], Any]:
    return lambda text: None if text is None else function(text)


def _read_time(text: str | None, pattern: str | None) -> str | None:
    return None if text is None or pattern is None else read_time(text, pattern)
