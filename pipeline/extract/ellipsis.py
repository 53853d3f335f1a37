"""Nouns that a number leaves out: '510 rural schools out of 690', '90 and 45 teachers, respectively'."""

import re
from dataclasses import replace

from spacy.tokens import Token

from pipeline.document import Document
from pipeline.extract.quantities import Quantity
from pipeline.extract.tokens import Tokens

SMALLEST_SUM = 1000
OF_WHICH = re.compile(r"[^.;:!?]{0,60}\bof\s+(?:which|this|that|it|them)\b[^.;:!?]{0,20}", re.IGNORECASE)
LIST = re.compile(r"\s*,?\s*(?:and|or|to)\s+|\s*,\s*", re.IGNORECASE)


def supplied_nouns(
    document: Document, tokens: Tokens, found: list[tuple[Quantity, Token | None]]
) -> list[Token | None]:
    """Return the noun of each quantity, supplied from the list it stands in or from the last count of its sentence."""
    nouns = [noun for _, noun in found]
    for here in range(len(found) - 2, -1, -1):
        if is_bare(found[here][0], nouns[here]) and is_listed(document, found[here][0], found[here + 1][0]):
            nouns[here] = nouns[here + 1]
    last: Token | None = None
    for here, (quantity, noun) in enumerate(found):
        if noun is not None and quantity.kind in (None, "percent"):
            last = noun
        elif last is not None and is_bare(quantity, noun) and in_sentence(tokens, quantity, last):
            nouns[here] = last
    return nouns


def is_bare(quantity: Quantity, noun: Token | None) -> bool:
    """True when nothing near the number says what it counts."""
    return noun is None and quantity.kind is None and quantity.form in ("digits", "words")


def is_listed(document: Document, first: Quantity, second: Quantity) -> bool:
    """True when only 'and', 'or' or a comma stands between two numbers."""
    return second.kind is None and bool(LIST.fullmatch(document.text[first.span.end : second.span.start]))


def in_sentence(tokens: Tokens, quantity: Quantity, noun: Token) -> bool:
    """True when `noun` stands in the sentence of the quantity, before it."""
    return noun.idx < quantity.span.start < tokens.sentence(noun).end


def with_supplied_money(document: Document, found: list[Quantity]) -> list[Quantity]:
    """Return `found` with the currency of an amount for its bare shares: 'two million euros, of which one million'."""
    out: list[Quantity] = []
    for one in found:
        last = out[-1] if out else None
        takes = last is not None and last.kind == "money" and is_bare(one, None) and one.value >= SMALLEST_SUM
        if last is not None and takes and OF_WHICH.fullmatch(document.text[last.span.end : one.span.start]):
            out.append(replace(one, kind=last.kind, unit=last.unit))
        else:
            out.append(one)
    return out
