"""Numbers that a parse shows to measure nothing: years, parts of names, labels, 'one' as pronoun."""

import re
from collections.abc import Callable
from functools import lru_cache

from presspack.documents.doc import Token
from presspack.english.clauses import is_occasion
from presspack.english.labels import NOUN_TAGS, VERBS
from presspack.english.lexicon import word_class
from presspack.english.token_index import Tokens, is_same_sentence
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import either, words_in
from presspack.extract.statistics.counted_nouns import is_set_off

NAMES = frozenset({"ORG", "PRODUCT", "FAC", "EVENT", "WORK_OF_ART", "LAW", "GPE", "LOC", "NORP", "PERSON"})
ANAPHORIC = word_class("anaphoric_determiner", "function_words")
RELATIVE = re.compile(r"\s+(?:ago|hence|later|earlier|previously|beforehand|afterwards?)\b", re.IGNORECASE)
LIST_MARK = re.compile(r"[.)]\s+(?=[A-Z\"“‘«])")
OLDEST_YEAR, NEWEST_YEAR = 1900, 2040
LONGEST_LIST = 200
HYPHEN = re.compile(r"-[A-Za-z]")
ONE = re.compile(r"one", re.IGNORECASE)
NAMED_TIME = re.compile(r"[A-Z][a-z]+-[A-Z]")
MORE_THAN = re.compile(r"\s+(?:more|fewer|less)\s+(?:\w+\s+)?than\b", re.IGNORECASE)
COUNTING = re.compile(r"\b(?:exactly)\s+$", re.IGNORECASE)
FAR_NOUN, FAR_LIST = 4, 9
INNER_CAPITAL = re.compile(r"[a-z]{1,3}[A-Z]")
NAME_TAGS = frozenset({"NNP", "NNPS", "POS"})
NAME_WORDS = word_class("name_word", "function_words")
GAP_AFTER = frozenset({",", ";", ".", "and", "while", "but", "%", "per", "percent"})
CAPITAL = re.compile(r"[A-Z]")
IDENTIFIER = re.compile(r"\d{10,}")
SMALL_COMPOUND = 5
NAMED_BY = frozenset({"exact", "range"})


def refusal_of(tokens: Tokens, quantity: Quantity, noun: Token | None) -> str | None:
    """Return the name of the rule by which a quantity is none: a year, a name, a label, a pronoun, a date."""
    if is_list_mark(tokens, quantity):
        return "is_list_mark"
    rules = BARE_REFUSALS if quantity.kind is None else REFUSALS_WITH_UNIT
    return next((name for name, refuses in rules if refuses(tokens, quantity, noun)), None)


def is_of_then(tokens: Tokens, quantity: Quantity, _: Token | None) -> bool:
    """True for a time counted from now or from then: 'three years ago', 'two days later'."""
    return quantity.kind == "duration" and bool(RELATIVE.match(tokens.text, quantity.span.end))


def is_named_time(tokens: Tokens, quantity: Quantity, _: Token | None) -> bool:
    """True for a time that is part of a name: 'the Five-Year Plan'."""
    start = quantity.number.start
    is_named = quantity.kind == "duration" and NAMED_TIME.match(tokens.text, start) is not None
    return is_named and not tokens.at(start).is_sent_start


def is_paid_in(tokens: Tokens, quantity: Quantity, _: Token | None) -> bool:
    """True for no amount but how it is counted: 'paid in millions of euros'."""
    start = quantity.span.start
    return quantity.form == "vague" and tokens.text[max(0, start - 3) : start].lower() == "in "


def is_identifier(text: str, quantity: Quantity) -> bool:
    """True for so many digits that they count nothing: a telephone number, an account."""
    return IDENTIFIER.fullmatch(text[slice(*quantity.number)]) is not None


def is_list_mark(tokens: Tokens, quantity: Quantity) -> bool:
    """True for the number of an item that opens a line: '9. The council noted ...'."""
    start = quantity.number.start
    before = tokens.text[max(0, start - 3) : start].rstrip(" \t(")
    token = tokens.at(start)
    opens = before.endswith("\n") or not before or (token.i > 0 and token.nbor(-1).is_space)  # of a part
    is_small = quantity.form == "digits" and quantity.value.is_integer() and 0 < quantity.value < LONGEST_LIST
    return opens and is_small and bool(LIST_MARK.match(tokens.text, quantity.number.end))


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
    is_plural = noun is not None and noun.tag_ in ("NNS", "NNPS") and noun.i - token.i < 3 and not is_occasion(noun)
    if quantity.modifier != "exact":
        return token.ent_type_ != "DATE" or is_plural
    before = token.nbor(-1) if token.i > token.sent.start else None
    if not is_plural or token.ent_type_ in NAMES or before is None:
        return False
    if before.pos_ in VERBS or before.lower_ == "some":
        return True
    return token.ent_type_ != "DATE" and (not OLDEST_YEAR <= quantity.value <= NEWEST_YEAR)


def is_one(text: str, quantity: Quantity) -> bool:
    """True for 'one' without a modifier, which is an article or a pronoun."""
    return bool(ONE.fullmatch(text[quantity.number.start : quantity.number.end])) and quantity.modifier == "exact"


def is_counted_one(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True for 'one' that counts: 'exactly one seat', 'two adults and one child', 'one more than the Reds'."""
    if MORE_THAN.match(tokens.text, quantity.number.end):
        return True
    if noun is None or noun.tag_ != "NN" or not 0 < noun.i - tokens.at(quantity.number.start).i < FAR_NOUN:
        return False
    if COUNTING.search(tokens.text, max(0, quantity.span.start - 10), quantity.span.start):
        return True
    listed = [other for other in noun.conjuncts if abs(other.i - noun.i) < FAR_LIST]
    return any(child.dep_ == "nummod" and child.lower_ != "one" for other in listed for child in other.children)


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
    if before is not None and is_same_sentence(before, token):
        if quantity.form == "digits" and before.text.istitle() and is_gapped(before, token):
            return False
        if ends_name(before, token, quantity):
            return not is_gapped(before, token)
        is_after_the = before.i > 0 and before.nbor(-1).lower_ == "the"
        if is_capital(tokens, quantity, token) and before.text.istitle() and is_after_the:
            return True
    if noun is not None and noun.tag_ in ("NNS", "NNPS") and token.ent_type_ not in NAMES:
        return False
    is_inside = token.ent_type_ in NAMES and token.ent_iob_ == "I"
    is_proper = noun is not None and (noun.tag_ == "NNP" or (noun.text.istitle() and noun.ent_type_ in NAMES))
    is_named = noun is not None and is_proper and not noun.text.endswith("s")
    is_named = noun is not None and is_named and (quantity.form == "digits" or not noun.text.isupper())
    return is_inside or is_named or (is_capital(tokens, quantity, token) and before is not None and before.is_alpha)


def is_known_by_number(tokens: Tokens, quantity: Quantity, noun: Token | None) -> bool:
    """True for a thing that its number names: 'the 737', 'the 737-800 that crashed'; not 'of the 789'."""
    the = tokens.before(quantity.span.start)
    if (
        noun is not None
        or quantity.form != "digits"
        or the is None
        or the.lower_ != "the"
        or quantity.modifier not in NAMED_BY
    ):
        return False
    before = the.nbor(-1) if the.i > the.sent.start else None
    return before is None or before.lower_ not in ("of", "all", "than")


def is_capital(tokens: Tokens, quantity: Quantity, token: Token) -> bool:
    """True for a number word with a capital inside a sentence: 'the Big Five'."""
    return bool(CAPITAL.match(tokens.text[quantity.number.start])) and not token.is_sent_start


def ends_name(before: Token, token: Token, quantity: Quantity) -> bool:
    """True when a bare number continues the name right before it: 'iPhone 11', 'Nasdaq 100 futures'."""
    is_short = before.text.isupper() and len(before) > 1 and before.is_alpha
    if quantity.form != "digits" or not (
        before.tag_ in ("NNP", "NNPS") or is_short or INNER_CAPITAL.match(before.text)
    ):
        return False
    if token.dep_ != "nummod" or token.head.i < token.i:
        return True
    return before.dep_ in ("compound", "nmod", "nummod") and before.head.i >= token.i


def is_gapped(name: Token, number: Token) -> bool:
    """True for a verb and noun left out after a name: the 9 of 'The Reds won 20 seats, the Blues 9 and ...'."""
    following = number.nbor() if number.i + 1 < len(number.doc) else None
    if following is not None and following.lower_ not in GAP_AFTER:
        return False
    start = name
    while start.i > start.sent.start and (start.nbor(-1).tag_ in NAME_TAGS or start.nbor(-1).lower_ in NAME_WORDS):
        start = start.nbor(-1)
    if start.i == start.sent.start or start.nbor(-1).lower_ not in GAP_AFTER:
        return False
    before = start.doc[start.sent.start : start.i]
    return any(t.like_num and t.head.tag_ in ("NNS", "NNPS") and t.head.head.pos_ == "VERB" for t in before)


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


Refusal = tuple[str, Callable[[Tokens, Quantity, Token | None], bool]]
# What refuses a quantity, by name, in the order in which it is asked.
REFUSALS_WITH_UNIT: tuple[Refusal, ...] = (
    ("is_of_then", is_of_then),
    ("is_named_time", is_named_time),
    ("is_paid_in", is_paid_in),
    ("is_some_day", lambda tokens, quantity, _: quantity.value == 1 and is_some_day(tokens.text, quantity)),
)
BARE_REFUSALS: tuple[Refusal, ...] = (
    ("is_year", lambda tokens, one, noun: one.doubt == "year" and not is_counted_year(tokens, one, noun)),
    ("is_one", lambda tokens, one, noun: is_one(tokens.text, one) and not is_counted_one(tokens, one, noun)),
    ("is_identifier", lambda tokens, one, noun: noun is None and is_identifier(tokens.text, one)),
    ("is_compound", lambda tokens, one, _: is_compound(tokens.text, one)),
    ("is_known_by_number", is_known_by_number),
    ("is_in_name", is_in_name),
    ("is_labelled", is_labelled),
)
