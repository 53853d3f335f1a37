"""What SQL cannot decide about a cell, as functions of Python that SQL calls: used for rare forms and types only."""

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
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
        result = BOOLEAN if name.startswith("is_") else VARCHAR
        _add(connection, name, _over_column(function, result == BOOLEAN), [VARCHAR], result)
    _add(connection, "read_time", _read_times, [VARCHAR, VARCHAR], VARCHAR)


def _add(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    function: Callable[..., pa.Array],
    takes: list[Any],
    gives: DuckDBPyType,
) -> None:
    """Add a function over columns of Arrow that is asked about NULL too, since it may answer NULL."""
    nulls = FunctionNullHandling.SPECIAL
    connection.create_function(name, function, takes, gives, type=PythonUDFType.ARROW, null_handling=nulls)


def _over_column(function: Callable[[str], Any], boolean: bool) -> Callable[[pa.ChunkedArray], pa.Array]:
    kind = pa.bool_() if boolean else pa.string()

    def over(cells: pa.ChunkedArray) -> pa.Array:
        return pa.array([None if cell is None else function(cell) for cell in cells.to_pylist()], kind)

    return over


def _read_times(cells: pa.ChunkedArray, patterns: pa.ChunkedArray) -> pa.Array:
    pairs = zip(cells.to_pylist(), patterns.to_pylist(), strict=True)
    return pa.array(
        [None if cell is None or form is None else read_time(cell, form) for cell, form in pairs], pa.string()
    )
