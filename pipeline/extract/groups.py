"""Descriptive plurals ('peaceful protesters'): actors only if an event takes them as an argument."""

from spacy.tokens import Token

from pipeline.extract.actor_words import lexicon
from pipeline.extract.entities import slug
from pipeline.extract.model import Entity, Mention
from pipeline.extract.pieces import Page
from pipeline.spans import Span

MODIFIERS = frozenset({"amod", "compound", "nmod"})
NOT_MODIFIERS = frozenset(
    {"many", "some", "several", "few", "other", "such", "own", "more", "most", "all", "new", "various"}
)


def groups_on(page: Page, taken: list[Span]) -> tuple[Entity, ...]:
    """Return the candidate groups: plural nouns of people with their modifiers, outside the spans already taken."""
    nouns = lexicon("group_nouns")
    spans: dict[str, list[Span]] = {}
    for token in page.document.doc:
        if token.tag_ not in {"NNS", "NN"} or token.pos_ != "NOUN" or token.lower_ not in nouns:
            continue
        span = _phrase(token)
        if not any(span.overlaps(other) for other in taken) and not _is_counted(token):
            spans.setdefault(page.document.words(span).lower(), []).append(span)
    entities = []
    for name, places in sorted(spans.items(), key=lambda item: item[1][0]):
        mentions = tuple(Mention(span, "group") for span in places)
        key = "group-" + slug(name)
        entities.append(Entity(key, page.document.words(places[0]), "group", None, mentions))
    return tuple(entities)


def _phrase(token: Token) -> Span:
    first = token
    for child in reversed(list(token.lefts)):
        if child.dep_ not in MODIFIERS or child.lower_ in NOT_MODIFIERS or child.i < first.i - 2:
            break
        first = child
    return Span(first.idx, token.idx + len(token))


def _is_counted(token: Token) -> bool:
    return any(child.dep_ == "nummod" or child.like_num for child in token.lefts)
