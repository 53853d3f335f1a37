"""Two queues of rows to look at: a random sample, which measures, and the most doubtful, which repairs."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

Row = Mapping[str, Any]


def random_sample(rows: Iterable[Row], *, size: int, seed: str) -> list[Row]:
    """Return `size` rows drawn at random, in the order drawn.

    A row's place comes from a digest of its id and the seed, so that the same seed draws the same rows on any machine,
    and a larger sample begins with a smaller one.
    """
    return sorted(rows, key=lambda row: sha256(f"{seed}\0{row['table']}\0{row['id']}".encode()).digest())[:size]


def most_doubtful(rows: Iterable[Row], *, size: int) -> list[Row]:
    """Return the rows that two readers disagree on first, then those with the lowest confidence.

    Among equals those of what is named most often come first, then it goes by id.
    """
    listed = list(rows)
    told: dict[str, int] = {}
    for row in listed:
        told[row["words"] or ""] = told.get(row["words"] or "", 0) + 1
    return sorted(
        listed,
        key=lambda row: ("reader" not in row, row["confidence"], -told[row["words"] or ""], row["table"], row["id"]),
    )[:size]


def accuracy(sample: Sequence[Row], verdicts: Mapping[tuple[str, str], str]) -> dict[str, int]:
    """Return how many rows of the sample are decided and how many of those are right.

    An edited row was wrong when it was drawn: the figure is of the machine's work, before corrections.
    """
    decided = [verdicts[(row["table"], row["id"])] for row in sample if (row["table"], row["id"]) in verdicts]
    counted = [verdict for verdict in decided if verdict in {"right", "wrong", "edited"}]
    return {"size": len(sample), "decided": len(counted), "right": counted.count("right")}
