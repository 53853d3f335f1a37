"""Roles that a verb states: who heads, leads, chairs or founded a body."""

import re
from collections.abc import Iterator, Sequence

from presspack.base.spans import Span, covering
from presspack.documents.doc import Token
from presspack.english.lexicon import codes, rows
from presspack.extract.actors.labelled_text import Page
from presspack.extract.model import Entity, Role

Mentions = Sequence[tuple[Span, Entity]]
VERB_OF_OFFICE = re.compile(r"\b(?:head|le[ad]|chair|found|direct)\w*")


def roles_of_verbs(page: Page, people: Mentions, bodies: Mentions) -> Iterator[Role]:
    """Yield the roles that verbs state: 'X, who heads Y' and 'Y, led by X'."""
    roles = {row["verb"]: row["role"] for row in rows("role_verbs") if row["use"] == "heading"}
    for match in VERB_OF_OFFICE.finditer(page.text):
        token = page.token_at(match.start())
        if token.lemma_ not in roles or token.pos_ != "VERB":
            continue
        person = _person_of(token, people)
        body = _body_of(token, bodies)
        if person and body:
            evidence = covering([person[0], body[0]])
            yield Role(person[1].key, roles[token.lemma_], body[1].key, evidence)


def _person_of(verb: Token, people: Mentions) -> tuple[Span, Entity] | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((found for t in child.children if (found := _named(t, people))), None)
        if child.dep_ == "nsubj":
            antecedent = verb.head if child.tag_ == "WP" and verb.dep_ == "relcl" else child
            return _named(antecedent, people)
    return None


def _body_of(verb: Token, bodies: Mentions) -> tuple[Span, Entity] | None:
    passive = any(child.dep_ == "agent" for child in verb.children)
    if not passive:
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        return next((found for t in objects if (found := _named(t, bodies))), None)
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass" and child.tag_ not in {"WDT", "WP"}]
    if subjects:
        return _named(subjects[0], bodies)
    if verb.dep_ in {"acl", "relcl"}:
        found = _named(verb.head, bodies)
        return found or (_named(verb.head.head, bodies) if verb.head.dep_ == "appos" else None)
    return None


def _named(token: Token, mentions: Mentions) -> tuple[Span, Entity] | None:
    """Return the actor that a token belongs to, or that its noun names ('the X party')."""
    kind = token.lower_ in codes("kind_nouns") or token.lower_ in codes("head_words")  # not 'X operations'
    beside = [c for c in token.children if c.dep_ == "appos" or (kind and c.dep_ in {"compound", "nmod", "amod"})]
    for node in (token, *beside, *(c for c in token.lefts if c.dep_ == "poss")):
        for span, entity in mentions:
            if span.start <= node.idx < span.end:
                return span, entity
    return None
