"""What a list or a comparison leaves out: 'respectively', 'the lombard rate at 6%', 'down from 7%', 'those for men'."""

import re
from collections.abc import Sequence
from functools import cache

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS, VERBS
from presspack.english.lexicon import word_class
from presspack.english.token_index import Tokens
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.quantities.number_words import either, words_in
from presspack.extract.statistics.changes import direction
from presspack.extract.statistics.clause_subjects import is_bare, is_date, own_subject, verb_of
from presspack.extract.statistics.noun_phrases import phrase, preposition, tidied

NAME_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "POS", "HYPH", "VBN", "VBG", "DT", "PRP$", "CD"})
LIST = re.compile(r"\s*,?\s*(?:and|or|,)\s*", re.IGNORECASE)
OPENS = word_class("clause_joiner", "function_words")
FOR_WHOM = re.compile(r"\s+(?:for|to)\s+(?=[A-Z])")
AGAINST = re.compile(r"\s*,?\s*(?:to|against|versus|vs\.?|and)\s+")
AGAIN = re.compile(r"\s?[(\[/]\s?|,\s+or\s+")
LED_TO = re.compile(r",?\s+(?:to|at)\s+(?:an?\s+|the\s+)?(?:record\s+|new\s+)?")
FARTHEST = 12
NEAR_THOSE = 6
THOSE = frozenset({"those", "that"})
BOTH = 2


@cache
def comparing() -> re.Pattern[str]:
    """Return what stands before the figure that another is compared with: 'compared with', 'down from', 'than'."""
    adverbs = rf"(?:{either(words_in('compared'))})"
    return re.compile(rf"\b{adverbs}\s+(?:(?:the|an?|its|their|about|some|around)\s+)?$".replace(r"\ ", r"\s+"), re.I)


def in_turn(tokens: Tokens, quantities: Sequence[Quantity]) -> dict[int, Token]:
    """Return the noun that each figure of 'A and B rose by 5 and 6 percent, respectively' goes with, by its number."""
    found: dict[int, Token] = {}
    last = 0
    for mark in (t for t in tokens.doc if t.lower_ == "respectively"):
        run = list_before(tokens, quantities, mark, last)
        if len(run) >= BOTH and (nouns := members_before(tokens.at(quantities[run[0]].span.start), len(run))):
            found |= dict(zip(run, nouns, strict=True))
        last = mark.idx
    return found


def list_before(tokens: Tokens, quantities: Sequence[Quantity], mark: Token, floor: int) -> list[int]:
    """Return the numbers of the quantities that make the list just before `mark`."""
    held = [
        i for i, q in enumerate(quantities) if floor <= q.span.start < mark.idx and q.span.start >= mark.sent.start_char
    ]
    run: list[int] = []
    for index in reversed(held):
        if run and not LIST.fullmatch(tokens.text[quantities[index].span.end : quantities[run[0]].span.start]):
            break
        run.insert(0, index)
    return run


def members_before(number: Token, count: int) -> list[Token]:
    """Return the nouns of the coordination of `count` members nearest before a number; none if there is none."""
    best: list[Token] = []
    for noun in number.doc[number.sent.start : number.i]:
        if noun.pos_ in NOUNS and noun.dep_ != "conj":
            members = sorted([noun, *(c for c in noun.conjuncts if c.pos_ in NOUNS and c.i < number.i)])
            best = members if len(members) == count else best
    return best


def phrase_before(tokens: Tokens, quantity: Quantity, taken: frozenset[int]) -> list[Token]:
    """Return the noun phrase for which a verb is left out: 'the lombard rate' of ', the lombard rate at 6 percent'."""
    here = tokens.before(quantity.span.start)
    if here is not None and here.i > here.sent.start and here.pos_ in ("ADV", "ADP") and direction(here):
        here = here.nbor(-1) if here.nbor(-1).text != "," else here.nbor(-2) if here.i - 1 > here.sent.start else None
    if here is not None and (here.lower_ in words_in("level_preposition") or here.text in ("(", ":", "-", "–", "—")):
        here = here.nbor(-1) if here.i > here.sent.start else None
    if here is None or here.pos_ not in NOUNS or is_date(here) or here.i in taken:
        return []
    last = here
    while here.i > here.sent.start and last.i - here.i < FARTHEST:
        before = here.nbor(-1)
        links = before.lower_ in ("of", "for", "in") and before.i > before.sent.start and before.nbor(-1).pos_ in NOUNS
        if before.i in taken or (not links and (before.tag_ not in NAME_TAGS or before.like_num)):
            break
        here = before
    if here.i > here.sent.start and here.nbor(-1).lower_ not in OPENS and here.i - 1 not in taken:
        return []
    words = [t for t in last.doc[here.i : last.i + 1] if t.tag_ not in ("DT", "PRP$", "HYPH")]
    return [] if any(is_date(t) for t in words) or all(is_bare(t) for t in words if t.pos_ in NOUNS) else words


def is_conversion(text: str, first: Quantity, second: Quantity) -> bool:
    """True for the same amount told again in brackets or after 'or': '3.7 billion rupees ($473 million)'."""
    gap = text[first.span.end : second.span.start]
    return bool(AGAIN.fullmatch(gap)) and second.kind is not None and ("or" not in gap or first.kind == second.kind)


def is_led_to(text: str, first: Quantity, second: Quantity) -> bool:
    """True for the level right after the size of a change: 'fell 18 cents to $2.30', 'down 68 cents at $11'."""
    return first.kind is not None and bool(LED_TO.fullmatch(text[first.span.end : second.span.start]))


def bracketed(tokens: Tokens, quantity: Quantity) -> Token | None:
    """Return the noun that a number alone in brackets stands after: 'trade (119,000)' -> trade."""
    start, end = quantity.span
    if tokens.text[max(0, start - 1) : start] != "(" or tokens.text[end : end + 1] not in (")", ";", ","):
        return None
    noun = tokens.before(start - 1)
    return noun if noun is not None and noun.pos_ in NOUNS and not is_date(noun) else None


def is_gapped(tokens: Tokens, quantity: Quantity, words: list[Token], before: int) -> bool:
    """True when the clause of a figure has its verb before the phrase that the figure stands beside, or has none."""
    if not words:
        return False
    verb = verb_of(tokens.root(quantity.span))
    between = words[0].doc[words[-1].i + 1 : tokens.at(quantity.span.start).i]
    if any(t.pos_ in VERBS for t in between):
        return False
    return verb is None or (before >= words[0].sent.start_char and verb.i < words[0].i)


def recipient(tokens: Tokens, quantities: Sequence[Quantity], index: int) -> list[Token]:
    """Return whose the second of two figures is: 'Ostrel' of 'has Karden at 39 percent to 32 percent for Ostrel'."""
    if not index or not AGAINST.fullmatch(tokens.text[quantities[index - 1].span.end : quantities[index].span.start]):
        return []
    end = quantities[index].span.end
    if not FOR_WHOM.match(tokens.text, end):
        return []
    link = tokens.after(end)
    noun = next((c for c in link.children if c.dep_ == "pobj"), None) if link is not None else None
    return phrase(noun, depth=0) if noun is not None and noun.pos_ == "PROPN" else []


def is_compared(tokens: Tokens, quantity: Quantity) -> bool:
    """True for the figure that another is compared with, or came from."""
    start = quantity.span.start
    return bool(comparing().search(tokens.text, max(0, start - 40), start))


def taken_over(words: list[Token], own: list[Token]) -> list[Token]:
    """Return the words of the figure compared with this one, without its verb of change, and `own` bare measures."""
    kept = [t for t in words if not (t.pos_ == "VERB" and direction(t))]
    named = [t for t in own if t.pos_ in NOUNS and is_bare(t)]
    return tidied([*kept, *named])


def meant_by_those(root: Token) -> list[Token]:
    """Return what 'those for women' measures: the head of the subject told before, with the group named here."""
    verb = verb_of(root)
    near = root.doc[max(root.sent.start, root.i - NEAR_THOSE) : root.i]
    beside = next((t for t in near if t.lower_ in THOSE and any(c.dep_ == "prep" for c in t.children)), None)
    subject = beside or (own_subject(verb) if verb is not None else None)
    if subject is None or subject.lower_ not in THOSE or not any(c.dep_ == "prep" for c in subject.children):
        return []
    earlier = [t for t in root.doc[root.sent.start : subject.i] if t.dep_ in SUBJECTS and t.pos_ in NOUNS]
    if not earlier:
        return []
    head = earlier[-1]
    own = [t for c in head.lefts if c.dep_ in ("compound", "amod") for t in c.subtree]
    group = [t for c in subject.children if c.dep_ == "prep" for t in preposition(c, depth=1)]
    return sorted({*own, head, *group})
