"""Table Schema's types and formats as DuckDB SQL: is a cell valid, what is its value, its length, its canonical text.

A cell is text (CSV, and text columns of Parquet) or a native Parquet value; `physical` is its DuckDB type.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from presspack.package import number_types, temporal_types
from presspack.package.compiled import Compiled, guarded, matches
from presspack.package.duckdb import text_sql

Field = Mapping[str, Any]

# addresses and names of hosts may be written in any script (RFC 6531, RFC 5890)
_LETTER = r"\p{L}\p{M}\p{N}"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}-]*[{_LETTER}])?"
_ATOM = rf"[{_LETTER}!#$%&'*+/=?^_`{{|}}~-]+"
_QUOTED = r'"(?:[^"\\\r\n]|\\[^\r\n])*"'
_ADDRESS = r"\[(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|IPv6:[0-9A-Fa-f:.]+)\]"
EMAIL = rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:{_LABEL}(?:\.{_LABEL})*|{_ADDRESS})"
URI = r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
UUID = r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
STRING_FORMATS = {"email": EMAIL, "uri": URI, "binary": BASE64, "uuid": UUID}
COORDINATE = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# what DuckDB takes for JSON and RFC 8259 does not: a comma before a bracket, and numbers that are names
_LAX_JSON = r",\s*[\]}]|(?i:nan|inf)"

INTEGERS = r"(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT))"
_NATIVE = {
    "string": r"ENUM\(.*|UUID|BLOB",
    "integer": INTEGERS + r"|DECIMAL\([0-9]+,0\)",
    "number": INTEGERS + r"|DOUBLE|FLOAT|DECIMAL\(.*",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time": "TIME.*",
    "datetime": r"TIMESTAMP.*",
    "year": INTEGERS,
    "yearmonth": "",
    "duration": "INTERVAL",
    "object": r"STRUCT\(.*\)|MAP\(.*\)|JSON",
    "array": r".*\[[0-9]*\]|JSON",
    "list": r".*\[[0-9]*\]",
    "geopoint": r"STRUCT\(.*\)|.*\[[0-9]*\]|JSON",
    "geojson": r"STRUCT\(.*\)|JSON",
    "any": ".*",
}


def type_of(field: Field) -> str:
    """Return a field's type, "any" if it has none."""
    return str(field.get("type") or "any")


def format_of(field: Field) -> str:
    """Return a field's format, "default" if it has none; the prefix `fmt:` of old descriptors is dropped."""
    return str(field.get("format") or "default").removeprefix("fmt:")


def holds(field: Field, physical: str) -> bool:
    """Return whether a Parquet column of a DuckDB type can hold the field: holds({"type": "date"}, "DATE").

    A column of text can hold any field: its cells are read as those of a CSV are.
    """
    if physical == "VARCHAR":
        return True
    if type_of(field) == "list" and field.get("itemType") not in (None, "string"):
        element = re.fullmatch(r"(.*)\[[0-9]*\]", physical, re.DOTALL)
        return element is not None and holds({"type": field["itemType"]}, element[1])
    return re.fullmatch(_NATIVE.get(type_of(field), ".*"), physical, re.DOTALL) is not None


def compiled(field: Field, cell: str, physical: str = "VARCHAR", *, wide: bool = False) -> Compiled:
    """Return the SQL that judges and reads a cell: compiled({"type": "year"}, "c0").value.

    `wide` says that cells are longer than DuckDB's type holds without loss, so that values are exact keys.
    """
    textual = physical == "VARCHAR" or physical.startswith("ENUM(") or physical == "JSON"
    if not textual:
        return _native(field, cell, physical, wide=wide)
    text = cell if physical == "VARCHAR" else f"({cell})::VARCHAR"
    if wide and type_of(field) in _WIDE:
        return _WIDE[type_of(field)](field, text)
    return _READERS.get(type_of(field), _any)(field, text)


def wide_sql(field: Field, cell: str) -> str:
    """Return SQL that says whether a cell needs an exact key; "" where cells of the field never do."""
    kind = type_of(field)
    if kind in ("integer", "number"):
        return number_types.wide_sql(kind, cell)
    plain = kind == "datetime" and format_of(field) == "default"
    return temporal_types.wide_sql(cell) if plain else ""


def is_wide(field: Field, text: str) -> bool:
    """Return whether a constraint's value needs an exact key, as `wide_sql` says it of cells."""
    kind = type_of(field)
    if kind in ("integer", "number"):
        return number_types.is_wide(kind, text)
    return kind == "datetime" and format_of(field) == "default" and temporal_types.is_wide(text)


def _any(field: Field, cell: str) -> Compiled:
    return Compiled(None, cell, f"length({cell})", cell)


def _string(field: Field, cell: str) -> Compiled:
    pattern = STRING_FORMATS.get(format_of(field))
    return Compiled(matches(cell, pattern) if pattern else None, cell, f"length({cell})", cell)


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
    strict = f"CASE WHEN regexp_matches({cell}, {text_sql(_LAX_JSON)}) THEN is_json({cell}) ELSE true END"
    return f"CASE WHEN {strict} THEN TRY_CAST({cell} AS JSON) END"


def _json(kind: str, length: str) -> Callable[[Field, str], Compiled]:
    def reader(field: Field, cell: str) -> Compiled:
        parsed = _parsed(cell)
        valid = f"coalesce(json_type({parsed}) = '{kind}', false)"
        size = f"CASE WHEN {valid} THEN {length.format(x=parsed)} END"
        value = f"CASE WHEN {valid} THEN json_key({cell}) END"
        return Compiled(valid, value, size, f"CASE WHEN {valid} THEN json({parsed})::VARCHAR END")

    return reader


def _list(field: Field, cell: str) -> Compiled:
    items = f"string_split({cell}, {text_sql(str(field.get('delimiter') or ','))})"
    item = compiled({"type": field.get("itemType") or "string"}, "i")
    valid = f"list_bool_and(list_transform({items}, lambda i: {item.valid}))" if item.valid else None
    canonical = f"to_json(list_transform({items}, lambda i: {item.canonical}))::VARCHAR"
    return Compiled(valid, canonical if item.valid else cell, f"len({items})", canonical)


def _geopoint(field: Field, cell: str) -> Compiled:
    if format_of(field) == "default":
        pair = rf"\s*{COORDINATE}\s*,\s*{COORDINATE}\s*"
        lon, lat = (f"TRY_CAST(trim(split_part({cell}, ',', {n})) AS DOUBLE)" for n in (1, 2))
        return guarded(_on_earth(matches(cell, pair), lon, lat), f"concat({lon}, ',', {lat})", "{v}")
    return _json_point(field, _parsed(cell))


def _json_point(field: Field, parsed: str) -> Compiled:
    """Return the SQL of a point that is an array or an object of two numbers."""
    if format_of(field) == "array":
        shape, paths = "json_type({x}) = 'ARRAY' AND json_array_length({x}) = 2", ("$[0]", "$[1]")
    else:
        shape, paths = "json_type({x}) = 'OBJECT' AND len(json_keys({x})) = 2", ("$.lon", "$.lat")
    kinds = "('BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE')"
    numbers = " AND ".join(f"coalesce(json_type({parsed}, '{path}') IN {kinds}, false)" for path in paths)
    lon, lat = (f"TRY_CAST(json_extract_string({parsed}, '{path}') AS DOUBLE)" for path in paths)
    valid = _on_earth(f"{shape.format(x=parsed)} AND {numbers}", lon, lat)
    return guarded(valid, f"concat({lon}, ',', {lat})", "{v}")


def _on_earth(shape: str, lon: str, lat: str) -> str:
    return f"CASE WHEN {shape} THEN coalesce(abs({lon}) <= 180 AND abs({lat}) <= 90, false) ELSE false END"


def _geojson(field: Field, cell: str) -> Compiled:
    valid = f"{'is_topojson' if format_of(field) == 'topojson' else 'is_geojson'}({cell})"
    text = f"CASE WHEN {valid} THEN json(TRY_CAST({cell} AS JSON))::VARCHAR END"
    size = f"CASE WHEN {valid} THEN len(json_keys(TRY_CAST({cell} AS JSON))) END"
    return Compiled(valid, f"CASE WHEN {valid} THEN json_key({cell}) END", size, text)


def _temporal(field: Field, cell: str) -> Compiled:
    return temporal_types.reading(type_of(field), format_of(field), cell)


_READERS: dict[str, Callable[[Field, str], Compiled]] = {
    "string": _string,
    "integer": number_types.integer,
    "number": number_types.number,
    "boolean": _boolean,
    "object": _json("OBJECT", "len(json_keys({x}))"),
    "array": _json("ARRAY", "json_array_length({x})"),
    "list": _list,
    "geopoint": _geopoint,
    "geojson": _geojson,
    **dict.fromkeys(("date", "time", "datetime", "year", "yearmonth", "duration"), _temporal),
}
_WIDE: dict[str, Callable[[Field, str], Compiled]] = {
    "integer": partial(number_types.integer, wide=True),
    "number": partial(number_types.number, wide=True),
    "datetime": lambda field, cell: temporal_types.wide(cell),
}


def _native(field: Field, cell: str, physical: str, *, wide: bool) -> Compiled:
    """Return the SQL of a native value; what its type guarantees needs no check."""
    kind = type_of(field)
    if wide and kind in ("integer", "number"):
        return number_types.native_key(cell)
    if kind == "number":
        value = f"({cell})::DOUBLE"
        return Compiled(None, value, "NULL", number_types.CANONICAL.format(v=value))
    if kind in ("integer", "year"):
        whole = f"({cell})::HUGEINT" if physical.startswith("DECIMAL") else cell
        return Compiled(None, whole, "NULL", f"({whole})::VARCHAR")
    if kind in temporal_types.CANONICAL:
        return temporal_types.native(kind, cell, physical)
    return _native_other(field, cell, physical)


def _native_other(field: Field, cell: str, physical: str) -> Compiled:
    """Return the SQL of a native value that is bytes, a list, a structure, or read as text."""
    kind = type_of(field)
    if physical == "BLOB":
        return Compiled(None, f"base64({cell})", f"octet_length({cell})", f"base64({cell})")
    if kind == "geopoint":
        return _json_point(field, f"to_json({cell})")
    if physical.endswith("]"):
        return _native_list(field, cell, physical)
    if physical.startswith(("STRUCT", "MAP")):
        text = f"to_json({cell})::VARCHAR"
        valid = _geojson(field, text).valid if kind == "geojson" else None
        return Compiled(valid, f"json_key({text})", f"len(json_keys({text}))", text)
    return Compiled(None, f"({cell})::VARCHAR", "NULL", f"({cell})::VARCHAR")


def _native_list(field: Field, cell: str, physical: str) -> Compiled:
    is_list = type_of(field) == "list"
    strings = f"to_json(list_transform({cell}, lambda i: i::VARCHAR))" if is_list else f"to_json({cell})"
    valid = None
    if is_list and physical.startswith("VARCHAR"):
        item = compiled({"type": field.get("itemType") or "string"}, "i")
        valid = f"coalesce(list_bool_and(list_transform({cell}, lambda i: {item.valid})), true)" if item.valid else None
    text = f"{strings}::VARCHAR"
    return Compiled(valid, text, f"len({cell})", text)
