"""Ages that only their sentence tells from counts: 'young people under 35', 'Ivanov, 65, said', 'she will be 40'."""

import re

from spacy.tokens import Token

from pipeline.extract.numerals import words_in
from pipeline.extract.quantities import Quantity
from pipeline.extract.tokens import Tokens

YOUNGEST, OLDEST = 15, 115
LIMIT = re.compile(r"^(?:under|over|above|below|younger\s+than|older\s+than|up\s+to)\b", re.IGNORECASE)
NAMED_PEOPLE = frozenset({"PERSON"})
PRONOUNS = frozenset({"he", "she", "i", "who"})
BECOMES = frozenset({"be", "turn", "'s", "'m"})


def is_age(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True when a bare number is somebody's age."""
    if (
        quantity.kind is not None
        or not 0 < quantity.value <= OLDEST
        or quantity.form not in ("digits", "words")
        or quantity.per
    ):
        return False
    if noun is not None:
        return False
    return is_limit(tokens, quantity) or is_apposed(tokens, quantity) or is_reached(tokens, quantity)


def is_limit(tokens: Tokens, quantity: Quantity) -> bool:
    """True for 'young people under 35': a bound right after a word for people."""
    before = tokens.before(quantity.span.start)
    if before is None or not LIMIT.match(tokens.text[quantity.span.start : quantity.number.start]):
        return False
    if before.lemma_ == "be":
        said_of = {t.lemma_.lower() for t in before.children if t.dep_ == "nsubj"}
        said_of |= {t.lemma_.lower() for s in before.children if s.dep_ == "nsubj" for t in s.subtree}
        return bool(said_of & (words_in("person") | PRONOUNS | {"they", "those"})) or any(
            t.like_num for t in before.children if t.dep_ == "nsubj"
        )
    return before.lemma_.lower() in words_in("person") or before.lower_ == "aged"


def is_apposed(tokens: Tokens, quantity: Quantity) -> bool:
    """True for a number between commas right after a person's name."""
    before = tokens.text[quantity.span.start - 2 : quantity.span.start]
    if quantity.form != "digits" or before != ", " or not re.match(r"\s?[,.;)]|$", tokens.text[quantity.span.end :]):
        return False
    name = tokens.before(quantity.span.start - 2)
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
    subjects = [t for t in verb.children if t.dep_ == "nsubj"]
    return any(t.lower_ in PRONOUNS or t.ent_type_ in NAMED_PEOPLE for t in subjects)
