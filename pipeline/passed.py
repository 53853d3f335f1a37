"""Articles that passed the last check and are as they were: whether rows say what the text says is not asked again.

DuckDB's schema `fresh` has a view of each table with an article, of the rows of the other articles: of all, if rules or
schemas are others than at the last check.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
from pyarrow import parquet

from pipeline.inputs import shape_of
from pipeline.kept import code_digest, digest_of
from pipeline.schema import TableSchema, literal, quoted
from pipeline.tables import part_of, put

COLUMNS = ["article_id", "rows", "digest", "key"]


def key_of(schemas: Mapping[str, TableSchema]) -> str:
    """Return what changes with whatever decides if an article passes, besides its rows and its text."""
    shapes = [(name, shape_of(table.descriptor)) for name, table in schemas.items()]
    return digest_of(shapes, code_digest("check", data="checks"), duckdb.__version__)


def make_fresh(con: duckdb.DuckDBPyConnection, schemas: Mapping[str, TableSchema], passed: Path) -> None:
    """Make the schema `fresh`, of the views of all tables and of `texts`; `passed` is the file that `remember` wrote.

    The table `digests` gets, for each article, how many rows it has in all tables, and the sum of their hashes.
    """
    names = [name for name, table in schemas.items() if "article_id" in table.columns]
    hashes = [f"SELECT article_id, hash({literal(name)}, t) AS hash FROM {quoted([name])} AS t" for name in names]
    hashes.append("SELECT article_id, hash('texts', media_type, text) FROM texts")
    con.execute(f"""CREATE TABLE digests AS
        SELECT article_id, count(*) AS rows, sum(hash)::VARCHAR AS digest, {literal(key_of(schemas))} AS key
        FROM ({" UNION ALL ".join(hashes)}) GROUP BY article_id""")
    is_known = passed.is_file() and parquet.read_schema(passed).names == COLUMNS
    known = f"EXCEPT SELECT * FROM read_parquet({literal(passed)})" if is_known else ""
    con.execute(f"CREATE TABLE changed AS SELECT article_id FROM (SELECT * FROM digests {known})")
    con.execute("CREATE SCHEMA fresh")
    for name in map(quoted, [[name] for name in names]):
        con.execute(f"CREATE VIEW fresh.{name} AS SELECT * FROM main.{name} SEMI JOIN changed USING (article_id)")


def remember(con: duckdb.DuckDBPyConnection, passed: Path) -> None:
    """Keep the digests of all articles, which passed, in the file `passed` for the next check."""
    passed.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"COPY (FROM digests ORDER BY article_id) TO {literal(part_of(passed))} (FORMAT parquet)")
    put(passed)
