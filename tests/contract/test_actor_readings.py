"""The table of docs/actors.md holds the figures that the verdicts in tests/quality/actor_readings.csv give."""

import csv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = {"media": "medium"}
TOTALS = {"mentions": "all mentions", "actor_roles": "all roles"}


def test_shares_by_class_are_those_of_the_verdicts() -> None:
    with (ROOT / "tests/quality/actor_readings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right, total = Counter[str](), Counter[str]()
    for row in rows:
        for name in (NAMES.get(row["class"], row["class"]), TOTALS[row["table"]]):
            total[name] += 1
            right[name] += row["verdict"] == "right"
    page = (ROOT / "docs/actors.md").read_text(encoding="utf-8")
    assert total["all mentions"] == 200
    assert total["all roles"] == 100
    for name, count in total.items():
        assert f"| {name} | {right[name]} of {count} |" in page
