"""Pages that are no article although words stand where one would be: errors, consent walls, lists of other articles."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from presspack.clean.blocks import Block
from presspack.clean.layout import Layout
from presspack.clean.word_lists import rows

ERROR_PAGE, CONSENT_WALL, INDEX_PAGE = "error_page", "consent_wall", "index_page"
NOISE = {ERROR_PAGE: "boilerplate", CONSENT_WALL: "overlay", INDEX_PAGE: "related"}
MOST_CHARS = 4000  # a page with more words than this is no error page and no consent wall
SENTENCE = re.compile(r"[^.!?\n]+")
ADDRESSED = re.compile(r"\b(?:we|us|our|you|your)\b", re.IGNORECASE)
TITLE_PARTS = re.compile(r"\s+[|•·–—»:-]+\s+|\s*[|]\s*")
CONSENT_SHARE, ERROR_SHARE = 0.6, 0.4  # of sentences that speak of it
FEWEST_TEASERS, TEASER_SHARE = 4, 0.7  # links to other articles between the paragraphs of a list
TEASER_CHARS = 60  # of a paragraph, where no body was found
OVER_FIRST = 2  # how many blocks above the first paragraph its own link may stand
HEADLINE_CHARS, LINKED_SHARE = 15, 0.8


@lru_cache(maxsize=4)
def phrases(kind: str) -> re.Pattern[str]:
    """Return a pattern for the words of one kind in void_words.csv."""
    words = sorted((row["words"] for row in rows("void_words.csv") if row["kind"] == kind), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)


def clear_void(layout: Layout, title: str) -> str | None:
    """Take the body from a page that is no article and return why it is none; None for any other page."""
    body = layout.body()
    words = "\n".join(block.text for block in body) or "\n".join(block.text for block in layout.blocks)
    reason = void_reason(layout.blocks, words, title)
    if reason:
        for block in body:
            block.body, block.noise = False, NOISE[reason]
    return reason


def void_reason(blocks: Sequence[Block], words: str, title: str) -> str | None:
    """Return why a page whose body reads `words` is no article, or None."""
    if len(words) <= MOST_CHARS:
        sentences = [match.group() for match in SENTENCE.finditer(words) if match.group().strip()]
        if is_error_title(title) and (len(words) < HEADLINE_CHARS * 10 or share(sentences, "error_words") > 0):
            return ERROR_PAGE
        if sentences and share(sentences, "error_words") >= ERROR_SHARE and addressed(sentences):
            return ERROR_PAGE
        if sentences and share(sentences, "consent", to_reader=True) >= CONSENT_SHARE:
            return CONSENT_WALL
    return INDEX_PAGE if is_index(blocks) else None


def is_error_title(title: str) -> bool:
    """True for a title that is the name of an error, alone or beside the site's: "Page not found | The Post"."""
    return any(phrases("error_title").fullmatch(part.strip(" .…!:?")) for part in TITLE_PARTS.split(title))


def share(sentences: Sequence[str], kind: str, *, to_reader: bool = False) -> float:
    """Return the share of sentences with words of a kind, only those that address the reader if `to_reader`."""
    found = [s for s in sentences if phrases(kind).search(s) and not (to_reader and not ADDRESSED.search(s))]
    return len(found) / max(1, len(sentences))


def addressed(sentences: Sequence[str]) -> bool:
    """True if a text of an error speaks to the reader."""
    return any(ADDRESSED.search(sentence) for sentence in sentences)


def is_index(blocks: Sequence[Block]) -> bool:
    """True for a page whose paragraphs stand each under a link of its own: teasers of other articles."""
    found = any(block.body for block in blocks)
    places = [
        place
        for place, block in enumerate(blocks)
        if (block.body if found else len(block.text) >= TEASER_CHARS) and not is_headline_link(block)
    ]
    if len(places) < FEWEST_TEASERS:
        return False
    first = max(0, places[0] - OVER_FIRST)
    if not any(is_headline_link(block) for block in blocks[first : places[0]]):
        return False
    gaps = [blocks[one + 1 : two] for one, two in pairwise(places)]
    linked = sum(any(is_headline_link(block) for block in gap) for gap in gaps)
    return linked >= TEASER_SHARE * len(gaps)


def is_headline_link(block: Block) -> bool:
    """True for a line that is a link as a whole, and as long as a headline."""
    return len(block.text) >= HEADLINE_CHARS and block.link_chars >= LINKED_SHARE * len(block.text)
