"""Which column of the data each field of a schema has, as `fieldsMatch` asks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from presspack.package.descriptor import Resource
from presspack.package.findings import Collector, Place


def matched(
    fields: Sequence[Mapping[str, Any]], labels: list[str], resource: Resource, found: Collector
) -> list[tuple[Mapping[str, Any], int]]:
    """Return fields with the position of their column as `fieldsMatch` asks; what it forbids is added to `found`."""
    names = [str(field.get("name")) for field in fields]
    known, mode = _numbered(_folded(names, resource)), resource.match
    seen = _numbered(_folded(labels, resource))
    in_data, in_schema = {key: place for place, key in enumerate(seen)}, set(known)
    missing = [name for name, key in zip(names, known, strict=True) if key not in in_data]
    extra = [label for label, key in zip(labels, seen, strict=True) if key not in in_schema]
    header = Place(file=resource.paths[0] if resource.paths else "", line=1 if resource.dialect.header_rows else None)

    def report(rule: str, message: str, field: str) -> None:
        found.add(rule, message, resource=resource.name, field=field, place=header)

    if mode in ("exact", "equal", "subset"):
        for name in missing:
            report("missing-field", "the data have no such column", name)
    if mode in ("exact", "equal", "superset"):
        for label in dict.fromkeys(extra):
            report("extra-field", "the schema has no such field, or the column stands twice", label)
    if mode == "partial" and len(missing) == len(names):
        report("missing-field", "the data have none of the fields", ", ".join(names))
    if mode == "exact" and not missing and not extra and known != seen:
        report("field-order", f"columns stand as {', '.join(labels)}, expected {', '.join(names)}", "")
    by_place = mode == "exact" and len(fields) == len(labels)
    positions = []
    for index, (field, key) in enumerate(zip(fields, known, strict=True)):
        if key in in_data:
            positions.append((field, in_data[key]))
        elif by_place and seen[index] not in in_schema:
            positions.append((field, index))
    if mode in ("superset", "partial"):
        _required(fields, positions, resource, report)
    return positions


def _required(
    fields: Sequence[Mapping[str, Any]],
    positions: Sequence[tuple[Mapping[str, Any], int]],
    resource: Resource,
    report: Callable[[str, str, str], None],
) -> None:
    """Report fields that may have no column but whose values may not be missing."""
    there = {id(field) for field, _ in positions}
    for field in fields:
        name, given = str(field.get("name")), field.get("constraints")
        if id(field) in there:
            continue
        if name in resource.primary_key:
            report("primary-key", "a field of the primary key has no column", name)
        elif isinstance(given, dict) and given.get("required") is True:
            report("required", "the field has no column", name)


def _numbered(keys: Sequence[str]) -> list[tuple[str, int]]:
    """Return names with how often each stood before: a name may stand twice in a schema and in a header."""
    seen: dict[str, int] = {}
    numbered = []
    for key in keys:
        numbered.append((key, seen.get(key, 0)))
        seen[key] = seen.get(key, 0) + 1
    return numbered


def _folded(labels: Sequence[str], resource: Resource) -> list[str]:
    return list(labels) if resource.dialect.case_sensitive else [label.casefold() for label in labels]
