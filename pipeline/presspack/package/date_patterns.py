"""Dates and times by a pattern of strptime, as Python reads it, and of any form, as dateutil reads it."""

import re
from datetime import UTC, datetime
from functools import lru_cache

# what is not written is taken from here: no value may depend on the day it is read
_DEFAULT = datetime(2000, 1, 1)
_DIRECTIVES = frozenset("aAbBcdfGHIjmMpSuUVwWxXyYzZ%")
_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
# directives that DuckDB's strptime reads as Python's does where they are written with all their digits
_PADDED = {"Y": "[0-9]{4}", "m": "[0-9]{2}", "d": "[0-9]{2}", "H": "[0-9]{2}", "M": "[0-9]{2}", "S": "[0-9]{2}"}
LONGEST = 200
ANY = "any"


def pattern_fault(pattern: str) -> str:
    """Return why a pattern is none of strptime's, "" if it is one: pattern_fault("%Q") names `%Q`."""
    for match in _DIRECTIVE.finditer(pattern):
        if match[1] not in _DIRECTIVES or not match[1]:
            return f"{match[0]!r} is no directive of strptime"
    try:
        datetime.strptime("", pattern)
    except ValueError as error:
        # any pattern but the empty one fails on an empty text; a fault of the pattern itself says so
        if "does not match format" not in str(error):
            return str(error)
    except re.error:
        return "it repeats a directive"
    return ""


def padded_expression(pattern: str) -> str:
    """Return the regular expression of texts that DuckDB reads as Python does, "" if it may not for this pattern."""
    if any(match[1] not in _PADDED for match in _DIRECTIVE.finditer(pattern)) or not pattern.isascii():
        return ""
    if " " in pattern.strip(" ") and re.search(r"\s\s", pattern):
        return ""
    parts = re.split(r"(%.)", pattern)
    return "".join(_PADDED[part[1]] if part.startswith("%") else re.escape(part) for part in parts)


def read_time(text: str, pattern: str) -> str | None:
    """Return a date or time as "2020-01-31 10:00:00.000000", in UTC where it has a zone; None where it is none."""
    if len(text) > LONGEST or any(char.isdigit() and not char.isascii() for char in text):
        return None
    moment = _any(text) if pattern == ANY else _by_pattern(text, pattern)
    if moment is None:
        return None
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    except (OverflowError, ValueError):
        return None
    return f"{moment.year:04d}-{moment:%m-%d %H:%M:%S.%f}"


@lru_cache(maxsize=10_000)
def _by_pattern(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern)
    except (ValueError, OverflowError, re.error):
        return None


@lru_cache(maxsize=10_000)
def _any(text: str) -> datetime | None:
    if not text.strip():
        return None
    from dateutil import parser as any_form  # noqa: PLC0415 - most packages have no dates of the form `any`

    try:
        moment = any_form.parse(text, default=_DEFAULT)
    # dateutil ends on odd texts with errors of many kinds
    except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError, IndexError, RecursionError):
        return None
    return moment if isinstance(moment, datetime) else None
