"""Processor time and memory of resolving actors across articles, against comparing every pair of names with rapidfuzz.

Usage: python benchmarks/resolution.py [--mentions 10000 100000 1000000] [--seed 7]

A made-up corpus: articles name people, each drawn with a frequency that falls with its rank, in one of several
spellings, and now and then by the surname alone. Each size runs in a process of its own, so that the peak of memory is
its own.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow
from rapidfuzz import fuzz, process

from presspack.names.authority import Authority
from presspack.resolve.actors import resolved
from presspack.resolve.name_forms import forms_of

STARTS = ("An", "Bel", "Dar", "El", "Kar", "Mil", "Pet", "Rur", "Son", "Tib")
GIVEN = tuple(start + last for start in STARTS for last in ("a", "o"))
STEMS = tuple(a + b + c for a in "bdklmrtv" for b in "ao" for c in "lrn")
MIDDLES = ("a", "e", "i", "o", "u", "ai", "ei", "an", "en", "ar", "er", "ab", "ed", "il", "om", "ut")
ENDINGS = ("ov", "ev", "enko", "sky", "ian", "adze", "uly", "bek", "er", "mann", "sen")
PER_ARTICLE, MENTIONS_EACH = 5, 4
PEER_LIMIT = 3_000


def names(count: int) -> list[str]:
    """Return `count` different full names, the same at every call."""
    found = []
    for number in range(count):
        given = GIVEN[number % len(GIVEN)]
        rest = number // len(GIVEN)
        surname = STEMS[rest % len(STEMS)].title()
        for part in range(3):
            rest //= len(STEMS) if part == 0 else len(MIDDLES)
            surname += MIDDLES[rest % len(MIDDLES)] + STEMS[(rest + part) % len(STEMS)][0]
        found.append(f"{given} {surname}{ENDINGS[number % len(ENDINGS)]}")
    return found


def spelled(name: str, way: int) -> str:
    """Return one of four spellings of a name."""
    changes = ({}, {"ai": "ay", "ei": "ey"}, {"k": "q", "v": "w"}, {"ov": "off", "ia": "ya"})[way % 4]
    for old, new in changes.items():
        name = name.replace(old, new)
    return name


def entities(mentions: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield id, article and name of the entities of a corpus with about `mentions` mentions, article by article."""
    rng = random.Random(seed)
    people = names(max(50, mentions // 60))
    for article in range(mentions // (PER_ARTICLE * MENTIONS_EACH)):
        chosen = sorted({int(len(people) ** rng.random()) - 1 for _ in range(PER_ARTICLE)})
        for number in chosen:
            name = spelled(people[number], rng.randrange(8))
            name = name.split()[1] if rng.random() < 0.03 else name
            yield f"a{article}:e{number}", f"a{article}", name


VIEWS = f"""
    CREATE TABLE entities AS
    SELECT *, 'person' AS type_code, NULL::VARCHAR AS country_code, NULL::VARCHAR AS authority_id,
        NULL::VARCHAR AS seat_code, NULL::VARCHAR AS sphere FROM made;
    CREATE VIEW spelled AS SELECT entity_id, name AS text, {MENTIONS_EACH} AS mentions FROM entities;
    CREATE TABLE offices (entity_id VARCHAR, name VARCHAR)"""


def measure(mentions: int, seed: int) -> None:
    """Resolve one corpus and print what it took."""
    columns = [list(column) for column in zip(*entities(mentions, seed), strict=True)]
    authority = Authority((), ())
    with duckdb.connect() as con:
        con.register("made", pyarrow.table(columns, names=["entity_id", "article_id", "name"]))
        con.execute(VIEWS)
        started = time.process_time()
        forms = forms_of(con, authority)
    found = resolved(forms, authority)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{mentions:>9} mentions: {len(columns[0]):>7} entities, {len(found.actors):>6} actors, "
        f"{seconds:7.1f} s, {1e6 * seconds / mentions:6.1f} us a mention, peak {peak:6.0f} MB"
    )


def measure_peer(count: int) -> None:
    """Compare every pair of names, as a matcher without blocks would, and print what it took."""
    people = [spelled(name, number) for number, name in enumerate(names(count))]
    started = time.process_time()
    process.cdist(people, people, scorer=fuzz.token_sort_ratio, score_cutoff=90)
    seconds = time.process_time() - started
    print(f"every pair of {count} names with rapidfuzz: {seconds:.1f} s; grows with the square of the names")


def main() -> None:
    """Run the sizes asked for, each in its own process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if len(options.mentions) == 1:
        measure(options.mentions[0], options.seed)
        return
    for mentions in options.mentions:
        command = [sys.executable, str(Path(__file__)), "--mentions", str(mentions), "--seed", str(options.seed)]
        subprocess.run(command, check=True)
    measure_peer(PEER_LIMIT)


if __name__ == "__main__":
    main()
