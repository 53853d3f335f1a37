"""How often rows are right: the table `calibration` in numbers and in words."""

from math import sqrt
from typing import Any

import duckdb

_Z = 1.959964  # of a 95 % interval


def measured(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the kinds of rows of the table `calibration`, best first: what, band, from, right, of, measured_on.

    `right` and `of` are null for a kind of which no rows were read.
    """
    query = (
        'SELECT title AS what, band, minimum AS "from", rows_right AS "right", rows_read AS "of", measured_on '
        "FROM calibration ORDER BY minimum DESC NULLS LAST, code"
    )
    return list(con.sql(query).to_arrow_table().to_pylist())


def wilson(right: int, of: int) -> tuple[int, int]:
    """Return the 95 % interval of a share of right rows in whole percent: (91, 100) -> (84, 95) (Wilson 1927)."""
    share = right / of
    centre = share + _Z * _Z / (2 * of)
    spread = _Z * sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    below = 1 + _Z * _Z / of
    return round(100 * (centre - spread) / below), round(100 * (centre + spread) / below)


def how_good(con: duckdb.DuckDBPyConnection) -> str:
    """Return Markdown: a table of the shares that were right, what they were measured on; or that nobody has looked."""
    rows = [row for row in measured(con) if row["of"]]
    if not rows:
        return "Nobody has checked rows of this kind yet."
    lines = ["| rows | right, of 100 | 95 % interval | rows read |", "| --- | ---: | ---: | ---: |"]
    for row in rows:
        low, high = wilson(row["right"], row["of"])
        lines.append(f"| {row['what']} | {round(100 * row['right'] / row['of'])} | {low}–{high} | {row['of']:,} |")
    sources = dict.fromkeys(row["measured_on"] for row in rows)
    return "\n".join([*lines, "", "An event counts as right if its type, its agent and its target are.", ""]) + (
        f"Measured on {' '.join(sources)}"
    )
