"""Measure cleaning: F1 of bodies and metadata of captures on annotated pages, and both on annotated articles.

    python tests/quality/cleaning.py [--pages FOLDER] [--articles FOLDER] [--gold FOLDER] [--worst N]

F1 is that of article-extraction-benchmark: runs of four words, precision and recall averaged over pages.
Metadata of a plain-text capture is compared with what the page's HTML declares, which is now and then something else.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from pages import DEFAULT, annotated_pages

from presspack.captures.records import RawRecord
from presspack.clean.record import body_words, clean_record
from presspack.documents.document import BODY_KINDS

TOKEN = re.compile(r"\w+")
FIELDS = ("title", "outlet", "author", "published_on")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text; of a shorter text, all its words as one."""
    words = TOKEN.findall(text)
    return Counter(run for i in range(max(1, len(words) - 3)) if (run := tuple(words[i : i + 4])))


def parts(true: str, found: str) -> tuple[float, float, float]:
    """Return the shares of runs that are right, too many and missing."""
    a, b = shingles(true), shingles(found)
    right, many, missing = (a & b).total(), (b - a).total(), (a - b).total()
    whole = right + many + missing
    return (right / whole, many / whole, missing / whole) if whole else (0.0, 0.0, 0.0)


def ratio(right: float, wrong: float) -> float:
    """Return the share that is right; 1 where there is nothing."""
    return right / (right + wrong) if right + wrong else 1.0


def f1_of(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return precision, recall and F1 over (true body, found body)."""
    rows = [parts(true, found) for true, found in pairs]
    precisions = [ratio(r, m) if r or m else 1.0 for r, m, s in rows if r + m > 0 or not s]
    recalls = [ratio(r, s) for r, m, s in rows if r + s > 0]
    precision, recall = (fmean(values) if values else 0.0 for values in (precisions, recalls))
    return {"f1": 2 * precision * recall / max(1e-9, precision + recall), "precision": precision, "recall": recall}


def print_pages(folder: Path, worst: int) -> None:
    """Print the figures of each source for HTML and for plain-text captures."""
    pages = list(annotated_pages(folder))
    for source in sorted({page.source for page in pages}):
        for kind, media_type in (("html", "text/html"), ("capture", "text/plain")):
            found = []
            for page in pages:
                if page.source == source:
                    record = RawRecord(page.name, 1, getattr(page, kind), media_type)
                    found.append((page, body_words(clean_record(record))))
            figures = f1_of([(page.body, words) for page, words in found])
            print(f"{source:8}{kind:8}" + "".join(f" {name} {value:.3f}" for name, value in figures.items()))
            for page, words in sorted(found, key=lambda pair: parts(pair[0].body, pair[1])[0])[:worst]:
                print("      ", page.name[:24], *(f"{share:.2f}" for share in parts(page.body, words)))


def same(one: str | None, other: str | None) -> bool:
    """True when two values say the same, letter case and white space aside."""
    return " ".join((one or "").split()).casefold() == " ".join((other or "").split()).casefold()


def print_metadata(folder: Path, worst: bool) -> None:
    """Print how often a plain-text capture gives what its HTML page declares; with `worst`, also where it does not."""
    counts = {name: Counter[str]() for name in FIELDS}
    for page in annotated_pages(folder):
        declared = clean_record(RawRecord(page.name, 1, page.html, "text/html"))
        found = clean_record(RawRecord(page.name, 1, page.capture, "text/plain"))
        for name in FIELDS:
            true, value = (got.value if (got := getattr(article, name)) else None for article in (declared, found))
            verdict = "right" if same(true, value) else "missing" if value is None else "other"
            counts[name][verdict if true else f"undeclared, {'none' if value is None else 'some'}"] += 1
            if worst and verdict != "right":
                print(f"        {page.name[:12]} {name}: declared {true!r}, found {value!r}")
    for name, counted in counts.items():
        print(f"capture {name:13}" + ", ".join(f"{verdict} {number}" for verdict, number in sorted(counted.items())))


def print_articles(articles: Path, gold: Path) -> None:
    """Print body F1 and wrong metadata for each annotated article."""
    for path in sorted(gold.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        found = clean_record(RawRecord(truth["article"], 1, (articles / truth["article"]).read_bytes(), "text/plain"))
        true_places = {i for start, end in truth["body"] for i in range(start, end) if found.text[i].isalnum()}
        places = {
            i for s in found.segments if s.kind in BODY_KINDS for i in range(s.start, s.end) if found.text[i].isalnum()
        }
        f1 = 2 * len(places & true_places) / max(1, len(places) + len(true_places))
        print(f"{path.stem[:8]} body F1 {f1:.4f}")
        for name in FIELDS:
            value, expected = getattr(found, name), truth["metadata"].get(name)
            if (value.value if value else None) != expected:
                print(f"         {name}: expected {expected!r}, found {value.value if value else None!r}")


def main() -> None:
    shared = DEFAULT.parents[1]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=Path, default=DEFAULT)
    parser.add_argument("--articles", type=Path, default=shared / "seeds")
    parser.add_argument("--gold", type=Path, default=shared / "gold")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    print_pages(options.pages, options.worst)
    print_metadata(options.pages, options.worst > 0)
    if not options.gold.is_dir():
        raise SystemExit(f"{options.gold}: no such folder; name the annotated articles with --gold")
    print_articles(options.articles, options.gold)


if __name__ == "__main__":
    main()
