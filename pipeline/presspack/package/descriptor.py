"""A descriptor as the checks need it: resources with safe files, dereferenced schemas and dialects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from presspack.package.dialect import Dialect, dialect_of
from presspack.package.findings import Collector, Place
from presspack.package.formula_guard import prefix_of
from presspack.package.opening import Opened, Refused, described

TEXT_FORMATS = ("csv", "tsv")
# suffixes of tables of text whose descriptor names no format
_TEXT_SUFFIXES = {"": "csv", "txt": "csv", "text": "csv", "dat": "csv", "data": "csv", "tab": "tsv"}
# suffixes, or values of `compression`, of files that are unpacked before they are read
PACKED = {"gz": "gz", "gzip": "gz", "bz2": "bz2", "xz": "xz", "zip": "zip"}
TABLE_FORMATS = (*TEXT_FORMATS, "parquet", "json", "ndjson", "jsonl")
_MEDIA = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/vnd.apache.parquet": "parquet",
    "application/x-parquet": "parquet",
    "application/parquet": "parquet",
    "application/json": "json",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: where its files are, how they are written, and the schema they follow."""

    name: str
    paths: tuple[str, ...]
    files: tuple[Path, ...]
    data: Any
    format: str
    encoding: str
    dialect: Dialect
    schema: Mapping[str, Any]
    tabular: bool
    hash: str
    bytes: int | None
    guard: str = ""
    compression: str = ""

    @property
    def fields(self) -> list[Mapping[str, Any]]:
        """Return the field descriptors of the schema."""
        return [field for field in _list(self.schema.get("fields")) if isinstance(field, dict)]

    @property
    def match(self) -> str:
        """Return how columns are matched with fields; a list of one name is read like the name."""
        value = self.schema.get("fieldsMatch", "exact")
        return str(value[0] if isinstance(value, list) and value else value or "exact")

    @property
    def primary_key(self) -> list[str]:
        """Return the fields of the primary key, [] if there is none."""
        return names_of(self.schema.get("primaryKey"))

    @property
    def unique_keys(self) -> list[list[str]]:
        """Return the unique keys."""
        return [names_of(key) for key in _list(self.schema.get("uniqueKeys"))]

    @property
    def foreign_keys(self) -> list[tuple[list[str], str, list[str]]]:
        """Return foreign keys as (own fields, referenced resource or "" for itself, its fields)."""
        keys = []
        for key in _list(self.schema.get("foreignKeys")):
            reference = key.get("reference") if isinstance(key, dict) else None
            if isinstance(reference, dict):
                target = str(reference.get("resource") or "")
                keys.append((names_of(key.get("fields")), target, names_of(reference.get("fields"))))
        return keys


def names_of(value: object) -> list[str]:
    """Return a key's fields as a list: a single name, the form of version 1, is a list of one."""
    if isinstance(value, str):
        return [value]
    return [item for item in _list(value) if isinstance(item, str)]


def resources_of(opened: Opened, found: Collector) -> list[Resource]:
    """Return the resources of a package; what is unsafe or missing is added to `found` and left out of `files`."""
    given = _list(opened.descriptor.get("resources"))
    resources = [_resource(item, index, opened, found) for index, item in enumerate(given) if isinstance(item, dict)]
    seen: set[str] = set()
    for resource in resources:
        if resource.name in seen:
            found.add("schema-reference", f"two resources are named {resource.name!r}", resource=resource.name)
        seen.add(resource.name)
    return resources


def with_references(opened: Opened, found: Collector) -> Opened:
    """Return the package with `schema` and `dialect` that are paths replaced by what their files hold.

    One that cannot be read is added to `found` and left out, so that all else is looked at.
    """
    descriptor = dict(opened.descriptor)
    if isinstance(descriptor.get("resources"), list):
        descriptor["resources"] = [_with_read(item, opened.folder, found) for item in descriptor["resources"]]
    return Opened(opened.folder, opened.descriptor_name, descriptor)


def _with_read(item: object, folder: Path, found: Collector) -> object:
    if not isinstance(item, dict):
        return item
    read = dict(item)
    for key in ("schema", "dialect"):
        if isinstance(item.get(key), str):
            try:
                read[key] = _dereferenced(item[key], folder)
            except Refused as refusal:
                place = Place(file=refusal.file)
                found.add(refusal.rule, f"{key}: {refusal.message}", resource=str(item.get("name")), place=place)
                # without its schema a table is still a table
                del read[key]
                read["type"] = "table"
    return read


def _dereferenced(path: str, folder: Path) -> dict[str, Any]:
    fault = unsafe(path, folder)
    if fault:
        raise Refused(fault[0], fault[1], file=path)
    if not (folder / path).is_file():
        raise Refused("missing-file", "there is no such file", file=path)
    return described(folder / path)


def unsafe(path: str, folder: Path) -> tuple[str, str] | None:
    """Return the rule that a path breaks and why, None if it may be opened."""
    if path.lower().startswith(("file:", "data:")):
        return "unsafe-path", f"{path[:100]!r} is no path inside the package"
    if "://" in path or path.lower().startswith(("s3:", "http:", "https:")):
        return "remote-path", f"{path[:1000]!r} is remote and was not fetched; what it holds was not checked"
    parts = PurePosixPath(path).parts
    if not path or path.startswith(("/", "~")) or ".." in parts or "\\" in path or "\0" in path or path[1:2] == ":":
        return "unsafe-path", f"{path!r} leaves the package or is absolute"
    try:
        inside = (folder / path).resolve().is_relative_to(folder.resolve())
        # a name that is too long, say, is told here, and that there is no such file elsewhere
        (folder / path).is_file()
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its links lead round in a circle"
        return "unsafe-path", f"{path[:100]!r} cannot be opened: {reason}"
    return None if inside else ("unsafe-path", f"{path!r} leads out of the package through a link")


def resource_from(item: Mapping[str, Any], *, folder: Path | None = None) -> Resource:
    """Return the resource of a descriptor of its own; its paths are taken to lie in `folder`, unchecked."""
    paths = tuple(names_of(item.get("path")))
    return _built(item, str(item.get("name")), paths, tuple(folder / path for path in paths) if folder else ())


def _resource(item: Mapping[str, Any], index: int, opened: Opened, found: Collector) -> Resource:
    name = str(item.get("name") or f"resource-{index + 1}")
    paths = tuple(names_of(item.get("path")))
    files = tuple(_safe_files(name, paths, opened.folder, found))
    guard = prefix_of(opened.descriptor)
    item = {"$schema": opened.descriptor.get("$schema"), **item}
    return replace(_built(item, name, paths, files if len(files) == len(paths) else ()), guard=guard)


def version_of(descriptor: Mapping[str, Any]) -> str:
    """Return "2.0" for a descriptor that names a `$schema` other than a 1.0 profile, "1.0" otherwise."""
    schema = descriptor.get("$schema")
    return "2.0" if isinstance(schema, str) and "/profiles/1.0/" not in schema else "1.0"


def _built(item: Mapping[str, Any], name: str, paths: tuple[str, ...], files: tuple[Path, ...]) -> Resource:
    dialect = item.get("dialect")
    schema = item.get("schema")
    tabular = bool(schema) or item.get("type") == "table" or item.get("profile") == "tabular-data-resource"
    form = _format(item, paths, tabular=tabular)
    size = item.get("bytes")
    # version 2.0 leaves an encoding that is not stated to be detected
    usual = "utf-8" if version_of(item) == "1.0" else ""
    return Resource(
        name=name,
        paths=paths,
        files=files,
        data=item.get("data"),
        format=form,
        encoding=str(item.get("encoding") or usual),
        dialect=dialect_of(dialect if isinstance(dialect, dict) else {}, format=form),
        schema=schema if isinstance(schema, dict) else {},
        tabular=tabular or form in (*TEXT_FORMATS, "parquet"),
        hash=str(item.get("hash") or ""),
        bytes=size if isinstance(size, int) else None,
        guard=prefix_of(item),
        compression=PACKED.get(str(item.get("compression") or "").lower(), ""),
    )


def _safe_files(name: str, paths: Iterable[str], folder: Path, found: Collector) -> Iterable[Path]:
    for path in paths:
        fault = unsafe(path, folder)
        if fault:
            found.add(*fault, resource=name, place=Place(file=path))
        elif not (folder / path).is_file():
            found.add("missing-file", "there is no such file", resource=name, place=Place(file=path))
        else:
            yield folder / path


def _format(item: Mapping[str, Any], paths: tuple[str, ...], *, tabular: bool) -> str:
    media = _MEDIA.get(str(item.get("mediatype", "")).partition(";")[0].strip().lower(), "")
    stated = str(item.get("format") or media).lower().lstrip(".")
    if "data" in item:
        return (stated or "csv") if isinstance(item["data"], str) and tabular else "inline"
    name = PurePosixPath(paths[0].lower() if paths else "")
    if name.suffix.lstrip(".") in PACKED:
        stated = "" if stated in PACKED else stated
        name = name.with_suffix("")
    form = stated or name.suffix.lstrip(".")
    return _TEXT_SUFFIXES.get(form, form) if tabular and paths else form


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
