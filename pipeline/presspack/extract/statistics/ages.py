"""Ages that only their sentence tells from counts: 'young people under 35', 'Ivanov, 65, said', 'she will be 40'."""

import re

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS, TIMES, VERBS
from presspack.english.lexicon import word_class
from presspack.english.subjects import surface_subjects
from presspack.english.token_index import Tokens
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.clause_subjects import governor
from presspack.extract.statistics.noun_phrases import is_light, phrase

YOUNGEST, OLDEST = 15, 115
LIMIT = re.compile(r"^(?:under|over|above|below|younger\s+than|older\s+than|up\s+to)\b", re.IGNORECASE)
APPOSED = re.compile(r", (?:now |then |aged )?$")
CLOSED = re.compile(r"\s?[,.;)]|$")
NAMED_PEOPLE = frozenset({"PERSON"})
PRONOUNS = frozenset({"he", "she", "i", "who"})
PEOPLE = PRONOUNS | {"they", "them", "those"}
BECOMES = word_class("becoming", "function_words")
HIGHEST = 5


def is_age(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True when a bare number, or a number of years, is somebody's age."""
    is_bare = quantity.kind is None and quantity.form in ("digits", "words") and not quantity.per
    if noun is not None or not (is_bare or quantity.kind == "duration") or not 0 < quantity.value <= OLDEST:
        return False
    if is_said_of_age(tokens, quantity):
        return True
    return is_bare and (is_limit(tokens, quantity) or is_apposed(tokens, quantity) or is_reached(tokens, quantity))


def is_said_of_age(tokens: Tokens, quantity: Quantity) -> bool:
    """True for 'the average age is 46' and 'the youngest is 26'."""
    verb = governor(tokens.root(quantity.number))
    return verb is not None and any(
        t.dep_ == "nsubj" and {t.lemma_.lower(), t.lower_} & words_in("age") for t in verb.children
    )


def is_limit(tokens: Tokens, quantity: Quantity) -> bool:
    """True for 'young people under 35' and 'half of them are under 35': a bound said of people."""
    before = tokens.before(quantity.span.start)
    if before is None or not LIMIT.match(tokens.text[quantity.span.start : quantity.number.start]):
        return False
    if before.lemma_ != "be":
        return before.lemma_.lower() in words_in("person") or before.lower_ == "aged"
    said_of = [t for subject in before.children if subject.dep_ == "nsubj" for t in subject.subtree]
    return any(t.lemma_.lower() in words_in("person") or t.lower_ in PEOPLE or t.like_num for t in said_of)


def is_apposed(tokens: Tokens, quantity: Quantity) -> bool:
    """True for a number between commas right after a person's name."""
    comma = APPOSED.search(tokens.text, max(0, quantity.span.start - 8), quantity.span.start)
    if quantity.form != "digits" or comma is None or not CLOSED.match(tokens.text, quantity.span.end):
        return False
    name = tokens.before(comma.start())
    return name is not None and (
        name.ent_type_ in NAMED_PEOPLE
        or (name.tag_ == "NNP" and quantity.value >= YOUNGEST)
        or name.lemma_.lower() in words_in("person")
    )


def is_reached(tokens: Tokens, quantity: Quantity) -> bool:
    """True for 'he will be 40' and 'she turned 65'."""
    token = tokens.root(quantity.number)
    verb = token.head
    if verb.lemma_ not in BECOMES or token.dep_ not in ("attr", "acomp", "dobj", "npadvmod", "oprd"):
        return False
    is_turned = verb.lemma_ == "turn" and token.dep_ == "dobj" and root_is_last(token)
    named = surface_subjects(verb)
    return any(t.lower_ in PRONOUNS or t.ent_type_ in NAMED_PEOPLE or (is_turned and t.pos_ in NOUNS) for t in named)


def root_is_last(token: Token) -> bool:
    """True for a number with nothing counted after it: 'Norway turned 100, …', 'turned 30 as a state'."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is None or following.is_punct or following.pos_ in ("ADP", "CCONJ")


def turned_words(root: Token) -> list[Token]:
    """Return who or what turns the age: 'Norway' of 'Norway turned 100'; none where a pronoun does."""
    verb = root.head
    subjects = surface_subjects(verb) if verb.lemma_ == "turn" else []
    return [t for noun in subjects if noun.pos_ in NOUNS for t in phrase(noun, depth=1)]


def aged_words(root: Token, noun: Token | None) -> list[Token]:
    """Return whose age a number is, in words: the name or noun phrase it stands beside; none if its clause says it.

    'killed her brother Juan Lopez, 28' -> Juan Lopez; 'a 12-year-old boy who ran' -> boy who ran. Of a noun that
    stands alone, what is said of it tells which one is meant: 'A 34-year-old nurse left early' -> nurse left.
    """
    person = noun or person_beside(root)
    if person is None:
        return []
    if person.pos_ != "PROPN":
        words, verb = [t for t in phrase(person, depth=2) if t.i != root.i and not root.is_ancestor(t)], person.head
        is_told = person.dep_ in SUBJECTS and verb.pos_ == "VERB" and not is_light(verb)
        return [person, verb] if words == [person] and is_told else words
    return sorted([person, *(t for t in person.lefts if t.pos_ == "PROPN" and t.dep_ in ("compound", "nmod"))])


def person_beside(root: Token) -> Token | None:
    """Return the noun that a number or the phrase around it hangs on: 'girls aged 8 to 11', 'Juan, 28'."""
    here = root
    for _ in range(HIGHEST):
        here = here.head
        if here.pos_ in NOUNS and here.ent_type_ not in TIMES:
            comma = root.nbor(-1) if root.i else root
            named = comma.nbor(-1) if comma.text == "," and comma.i else here
            return named if named.dep_ == "appos" and named.head.i == here.i and named.pos_ in NOUNS else here
        if here.pos_ in VERBS and here.dep_ not in ("acl", "amod"):
            return None
    return None
