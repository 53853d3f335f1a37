"""Changes: which way a quantity went, and whether it is the size of the change or the level it led to."""

from functools import lru_cache

from spacy.tokens import Token

from pipeline.extract.numerals import lexicon_rows
from pipeline.extract.quantities import Quantity

STEPS = 4


@lru_cache(maxsize=1)
def directions() -> dict[tuple[str, str], str]:
    """Return rise or fall by lemma and part of speech (lexicon/change_words.csv)."""
    return {(row["lemma"], row["pos"]): row["direction"] for row in lexicon_rows("change_words")}


def change_word(token: Token) -> tuple[Token, str, str] | None:
    """Return the word of change that governs `token`, its direction, and the preposition between them ('' if none)."""
    preposition, here = "", token
    for _ in range(STEPS):
        for child in here.children:
            if (
                child.i != token.i
                and child.pos_ == "ADV"
                and abs(child.i - token.i) < 3
                and (way := directions().get((child.lemma_, "ADV")))
            ):
                return child, way, preposition
        if here.head.i == here.i:
            return None
        if here.dep_ == "prep" or here.pos_ == "ADP":
            preposition = preposition or here.lower_
        here = here.head
        pos = "ADV" if here.pos_ in ("ADV", "ADP", "PART") else here.pos_
        if way := directions().get((here.lemma_, pos)):
            return here, way, preposition
        if here.pos_ == "VERB":
            return None
    return None


def change_of(quantity: Quantity, token: Token) -> tuple[str | None, Token | None]:
    """Return the change code of a quantity and the word of change: "rose by 5%" -> rise; "rose to 40%" -> to."""
    found = change_word(token)
    if quantity.form == "multiple_verb":
        return ("fall" if quantity.value < 1 else "rise"), token
    if found is None:
        return None, None
    word, way, preposition = found
    if quantity.is_change:
        return way, word
    if preposition in ("to", "at"):
        return ("to", word) if preposition == "to" else (None, None)
    if preposition == "from":
        return "from", word
    return (way, word) if preposition in ("", "by", "of") else (None, None)
