"""database: the resolved tables in, one DuckDB file with all keys and constraints out.

The file is for people: no stage needs it, and its bytes differ at every write.
"""

import argparse
import os
from pathlib import Path

from presspack.base.sql import literal, quoted
from presspack.config import Config
from presspack.stages.options import add_path, add_settings, started
from presspack.tables.duckdb import connection, table_files
from presspack.tables.package_metadata import Metadata, read_metadata
from presspack.tables.parquet import part_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "tables", "folder of resolved tables")
    add_path(parser, "output", "file or folder to write")
    add_settings(parser, "--tables build/tables --output build/presspack.duckdb")


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        write_database(
            args.tables, args.output, config=config, metadata=read_metadata(args.package, reader=config.reader.is_on)
        )
    return 0


def write_database(tables: Path, output: Path, *, config: Config, metadata: Metadata) -> None:
    """Write the tables in the folder `tables` to the DuckDB file `output`, parents before children."""
    part = part_of(output)
    part.unlink(missing_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    with connection(config, output.with_name(f".{output.name}.spill"), file=part) as con:
        for name, table in metadata.schemas.items():
            con.execute(table.ddl())
            files = ", ".join(map(literal, table_files(tables, name)))
            con.execute(f"INSERT INTO {quoted([name])} SELECT * FROM read_parquet([{files}])")
    os.replace(part, output)
