"""Count how often events of each band of confidence are right, and write that into schemas/vocabularies/calibration.csv.

    python tests/quality/event_bands.py --batches a b c d e [--dev ../shared/dev]

A row is right if an annotated event has its type, agent and target. What is written is part of every package: its page
and its data card say from there how good the rows are. Run it again when events or their confidence change.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from events import VOCABULARIES, annotation, module_at, read_texts, rows_right, seed_texts

BANDS = VOCABULARIES / "calibration.csv"
OPENED = "of other outlets, which were read while the rules were written: on articles nobody has read expect fewer."


def judged(scorer: ModuleType, gold: Path, articles: Path) -> Iterator[tuple[float, bool]]:
    """Yield of each row of ours the confidence that it is published with, and whether it is right."""
    rows, texts = zip(*seed_texts(gold, articles), strict=True)
    for row, (_, actors, events) in zip(rows, read_texts(list(texts)), strict=True):
        right = rows_right(scorer, row, annotation(row, actors, events))
        yield from ((event.confidence, number in right) for number, event in enumerate(events))


def counted(bands: list[dict[str, str]], found: list[tuple[float, bool]], measured_on: str) -> list[dict[str, str]]:
    """Return the bands, highest first, with how many rows of `found` are in each and how many of them are right."""
    rows, highest = [], 2.0
    for band in sorted(bands, key=lambda band: -float(band["minimum"])):
        rights = [right for confidence, right in found if float(band["minimum"]) <= confidence < highest]
        highest = float(band["minimum"])
        counts = {"rows_read": str(len(rights)), "rows_right": str(sum(rights)), "measured_on": measured_on}
        rows.append(band | (counts if rights else dict.fromkeys(counts, "")))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, default=Path("../shared/dev"))
    parser.add_argument("--batches", nargs="+", required=True, help="batches of annotated articles")
    parser.add_argument("--measured-on", default=OPENED, metavar="WORDS", help="what kind of articles they are")
    options = parser.parse_args()
    if not options.dev.is_dir():
        print(f"{options.dev} is absent: name the folder of the annotated texts", file=sys.stderr)
        return 2
    scorer = module_at(options.dev / "score_articles.py")
    folders = [options.dev / "articles" / batch for batch in options.batches]
    found = [row for folder in folders for row in judged(scorer, folder / "gold", folder / "articles")]
    articles = sum(len(list((folder / "gold").glob("*.json"))) for folder in folders)
    with BANDS.open(encoding="utf-8", newline="") as file:
        bands = counted(list(csv.DictReader(file)), found, f"{articles} annotated articles {options.measured_on}")
    with BANDS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(bands[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(bands)
    for band in bands:
        print(f"{band['title']:20} {band['rows_right'] or 0:>4} of {band['rows_read'] or 0:>4}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
