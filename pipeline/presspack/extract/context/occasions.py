"""Occasions told before: 'in the attack' has the date that an earlier sentence gave to that attack."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from presspack.documents.doc import Token
from presspack.english.clauses import is_occasion
from presspack.english.lexicon import word_class
from presspack.extract.model import DateRange

POINTING = word_class("demonstrative", "function_words")
AT_OCCASIONS = word_class("occasion_preposition", "function_words")
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """A dated occasion: where its noun stands, that noun (plural or not), the words that narrow it down, when."""

    at: int
    word: tuple[str, bool]
    marks: frozenset[str]
    when: DateRange


def word_of(noun: Token) -> tuple[str, bool]:
    """Return the lemma of a noun and whether it is plural."""
    return noun.lemma_.lower(), noun.tag_ in {"NNS", "NNPS"}


def marks(noun: Token) -> frozenset[str]:
    """Return the words that tell one occasion from another: 'direct polls of rural mayors' -> direct, rural, mayor."""
    found = {child.lemma_.lower() for child in noun.children if child.dep_ in MODIFIERS}
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in word_class("occasion_link", "function_words"):
            for thing in prep.children:
                found |= {thing.lemma_.lower(), *(c.lemma_.lower() for c in thing.children if c.dep_ in MODIFIERS)}
    return frozenset(found)


def dated_occasions(tokens: Iterator[Token], date_of: Callable[[Token], DateRange | None]) -> list[Occasion]:
    """Return the occasions among `tokens` that `date_of` knows the date of, in order."""
    found = []
    for token in tokens:
        when = date_of(token) if is_occasion(token) else None
        if when is not None and when.start:
            found.append(Occasion(token.i, word_of(token), marks(token), when))
    return found


def occasion_of(token: Token) -> Token | None:
    """Return the occasion at which the clause of `token` takes place: itself, or the noun after 'in', 'at'."""
    if is_occasion(token):
        return token
    node = token
    for _ in range(4):
        for prep in node.children:
            if prep.dep_ == "prep" and prep.lower_ in AT_OCCASIONS:
                noun = next((child for child in prep.children if is_occasion(child)), None)
                if noun is not None and noun != token:
                    return noun
        if node.dep_ == "relcl" and any(child.lower_ in {"where", "when"} for child in node.children):
            return occasion_over(node.head)
        if node.dep_ in {"ccomp", "relcl", "advcl", "acl", "conj", "parataxis"} or node.head == node:
            return None
        node = node.head
    return None


def occasion_over(noun: Token) -> Token | None:
    """Return `noun` or the occasion it narrows down: 'elections of heads of villages, where ...' -> elections."""
    node = noun
    while not is_occasion(node):
        if node.dep_ != "pobj" or node.head.lower_ != "of":
            return None
        node = node.head.head
    return node


def same_occasion(noun: Token, told: list[Occasion]) -> DateRange | None:
    """Return the date of the occasion told before that `noun` points back to; None if it may be another one.

    The last one that a word in common narrows down; else, with 'the' or 'this', the only one told of that name, unless
    each is narrowed down in its own way.
    """
    own = marks(noun)
    before = [occasion for occasion in told if occasion.at < noun.i and occasion.word == word_of(noun)]
    shared = [occasion for occasion in before if own & occasion.marks]
    if shared:
        return shared[-1].when
    points = any(child.lower_ in POINTING for child in noun.children)
    is_one = len({(occasion.when.start, occasion.when.end) for occasion in before}) == 1
    if points and is_one and not (own and any(occasion.marks for occasion in before)):
        return before[-1].when
    return None
