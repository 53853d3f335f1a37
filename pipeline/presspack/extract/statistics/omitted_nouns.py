"""Nouns that a number leaves out: '510 rural schools out of 690', '90 and 45 teachers, respectively'."""

import re
from dataclasses import replace
from functools import cache

from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.token_index import Tokens
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import either, words_in
from presspack.extract.statistics.taken_up import is_restated, is_sum_told

SMALLEST_SUM = 1000
NEAR = 120
ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass"})
SCALED = re.compile(r"(?:million|billion|trillion|crore|lakh|bn)$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])")
NOTHING_COUNTED = re.compile(
    r"\s*(?:[.,;:)]|$)|\s+(?:in|from|to|by|last|this|the|compared|and|or|over|during|as|on|at|for|a\s+year|annually)\b"
)
OF_WHICH = re.compile(r"[^.;:!?]{0,60}\bof\s+(?:which|this|that|it|them)\b[^.;:!?]{0,20}", re.IGNORECASE)
OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|whom)\b(?!\s+\w+s\b)", re.IGNORECASE)
LIST = re.compile(r"\s*,?\s*(?:and|or|to)\s+|\s*,\s*", re.IGNORECASE)


@cache
def people_counted() -> re.Pattern[str]:
    """Return a pattern for what tells that a sum counts people: 'a population of 3 million'."""
    return re.compile(rf"\b{either(words_in('counted_people'))}\b", re.IGNORECASE)


def supplied_nouns(
    document: Document, tokens: Tokens, found: list[tuple[Quantity, Token | None]]
) -> list[Token | None]:
    """Return the noun of each quantity, supplied from the list it stands in or from the last count of its sentence."""
    nouns = [noun for _, noun in found]
    for here in range(len(found) - 2, -1, -1):
        if is_bare(found[here][0], nouns[here]) and is_listed(document, found[here][0], found[here + 1][0]):
            nouns[here] = nouns[here + 1]
    last: Token | None = None
    counted: Token | None = None
    until = 0
    for here, (quantity, noun) in enumerate(found):
        if noun is not None and "-" in tokens.text[quantity.number.end : noun.idx]:
            continue  # a '45-member council' counts no members for what follows
        if noun is not None and quantity.kind in (None, "percent"):
            last, until = noun, tokens.sentence(noun).end
            counted = noun if quantity.kind is None else counted
        elif counted is not None and noun is None and is_of_them(tokens, quantity, counted):
            nouns[here] = counted
        elif (
            here
            and noun is None
            and quantity.kind == "ratio"
            and is_restated(tokens.text, found[here - 1][0], quantity)
        ):
            nouns[here] = nouns[here - 1]
        elif last is not None and is_bare(quantity, noun):
            root = tokens.root(quantity.number)
            if counted is not None and goes_on(document, root, counted):
                last, until = counted, tokens.sentence(root).end
            if last.idx < quantity.span.start < until:
                nouns[here] = last
    return nouns


def is_of_them(tokens: Tokens, quantity: Quantity, noun: Token) -> bool:
    """True for a part of what was counted just before: 'half of them', 'a third of these', '605 of them'."""
    forms = {None: ("digits", "words"), "ratio": ("fraction", "ratio")}
    if quantity.form not in forms.get(quantity.kind, ()):
        return False
    end = tokens.sentence(noun).end
    near = quantity.span.start - end < NEAR and not SENTENCE_END.search(tokens.text, end + 1, quantity.span.start)
    return near and bool(OF_THEM.match(tokens.text, quantity.span.end))


def goes_on(document: Document, number: Token, noun: Token) -> bool:
    """True when a sentence tells of the nouns of the one before it: 'The Reds won 20 seats. The Blues took 12.'"""
    before = noun.sent.end == number.sent.start and noun.tag_ in ("NNS", "NNPS")
    same_part = document.part_number(noun) == document.part_number(number)
    if not before or not same_part or number.dep_ not in ARGUMENTS or number.head.pos_ != "VERB":
        return False
    if number.dep_ != "dobj" or number.i + 1 == len(number.doc):
        return number.dep_ != "dobj"
    return number.nbor().is_punct or is_sum_told(document.text, number.idx + len(number))


def is_bare(quantity: Quantity, noun: Token | None) -> bool:
    """True when nothing near the number says what it counts."""
    return noun is None and quantity.kind is None and quantity.form in ("digits", "words")


def is_listed(document: Document, first: Quantity, second: Quantity) -> bool:
    """True when only 'and', 'or' or a comma stands between two numbers."""
    return second.kind is None and bool(LIST.fullmatch(document.text[first.span.end : second.span.start]))


def with_supplied_money(document: Document, found: list[Quantity]) -> list[Quantity]:
    """Return `found` with the currency of an amount for its bare shares: 'two million euros, of which one million'."""
    out: list[Quantity] = []
    for one in found:
        last = out[-1] if out else None
        takes = last is not None and last.kind == "money" and is_bare(one, None) and one.value >= SMALLEST_SUM
        if (
            last is not None
            and takes
            and (
                OF_WHICH.fullmatch(document.text[last.span.end : one.span.start])
                or is_sum_too(document.text, last, one)
            )
        ):
            out.append(replace(one, kind=last.kind, unit=last.unit))
        else:
            out.append(one)
    return out


def is_sum_too(text: str, last: Quantity, one: Quantity) -> bool:
    """True for a bare sum soon after another: 'It earned 3 billion euros. In May it lost 1 billion.'

    Only large sums with their scale word, with nothing counted after them and no people told of in between.
    """
    gap = text[last.span.end : one.span.start]
    is_near = len(gap) < NEAR and len(SENTENCE_END.findall(gap)) <= 1 and not people_counted().search(gap)
    return is_near and bool(SCALED.search(text, *one.number)) and bool(NOTHING_COUNTED.match(text, one.span.end))
