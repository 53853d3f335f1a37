"""What the first trees' verdicts tell about each line: the columns that the second trees read beside the line's own.

A line by itself is often doubtful (an item of a list, a name under a letter); that lines like it around it, before it
and after it were taken for the article's, or not, is the better witness.
"""

from collections import Counter

import numpy as np

from presspack.clean.block_runs import best_run
from presspack.clean.blocks import Block
from presspack.clean.boosted_trees import Matrix
from presspack.clean.line_features import READ_CHARS, WORD

WINDOWS = (1, 3, 8, 20)
VERDICT_NAMES = (
    "odds", *(f"chance_{side}_{width}" for width in WINDOWS for side in ("before", "after")),
    "in_likely_run", "to_likely_begin", "to_likely_end", "share_so_far", "chars_so_far", "chars_to_come",
    "words_in_likely", "doubt_before", "doubt_after",
)  # fmt: skip
SURE = 1.0  # log-odds from which a line ends the doubt that has gathered since the one before


def likely_run(blocks: list[Block], odds: Matrix, lowest: float, beside: Matrix | float = 0.0) -> tuple[int, int]:
    """Return the run of lines that is likeliest the body; long lines count more, none costs more than `lowest`.

    What `beside` holds is added to what the odds make of each line.
    """
    chars = np.array([min(len(block.text), 300) for block in blocks])
    return best_run((np.clip(odds, lowest, 3.0) * np.sqrt(chars / 60 + 0.3) + beside).tolist())


def verdict_columns(blocks: list[Block], odds: Matrix) -> Matrix:
    """Return one row a line with VERDICT_NAMES; `odds` are the first trees' log-odds."""
    count, chances = len(blocks), 1 / (1 + np.exp(-odds))
    places, total = np.arange(count), np.concatenate([[0.0], chances.cumsum()])
    columns = [odds]
    for width in WINDOWS:
        columns.append((total[places] - total[np.maximum(0, places - width)]) / width)
        columns.append((total[np.minimum(count, places + 1 + width)] - total[places + 1]) / width)
    first, last = likely_run(blocks, odds + 0.5, -2.0)
    told = np.concatenate([[0.0], (chances * [len(block.text) for block in blocks]).cumsum()])
    columns += [
        ((places >= first) & (places < last)).astype(float),
        np.sign(places - first) * np.log1p(abs(places - first)),
        np.sign(places - last + 1) * np.log1p(abs(places - last + 1)),
        told[:-1] / max(1.0, told[-1]),
        np.log1p(told[:-1]),
        np.log1p(told[-1] - told[1:]),
        words_shared(blocks, chances > 0.5),
        doubts(odds),
        doubts(odds[::-1])[::-1],
    ]
    return np.column_stack(columns)


def words_shared(blocks: list[Block], likely: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Matrix:
    """Return for each line the share of its long words that another line taken for body has too."""
    themes = [{word.lower() for word in WORD.findall(block.text[:READ_CHARS]) if len(word) > 3} for block in blocks]
    counted = Counter(word for found, taken in zip(themes, likely.tolist(), strict=True) if taken for word in found)
    return np.array(
        [
            sum(counted[word] > taken for word in found) / max(1, len(found))
            for found, taken in zip(themes, likely.astype(int).tolist(), strict=True)
        ]
    )


def doubts(odds: Matrix) -> Matrix:
    """Return for each line the log-odds below zero that have gathered since the last line that is surely body.

    doubts([2, -1, 0.5, -3]) -> [0, -1, -1, -4]
    """
    found, doubt = [], 0.0
    for value in odds.tolist():
        doubt = 0.0 if value > SURE else doubt + min(0.0, value)
        found.append(doubt)
    return np.array(found)
