"""What results depend on besides code and captures, as short texts by which Snakemake sees that it changed.

Snakemake compares the times of its inputs, and so misses a file of people that is put back as it was last year, a file
that is only named in the settings, and another version of a package. These texts tell content and versions.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from presspack.base.ids import file_sha256
from presspack.base.paths import PRESSPACK
from presspack.reruns.fingerprints import listing_digest, stage_versions, version_of


def chosen(settings: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return the sections of a settings file that have keys; what is wrong with it is for the stages to name."""
    try:
        found = yaml.safe_load(settings.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    sections = found.items() if isinstance(found, dict) else ()
    return {name: section for name, section in sections if isinstance(section, dict)}


def content(path: Any) -> str:
    """Return what tells the content of a file that somebody named; "" if there is none.

    Of a folder that is its names, sizes and times: a folder of a large pipeline would be read at every start.
    """
    if not isinstance(path, str | Path) or not str(path):
        return ""
    place = Path(path)
    try:
        return listing_digest(place) if place.is_dir() else file_sha256(place) if place.is_file() else ""
    except (OSError, ValueError):  # a name that no file can have
        return ""


def made_with(module: str, settings: Path, paths: Iterable[Any] = ()) -> str:
    """Return the versions of what a stage computes with, and a digest of its settings and of the files `paths`."""
    files = sha256(repr([content(path) for path in (settings, *paths)]).encode()).hexdigest()
    return f"{stage_versions(module)}; files {files}"


def chosen_parser(settings: Path) -> str:
    """Return name, version and, of a folder, what tells the content of the pipeline that the settings choose."""
    default = chosen(PRESSPACK / "config.yaml")["parse"]["model"]
    name = str(chosen(settings).get("parse", {}).get("model", default))
    return " ".join(filter(None, (name, version_of(name), content(name))))
