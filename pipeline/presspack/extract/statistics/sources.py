"""Who publishes a figure: the announcing body, which is its source and not what it is about."""

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS, VERBS
from presspack.extract.model import Actors
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.clause_subjects import holds

PUBLIC = frozenset({"government"})
DEPTH = 8
ASIDES = frozenset({"conj", "parataxis", "ccomp", "advcl", "dep"})


def publisher_of(actors: Actors, number: Token) -> str | None:
    """Return the actor that the sentence says published a figure, None if it says nothing of it.

    'The Ministry announced the death of three patients', 'reads a release issued by the Institute', 'Data of the
    Institute show that exports rose'.
    """
    node = number
    for _ in range(DEPTH):
        if node.pos_ in VERBS and (key := announcer(actors, node, number) or issuer_beside(actors, node)) is not None:
            return key
        if node.head is node:
            return None
        node = node.head
    return None


def announcer(actors: Actors, verb: Token, number: Token) -> str | None:
    """Return who announces: the subject of 'announced' over its object, or the issuer of the data that 'show'."""
    subject = next((t for t in verb.children if t.dep_ in SUBJECTS and not holds(t, number)), None)
    if subject is None:
        return None
    lemma = verb.lemma_.lower()
    if lemma in words_in("announcing_verb"):
        told = any(c.dep_ == "dobj" and holds(c, number) for c in verb.children)
        entity = actors.of_token(subject) if told else None
        return entity.key if entity is not None and entity not in actors.groups else None
    return issuer(actors, subject) if lemma in words_in("showing_verb") else None


def issuer_beside(actors: Actors, verb: Token) -> str | None:
    """Return who issued the paper that says so after the clause: ', reads a release issued by the Institute'."""
    for child in verb.children:
        if child.dep_ in ASIDES and child.i > verb.i and child.lemma_.lower() in words_in("showing_verb"):
            papers = (c for c in child.children if c.pos_ in NOUNS and c.dep_ in ("dobj", "nsubj", "attr"))
            return next((key for paper in papers if (key := issuer(actors, paper)) is not None), None)
    return None


def issuer(actors: Actors, paper: Token) -> str | None:
    """Return who issued a paper or data: 'a release issued by X', 'figures from X', 'X data', "X's report"."""
    if paper.lemma_.lower() not in words_in("paper"):
        return None
    near = [c for c in paper.children if c.dep_ in ("poss", "compound", "nmod")]
    for child in paper.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "by"):
            near += child.children
        if child.dep_ == "acl":
            near += [noun for by in child.children if by.dep_ in ("agent", "prep") for noun in by.children]
    entities = (actors.of_token(noun) for noun in near if noun.pos_ in NOUNS)
    return next((one.key for one in entities if one is not None and one not in actors.groups), None)


def is_only_source(actors: Actors, subject: str | None, source: str | None, number: Token) -> bool:
    """True for a public body that announces a figure of something else: 'The Ministry announced three deaths'."""
    if subject is None or subject != source or actors.by_key[subject].type_code not in PUBLIC:
        return False
    return publisher_of(actors, number) == source
