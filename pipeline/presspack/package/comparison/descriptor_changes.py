"""What changed between two descriptors, and how grave it is for those who read the data.

The classes follow the Data Package version recipe: `breaking` asks for a major, `additive` for a minor, `editorial` for
a patch version. Where it cannot be told whether a constraint became tighter or looser, it counts as tighter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from presspack.package.descriptor import Resource
from presspack.package.formula_guard import PROPERTY

BREAKING, ADDITIVE, EDITORIAL = "breaking", "additive", "editorial"
STEPS = ("none", "patch", "minor", "major")
STEP_OF = {BREAKING: "major", ADDITIVE: "minor", EDITORIAL: "patch"}

# what says where the data lie and not what they are: a change of these asks for no new version
LOCATION = {"path", "hash", "bytes", "byteSize", "format", "mediatype", "encoding", "dialect", "$schema", "profile"}
# what follows from the rows, which are compared themselves
DERIVED = {"rows", "contentHash"}
# what a package says of a release, or of how its files are written
RELEASE = {"resources", "version", "created", "$schema", "profile", PROPERTY}
READING = ("format", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "delimiter", "itemType")
LOWER_IS_LOOSER = ("minimum", "exclusiveMinimum", "minLength")
UPPER_IS_LOOSER = ("maximum", "exclusiveMaximum", "maxLength")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a descriptor: its class, the resource and field, what changed, and both values."""

    kind: str
    resource: str
    field: str
    what: str
    old: Any = None
    new: Any = None


def package_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the changes of a package's own properties; versions and dates of creation are no change."""
    for name in sorted((old.keys() | new.keys()) - RELEASE):
        if old.get(name) != new.get(name):
            kind = BREAKING if name in ("name", "id") else EDITORIAL
            yield Change(kind, "", "", name, old.get(name), new.get(name))


def resource_changes(old: Sequence[Resource], new: Sequence[Resource]) -> Iterator[Change]:
    """Yield resources that came and went, and what changed in those that stayed."""
    before = {resource.name: resource for resource in old}
    after = {resource.name: resource for resource in new}
    for name in before:
        if name not in after:
            yield Change(BREAKING, name, "", "resource removed")
    for name, resource in after.items():
        if name not in before:
            yield Change(ADDITIVE, name, "", "resource added")
        else:
            yield from _of_resource(before[name], resource)


def described_changes(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the changes of a resource's descriptive properties, such as its title."""
    for key in sorted((old.keys() | new.keys()) - LOCATION - DERIVED - {"name", "schema", "data", "type"}):
        if old.get(key) != new.get(key):
            yield Change(EDITORIAL, name, "", key, old.get(key), new.get(key))


def _of_resource(old: Resource, new: Resource) -> Iterator[Change]:
    name = new.name
    before = {str(field.get("name")): field for field in old.fields}
    after = {str(field.get("name")): field for field in new.fields}
    for field in before:
        if field not in after:
            yield Change(BREAKING, name, field, "field removed")
    for field in after:
        if field not in before:
            yield Change(BREAKING, name, field, "field added")
    stayed = [[field for field in side if field in before and field in after] for side in (before, after)]
    if stayed[0] != stayed[1]:
        yield Change(BREAKING, name, "", "fields reordered", stayed[0], stayed[1])
    for field in stayed[1]:
        yield from _of_field(name, before[field], after[field])
    if old.primary_key != new.primary_key:
        yield Change(BREAKING, name, "", "primaryKey", old.primary_key, new.primary_key)
    yield from _of_keys(name, "uniqueKeys", _unique(old), _unique(new))
    yield from _of_keys(name, "foreignKeys", _foreign(old), _foreign(new))
    if _missing(old.schema) != _missing(new.schema):
        yield Change(BREAKING, name, "", "missingValues", _missing(old.schema), _missing(new.schema))


def _unique(resource: Resource) -> set[str]:
    return {", ".join(key) for key in resource.unique_keys}


def _foreign(resource: Resource) -> set[str]:
    return {f"{', '.join(own)} -> {to or resource.name}({', '.join(its)})" for own, to, its in resource.foreign_keys}


def _of_keys(resource: str, what: str, old: set[str], new: set[str]) -> Iterator[Change]:
    for key in sorted(new - old):
        yield Change(BREAKING, resource, "", f"{what} added", None, key)
    for key in sorted(old - new):
        yield Change(ADDITIVE, resource, "", f"{what} removed", key, None)


def _missing(holder: Mapping[str, Any]) -> list[str]:
    given = holder.get("missingValues", [""])
    return [str(item.get("value")) if isinstance(item, dict) else str(item) for item in values_of(given)]


def _of_field(resource: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    name = str(new.get("name"))
    if (old.get("type") or "any") != (new.get("type") or "any"):
        yield Change(BREAKING, resource, name, "type", old.get("type"), new.get("type"))
    for key in READING:
        default = "default" if key == "format" else None
        if old.get(key, default) != new.get(key, default):
            yield Change(BREAKING, resource, name, key, old.get(key), new.get(key))
    if "missingValues" in {*old, *new} and _missing(old) != _missing(new):
        yield Change(BREAKING, resource, name, "missingValues", _missing(old), _missing(new))
    limits = [{**_constraints(side), **_categories(side)} for side in (old, new)]
    for key in sorted(limits[0].keys() | limits[1].keys()):
        before, after = limits[0].get(key), limits[1].get(key)
        if before != after:
            yield Change(constraint_change(key, before, after), resource, name, key, before, after)
    known = {"name", "type", "constraints", "categories", "missingValues", *READING}
    for key in sorted((old.keys() | new.keys()) - known):
        if old.get(key) != new.get(key):
            yield Change(EDITORIAL, resource, name, key, old.get(key), new.get(key))


def _constraints(field: Mapping[str, Any]) -> dict[str, Any]:
    given = field.get("constraints")
    return {key: value for key, value in given.items() if value is not False} if isinstance(given, dict) else {}


def _categories(field: Mapping[str, Any]) -> dict[str, Any]:
    given = field.get("categories")
    if not isinstance(given, list):
        return {}
    return {"categories": [item.get("value") if isinstance(item, dict) else item for item in given]}


def constraint_change(name: str, old: Any, new: Any) -> str:
    """Return the class of a changed constraint: ("minimum", 1, 0) -> "additive", ("minimum", 0, 1) -> "breaking"."""
    if new is None:
        return ADDITIVE
    if old is None:
        return BREAKING
    if name in ("enum", "categories"):
        before, after = values_of(old), values_of(new)
        if any(value not in after for value in before):
            return BREAKING
        return ADDITIVE if len(after) > len(before) else EDITORIAL
    for names, looser in ((LOWER_IS_LOOSER, -1), (UPPER_IS_LOOSER, 1)):
        if name in names and _comparable(old, new):
            return ADDITIVE if (new > old) - (new < old) == looser else BREAKING
    return BREAKING


def _comparable(old: Any, new: Any) -> bool:
    """Return whether two bounds can be ordered as they stand: numbers, or texts of one length such as dates."""
    numbers = all(isinstance(value, (int, float)) for value in (old, new))
    return numbers or (isinstance(old, str) and isinstance(new, str) and len(old) == len(new))


def values_of(value: object) -> list[Any]:
    """Return the values of a list, [] for anything else."""
    return value if isinstance(value, list) else []


def largest(steps: Sequence[str]) -> str:
    """Return the largest of some version steps: ["patch", "minor"] -> "minor", [] -> "none"."""
    return max(steps, key=STEPS.index, default="none")


def next_version(version: str, step: str) -> str:
    """Return the version that a step leads to: ("1.2.3", "minor") -> "1.3.0"; before 1.0.0 a break raises the minor."""
    core = version.partition("+")[0].partition("-")[0].split(".")
    parts = [int(part) if part.isdecimal() else 0 for part in [*core, "0", "0"][:3]]
    if step == "none":
        return version
    index = {"major": 0, "minor": 1, "patch": 2}[step]
    if parts[0] == 0:
        # 0.y.z is for development: SemVer lets anything change with the minor version
        index = max(1, index)
    return ".".join(str(part) for part in [*parts[:index], parts[index] + 1, 0, 0][:3])
