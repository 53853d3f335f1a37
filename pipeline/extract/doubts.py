"""Numbers that a parse shows to measure nothing: years, parts of names, labels, 'one' as pronoun."""

import re
from functools import lru_cache

from spacy.tokens import Token

from pipeline.extract.counted import NOUN_TAGS, is_set_off
from pipeline.extract.numerals import either, words_in
from pipeline.extract.quantities import Quantity
from pipeline.extract.tokens import Tokens, is_same_sentence

NAMES = frozenset({"ORG", "PRODUCT", "FAC", "EVENT", "WORK_OF_ART", "LAW", "GPE", "LOC", "NORP", "PERSON"})
ANAPHORIC = frozenset(
    {
        "the",
        "these",
        "those",
        "all",
        "both",
        "other",
        "last",
        "first",
        "top",
        "bottom",
        "next",
        "its",
        "their",
        "which",
        "any",
        "or",
    }
)
RELATIVE = re.compile(r"\s+(?:ago|hence)\b", re.IGNORECASE)
HYPHEN = re.compile(r"-[A-Za-z]")
ONE = re.compile(r"one", re.IGNORECASE)
CAPITAL = re.compile(r"[A-Z]")
IDENTIFIER = re.compile(r"\d{10,}")
SMALL_COMPOUND = 5


def is_refused(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True when a quantity read from the words alone is none: a year, a name, a label, a pronoun, a date."""
    text = tokens.text
    if quantity.kind == "duration" and RELATIVE.match(text, quantity.span.end):
        return True
    if quantity.kind is not None:
        return quantity.value == 1 and is_some_day(text, quantity)
    return (
        (quantity.doubt == "year" and not is_counted_year(tokens, quantity, noun))
        or is_one(text, quantity)
        or (noun is None and bool(IDENTIFIER.fullmatch(text[slice(*quantity.number)])))
        or is_compound(text, quantity)
        or is_in_name(tokens, quantity, noun)
        or is_labelled(tokens, quantity, noun)
    )


@lru_cache(maxsize=1)
def amount_of() -> re.Pattern[str]:
    """Return what finds 'a total of' at the end of a text."""
    return re.compile(rf"\b{either(words_in('amount_noun'))}\s+of\s+$", re.IGNORECASE)


def is_some_day(text: str, quantity: Quantity) -> bool:
    """True for 'one day' and 'one night' that stand alone as a time."""
    words = text[quantity.number.start : quantity.span.end].lower().split()
    return words in (["one", "day"], ["one", "night"]) and not re.search(
        r"\b(?:in|for|within|of|than|only|just)\s+$", text[max(0, quantity.span.start - 9) : quantity.span.start]
    )


def is_counted_year(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True when four digits that could be a year are a figure: '2000 people', 'a total of 1500', 'about 1900'."""
    token = tokens.root(quantity.number)
    number = quantity.number
    if amount_of().search(tokens.text, max(0, number.start - 24), number.start):
        return True
    if token.ent_type_ == "DATE" or quantity.modifier != "exact":
        return token.ent_type_ != "DATE"
    return noun is not None and noun.tag_ in ("NNS", "NNPS") and noun.i - token.i < 3 and token.ent_type_ not in NAMES


def is_one(text: str, quantity: Quantity) -> bool:
    """True for 'one' without a modifier, which is an article or a pronoun."""
    return bool(ONE.fullmatch(text[quantity.number.start : quantity.number.end])) and quantity.modifier == "exact"


def is_compound(text: str, quantity: Quantity) -> bool:
    """True for a small number word in a compound ('two-party system'), which classifies rather than counts."""
    return (
        bool(HYPHEN.match(text, quantity.number.end)) and quantity.form == "words" and quantity.value < SMALL_COMPOUND
    )


def is_in_name(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True when the number belongs to a name: 'Boeing 737', 'S&P 500 futures', 'the Big Five', '12 Baker Street'."""
    token = tokens.root(quantity.number)
    before = tokens.before(quantity.number.start)
    if quantity.modifier != "exact" or not quantity.value.is_integer() or (before is not None and is_set_off(before)):
        return False
    if before is not None and is_same_sentence(before, token) and ends_name(before, token, quantity):
        return True
    if noun is not None and noun.tag_ in ("NNS", "NNPS") and token.ent_type_ not in NAMES:
        return False
    if token.ent_type_ in NAMES and token.ent_iob_ == "I":
        return True
    if noun is not None and noun.tag_ == "NNP" and not noun.text.endswith("s") and not noun.text.isupper():
        return True
    written = tokens.text[quantity.number.start]
    return bool(CAPITAL.match(written)) and not token.is_sent_start and before is not None and before.is_alpha


def ends_name(before: Token, token: Token, quantity: Quantity) -> bool:
    """True when a bare number continues the name right before it: 'iPhone 11', 'Nasdaq 100 futures'."""
    if before.tag_ not in ("NNP", "NNPS") or quantity.form != "digits":
        return False
    if token.dep_ != "nummod" or token.head.i < token.i:
        return True
    return before.dep_ in ("compound", "nmod", "nummod") and before.head.i >= token.i


def is_labelled(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True when the number tells one thing from others: 'page 5', 'version two', 'junctions 4 and 5', 'the two'."""
    token = tokens.root(quantity.number)
    before = tokens.before(quantity.span.start)
    if before is None or not is_same_sentence(before, token) or quantity.modifier != "exact":
        return quantity.form == "vague" and noun is None and before is not None and before.lower_ == "in"
    counts = noun is not None and noun.tag_ in ("NNS", "NNPS")
    if not counts and (
        is_label(before) or (token.dep_ == "conj" and token.head.i > 0 and is_label(token.head.nbor(-1)))
    ):
        return True
    return noun is None and (before.text == ":" or (quantity.form == "words" and before.lower_ in ANAPHORIC))


def is_label(token: Token) -> bool:
    """True for a noun that a number distinguishes: 'page', 'version', 'top'."""
    return (token.lemma_.lower() in words_in("label") and token.tag_ in NOUN_TAGS) or token.lower_ == "top"
