"""What can be counted about the blocks of a record: the columns that the trees of `forest.py` read."""

import math
import re
from collections import Counter

import numpy as np

from presspack.clean.block_runs import Flags, around, best_run, shifted, since, streak
from presspack.clean.blocks import FINAL, Block
from presspack.clean.boosted_trees import Matrix
from presspack.clean.datelines import dateline
from presspack.clean.line_kinds import byline, is_person
from presspack.clean.word_lists import common_words

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s+(?=[\"'“‘«(\[]?[A-Z0-9])|$)")
ADDRESS = re.compile(r"https?:|www\.|@|\.com\b", re.IGNORECASE)
SECOND_PERSON = frozenset({"you", "your", "our", "us", "we", "click", "here", "please", "sign", "free", "subscribe"})
BULLETS = "|•·»›→►▶▸*~#/>"
DIGITS = "0123456789"
READ_CHARS = 1500  # how much of a block is read; the rest of a long one is alike
GLUED = re.compile(r"[a-z.!?”’\"][A-Z][a-z]")
GLUED_WORD = re.compile(r"[a-z.!?)”’\"0-9]([A-Z][a-z]*)\b")
SAYS = re.compile(r"\b(?:says|wrote|said|replied|commented):$|^reply$", re.IGNORECASE)
REASONS = (
    "caption", "related", "comments", "share", "subscription", "navigation", "date", "copyright", "tags",
    "advertisement", "author_note", "source_line", "overlay", "rates_weather",
)  # fmt: skip
LINE_NAMES = (
    "chars", "words", "word_chars", "ends_sentence", "ends_colon", "starts_lower", "starts_digit", "starts_quote",
    "starts_upper", "title_share", "capitals_share", "digit_share", "commas", "sentences", "common_share",
    "second_person", "address", "bullets", "repeated", "bracketed", "question", "is_byline", "is_person", "glued",
    "glued_words", "gap_before", "gap_after", "dateline",
)  # fmt: skip
WINDOWS = (1, 2, 5, 20)
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
NEIGHBOUR_NAMES = ("chars", "ends_sentence", "common_share", "title_share", "noise")
CONTEXT_NAMES = (
    "noise", *(f"noise_{reason}" for reason in REASONS), "place", "log_place", "log_after",
    *(f"running_{side}_{width}" for width in WINDOWS for side in ("before", "after")),
    "share_before", "share_after", "in_run", "to_run_begin", "to_run_end", "run_share",
    "prior", "run_chars", "known_words", "short_before", "short_after",
    "stops_since_run", "stops_before", "last_running", "next_running",
    "since_date", "until_date", "dates_around", "since_byline", "says_around", "running_since_date",
    "title_like", "since_title", "title_words", "since_dateline", "until_dateline", "glued_around",
    *(f"{name}_{offset:+d}" for offset in NEIGHBOURS for name in NEIGHBOUR_NAMES),
)  # fmt: skip
# What a paragraph gains that opens under a date, byline or title, and what it costs to reach back over such a head.
UNDER_DATE, UNDER_TITLE, BARRIER, DATELINE = 60.0, 300.0, -200.0, 100.0
COSTS = {
    **dict.fromkeys(
        ("comments", "related", "copyright", "subscription", "overlay", "source_line", "navigation"), -90.0
    ),
    **dict.fromkeys(("caption", "advertisement", "share", "date"), -25.0),
}
# What a wire service adds to its last paragraph: 'It passed. (Reporting by A. Bell; editing by C. Dunn)'.
CREDIT = re.compile(
    r"(?<=[.!?\"'”’])\s*\((?:Additional reporting|Reporting|Writing|Editing|Edited|Compiled|Translated)\b[^()]*\)\.?$"
)
Themes = list[set[str]]  # the long words of each block
STOPS = frozenset(
    {"related", "comments", "copyright", "tags", "subscription", "advertisement", "author_note", "source_line"}
)


def line_row(block: Block, words: list[str], copies: int, after: int) -> list[float]:
    """Return the columns LINE_NAMES of one block: what its words alone tell."""
    text = CREDIT.sub("", block.text)
    begin, common = text[:500], common_words()
    lower = [word.lower() for word in words]
    count = max(1, len(words))
    long_words = [word for word in words if len(word) > 3]
    many = max(1, len(long_words))
    return [
        math.log1p(len(text)),
        math.log1p(len(words)),
        sum(map(len, words)) / count,
        float(FINAL.search(text[-6:]) is not None),
        float(text[-1] == ":"),
        float(text[0].islower()),
        float(text[0].isdigit()),
        float(text[0] in "\"'“‘«"),
        float(text[0].isupper()),
        sum(word[0].isupper() for word in long_words) / many,
        sum(map(str.isupper, long_words)) / many,
        sum(map(begin.count, DIGITS)) / len(begin),
        text.count(",") / count,
        math.log1p(len(SENTENCE_END.findall(text[:READ_CHARS]))),
        sum(map(common.__contains__, lower)) / count,
        sum(map(SECOND_PERSON.__contains__, lower)) / count,
        float(ADDRESS.search(begin) is not None),
        sum(map(begin.count, BULLETS)) / len(begin),
        math.log1p(copies - 1),
        float(text[0] in "([" and text[-1] in ")]."),
        float("?" in text[-3:]),
        float(byline(text) is not None),
        float(is_person(text)),
        math.log1p(len(GLUED.findall(begin))),
        float(sum(word.lower() in common for word in GLUED_WORD.findall(begin))),
        float(min(block.gap, 6)),
        float(min(after, 6)),
        float(dateline(text) is not None),
    ]


def line_columns(blocks: list[Block]) -> Matrix:
    """Return one row a block: LINE_NAMES, then CONTEXT_NAMES."""
    copies = Counter(block.text for block in blocks)
    after = [block.gap for block in blocks[1:]] + [6]
    words = [WORD.findall(block.text[:READ_CHARS]) for block in blocks]
    lines = np.array(
        [line_row(b, found, copies[b.text], gap) for b, found, gap in zip(blocks, words, after, strict=True)]
    )
    themes = [{word.lower() for word in found if len(word) > 3} for found in words]
    scores = priors(blocks, lines, themes)
    run = best_run(scores.tolist())
    return np.hstack([lines, context_columns(blocks, lines, scores, run, themes)])


def priors(blocks: list[Block], lines: Matrix, themes: Themes) -> Matrix:
    """Return for each block how much it speaks for (above zero) or against being article, before anything is learned.

    A paragraph counts by its length, less what makes it look like a list, a teaser or an appeal to the reader, and
    less the further down the page it stands; more if it opens under a title, a date or a byline.
    """
    column = dict(zip(LINE_NAMES, lines.T, strict=True))
    chars = np.expm1(column["chars"])
    worth = np.clip((column["common_share"] - 0.08) / 0.14, 0, 1) * (
        1 - np.clip((column["second_person"] - 0.07) / 0.1, 0, 1)
    )
    ended = (column["ends_sentence"] > 0) | (column["ends_colon"] > 0)
    worth *= np.where(ended, 1.0, np.where(chars < 200, 0.3, 0.8)) * (1 - 0.5 * column["title_share"])
    worth *= np.clip(1 - 0.4 * column["glued_words"], 0, 1) * np.clip(1 - 0.1 * np.expm1(column["glued"]), 0.3, 1)
    linked = np.array([block.link_chars for block in blocks]) * 2 > chars
    noise = np.array([block.noise is not None for block in blocks])
    gains = np.where(noise | linked | (chars < 40), 0.0, worth * np.minimum(chars, 500))
    likely = title_likeness(blocks, np.where(gains > 60, gains, 0.0), themes)
    titles = (
        (likely >= 0.5)
        & (gains < 200)
        & (column["ends_sentence"] == 0)
        & np.array([len(found) > 2 for found in themes])
    )
    scores = scored(blocks, gains, titles, column["is_byline"] + column["is_person"] > 0)
    scores += DATELINE * column["dateline"]
    return np.where(scores > 0, scores * (1 - 0.5 * np.arange(len(blocks)) / max(1, len(blocks))), scores)


def cost(block: Block, *, beside: bool) -> float:
    """Return what it costs the run to hold a block that is no paragraph; less beside one."""
    if block.noise == "related" and ": " in block.text:  # "Read also: ..." stands within articles
        return -25.0
    return COSTS.get(block.noise or "", -25.0 if beside else -60.0)


def scored(blocks: list[Block], gains: Matrix, titles: Flags, bylines: Flags) -> Matrix:
    """Return gains for paragraphs and costs for the rest, by what stands before them."""
    scores = gains.copy()
    padded = np.pad(gains, 2)
    beside = np.max([padded[i : i + len(gains)] for i in range(5)], axis=0)
    dated = titled = remarked = -99
    for i, block in enumerate(blocks):
        if block.noise == "comments":
            remarked = i
        elif (block.noise == "date" or bylines[i]) and i - remarked > 3:
            dated = i
        titled = i if titles[i] else titled
        if gains[i] < 20:
            scores[i] = cost(block, beside=bool(beside[i] > 60))
            continue
        scores[i] *= 0.2 if i - remarked <= 3 else 1.0
        if gains[i] > 60:
            under_date, under_title = i - dated <= 6, i - titled <= 10
            scores[i] += UNDER_DATE * under_date + UNDER_TITLE * under_title
            if under_date and under_title and titled < i:
                scores[titled] = min(scores[titled], BARRIER)
            dated = titled = -99
    return scores


def context_columns(blocks: list[Block], lines: Matrix, scores: Matrix, run: tuple[int, int], themes: Themes) -> Matrix:
    """Return the columns CONTEXT_NAMES: what stands around each block."""
    count, (first, last) = len(blocks), run
    running = np.maximum(scores, 0.0)
    places = np.arange(count)
    noise = np.array([float(block.noise is not None) for block in blocks])
    columns = [noise]
    columns += [np.array([float(block.noise == reason) for block in blocks]) for reason in REASONS]
    columns += [places / max(1, count), np.log1p(places), np.log1p(count - places)]
    total = np.concatenate([[0.0], running.cumsum()])
    for width in WINDOWS:
        columns.append(np.log1p(total[places] - total[np.maximum(0, places - width)]))
        columns.append(np.log1p(total[np.minimum(count, places + 1 + width)] - total[places + 1]))
    whole = max(1.0, total[-1])
    columns += [total[places] / whole, (whole - total[places + 1]) / whole]
    columns += [
        ((places >= first) & (places < last)).astype(float),
        np.sign(places - first) * np.log1p(abs(places - first)),
        np.sign(places - last + 1) * np.log1p(abs(places - last + 1)),
        np.full(count, (total[last] - total[first]) / whole),
        scores,
        np.log1p(total[last] - total[first]) * np.ones(count),
        known_words(themes, first, last),
    ]
    short = lines[:, 0] < np.log1p(45)
    columns += [np.log1p(streak(short)), np.log1p(streak(short[::-1])[::-1])]
    stops = np.array([float(block.noise in STOPS) for block in blocks])
    past = np.concatenate([[0.0], stops.cumsum()])
    columns += [np.maximum(0, past[places] - past[first]), np.minimum(past[places], 20)]
    columns += [np.log1p(since(running > 0)), np.log1p(since((running > 0)[::-1])[::-1])]
    columns += heading_columns(blocks, lines, running, first, themes)
    looked = np.column_stack([lines[:, [LINE_NAMES.index(name) for name in NEIGHBOUR_NAMES[:-1]]], noise])
    columns += [column for offset in NEIGHBOURS for column in shifted(looked, offset).T]
    return np.column_stack(columns)


def known_words(themes: Themes, first: int, last: int) -> Matrix:
    """Return for each block the share of its long words that another block of the run has too."""
    counted = Counter(word for found in themes[first:last] for word in found)
    shares = []
    for i, found in enumerate(themes):
        own = 1 if first <= i < last else 0
        shares.append(sum(counted[word] > own for word in found) / max(1, len(found)))
    return np.array(shares)


def heading_columns(blocks: list[Block], lines: Matrix, running: Matrix, first: int, themes: Themes) -> list[Matrix]:
    """Return the columns about dates, bylines, titles and comment threads around each block."""
    dates = np.array([block.noise == "date" for block in blocks])
    bylines = lines[:, LINE_NAMES.index("is_byline")] + lines[:, LINE_NAMES.index("is_person")] > 0
    says = np.array([float(SAYS.search(block.text[-30:]) is not None) for block in blocks])
    past = np.concatenate([[0.0], running.cumsum()])
    last_date = np.maximum.accumulate(np.where(dates, np.arange(len(blocks)), -1))
    titles = title_likeness(blocks, running, themes)
    near = [i for i in range(max(0, first - 30), min(first + 1, len(blocks))) if titles[i] > 0]
    opened, glued = lines[:, LINE_NAMES.index("dateline")] > 0, lines[:, LINE_NAMES.index("glued")] > 0
    best = themes[max(near, key=lambda i: (titles[i] - 0.02 * abs(first - i), i))] if near else set()
    shared = [len(found & best) / len(best) if best else -1.0 for found in themes]
    return [
        np.log1p(since(dates)), np.log1p(since(dates[::-1])[::-1]), np.log1p(around(dates.astype(float), 6)),
        np.log1p(since(bylines)), np.log1p(around(says, 6)), np.log1p(past[:-1] - past[np.maximum(last_date, 0)]),
        titles, np.log1p(since(titles > 0.6)), np.array(shared),
        np.log1p(since(opened)), np.log1p(since(opened[::-1])[::-1]), around(glued.astype(float), 4),
    ]  # fmt: skip


def title_likeness(blocks: list[Block], running: Matrix, themes: Themes) -> Matrix:
    """Return for each block how far the running text after it takes up its long words."""
    after = np.flatnonzero(running > 0).tolist()
    found = np.zeros(len(blocks))
    pool: set[str] = set()
    k, pooled = 0, -1
    for i, block in enumerate(blocks):
        while k < len(after) and after[k] <= i:
            k += 1
        if k < len(after) and len(themes[i]) > 1 and len(block.text) <= 250 and not block.noise:
            if k != pooled:
                pool, pooled = set().union(*(themes[j] for j in after[k : k + 6])), k
            found[i] = len(themes[i] & pool) / len(themes[i])
    return found
