"""Which blocks are the article: trees judge every block, and runs of blocks are decided together."""

import numpy as np

from presspack.clean.article_tables import add_tables
from presspack.clean.blocks import FINAL, PARAGRAPH_CHARS, Block, Element
from presspack.clean.boosted_trees import Forest, Matrix, forest
from presspack.clean.line_features import CONTEXT_NAMES, LINE_NAMES, line_columns
from presspack.clean.line_kinds import byline
from presspack.clean.page_features import STRUCTURE_NAMES, structure_columns
from presspack.clean.second_pass_features import likely_run, verdict_columns

PRIOR = len(LINE_NAMES) + CONTEXT_NAMES.index("prior")
ENDS = LINE_NAMES.index("ends_sentence")
LINKED, SAME_PATH = (
    len(LINE_NAMES) + len(CONTEXT_NAMES) + STRUCTURE_NAMES.index(n) for n in ("link_share", "same_path")
)
ALIKE, REACH = -2.5, 3  # log-odds that a paragraph like the others needs, and how far below them it may stand
INSIDE, BESIDE = -0.7, 1.0  # log-odds a line needs within the likely run, and just outside it
NOISE_INSIDE = 1.5  # a line that is noise by its words needs more
LOWEST = -1.0  # what a line costs the likeliest run at most
PRIOR_SHARE = 0.005  # how much the word of the untaught rules counts beside the trees'
BEFORE, AFTER = 3, 5  # how many lines outside the run may still belong to it
OPENING = 2  # how many blocks at the begin of the body can be standfirst and byline
HEAD_CHARS, STANDFIRST_CHARS = 120, 300
TAIL_CHARS, TAIL_LINES = 60, 2
# Reasons for which a short line is not an article's, wherever it stands.
NEVER = ("advertisement", "share", "date", "caption", "byline", "tags")
STOPS = ("related", "comments", "tags", "copyright")
MAX_BLOCKS = 10_000  # articles have hundreds; what comes after this many is not read
SWITCH = 0.5  # what it costs to begin or end a stretch of body in a page
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def choose_text_body(blocks: list[Block]) -> None:
    """Mark the lines of a plain-text capture that are the article's body."""
    judged = judged_blocks(blocks)
    if judged:
        columns = line_columns(judged)
        mark_lines(judged, columns, line_odds(judged, columns, forest("line_forest"), forest("verdict_forest")))


def add_between(blocks: list[Block]) -> None:
    """Mark as body all that stands between the first and the last paragraph of a document without a page around it.

    What is noise by its words stays out, and so does what stands before and after.
    """
    running = [len(block.text) >= PARAGRAPH_CHARS and is_ended(block) for block in blocks]
    paragraphs = zip(blocks, running, strict=True)
    places = [i for i, (b, runs) in enumerate(paragraphs) if (b.body or runs) and not (b.noise or b.level)]
    for block in blocks[places[0] : places[-1] + 1] if places else []:
        block.body = block.noise is None


def line_odds(blocks: list[Block], columns: Matrix, first: Forest, second: Forest) -> Matrix:
    """Return for each line the log-odds that it is body: the second trees' word on it and on the first's verdicts."""
    return second.log_odds(np.hstack([columns, verdict_columns(blocks, first.log_odds(columns))]))


def judged_blocks(blocks: list[Block]) -> list[Block]:
    """Return the blocks that are judged, all of an honest record's; the rest is marked as noise that is too much."""
    for block in blocks[MAX_BLOCKS:]:
        block.noise = "too_large"
    return blocks[:MAX_BLOCKS]


def mark_lines(blocks: list[Block], columns: Matrix, odds: Matrix) -> None:
    """Mark the body: the likeliest run of lines, less what the trees reject, and what they accept beside it."""
    first, last = likely_run(blocks, odds, LOWEST, PRIOR_SHARE * np.clip(columns[:, PRIOR], -60.0, 300.0))
    noise = np.array([block.noise is not None for block in blocks])
    chosen = np.zeros(len(blocks), dtype=bool)
    chosen[first:last] = odds[first:last] > np.where(noise[first:last], NOISE_INSIDE, INSIDE)
    if first < last:
        around = np.r_[max(0, first - BEFORE) : first, last : min(len(blocks), last + AFTER)]
        chosen[around] = (odds[around] > BESIDE) & ~noise[around]
    for block, value in zip(blocks, chosen.tolist(), strict=True):
        block.body = value
    drop_standfirst(blocks)
    drop_tail(blocks)


def drop_standfirst(blocks: list[Block]) -> None:
    """Take from the body what stands above its byline or date: a standfirst, and the byline itself."""
    for _ in range(OPENING):
        body = [place for place, block in enumerate(blocks) if block.body]
        if len(body) <= OPENING:
            return
        between = blocks[body[0] : body[1] + 1]
        heads = [block for block in between if len(block.text) < HEAD_CHARS and is_under_title(block)]
        if not heads or len(between[0].text) > STANDFIRST_CHARS:
            return
        between[0].body = False


def is_under_title(block: Block) -> bool:
    """True for a date or a byline."""
    return block.noise == "date" or byline(block.text) is not None


def drop_tail(blocks: list[Block]) -> None:
    """Take lists from the end of the body that are not its own.

    Those are what follows a heading for other articles, or for comments, with no paragraph after it, and one or two
    short lines in which no sentence ends; longer lists without such a heading are kept.
    """
    paragraphs = [i for i, b in enumerate(blocks) if b.body and len(b.text) >= PARAGRAPH_CHARS and is_ended(b)]
    after = blocks[paragraphs[-1] :] if paragraphs else []
    stop = next((i for i, b in enumerate(after) if b.noise in STOPS and ": " not in b.text), len(after))
    for block in after[stop:]:
        block.body = False
    body = [block for block in blocks if block.body]
    short = 0
    while short < len(body) and len(body[-1 - short].text) < TAIL_CHARS and not is_ended(body[-1 - short]):
        short += 1
    for block in body[len(body) - short :] if short <= TAIL_LINES else []:
        block.body = False


def is_ended(block: Block) -> bool:
    """True when a sentence ends where the block does."""
    return FINAL.search(block.text) is not None


def choose_page_body(blocks: list[Block], elements: list[Element], told: str) -> None:
    """Mark the blocks of an HTML page that are the article's body; `told` is what JSON-LD says it is, or ""."""
    judged = judged_blocks(blocks)
    if judged:
        lines = line_columns(judged)
        columns = np.hstack([lines, structure_columns(judged, elements, told, lines[:, PRIOR].tolist())])
        mark_blocks(judged, columns, forest("page_forest"))
        add_tables(judged, elements)


def mark_blocks(blocks: list[Block], columns: Matrix, judge: Forest) -> None:
    """Mark the body of a page: the blocks that the trees accept, single doubtful ones by what stands beside them."""
    odds = judge.log_odds(columns)
    chosen = np.array(best_states(odds, SWITCH))
    alike = (columns[:, SAME_PATH] >= 0.5) & (columns[:, ENDS] > 0) & (columns[:, LINKED] < 0.3) & (odds > ALIKE)
    alike &= np.array([block.noise is None for block in blocks])
    places = np.flatnonzero(chosen)
    if len(places):  # a short last paragraph, or one among advertisements, is built like the others
        alike[: places[0]] = alike[places[-1] + 1 + REACH :] = False
        chosen |= alike
    for block, value in zip(blocks, chosen.tolist(), strict=True):
        block.body = value and not (block.noise in NEVER and len(block.text) < HEAD_CHARS)


def best_states(odds: Matrix, switch: float) -> list[bool]:
    """Return for each block whether it is body, at the greatest sum of odds less `switch` for each change.

    best_states([2.0, -0.1, 2.0], 0.5) -> [True, True, True]
    """
    out, inside = 0.0, -switch
    came_from: list[tuple[bool, bool]] = []
    for value in (odds / 2).tolist():
        to_out, to_in = inside - switch > out, out - switch > inside
        came_from.append((to_out, not to_in))
        out, inside = max(out, inside - switch) - value, max(inside, out - switch) + value
    state = inside > out
    states = []
    for was_in_for_out, was_in_for_in in reversed(came_from):
        states.append(state)
        state = was_in_for_in if state else was_in_for_out
    return states[::-1]
