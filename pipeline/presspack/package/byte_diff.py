"""Where two folders of a package differ: which files, and in the first of them which row and column."""

import csv
import sys
from collections.abc import Iterable, Iterator
from filecmp import cmp
from itertools import zip_longest
from pathlib import Path

from pyarrow import parquet

CUT = 80
# Written into an archive by `presspack release`, not part of what is built.
ADDED = ("SHA256SUMS",)


def differences(old: Path, new: Path) -> list[str]:
    """Return the names of files that are not the same in both folders, tables first: the others follow from them."""
    names = [
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} for folder in (old, new)
    ]
    everywhere = (names[0] | names[1]) - set(ADDED)
    differing = [name for name in everywhere if not same(old / name, new / name)]
    order = {".csv": 0, ".parquet": 1}
    return sorted(differing, key=lambda name: (order.get(Path(name).suffix, 2), name))


def same(old: Path, new: Path) -> bool:
    """True if both files are there and hold the same bytes."""
    return old.is_file() and new.is_file() and cmp(old, new, shallow=False)


def first_difference(old: Path, new: Path, name: str) -> str:
    """Return where a file differs first in two folders: row and column with both values, or line and character."""
    for folder, said in ((old, "the package"), (new, "the new build")):
        if not (folder / name).is_file():
            return f"{name}: missing in {said}"
    if name.endswith(".csv"):
        return f"{name}: {first_cell(csv_rows(old / name), csv_rows(new / name))}"
    if name.endswith(".parquet"):
        return f"{name}: {first_cell(parquet_rows(old / name), parquet_rows(new / name))}"
    return f"{name}: {first_character(old / name, new / name)}"


def csv_rows(path: Path) -> Iterator[list[object]]:
    """Yield the rows of a CSV file, its header first."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", errors="replace", newline="") as handle:
        yield from csv.reader(handle)


def parquet_rows(path: Path) -> Iterator[list[object]]:
    """Yield the rows of a Parquet file, its columns' names first."""
    file = parquet.ParquetFile(path)
    yield list(file.schema_arrow.names)
    for batch in file.iter_batches(batch_size=10_000):
        yield from (list(row.values()) for row in batch.to_pylist())


def first_cell(old: Iterable[list[object]], new: Iterable[list[object]]) -> str:
    """Return the first row and column in which two tables differ; the first row of both is the header."""
    header: list[object] = []
    for number, (one, two) in enumerate(zip_longest(old, new)):
        if number == 0:
            header = one or []
        if one is None or two is None:
            return f"row {number}: only in {'the new build' if one is None else 'the package'}"
        if one != two:
            place, (was, now) = next((i, pair) for i, pair in enumerate(zip_longest(one, two)) if pair[0] != pair[1])
            column = header[place] if place < len(header) else f"number {place + 1}"
            row = "header" if number == 0 else f"row {number} ({cut(one[0])})"
            return f"{row}, column {column}: {cut(was)} in the package, {cut(now)} in the new build"
    return "the same rows in other bytes, as another version of the writer makes them"


def first_character(old: Path, new: Path) -> str:
    """Return the first line and column in which two text files differ, with both lines."""
    lines = [path.read_text(encoding="utf-8", errors="replace").splitlines() for path in (old, new)]
    for number, (one, two) in enumerate(zip_longest(*lines), 1):
        if one != two:
            column = next((i for i, (a, b) in enumerate(zip_longest(one or "", two or ""), 1) if a != b), 1)
            return f"line {number}, column {column}: {cut(one)} in the package, {cut(two)} in the new build"
    return "the same lines with other line ends"


def cut(value: object) -> str:
    """Return a value for a message: quoted, in one line, not too long."""
    text = repr(value)
    return text if len(text) <= CUT else text[: CUT - 1] + "…"
