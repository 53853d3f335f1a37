"""Gradient-boosted trees in numpy: small, deterministic, and enough for a few thousand rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """Rows as numbers of bins, and the thresholds between the bins of each column."""

    binned: NDArray[np.int64]
    cuts: list[Matrix]


@dataclass(frozen=True)
class Slopes:
    """First and second derivative of the loss for each row, and the weight of doubt in every leaf."""

    gradient: Matrix
    curvature: Matrix
    smoothing: float


def bins_of(rows: Matrix, count: int) -> list[Matrix]:
    """Return for each column the thresholds that cut it into at most `count` bins."""
    cuts = []
    for column in rows.T:
        values = np.unique(column)
        if len(values) > count:
            values = np.unique(np.quantile(column, np.linspace(0, 1, count + 1), method="nearest"))
        cuts.append((values[1:] + values[:-1]) / 2 if len(values) > 1 else np.array([]))
    return cuts


def boosted(
    rows: Matrix,
    labels: Matrix,
    weights: Matrix,
    *,
    names: list[str],
    trees: int = 120,
    depth: int = 4,
    rate: float = 0.1,
    smoothing: float = 20.0,
    bins: int = 32,
    columns: float = 0.4,
    seed: int = 7,
) -> dict[str, Any]:
    """Return boosted trees for the log-odds that a label is 1, as a JSON-ready object.

    Each tree sees a fixed-seed sample of `columns` of the features; `smoothing` is the weight of doubt in every leaf.
    """
    random = np.random.default_rng(seed)
    cuts = bins_of(rows, bins)
    binned = np.stack([np.searchsorted(cut, column, side="left") for cut, column in zip(cuts, rows.T, strict=True)]).T
    table = Table(binned, cuts)
    share = float((labels * weights).sum() / weights.sum())
    bias = float(np.log(share / (1 - share)))
    odds = np.full(len(rows), bias)
    grown = []
    for _ in range(trees):
        chance = 1 / (1 + np.exp(-odds))
        gradient, curvature = weights * (labels - chance), weights * chance * (1 - chance)
        picked = np.sort(random.choice(rows.shape[1], max(1, int(columns * rows.shape[1])), replace=False))
        slopes = Slopes(gradient, curvature, smoothing)
        tree, reached = one_tree(table, slopes, picked, depth)
        tree[2] = [round(rate * value, 5) for value in tree[2]]
        odds += np.array(tree[2])[reached]
        grown.append(tree)
    return {"features": names, "bias": round(bias, 5), "trees": grown}


def one_tree(
    table: Table, slopes: Slopes, picked: NDArray[np.int64], depth: int
) -> tuple[list[Any], NDArray[np.int64]]:
    """Return a complete tree (features, thresholds, leaves in level order) and the leaf of each row."""
    node = np.zeros(len(table.binned), dtype=np.int64)
    features: list[int] = []
    thresholds: list[float] = []
    for level in range(depth):
        best = level_splits(table, slopes, picked, node, nodes=2**level)
        for feature, at in best:
            features.append(feature)
            thresholds.append(round(float(table.cuts[feature][at]), 6) if at >= 0 else 1e300)
        chosen = np.array([feature for feature, _ in best])[node]
        place = np.array([at for _, at in best])[node]
        right = (place >= 0) & (table.binned[np.arange(len(table.binned)), chosen] > place)
        node = 2 * node + right
    sums = np.bincount(node, slopes.gradient, 2**depth)
    leaves = sums / (np.bincount(node, slopes.curvature, 2**depth) + slopes.smoothing)
    return [features, thresholds, leaves.tolist()], node


def level_splits(
    table: Table, slopes: Slopes, picked: NDArray[np.int64], node: NDArray[np.int64], *, nodes: int
) -> list[tuple[int, int]]:
    """Return the best feature and cut for each node of a level; a cut of -1 sends all rows left."""
    best_gain, best = np.full(nodes, 1e-6), [(int(picked[0]), -1)] * nodes
    for feature in picked.tolist():
        width = len(table.cuts[feature]) + 1
        if width == 1:
            continue
        slot = node * width + table.binned[:, feature]
        g = np.bincount(slot, slopes.gradient, nodes * width).reshape(nodes, width)
        h = np.bincount(slot, slopes.curvature, nodes * width).reshape(nodes, width)
        left_g, left_h = g.cumsum(1)[:, :-1], h.cumsum(1)[:, :-1]
        all_g, all_h = g.sum(1, keepdims=True), h.sum(1, keepdims=True)
        gain = (
            left_g**2 / (left_h + slopes.smoothing)
            + (all_g - left_g) ** 2 / (all_h - left_h + slopes.smoothing)
            - all_g**2 / (all_h + slopes.smoothing)
        )
        at = gain.argmax(1)
        value = gain[np.arange(nodes), at]
        for i in np.flatnonzero(value > best_gain + 1e-9):
            best_gain[i], best[i] = value[i], (feature, int(at[i]))
    return best
