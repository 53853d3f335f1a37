"""The reference implementation, frictionless, behind the same report: for a second opinion and for comparison."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from presspack.package.descriptor import resources_of, version_of, with_references
from presspack.package.findings import Checked, Collector, Place, Report
from presspack.package.opening import Opened, Refused, opened

# frictionless' error types as rules here; a type that is not listed is a fault of the descriptor
RULE_OF = {
    "blank-row": "blank-row",
    "missing-cell": "ragged-row",
    "extra-cell": "ragged-row",
    "missing-label": "missing-field",
    "extra-label": "extra-field",
    "incorrect-label": "field-order",
    "blank-label": "extra-field",
    "duplicate-label": "extra-field",
    "type-error": "type",
    "unique-error": "unique",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "hash-count": "hash",
    "byte-count": "bytes",
    "encoding-error": "encoding",
    "source-error": "unreadable-table",
    "scheme-error": "missing-file",
    "format-error": "unsupported-format",
}
CONSTRAINT_OF = {
    "exclusiveMinimum": "exclusive-minimum",
    "exclusiveMaximum": "exclusive-maximum",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min-length",
    "maxLength": "max-length",
    "required": "required",
    "pattern": "pattern",
    "enum": "enum",
}


class Limits(Protocol):
    """What of the settings of a validation applies to the reference too."""

    @property
    def limit(self) -> int:
        """Return how many places of a finding are kept."""


def reference_report(package: Path, settings: Limits) -> Report:
    """Return frictionless' verdict on a package as a report; it counts at most 1000 errors a table."""
    found = Collector(settings.limit)
    checked: list[Checked] = []
    version = "?"
    try:
        with opened(package) as source:
            version = version_of(source.descriptor)
            # frictionless would fetch remote paths; what is unsafe or missing ends the matter here
            resources_of(with_references(source, found), found)
            checked = [] if found.findings() else _judged(source, found)
    except Refused as refusal:
        found.add(refusal.rule, refusal.message, place=Place(file=refusal.file))
    return Report(str(package), version, "frictionless", tuple(checked), found.findings())


def _judged(source: Opened, found: Collector) -> list[Checked]:
    from frictionless import FrictionlessException, validate  # noqa: PLC0415 - it takes a second to import

    place = Place(file=source.descriptor_name)
    try:
        report = validate(str(source.folder / source.descriptor_name), type="package")
    except FrictionlessException as error:
        found.add("profile", str(error.error.note), place=place)
        return []
    except Exception as error:  # a descriptor that it was not written for ends frictionless with errors of any kind
        reason = " ".join(str(error).split())[:300]
        found.add("profile", f"frictionless stops: {type(error).__name__}: {reason}", place=place)
        return []
    for fault in report.errors:
        found.add("profile", f"{fault.type}: {fault.note}", place=place)
    return [_task(task, found) for task in report.tasks]


def _task(task: Any, found: Collector) -> Checked:
    for error in task.errors:
        given = json.loads(json.dumps(error.to_descriptor(), default=str))
        # It reads Parquet through pandas, which makes a null among numbers a NaN, and then refuses what it made.
        if str(task.place).endswith(".parquet") and str(given.get("cell")) == "nan":
            continue
        rule, field = _rule(given), str(given.get("fieldName") or ", ".join(given.get("fieldNames", [])))
        place = Place(
            str(task.place), given.get("rowNumber"), None, str(given.get("cell") or ""), str(given.get("note", ""))
        )
        found.add(rule, f"frictionless: {given['type']}", resource=str(task.name), field=field, place=place)
    return Checked(str(task.name), tuple(_paths(task.place)), task.stats.get("rows"))


def _rule(error: dict[str, Any]) -> str:
    if error["type"] == "constraint-error":
        note = str(error.get("note", ""))
        return next(
            (rule for name, rule in CONSTRAINT_OF.items() if f'"{name}"' in note or f"{name} is" in note), "enum"
        )
    return RULE_OF.get(str(error["type"]), "profile")


def _paths(place: object) -> Iterable[str]:
    return [str(place)] if place else []
