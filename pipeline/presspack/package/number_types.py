"""Integers and numbers of Table Schema as DuckDB SQL: exact, whatever the number of digits.

Most columns fit DuckDB's own types, which are fast. A column that holds longer cells is `wide`: its values are keys
that sort and compare as the numbers do.
"""

import re
from collections.abc import Mapping
from typing import Any

from presspack.package.compiled import Compiled, guarded, matches
from presspack.package.duckdb import text_sql

# digits that a DOUBLE holds without loss, and that a HUGEINT holds
EXACT_DIGITS = 15
INTEGER_DIGITS = 38
_SPECIAL = "(?i:nan|-?inf)"
# zero has no sign here, so that -0.0 and 0 are one number
CANONICAL = "CASE WHEN {v} = 0 THEN '0.0' ELSE ({v})::VARCHAR END"

Field = Mapping[str, Any]


def wide_sql(kind: str, cell: str) -> str:
    """Return SQL that says whether a cell is longer than DuckDB's type holds without loss."""
    if kind == "integer":
        return f"strlen({cell}) > {INTEGER_DIGITS}"
    return f"strlen({cell}) > {EXACT_DIGITS} OR contains(lower({cell}), 'e')"


def is_wide(kind: str, text: str) -> bool:
    """Return what `wide_sql` says of a text."""
    return len(text) > INTEGER_DIGITS if kind == "integer" else len(text) > EXACT_DIGITS or "e" in text.lower()


def integer(field: Field, cell: str, *, wide: bool = False) -> Compiled:
    """Return the SQL of a cell that should be an integer."""
    text, group = _stripped(field, cell, "."), _group(field)
    valid = matches(text, rf"[+-]?[0-9]+{_groups(group)}")
    bare = f"replace({text}, {text_sql(group)}, '')" if group else text
    if wide:
        return _wide(valid, bare)
    return guarded(valid, f"TRY_CAST({bare} AS HUGEINT)", "({v})::VARCHAR")


def number(field: Field, cell: str, *, wide: bool = False) -> Compiled:
    """Return the SQL of a cell that should be a number."""
    point, group = str(field.get("decimalChar") or "."), _group(field)
    text, d, tail = _stripped(field, cell, point), re.escape(point), _groups(group)
    pattern = rf"[+-]?(?:[0-9]+{tail}(?:{d}[0-9]*)?|{d}[0-9]+)(?:[eE][+-]?[0-9]+)?|{_SPECIAL}"
    valid = matches(text, pattern)
    bare = f"replace({text}, {text_sql(group)}, '')" if group else text
    bare = f"replace({bare}, {text_sql(point)}, '.')" if point != "." else bare
    if wide:
        return _wide(valid, bare)
    return guarded(valid, f"TRY_CAST({bare} AS DOUBLE)", CANONICAL)


def native_key(cell: str) -> Compiled:
    """Return the SQL of a number that DuckDB holds, as an exact key."""
    key = f"number_key(({cell})::VARCHAR)"
    return Compiled(None, key, "NULL", key, rough=f"({cell})::DOUBLE")


def _wide(valid: str, bare: str) -> Compiled:
    value = f"CASE WHEN {valid} THEN number_key({bare}) END"
    return Compiled(valid, value, "NULL", value, rough=f"CASE WHEN {valid} THEN TRY_CAST({bare} AS DOUBLE) END")


def _groups(group: str) -> str:
    return f"(?:{re.escape(group)}[0-9]+)*" if group else ""


def _group(field: Field) -> str:
    return str(field.get("groupChar") or "")


def _stripped(field: Field, cell: str, point: str) -> str:
    """Return SQL for a number without what is around it, if the field allows for that: "€ 5 p.a." -> "5"."""
    if field.get("bareNumber") is not False:
        return cell
    d = re.escape(point)
    first = rf"^[^-+0-9]*?([-+]?(?:{d})?[0-9])"
    last = rf"([0-9](?:{d})?)[^0-9]*$"
    bare = f"regexp_replace(regexp_replace({cell}, {text_sql(first)}, '\\1'), {text_sql(last)}, '\\1')"
    # "5 1." is no number with something behind it, nor is `INF` a unit
    return f"CASE WHEN {matches(cell, _SPECIAL)} THEN {cell} ELSE {bare} END"
