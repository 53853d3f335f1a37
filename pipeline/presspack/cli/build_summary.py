"""What a build tells at its end: records used and not, rows, warnings, where the package is, what to do next."""

import json
from pathlib import Path
from typing import Any

from pyarrow import parquet

from presspack.base.internal_errors import INTERNAL_ERROR
from presspack.base.text_cleaning import log_lines

COUNTED = ("events", "statistics", "actors")


def summary(package: Path, raw: Path) -> str:
    """Return the summary of a package that was just built."""
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    rows = {table["name"]: table["rows"] for table in descriptor["resources"]}
    counted = [f"{rows[name]:,} {name}" for name in COUNTED if name in rows]
    lines = [
        f"{descriptor['title']} {descriptor['version']}: {', '.join(counted)}",
        *records(package / "parquet" / "data" / "articles.parquet"),
        *found_by_checks(json.loads((package / "checks.json").read_text(encoding="utf-8"))),
        f"package  {package}",
        f"page     {(package / 'index.html').resolve()}",
        f"next     presspack review --raw {raw}   (look at rows in their articles, and correct them)",
    ]
    if not descriptor.get("contributors"):
        lines.append(
            f"         say who made it and under which licence in {raw / 'package.yaml'} before you release it"
        )
    return log_lines("\n".join(lines))


def records(path: Path) -> list[str]:
    """Return how many records were used, and how many not and why."""
    table = parquet.read_table(path, columns=["status_code", "reason"])
    counts = table.group_by(["status_code", "reason"]).aggregate([([], "count_all")]).to_pylist()
    used = sum(row["count_all"] for row in counts if row["status_code"] == "used")
    left = sorted(
        ((row["count_all"], row["status_code"], row["reason"] or "") for row in counts if row["status_code"] != "used"),
        key=lambda row: (-row[0], row[1:]),
    )
    total = used + sum(count for count, *_ in left)
    return [
        f"records  {used:,} of {total:,} used",
        *(
            f"         {count:,} {status.replace('_', ' ')}{f': {reason}' if reason else ''}"
            for count, status, reason in left[:8]
        ),
        *([f"         and {len(left) - 8} more reasons, in the table articles"] if len(left) > 8 else []),
    ]


def failed_records(package: Path) -> int:
    """Return how many records of a package our own code failed on."""
    table = parquet.read_table(package / "parquet" / "data" / "articles.parquet", columns=["status_code", "reason"])
    return sum(
        status == "unreadable" and (reason or "").startswith(INTERNAL_ERROR)
        for status, reason in zip(*(table[name].to_pylist() for name in ("status_code", "reason")), strict=True)
    )


def found_by_checks(report: dict[str, Any]) -> list[str]:
    """Return the warnings of the check, one line each."""
    warned = {rule: found for rule, found in report.items() if found["severity"] == "warning"}
    return [
        f"warning  {rule.partition(': ')[2] or rule} ({len(found['violations'])} rows)"
        for rule, found in warned.items()
    ]
