"""Texts as sets of hashed word runs, and small sketches of them; the same on every machine and in every process."""

import re
import zlib
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

WORD = re.compile(r"\w+")
RUN = 5  # words in a run
SKETCH = 32  # smallest hashes kept of a text
Hashes = NDArray[np.uint64]
MIN_RUNS = 20  # shorter texts have an empty sketch: they are compared as a whole only
# What is kept of a text: the number and digest of its words; its smallest hashes and all of them, 8 bytes each.
SKETCHED = pyarrow.schema(
    [
        ("article_id", pyarrow.string()),
        ("words", pyarrow.int64()),
        ("digest", pyarrow.binary(16)),
        ("sketch", pyarrow.binary(8 * SKETCH)),
        ("runs", pyarrow.binary()),
    ]
)
SEED, FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x100000001B3)


def words_of(text: str) -> list[str]:
    """Return the words that are compared: case and punctuation do not count."""
    return WORD.findall(text.casefold())


def runs_of(words: list[str]) -> Hashes:
    """Return the hashes of all runs of five words, sorted, each once; of a shorter text, of all its words."""
    if not words:
        return np.empty(0, dtype=np.uint64)
    codes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    width = min(RUN, len(codes))
    count = len(codes) - width + 1
    joined = np.zeros(count, dtype=np.uint64)
    for place in range(width):
        joined = joined * FACTOR + _scrambled(codes[place : place + count])
    return np.unique(_scrambled(joined))


def _scrambled(values: Hashes) -> Hashes:
    """Return the values with their bits mixed (splitmix64), so that the smallest are a fair sample."""
    mixed = values + SEED
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def sketch_row(article_id: str, text: str) -> dict[str, Any]:
    """Return the row of SKETCHED for a text. Two texts share smallest hashes about as often as they share runs."""
    words = words_of(text)
    runs = runs_of(words)
    sketch = np.zeros(SKETCH, dtype="<u8")
    if len(runs) >= MIN_RUNS:
        sketch[: min(SKETCH, len(runs))] = runs[:SKETCH]
    return {
        "article_id": article_id,
        "words": len(words),
        "digest": blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        "sketch": sketch.tobytes(),
        "runs": runs.astype("<u8").tobytes(),
    }


def shared_count(one: Hashes, other: Hashes) -> int:
    """Return how many hashes two sorted sets have in common."""
    if not len(one):
        return 0
    place = np.searchsorted(one, other)
    return int(np.count_nonzero(one[np.minimum(place, len(one) - 1)] == other))
