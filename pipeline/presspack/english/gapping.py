"""Clauses that leave out their verb: 'The Greens won nine seats and the Liberals four.'"""

from presspack.documents.doc import Token
from presspack.english.subjects import children_by

NAMES = frozenset({"NOUN", "PROPN"})
CLAUSES = frozenset({"VERB", "AUX", "SCONJ"})
BESIDE = frozenset({"conj", "appos", "npadvmod", "dobj", "compound", "dep"})


def gapped_sides(verb: Token) -> list[tuple[Token, Token]]:
    """Return who else does what `verb` says and to how many: (Liberals, four); none where the object is not counted.

    The parser hangs such a name on the object before it, with the number behind it.
    """
    counted = [noun for noun in children_by(verb, "dobj") if any(c.dep_ == "nummod" for c in noun.lefts)]
    found: list[tuple[Token, Token]] = []
    for token in verb.doc.tokens[counted[0].i + 1 : verb.sent.end] if counted else ():
        if token.pos_ in CLAUSES:
            break
        number = _number_after(token)
        if number is not None:
            found.append((token, number))
    return found


def _number_after(name: Token) -> Token | None:
    if name.pos_ not in NAMES or name.dep_ not in BESIDE:
        return None
    if name.dep_ == "compound":
        return name.head if name.head.pos_ == "NUM" and name.head.i == name.i + 1 else None
    numbers = (c for c in name.rights if c.dep_ == "nummod" and c.left_edge.i == name.i + 1)
    return next(numbers, None)
