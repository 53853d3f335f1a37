"""Boosted trees as plain numbers: read from JSON, applied with numpy. Training lives in tests/quality/."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tree:
    """A binary tree in level order: node i has children 2i+1 and 2i+2; leaves hold what to add to the log-odds."""

    features: NDArray[np.int64]
    thresholds: Matrix
    leaves: Matrix
    depth: int

    def values(self, rows: Matrix) -> Matrix:
        """Return the leaf value that each row reaches."""
        node = np.zeros(len(rows), dtype=np.int64)
        every = np.arange(len(rows))
        for _ in range(self.depth):
            node = 2 * node + 1 + (rows[every, self.features[node]] > self.thresholds[node])
        return np.asarray(self.leaves[node - (2**self.depth - 1)])


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose values add up to log-odds. `names` are the features, in the order of the columns."""

    names: tuple[str, ...]
    bias: float
    trees: tuple[Tree, ...]

    def log_odds(self, rows: Matrix) -> Matrix:
        """Return the log-odds of each row."""
        total = np.full(len(rows), self.bias)
        for tree in self.trees:
            total += tree.values(rows)
        return total


@lru_cache(maxsize=4)
def forest(name: str) -> Forest:
    """Return the trees of `<name>.json` beside this module."""
    return forest_of(json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")))


def forest_of(stored: dict[str, object]) -> Forest:
    """Return the forest that a JSON object describes."""
    trees = []
    for features, thresholds, leaves in stored["trees"]:  # type: ignore[attr-defined]
        depth = int(math.log2(len(leaves)))
        trees.append(Tree(np.array(features), np.array(thresholds, dtype=float), np.array(leaves, dtype=float), depth))
    return Forest(tuple(stored["features"]), float(stored["bias"]), tuple(trees))  # type: ignore[arg-type]
