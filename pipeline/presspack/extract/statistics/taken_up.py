"""Figures that take up one just told: 'that is 7 million a month', '36, almost half', '60 in all', 'a further 20%'."""

import re
from collections.abc import Sequence

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS
from presspack.english.token_index import Tokens
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.clause_subjects import governor
from presspack.extract.statistics.found import Found

THAT = frozenset({"that", "this", "which"})
NEAR = 160
# A count told again as a share: '36 of them, slightly less than half,', '400, or 80%', '30 (a third)'
AGAIN = re.compile(r"(?:\s+of\s+(?:them|these|those))?(?:\s*,\s*(?:or\s+)?|\s+or\s+|\s*\()", re.IGNORECASE)
CLOSED = re.compile(r"\s*[,.;:)]|$")
IN_ALL = re.compile(r"\s+(?:in\s+all|in\s+total|altogether|overall|all\s+told)\b", re.IGNORECASE)
FURTHER = re.compile(r"\b(?:further|another|additional)\s+$", re.IGNORECASE)


def is_restated(text: str, count: Quantity, share: Quantity) -> bool:
    """True for a count told again as a share: '36 of them, slightly less than half, …', 'in 400, or about 80%'."""
    if count.kind is not None or share.kind not in ("ratio", "percent"):
        return False
    return is_restatement(text, count.span.end, share.span)


def is_restatement(text: str, end: int, share: Span) -> bool:
    """True where only a comma, 'or' or a bracket stands between the end of a count and a share set off after it."""
    return bool(AGAIN.fullmatch(text[end : share.start])) and bool(CLOSED.match(text, share.end))


def is_sum_told(text: str, end: int) -> bool:
    """True where a number that ends there is said to be a sum: '9,163 in all'."""
    return bool(IN_ALL.match(text, end))


def is_further(text: str, quantity: Quantity) -> bool:
    """True for one more share of what was shared out just before: 'a further 20%'."""
    start = quantity.span.start
    return quantity.kind == "percent" and bool(FURTHER.search(text, max(0, start - 14), start))


def taken_up(tokens: Tokens, found: Sequence[Found], index: int) -> int | None:
    """Return the number of the amount of money that 'that is …' or 'which makes …' tells again; None if none.

    The relative may not belong to a noun: 'He gave 9 million to 300 clubs, Lee said, which is 30,000 a club'.
    """
    one = found[index]
    if one.quantity.kind != "money":
        return None
    verb = governor(one.root)
    if verb is None or not (verb.pos_ == "AUX" or verb.lemma_.lower() in words_in("level_verb") | {"make", "mean"}):
        return None
    subject = next((t for t in verb.children if t.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ not in THAT:
        return None
    if subject.tag_ == "WDT" and verb.head.pos_ in NOUNS and one.quantity.per is None:
        return None
    near = (i for i in range(index - 1, -1, -1) if subject.idx - found[i].quantity.span.end < NEAR)
    return next((i for i in near if found[i].quantity.kind == "money"), None)


def own_phrases(root: Token) -> list[Token]:
    """Return what is said of an amount beside its number: 'for every deputy'."""
    amount = root.head if root.dep_ in ("nummod", "compound") else root
    return [t for c in amount.children if c.dep_ == "prep" and c.i > root.i for t in c.subtree if t.tag_ != "DT"]
