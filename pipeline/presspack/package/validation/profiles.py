"""Judges a descriptor by the official profiles of its version, which lie in `official/`."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import ValidationError

from presspack.package.descriptor import version_of

OFFICIAL = Path(__file__).parent / "official"
SHOWN = 50


def profile_faults(descriptor: Mapping[str, Any]) -> list[str]:
    """Return what the official profile objects to, as "resources.0.name: 5 is not of type 'string'"."""
    validator = _validator(version_of(descriptor))
    errors = sorted(validator.iter_errors(_as_meant(descriptor)), key=lambda error: [str(p) for p in error.path])
    return list(dict.fromkeys(fault for error in errors for fault in _faults(error)))[:SHOWN]


@lru_cache(maxsize=2)
def _validator(version: str) -> "Draft7Validator":
    from jsonschema import Draft7Validator  # noqa: PLC0415 - help and other commands do without it

    text = (OFFICIAL / version / "datapackage.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text))


def _as_meant(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy without what the standard's prose allows and its profiles forgot.

    They are the field type `list` and a string for `fieldsMatch` in 2.0, and the defaults of a dialect in 1.0.
    """
    copy: dict[str, Any] = json.loads(json.dumps(descriptor))
    resources = copy.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        if not isinstance(resource, dict):
            continue
        if isinstance(resource.get("dialect"), dict):
            resource["dialect"] = {"delimiter": ",", "doubleQuote": True} | resource["dialect"]
        schema = resource.get("schema")
        if not isinstance(schema, dict):
            continue
        if isinstance(schema.get("fieldsMatch"), str):
            schema["fieldsMatch"] = [schema["fieldsMatch"]]
        for field in schema["fields"] if isinstance(schema.get("fields"), list) else []:
            if isinstance(field, dict) and field.get("type") == "list":
                field["type"] = "array"
                field.pop("constraints", None)
    return copy


def _faults(error: "ValidationError") -> Iterator[str]:
    """Yield the faults behind an error: for a choice of forms, those of the form that was meant."""
    branches: dict[Any, list[ValidationError]] = {}
    for cause in error.context or []:
        branches.setdefault(cause.schema_path[0], []).append(cause)
    if not branches:
        where = ".".join(str(part) for part in error.absolute_path) or "descriptor"
        yield f"{where}: {error.message[:300]}"
        return
    for cause in min(branches.values(), key=_distance):
        yield from _faults(cause)


def _distance(causes: "list[ValidationError]") -> tuple[int, int, int]:
    """Return how far a form is from what was written: a wrong `type` is farthest, then few deep faults are nearest."""
    wrong_type = any(list(cause.relative_path) == ["type"] or cause.validator == "type" for cause in causes)
    return int(wrong_type), -max(len(cause.path) for cause in causes), len(causes)
