"""provenance.json: what a package was made from and with, so that others can make it again.

It names no place, no time and no machine, and nothing that results do not depend on, such as the number of shards.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from platform import python_version_tuple
from typing import Any

from presspack.base.errors import MissingFile
from presspack.base.ids import file_sha256
from presspack.base.paths import HOME
from presspack.captures.raw_digests import raw_digests
from presspack.config import Config
from presspack.parse.pipelines import pipeline_identity
from presspack.reader.prompt import prompt_sha256
from presspack.reruns.fingerprints import version_of
from presspack.tables.package_metadata import Metadata

PROJECT = HOME / "pyproject.toml"
# Where the digests of the raw files stand if there are too many for provenance.json.
RAW_LIST = "raw_files.csv"
# Settings that results depend on; the others spread the work and limit memory.
SECTIONS = ("limits", "captures", "clean", "parse", "extract")
# Of the second reader, if there is one: not where its server is, nor how it was asked; its answers are in the package.
READER_SETTINGS = ("model", "tables", "rows", "confidence", "max_characters", "max_tokens")
RECORDED = "recorded"
# Tells the digest of every table of the release before, of which actor ids are taken.
DESCRIBED = "parquet/datapackage.json"
# What the parser computes with, besides the packages that pyproject.toml names.
NUMERICS = ("numpy", "thinc")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of people that a build reads: the folder of captures, and corrections if there are any."""

    raw: Path
    corrections: Path | None = None


def provenance(
    inputs: Inputs | None, config: Config, metadata: Metadata, *, cache: Path | None = None
) -> dict[str, Any]:
    """Return what provenance.json says: digests of all inputs, settings, metadata, and versions of all software.

    Without `inputs` it says `"raw": null`, and nobody can prove that the package comes from its raw files. The folder
    `cache` keeps digests of raw files from run to run.
    """
    return (_second_reader(config) if config.reader.is_on else {}) | {
        "presspack": project()["version"],
        "python": python_version(),
        "packages": package_versions(),
        "model": pipeline_identity(config.parse.model),
        "settings": settings_of(config),
        "package": metadata.model_dump(by_alias=True, exclude_defaults=True),
        "raw": raw_digests(inputs.raw, cache, ignore=config.captures.ignore) if inputs else None,
        "corrections": file_sha256(inputs.corrections) if inputs and inputs.corrections else None,
    }


def recorded_raw(record: Mapping[str, Any], package: Path) -> dict[str, str]:
    """Return the SHA-256 of every raw file that a package was made from, wherever the package in a folder lists them.

    Raise MissingFile if it lists them nowhere, or in a file that is not as recorded.
    """
    raw = record.get("raw")
    if not isinstance(raw, dict):
        expected = "digests of raw files; publish with --raw so that a package can be reproduced"
        raise MissingFile(package / "provenance.json", expected=expected)
    if not isinstance(raw.get("files"), int):
        return raw
    path = package / RAW_LIST
    if file_sha256(path) != raw.get("sha256"):
        raise MissingFile(path, expected=f"the list of raw files of SHA-256 {raw.get('sha256')}")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["sha256"] for row in csv.DictReader(file)}


def raw_count(record: Mapping[str, Any]) -> int:
    """Return how many raw files a package was made from."""
    raw = record.get("raw") or {}
    return raw["files"] if isinstance(raw.get("files"), int) else len(raw)


def settings_of(config: Config) -> dict[str, Any]:
    """Return the settings that results depend on, without places: a model by name, files and a release by digest."""
    settings = {section: value for section, value in config.model_dump(mode="json").items() if section in SECTIONS}
    del settings["parse"]["batch_size"]
    settings["parse"]["model"] = pipeline_identity(config.parse.model)["name"]
    if settings["extract"]["authority"]:
        settings["extract"]["authority"] = f"sha256:{file_sha256(Path(settings['extract']['authority']))}"
    if config.resolve.previous:
        settings["resolve"] = {"previous": f"sha256:{file_sha256(Path(config.resolve.previous) / DESCRIBED)}"}
    if config.reader.is_on:
        reader = config.reader.model_dump(mode="json", include=set(READER_SETTINGS))
        settings["reader"] = reader | {"answers": RECORDED}
    return settings


def _second_reader(config: Config) -> dict[str, Any]:
    """Return what a language model was asked with, besides the settings: the digest of the prompt."""
    return {"reader": {"prompt_sha256": prompt_sha256(config.reader)}}


def project() -> dict[str, Any]:
    """Return the [project] table of pyproject.toml: version and dependencies of presspack itself."""
    return dict(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"])


def python_version() -> str:
    """Return major and minor version of Python: "3.11"."""
    return ".".join(python_version_tuple()[:2])


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that a build depends on, by name, as far as they are installed."""
    about = project()
    wanted = [*about["dependencies"], *about["optional-dependencies"]["build"]]
    named = [re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0] for requirement in wanted]
    return versions_of([*named, *NUMERICS])


def versions_of(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of those packages that are installed, by name."""
    found = {name: version_of(name) for name in sorted(set(names))}
    return {name: stated for name, stated in found.items() if stated}  # an executor that is not installed did not run
