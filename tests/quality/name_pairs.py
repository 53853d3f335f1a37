"""Precision and recall of `same_person` on generated pairs of names.

Usage: python tests/quality/name_pairs.py [--misses]

Full names are drawn from a list of given names and surnames of our own (names.csv) and written in several systems
(BGN/PCGN, ISO 9, GOST 7.79 B, the passport rules of ICAO, press usage, the Turkic Latin alphabet of 2021). Two systems
of one name make a pair of the same person; two names that differ in one word, however close, make a pair of others.
"""

import argparse
import csv
import itertools
import sys
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from presspack.names.romanisation import same_person

THRESHOLD = 0.9
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
# One value a letter, in the order of LETTERS. A dash stands for nothing.
SYSTEMS = {
    "bgn": "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya a gh q ng o u u h i",
    "iso9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ - y - è û â a g k n o u u h i",
    "gost": "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh - y - e yu ya a g k n o u u h i",
    "icao": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia a g k n o u u h i",
    "press": "a b v g d e yo zh z i i k l m n o p r s t u f h ts ch sh sch - y - e yu ya a g k n o u u h i",
    "turkic": "a b v g d e io j z i i k l m n o p r s t u f h ts ch ş şç - y - e iu ia ä ğ q ñ ö ū ü h i",
}
NAMES = Path(__file__).with_name("names.csv")


def written(name: str, system: str) -> str:
    """Return a Cyrillic name in one romanisation system, each word with a capital."""
    letters = {a: "" if b == "-" else b for a, b in zip(LETTERS, SYSTEMS[system].split(), strict=True)}
    words = ("".join(letters[c] for c in word.lower()) for word in name.split())
    return " ".join(word[:1].upper() + word[1:] for word in words)


@cache
def parts(kind: str) -> tuple[str, ...]:
    """Return the given names or surnames of the list."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return tuple(row["part"] for row in csv.DictReader(file) if row["kind"] == kind)


def names() -> list[str]:
    """Return the full names to write: every surname with a given name, in a fixed order."""
    given = parts("given")
    return [f"{given[(7 * n) % len(given)]} {surname}" for n, surname in enumerate(parts("surname"))]


def same_pairs() -> list[tuple[str, str]]:
    """Return pairs of spellings of one person that differ."""
    pairs = []
    for name, (one, other) in itertools.product(names(), itertools.combinations(SYSTEMS, 2)):
        left, right = written(name, one), written(name, other)
        if left != right:
            pairs.append((left, right))
    return pairs


def other_pairs() -> list[tuple[str, str]]:
    """Return pairs of different people with close names: the closest other given name or surname in its place."""
    pairs, systems = [], itertools.cycle(itertools.permutations(SYSTEMS, 2))
    for name in names():
        given, surname = name.split()
        for closest in _closest(given, parts("given")):
            one, other = next(systems)
            pairs.append((written(name, one), written(f"{closest} {surname}", other)))
        for closest in _closest(surname, parts("surname")):
            one, other = next(systems)
            pairs.append((written(name, one), written(f"{given} {closest}", other)))
        one, other = next(systems)
        pairs.append((written(name, one), written(f"{given} {surname}а", other)))
    return pairs


def _closest(word: str, others: tuple[str, ...]) -> list[str]:
    ranked = sorted((Levenshtein.distance(word, other), other) for other in others if other != word)
    return [other for _, other in ranked[:4]]


def main() -> int:
    """Print precision and recall; exit 1 if either falls short of what the table of names promises."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the pairs judged wrongly")
    options = parser.parse_args()
    same, other = same_pairs(), other_pairs()
    missed = [pair for pair in same if same_person(*pair) < THRESHOLD]
    taken = [pair for pair in other if same_person(*pair) >= THRESHOLD]
    found = len(same) - len(missed)
    precision, recall = found / (found + len(taken)), found / len(same)
    print(f"{len(same)} pairs of one person, {len(other)} of two: precision {precision:.4f}, recall {recall:.4f}")
    if options.misses:
        for kind, pairs in (("missed", missed), ("taken for one", taken)):
            for left, right in pairs:
                print(f"{kind}: {left} | {right} ({same_person(left, right):.2f})")
    return 0 if precision >= 0.98 and recall >= 0.90 else 1


if __name__ == "__main__":
    sys.exit(main())
