"""Groups: those with a name of their own ('parties of power'), and descriptive plurals ('peaceful protesters').

A descriptive plural is an actor only if an event takes it as an argument, so these are candidates.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.labels import SUBJECTS
from presspack.english.lexicon import codes, word_class, words
from presspack.extract.actors.clusters import slug
from presspack.extract.actors.labelled_text import Page
from presspack.extract.model import Entity, Mention
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key

MODIFIERS, MOST_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"}), 2
QUOTED = re.compile(r"[\"']([^\W\d_]+(?: [^\W\d_]+){1,4})[\"']")
NO_ARGUMENTS = frozenset({"compound", "nmod", "amod", "attr", "oprd", "acomp"})
FEWEST, OFTEN = 2, 4
PARTICIPANTS = SUBJECTS | {"dobj", "dative"}
# What joins nouns into one group: 'farmers, miners and drivers', 'patients and their relatives'.
JOINS = re.compile(r"(?:,|,? and)(?: their| its)? \Z")
AND = re.compile(r"\band\b")
HYPHEN = "-"
DEFINITE = word_class("definite", "function_words")


def named_groups(page: Page) -> list[tuple[str, Span]]:
    """Return (folded name, span) of groups that the article names in quotation marks and keeps calling so."""
    nouns = codes("group_nouns")
    found = []
    for name in sorted({match.group(1).lower() for match in QUOTED.finditer(page.text)}):
        parts = name.split()
        if not (parts[0] in nouns or parts[-1] in nouns) or (parts[1] != "of" and parts[-1] not in nouns):
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
    _join_short(page, spans)
    entities = []
    for name, places in sorted(spans.items(), key=lambda item: item[1][0]):
        mentions = tuple(Mention(span, "group") for span in places)
        entities.append(Entity(f"group-{slug(name)}", page.document.words(places[0]), _type(name), None, mentions))
    return tuple(entities)


def main_groups(document: Document, groups: Iterable[Entity]) -> frozenset[str]:
    """Return the keys of groups that the article is about: told more closely than by a noun, and doing things often."""
    return frozenset(
        group.key
        for group in groups
        if group.type_code == "group"
        and " " in group.name
        and len(group.mentions) >= OFTEN
        and sum(_takes_part(document, mention.span) for mention in group.mentions) >= FEWEST
    )


def _takes_part(document: Document, span: Span) -> bool:
    doc = document.doc
    return doc.tokens[max(0, bisect_right(doc.starts, span.end - 1) - 1)].dep_ in PARTICIPANTS


def _join_short(page: Page, spans: dict[str, list[Span]]) -> None:
    """Count 'the loggers' as the 'illegal loggers' named before, where the article has no others of that noun."""
    for name in sorted(spans):
        full = [other for other in spans if other.endswith(f" {name}") and ", " not in other and " and " not in other]
        if len(full) != 1 or " " in name:
            continue
        first = min(spans[full[0]])
        taken_up = [s for s in spans[name] if s.start > first.start and _is_definite(page, s)]
        spans[full[0]] = sorted([*spans[full[0]], *taken_up])
        spans[name] = [span for span in spans[name] if span not in taken_up]
        if not spans[name]:
            del spans[name]


def _is_definite(page: Page, span: Span) -> bool:
    token = page.token_at(span.start)
    return token.i > 0 and token.nbor(-1).lower_ in DEFINITE


def _type(name: str) -> str:
    """Return 'government' for 'riot police', 'security forces': bodies of the state without a name; else 'group'."""
    nouns, parts = codes("group_nouns"), name.split()
    return nouns.get(" ".join(parts[-2:])) or nouns.get(parts[-1]) or "group"


def _phrases(page: Page) -> Iterator[Span]:
    """Yield the noun phrases of people; those of one list ('leaders, officials and deputies') as one.

    Where the article also has one of them alone, those that 'and' joins are groups of their own.
    """
    lists = list(_lists(page))
    alone = {page.document.words(found[0]).lower() for found in lists if len(found) == 1}
    for found in lists:
        whole = Span(found[0].start, found[-1].end)
        is_apart = len(found) > 1 and any(page.document.words(span).lower() in alone for span in found)
        yield from found if is_apart and AND.search(whole.of(page.text)) else [whole]


def _lists(page: Page) -> Iterator[list[Span]]:
    """Yield the noun phrases of people in text order, those that follow each other in a list together."""
    found: list[Span] = []
    for token in page.document.doc:
        if not _is_group_noun(token):
            continue
        span = _phrase(token)
        if found and not JOINS.match(page.text[found[-1].end : span.start]):
            yield found
            found = []
        found.append(span)
    if found:
        yield found


def _is_group_noun(token: Token) -> bool:
    """True for a noun of people that may be an argument of an event."""
    nouns = codes("group_nouns")
    if token.tag_ not in {"NNS", "NN"} or token.pos_ != "NOUN" or _is_counted(token):
        return False
    two = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""
    if (token.lower_ not in nouns and two not in nouns) or two in codes("not_actors"):
        return False
    return token.dep_ not in NO_ARGUMENTS and not _is_office(token)


def _is_office(token: Token) -> bool:
    """True for 'elections of mayors', 'new parties', 'as deputies': places to be filled, and no people yet."""
    kinds = codes("office_words")
    if any(kinds.get(child.lower_) == "open" and child.dep_ == "amod" for child in token.lefts):
        return True
    if token.dep_ != "pobj":
        return False
    return token.head.lower_ == "as" or kinds.get(token.head.head.lower_) == "office"


def _phrase(token: Token) -> Span:
    first = token
    while first.i > 0 and token.i - first.i < MOST_MODIFIERS and _modifies(first.nbor(-1)):
        first = first.nbor(-1)
    while first.i < token.i and first.i > 0 and first.nbor(-1).text == HYPHEN and not _has_prefix(first):
        first = first.nbor(1)  # not the 'sized' of 'medium-sized companies'
    if _has_prefix(first):
        first = first.nbor(-2)
    while first.i > 1 and first.nbor(-1).lower_ == "and" and _are_alike(first.nbor(-2), first, token):
        first = first.nbor(-2)
    return Span(first.idx, token.idx + len(token))


def _has_prefix(token: Token) -> bool:
    """True for the 'war' of 'anti-war protesters' and the 'protesters' of 'counter-protesters'."""
    if token.i < 2 or token.nbor(-1).text != HYPHEN:
        return False
    prefix = token.nbor(-2)
    return prefix.lower_ in words("name_prefixes") and prefix.idx + len(prefix) + 1 == token.idx


def _modifies(token: Token) -> bool:
    return (
        token.pos_ in MODIFIERS
        and token.lower_ not in word_class("quantifier", "actor_word_classes")
        and token.text != HYPHEN
        and token.dep_ not in {"nsubj", "dobj", "pobj"}
    )


def _are_alike(one: Token, other: Token, noun: Token) -> bool:
    """True for 'Danish and Dutch', 'young and old': two words that say of one noun what it is."""
    adjectives = one.pos_ == other.pos_ == "ADJ" and noun not in (one, other) and one.dep_ == "amod"
    return adjectives or (_is_national(one) and _is_national(other))


def _is_national(token: Token) -> bool:
    return token.text[0].isupper() and name_key(token.text) in codes_by_name()


def _is_counted(token: Token) -> bool:
    return any(child.dep_ == "nummod" or child.like_num for child in token.lefts)
