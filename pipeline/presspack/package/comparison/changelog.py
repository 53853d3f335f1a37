"""The *Data* part of a changelog, written from the difference of two releases."""

import re
from collections.abc import Iterator
from datetime import date

from presspack.base.text_cleaning import markdown as plain
from presspack.package.comparison.descriptor_changes import ADDITIVE, BREAKING, EDITORIAL
from presspack.package.comparison.reports import change_line, counts_line
from presspack.package.comparison.result import Difference

UNRELEASED = "## Unreleased"
DATA = "### Data"


def data_lines(difference: Difference | None) -> list[str]:
    """Return the bullet points of a release; those of a first one say only that it is."""
    if difference is None:
        return ["- First release."]
    return list(_lines(difference)) or ["- No change of data or schemas."]


def _lines(difference: Difference) -> Iterator[str]:
    for kind in (BREAKING, ADDITIVE, EDITORIAL):
        for change in difference.changes:
            if change.kind == kind:
                yield f"- {kind.capitalize()}: {_shown(change_line(change))}"
    for table in difference.tables:
        if table.added or table.removed or table.changed:
            columns = ", ".join(f"{name} ({count:,})" for name, count in table.columns.items() if count)
            yield f"- `{plain(table.resource)}`: {counts_line(table)}" + (f" in {plain(columns)}" if columns else "")


def _shown(line: str) -> str:
    """Return a line that starts no link or tag; without a `<` a `>` closes nothing."""
    return plain(" ".join(line.split())).replace("&gt;", ">")


def with_release(text: str, version: str, day: date, lines: list[str]) -> str:
    """Return a changelog in which what was unreleased is this version, the lines added to its *Data*.

    A changelog without the heading gets the release at its top, after its title.
    """
    heading = f"## {version} - {day.isoformat()}"
    if UNRELEASED not in text:
        title, _, rest = text.partition("\n") if text.startswith("# ") else ("# Changelog", "", text)
        return f"{title}\n\n{heading}\n\n{DATA}\n" + "\n".join(lines) + f"\n\n{rest.lstrip()}".rstrip() + "\n"
    before, _, after = text.partition(UNRELEASED)
    end = match.start() if (match := re.search(r"^## ", after, re.MULTILINE)) else len(after)
    section, rest = after[:end], after[end:]
    if DATA in section:
        head, _, tail = section.partition(DATA)
        stop = match.start() if (match := re.search(r"^### ", tail, re.MULTILINE)) else len(tail)
        body = tail[:stop].strip("\n")
        section = f"{head}{DATA}\n{body}\n" + "\n".join(lines) + "\n\n" + tail[stop:]
    else:
        section = f"\n\n{DATA}\n" + "\n".join(lines) + "\n" + section
    return f"{before}{UNRELEASED}\n\n{heading}\n\n{section.strip()}\n\n{rest}".rstrip() + "\n"
