"""presspack evaluate: precision, recall and F1 of the built tables against articles annotated by hand.

Gold files have the format that `presspack annotations` writes. Rows are matched one to one, most overlapping first:
mentions by overlap and type of actor; statistics by overlap, and again with equal value, modifier and kind of unit;
events by type, and overlap of trigger or sentence; roles by overlap and a shared word. The body is counted in
characters.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presspack.base.errors import MissingFile, PipelineError
from presspack.cli.annotations import annotations, readers_of, unread_articles
from presspack.config import read_config
from presspack.reader.calibration import Judged, calibration_report

Item = Mapping[str, Any]
Score = Callable[[Item, Item], float]


class NoGold(PipelineError):
    """None of the gold files belongs to an article of the build."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were right, predicted, and in the gold annotation."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of predicted rows that are right; 1 if none is predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of gold rows that were found; 1 if there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack evaluate`."""
    parser.add_argument(
        "--gold", type=Path, required=True, metavar="DIR", help="folder with one annotated JSON file per article"
    )
    parser.add_argument(
        "--build",
        type=Path,
        default=Path("build"),
        metavar="BUILD",
        help="build folder of the pipeline (default: build)",
    )
    parser.add_argument(
        "--reader",
        choices=["rules", "model"],
        help="count only the events, figures and roles that this reader found, alone or with the other",
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="fit the confidence of events by who found them, and print the settings that say so",
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings of the build, for --calibrate (default: none)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.epilog = (
        "example:\n  presspack evaluate --gold gold --build build\n  presspack evaluate --gold gold --reader model\n"
        "  presspack evaluate --gold gold --calibrate --config raw/settings.yaml"
    )


def overlap(a: list[int] | None, b: list[int] | None) -> float:
    """Return the shared characters of two spans over those of both together: 0 if they do not meet, 1 if equal."""
    if not a or not b:
        return 0.0
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def counts(predicted: list[Item], gold: list[Item], score: Score) -> Counts:
    """Return how many of `predicted` match a row of `gold`."""
    return Counts(len(matched(predicted, gold, score)), len(predicted), len(gold))


def matched(predicted: list[Item], gold: list[Item], score: Score) -> set[int]:
    """Return the numbers of those of `predicted` that match a row of `gold`, one to one, the best scores first."""
    pairs = sorted(
        ((-score(p, g), i, j) for i, p in enumerate(predicted) for j, g in enumerate(gold) if score(p, g) > 0)
    )
    used_predicted: set[int] = set()
    used_gold: set[int] = set()
    for _, i, j in pairs:
        if i not in used_predicted and j not in used_gold:
            used_predicted.add(i)
            used_gold.add(j)
    return used_predicted


def mentions(annotation: Item) -> list[Item]:
    """Return the mentions of an annotation, each with the type of its actor."""
    return [{"span": span, "type": actor["type"]} for actor in annotation["actors"] for span in actor["mentions"]]


def same_span_and(*keys: str) -> Score:
    """Return a score of overlap for rows that agree in `keys`, 0 for others."""
    return lambda p, g: overlap(p["span"], g["span"]) if all(p[k] == g[k] for k in keys) else 0.0


def same_event(p: Item, g: Item) -> float:
    """Return how well two events of one type fit: the overlap of triggers, a little for a shared sentence."""
    if p["type"] != g["type"]:
        return 0.0
    return max(overlap(p["trigger"], g["trigger"]), 0.1 * (overlap(p["sentence"], g["sentence"]) >= 0.5))


def same_role(p: Item, g: Item) -> float:
    """Return the overlap of the evidence of two roles that share a word."""
    shared = set(p["role"].lower().split()) & set(g["role"].lower().split())
    return overlap(p["evidence"], g["evidence"]) if shared else 0.0


def body(annotation: Item) -> set[int]:
    """Return the offsets that lie in the body."""
    return {offset for start, end in annotation["body"] for offset in range(start, end)}


def compared(predicted: Item, gold: Item) -> dict[str, Counts]:
    """Return the counts of one article by table."""
    mine, theirs = body(predicted), body(gold)
    figures = predicted["statistics"], gold["statistics"]
    return {
        "body": Counts(len(mine & theirs), len(mine), len(theirs)),
        "mentions": counts(mentions(predicted), mentions(gold), same_span_and("type")),
        "actor_roles": counts(predicted["roles"], gold["roles"], same_role),
        "events": counts(predicted["events"], gold["events"], same_event),
        "statistics": counts(*figures, same_span_and()),
        "statistics, value": counts(*figures, same_span_and("value", "value_high")),
        "statistics, all": counts(*figures, same_span_and("value", "value_high", "modifier", "unit_kind")),
    }


def evaluated(build: Path, gold: Path, *, reader: str | None = None) -> dict[str, Counts]:
    """Return the counts over all articles that are both built and annotated, of the rows of one `reader` if named.

    Raise NoGold if there is none.
    """
    total: dict[str, Counts] = {}
    for _, mine, theirs in _pairs(build, gold, annotations(build, reader=reader)):
        for table, found in compared(mine, theirs).items():
            total[table] = total.get(table, Counts()) + found
    return total


def _pairs(build: Path, gold: Path, built: Mapping[str, Item]) -> list[tuple[str, Item, Item]]:
    """Return the annotations of the articles that are `built` and annotated: file name, ours, that of people."""
    if not gold.is_dir():
        raise MissingFile(gold, expected="a folder of annotated articles")
    paths = [path for path in sorted(gold.glob("*.json")) if path.name in built]
    if not paths:
        raise NoGold(
            f"{gold} has no file named after an article of {build}; expected names like {', '.join(sorted(built)[:3])}"
        )
    return [(path.name, built[path.name], json.loads(path.read_text(encoding="utf-8"))) for path in paths]


def judged_events(build: Path, gold: Path) -> dict[str, list[Judged]]:
    """Return the events of annotated articles by who found them, each with whether gold has it.

    Articles of which a part was not read are left out. Raise NoGold if none is annotated.
    """
    readers, unread = readers_of(build / "tables"), unread_articles(build / "tables")
    found: dict[str, list[Judged]] = {}
    for name, mine, theirs in _pairs(build, gold, annotations(build, with_rows=True)):
        right = matched(mine["events"], theirs["events"], same_event)
        for number, event in enumerate(mine["events"]):
            if event["row"]["article_id"] not in unread and event["row"]["event_id"] in readers:
                one = Judged(name, event["row"]["confidence"], number in right)
                found.setdefault(readers[event["row"]["event_id"]], []).append(one)
    return found


def run(args: argparse.Namespace) -> int:
    """Print the figures, or the fitted confidence."""
    if args.calibrate:
        now = read_config(args.config).reader.confidence
        print(calibration_report(judged_events(args.build, args.gold), now))
        return 0
    found = evaluated(args.build, args.gold, reader=args.reader)
    if args.json:
        print(
            json.dumps(
                {
                    t: {"precision": c.precision, "recall": c.recall, "f1": c.f1, "gold": c.gold}
                    for t, c in found.items()
                },
                indent=1,
            )
        )
        return 0
    print(f"{'':20} {'precision':>9} {'recall':>9} {'F1':>9} {'gold':>6}")
    for table, c in found.items():
        print(f"{table:20} {100 * c.precision:9.1f} {100 * c.recall:9.1f} {100 * c.f1:9.1f} {c.gold:6}")
    return 0
