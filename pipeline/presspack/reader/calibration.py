"""How far the events of each reader can be trusted, fitted to gold: a share for a model, a shift of log-odds for rules.

The shift leaves the order of rows as it is, and needs few rows to be fitted; so it suits the gold that people have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from presspack.config import Confidence

FEWEST = 30  # rows of a reader below which nothing is fitted
FARTHEST = 10.0  # log-odds
CERTAIN = 0.001
STEPS = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """An event that gold was found for, or not: what confidence it states and whether it is right."""

    article: str
    stated: float
    is_right: bool


def shifted(confidence: float, shift: float) -> float:
    """Return a probability with `shift` added to its log-odds: 0.5 and 0 -> 0.5."""
    held = min(max(confidence, CERTAIN), 1 - CERTAIN)
    return 1 / (1 + exp(-log(held / (1 - held)) - shift))


def fitted_share(rows: Sequence[Judged]) -> float:
    """Return the share of right rows as the rule of succession has it, so that it is neither 0 nor 1."""
    return (sum(row.is_right for row in rows) + 1) / (len(rows) + 2)


def fitted_shift(rows: Sequence[Judged]) -> float:
    """Return the shift with which the mean of the stated confidences is the share of right rows."""
    low, high, wanted = -FARTHEST, FARTHEST, fitted_share(rows) * len(rows)
    for _ in range(STEPS):
        middle = (low + high) / 2
        if sum(shifted(row.stated, middle) for row in rows) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def calibration_report(rows: Mapping[str, Sequence[Judged]], now: Confidence) -> str:
    """Return a table of the events of each reader with what confidence fits them, and the settings that say so.

    `now` are the settings of the build. A reader with fewer than FEWEST events keeps what it has.
    """
    lines = [f"{'events of':10} {'rows':>6} {'right':>7} {'stated':>7} {'error':>7} {'fitted':>7}   (held out)"]
    settings = now.model_dump()
    for reader, key in (("rules", "rules_shift"), ("model", "model"), ("both", "both_shift")):
        found = rows.get(reader, ())
        told = f"{reader:10} {len(found):6}"
        if found:
            right, stated = (sum(values) / len(found) for values in _right_and_stated(found))
            told += f" {100 * right:7.1f} {100 * stated:7.1f} {brier(found):7.3f}"
        if len(found) < FEWEST or len({row.article for row in found}) < 2:
            lines.append(f"{told}   not fitted: fewer than {FEWEST} events, or one article")
            continue
        is_model = reader == "model"
        settings[key] = round(fitted_share(found) if is_model else settings[key] + fitted_shift(found), 2)
        lines.append(f"{told} {held_out_error(found, by_share=is_model):7.3f}")
    said = ", ".join(f"{key}: {value}" for key, value in settings.items())
    return "\n".join([*lines, "", "reader:", f"  confidence: {{{said}}}"])


def _right_and_stated(rows: Sequence[Judged]) -> tuple[list[float], list[float]]:
    return [float(row.is_right) for row in rows], [row.stated for row in rows]


def brier(rows: Sequence[Judged]) -> float:
    """Return the mean squared error of the stated confidences."""
    return sum((row.stated - row.is_right) ** 2 for row in rows) / len(rows)


def held_out_error(rows: Sequence[Judged], *, by_share: bool) -> float:
    """Return the mean squared error of confidences that are fitted to the other articles: by a share, or a shift."""
    total = 0.0
    for article in sorted({row.article for row in rows}):
        held = [row for row in rows if row.article == article]
        others = [row for row in rows if row.article != article]
        share, shift = fitted_share(others), 0.0 if by_share else fitted_shift(others)
        told = [share if by_share else shifted(row.stated, shift) for row in held]
        total += sum((value - row.is_right) ** 2 for value, row in zip(told, held, strict=True))
    return total / len(rows)
