"""Rows kept from run to run: an article whose inputs are as before is not worked on again."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pyarrow
from pyarrow import parquet

from presspack.base.paths import PRESSPACK
from presspack.reruns.import_graph import files_of
from presspack.tables.parquet import read_table, tuples, write_parquet

DATA = frozenset({".csv", ".json", ".sql"})
KEYS = pyarrow.schema([("article_id", pyarrow.string()), ("key", pyarrow.string())])


def digest_of(*parts: object) -> str:
    """Return a digest of values whose `repr` tells them apart."""
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache
def code_digest(*modules: str, data: tuple[str, ...] = (), apart: str = "") -> str:
    """Return a digest of modules and all that they import, and of the data files in the rooms `data` of presspack.

    The data file called `apart` is left out.
    """
    files = {Path(name) for name in files_of(*modules)}
    found = (path for room in data for path in (PRESSPACK / room).rglob("*"))
    files |= {path for path in found if path.suffix in DATA and path.name != apart}
    content = sorted(
        (path.relative_to(PRESSPACK.parent).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in files
    )
    return digest_of(content)


@dataclass(frozen=True)
class Kept:
    """What an earlier run made of the articles of a shard: its tables, by the articles that are as they were."""

    folder: Path
    keys: Mapping[str, str]
    known: frozenset[str] = field(default_factory=frozenset)

    def without(self, changed: set[str]) -> "Kept":
        """Return the same without the articles `changed`."""
        return replace(self, known=self.known - changed)

    def table(self, name: str) -> pyarrow.Table:
        """Return the kept rows of a table."""
        from pyarrow import compute  # noqa: PLC0415 - stages that keep no rows do without it

        before = read_table(self.folder / f"{name}.parquet")
        return before.filter(compute.is_in(before["article_id"], pyarrow.array(sorted(self.known))))


def kept_rows(folder: Path, keys: Mapping[str, str], names: Iterable[str]) -> Kept:
    """Return what the folder `folder` keeps of the articles whose key there is the one in `keys` (by article id)."""
    path = folder / "keys.parquet"
    if not path.is_file() or not all((folder / f"{name}.parquet").is_file() for name in names):
        return Kept(folder, keys)
    before = tuples(path, *KEYS.names)
    same = (key for key, value in before if keys.get(key) == value)
    return Kept(folder, keys, frozenset(same))


def write_with_kept(new: pyarrow.Table, kept: Kept, key: Sequence[str], path: Path) -> None:
    """Write the `new` rows, which are valid, and the kept ones to `path`, sorted by the columns of their `key`."""
    both = [kept.table(path.stem).cast(new.schema), new] if kept.known else [new]
    write_parquet(pyarrow.concat_tables(both).sort_by([(column, "ascending") for column in key]), path)


def keep(kept: Kept, output: Path, *beside: Path) -> None:
    """Keep the tables in the folder `output` for the next run, and copies of the files `beside`, in one step."""
    new = kept.folder.with_name(f".{kept.folder.name}.part")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for path in sorted(output.glob("*.parquet")):
        linked_or_copied(path, new / path.name)
    for path in beside:
        shutil.copyfile(path, new / path.name)
    rows = {"article_id": list(kept.keys), "key": list(kept.keys.values())}
    parquet.write_table(pyarrow.table(rows, schema=KEYS), new / "keys.parquet")
    shutil.rmtree(kept.folder, ignore_errors=True)
    os.replace(new, kept.folder)


def linked_or_copied(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`, or a copy where the file system has no links."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
