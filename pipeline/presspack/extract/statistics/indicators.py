"""What a quantity measures, in the article's own words and order: the head measured, its modifiers, the group.

The words come from the parse, by the place of the quantity in its clause: what it counts ('40 people were hurt' ->
people hurt), what it is said of ('inflation rose to 5%' -> inflation), what it is the size of ('a fine of $5m').
"""

from dataclasses import dataclass

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS_OR_CLAUSE, VERBS
from presspack.english.reporting import reports
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.ages import NAMED_PEOPLE, aged_words, turned_words
from presspack.extract.statistics.changes import direction
from presspack.extract.statistics.chosen_words import Words
from presspack.extract.statistics.clause_subjects import (
    doer,
    holds,
    is_absolute,
    is_bare,
    is_date,
    is_paper,
    name_beside,
    subject_of,
    verb_of,
)
from presspack.extract.statistics.clause_verbs import (
    is_level,
    is_object_clause,
    is_share_of,
    is_verb,
    joined_verb,
    plain_verb,
    said_of_all,
    says_which,
)
from presspack.extract.statistics.noun_phrases import (
    CONTENT,
    is_aside_before,
    is_dimension,
    is_light,
    narrowing,
    phrase,
    predicate,
    preposition,
    tidied,
)

FEW = 3
HIGHEST = 6
LONGEST_SUBJECT = 6
MODIFIES = frozenset({"nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss"})
SIZES = frozenset({"rise", "fall", "by"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in its sentence: its token, the noun it counts, whether that stands after it, its kind and change."""

    root: Token
    noun: Token | None = None
    is_noun_after: bool = False
    kind: str | None = None
    change: str | None = None


def noun_words(noun: Token | None, taken: frozenset[int]) -> list[Token]:
    """Return the noun phrase of `noun` alone, without the words of quantities and dates."""
    found = Words(taken)
    if noun is not None:
        found.add(phrase(noun, depth=3))
    return tidied(found.chosen.values())


def indicator_words(figure: Figure, taken: frozenset[int]) -> list[Token]:
    """Return the words that say what a number measures, in text order; none where only 'rise' or 'share' is said."""
    found = Words(taken)
    if figure.kind == "age" and found.add(aged_words(figure.root, figure.noun) or turned_words(figure.root)):
        return tidied(found.chosen.values())
    if figure.noun is not None:
        found.add(phrase(figure.noun, depth=3))
    for child in figure.root.children:
        if (
            child.dep_ == "prep"
            and not is_compared(child)
            and not (figure.noun is not None and child.i < figure.noun.i)
        ):
            found.add(preposition(child, depth=2))
        elif child.dep_ in ("acl", "relcl") and figure.noun is None:
            found.add(narrowing(child))
    if figure.kind == "duration" and found.is_told:
        return tidied(found.chosen.values())
    anchor = (
        figure.noun
        if figure.noun is not None and (figure.is_noun_after or figure.root.i == figure.noun.i)
        else figure.root
    )
    climb(found, anchor, figure)
    is_short = found.size <= FEW and all(t.pos_ != "VERB" for t in found.chosen.values())
    if not found.is_closed and (not found.is_told or is_short):
        complete(found, figure.root)
    return tidied(found.chosen.values()) if found.is_told or is_said(found) else []


def bracketed_words(noun: Token, taken: frozenset[int]) -> list[Token]:
    """Return what a number in brackets after `noun` measures: 'losses in trade (900), timber (80)' -> losses timber."""
    found = Words(taken)
    found.add(phrase(noun))
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in NOUNS:
        first = first.head
    verb = first.head.head if first.dep_ == "pobj" else first.head
    if is_verb(verb) and is_level(verb) and first.dep_ not in SUBJECTS_OR_CLAUSE:
        add_subject(found, verb, whole=True)
    return tidied(found.chosen.values())


def is_said(found: Words) -> bool:
    """True when the words name or describe something, though with no noun: 'unemployed'; a verb alone does not."""
    return any(t.pos_ in ("ADJ", "NUM") and not is_bare(t) for t in found.chosen.values())


def is_compared(preposition: Token) -> bool:
    """True for a preposition that leads to what a figure is compared with, came from or went to."""
    return preposition.lower_ in words_in("comparing")


def climb(found: Words, anchor: Token, figure: Figure) -> None:
    """Add what the clause says of `anchor`, from the nouns that hold it up to its verb."""
    here, shared = anchor, False
    for _ in range(HIGHEST):
        head = here.head
        if head.i == here.i:
            if here.pos_ in VERBS:
                clause(found, here, here, figure, shared=shared)
            return
        if here.dep_ == "conj" and head.pos_ not in VERBS:
            if (
                figure.noun is None
                and head.pos_ in NOUNS
                and any(c.dep_ in MODIFIES and c.i in found.apart for c in head.lefts)
            ):
                found.add(phrase(head, depth=0))  # '30% quota for women and 20% for youth'
            here, shared = head, True
            continue
        if is_verb(head) and here.dep_ not in ("amod", "compound", "nmod"):
            clause(found, head, here, figure, shared=shared)
            return
        if head.dep_ in ("prep", "agent") or head.pos_ in ("ADP", "SCONJ", "ADV"):
            found.chosen[head.i] = head  # left out again where its object is
            here = head
            continue
        if head.pos_ in (*NOUNS, "ADJ", "NUM") and not is_dimension(head):
            parts = here.lower_ in words_in("including") or (
                figure.kind == "duration" and here.lower_ in words_in("time_preposition")
            )
            told = not parts and head.i not in found.apart and found.add(without(phrase(head), here))
            if told and found.is_told and here.dep_ != "appos":
                if found.size == 1:
                    said_of(found, head)
                return
        here = head


def said_of(found: Words, noun: Token) -> None:
    """Add what is said of a noun that stands alone ('the loan of $5m was repaid' -> loan repaid), else whose it is."""
    verb = noun.head
    if noun.dep_ in SUBJECTS_OR_CLAUSE and is_verb(verb):
        found.add(predicate(verb, depth=0, apart=frozenset({noun.i})))
    else:
        complete(found, noun)


def complete(found: Words, token: Token) -> None:
    """Add whose a measure is that is only named ('a close of 90'): the subject of the clause, else of the sentence."""
    verb = verb_of(token)
    subject = subject_of(verb) if verb is not None else None
    if verb is not None and subject is not None and reports(verb) and is_teller(subject, found):
        return  # who tells of a figure is its source
    is_clause_of = verb is not None and subject is not None and verb.dep_ == "relcl" and subject.i == verb.head.i
    is_antecedent = is_clause_of and subject is not None and not is_date(subject)
    if subject is None or subject.pos_ not in NOUNS or (holds(subject, token) and not is_antecedent):
        main = token.sent.root
        subject = subject_of(main) if main.pos_ in VERBS and not reports(main) else None
    if subject is None or subject.pos_ not in NOUNS or is_paper(subject):
        return
    if is_antecedent or not holds(subject, token):
        found.add(phrase(subject, depth=1))


def is_teller(subject: Token, found: Words) -> bool:
    """True for a person, or a name where the words tell of more than a measure: 'Lee announced a nine-part plan'."""
    return (
        subject.ent_type_ in NAMED_PEOPLE
        or is_paper(subject)
        or (subject.pos_ == "PROPN" and found.is_told and found.size > 1)
    )


def without(words: list[Token], part: Token) -> list[Token]:
    """Return `words` but for those of `part` and what hangs on it."""
    inner = {t.i for t in part.subtree}
    return [t for t in words if t.i not in inner]


def clause(found: Words, verb: Token, part: Token, figure: Figure, *, shared: bool) -> None:
    """Add what the clause of `verb` says of its `part` that holds the number; the rest of one `shared` is of others."""
    if is_aside_before(part) or is_absolute(part):
        found.is_closed = True
        return
    if part.i == verb.i or part.dep_ in SUBJECTS_OR_CLAUSE:
        inner = frozenset({part.i}) if part.i != verb.i else frozenset[int]()
        if part.i != verb.i:
            found.add(predicate(verb, apart=inner) if not shared else said_of_all(verb))
            found.add(plain_verb(verb) if not shared else [])
            found.is_closed = verb.pos_ == "AUX" and figure.kind == "percent" and found.is_told
        else:
            add_subject(found, verb, whole=True)
            found.add([verb] if figure.change in SIZES else [])  # 'ownership tripled'
        return
    way = direction(verb)
    objects = (c for c in verb.children if c.dep_ == "dobj" and not holds(c, part))
    moved = next((c for c in objects if c.pos_ in NOUNS and c.i not in found.apart), None)
    is_object = part.dep_ == "dobj" and (figure.is_noun_after or figure.change is None)
    is_hit = (
        is_object and figure.is_noun_after and figure.kind is None and verb.lemma_.lower() in words_in("reaching_verb")
    )
    is_moved = way is not None and not is_object and figure.kind != "duration"
    if (is_level(verb) and not is_hit) or is_moved:
        subject = doer(verb)
        is_told = subject is not None and subject.pos_ in NOUNS and not is_bare(subject)
        if part.dep_ == "prep" and figure.is_noun_after and is_told:
            counted_after(found, verb, part)
        if moved is not None:
            found.is_closed = found.add(phrase(moved))
        else:
            add_subject(found, verb, whole=True)
        if way is None and verb.pos_ == "VERB" and is_share_of(figure.root):
            found.add([verb, *(c for c in verb.children if c.dep_ == "prt")])
        if figure.change in SIZES:
            found.add(
                [verb] if way is not None else [c for c in verb.children if direction(c) and c.i not in found.apart]
            )
        for child in verb.children:
            if child.dep_ == "prep" and not holds(child, part) and says_which(child) and not is_aside_before(child):
                found.add(preposition(child, depth=2))
        return
    ordinary(found, verb, part, figure, shared=shared)


def counted_after(found: Words, verb: Token, part: Token) -> None:
    """Take the verb in before what is counted ('accounted for 31 cases'); 'rose to 31 people' tells of the subject."""
    if part.lower_ in words_in("comparing"):
        found.clear()
    else:
        found.add([verb])


def ordinary(found: Words, verb: Token, part: Token, figure: Figure, *, shared: bool) -> None:
    """Add who does what to, or with, what the number counts: 'The fund lent $5m to farmers' -> fund lent to farmers."""
    placed = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ in NOUNS and c.i not in found.apart), None)
    if (
        part.dep_ == "prep"
        and placed is not None
        and verb.lemma_ in words_in("placing_verb")
        and not holds(placed, part)
    ):
        found.is_closed = True
        found.add(phrase(placed))  # 'A poll puts the Reds at 39 percent'
        return
    inner = frozenset(c.i for c in verb.children if holds(c, part))
    if is_object_clause(verb):
        found.add(phrase(verb.head, depth=0))  # 'the role that the guilds played for two decades'
    found.add([*joined_verb(verb), *(said_of_all(verb) if shared else predicate(verb, depth=1, apart=inner))])
    if not reports(verb) and verb.lemma_.lower() not in words_in("showing_verb"):
        size = found.size
        add_subject(found, verb, whole=False)  # who reports or shows a figure is its source
        if (size or figure.kind == "money") and found.size > size and verb.lemma_.lower() in words_in("obtaining_verb"):
            found.add(plain_verb(verb))
    if not found.is_told:
        add_subject(found, verb, whole=True)


def add_subject(found: Words, verb: Token, *, whole: bool) -> None:
    """Add the subject of a verb: all of its phrase, or only a short one that names no person."""
    subject = doer(verb)
    if subject is None or subject.pos_ == "PRON" or (not whole and is_paper(subject) and is_light(verb)):
        return
    if name := name_beside(subject):
        found.add(name)
        return
    words = phrase(subject, depth=2 if whole else 1)
    if whole or sum(t.pos_ in CONTENT for t in words) <= LONGEST_SUBJECT:
        found.add(words)
