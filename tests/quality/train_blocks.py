"""Train the trees that tell body from the rest, and write them to pipeline/clean/*.json.

    python tests/quality/train_blocks.py [--pages FOLDER] [--cross-validate]

Annotated pages come from `--pages` (default ../shared/dev/cleaning: article-extraction-benchmark and
fundus-evaluation, both MIT). What is written are thresholds on counts such as line length, no text. The seed is
fixed: the same pages give the same files. With `--cross-validate` nothing is written; every page is judged by
trees that saw no page of its site, and the F1 of the bodies is printed.
"""

import argparse
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from boosting import Matrix, boosted
from cleaning import f1_of
from pages import DEFAULT, AnnotatedPage, annotated_pages, labels

from pipeline.clean import choice, prepared_page, prepared_text
from pipeline.clean.blocks import Block
from pipeline.clean.features import CONTEXT_NAMES, LINE_NAMES, line_columns
from pipeline.clean.forest import Forest, forest_of
from pipeline.clean.structure import STRUCTURE_NAMES, structure_columns

LINES, PAGES = [*LINE_NAMES, *CONTEXT_NAMES], [*LINE_NAMES, *CONTEXT_NAMES, *STRUCTURE_NAMES]
OUTPUT = Path(choice.__file__).parent
FOLDS, VARIANTS = 8, 3


@dataclass
class Case:
    """The blocks of one page, as features, labels and weights."""

    page: AnnotatedPage
    blocks: list[Block]
    rows: Matrix
    labels: Matrix
    weights: Matrix


def case_of(page: AnnotatedPage, blocks: list[Block], rows: Matrix) -> Case:
    """Return a page as training data; long blocks weigh more, all pages the same."""
    found, counts = labels(blocks, page.body)
    weights = np.sqrt(np.array(counts, dtype=float) + 3)
    return Case(page, blocks, rows, np.array(found), weights / weights.sum() * 100)


def text_case(page: AnnotatedPage) -> Case:
    """Return the plain-text capture of a page."""
    blocks = prepared_text(page.capture.decode("utf-8"))
    return case_of(page, blocks, line_columns(blocks))


def html_case(page: AnnotatedPage) -> Case:
    """Return the HTML of a page."""
    found, told = prepared_page(page.html.decode("utf-8", errors="replace"))
    lines = line_columns(found.blocks)
    rows = np.hstack([lines, structure_columns(found.blocks, found.elements, told, lines[:, choice.PRIOR].tolist())])
    return case_of(page, found.blocks, rows)


def trained_on_text(cases: list[Case]) -> Forest:
    """Return trees for lines; the pages are also cut and crossed with each other, since there are few."""
    return trained(cases + crossed(cases, random.Random(5)), LINES, trees=100)


def trained_on_html(cases: list[Case]) -> Forest:
    """Return trees for blocks of pages."""
    return trained(cases, PAGES, trees=120)


def trained(cases: list[Case], names: list[str], *, trees: int) -> Forest:
    """Return the trees as a forest."""
    return forest_of(stored(cases, names, trees=trees))


def stored(cases: list[Case], names: list[str], *, trees: int) -> dict[str, object]:
    """Return the trees as they are written."""
    rows = np.vstack([case.rows for case in cases])
    return boosted(
        rows,
        np.concatenate([case.labels for case in cases]),
        np.concatenate([case.weights for case in cases]),
        names=names,
        trees=trees,
    )


def extent(case: Case) -> tuple[int, int]:
    """Return where the body begins and ends, stray matches far from the rest left out."""
    groups: list[list[int]] = []
    for place in np.flatnonzero(case.labels).tolist():
        if groups and place - groups[-1][-1] <= 25:
            groups[-1].append(place)
        else:
            groups.append([place])
    best = max(groups, key=lambda group: case.weights[group].sum())
    return best[0], best[-1] + 1


def crossed(cases: list[Case], chance: random.Random) -> list[Case]:
    """Return captures that join the head of one page, the article of another and the foot of a third."""
    extents = [extent(case) for case in cases]
    made = []
    for case, (begin, end) in zip(cases, extents, strict=True):
        for _ in range(VARIANTS):
            above, below = chance.randrange(len(cases)), chance.randrange(len(cases))
            head = cases[above].blocks[: max(0, extents[above][0] - chance.choice([2, 5, 10]))]
            foot = cases[below].blocks[extents[below][1] + chance.choice([0, 1, 3]) :]
            head = head[-chance.randrange(1, 40) :] if chance.random() < 0.3 else head
            foot = foot[: chance.randrange(60)] if chance.random() < 0.3 else foot
            first, last = (
                max(0, begin - chance.choice([2, 4, 8])),
                min(len(case.blocks), end + chance.choice([1, 3, 6])),
            )
            places = list(range(first, last))
            if chance.random() < 0.4 and end - begin > 6:
                places = [*range(first, begin + chance.randrange(2, end - begin)), *range(end, last)]
            core = [case.blocks[place] for place in places]
            blocks = [*head, *core, *foot]
            found = np.concatenate([np.zeros(len(head)), case.labels[places], np.zeros(len(foot))])
            weights = np.sqrt(np.array([3.0 + 1 + len(block.text) // 6 for block in blocks]))
            made.append(Case(case.page, blocks, line_columns(blocks), found, weights / weights.sum() * 100))
    return made


def cross_validate(cases: list[Case], train: Callable[[list[Case]], Forest], name: str) -> dict[str, float]:
    """Return the F1 for each source when no page is judged by trees that saw its site."""
    sites = sorted({case.page.site for case in cases})
    random.Random(3).shuffle(sites)
    bodies: dict[str, dict[str, str]] = {}
    for fold in range(FOLDS):
        left_out = set(sites[fold::FOLDS])
        learned = train([case for case in cases if case.page.site not in left_out])
        for case in cases:
            if case.page.site in left_out:
                mark = choice.mark_lines if name == "text" else choice.mark_blocks
                mark(case.blocks, case.rows, learned)
                words = "\n".join(block.text for block in case.blocks if block.body)
                bodies.setdefault(case.page.source, {})[case.page.name] = words
    truth = {(case.page.source, case.page.name): case.page.body for case in cases}
    return {
        source: f1_of([(truth[source, page], words) for page, words in sorted(found.items())])["f1"]
        for source, found in sorted(bodies.items())
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=Path, default=DEFAULT)
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    pages = list(annotated_pages(options.pages))
    texts, htmls = [text_case(page) for page in pages], [html_case(page) for page in pages]
    if options.cross_validate:
        for name, cases, train in (("text", texts, trained_on_text), ("html", htmls, trained_on_html)):
            scores = cross_validate(cases, train, name)
            print(name, " ".join(f"{source} {value:.3f}" for source, value in scores.items()), flush=True)
        return
    for name, found in (
        ("line_forest", stored(texts + crossed(texts, random.Random(5)), LINES, trees=100)),
        ("page_forest", stored(htmls, PAGES, trees=120)),
    ):
        path = OUTPUT / f"{name}.json"
        path.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
        print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
