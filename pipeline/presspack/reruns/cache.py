"""What is kept from run to run: folders of files, each with the digest of its bytes and of what made it.

Every cache of presspack is such a folder. Beside its files lies a list, MANIFEST, that says of each file its SHA-256
and `made_by`, a digest of what made it: code, words, settings, and the versions of Python and of all packages (see
`code_digest` in fingerprints.py). A file that is not as listed counts as not kept and is made anew.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from presspack.base.ids import file_sha256
from presspack.tables.parquet import read_table, tuples, write_parquet

MANIFEST = "kept.json"
_VALUE = "value.json"
KEYS = pyarrow.schema([("article_id", pyarrow.string()), ("key", pyarrow.string())])
BY_KEY = "rows by key"  # made_by of tables whose rows have keys of their own, which tell what made each


def whole_files(folder: Path | None) -> dict[str, str]:
    """Return what made each file that the cache `folder` keeps, by name, without those that are not as listed.

    A folder that is missing or damaged keeps nothing.
    """
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) if folder else {}
        files = {
            name: made_by
            for name, (made_by, sha256) in listed.items()
            if Path(name).name == name and (folder / name).is_file() and file_sha256(folder / name) == sha256
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return files


def kept_file(folder: Path | None, name: str, made_by: str) -> Path | None:
    """Return the path of the file `name` in the cache `folder`; None if it is not whole, or something else made it."""
    return folder / name if folder and whole_files(folder).get(name) == made_by else None


def kept_value(folder: Path | None, made_by: str) -> Any:
    """Return the JSON value that the cache `folder` keeps; None if none is whole, or something else made it."""
    path = kept_file(folder, _VALUE, made_by)
    return json.loads(path.read_text(encoding="utf-8")) if path else None


def keep_value(folder: Path, value: Any, made_by: str) -> None:
    """Let the cache `folder` keep a JSON value and nothing else."""
    with renewed(folder, made_by) as new:
        (new / _VALUE).write_text(json.dumps(value), encoding="utf-8")


@contextmanager
def renewed(folder: Path, made_by: str | Mapping[str, str]) -> Iterator[Path]:
    """Give an empty folder to write files into, which takes the place of the cache `folder` when it is left.

    `made_by` is what made the files, all or each by its name. Nothing is kept if the block raises.
    """
    new = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    yield new
    listed = {
        path.name: (made_by if isinstance(made_by, str) else made_by[path.name], file_sha256(path))
        for path in sorted(new.iterdir())
    }
    (new / MANIFEST).write_text(json.dumps(listed), encoding="utf-8")
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
    os.replace(new, folder)


def linked_or_copied(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`, or a copy where the file system has no links."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@dataclass(frozen=True)
class KeptRows:
    """What an earlier run made of the articles of a shard: its tables, by the articles that are as they were."""

    folder: Path
    keys: Mapping[str, str]
    known: frozenset[str] = field(default_factory=frozenset)

    def without(self, changed: set[str]) -> "KeptRows":
        """Return the same without the articles `changed`."""
        return replace(self, known=self.known - changed)

    def table(self, name: str) -> pyarrow.Table:
        """Return the kept rows of a table."""
        from pyarrow import compute  # noqa: PLC0415 - stages that keep no rows do without it

        before = read_table(self.folder / f"{name}.parquet")
        return before.filter(compute.is_in(before["article_id"], pyarrow.array(sorted(self.known))))


def kept_rows(folder: Path, keys: Mapping[str, str], names: Iterable[str]) -> KeptRows:
    """Return what the cache `folder` keeps of the articles whose key there is the one in `keys` (by article id).

    A key changes with whatever the rows of an article are made of. `names` are the files that must be whole.
    """
    whole = whole_files(folder)
    if not {"keys.parquet", *names} <= whole.keys():
        return KeptRows(folder, keys)
    before = tuples(folder / "keys.parquet", *KEYS.names)
    return KeptRows(folder, keys, frozenset(key for key, value in before if keys.get(key) == value))


def write_with_kept(new: pyarrow.Table, kept: KeptRows, key: Sequence[str], path: Path) -> None:
    """Write the `new` rows, which are valid, and the kept ones to `path`, sorted by the columns of their `key`."""
    both = [kept.table(path.stem).cast(new.schema), new] if kept.known else [new]
    write_parquet(pyarrow.concat_tables(both).sort_by([(column, "ascending") for column in key]), path)


def keep_rows(kept: KeptRows, output: Path, *beside: Path) -> None:
    """Keep the tables in the folder `output` for the next run, and copies of the files `beside`."""
    with renewed(kept.folder, BY_KEY) as new:
        for path in sorted(output.glob("*.parquet")):
            linked_or_copied(path, new / path.name)
        for path in beside:
            shutil.copyfile(path, new / path.name)
        rows = {"article_id": list(kept.keys), "key": list(kept.keys.values())}
        parquet.write_table(pyarrow.table(rows, schema=KEYS), new / "keys.parquet")
