"""The verbs between a figure and what it measures: levels, light and plain verbs, what a clause shares with another."""

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, VERBS
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.clause_subjects import own_subject
from presspack.extract.statistics.noun_phrases import is_light


def plain_verb(verb: Token) -> list[Token]:
    """Return a light verb that tells what happens with the words after it: 'took part', 'come forward'."""
    if not is_light(verb) or verb.pos_ != "VERB" or verb.lemma_.lower() not in words_in("plain_verb"):
        return []
    if any(c.dep_ == "prt" for c in verb.children):
        return []  # 'made up 18 percent'
    return [verb, *(c for c in verb.children if c.i == verb.i + 1 and c.dep_ == "advmod")]


def is_object_clause(verb: Token) -> bool:
    """True for a clause whose noun is its object, or tells what may come: 'the role that they played'."""
    if verb.head.pos_ not in NOUNS or own_subject(verb) in (None, verb.head):
        return False
    if verb.dep_ == "acl":
        return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.lefts)
    return verb.dep_ == "relcl" and any(c.dep_ == "dobj" and c.tag_ in ("WDT", "WP") for c in verb.lefts)


def joined_verb(verb: Token) -> list[Token]:
    """Return the verb and conjunction before one that shares its object: 'destroyed and' of 'destroyed and took'."""
    first = verb.head
    if verb.dep_ != "conj" or first.pos_ != "VERB" or verb.i - first.i > 2 or is_light(first):
        return []
    return [first, *(c for c in first.children if c.dep_ == "cc" and c.i < verb.i)]


def said_of_all(verb: Token) -> list[Token]:
    """Return a verb without its complements: of a list, each member may have its own."""
    return [] if is_light(verb) else [verb, *(c for c in verb.children if c.dep_ == "prt")]


def is_level(verb: Token) -> bool:
    """True for a verb between what is measured and how much it is: 'is', 'stood at', 'reached', 'totalled'."""
    lemma = verb.lemma_.lower()
    is_put = lemma in words_in("placing_verb") and any(c.dep_ == "auxpass" for c in verb.children)
    return verb.pos_ == "AUX" or lemma in words_in("level_verb") or is_put


def says_which(preposition: Token) -> bool:
    """True for a phrase that narrows what is measured: 'in rural areas', 'under the new law'; not 'to 5%'."""
    return preposition.lower_ not in words_in("circumstance") | words_in("comparing")


def is_share_of(number: Token) -> bool:
    """True for a share with its whole: 'guests made up 44 percent of the total'."""
    return any(c.lower_ == "of" and c.i > number.i for c in number.children)


def is_verb(token: Token) -> bool:
    """True for a verb; 'including' is none."""
    return token.pos_ in VERBS and token.lower_ not in words_in("including")
