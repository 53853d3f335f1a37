"""What the second reader cost, and what of its answers was not believed, from the tables of a package."""

from typing import Any

import duckdb

SPENT = """SELECT count(*) AS requests, coalesce(sum(prompt_tokens), 0)::BIGINT AS prompt_tokens,
    coalesce(sum(completion_tokens), 0)::BIGINT AS completion_tokens,
    round(coalesce(sum(seconds), 0), 1)::DOUBLE AS seconds FROM reader_answers"""
REFUSED = "SELECT reason_code, count(*) FROM reader_refusals GROUP BY reason_code ORDER BY reason_code"


def reader_cost(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return requests, tokens, the seconds that answers took, and how many items were refused by reason."""
    spent = con.execute(SPENT)
    names = [column[0] for column in spent.description or ()]
    (values,) = spent.fetchall()
    return {**dict(zip(names, values, strict=True)), "refused": dict(con.execute(REFUSED).fetchall())}
