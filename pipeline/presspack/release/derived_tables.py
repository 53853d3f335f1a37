"""Tables that show what other tables hold, in words: their queries, asked of the tables that are published."""

from pathlib import Path

import duckdb
import pyarrow
import pycountry

from presspack.names.gazetteer import country_name
from presspack.tables.duckdb import view, write_query
from presspack.tables.package_metadata import Metadata


def derived_tables(con: duckdb.DuckDBPyConnection, metadata: Metadata, folder: Path) -> dict[str, list[Path]]:
    """Write every derived table of the package to `folder`, make views of them, and return their files by name.

    Their queries may read all tables that are not derived, and country_names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    con.register("country_names", country_names())
    files = {}
    for table in metadata.derived:
        files[table.name] = [folder / f"{table.name}.parquet"]
        write_query(con, table.table_schema, table.sql, folder)
        view(con, table.name, files[table.name])
    return files


def country_names() -> pyarrow.Table:
    """Return the countries by code, ISO 3166-1 alpha-3, with their usual English names."""
    codes = sorted(country.alpha_3 for country in pycountry.countries)
    return pyarrow.table({"code": codes, "name": [country_name(code) for code in codes]})
