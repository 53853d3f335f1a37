"""Which blocks are the article: each gets a score, and the run of blocks with the greatest sum is the body."""

from pipeline.clean.blocks import Block


def choose_body(blocks: list[Block]) -> None:
    """Mark the blocks of the article's body: the run with the greatest sum of scores, less the noise in it."""
    for block in blocks:
        block.score = score(block)
    first, last = best_run([block.score for block in blocks])
    for block in blocks[first:last]:
        block.body = block.noise is None and block.score > 0


def best_run(scores: list[float]) -> tuple[int, int]:
    """Return the run of greatest sum, the first of equals; empty if no score is above zero: [-1, 2, 3, -9] -> (1, 3)."""
    best, run, begin, found = 0.0, 0.0, 0, (0, 0)
    for i, value in enumerate(scores):
        if run <= 0:
            run, begin = 0.0, i
        run += value
        if run > best:
            best, found = run, (begin, i + 1)
    return found


def score(block: Block) -> float:
    """Return how much a block speaks for (above zero) or against being part of the article."""
    length = len(block.text)
    if block.noise:
        return -5.0
    if block.link_chars * 2 > length:
        return -60.0
    if length >= 40 and (block.text[-1] in ".!?:;\"'”’»)…" or length > 120):
        return float(length)
    return -60.0
