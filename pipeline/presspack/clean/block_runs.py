"""Arithmetic on the blocks of a record in their order: runs, neighbours, distances."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from presspack.clean.boosted_trees import Matrix

Flags = NDArray[np.bool_]


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """Return the run of greatest sum, the first of equals; empty if none is above zero: [-1, 2, 3, -9] -> (1, 3)."""
    best, run, begin, found = 0.0, 0.0, 0, (0, 0)
    for i, value in enumerate(scores):
        if run <= 0:
            run, begin = 0.0, i
        run += value
        if run > best:
            best, found = run, (begin, i + 1)
    return found


def around(values: Matrix, width: int) -> Matrix:
    """Return the sum of the values up to `width` places before and after each."""
    total, places = np.concatenate([[0.0], values.cumsum()]), np.arange(len(values))
    return np.asarray(total[np.minimum(len(values), places + width + 1)] - total[np.maximum(0, places - width)])


def shifted(rows: Matrix, offset: int) -> Matrix:
    """Return for each row the one `offset` further on; -1 where there is none."""
    moved = np.full_like(rows, -1.0)
    if offset > 0:
        moved[:-offset] = rows[offset:]
    else:
        moved[-offset:] = rows[:offset]
    return moved


def streak(flags: Flags) -> Matrix:
    """Return for each place how many flags in a row end there: [1, 1, 0, 1] -> [1, 2, 0, 1]."""
    found, count = [], 0.0
    for flag in flags:
        count = count + 1 if flag else 0.0
        found.append(count)
    return np.array(found)


def since(flags: Flags) -> Matrix:
    """Return for each place how many places ago a flag stood (itself not counted), 99 if none did."""
    found, distance = [], 99.0
    for flag in flags:
        found.append(distance)
        distance = 0.0 if flag else min(99.0, distance + 1)
    return np.array(found)
