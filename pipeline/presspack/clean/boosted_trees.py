"""Boosted trees as plain numbers: read from JSON, applied with numpy. Training lives in tests/quality/."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Complete trees whose leaves add up to log-odds; `names` are the features, in the order of the columns.

    Each row of the arrays is a tree in level order: node i has children 2i+1 and 2i+2.
    """

    names: tuple[str, ...]
    bias: float
    features: NDArray[np.int64]
    thresholds: Matrix
    leaves: Matrix

    def log_odds(self, rows: Matrix) -> Matrix:
        """Return the log-odds of each row."""
        trees, leaves = self.leaves.shape
        which, every = np.arange(trees), np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), trees), dtype=np.int64)
        for _ in range(leaves.bit_length() - 1):
            node = 2 * node + 1 + (rows[every, self.features[which, node]] > self.thresholds[which, node])
        return np.asarray(self.bias + self.leaves[which, node - (leaves - 1)].sum(axis=1))


@lru_cache(maxsize=4)
def forest(name: str) -> Forest:
    """Return the trees of `<name>.json` beside this module."""
    return forest_of(json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")))


def forest_of(stored: dict[str, Any]) -> Forest:
    """Return the forest that a JSON object describes: features, bias, and trees as features, thresholds, leaves."""
    features, thresholds, leaves = zip(*stored["trees"], strict=True)
    return Forest(
        tuple(stored["features"]),
        float(stored["bias"]),
        np.array(features),
        np.array(thresholds, float),
        np.array(leaves, float),
    )
