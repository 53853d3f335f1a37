"""Cells that a spreadsheet would run as a formula: how they are kept from it in CSV, and how the value comes back.

A string that starts with one of some characters stands in CSV after one apostrophe, and so does a string that starts
with an apostrophe. The descriptor states the rule as `formulaGuard`, so that readers can take one apostrophe away.
"""

import re
from collections.abc import Mapping
from typing import Any

from presspack.package.duckdb import text_sql

PROPERTY = "formulaGuard"
PREFIX = "'"
# The last four are as wide as CJK characters.
BEFORE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = {
    "prefix": PREFIX,
    "before": [PREFIX, *BEFORE],
    "says": "A string that would start with one of `before`, which a spreadsheet may run as a formula, "
    "stands after one `prefix`; take one away to get the value. The Parquet files hold values as they are.",
}
# None of BEFORE is among these characters, which most strings start with: no pattern needs to be tried.
PLAIN = (("0", "9"), ("A", "\ufeff"))
FORMULA = f"^[{''.join(re.escape(char) for char in (PREFIX, *BEFORE))}]"


def guarded_sql(text: str) -> str:
    """Return SQL for how a string is written to CSV: =1+1 -> '=1+1."""
    first = f"unicode({text})"
    plain = " OR ".join(f"{first} BETWEEN {ord(least)} AND {ord(greatest)}" for least, greatest in PLAIN)
    guarded = f"regexp_matches({text}, {text_sql(FORMULA)})"
    return f"CASE WHEN {plain} THEN {text} WHEN {guarded} THEN {text_sql(PREFIX)} || {text} ELSE {text} END"


def value_sql(cell: str, prefix: str = PREFIX) -> str:
    """Return SQL for the string that a guarded cell stands for: '=1+1 -> =1+1."""
    return f"CASE WHEN starts_with({cell}, {text_sql(prefix)}) THEN {cell}[{len(prefix) + 1}:] ELSE {cell} END"


def prefix_of(descriptor: Mapping[str, Any]) -> str:
    """Return the prefix that a package's or resource's `formulaGuard` states, "" if it states none."""
    guard = descriptor.get(PROPERTY)
    prefix = guard.get("prefix") if isinstance(guard, dict) else None
    return prefix if isinstance(prefix, str) else ""
