"""A release read back: its tables as Arrow tables in the types that its descriptor states."""

from pathlib import Path

import duckdb
import pyarrow
from pyarrow import parquet

from presspack.base.errors import CheckFailed, MissingFile, Violation
from presspack.package.descriptor import Resource, resources_of
from presspack.package.duckdb import scratch
from presspack.package.findings import Collector, violations_of
from presspack.package.opening import DESCRIPTOR, Opened, Refused, opened
from presspack.release.table_files import csv_rows
from presspack.tables.schema import DUCKDB, TableSchema


def released_tables(package: Path) -> dict[str, pyarrow.Table]:
    """Return the tables of a release by name: of a folder, a zip or a descriptor; from Parquet where it has them.

    Raise MissingFile if there is no package, CheckFailed if a table is missing or not as its descriptor says.
    """
    try:
        with opened(package) as source:
            has_parquet = source.descriptor_name == DESCRIPTOR and (source.folder / "parquet" / DESCRIPTOR).is_file()
            if has_parquet:
                with opened(source.folder / "parquet") as typed:
                    return _tables(typed)
            return _tables(source)
    except Refused as refusal:
        raise refusal.failure() from refusal


def _tables(source: Opened) -> dict[str, pyarrow.Table]:
    found = Collector()
    resources = [resource for resource in resources_of(source, found) if resource.tabular]
    if faults := found.findings():
        raise CheckFailed(violations_of(faults))
    return {resource.name: _table(resource) for resource in resources}


def _table(resource: Resource) -> pyarrow.Table:
    table = TableSchema(resource.name, resource.schema)
    if strange := [field["name"] for field in resource.fields if field.get("type") not in DUCKDB]:
        says = f"a type of the tables of presspack: {', '.join(DUCKDB)}; read other packages with frictionless"
        raise CheckFailed([Violation(resource.name, "-", ", ".join(strange), "", says)])
    if len(resource.files) != 1:
        raise MissingFile(resource.name, expected="a table in one file")
    (path,) = resource.files
    try:
        with scratch() as (con, _):
            rows = parquet.read_table(path) if path.suffix == ".parquet" else csv_rows(con, table, path)
        return rows.select(table.columns).cast(table.arrow())
    except (duckdb.Error, pyarrow.ArrowException, KeyError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise CheckFailed(
            [Violation(resource.name, "-", path.name, reason, "the rows that its schema says")]
        ) from error
