"""What completes a role that names no other actor: 'minister for overseas territories', 'ambassador to Peru'."""

import re

from presspack.english.lexicon import codes
from presspack.extract.actors.labelled_text import ADJECTIVE, COUNTRY, Page
from presspack.extract.model import Role
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key

# Not a time: 'president for about a year'.
TIMES_FOR = (
    r"(?!(?:about|almost|around|more|less|nearly|over|many|several|an?|years|months|life|now|"
    r"the\s+(?:first|last|past|next))\b)"
)
PLAIN = re.compile(
    r"\s+(?:of|for)\s+" + TIMES_FOR + r"(?:the\s+)?[^\W\d_][\w'’-]*(?:(?:,\s|\s+and\s+|\s+)[A-Z][\w'’-]*)*"
)
OF_BODY = re.compile(r"\s+(?:of|for|at|in|on)\s")
TO_BODY = re.compile(r"\s+to\s")
ABROAD = re.compile(r"\s+to\s+(?:the\s+)?[A-Z][\w'’-]*(?:(?:\s+and)?\s+[A-Z][\w'’-]*)*")
NEXT_WORD = re.compile(r"\s+([a-z]+)\b")
BEFORE_A_NOUN = frozenset({"amod", "compound", "nmod"})
APOSTROPHES = frozenset({"'", "’"})


def complement_end(page: Page, end: int, limit: int | None = None) -> int | None:
    """Return where the words end that complete a title which ends at `end`, before `limit`; None if there are none."""
    limit = len(page.text) if limit is None else limit
    match = PLAIN.match(page.text, end, limit)
    if match is None and is_post_abroad(page, end):
        match = ABROAD.match(page.text, end, limit)
    if match is None or page.token(page.number_at(end - 1) + 2).like_num:
        return None  # 'minister for two years'
    region = NEXT_WORD.match(page.text, match.end(), limit)
    stop = region.end() if region and region.group(1) in codes("place_nouns") else match.end()
    number = page.number_at(stop - 1)
    owned = page.words[number].text == "s" and page.between(number) in APOSTROPHES
    while owned or (page.token(number).dep_ in BEFORE_A_NOUN and page.words[number].text.islower()):
        number, owned = number + 1, False  # 'for overseas territories', "of Peru's ruling party"
        if number >= len(page.words) or page.between(number) != " " or page.words[number].end > limit:
            break
        stop = page.words[number].end
    return stop


def leads_to_body(page: Page, end: int, gap: str) -> bool:
    """True for the ' of ' between a title that ends at `end` and the body that it belongs to."""
    return OF_BODY.match(gap) is not None or (is_post_abroad(page, end) and TO_BODY.match(gap) is not None)


def is_post_abroad(page: Page, end: int) -> bool:
    """True for a title that ends at `end` and may go on with 'to': 'ambassador to Peru', 'adviser to the Bank'."""
    return page.words[page.number_at(end - 1)].folded in codes("posts_to_states")


def country_of_role(page: Page, role: Role) -> str | None:
    """Return whose office a role is: "Peru's minister of health", 'Peruvian president', 'president of Peru'."""
    _, of, place = role.role.rpartition(" of ")
    if of and (code := codes_by_name().get(name_key(place).removeprefix("the "))):
        return code
    start = page.text.find(role.role, role.evidence.start, role.evidence.end + len(role.role))
    number = page.number_at(start) if start >= 0 else 0
    if number == 0 or page.opens_part(number) or page.between(number) != " ":
        return None
    owned = page.words[number - 1].text == "s" and page.between(number - 1) in APOSTROPHES
    before = page.by_last.get(number - 1 if owned else number)
    if before is None or before.kind not in ({COUNTRY} if owned else {COUNTRY, ADJECTIVE}):
        return None
    return before.values[0] or None
