"""What a validation found: places, findings, the report, and the collector that gathers them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from presspack.base.errors import Violation
from presspack.package.rules import RULES, SEVERITIES

VALUE_SHOWN = 200
UNREAD = ("unsupported-format", "remote-path")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one violation stands: file and line (for text), row of the table counted from 1, value, what else helps."""

    file: str = ""
    line: int | None = None
    row: int | None = None
    value: str = ""
    detail: str = ""

    def __str__(self) -> str:
        """Return the place as "data/a.csv:5 (row 3)"."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}" + (f" (row {self.row})" if self.row else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken in one field of one table: how often, and where the first times."""

    rule: str
    severity: str
    resource: str
    field: str
    count: int
    message: str
    places: tuple[Place, ...] = ()
    waived: str = ""

    def order(self) -> tuple[int, str, str, str, str]:
        """Return the key that sorts findings: gravest first, then by resource, rule and field."""
        return -SEVERITIES.index(self.severity), self.resource, self.rule, self.field, self.message


@dataclass(frozen=True, slots=True)
class Checked:
    """A resource that was looked at; `rows` is None where no table was read; `seconds` is what its checks took."""

    name: str
    paths: tuple[str, ...]
    rows: int | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a validation, from which every output format is written."""

    package: str
    version: str
    engine: str
    resources: tuple[Checked, ...]
    findings: tuple[Finding, ...]

    @property
    def active(self) -> tuple[Finding, ...]:
        """Return the findings that no waiver covers."""
        return tuple(f for f in self.findings if not f.waived)

    @property
    def unread(self) -> int:
        """Return how many tables and files were not read, and so not judged, waived or not."""
        return sum(f.count for f in self.findings if f.rule in UNREAD)

    def totals(self) -> dict[str, int]:
        """Return violations per rule, waived ones left out: {"pattern": 3, "type": 12}."""
        totals: dict[str, int] = {}
        for finding in self.active:
            totals[finding.rule] = totals.get(finding.rule, 0) + finding.count
        return dict(sorted(totals.items()))

    def failed(self, fail_on: str = "error") -> bool:
        """Return whether a finding is at least as grave as `fail_on`: "error" or "warning"."""
        gate = SEVERITIES.index(fail_on)
        return any(SEVERITIES.index(f.severity) >= gate for f in self.active)


@dataclass(slots=True)
class Collector:
    """Gathers findings; counts all violations and keeps the first `limit` places of each."""

    limit: int = 10
    severities: Mapping[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, str, str, str], Finding] = field(default_factory=dict)

    def add(self, rule: str, message: str, *, resource: str = "", field: str = "", place: Place | None = None) -> None:
        """Count one violation."""
        self.add_many(rule, message, resource=resource, field=field, count=1, places=[place] if place else [])

    def add_many(
        self, rule: str, message: str, *, resource: str, field: str, count: int, places: Iterable[Place]
    ) -> None:
        """Count `count` violations of which `places` are known."""
        key = (rule, resource, field, message)
        old = self._found.get(key)
        if old is None:
            severity = self.severities.get(rule, RULES[rule].severity)
            old = Finding(rule, severity, resource, field, 0, message)
        kept = list(old.places)
        for place in places:
            if len(kept) >= self.limit:
                break
            kept.append(replace(place, value=_shown(place.value)))
        self._found[key] = replace(old, count=old.count + count, places=tuple(kept))

    def findings(self) -> tuple[Finding, ...]:
        """Return what was gathered, in a fixed order."""
        return tuple(sorted(self._found.values(), key=Finding.order))


def _shown(value: str) -> str:
    return value if len(value) <= VALUE_SHOWN else value[: VALUE_SHOWN - 1] + "…"


def violations_of(findings: Iterable[Finding]) -> list[Violation]:
    """Return findings as the violations that an error carries: one for each place that is known, one if none is."""
    return [
        Violation(f.resource, str(place) or "-", f.field, place.value, f"{f.rule}: {f.message}", f.severity)
        for f in findings
        for place in f.places or (Place(),)
    ]
