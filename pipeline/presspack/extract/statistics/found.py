"""A quantity found in its sentence, and the article that its row draws on."""

from dataclasses import dataclass

from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.token_index import Tokens
from presspack.extract.context.article_context import Context
from presspack.extract.model import Actors
from presspack.extract.quantities.extraction import Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in its sentence: the token that stands for it and the noun it counts, if any."""

    quantity: Quantity
    root: Token
    noun: Token | None
    is_noun_after: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What a row draws on; `taken` are the indices of the tokens of all quantities."""

    document: Document
    tokens: Tokens
    actors: Actors
    context: Context
    taken: frozenset[int]


def own_tokens(tokens: Tokens, one: Found) -> frozenset[int]:
    """Return the numbers of the tokens of a quantity; none of a verb: 'ownership tripled'."""
    if one.quantity.form == "multiple_verb":
        return frozenset()
    first, last = tokens.at(one.quantity.span.start), tokens.at(one.quantity.span.end - 1)
    return frozenset(range(first.i, last.i + 1))


def taken_tokens(tokens: Tokens, found: list[Found]) -> frozenset[int]:
    """Return the indices of the tokens that belong to quantities, and so to no indicator; ages name groups."""
    taken: set[int] = set()
    for one in found:
        if one.quantity.kind == "age" or one.quantity.form == "multiple_verb":
            continue  # 'young people under 35' are a group
        taken |= set(range(tokens.at(one.quantity.span.start).i, tokens.at(one.quantity.span.end - 1).i + 1))
    return frozenset(taken)


def is_supplied(one: Found) -> bool:
    """True for a bare number whose noun, if any, is taken from elsewhere in its sentence."""
    return one.quantity.kind is None and (one.noun is None or one.noun.i < one.root.i)
