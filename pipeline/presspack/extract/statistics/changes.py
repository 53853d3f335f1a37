"""Changes: which way a quantity went, and whether it is the size of the change or the level it led to."""

from functools import lru_cache

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.labels import VERBS
from presspack.english.lexicon import rows, word_class
from presspack.english.token_index import Tokens
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import words_in

STEPS, NEAR = 4, 3
LEVELS = word_class("level_preposition", "function_words")
LEVEL = "to"


@lru_cache(maxsize=1)
def directions() -> dict[tuple[str, str], str]:
    """Return rise or fall by lemma and part of speech (lexicon/change_words.csv)."""
    return {(row["lemma"], row["pos"]): row["direction"] for row in rows("change_words")}


def change_of(tokens: Tokens, quantity: Quantity, token: Token) -> str | None:
    """Return the change code of a quantity at `token`: "rose by 5%" -> rise; "rose to 40%" -> to; None if none."""
    if quantity.form == "multiple_verb" or (quantity.kind == "percent" and tokens.text[quantity.span.start] == "+"):
        return "fall" if quantity.form == "multiple_verb" and quantity.value < 1 else "rise"
    if reached(token) and not quantity.is_change:
        return LEVEL
    found = change_word(token, quantity.span)
    if found is None:
        return moved_from_to(quantity, token)
    way, preposition = found
    # what stands right before the quantity tells more than a parse that took 'by 5% to 40%' for a range
    before = tokens.before(quantity.span.start)
    preposition = before.lower_ if before is not None and before.lower_ in LEVELS else preposition
    if quantity.is_change:
        return way
    if preposition in ("to", "from"):
        return preposition
    return way if preposition in ("", "by", "of", "at") else None


def reached(token: Token) -> bool:
    """True for the level that a change led to in 'rose to reach 40%' and 'fell, hitting 90'."""
    verb = token
    while verb.pos_ not in VERBS and verb.head.i != verb.i:
        verb = verb.head
    return (
        verb.lemma_ in words_in("reaching_verb")
        and verb.dep_ in ("xcomp", "advcl", "conj")
        and bool(direction(verb.head))
    )


def moved_from_to(quantity: Quantity, token: Token) -> str | None:
    """Return the direction of 'went from 3 to 5', which the order of its ends tells; a fall needs no verb of moving."""
    if not quantity.is_change or quantity.falls:
        return "fall" if quantity.falls else None
    verb = token
    while verb.pos_ != "VERB" and verb.head.i != verb.i:
        verb = verb.head
    return "rise" if verb.lower_ in words_in("moving_verb") else None


def change_word(token: Token, span: Span) -> tuple[str, str] | None:
    """Return the direction of the word of change that governs `token`, and the preposition between them ('' if none).

    Prepositions inside `span` belong to the quantity itself ('15 to 20 per cent').
    """
    preposition, here = "", token
    for _ in range(STEPS):
        if adverb := next((way for child in here.children if (way := adverb_way(child, token, span))), None):
            return adverb, preposition
        if here.head.i == here.i or here.dep_ in ("nsubj", "nsubjpass"):
            return None
        if here.pos_ in ("ADP", "SCONJ", "PART") and here.idx < span.start:
            preposition = preposition or here.lower_
        here = here.head
        way = direction(here)
        if way and not is_own_noun(here, span) and not is_raised(here, preposition):
            return way, preposition
        if here.pos_ in VERBS and (way := said_beside(here, span)):
            return way, LEVEL if preposition in words_in("level_preposition") - LEVELS else preposition
        if here.pos_ == "VERB":
            return None
    return None


def said_beside(verb: Token, span: Span) -> str | None:
    """Return the direction of an adverb between a verb of state and the figure: 'was slightly down at 6%'."""
    is_moving = verb.lower_ in words_in("moving_verb")
    if not is_moving and verb.lemma_.lower() not in words_in("level_verb") and verb.pos_ != "AUX":
        return None
    takes = any(c.dep_ == "dobj" for c in verb.children)  # 'shot down 9 drones'
    beside = (c for c in verb.children if c.dep_ in ("advmod", "acomp", "prt") and c.idx < span.start)
    ways = (direction(c) for c in beside if c.dep_ != "prt" or not takes)
    return next((way for way in ways if way), None)


def adverb_way(child: Token, token: Token, span: Span) -> str | None:
    """Return the direction of an adverb beside the quantity: 'up 5%', '3% lower'."""
    is_adverb = child.pos_ in ("ADV", "ADP", "PART") and not span.contains(place(child))
    if child.dep_ == "prt" and child.head.pos_ == "VERB" and child.head.lower_ not in words_in("moving_verb"):
        return None  # 'set up 30 camps', 'shot down 9 drones'
    follows = 0 <= child.idx - span.end < NEAR
    is_near = child.i != token.i and (follows or abs(child.i - token.i) < NEAR) and not is_of_next(child, span)
    return direction(child) if is_adverb and is_near else None


def is_of_next(adverb: Token, span: Span) -> bool:
    """True for an adverb that goes with the next figure: 'up' for the first of '$4 billion, up 5%'."""
    if adverb.idx < span.end or adverb.i + 1 >= len(adverb.doc):
        return False
    following = adverb.nbor()
    return following.like_num or following.tag_ in ("$", "CD") or following.lower_ == "from"


def direction(word: Token) -> str | None:
    """Return rise or fall for a word of change, None for any other: "fell" -> fall; "lower" -> fall."""
    pos = "ADV" if word.pos_ in ("ADV", "ADP", "PART") else word.pos_
    form = word.lower_ if word.tag_ in ("JJR", "RBR") else word.lemma_
    return directions().get((form, pos))


def is_own_noun(word: Token, span: Span) -> bool:
    """True when the word of change is what the number counts: 'eleven rebounds'."""
    return word.pos_ == "NOUN" and word.i > 0 and (word.nbor(-1).like_num or span.contains(place(word)))


def is_raised(word: Token, preposition: str) -> bool:
    """True for money raised, which is no change of a figure: 'raised $5 million'."""
    return word.lemma_ in ("raise", "add", "lower") and word.pos_ == "VERB" and not preposition


def place(token: Token) -> Span:
    """Return the span of a token."""
    return Span(token.idx, token.idx + len(token))
