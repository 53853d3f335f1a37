"""presspack trace: a row of a package, the sentence it rests on, and the article that holds it."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyarrow import compute, parquet

from presspack.base.errors import MissingFile, PipelineError
from presspack.base.text_cleaning import clean, log_lines
from presspack.tables.schema import TableSchema
from presspack.tables.table_groups import CLEANED, parts_of, traceable_tables


class RowNotFound(PipelineError):
    """No table has a row with the id asked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack trace`."""
    parser.add_argument(
        "row_id", metavar="ROW_ID", help="id of an event, statistic, mention, role, sentence, article or actor"
    )
    parser.add_argument(
        "--datapackage",
        type=Path,
        default=Path("datapackage"),
        metavar="DIR",
        help="the release (default: datapackage)",
    )
    parser.add_argument(
        "--build",
        type=Path,
        default=Path("build"),
        metavar="BUILD",
        help="build folder, for sentences a licence keeps out of the release",
    )
    parser.epilog = "example:\n  presspack trace $(sed -n 2p datapackage/data/statistics.csv | cut -d, -f1)"


def released_schemas(folder: Path) -> dict[str, TableSchema]:
    """Return the schemas of the tables of a release, as its descriptor states them."""
    path = folder / "parquet" / "datapackage.json"
    if not path.is_file():
        raise MissingFile(path, expected="the descriptor of a release; name its folder with --datapackage")
    resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
    return {found["name"]: TableSchema(found["name"], found["schema"]) for found in resources}


def rows_where(folder: Path, table: str, column: str, value: str) -> list[dict[str, Any]]:
    """Return the rows of a table of the release whose `column` is `value`."""
    path = folder / "parquet" / "data" / f"{table}.parquet"
    if not path.is_file():
        raise MissingFile(path, expected="a table of a release; name its folder with --datapackage")
    return list(parquet.read_table(path, filters=compute.field(column) == value).to_pylist())


def sentence(evidence: Mapping[str, Any], build: Path) -> str:
    """Return the words of a sentence: from the release, else from the build, else the offsets alone."""
    if evidence["text"] is not None:
        return clean(str(evidence["text"]))
    for path in sorted(build.glob("extracted/*/evidence.parquet")):
        for row in parquet.read_table(
            path, filters=compute.field("evidence_id") == evidence["evidence_id"]
        ).to_pylist():
            return clean(str(row["text"]))
    return f"(not redistributable; characters {evidence['start']} to {evidence['end']} of the record)"


def shown(title: str, row: Mapping[str, Any]) -> str:
    """Return a row for people: a line per column that has a value."""
    return "\n".join([title, *(f"  {key}: {clean(str(value))}" for key, value in row.items() if value is not None)])


def traced(row_id: str, folder: Path, build: Path) -> str:
    """Return a row, what belongs to it, its sentence and its article. Raise RowNotFound if there is none."""
    schemas = released_schemas(folder)
    keys = traceable_tables(schemas)
    for table, key in keys.items():
        for row in rows_where(folder, table, key, row_id):
            said = [shown(f"{table} {row_id}", row)]
            for part in parts_of(table, schemas) if table not in CLEANED else ():
                said += [shown(part.primary_key[-1], p) for p in rows_where(folder, part.name, key, row_id)]
            if "evidence_id" in row:
                said += [
                    f"sentence\n  {sentence(e, build)}"
                    for e in rows_where(folder, "evidence", "evidence_id", row["evidence_id"])
                ]
            if "article_id" in row and table != "articles":
                said += [shown("article", a) for a in rows_where(folder, "articles", "article_id", row["article_id"])]
            return "\n".join(said)
    raise RowNotFound(
        f"no table of {folder} has a row {row_id!r}; ids stand in the columns {', '.join(sorted(set(keys.values())))}"
    )


def run(args: argparse.Namespace) -> int:
    """Print what is known of the row."""
    print(log_lines(traced(args.row_id, args.datapackage, args.build)))
    return 0
