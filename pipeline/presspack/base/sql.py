"""Names and values as SQL: the only place that quotes them."""

from collections.abc import Iterable


def name_sql(name: str) -> str:
    """Return an identifier as SQL: a"b -> "a""b"."""
    return '"' + name.replace('"', '""') + '"'


def quoted(names: Iterable[str]) -> str:
    """Return identifiers as SQL, joined by commas: ["start", "end"] -> '"start", "end"'."""
    return ", ".join(map(name_sql, names))


def text_sql(text: str) -> str:
    """Return a string literal as SQL: it's -> 'it''s'."""
    return "'" + text.replace("'", "''") + "'"


def literal(value: object) -> str:
    """Return a number, or anything else as a string, as an SQL literal: 3 -> 3, a path -> 'data/a.csv'."""
    return str(value) if isinstance(value, int | float) else text_sql(str(value))
