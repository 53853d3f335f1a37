"""Copies of one article: the same words, almost the same words, and edited versions.

Sketches find the pairs worth a look; the full sets of word runs, of these articles only, decide. The result depends on
the articles alone, not on their order.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, NamedTuple

import numpy as np
import pyarrow
from numpy.typing import NDArray

from pipeline.sketches import SKETCH, Hashes, shared_count

IDENTICAL, NEAR, VERSION = "identical", "near", "version"
NEAR_SHARE = 0.8  # of the runs of both together, for almost the same words
VERSION_SHARE = 0.6  # of the runs of the shorter, for an edited version ...
VERSION_LENGTH = 0.25  # ... which has at least this part of the longer one's runs: a digest is no version of its items
MIN_SHARED = 3  # hashes that two sketches share before the full sets are compared
NEIGHBOURS = 12  # with how many others of a large group a text is compared

# Article ids -> (article id, all its runs as bytes), each once, in any order.
ReadRuns = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]


# The digests of the words of two texts, the later one's first -> how alike they are: near, version or None.
Judged = dict[bytes, str | None]


class Pair(NamedTuple):
    """Two articles to compare, and the digests of their words."""

    later: str
    earlier: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that another one stands for: `kind` is identical, near or version."""

    article_id: str
    duplicate_of: str
    kind: str


def duplicates(articles: pyarrow.Table, read_runs: ReadRuns, judged: Judged) -> list[Duplicate]:
    """Return the articles that another one stands for, sorted by id.

    `articles` has the columns of SKETCHED without `runs`, and `published_on`. Of each cluster the earliest article
    stands for the others, so that an edited version points at its predecessor; of one day the longest; undated ones
    last. `judged` holds what earlier runs found of pairs of texts, and then what all runs found of those of today.
    """
    order = [("published_on", "ascending"), ("words", "descending"), ("article_id", "ascending")]
    ranked = articles.sort_by(order).combine_chunks()
    ids = ranked["article_id"].to_pylist()
    first = firsts(ranked)
    found = {ids[n]: Duplicate(ids[n], ids[first[n]], IDENTICAL) for n in np.flatnonzero(first != np.arange(len(ids)))}
    sketches, digests = fixed_bytes(ranked["sketch"], SKETCH), ranked["digest"].to_pylist()
    pairs = [
        Pair(ids[later], ids[earlier], digests[later] + digests[earlier])
        for later, earlier in candidates(sketches, np.unique(first))
    ]
    new = {key for pair in pairs if pair.digest not in judged for key in (pair.later, pair.earlier)}
    with tempfile.TemporaryFile(prefix="presspack-runs-") as file:
        resembling(pairs, StoredRuns(file, read_runs(sorted(new))), found, judged)
    for digest in judged.keys() - {pair.digest for pair in pairs}:
        del judged[digest]
    return sorted(found.values(), key=lambda duplicate: duplicate.article_id)


def fixed_bytes(column: pyarrow.ChunkedArray, width: int) -> Hashes:
    """Return a column of fixed-size binary values as a matrix of `width` numbers a row."""
    values = np.frombuffer(b"".join(column.to_pylist()), dtype="<u8")
    return values.reshape(-1, width)


def firsts(ranked: pyarrow.Table) -> NDArray[np.int64]:
    """Return for each article the first one with the same words in the same order; for an empty one itself."""
    digests = fixed_bytes(ranked["digest"], 2)
    _, first, of = np.unique(digests, axis=0, return_index=True, return_inverse=True)
    own = np.arange(len(digests))
    return np.where(ranked["words"].to_numpy() > 0, first[of.reshape(-1)] if len(own) else own, own)


def resembling(pairs: Iterable[Pair], runs: "StoredRuns", found: dict[str, Duplicate], judged: Judged) -> None:
    """Add to `found` the articles that resemble an earlier one, and let copies of copies follow them."""
    standing: dict[str, str] = {}
    for pair in pairs:
        article_id, earlier = pair.later, pair.earlier
        if article_id in standing:
            continue
        if pair.digest not in judged:
            judged[pair.digest] = kind_of(runs[earlier], runs[article_id])
        kind = judged[pair.digest]
        if kind is None:
            continue
        other = earlier
        if other in standing:  # it has itself been found to be a copy: what stands for it stands for both
            kind = kind if found[other].kind == NEAR else VERSION
            other = standing[other]
        standing[article_id] = other
        found[article_id] = Duplicate(article_id, other, kind)
    for article_id, duplicate in list(found.items()):
        if duplicate.kind == IDENTICAL and duplicate.duplicate_of in standing:
            first = found[duplicate.duplicate_of]
            found[article_id] = Duplicate(article_id, first.duplicate_of, first.kind)


def candidates(sketches: Hashes, alone: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield pairs (later, earlier) of rows of `alone` that share enough hashes, later ones in order, the likest first.

    Of a large group that shares a hash, each is paired with a few before it, and with the first, which most likely
    stands for all.
    """
    values = sketches[alone].ravel()
    owners = np.repeat(alone.astype(np.int64), SKETCH)
    kept = values > 0
    placed = np.lexsort((owners[kept], values[kept]))
    values, owners = values[kept][placed], owners[kept][placed]
    place = np.arange(len(values))
    start = np.maximum.accumulate(np.where(np.r_[True, values[1:] != values[:-1]], place, 0)) if len(values) else place
    near = [place[step:][start[step:] <= place[:-step]] for step in range(1, NEIGHBOURS + 1)]
    far = place[place - start > NEIGHBOURS]
    later = owners[np.concatenate([*near, far])]
    earlier = owners[np.concatenate([*(found - step for step, found in enumerate(near, 1)), start[far]])]
    pairs, counts = np.unique(later * len(sketches) + earlier, return_counts=True)
    pairs, counts = pairs[counts >= MIN_SHARED], counts[counts >= MIN_SHARED]
    later, earlier = np.divmod(pairs, max(len(sketches), 1))
    order = np.lexsort((earlier, -counts, later))
    yield from zip(later[order].tolist(), earlier[order].tolist(), strict=True)


def kind_of(one: Hashes, other: Hashes) -> str | None:
    """Return how alike two articles are by all their runs: near, version or None."""
    shared = shared_count(one, other)
    shorter, longer = sorted((len(one), len(other)))
    if shared >= NEAR_SHARE * (shorter + longer - shared):
        return NEAR
    if shared >= VERSION_SHARE * shorter and shorter >= VERSION_LENGTH * longer:
        return VERSION
    return None


class StoredRuns:
    """The runs of articles in a file, by article id: those of a large corpus do not fit into memory."""

    def __init__(self, file: IO[bytes], runs: Iterable[tuple[str, bytes]]) -> None:
        """Write `runs` to the file."""
        self.place: dict[str, tuple[int, int]] = {}
        offset = 0
        for article_id, stored in runs:
            self.place[article_id] = (offset, len(stored) // 8)
            offset += file.write(stored)
        file.flush()
        self.runs = np.memmap(file, dtype="<u8", mode="r") if offset else np.empty(0, dtype="<u8")

    def __getitem__(self, article_id: str) -> Hashes:
        """Return the runs of an article."""
        offset, count = self.place[article_id]
        return self.runs[offset // 8 : offset // 8 + count]
