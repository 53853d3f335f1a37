"""JSON as RFC 8259 has it: strict reading, a key that is the same for equal values, and the shape of GeoJSON."""

import json
from collections.abc import Callable
from typing import Any

from presspack.package.exact_keys import number_key

LONGEST_INTEGER = 4000
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


class WrittenNumber(float):
    """A number of JSON that keeps how it was written, since a float may not hold all its digits."""

    text: str

    def __new__(cls, text: str) -> "WrittenNumber":
        """Read a number of JSON."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def number_text(value: float) -> str:
    """Return a number of JSON as it was written."""
    return value.text if isinstance(value, WrittenNumber) else json.dumps(value)


def strict_json(text: str) -> Any:
    """Return the value of a JSON text; raise ValueError for what only some readers take, as NaN."""
    return json.loads(text, parse_constant=_no_constant, parse_float=WrittenNumber, parse_int=_integer)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _integer(text: str) -> int | float:
    if len(text) > LONGEST_INTEGER:
        raise ValueError(f"holds a number of {len(text)} digits, more than {LONGEST_INTEGER}")
    return int(text)


def _value(text: str) -> Any:
    try:
        return strict_json(text)
    except (ValueError, RecursionError):
        return None


def is_json(text: str) -> bool:
    """Return whether a text is JSON in the strict sense."""
    try:
        strict_json(text)
    except (ValueError, RecursionError):
        return False
    return True


def json_key(text: str) -> str | None:
    """Return a text that is the same for equal JSON values, whatever the order of keys and form of numbers."""
    try:
        return json.dumps(_comparable(strict_json(text)), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    except (ValueError, RecursionError):
        return None


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"": number_key(number_text(value))}
    return value


def is_geojson(text: str) -> bool:
    """Return whether a text is an object of GeoJSON (RFC 7946) whose coordinates lie on the earth."""
    value = _value(text)
    try:
        # a coordinate system of its own, as GeoJSON of 2008 had them, has other bounds
        return isinstance(value, dict) and _object(value, bounded="crs" not in value)
    except RecursionError:
        return False


def _object(value: Any, *, bounded: bool) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        return isinstance(features, list) and all(_feature(item, bounded=bounded) for item in features)
    return _feature(value, bounded=bounded) if kind == "Feature" else _geometry(value, bounded=bounded)


def _feature(value: Any, *, bounded: bool) -> bool:
    if not isinstance(value, dict) or value.get("type") != "Feature" or "geometry" not in value:
        return False
    properties = value.get("properties")
    right = properties is None or isinstance(properties, dict)
    return right and (value["geometry"] is None or _geometry(value["geometry"], bounded=bounded))


def _geometry(value: Any, *, bounded: bool) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return False
    kind, parts = value["type"], value.get("coordinates")
    if kind == "GeometryCollection":
        members = value.get("geometries")
        return isinstance(members, list) and all(_geometry(item, bounded=bounded) for item in members)
    if kind not in _DEPTHS or not isinstance(parts, list):
        return False
    # coordinates may be an empty array: a geometry that is null
    return not parts or (_positions(parts, _DEPTHS[kind], _position(bounded)) and _shaped(kind, parts))


def _shaped(kind: str, parts: list[Any]) -> bool:
    """Return whether lines have two positions and rings four, the first the last."""
    if kind in ("LineString", "MultiLineString"):
        return all(len(line) >= 2 for line in ([parts] if kind == "LineString" else parts))
    if kind in ("Polygon", "MultiPolygon"):
        rings = parts if kind == "Polygon" else [ring for part in parts for ring in part]
        return all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
    return True


def _positions(parts: Any, depth: int, position: Callable[[Any], bool]) -> bool:
    if not isinstance(parts, list):
        return False
    return position(parts) if depth == 0 else all(_positions(part, depth - 1, position) for part in parts)


def _position(bounded: bool) -> Callable[[Any], bool]:
    def right(position: list[Any]) -> bool:
        numbers = all(isinstance(item, int | float) and not isinstance(item, bool) for item in position)
        if len(position) < 2 or not numbers:
            return False
        return not bounded or (abs(position[0]) <= 180 and abs(position[1]) <= 90)

    return right


def is_topojson(text: str) -> bool:
    """Return whether a text is a topology of TopoJSON."""
    value = _value(text)
    return (
        isinstance(value, dict)
        and value.get("type") == "Topology"
        and isinstance(value.get("objects"), dict)
        and isinstance(value.get("arcs"), list)
    )
