"""The SQL that judges and reads one cell, as the modules of types make it."""

from dataclasses import dataclass

from presspack.package.duckdb import text_sql


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL over one cell; `valid` is None where every cell is valid. `value` is NULL where the cell is not.

    `sound` is the value of a cell that is known to be valid, where it can be had for less.

    Equal values have equal `value`s. Bounds compare `order` where it is given, else `value`; a DOUBLE near the
    value, `rough`, decides most comparisons without looking at a key.
    """

    valid: str | None
    value: str
    length: str
    canonical: str
    order: str = ""
    rough: str = ""
    sound: str = ""


def guarded(valid: str, value: str, canonical: str, length: str = "NULL", *, order: str = "") -> Compiled:
    """Return a compiled cell whose value exists only where it is valid; `{v}` in `canonical` is that value."""
    sound, value = value, f"CASE WHEN {valid} THEN {value} END"
    order = f"CASE WHEN {valid} THEN {order} END" if order else ""
    return Compiled(valid, value, length, canonical.format(v=value), order, sound=sound)


def matches(cell: str, pattern: str) -> str:
    """Return SQL that says whether the whole cell matches a pattern."""
    return f"regexp_full_match({cell}, {text_sql(pattern)})"
