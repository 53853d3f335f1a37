"""Count the triggers of each event type, and the sentences of our own that pin them.

    python tests/quality/coverage.py

A trigger is a word as verb, noun or adjective with at least one row of the type; sentences are those of
`tests/golden/events` that tell the type.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from presspack.english.lexicon import rows

GOLDEN = Path(__file__).parents[1] / "golden" / "events"
KINDS = ("VERB", "NOUN", "ADJ")


def triggers() -> dict[str, set[tuple[str, str]]]:
    """Return the words of each event type, each with its part of speech."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("event_triggers"):
        if row["event_type_code"]:
            found[row["event_type_code"]].add((row["pos"], row["lemma"]))
    return found


def sentences() -> Counter[str]:
    """Return how many golden sentences tell each event type."""
    told: Counter[str] = Counter()
    for name in ("sentences.csv", "breadth.csv"):
        with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                told.update({event.split()[0] for event in row["events"].split("; ") if event})
    return told


def main() -> None:
    """Print a row a type: verbs, nouns, adjectives, all triggers, sentences."""
    told = sentences()
    print("| type | verbs | nouns | adjectives | triggers | sentences |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for code, words in sorted(triggers().items()):
        kinds = Counter(pos for pos, _ in words)
        counts = " | ".join(str(kinds[kind]) for kind in KINDS)
        print(f"| {code} | {counts} | {len(words)} | {told[code]} |")


if __name__ == "__main__":
    main()
