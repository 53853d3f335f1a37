"""What a build tells at its end: records used and not, rows, warnings, where the package is, what to do next."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pyarrow import parquet

from presspack.base.internal_errors import INTERNAL_ERROR
from presspack.base.text_cleaning import log_lines

COUNTED = ("events", "statistics", "actors")
MOST_REASONS = 8
_ARTICLE = re.compile(r"\ba[0-9a-f]{16}\b")


def facts(package: Path) -> dict[str, Any]:
    """Return what is to be told of a package that was just built, for programs: `presspack build --json`."""
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    checks = json.loads((package / "checks.json").read_text(encoding="utf-8"))
    record = json.loads((package / "provenance.json").read_text(encoding="utf-8"))
    return ({"reader": record["reader"]} if "reader" in record else {}) | {
        "title": descriptor["title"],
        "version": descriptor["version"],
        "has_contributors": bool(descriptor.get("contributors")),
        "rows": {table["name"]: table["rows"] for table in descriptor["resources"]},
        "records": _records(package / "parquet" / "data" / "articles.parquet"),
        "printed": _printed(package / "parquet" / "data" / "articles.parquet"),
        "warnings": [
            {"rule": rule.partition(": ")[2] or rule, "rows": len(found["violations"])}
            for rule, found in checks.items()
            if found["severity"] == "warning"
        ],
        "package": str(package),
        "page": str((package / "index.html").resolve()),
    }


def summary(package: Path, raw: Path) -> str:
    """Return the summary of a package that was just built."""
    told = facts(package)
    counted = [f"{told['rows'][name]:,} {name}" for name in COUNTED if name in told["rows"]]
    left = told["records"]["left_out"]
    lines = [
        f"{told['title']} {told['version']}: {', '.join(counted)}",
        f"records  {told['records']['used']:,} of {told['records']['all']:,} used",
        *(f"         {_reason(one)}" for one in left[:MOST_REASONS]),
        *(
            [f"         and {len(left) - MOST_REASONS} more reasons, in the table articles"]
            * (len(left) > MOST_REASONS)
        ),
        *(_reader(told["reader"]) if "reader" in told else ()),
        *(f"warning  {one['rule']} ({counted_rows(one['rows'])})" for one in told["warnings"]),
        *_withheld(told["records"]["used"], told["printed"], raw),
        f"package  {told['package']}",
        f"page     {told['page']}",
        f"next     presspack review --raw {raw}   (look at rows in their articles, and correct them)",
    ]
    if not told["has_contributors"]:
        lines.append(
            f"         say who made it and under which licence in {raw / 'package.yaml'} before you release it"
        )
    return log_lines("\n".join(lines))


def counted_rows(number: int) -> str:
    """Return "1 row", "1,200 rows"."""
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def _withheld(used: int, printed: int, raw: Path) -> list[str]:
    """Return a line on the articles whose sentences are not published, none if there are none."""
    if printed == used:
        return []
    return [
        f"text     sentences of {used - printed:,} of {used:,} articles are not published: "
        f"text_redistributable in {raw / 'sources.csv'} says which may be"
    ]


def _printed(path: Path) -> int:
    """Return how many of the articles used may have their sentences published."""
    table = parquet.read_table(path, columns=["status_code", "text_redistributable"]).to_pylist()
    return sum(row["status_code"] == "used" and bool(row["text_redistributable"]) for row in table)


def _reason(left: dict[str, Any]) -> str:
    """Return "12 duplicate: almost the same words as another record"."""
    # A reason is a sentence or one word of a vocabulary.
    reason = left["reason"] if " " in left["reason"] else left["reason"].replace("_", " ")
    why = f": {reason}" if reason else ""
    return f"{left['records']:,} {left['status'].replace('_', ' ')}{why}"


def _reader(cost: dict[str, Any]) -> list[str]:
    """Return what the second reader cost and what of it was refused, in lines."""
    spent = f"{cost['requests']:,} answers, {cost['prompt_tokens']:,} tokens sent and"
    spent += f" {cost['completion_tokens']:,} received, {cost['seconds']:,.0f} s of answering"
    refused = ", ".join(f"{number:,} {reason.replace('_', ' ')}" for reason, number in cost["refused"].items())
    return [f"model    {spent}", *([f"         not believed or not read: {refused}"] * bool(refused))]


def _records(path: Path) -> dict[str, Any]:
    """Return how many records there are, how many were used, and how many not and why, the most first."""
    table = parquet.read_table(path, columns=["status_code", "reason"])
    used, left = 0, Counter[tuple[str, str]]()
    for row in table.group_by(["status_code", "reason"]).aggregate([([], "count_all")]).to_pylist():
        if row["status_code"] == "used":
            used += row["count_all"]
        else:
            # Which record one is like does not matter here.
            left[row["status_code"], _ARTICLE.sub("another record", row["reason"] or "")] += row["count_all"]
    ranked = sorted(left.items(), key=lambda one: (-one[1], one[0]))
    return {
        "all": used + left.total(),
        "used": used,
        "left_out": [{"status": status, "reason": reason, "records": count} for (status, reason), count in ranked],
    }


def failed_records(package: Path) -> int:
    """Return how many records of a package our own code failed on."""
    table = parquet.read_table(package / "parquet" / "data" / "articles.parquet", columns=["status_code", "reason"])
    return sum(
        status == "unreadable" and (reason or "").startswith(INTERNAL_ERROR)
        for status, reason in zip(*(table[name].to_pylist() for name in ("status_code", "reason")), strict=True)
    )
