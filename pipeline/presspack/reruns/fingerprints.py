"""What the stages rest on, as short texts by which Snakemake and the caches see that something changed."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from platform import python_version
from typing import Any

from presspack.base.paths import PRESSPACK
from presspack.reruns.import_graph import distributions_of, files_of

# What describes a table or column to people and changes no row.
PROSE = frozenset({"title", "description", "unit", "example"})

_VERSION = re.compile(r"^Version:[ \t]*(\S+)[ \t]*\r?$", re.MULTILINE)
DATA = frozenset({".csv", ".json", ".sql"})


def digest_of(*parts: object) -> str:
    """Return a digest of values whose `repr` tells them apart."""
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def version_of(package: str) -> str:
    """Return the version of a package, "" if it is not installed: then nothing was computed with it."""
    try:
        text = distribution(package).read_text("METADATA") or ""
    except PackageNotFoundError:
        return ""
    # Found by pattern: to read the whole description of a package as a message takes milliseconds.
    found = _VERSION.search(text.partition("\n\n")[0])
    return found[1] if found else version(package)


def stage_versions(*modules: str) -> str:
    """Return the versions of Python and of the packages that modules and all that they import compute with, as text."""
    named = distributions_of(map(Path, files_of(*modules)))
    return ", ".join([f"python {python_version()}", *(f"{name} {version_of(name)}" for name in named)])


@lru_cache
def code_digest(*modules: str, data: tuple[str, ...] = (), apart: str = "") -> str:
    """Return a digest of all that code consists of: it changes with whatever may change a result.

    That is the modules and all that they import, the data files in the rooms `data` of presspack but for the one called
    `apart`, and the versions of Python and of the packages that any of these modules imports.
    """
    files = {Path(name) for name in files_of(*modules)}
    found = (path for room in data for path in (PRESSPACK / room).rglob("*"))
    files |= {path for path in found if path.suffix in DATA and path.name != apart}
    content = sorted(
        (path.relative_to(PRESSPACK.parent).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in files
    )
    return digest_of(content, stage_versions(*modules))


def listing_digest(folder: Path) -> str:
    """Return a digest of names, sizes and times of all captures below `folder`: a million of them take seconds.

    Of the times the second is that of the last change of whatever kind, which no program can set back.
    """
    found = sha256()
    for entry in sorted(entries(str(folder)), key=lambda entry: entry.path):
        facts = facts_of(entry)
        times = f"{facts.st_mtime_ns}\0{facts.st_ctime_ns}"
        found.update(f"{entry.path}\0{facts.st_size}\0{times}\n".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def facts_of(entry: os.DirEntry[str]) -> os.stat_result:
    """Return size and times of a file, of a link to nowhere or to itself its own."""
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


def entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder that are not hidden; a folder that may not be opened stands for what is in it."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False) and os.access(entry.path, os.R_OK | os.X_OK):
                yield from entries(entry.path)
            else:
                yield entry


def shape_of(descriptor: Mapping[str, Any]) -> str:
    """Return a Table Schema without its prose, as text."""
    fields = [
        {key: value for key, value in field.items() if key not in PROSE} for field in descriptor.get("fields", [])
    ]
    rest = {key: value for key, value in descriptor.items() if key not in PROSE | {"fields"}}
    return json.dumps({**rest, "fields": fields}, sort_keys=True)


def shapes_digest(paths: Iterable[Path]) -> str:
    """Return a digest of the shapes of schema files: it changes with columns, types and rules, not with prose."""
    shapes = [(path.name, shape_of(json.loads(path.read_text(encoding="utf-8")))) for path in sorted(paths)]
    return sha256(repr(shapes).encode()).hexdigest()
