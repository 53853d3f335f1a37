"""Whom 'they', 'both', 'the two sides' and 'it' stand for when the noun stands in the sentence before."""

from collections.abc import Iterator

from presspack.documents.doc import Span, Token
from presspack.english.labels import SUBJECTS
from presspack.english.lexicon import words
from presspack.english.subjects import surface_subjects, with_conjuncts
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.model import Entity

PLURAL = frozenset({"they", "them", "both"})
OF_TWO = frozenset({"both", "two"})
PEOPLE = frozenset({"person", "group"})


def actors_meant(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """Return the actors that `head`, which names nobody, stands for: 'Rome and Oslo failed. Both left.' -> the two."""
    if head.lower_ == "it" and head.dep_ in SUBJECTS:  # an object may be a thing: 'to back it'
        found = _body_before(scene, head)
        return (found,) if found is not None else ()
    pairs = _is_of_two(scene, head)
    return _listed_before(scene, head, only_two=pairs) if pairs or head.lower_ in PLURAL else ()


def _is_of_two(scene: Scene, head: Token) -> bool:
    if head.pos_ == "NOUN":
        counted = {c.lower_ for c in head.lefts} & OF_TWO
        return bool(counted) and head.tag_ == "NNS" and scene.in_class(head, "collective")
    return head.lower_ in OF_TWO


def _listed_before(scene: Scene, head: Token, *, only_two: bool) -> tuple[Entity, ...]:
    """Return the actors of the last list of names that a sentence is about, or that deal with each other in it."""
    for sentence in _sentences_back(scene, head):
        lists = [t for t in sentence if t.i < head.i and _leads_a_list(t)]
        for first in reversed(lists):
            told = [scene.entity(t) for t in with_conjuncts(first)]
            named = [entity for entity in told if entity is not None and entity.type_code != "group"]
            if len(named) == len(told) and len({e.key for e in named}) == len(told):
                return tuple(named) if len(named) == 2 or not only_two else ()
    return ()


def _leads_a_list(noun: Token) -> bool:
    """True for the first of the names that are a subject, stand in apposition to one, or 'between' which it goes on."""
    if noun.dep_ == "conj" or len(with_conjuncts(noun)) < 2:
        return False
    top = noun.head if noun.dep_ == "appos" else noun
    while top.dep_ == "pobj" and top.head.lower_ in {"between", "of"}:
        if top.head.lower_ == "between":
            return True
        top = top.head.head
    return top.dep_ in SUBJECTS


def _body_before(scene: Scene, pronoun: Token) -> Entity | None:
    """Return the only body named in the sentence before, or who published the paper that it quotes."""
    for sentence in _sentences_back(scene, pronoun):
        if sentence.start == pronoun.sent.start:
            continue
        named = {e.key: e for t in sentence if (e := scene.entity(t)) is not None and e.type_code not in PEOPLE}
        if len(named) == 1:
            return next(iter(named.values()))
        papers = [t for t in sentence if t.dep_ in SUBJECTS and scene.in_class(t, "document")]
        return _publisher_of(scene, papers[0]) if len(papers) == 1 and not named else None
    return None


def _publisher_of(scene: Scene, paper: Token) -> Entity | None:
    """Return who is said, further up in the article, to have published a paper: 'the ministry issued a report'."""
    found: dict[str, Entity] = {}
    for token in scene.document.doc.tokens[: paper.i]:
        if token.dep_ == "dobj" and token.lemma_ == paper.lemma_ and token.head.lemma_ in words("making_verbs"):
            told = (scene.entity(t) for t in surface_subjects(token.head))
            found |= {entity.key: entity for entity in told if entity is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _sentences_back(scene: Scene, token: Token) -> Iterator[Span]:
    """Yield the sentence of `token` and the one before it, if that stands in the same paragraph."""
    sentence = token.sent
    yield sentence
    if sentence.start > 0:
        before = token.doc[sentence.start - 1]
        if scene.document.part_number(before) == scene.document.part_number(token):
            yield before.sent
