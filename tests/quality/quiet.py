"""Measure how many sentences without an event stay empty, by kind of sentence.

    python tests/quality/quiet.py [FILE.csv …]     # columns kind and sentence; without a file quiet_sentences.csv

`quiet_sentences.csv` holds 300 sentences of our own, written by kind, 280 of them before any was read by the rules. What is
found in a sentence is printed with its confidence, then a table.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

from events import read_texts

from presspack.parse.parser import plain_text

SENTENCES = Path(__file__).parent / "quiet_sentences.csv"


def main() -> None:
    """Print each event found where there is none, and how many sentences of each kind are without."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[SENTENCES])
    options = parser.parse_args()
    rows = []
    for path in options.files:
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    texts = [plain_text(str(number), row["sentence"], "2024-05-15") for number, row in enumerate(rows)]
    told, empty = Counter(row["kind"] for row in rows), Counter[str]()
    for document, _, events in read_texts(texts):
        row = rows[int(document.article_id)]
        empty[row["kind"]] += not events
        for event in events:
            found = f"{event.type_code} {document.words(event.trigger)} {event.confidence:.2f}"
            print(f"{row['kind']}: {row['sentence']}  {found}")
    print("\n| kind | sentences | without an event |\n| --- | ---: | ---: |")
    for kind, count in told.items():
        print(f"| {kind} | {count} | {empty[kind]} |")
    print(f"| all | {len(rows)} | {empty.total()} ({100 * empty.total() / len(rows):.1f} %) |")


if __name__ == "__main__":
    main()
