"""Gradient-boosted trees in numpy: small, deterministic, and enough for a few thousand rows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


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
    binned = np.stack([np.searchsorted(cut, column, side="left") for cut, column in zip(cuts, rows.T, strict=True)], axis=1)
    share = float((labels * weights).sum() / weights.sum())
    bias = float(np.log(share / (1 - share)))
    odds = np.full(len(rows), bias)
    grown = []
    for _ in range(trees):
        chance = 1 / (1 + np.exp(-odds))
        gradient, curvature = weights * (labels - chance), weights * chance * (1 - chance)
        picked = np.sort(random.choice(rows.shape[1], max(1, int(columns * rows.shape[1])), replace=False))
        tree, reached = one_tree(binned, cuts, gradient, curvature, picked, depth, smoothing)
        tree[2] = [round(rate * value, 5) for value in tree[2]]
        odds += np.array(tree[2])[reached]
        grown.append(tree)
    return {"features": names, "bias": round(bias, 5), "trees": grown}


def one_tree(
    binned: NDArray[np.int64],
    cuts: list[Matrix],
    gradient: Matrix,
    curvature: Matrix,
    picked: NDArray[np.int64],
    depth: int,
    smoothing: float,
) -> tuple[list[Any], NDArray[np.int64]]:
    """Return a complete tree (features, thresholds, leaves in level order) and the leaf of each row."""
    node = np.zeros(len(binned), dtype=np.int64)
    features: list[int] = []
    thresholds: list[float] = []
    for level in range(depth):
        best = level_splits(binned, cuts, gradient, curvature, picked, node, 2**level, smoothing)
        for feature, at in best:
            features.append(feature)
            thresholds.append(round(float(cuts[feature][at]), 6) if at >= 0 else 1e300)
        chosen = np.array([feature for feature, _ in best])[node]
        place = np.array([at for _, at in best])[node]
        right = (place >= 0) & (binned[np.arange(len(binned)), chosen] > place)
        node = 2 * node + right
    sums = np.bincount(node, gradient, 2**depth)
    leaves = sums / (np.bincount(node, curvature, 2**depth) + smoothing)
    return [features, thresholds, leaves.tolist()], node


def level_splits(
    binned: NDArray[np.int64],
    cuts: list[Matrix],
    gradient: Matrix,
    curvature: Matrix,
    picked: NDArray[np.int64],
    node: NDArray[np.int64],
    nodes: int,
    smoothing: float,
) -> list[tuple[int, int]]:
    """Return the best feature and cut for each node of a level; a cut of -1 sends all rows left."""
    best_gain, best = np.full(nodes, 1e-6), [(int(picked[0]), -1)] * nodes
    for feature in picked.tolist():
        width = len(cuts[feature]) + 1
        if width == 1:
            continue
        slot = node * width + binned[:, feature]
        g = np.bincount(slot, gradient, nodes * width).reshape(nodes, width)
        h = np.bincount(slot, curvature, nodes * width).reshape(nodes, width)
        left_g, left_h = g.cumsum(1)[:, :-1], h.cumsum(1)[:, :-1]
        all_g, all_h = g.sum(1, keepdims=True), h.sum(1, keepdims=True)
        gain = (
            left_g**2 / (left_h + smoothing)
            + (all_g - left_g) ** 2 / (all_h - left_h + smoothing)
            - all_g**2 / (all_h + smoothing)
        )
        at = gain.argmax(1)
        value = gain[np.arange(nodes), at]
        for i in np.flatnonzero(value > best_gain + 1e-9):
            best_gain[i], best[i] = value[i], (feature, int(at[i]))
    return best
