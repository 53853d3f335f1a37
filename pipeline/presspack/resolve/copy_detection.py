"""Copies of one article: the same words, almost the same words, and edited versions.

Sketches find the pairs worth a look; the full sets of word runs, of these articles only, decide. The result depends on
the articles alone, not on their order.
"""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute

from presspack.documents.text_sketch import SKETCH, Hashes, shared_count

IDENTICAL, NEAR, VERSION = "identical", "near", "version"
_NEAR_SHARE = 0.8  # of the runs of both together, for almost the same words
_VERSION_SHARE = 0.6  # of the runs of the shorter, for an edited version ...
_VERSION_LENGTH = 0.25  # ... which has at least this part of the longer one's runs: a digest is no version of its items
_MIN_SHARED = 3  # hashes that two sketches share before the full sets are compared
NEIGHBOURS = 12  # with how many others of a large group a text is compared

Rows = NDArray[np.int64]
Places = NDArray[np.int32]  # of hashes: half as wide, since there are many

# Article ids -> (article id, all its runs as bytes), each once, in any order.
_ReadRuns = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]


# How alike two texts are, as it is kept.
UNKNOWN, OTHER, KINDS = -1, 0, (None, NEAR, VERSION)
PAIRS_AT_ONCE = 1_000_000
PAIR = pyarrow.binary(32)  # the digests of the words of two texts, the later one's first


@dataclass(frozen=True, slots=True)
class Judged:
    """How alike pairs of texts are, as a place in KINDS."""

    pairs: pyarrow.FixedSizeBinaryArray
    kinds: NDArray[np.int8]

    def of(self, pairs: pyarrow.FixedSizeBinaryArray) -> NDArray[np.int8]:
        """Return how alike the texts of `pairs` are, UNKNOWN if that is not told."""
        place = compute.index_in(pairs, value_set=self.pairs).fill_null(-1).to_numpy()
        return np.where(place >= 0, self.kinds[place] if len(self.kinds) else OTHER, UNKNOWN).astype(np.int8)


NOTHING = Judged(pyarrow.nulls(0, PAIR), np.empty(0, np.int8))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that another one stands for: `kind` is identical, near or version."""

    article_id: str
    duplicate_of: str
    kind: str


def duplicates(
    articles: pyarrow.Table, read_runs: _ReadRuns, before: Judged, *, at_once: int = PAIRS_AT_ONCE
) -> tuple[list[Duplicate], Judged]:
    """Return the articles that another one stands for, sorted by id, and what all runs found of pairs of texts.

    `articles` has the columns of SKETCHED without `runs`, and `published_on`. Of each cluster the earliest article
    stands for the others, so that an edited version points at its predecessor; of one day the longest; undated ones
    last. `before` holds what earlier runs found; of it is returned what regards the texts of today. Pairs are counted
    in parts of about `at_once`.
    """
    order = [("published_on", "ascending"), ("words", "descending"), ("article_id", "ascending")]
    ranked = articles.sort_by(order).combine_chunks()
    ids = ranked["article_id"].to_pylist()
    first = firsts(ranked)
    found = {ids[n]: Duplicate(ids[n], ids[first[n]], IDENTICAL) for n in np.flatnonzero(first != np.arange(len(ids)))}
    later, earlier = candidates(_fixed_bytes(ranked["sketch"], SKETCH), np.unique(first), at_once)
    digests = _fixed_bytes(ranked["digest"], 2)
    pairs = _pair_digests(digests, later, earlier)
    kinds = before.of(pairs)
    with tempfile.TemporaryFile(prefix="presspack-runs-") as file:
        asked = _unanswered(kinds, later, first != np.arange(len(ids)))
        new = np.unique(np.concatenate([later[asked], earlier[asked]]))
        runs = StoredRuns(file, read_runs(sorted(ids[n] for n in new)))
        for n in np.flatnonzero(kinds != OTHER):
            kinds[n] = _resembling(ids[later[n]], ids[earlier[n]], int(kinds[n]), runs, found)
    follow(found)
    known = np.flatnonzero(kinds != UNKNOWN)
    return sorted(found.values(), key=lambda duplicate: duplicate.article_id), Judged(pairs.take(known), kinds[known])


def _unanswered(kinds: NDArray[np.int8], later: Rows, copies: NDArray[np.bool_]) -> Rows:
    """Return the places of the pairs of UNKNOWN kind that `resembling` may ask about.

    The later text of the others is one of `copies`, or a pair before tells that it is a copy.
    """
    told = np.full(len(copies), len(kinds))
    np.minimum.at(told, later[kinds > OTHER], np.flatnonzero(kinds > OTHER))
    place = np.flatnonzero(kinds == UNKNOWN)
    return place[(told[later[place]] > place) & ~copies[later[place]]]


def _pair_digests(digests: Hashes, later: Rows, earlier: Rows) -> pyarrow.FixedSizeBinaryArray:
    """Return the digests of the words of both texts of each pair."""
    joined = np.hstack([digests[later], digests[earlier]])
    return pyarrow.FixedSizeBinaryArray.from_buffers(PAIR, len(joined), [None, pyarrow.py_buffer(joined)])


def _fixed_bytes(column: pyarrow.ChunkedArray, width: int) -> Hashes:
    """Return a column of fixed-size binary values as a matrix of `width` numbers a row."""
    values = column.combine_chunks().cast(pyarrow.binary(8 * width))
    numbers = np.frombuffer(values.buffers()[1] or b"", dtype="<u8")
    return numbers[width * values.offset : width * (values.offset + len(values))].reshape(-1, width)


def firsts(ranked: pyarrow.Table) -> Rows:
    """Return for each article the first one with the same words in the same order; for an empty one itself."""
    digests = _fixed_bytes(ranked["digest"], 2)
    _, first, of = np.unique(digests, axis=0, return_index=True, return_inverse=True)
    own = np.arange(len(digests))
    return np.where(ranked["words"].to_numpy() > 0, first[of.reshape(-1)] if len(own) else own, own)


def _resembling(article_id: str, earlier: str, kind: int, runs: "StoredRuns", found: dict[str, Duplicate]) -> int:
    """Return how alike two articles are, asking their runs if `kind` is UNKNOWN; add the later to `found` if it is.

    Pairs come in the order of the later article, the likest first: one that has been found is not asked again.
    """
    if article_id in found:
        return kind
    kind = KINDS.index(kind_of(runs[earlier], runs[article_id])) if kind == UNKNOWN else kind
    if (name := KINDS[kind]) is not None:
        stands = found.get(earlier)
        if stands:  # the other has itself been found to be a copy: what stands for it stands for both
            name = name if stands.kind == NEAR else VERSION
        found[article_id] = Duplicate(article_id, stands.duplicate_of if stands else earlier, name)
    return kind


def follow(found: dict[str, Duplicate]) -> None:
    """Let articles with the words of one that has itself been found to be a copy follow it."""
    for article_id, duplicate in list(found.items()):
        first = found.get(duplicate.duplicate_of)
        if duplicate.kind == IDENTICAL and first:
            found[article_id] = Duplicate(article_id, first.duplicate_of, first.kind)


def candidates(sketches: Hashes, alone: Rows, at_once: int) -> tuple[Rows, Rows]:
    """Return pairs (later, earlier) of rows of `alone` that share enough hashes, later ones in order, the likest first.

    Of a large group that shares a hash, each is paired with a few before it, and with the first, which most likely
    stands for all. Pairs are counted for a range of later ones at a time, at most about `at_once`.
    """
    values, owners = sketches[alone].ravel(), np.repeat(alone.astype(np.int32), SKETCH)
    kept = values > 0
    placed = np.lexsort((owners[kept], values[kept]))
    values, owners = values[kept][placed], owners[kept][placed]
    place = np.arange(len(values), dtype=np.int32)
    start = np.maximum.accumulate(np.where(np.r_[True, values[1:] != values[:-1]], place, 0)) if len(values) else place
    parts = 1 + (NEIGHBOURS + 1) * len(values) // at_once
    bounds = np.linspace(0, len(sketches), parts + 1).astype(np.int64)
    found = [
        counted(owners, start, place[(owners >= low) & (owners < high)], len(sketches))
        for low, high in itertools.pairwise(bounds)
    ]
    return np.concatenate([later for later, _ in found]), np.concatenate([earlier for _, earlier in found])


def counted(owners: Places, start: Places, place: Places, rows: int) -> tuple[Rows, Rows]:
    """Return the pairs of which the later is at one of the places `place`, as `candidates` does.

    `owners` are in the order of their hashes; `start` tells where the group of equal hashes begins.
    """
    near = [place[start[place] <= place - step] for step in range(1, NEIGHBOURS + 1)]
    far = place[place - start[place] > NEIGHBOURS]
    later = owners[np.concatenate([*near, far])]
    earlier = owners[np.concatenate([*(found - step for step, found in enumerate(near, 1)), start[far]])]
    pairs, counts = np.unique(later.astype(np.int64) * rows + earlier, return_counts=True)
    pairs, counts = pairs[counts >= _MIN_SHARED], counts[counts >= _MIN_SHARED]
    later, earlier = np.divmod(pairs, max(rows, 1))
    order = np.lexsort((earlier, -counts, later))
    return later[order], earlier[order]


def kind_of(one: Hashes, other: Hashes) -> str | None:
    """Return how alike two articles are by all their runs: near, version or None."""
    shared = shared_count(one, other)
    shorter, longer = sorted((len(one), len(other)))
    if shared >= _NEAR_SHARE * (shorter + longer - shared):
        return NEAR
    if shared >= _VERSION_SHARE * shorter and shorter >= _VERSION_LENGTH * longer:
        return VERSION
    return None


class StoredRuns:
    """The runs of articles in a file, by article id: those of a large corpus do not fit into memory."""

    def __init__(self, file: IO[bytes], runs: Iterable[tuple[str, bytes]]) -> None:
        """Write `runs` to the file."""
        self.place: dict[str, tuple[int, int]] = {}
        self.file, offset = file, 0
        for article_id, stored in runs:
            self.place[article_id] = (offset, len(stored))
            offset += file.write(stored)
        file.flush()

    def __getitem__(self, article_id: str) -> Hashes:
        """Return the runs of an article."""
        offset, length = self.place[article_id]
        return np.frombuffer(os.pread(self.file.fileno(), length, offset), dtype="<u8")
