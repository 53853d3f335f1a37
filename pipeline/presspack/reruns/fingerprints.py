"""What the stages rest on, as short texts by which Snakemake sees that something changed. Used by the Snakefile."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

# What describes a table or column to people and changes no row.
PROSE = frozenset({"title", "description", "unit", "example"})


def listing_digest(folder: Path) -> str:
    """Return a digest of names, sizes and times of all captures below `folder`: a million of them take seconds."""
    found = sha256()
    for entry in sorted(entries(str(folder)), key=lambda entry: entry.path):
        facts = entry.stat(follow_symlinks=entry.is_file())  # a link to nowhere has times of its own
        found.update(f"{entry.path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder that are not hidden."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
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
