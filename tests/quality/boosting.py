"""Gradient-boosted trees of scikit-learn as plain numbers: what `presspack.clean.boosted_trees` reads."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

Matrix = NDArray[np.float64]
ALL_LEFT = 1e300  # a threshold that no value exceeds


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
    bins: int = 64,
    columns: float = 0.4,
    seed: int = 7,
) -> dict[str, Any]:
    """Return boosted trees for the log-odds that a label is 1, as a JSON-ready object.

    Each split sees a fixed-seed sample of `columns` of the features; `smoothing` is the weight of doubt in every leaf.
    """
    learner = HistGradientBoostingClassifier(
        learning_rate=rate,
        max_iter=trees,
        max_depth=depth,
        max_leaf_nodes=2**depth,
        l2_regularization=smoothing,
        max_features=columns,
        max_bins=bins,
        early_stopping=False,
        random_state=seed,
    ).fit(rows, labels, sample_weight=weights)
    bias = float(np.ravel(learner._baseline_prediction)[0])
    grown = [complete(predictors[0].nodes, depth) for predictors in learner._predictors]
    return {"features": names, "bias": round(bias, 5), "trees": grown}


def complete(nodes: Any, depth: int) -> list[Any]:
    """Return a tree as features, thresholds and leaves in level order, leaves that come early filled up to `depth`."""
    features, thresholds = [0] * (2**depth - 1), [ALL_LEFT] * (2**depth - 1)
    leaves = [0.0] * 2**depth
    todo = [(0, 0)]  # number of a node here, and in level order
    while todo:
        number, place = todo.pop()
        node = nodes[number]
        if place >= len(features):
            leaves[place - len(features)] = round(float(node["value"]), 5)
        elif node["is_leaf"]:
            todo.append((number, 2 * place + 1))
        else:
            features[place], thresholds[place] = int(node["feature_idx"]), round(float(node["num_threshold"]), 6)
            todo += [(int(node["left"]), 2 * place + 1), (int(node["right"]), 2 * place + 2)]
    return [features, thresholds, leaves]
