"""Score which event a figure counts or measures (`statistics.event_id`) on twelve annotated articles of our own.

    python tests/quality/figure_events.py

articles/figure_events.csv names, by article, the words of each figure that tells how many, how much or how long of an
event, and the word that tells the event; no other figure of the articles has one. A link is right if both words are.
Prints precision and recall of links, for the articles read while building and for the others.
"""

import csv
import tempfile
from collections import Counter
from pathlib import Path

from articles import HALVES, HERE, annotated

import presspack

GOLD = HERE / "figure_events.csv"


def links_of(package: Path, raw: Path) -> Counter[tuple[str, str, str]]:
    """Return the links of a package as (article, words of the figure, word of the event), read where they stand."""
    tables = {name: presspack.load(package)[name].to_pylist() for name in ("articles", "events", "statistics")}
    files = {row["article_id"]: raw / row["file"] for row in tables["articles"]}
    texts = {article: file.read_text(encoding="utf-8") for article, file in files.items()}
    triggers = {row["event_id"]: texts[row["article_id"]][row["start"] : row["end"]] for row in tables["events"]}
    return Counter(
        (files[row["article_id"]].stem, row["text"], triggers[row["event_id"]])
        for row in tables["statistics"]
        if row["event_id"] is not None
    )


def main() -> None:
    """Print precision and recall of each half."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        gold = Counter((row["article"], row["figure"], row["trigger"]) for row in csv.DictReader(file))
    for half in HALVES:
        names = {path.stem for path in (HERE / half / "raw").iterdir()}
        with tempfile.TemporaryDirectory() as folder:
            annotated(HERE / half, Path(folder))
            found = links_of(Path(folder) / "package", HERE / half / "raw")
        wanted = Counter({link: count for link, count in gold.items() if link[0] in names})
        right = (found & wanted).total()
        print(f"{half}: {wanted.total()} links annotated, {found.total()} found, {right} right: "
              f"precision {right / found.total():.3f}, recall {right / wanted.total():.3f}")  # fmt: skip
        for link in sorted((wanted - found).keys() if half == HALVES[0] else []):
            print("  missed", *link)
        for link in sorted((found - wanted).keys() if half == HALVES[0] else []):
            print("  wrong", *link)


if __name__ == "__main__":
    main()
