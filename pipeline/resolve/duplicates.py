"""Copies of one article: the same words, almost the same words, and edited versions.

Sketches find the pairs worth a look; the full sets of word runs, kept in a temporary file, decide. Memory holds about
three kilobytes an article. The result depends on the articles alone, not on their order.
"""

import itertools
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import IO

import numpy as np
from numpy.typing import NDArray

from pipeline.resolve.sketches import SKETCH, Hashes, runs_of, shared_count, sketch_of, words_of

IDENTICAL, NEAR, VERSION = "identical", "near", "version"
NEAR_SHARE = 0.8  # of the runs of both together, for almost the same words
VERSION_SHARE = 0.6  # of the runs of the shorter, for an edited version ...
VERSION_LENGTH = 0.25  # ... which has at least this part of the longer one's runs: a digest is no version of its items
MIN_RUNS = 20  # shorter texts are compared as a whole only
MIN_SHARED = 3  # hashes that two sketches share before the full sets are compared
NEIGHBOURS = 12  # with how many others of a large group a text is compared


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that another one stands for: `kind` is identical, near or version."""

    article_id: str
    duplicate_of: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of an article in memory; `offset` and `runs` tell where its hashes lie in the file."""

    article_id: str
    published_on: str
    words: int
    digest: bytes
    offset: int
    runs: int

    @property
    def rank(self) -> tuple[str, int, str]:
        """Order in which articles stand for others: the earliest, then the longest; undated ones last."""
        return self.published_on or "9999", -self.words, self.article_id


def duplicates(articles: Iterable[tuple[str, str, str | None]]) -> list[Duplicate]:
    """Return the articles, given as (id, body, publication date), that another one stands for, sorted by id.

    Of each cluster the earliest article stands for the others, so that an edited version points at its predecessor.
    duplicates([("a", text, "2021-05-01"), ("b", text, "2021-05-02")]) -> [Duplicate("b", "a", "identical")]
    """
    with tempfile.TemporaryFile(prefix="presspack-runs-") as file:
        entries, sketches = read_in(articles, file)
        order = sorted(range(len(entries)), key=lambda number: entries[number].rank)
        entries, sketches = [entries[number] for number in order], sketches[order]
        found = identical(entries)
        alone = [number for number, entry in enumerate(entries) if entry.article_id not in found]
        resembling(entries, sketches, alone, file, found)
    return sorted(found.values(), key=lambda duplicate: duplicate.article_id)


def read_in(articles: Iterable[tuple[str, str, str | None]], file: IO[bytes]) -> tuple[list[Entry], Hashes]:
    """Write the runs of each article to the file; return what stays in memory, and the sketches, one a row."""
    entries, sketches = [], bytearray()
    offset = 0
    for article_id, body, published_on in articles:
        words = words_of(body)
        runs = runs_of(words)
        digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        entries.append(Entry(article_id, published_on or "", len(words), digest, offset, len(runs)))
        row = np.zeros(SKETCH, dtype=np.uint64)
        if len(runs) >= MIN_RUNS:
            row[: min(SKETCH, len(runs))] = sketch_of(runs)
        sketches += row.tobytes()
        offset += file.write(runs.tobytes())
    return entries, np.frombuffer(bytes(sketches), dtype=np.uint64).reshape(-1, SKETCH)


def identical(entries: list[Entry]) -> dict[str, Duplicate]:
    """Return the articles whose words an earlier entry has, all of them and in the same order; entries are ranked."""
    first: dict[bytes, str] = {}
    found = {}
    for entry in entries:
        if not entry.words:
            continue
        standing = first.setdefault(entry.digest, entry.article_id)
        if standing != entry.article_id:
            found[entry.article_id] = Duplicate(entry.article_id, standing, IDENTICAL)
    return found


def resembling(
    entries: list[Entry], sketches: Hashes, alone: list[int], file: IO[bytes], found: dict[str, Duplicate]
) -> None:
    """Add to `found` the articles that resemble an earlier one, and let copies of copies follow them."""
    standing: dict[str, str] = {}
    for later, earlier in candidates(sketches, alone):
        kind = kind_of(entries[earlier], entries[later], file)
        article_id = entries[later].article_id
        if kind is None or article_id in standing:
            continue
        other = entries[earlier].article_id
        if other in standing:  # it has itself been found to be a copy: what stands for it stands for both
            kind = kind if found[other].kind == NEAR else VERSION
            other = standing[other]
        standing[article_id] = other
        found[article_id] = Duplicate(article_id, other, kind)
    for article_id, duplicate in list(found.items()):
        if duplicate.kind == IDENTICAL and duplicate.duplicate_of in standing:
            first = found[duplicate.duplicate_of]
            found[article_id] = Duplicate(article_id, first.duplicate_of, first.kind)


def candidates(sketches: Hashes, alone: list[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs (later, earlier) of entries whose sketches share enough, later ones in order, the likest first."""
    values = sketches[alone].ravel()
    owners = np.repeat(np.array(alone, dtype=np.int64), SKETCH)
    kept = values > 0
    placed = np.lexsort((owners[kept], values[kept]))
    values, owners = values[kept][placed], owners[kept][placed]
    bounds = np.flatnonzero(np.r_[True, values[1:] != values[:-1], True]) if len(values) else np.array([0])
    pairs = [pairs_of(owners[a:b]) for a, b in itertools.pairwise(bounds) if b - a > 1]
    if not pairs:
        return
    both, counts = np.unique(np.concatenate(pairs), axis=0, return_counts=True)
    both, counts = both[counts >= MIN_SHARED], counts[counts >= MIN_SHARED]
    for i in np.lexsort((both[:, 1], -counts, both[:, 0])).tolist():
        yield int(both[i, 0]), int(both[i, 1])


def pairs_of(members: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs (later, earlier) of a group that shares a hash; of a large group, each with a few before it."""
    pairs = []
    for step in range(1, min(len(members), NEIGHBOURS + 1)):
        pairs.append(np.column_stack([members[step:], members[:-step]]))
    if len(members) > NEIGHBOURS + 1:  # and with the first, which most likely stands for all
        rest = members[NEIGHBOURS + 1 :]
        pairs.append(np.column_stack([rest, np.full(len(rest), members[0])]))
    return np.concatenate(pairs)


def kind_of(one: Entry, other: Entry, file: IO[bytes]) -> str | None:
    """Return how alike two articles are by all their runs: near, version or None."""
    a, b = stored_runs(one, file), stored_runs(other, file)
    shared = shared_count(a, b)
    shorter, longer = sorted((len(a), len(b)))
    if shared >= NEAR_SHARE * (shorter + longer - shared):
        return NEAR
    if shared >= VERSION_SHARE * shorter and shorter >= VERSION_LENGTH * longer:
        return VERSION
    return None


def stored_runs(entry: Entry, file: IO[bytes]) -> Hashes:
    """Return the runs of an article from the file."""
    file.seek(entry.offset)
    return np.frombuffer(file.read(entry.runs * 8), dtype=np.uint64)
