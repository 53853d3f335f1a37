"""Groups: those with a name of their own ('parties of power'), and descriptive plurals ('peaceful protesters').

A descriptive plural is an actor only if an event takes it as an argument, so these are candidates.
"""

import re
from collections.abc import Iterator

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.lexicon import codes
from presspack.extract.actors.clusters import slug
from presspack.extract.actors.labelled_text import Page
from presspack.extract.model import Entity, Mention
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key

MODIFIERS, MOST_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"}), 2
# What says how many or which, but not who: left out of the group's name.
NOT_MODIFIERS = frozenset({"many", "some", "several", "few", "other", "such", "own", "more", "most", "all", "various"})
QUOTED = re.compile(r"[\"']([^\W\d_]+(?: [^\W\d_]+){1,4})[\"']")
NO_ARGUMENTS = frozenset({"compound", "nmod", "amod", "attr", "oprd", "acomp"})
FEWEST = 2


def named_groups(page: Page) -> list[tuple[str, Span]]:
    """Return (folded name, span) of groups that the article names in quotation marks and keeps calling so."""
    nouns = codes("group_nouns")
    found = []
    for name in sorted({match.group(1).lower() for match in QUOTED.finditer(page.text)}):
        words = name.split()
        if not (words[0] in nouns or words[-1] in nouns) or (words[1] != "of" and words[-1] not in nouns):
            continue
        places = [Span(*match.span()) for match in re.finditer(rf"\b{re.escape(name)}\b", page.text, re.IGNORECASE)]
        if len(places) >= FEWEST:
            found += [(name, place) for place in places]
    return found


def groups_on(page: Page, taken: list[Span]) -> tuple[Entity, ...]:
    """Return the candidate groups: plural nouns of people with their modifiers, outside the spans already taken."""
    spans: dict[str, list[Span]] = {}
    for span in _phrases(page):
        if not any(span.overlaps(other) for other in taken):
            spans.setdefault(page.document.words(span).lower(), []).append(span)
    entities = []
    for name, places in sorted(spans.items(), key=lambda item: item[1][0]):
        mentions = tuple(Mention(span, "group") for span in places)
        entities.append(Entity(f"group-{slug(name)}", page.document.words(places[0]), _type(name), None, mentions))
    return tuple(entities)


def _type(name: str) -> str:
    """Return 'government' for 'riot police', 'security forces': bodies of the state without a name; else 'group'."""
    nouns, words = codes("group_nouns"), name.split()
    return nouns.get(" ".join(words[-2:])) or nouns.get(words[-1]) or "group"


def _phrases(page: Page) -> Iterator[Span]:
    """Yield the noun phrases of people; those listed with commas alone ('leaders, officials, deputies') as one."""
    nouns = codes("group_nouns")
    open_span: Span | None = None
    for token in page.document.doc:
        if token.tag_ not in {"NNS", "NN"} or token.pos_ != "NOUN" or _is_counted(token):
            continue
        two = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""
        if (token.lower_ not in nouns and two not in nouns) or two in codes("not_actors"):
            continue
        if token.dep_ in NO_ARGUMENTS or _is_office(token):
            continue
        span = _phrase(token)
        listed = open_span is not None and page.text[open_span.end : span.start] == ", "
        if open_span is not None and not listed:
            yield open_span
        open_span = Span(open_span.start, span.end) if open_span is not None and listed else span
    if open_span is not None:
        yield open_span


def _is_office(token: Token) -> bool:
    """True for 'elections of mayors', 'new parties', 'as deputies': places to be filled, and no people yet."""
    words = codes("office_words")
    if any(words.get(child.lower_) == "open" and child.dep_ == "amod" for child in token.lefts):
        return True
    if token.dep_ != "pobj":
        return False
    return token.head.lower_ == "as" or words.get(token.head.head.lower_) == "office"


def _phrase(token: Token) -> Span:
    first = token
    while first.i > 0 and token.i - first.i < MOST_MODIFIERS and _modifies(first.nbor(-1)):
        first = first.nbor(-1)
    while first.i < token.i and first.i > 0 and first.nbor(-1).text == "-":
        first = first.nbor(1)  # not the 'sized' of 'medium-sized companies'
    while first.i > 1 and _is_national(first) and first.nbor(-1).lower_ == "and" and _is_national(first.nbor(-2)):
        first = first.nbor(-2)
    return Span(first.idx, token.idx + len(token))


def _modifies(token: Token) -> bool:
    return token.pos_ in MODIFIERS and token.lower_ not in NOT_MODIFIERS and token.dep_ not in {"nsubj", "dobj", "pobj"}


def _is_national(token: Token) -> bool:
    return token.text[0].isupper() and name_key(token.text) in codes_by_name()


def _is_counted(token: Token) -> bool:
    return any(child.dep_ == "nummod" or child.like_num for child in token.lefts)
