"""Writes into a package folder what the standards want, from the descriptors and provenance.json that lie there."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from presspack.base.ids import file_sha256
from presspack.release.standards.catalogue_jsonld import catalogue_jsonld
from presspack.release.standards.citation import citation_cff
from presspack.release.standards.common import Descriptor, json_text
from presspack.release.standards.croissant import croissant
from presspack.release.standards.datacite import datacite
from presspack.release.standards.provenance import RAW_LIST
from presspack.release.standards.ro_crate import ro_crate
from presspack.release.standards.ro_crate_run import CrateFile

CRATE = "ro-crate-metadata.json"
MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".parquet": "application/vnd.apache.parquet",
    ".cff": "application/yaml",
    "": "text/plain",
}
_SAID = {
    "README.md": "Data card: what the package holds, how it was made, how to load it, what it does not know.",
    "DICTIONARY.md": "Data dictionary: the tables and how they refer to each other.",
    "CHANGELOG.md": "What changed from release to release.",
    "CITATION.cff": "How to cite the package.",
    "checks.json": "What the checks found that does not stop a release.",
    "croissant.json": "The package as Croissant.",
    "datacite.json": "The package as DataCite metadata.",
    "datapackage.json": "The tables as CSV, described as a Data Package.",
    "metadata.jsonld": "The package as schema.org and DCAT.",
    "parquet/datapackage.json": "The tables as Parquet, described as a Data Package.",
    "provenance.json": "What the package was made from and with.",
    RAW_LIST: "The raw files that the package was made from, each with its SHA-256.",
    "workflow/Snakefile": "The workflow that made the package.",
}


def documents(package: Descriptor, parquet: Descriptor) -> dict[str, str]:
    """Return the text of every derived document by its file name, but for the RO-Crate, which lists all files."""
    return {
        "CITATION.cff": citation_cff(package),
        "croissant.json": json_text(croissant(package, parquet)),
        "datacite.json": json_text(datacite(package)),
        "metadata.jsonld": json_text(catalogue_jsonld(package, parquet)),
    }


def write_documents(root: Path, *, known: Mapping[Path, str] | None = None) -> None:
    """Write the documents of the standards into the package folder `root`, over those that are there.

    Call it last: the RO-Crate lists every file with its digest; of those in `known` it is not made again. Called again
    after a descriptor changed, it follows.
    """
    package, parquet, record = (
        _json_file(root / name) for name in ("datapackage.json", "parquet/datapackage.json", "provenance.json")
    )
    for name, text in documents(package, parquet).items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    snakefile = (root / "workflow" / "Snakefile").read_text(encoding="utf-8")
    crate = ro_crate(
        package, _crate_files(root, [package, parquet], known or {}), provenance=record, snakefile=snakefile
    )
    (root / CRATE).write_text(json_text(crate), encoding="utf-8", newline="\n")


def _json_file(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _crate_files(root: Path, descriptors: list[Mapping[str, Any]], known: Mapping[Path, str]) -> list[CrateFile]:
    """Return every file of the package but the RO-Crate itself, by path, with a description and the digest of each."""
    folders = ["", "parquet/"]
    said = _SAID | {
        folder + resource["path"]: resource["description"]
        for folder, descriptor in zip(folders, descriptors, strict=True)
        for resource in descriptor["resources"]
    }
    paths = sorted(path for path in root.rglob("*") if path.is_file() and path.name != CRATE)
    return [
        _crate_file(path, path.relative_to(root).as_posix(), said, known.get(path) or file_sha256(path))
        for path in paths
    ]


def _crate_file(path: Path, name: str, said: Mapping[str, str], digest: str) -> CrateFile:
    """Return what the RO-Crate says of one file."""
    media = MEDIA.get(path.suffix, "application/octet-stream")
    description = said.get(name, f"Columns of the table {path.stem}." if name.startswith("dictionary/") else name)
    return CrateFile(name, path.stat().st_size, digest, media, description)
