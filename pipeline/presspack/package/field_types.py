"""Table Schema's types and formats as DuckDB SQL: is a cell valid, what is its value, its length, its canonical text.

A cell is text (CSV, and text columns of Parquet) or a native Parquet value; `physical` is its DuckDB type.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from presspack.package import temporal_types
from presspack.package.duckdb import text_sql

Field = Mapping[str, Any]

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
EMAIL = rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+"
URI = r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
UUID = r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
STRING_FORMATS = {"email": EMAIL, "uri": URI, "binary": BASE64, "uuid": UUID}
COORDINATE = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
GEOJSON = {
    "coordinates": GEOMETRIES,
    "geometries": ("GeometryCollection",),
    "features": ("FeatureCollection",),
    "geometry": ("Feature",),
}

INTEGERS = r"(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT))"
_NATIVE = {
    "string": r"VARCHAR|ENUM\(.*|UUID|BLOB",
    "integer": INTEGERS,
    "number": INTEGERS + r"|DOUBLE|FLOAT|DECIMAL\(.*",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time": "TIME",
    "datetime": r"TIMESTAMP.*",
    "year": INTEGERS,
    "yearmonth": "VARCHAR",
    "duration": "INTERVAL|VARCHAR",
    "object": r"STRUCT\(.*\)|MAP\(.*\)|JSON|VARCHAR",
    "array": r".*\[[0-9]*\]|JSON|VARCHAR",
    "list": r".*\[[0-9]*\]|VARCHAR",
    "geopoint": r"STRUCT\(.*\)|.*\[[0-9]*\]|JSON|VARCHAR",
    "geojson": r"STRUCT\(.*\)|JSON|VARCHAR",
    "any": ".*",
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL over one cell; `valid` is None where every cell is valid. `value` is NULL where the cell is not."""

    valid: str | None
    value: str
    length: str
    canonical: str


def type_of(field: Field) -> str:
    """Return a field's type, "any" if it has none."""
    return str(field.get("type") or "any")


def format_of(field: Field) -> str:
    """Return a field's format, "default" if it has none; the prefix `fmt:` of old descriptors is dropped."""
    return str(field.get("format") or "default").removeprefix("fmt:")


def holds(field: Field, physical: str) -> bool:
    """Return whether a Parquet column of a DuckDB type can hold the field: holds({"type": "date"}, "DATE")."""
    return re.fullmatch(_NATIVE.get(type_of(field), ".*"), physical, re.DOTALL) is not None


def compiled(field: Field, cell: str, physical: str = "VARCHAR") -> Compiled:
    """Return the SQL that judges and reads a cell: compiled({"type": "year"}, "c0").value."""
    textual = physical == "VARCHAR" or physical.startswith("ENUM(") or physical == "JSON"
    if not textual:
        return _native(field, cell, physical)
    text = cell if physical == "VARCHAR" else f"({cell})::VARCHAR"
    return _READERS.get(type_of(field), _any)(field, text)


def guarded(valid: str, value: str, canonical: str, length: str = "NULL") -> Compiled:
    """Return a compiled cell whose value exists only where it is valid."""
    value = f"CASE WHEN {valid} THEN {value} END"
    return Compiled(valid, value, length, canonical.format(v=value))


def matches(cell: str, pattern: str) -> str:
    """Return SQL that says whether the whole cell matches a pattern."""
    return f"regexp_full_match({cell}, {text_sql(pattern)})"


def _any(field: Field, cell: str) -> Compiled:
    return Compiled(None, cell, f"length({cell})", cell)


def _string(field: Field, cell: str) -> Compiled:
    pattern = STRING_FORMATS.get(format_of(field))
    return Compiled(matches(cell, pattern) if pattern else None, cell, f"length({cell})", cell)


def _stripped(field: Field, cell: str) -> str:
    """Return SQL for a number without what is around it and between its digits, if the field allows for that."""
    if field.get("bareNumber") is False:
        cell = f"regexp_replace({cell}, '^[^-+.0-9]+|[^0-9.]+$', '', 'g')"
    return cell


def _group(field: Field) -> str:
    return str(field.get("groupChar") or "")


def _integer(field: Field, cell: str) -> Compiled:
    text, group = _stripped(field, cell), _group(field)
    tail = f"(?:{re.escape(group)}[0-9]+)*" if group else ""
    bare = f"replace({text}, {text_sql(group)}, '')" if group else text
    return guarded(matches(text, rf"[+-]?[0-9]+{tail}"), f"TRY_CAST({bare} AS HUGEINT)", "({v})::VARCHAR")


def _number(field: Field, cell: str) -> Compiled:
    text, group = _stripped(field, cell), _group(field)
    point = str(field.get("decimalChar") or ".")
    tail = f"(?:{re.escape(group)}[0-9]+)*" if group else ""
    d = re.escape(point)
    pattern = rf"[+-]?(?:[0-9]+{tail}(?:{d}[0-9]*)?|{d}[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:nan|-?inf)"
    bare = f"replace({text}, {text_sql(group)}, '')" if group else text
    bare = f"replace({bare}, {text_sql(point)}, '.')" if point != "." else bare
    return guarded(matches(text, pattern), f"TRY_CAST({bare} AS DOUBLE)", _NUMBER_CANONICAL)


# zero has no sign here, so that -0.0 and 0 are one number
_NUMBER_CANONICAL = "CASE WHEN {v} = 0 THEN '0.0' ELSE ({v})::VARCHAR END"


def _boolean(field: Field, cell: str) -> Compiled:
    true = _words(field, "trueValues", ("true", "True", "TRUE", "1"))
    false = _words(field, "falseValues", ("false", "False", "FALSE", "0"))
    value = f"CASE WHEN {cell} IN ({true}) THEN true WHEN {cell} IN ({false}) THEN false END"
    return Compiled(f"({value}) IS NOT NULL", value, "NULL", f"({value})::VARCHAR")


def _words(field: Field, name: str, default: tuple[str, ...]) -> str:
    """Return a boolean's words as SQL; NULL, which equals nothing, stands for an empty list."""
    given = field.get(name)
    words = given if isinstance(given, list) else default
    return ", ".join(text_sql(str(word)) for word in words) or "NULL"


def _parsed(cell: str) -> str:
    """Return SQL for a cell as JSON, NULL where it is none: DuckDB's JSON functions fail on other text."""
    return f"TRY_CAST({cell} AS JSON)"


def _json(kind: str, length: str) -> Callable[[Field, str], Compiled]:
    def reader(field: Field, cell: str) -> Compiled:
        parsed = _parsed(cell)
        valid = f"coalesce(json_type({parsed}) = '{kind}', false)"
        size = f"CASE WHEN {valid} THEN {length.format(x=parsed)} END"
        return guarded(valid, f"json({parsed})::VARCHAR", "{v}", size)

    return reader


def _list(field: Field, cell: str) -> Compiled:
    items = f"string_split({cell}, {text_sql(str(field.get('delimiter') or ','))})"
    item = compiled({"type": field.get("itemType") or "string"}, "i")
    valid = f"list_bool_and(list_transform({items}, lambda i: {item.valid}))" if item.valid else None
    canonical = f"to_json(list_transform({items}, lambda i: {item.canonical}))::VARCHAR"
    return Compiled(valid, cell, f"len({items})", canonical)


def _geopoint(field: Field, cell: str) -> Compiled:
    if format_of(field) == "default":
        pair = rf"\s*{COORDINATE}\s*,\s*{COORDINATE}\s*"
        lon, lat = (f"TRY_CAST(trim(split_part({cell}, ',', {n})) AS DOUBLE)" for n in (1, 2))
        return guarded(_on_earth(matches(cell, pair), lon, lat), f"concat({lon}, ',', {lat})", "{v}")
    if format_of(field) == "array":
        shape, paths = "json_type({x}) = 'ARRAY' AND json_array_length({x}) = 2", ("$[0]", "$[1]")
    else:
        shape, paths = "json_type({x}) = 'OBJECT' AND len(json_keys({x})) = 2", ("$.lon", "$.lat")
    parsed = _parsed(cell)
    lon, lat = (f"TRY_CAST(json_extract_string({parsed}, '{path}') AS DOUBLE)" for path in paths)
    return guarded(_on_earth(shape.format(x=parsed), lon, lat), f"concat({lon}, ',', {lat})", "{v}")


def _on_earth(shape: str, lon: str, lat: str) -> str:
    return f"CASE WHEN {shape} THEN coalesce(abs({lon}) <= 180 AND abs({lat}) <= 90, false) ELSE false END"


def _geojson(field: Field, cell: str) -> Compiled:
    parsed = _parsed(cell)
    kind = f"json_extract_string({parsed}, '$.type')"
    if format_of(field) == "topojson":
        right = f"{kind} = 'Topology' AND json_exists({parsed}, '$.objects') AND json_exists({parsed}, '$.arcs')"
    else:
        forms = (
            f"({kind} IN ({', '.join(map(text_sql, kinds))}) AND json_exists({parsed}, '$.{part}'))"
            for part, kinds in GEOJSON.items()
        )
        right = " OR ".join(forms)
    valid = f"coalesce(json_type({parsed}) = 'OBJECT' AND ({right}), false)"
    return guarded(valid, f"json({parsed})::VARCHAR", "{v}", f"CASE WHEN {valid} THEN len(json_keys({parsed})) END")


def _temporal(field: Field, cell: str) -> Compiled:
    return guarded(*temporal_types.reading(type_of(field), format_of(field), cell))


_READERS: dict[str, Callable[[Field, str], Compiled]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "object": _json("OBJECT", "len(json_keys({x}))"),
    "array": _json("ARRAY", "json_array_length({x})"),
    "list": _list,
    "geopoint": _geopoint,
    "geojson": _geojson,
    **dict.fromkeys(("date", "time", "datetime", "year", "yearmonth", "duration"), _temporal),
}


def _native(field: Field, cell: str, physical: str) -> Compiled:
    """Return the SQL of a native value; what its type guarantees needs no check."""
    kind = type_of(field)
    if kind == "number":
        value = f"({cell})::DOUBLE"
        return Compiled(None, value, "NULL", _NUMBER_CANONICAL.format(v=value))
    if kind in ("integer", "year"):
        return Compiled(None, cell, "NULL", f"({cell})::VARCHAR")
    if kind in temporal_types.CANONICAL:
        value = temporal_types.native(cell, physical)
        return Compiled(None, value, "NULL", temporal_types.CANONICAL[kind].format(v=value))
    return _native_other(kind, cell, physical)


def _native_other(kind: str, cell: str, physical: str) -> Compiled:
    """Return the SQL of a native value that is bytes, a list, a structure, or read as text."""
    if physical == "BLOB":
        return Compiled(None, f"base64({cell})", f"octet_length({cell})", f"base64({cell})")
    if physical.endswith("]"):
        strings = f"to_json(list_transform({cell}, lambda i: i::VARCHAR))" if kind == "list" else f"to_json({cell})"
        return Compiled(None, f"{strings}::VARCHAR", f"len({cell})", f"{strings}::VARCHAR")
    if physical.startswith(("STRUCT", "MAP")):
        text = f"to_json({cell})::VARCHAR"
        return Compiled(None, text, f"len(json_keys({text}))", text)
    return Compiled(None, f"({cell})::VARCHAR", "NULL", f"({cell})::VARCHAR")
