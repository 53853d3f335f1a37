"""Train the trees that tell body from the rest, and write them to pipeline/presspack/clean/*.json.

    python tests/quality/train_blocks.py [--pages FOLDER] [--cross-validate | --leave-one-set-out [html] [text]]

Annotated pages come from `--pages` (default ../shared/dev/cleaning: article-extraction-benchmark and
fundus-evaluation, both MIT). What is written are thresholds on counts such as line length, no text. The seed is
fixed: the same pages give the same files. With `--cross-validate` nothing is written; every page is judged by
trees that saw no page of its site, and the F1 of the bodies is printed. With `--leave-one-set-out` it is judged by
trees that saw no page of its whole set, and trafilatura's better mode is printed beside it.
"""

import argparse
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import trafilatura
from boosting import Matrix, boosted
from cleaning import f1_of
from pages import DEFAULT, AnnotatedPage, annotated_pages, labels
from variants import BETWEEN, TEASERS, Stretch, among, interrupted, person_names, teasers, varied, with_noise

from presspack.clean import body_choice
from presspack.clean.blocks import Block
from presspack.clean.boosted_trees import forest_of
from presspack.clean.line_features import CONTEXT_NAMES, LINE_NAMES, line_columns
from presspack.clean.page_features import STRUCTURE_NAMES, structure_columns
from presspack.clean.prepared import prepared_page, prepared_text
from presspack.clean.second_pass_features import VERDICT_NAMES, verdict_columns

LINES, PAGES = [*LINE_NAMES, *CONTEXT_NAMES], [*LINE_NAMES, *CONTEXT_NAMES, *STRUCTURE_NAMES]
VERDICTS = [*LINES, *VERDICT_NAMES]
Stored = dict[str, Any]
OUTPUT = Path(body_choice.__file__).parent
FOLDS, VARIANTS = 8, 2
CROSSED = 300  # how many pages lend their articles to made captures
MIN_PROSE_CHARS = 100
SHORT = 0.4  # how many have only a few lines above, or below
BARE = 0.12  # how many of the made captures have nothing around the article


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
    rows = np.hstack(
        [lines, structure_columns(found.blocks, found.elements, told, lines[:, body_choice.PRIOR].tolist())]
    )
    return case_of(page, found.blocks, rows)


@dataclass
class Judges:
    """What decides about lines: the first trees, and the second that also read the first's verdicts; as they are written."""

    first: Stored
    second: Stored

    def mark(self, case: Case) -> None:
        """Mark the body of a capture."""
        odds = body_choice.line_odds(case.blocks, case.rows, forest_of(self.first), forest_of(self.second))
        body_choice.mark_lines(case.blocks, case.rows, odds)


def trained_on_text(cases: list[Case]) -> Judges:
    """Return trees for lines; the pages are also changed and crossed with each other, since there are few.

    The second trees learn from verdicts on pages of sites that the trees behind those verdicts had not seen.
    """
    cases = cases + crossed(cases, random.Random(5))
    sites = sorted({case.page.site for case in cases})
    random.Random(9).shuffle(sites)
    half = set(sites[::2])
    parts = [[case for case in cases if (case.page.site in half) == side] for side in (True, False)]
    second = []
    for own, other in (parts, parts[::-1]):
        judge = forest_of(stored(other, LINES, trees=100))
        for case in own:
            columns = verdict_columns(case.blocks, judge.log_odds(case.rows))
            second.append(replace(case, rows=np.hstack([case.rows, columns])))
    return Judges(stored(cases, LINES, trees=100), stored(second, VERDICTS, trees=100))


@dataclass
class PageJudge:
    """What decides about the blocks of pages."""

    trees: Stored

    def mark(self, case: Case) -> None:
        """Mark the body of a page."""
        body_choice.mark_blocks(case.blocks, case.rows, forest_of(self.trees))


def trained_on_html(cases: list[Case]) -> PageJudge:
    """Return trees for blocks of pages."""
    return PageJudge(stored(cases, PAGES, trees=120))


def stored(cases: list[Case], names: list[str], *, trees: int) -> Stored:
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
    """Return captures that join the head of one page, the article of another, changed or not, and the foot of a third."""
    extents = [extent(case) for case in cases]
    names = [name for case in cases for name in person_names(case.blocks)]
    made = []
    for number in sorted(chance.sample(range(len(cases)), min(CROSSED, len(cases)))):
        case = cases[number]
        for _ in range(VARIANTS):
            above, below, beside = (chance.randrange(len(cases)) for _ in range(3))
            head = cases[above].blocks[: max(0, extents[above][0] - chance.choice([2, 5, 10]))]
            foot = cases[below].blocks[extents[below][1] + chance.choice([0, 1, 3]) :]
            head = head[-chance.randrange(1, chance.choice([12, 40])) :] if chance.random() < SHORT else head
            foot = foot[: chance.randrange(chance.choice([15, 60]))] if chance.random() < SHORT else foot
            if chance.random() < BARE:  # a text that somebody copied without the page around it
                head, foot = head[len(head) - chance.randrange(2) :], []
            core = varied(core_of(case, extents[number], chance), names, chance)
            if chance.random() < TEASERS:
                where = chance.choice([(True, False), (False, True), (True, True)])
                head = among(head, teasers(prose(cases[above]), chance), len(head), chance) if where[0] else head
                foot = among(foot, teasers(prose(cases[below]), chance), 20, chance) if where[1] else foot
            if chance.random() < BETWEEN:
                core = interrupted(core, cases[beside].blocks, prose(cases[beside]), chance)
            found = np.array([*[0.0] * len(head), *core.labels, *[0.0] * len(foot)])
            blocks = with_noise([*head, *core.blocks, *foot])
            weights = np.sqrt(np.array([3.0 + 1 + len(block.text) // 6 for block in blocks]))
            made.append(Case(case.page, blocks, line_columns(blocks), found, weights / weights.sum() * 100))
    return made


def core_of(case: Case, found: tuple[int, int], chance: random.Random) -> Stretch:
    """Return the article of a page with a little of what stands around it; often only the first paragraphs."""
    begin, end = found
    first, last = max(0, begin - chance.choice([2, 4, 8])), min(len(case.blocks), end + chance.choice([1, 3, 6]))
    places = list(range(first, last))
    if chance.random() < 0.4 and end - begin > 6:
        places = [*range(first, begin + chance.randrange(2, end - begin)), *range(end, last)]
    return Stretch([case.blocks[place] for place in places], case.labels[places].tolist())


def prose(case: Case) -> list[str]:
    """Return the paragraphs of a page's article."""
    kept = [
        b.text for b, label in zip(case.blocks, case.labels, strict=True) if label and len(b.text) > MIN_PROSE_CHARS
    ]
    return kept or [block.text for block in case.blocks]


def cross_validate(cases: list[Case], train: Callable[[list[Case]], Judges | PageJudge]) -> dict[str, float]:
    """Return the F1 for each source when no page is judged by trees that saw its site."""
    sites = sorted({case.page.site for case in cases})
    random.Random(3).shuffle(sites)
    bodies: dict[str, dict[str, str]] = {}
    for fold in range(FOLDS):
        left_out = set(sites[fold::FOLDS])
        learned = train([case for case in cases if case.page.site not in left_out])
        for case in cases:
            if case.page.site in left_out:
                learned.mark(case)
                words = "\n".join(block.text for block in case.blocks if block.body)
                bodies.setdefault(case.page.source, {})[case.page.name] = words
    truth = {(case.page.source, case.page.name): case.page.body for case in cases}
    return {
        source: f1_of([(truth[source, page], words) for page, words in sorted(found.items())])["f1"]
        for source, found in sorted(bodies.items())
    }


def leave_one_set_out(kind: str, cases: list[Case], train: Callable[[list[Case]], Judges | PageJudge]) -> None:
    """Print for each set the figures of trees that saw none of its pages, and those of trafilatura on its HTML."""
    for source in sorted({case.page.source for case in cases}):
        learned = train([case for case in cases if case.page.source != source])
        left_out = [case for case in cases if case.page.source == source]
        for case in left_out:
            learned.mark(case)
        for name, chosen in (("", left_out), (" news", [case for case in left_out if case.page.is_news])):
            if name and len(chosen) == len(left_out):
                continue
            found = [(case.page.body, "\n".join(b.text for b in case.blocks if b.body)) for case in chosen]
            told = f"{kind:5}{source + name:18}{len(chosen):4} pages  {figures(f1_of(found))}"
            print(told + (f"   trafilatura {figures(peer(chosen))}" if kind == "html" else ""), flush=True)


def figures(scores: dict[str, float]) -> str:
    """Return F1, precision and recall in a line."""
    return " ".join(f"{name} {value:.3f}" for name, value in scores.items())


def peer(cases: list[Case]) -> dict[str, float]:
    """Return the figures of the mode of trafilatura that finds the bodies of these pages best."""
    modes: list[dict[str, bool]] = [{"favor_precision": True}, {"favor_recall": True}, {}]
    scores = [
        f1_of([(c.page.body, trafilatura.extract(c.page.html, include_comments=False, **mode) or "") for c in cases])
        for mode in modes
    ]
    return max(scores, key=lambda found: found["f1"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=Path, default=DEFAULT)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--leave-one-set-out", nargs="*", choices=["html", "text"])
    options = parser.parse_args()
    pages = list(annotated_pages(options.pages))
    if options.leave_one_set_out is not None:
        for kind in options.leave_one_set_out or ["html", "text"]:
            cases = [html_case(page) for page in pages] if kind == "html" else [text_case(page) for page in pages]
            leave_one_set_out(kind, cases, trained_on_html if kind == "html" else trained_on_text)
        return
    texts, htmls = [text_case(page) for page in pages], [html_case(page) for page in pages]
    if options.cross_validate:
        for name, scores in (
            ("text", cross_validate(texts, trained_on_text)),
            ("html", cross_validate(htmls, trained_on_html)),
        ):
            print(name, " ".join(f"{source} {value:.3f}" for source, value in scores.items()), flush=True)
        return
    judges = trained_on_text(texts)
    for name, found in (
        ("line_forest", judges.first),
        ("verdict_forest", judges.second),
        ("page_forest", trained_on_html(htmls).trees),
    ):
        path = OUTPUT / f"{name}.json"
        path.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
        print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
