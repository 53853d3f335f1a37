"""What people decide: verdicts go to reviews.csv, changes to corrections.csv, which the next build applies."""

import csv
import io
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from presspack.base.errors import MissingFile, RawInputError
from presspack.resolve.corrections import COLUMNS, Correction, read_corrections

_REVIEWS = ("table", "row_id", "verdict", "reason", "queue", "value")
VERDICTS = frozenset({"right", "wrong", "edited", "skipped", "missing", "complete", "undone"})


class Conflict(RawInputError):
    """A file changed since it was read: what somebody else wrote is not overwritten."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision: about a row, or, with the table `articles`, about a whole article ('complete', 'missing')."""

    table: str
    row_id: str
    verdict: str
    reason: str = ""
    queue: str = ""
    value: str = ""


class Notebook:
    """The two files that a review writes, and no others."""

    def __init__(self, reviews: Path, corrections: Path) -> None:
        self.reviews, self.corrections = reviews, corrections
        self._known = {path: _digest(path) for path in (reviews, corrections)}

    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """Return the last verdict on each row; a row whose verdict was undone has none."""
        found: dict[tuple[str, str], Verdict] = {}
        for verdict in self._read():
            if verdict.verdict == "undone":
                found.pop((verdict.table, verdict.row_id), None)
            elif verdict.verdict != "missing":
                found[(verdict.table, verdict.row_id)] = verdict
        return found

    def record(self, verdict: Verdict) -> None:
        """Append a verdict. Raise RawInputError for one that is none, Conflict if the file changed meanwhile."""
        if verdict.verdict not in VERDICTS:
            raise RawInputError(f"verdict {verdict.verdict!r}: expected one of {', '.join(sorted(VERDICTS))}")
        self._append(self.reviews, _REVIEWS, [getattr(verdict, name) for name in _REVIEWS])

    def correct(self, correction: Correction) -> None:
        """Append a correction, or put it in the place of one for the same cell.

        Raise RawInputError without a reason, Conflict if the file changed meanwhile.
        """
        if not correction.reason.strip():
            raise RawInputError("a correction needs a reason; say who decided and on what ground")
        kept = [row for row in read_corrections(self.corrections) if _cell(row) != _cell(correction)]
        self._rewrite([*kept, correction])

    def withdraw(self, table: str, row_id: str, column: str) -> None:
        """Take back the correction of a cell. Raise Conflict if the file changed meanwhile."""
        listed = read_corrections(self.corrections)
        self._rewrite([row for row in listed if _cell(row) != (table, row_id, column)])

    def lines(self) -> int:
        """Return how many corrections there are."""
        return len(read_corrections(self.corrections))

    def _read(self) -> list[Verdict]:
        if not self.reviews.is_file():
            return []
        with self.reviews.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != _REVIEWS:
                raise RawInputError(f"{self.reviews}: columns are {reader.fieldnames}, expected {', '.join(_REVIEWS)}")
            return [Verdict(**{name: _unguarded(row[name] or "") for name in _REVIEWS}) for row in reader]

    def _append(self, path: Path, header: tuple[str, ...], cells: list[str]) -> None:
        before = path.read_text(encoding="utf-8") if path.is_file() else _line(header)
        self._replace(path, before + ("" if before.endswith("\n") else "\n") + _line(map(_guarded, cells)))

    def _rewrite(self, rows: list[Correction]) -> None:
        lines = [_line(getattr(row, name) for name in COLUMNS) for row in rows]
        self._replace(self.corrections, _line(COLUMNS) + "".join(lines))

    def _replace(self, path: Path, text: str) -> None:
        if _digest(path) != self._known[path]:
            raise Conflict(f"{path} changed since it was read; load the page again")
        part = path.with_name(f".{path.name}.part")
        part.write_text(text, encoding="utf-8", newline="")
        os.replace(part, path)
        self._known[path] = _digest(path)


def complete_articles(reviews: Path) -> frozenset[str]:
    """Return the articles that a file of verdicts calls complete: somebody looked at everything in them.

    Raise MissingFile without the file.
    """
    if not reviews.is_file():
        raise MissingFile(reviews, expected="the verdicts that `presspack review` writes")
    verdicts = Notebook(reviews, reviews.with_name("corrections.csv")).verdicts()
    return frozenset(row for (table, row), one in verdicts.items() if table == "articles" and one.verdict == "complete")


def _cell(row: Correction) -> tuple[str, str, str]:
    return row.table, row.row_id, row.column


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _line(cells: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)  # type: ignore[arg-type]
    return text.getvalue()


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula stands after an apostrophe."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "'"} else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
