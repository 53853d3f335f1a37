"""The title of a plain-text capture: the line before the body that looks like one, as a person finds it.

A title shares its words with the article, stands by itself, has a byline or a date under it, and is often repeated
elsewhere on the page. Menus, teasers for other articles, trails of sections and standfirsts each lack some of that.
"""

import re
from collections.abc import Iterable, Sequence

from presspack.clean.blocks import Block
from presspack.clean.layout import TITLE_REACH, Layout
from presspack.clean.line_kinds import byline, is_person
from presspack.clean.text_date import date_line

MARKED_REACH = 12  # within how many blocks a title that is marked up as such stands
NOT_LETTER = re.compile(r"[\W_]+")
WORD = re.compile(r"[^\W\d_]{4,}")
CHARS = (12, 300)
USUAL_CHARS = 60  # a line of this length or more is long enough for a title
UNDER = 8  # how many lines under a title its date or byline can stand
OPENING = 6  # how many paragraphs of the body take up a title's words most
ENOUGH_SHARED = 0.8  # titles say things in other words too: above this, sharing more words proves nothing
LISTED = 25  # how many lines under a heading such as "More stories" still are such stories
KNOWN_LINES = 2000
# What speaks for a title and against it, in the measure of title_score.
HEADED, REPEATED, ALONE, FIRST = 0.8, 0.5, 0.5, 1.0
UNDER_LIST, STANDFIRST, TRAIL, MID_AIR, GLUE = 0.7, 0.4, 1.5, 1.5, 1.0
BY = re.compile(r"(?:By|BY) [A-Z]")
TRAIL_SIGN = re.compile(r" [»›>/] ")
GLUED = re.compile(r"[a-z.!?”][A-Z][a-z]")


def choose_title(layout: Layout, stated: str = "") -> None:
    """Set the title: the line that says what is `stated` as such, else the first heading of the first rank above the
    body, else the line before the body that looks most like one; none if no line looks like one.
    """
    layout.title = marked_title(layout, stated)
    if layout.title is None and not stated:
        layout.title = likely_title(layout)
    if layout.title is not None:
        layout.title.body = False
        drop_repeated(layout, layout.title)


def marked_title(layout: Layout, stated: str) -> Block | None:
    """Return the block that is the stated title, or else the heading of first rank above the body's second block."""
    body = layout.body()
    second = body[1].start if len(body) > 1 else body[0].end if body else len(layout.text)
    above = [block for block in layout.blocks[:MARKED_REACH] if block.start < second and block.noise is None]
    if stated:
        same = folded(stated)
        return next((block for block in above if folded(block.text) == same), None)
    return next((block for block in above if block.level == 1 and len(block.text) <= CHARS[1]), None)


def folded(words: str) -> str:
    """Return the letters and digits of a title, by which its copies are known."""
    return "".join(NOT_LETTER.split(words.casefold()))


def drop_repeated(layout: Layout, title: Block) -> None:
    """Make the copies of the title that stand right under it noise."""
    place = layout.blocks.index(title)
    for block in layout.blocks[place + 1 : place + 1 + UNDER]:
        if folded(block.text) == folded(title.text):
            block.body, block.noise = False, block.noise or "boilerplate"


def likely_title(layout: Layout) -> Block | None:
    """Return the line before the body that looks most like a title."""
    body, blocks = layout.body(), layout.blocks
    if not body:
        return None
    first = blocks.index(body[0])
    begin = max(0, first - TITLE_REACH)
    scores = Scores(layout, body, begin, first).by_place()
    for place in sorted(scores):  # of two lines that follow each other, the second is the standfirst
        above = scores.get(place - 1)
        if above is not None and len(blocks[place].text) >= 0.9 * len(blocks[place - 1].text) >= 27:
            scores[place] -= STANDFIRST * (above > max(0.0, scores[place] - STANDFIRST))
    best = max(scores, key=lambda place: (scores[place], place), default=None)
    return blocks[best] if best is not None and scores[best] >= 0 else None


def is_head(block: Block) -> bool:
    """True for the lines that stand under a title: a date or a byline."""
    return (
        block.noise == "date"
        or byline(block.text) is not None
        or date_line(block) is not None
        or (len(block.text) < 80 and BY.match(block.text) is not None)
    )


def long_words(blocks: Iterable[Block]) -> set[str]:
    """Return the words of four letters and more."""
    return {word.lower() for block in blocks for word in WORD.findall(block.text)}


class Scores:
    """How much the lines between `begin` and `first` look like the title of the body, which begins at `first`."""

    def __init__(self, layout: Layout, body: list[Block], begin: int, first: int) -> None:
        self.blocks, self.begin, self.first = layout.blocks, begin, first
        self.said = [block.text for block in body if ":" in block.text[: CHARS[1]]]
        self.known, self.opening = long_words(body), long_words(body[:OPENING])
        self.heads = heads(self.blocks, begin, first)
        self.spaced = any(block.gap == 1 for block in self.blocks)
        self.others = [b.text for b in self.blocks[:KNOWN_LINES] if not b.body and len(b.text) <= 2 * CHARS[1]]

    def by_place(self) -> dict[int, float]:
        """Return the score of each line that can be a title at all; below zero means it is none."""
        return {place: self.score(place) for place in range(self.begin, self.first) if self.possible(place)}

    def possible(self, place: int) -> bool:
        """True for a line of a title's length and kind."""
        block = self.blocks[place]
        plain = block.noise is None and place not in self.heads and not is_person(block.text)
        if any(text.startswith(f"{block.text}:") for text in self.said):  # the name of who asks, above an interview
            return False
        return plain and CHARS[0] <= len(block.text) <= CHARS[1] and len(WORD.findall(block.text)) > 1

    def score(self, place: int) -> float:
        """Return how much the line looks like the title."""
        block, after = self.blocks[place], self.blocks[place + 1]
        value = title_score(block.text, self.shared(block), self.first - place)
        value += HEADED * any(place < head <= place + UNDER for head in self.heads)
        value += FIRST * (place == 0 and self.first <= 3)  # a bare text opens with its title
        value += REPEATED * (sum(block.text in other for other in self.others) > 1)
        value += ALONE * (self.spaced and block.gap > 1 and after.gap > 1)
        return value - UNDER_LIST * self.under_list(place)

    def shared(self, block: Block) -> float:
        """Return how far the body, above all its opening, takes up the line's words: 0 to 1."""
        words = [word.lower() for word in WORD.findall(block.text)]
        shares = [sum(word in pool for word in words) / len(words) for pool in (self.known, self.opening)]
        return min(1.0, sum(shares) / 2 / ENOUGH_SHARED)

    def under_list(self, place: int) -> bool:
        """True when the line stands in a list of other articles, or in a thread of comments."""
        above = self.blocks[max(0, place - LISTED) : place]
        stops = [block for block in above if block.noise in ("related", "comments")]
        return bool(stops) and ": " not in stops[-1].text


def heads(blocks: Sequence[Block], begin: int, first: int) -> set[int]:
    """Return the places of dates and bylines near the body, and of names right above them."""
    found = {i for i in range(begin, min(len(blocks), first + UNDER)) if is_head(blocks[i])}
    names = {i for i in range(begin, first) if is_person(blocks[i].text)}
    return found | {i for i in names if any(i < head <= i + 3 for head in found)}


def title_score(line: str, shared: float, distance: int) -> float:
    """Return how much a line by itself looks like a title that stands `distance` lines above its body."""
    value = 2.55 * shared - 0.06 * distance + min(len(line), USUAL_CHARS) / USUAL_CHARS - 1.2
    if line[-1] in ".,:;" or (line[0] in "([" and line[-1] in ")]"):
        value -= MID_AIR
    return value - TRAIL * bool(TRAIL_SIGN.search(line)) - GLUE * min(2, len(GLUED.findall(line)))
