"""The rules that a package is judged by: one row a rule, with severity, what it asks, and what the standard says."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

SEVERITIES = ("info", "warning", "error")
STANDARD = "https://datapackage.org/standard/"
OURS = "nothing: a rule of ours"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name in reports, how grave breaking it is, and what it asks for.

    `section` is the place in the standard, below STANDARD, that asks for it, and `standard` what that says; both are
    empty for what the standard does not speak of.
    """

    name: str
    severity: str
    asks: str
    section: str
    standard: str


def _rules() -> Mapping[str, Rule]:
    with Path(__file__).with_name("rules.csv").open(encoding="utf-8", newline="") as file:
        rows = (Rule(row.pop("rule"), **row) for row in csv.DictReader(file))
        return MappingProxyType({rule.name: rule for rule in rows})


RULES: Mapping[str, Rule] = _rules()


def rule_table() -> str:
    """Return the rules as a table in Markdown, as docs/validation.md has it."""
    lines = ["| rule | severity | asks that | the standard says |", "| --- | --- | --- | --- |"]
    for rule in RULES.values():
        page = rule.section.partition("/")[0].replace("-", " ")
        told = f"{rule.standard} ([{page}]({STANDARD}{rule.section}))" if rule.section else OURS
        lines.append(f"| `{rule.name}` | {rule.severity} | {rule.asks} | {told} |")
    return "\n".join(lines) + "\n"
