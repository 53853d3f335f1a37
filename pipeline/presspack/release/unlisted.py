"""The files of a package's folder that nothing in it names, so that a release holds no stray ones."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from presspack.package.descriptor import names_of
from presspack.package.opening import DESCRIPTOR

# what stands beside the tables of a package: papers for people, and descriptions by other standards and by our build
PAPERS = ("readme", "license", "licence", "copying", "notice", "authors", "changelog", "citation")
PAPER_SUFFIXES = (".md", ".rst", ".cff", ".bib")
DESCRIPTIONS = frozenset(
    {"provenance.json", "checks.json", "ro-crate-metadata.json", "croissant.json", "datacite.json", "metadata.jsonld"}
    | {"codemeta.json", "csv-metadata.json", "index.html", "SHA256SUMS"}
)
FOLDERS = frozenset({"dictionary", "page", "pictures", "workflow"})


def unlisted(package: Path, descriptors: Sequence[Path]) -> list[str]:
    """Return the files that no descriptor names and that are no papers; hidden ones are never released."""
    named = {(folder / path).resolve() for folder in descriptors for path in _named(folder)}
    files = [(path, path.relative_to(package)) for path in sorted(package.rglob("*")) if path.is_file()]
    return [
        inside.as_posix()
        for path, inside in files
        if not _hidden(inside) and path.resolve() not in named and not _paper(inside)
    ]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _paper(path: Path) -> bool:
    name = path.name.lower()
    known = path.name in DESCRIPTIONS or path.parts[0] in FOLDERS
    return known or name.startswith(PAPERS) or name.endswith(PAPER_SUFFIXES)


def _named(folder: Path) -> Iterator[str]:
    """Yield the paths that a descriptor names, its own included."""
    yield DESCRIPTOR
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8-sig"))
    for item in (*_items(descriptor.get("resources")), *_items(descriptor.get("licenses")), descriptor):
        yield from names_of(item.get("path"))
        for key in ("schema", "dialect", "image"):
            if isinstance(item.get(key), str):
                yield item[key]


def _items(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
