"""Whether a name is that of a pipeline that can be read, told from its files: spaCy is not loaded."""

import json
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from presspack.base.errors import ConfigError
from presspack.base.ids import file_sha256

NEEDED = frozenset({"tagger", "parser", "lemmatizer", "ner"})


def check_pipeline(name: str) -> None:
    """Raise ConfigError if `name` is no installed spaCy pipeline and no folder of one, or lacks components.

    check_pipeline("numpy") -> parse.model is 'numpy', expected an installed spaCy pipeline or a folder of one ...
    """
    folder = _folder(name)
    meta = folder / "meta.json" if folder else None
    try:
        components = json.loads(meta.read_text(encoding="utf-8"))["pipeline"] if meta else None
        found = set(components or ())
    except (OSError, ValueError, KeyError, TypeError):
        components, found = None, set()
    if components is None:
        expected = f"an installed spaCy pipeline or a folder of one, with a meta.json: {_reason(folder)}"
        raise ConfigError("parse.model", got=name, expected=expected)
    if lacking := sorted(NEEDED - found):
        expected = f"a spaCy pipeline with {', '.join(lacking)}; it has {', '.join(map(str, components)) or 'nothing'}"
        raise ConfigError("parse.model", got=name, expected=expected)


def pipeline_identity(name: str) -> dict[str, str]:
    """Return name and version of an installed pipeline; of a folder those of its meta.json, and a digest of its files.

    A folder is trained or edited under the same name and version. Raise ConfigError if it is no pipeline.
    """
    try:
        return {"name": name, "version": version(name)}
    except (PackageNotFoundError, ValueError):
        check_pipeline(name)
    folder = _folder(name) or Path(name)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    listed = [(path.relative_to(folder).as_posix(), file_sha256(path)) for path in files]
    named = f"{meta.get('lang')}_{meta.get('name')}"
    return {"name": named, "version": str(meta.get("version")), "sha256": sha256(repr(listed).encode()).hexdigest()}


def _folder(name: str) -> Path | None:
    """Return the folder of a pipeline: of the package of that name, or the path itself; None if there is neither."""
    if name.isidentifier() and (found := find_spec(name)) and found.submodule_search_locations:
        return Path(next(iter(found.submodule_search_locations)))
    return Path(name) if name and Path(name).is_dir() else None


def _reason(folder: Path | None) -> str:
    return "nothing of that name is installed" if folder is None else f"{folder} is something else"
