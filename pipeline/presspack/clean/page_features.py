"""What an HTML page's elements tell about its blocks: the columns that only pages have."""

from collections import defaultdict

import numpy as np

from presspack.clean.block_runs import best_run
from presspack.clean.blocks import Block, Element
from presspack.clean.boosted_trees import Matrix
from presspack.clean.line_features import WORD
from presspack.clean.word_lists import body_word

NAMES = ("p", "li", "td", "div", "blockquote", "figcaption", "span", "dd")
ABOVE = ("article", "main", "header", "figure", "ul", "table", "blockquote", "section")
LEVELS = 4
STRUCTURE_NAMES = (
    "link_share", "bold_share", "level", "hidden", "depth",
    *(f"is_{name}" for name in NAMES),
    *(f"in_{name}" for name in ABOVE),
    "noise_above", "body_words", "body_above", "in_frame", "steps_to_frame",
    "same_parent", "same_path", "same_grandparent", "in_article_body", "has_article_body",
    *(f"{what}_{level}" for level in range(1, LEVELS + 1) for what in ("run_share", "links", "text")),
)  # fmt: skip
FRAME_SHARE = 0.7


def structure_columns(blocks: list[Block], elements: list[Element], told: str, scores: list[float]) -> Matrix:
    """Return one row a block with STRUCTURE_NAMES; `told` is the article's text as JSON-LD has it, or ""."""
    first, last = best_run(scores)
    run = [max(0.0, value) if first <= i < last else 0.0 for i, value in enumerate(scores)]
    sums = subtree_sums(blocks, elements, run)
    whole = max(1.0, sum(run))
    frame = frame_of(elements, sums[:, 0], whole)
    flags, steps = inherited(elements, frame)
    parents, paths, grandparents = shares(blocks, elements, run, whole)
    shingles = told_shingles(told)
    rows = []
    for i, block in enumerate(blocks):
        number = block.element
        element = elements[number]
        text = max(1, len(block.text))
        row = [
            min(1.0, block.link_chars / text), min(1.0, block.bold_chars / text),
            float(block.level), float(element.hidden), min(element.depth, 60.0),
            *(float(element.name == name) for name in NAMES), *flags[number], *steps[number],
            parents[i], paths[i], grandparents[i], told_share(block.text, shingles), float(bool(shingles)),
        ]  # fmt: skip
        for _ in range(LEVELS):
            row += [sums[number, 0] / whole, sums[number, 2] / max(1.0, sums[number, 1]), np.log1p(sums[number, 1])]
            number = max(0, elements[number].parent)
        rows.append(row)
    return np.array(rows, dtype=float)


def subtree_sums(blocks: list[Block], elements: list[Element], run: list[float]) -> Matrix:
    """Return for each element what lies in it: running characters of the run, characters, linked characters."""
    sums = np.zeros((len(elements), 3))
    for block, value in zip(blocks, run, strict=True):
        sums[block.element] += (value, len(block.text), block.link_chars)
    for number in range(len(elements) - 1, 0, -1):  # a child comes after its parent
        sums[elements[number].parent] += sums[number]
    return sums


def frame_of(elements: list[Element], run_chars: Matrix, whole: float) -> int:
    """Return the deepest element that holds most of the run."""
    held = np.flatnonzero(run_chars >= FRAME_SHARE * whole)
    return int(max(held, key=lambda number: (elements[number].depth, number))) if len(held) else 0


def inherited(elements: list[Element], frame: int) -> tuple[list[list[float]], list[list[float]]]:
    """Return for each element which kinds of element it lies in, and how it lies to noise, body words and the frame."""
    kinds = [[0.0] * len(ABOVE)]
    places = [[0.0, 0.0, 0.0, float(frame == 0), 0.0]]
    for number, element in enumerate(elements[1:], start=1):
        above, place = kinds[element.parent], places[element.parent]
        if element.name in ABOVE:
            above = [1.0 if element.name == name else value for name, value in zip(ABOVE, above, strict=True)]
        kinds.append(above)
        own = body_word(element.label)
        inside = float(number == frame or place[3] > 0)
        steps = place[4] + 1 if place[3] > 0 else 0.0
        noise = float(element.noise is not None)
        places.append([noise, float(own), min(5.0, place[2] + own), inside, min(steps, 9.0)])
    return kinds, places


def shares(
    blocks: list[Block], elements: list[Element], run: list[float], whole: float
) -> tuple[list[float], list[float], list[float]]:
    """Return for each block the share of the run with the same parent, the same kind of path, the same grandparent."""
    parents: dict[int, float] = defaultdict(float)
    paths: dict[tuple[str, ...], float] = defaultdict(float)
    grandparents: dict[int, float] = defaultdict(float)
    keys = []
    for block, value in zip(blocks, run, strict=True):
        element = elements[block.element]
        parent = max(0, element.parent)
        grandparent = max(0, elements[parent].parent)
        path = (element.name, elements[parent].name, elements[parent].label)
        keys.append((parent, path, grandparent))
        parents[parent] += value
        paths[path] += value
        grandparents[grandparent] += value
    return (
        [parents[key[0]] / whole for key in keys],
        [paths[key[1]] / whole for key in keys],
        [grandparents[key[2]] / whole for key in keys],
    )


def told_shingles(told: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of three words of a text."""
    words = WORD.findall(told.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def told_share(text: str, shingles: frozenset[tuple[str, ...]]) -> float:
    """Return the share of a block's runs of three words that are among `shingles`; -1 where that cannot be said."""
    words = WORD.findall(text.lower())
    if not shingles or len(words) < 3:
        return -1.0
    return sum(three in shingles for three in zip(words, words[1:], words[2:], strict=False)) / (len(words) - 2)
