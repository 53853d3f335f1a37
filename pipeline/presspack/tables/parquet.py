"""The only reader and writer of tables: validates against the schema, sorts by key, writes the same bytes each time."""

import filecmp
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow
from pyarrow import parquet

from presspack.base.errors import CheckFailed, MissingFile, Violation
from presspack.tables.constraints import keeps_constraints
from presspack.tables.schema import TableSchema

if TYPE_CHECKING:  # imported where rows are judged: it takes half a second
    import pandas as pd

Row = Mapping[str, Any]


def arrow_table(rows: Iterable[Row], schema: TableSchema) -> pyarrow.Table:
    """Return `rows` as an Arrow table in the columns and types of `schema`, sorted by its primary key.

    Raise CheckFailed if a row has other columns or a value of another type.
    """
    rows, columns = list(rows), set(schema.columns)
    strange = [(i, sorted(columns ^ row.keys())) for i, row in enumerate(rows) if row.keys() != columns]
    if strange:
        raise CheckFailed(
            [
                Violation(schema.name, str(i), ", ".join(names), "", "exactly the columns of the schema")
                for i, names in strange
            ]
        )
    arrow = pyarrow.schema([field.with_nullable(True) for field in schema.arrow()])
    try:
        table = pyarrow.Table.from_pylist(rows, schema=arrow)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as error:
        raise CheckFailed([Violation(schema.name, "?", "?", "?", str(error))]) from None
    return table.sort_by([(column, "ascending") for column in schema.primary_key])


def violations_of(table: pyarrow.Table, schema: TableSchema) -> list[Violation]:
    """Return every fault that Pandera finds in `table`, none if it keeps to `schema`."""
    import pandas as pd  # noqa: PLC0415 - see above
    import pandera.pandas as pa  # noqa: PLC0415 - see above

    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    try:
        schema.pandera().validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return [violation(case, frame, schema) for case in error.failure_cases.to_dict("records")]
    return []


def violation(case: Mapping[str, Any], frame: "pd.DataFrame", schema: TableSchema) -> Violation:
    """Return one failure case of Pandera as a violation that names the row by its primary key."""
    import pandas as pd  # noqa: PLC0415 - see above

    index, column = case["index"], case["column"]
    row = "?"
    if not pd.isna(index):
        row = ", ".join(str(frame.iloc[int(index)].get(key)) for key in schema.primary_key)
    return Violation(schema.name, row, str(column), str(case["failure_case"]), str(case["check"]))


def validated(rows: Iterable[Row], schema: TableSchema) -> pyarrow.Table:
    """Return `rows` as an Arrow table sorted by primary key. Raise CheckFailed with every fault that Pandera finds."""
    table = arrow_table(rows, schema)
    # Pandera takes most of a second to be there: it is asked where a look at the values leaves a doubt.
    violations = [] if keeps_constraints(table, schema) else violations_of(table, schema)
    if violations:
        raise CheckFailed(violations)
    return table


def write_parquet(table: pyarrow.Table, path: Path) -> None:
    """Write `table` to `path` in one step: readers see the old file or the whole new one.

    A file that holds the same bytes already is left alone, so that nothing that rests on it is made anew.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(table.combine_chunks(), part_of(path), compression="zstd", row_group_size=100_000)
    put(path)


def part_of(path: Path) -> Path:
    """Return where a file is written before it takes its place."""
    return path.with_name(f".{path.name}.part")


def put(path: Path) -> None:
    """Let the file at part_of(path) take its place at `path`, unless the same bytes are there."""
    part = part_of(path)
    if path.is_file() and filecmp.cmp(part, path, shallow=False):
        part.unlink()
    else:
        os.replace(part, path)


def read_table(path: Path, columns: Sequence[str] | None = None) -> pyarrow.Table:
    """Return the Parquet table at `path`, or these columns of it. Raise MissingFile if there is none."""
    if not path.is_file():
        raise MissingFile(path, expected="a Parquet table written by an earlier stage")
    # parquet.read_table would first import the data sets of Arrow, which takes a sixth of a second.
    with parquet.ParquetFile(path) as file:
        return file.read(columns=columns and list(columns))


def tuples(path: Path, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return the rows of the Parquet table at `path` as tuples of `columns`: sooner read than dictionaries."""
    table = read_table(path, columns)
    return zip(*(table[column].to_pylist() for column in columns), strict=True)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of the Parquet table at `path` as dictionaries."""
    return list(read_table(path).to_pylist())
