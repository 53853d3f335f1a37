"""The unit of a figure: what it counts, its base, and the words that it takes in."""

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.extract.quantities.number_words import words_in
from presspack.extract.quantities.units import rate_after
from presspack.extract.statistics.clause_subjects import governor, subject_of
from presspack.extract.statistics.found import Article, Found

CHILDREN = "children"


def unit_of(article: Article, one: Found) -> tuple[str, str]:
    """Return the unit, with the base of a rate, and its kind; the unit is empty where nothing names it."""
    quantity, noun, root = one.quantity, one.noun, one.root
    if noun is None and quantity.kind is None and is_of_parent(root):
        return CHILDREN, "count"
    name, kind = quantity.unit, quantity.kind
    if name is None or (kind == "ratio" and name != "times"):
        measured = likelihood(root) if noun is None and quantity.value <= 1 else None
        if measured is not None:
            return measured.text, "ratio"
        is_one_thing = noun is not None and quantity.kind == "ratio" and is_of_one(noun)
        name, kind = (noun.text if noun is not None and not is_one_thing else ""), kind or "count"
    counted = noun if kind == "count" or quantity.kind is None else None
    if quantity.kind is None and noun is not None and is_poll_point(noun):
        return "percentage point", "percent"
    if quantity.kind is None and noun is not None and kind == "count" and noun.lemma_.lower() in words_in("time"):
        kind = "duration"  # 'six working days'
    per = quantity.per or (rate_of(article.tokens.text, counted) if counted is not None else None)
    return (f"{name} per {per}" if per else name), kind or "count"


def is_poll_point(noun: Token) -> bool:
    """True for the points of a poll or vote, which are of a hundred: 'The party would lose by 18 points.'"""
    is_bare = noun.lemma_.lower() == "point" and not any(c.dep_ in ("compound", "amod") for c in noun.children)
    return is_bare and any(t.lemma_.lower() in words_in("polling") for t in noun.sent)


def is_of_one(noun: Token) -> bool:
    """True for the one thing that a fraction is a part of, which is no unit: 'half of every list'."""
    return noun.tag_ == "NN" and any(c.lower_ in words_in("each") for c in noun.children)


def is_of_parent(root: Token) -> bool:
    """True for the children that a parent is said to have: 'a mother of three'."""
    of = root.head
    return root.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in words_in("parent")


def rate_of(text: str, noun: Token) -> str | None:
    """Return the base of a rate that follows a count noun: 'tests per day' -> day."""
    rate = rate_after(text, noun.idx + len(noun))
    return rate[0] if rate is not None and rate[0] not in ("a", "an") else None


def likelihood(root: Token) -> Token | None:
    """Return the noun when a bare number is said of a likelihood or ratio."""
    verb = governor(root)
    noun = subject_of(verb) if verb is not None else None
    if verb is not None and verb.dep_ == "acl" and verb.head.lemma_ in words_in("likelihood"):
        return verb.head  # 'sees the chance that it will rain as close to zero'
    return noun if noun is not None and noun.lemma_ in words_in("likelihood") else None


def whole_span(one: Found) -> Span:
    """Return the quantity with the noun it stands before; a bare fraction also takes in the noun of its 'of'."""
    span, noun = one.quantity.span, one.noun
    if noun is None or noun.i < one.root.i:
        return span
    end = noun.idx + len(noun)
    is_near = one.is_noun_after or (one.quantity.kind == "ratio" and end - span.end < 60)
    return Span(span.start, max(span.end, end)) if is_near else span
