"""Of whom or what a clause is said, and which of its words say nothing by themselves."""

from presspack.documents.doc import Token
from presspack.english.clauses import verb_over
from presspack.english.labels import NOUNS, SUBJECTS_OR_CLAUSE, TIMES
from presspack.english.lexicon import word_class
from presspack.extract.quantities.number_words import words_in
from presspack.extract.statistics.changes import direction
from presspack.extract.statistics.noun_phrases import CLAUSES

HIGHEST = 6
DEPENDENT = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "relcl", "acl"})
ANAPHORS = word_class("anaphor", "function_words")


def is_date(token: Token) -> bool:
    """True for a word of a date; 'annual' and 'monthly' say what is measured."""
    is_kind = token.pos_ in ("ADJ", "VERB") and token.head.ent_type_ not in TIMES
    return token.ent_type_ in TIMES and not is_kind


def is_bare(token: Token) -> bool:
    """True for a noun that says nothing by itself: 'rise', 'share', 'percent', 'total'."""
    return token.lemma_.lower() in words_in("bare_measure") or direction(token) is not None


def governor(token: Token) -> Token | None:
    """Return the verb of the clause that `token` stands in, None if there is none."""
    return verb_over(token.head)


def verb_of(root: Token) -> Token | None:
    """Return the verb that a number goes with; a number can be one itself: 'prices doubled'."""
    return root if root.pos_ == "VERB" else governor(root)


def own_subject(verb: Token) -> Token | None:
    """Return the subject written at a verb, or the noun that its clause belongs to; None if it has none of its own."""
    own = next((t for t in verb.children if t.dep_ in SUBJECTS_OR_CLAUSE and t.tag_ not in ("WDT", "WP")), None)
    if own is not None:
        return own
    return verb.head if verb.dep_ in CLAUSES and verb.head.pos_ in NOUNS else None


def subject_of(verb: Token) -> Token | None:
    """Return what the verb is said of: its subject; where that is left out or a pronoun, that of a clause above."""
    pronoun: Token | None = None
    is_first = True
    for _ in range(HIGHEST):
        own = own_subject(verb)
        if own is not None and is_paper(own) and not is_first:
            return pronoun  # 'Figures show that there were 40 camps' tells of no figures
        if own is not None and own.lower_ not in ANAPHORS:
            return own
        is_first = False
        pronoun = pronoun or own
        above = governor(verb) if verb.dep_ in DEPENDENT else None
        if above is None or above.i == verb.i:
            break
        verb = above
    return pronoun


def doer(verb: Token) -> Token | None:
    """Return the subject of a verb; of an infinitive that a noun governs ('plans to close'), that of the clause."""
    if (
        verb.dep_ == "acl"
        and verb.tag_ == "VB"
        and own_subject(verb) in (None, verb.head)
        and (above := governor(verb)) is not None
    ):
        return subject_of(above)
    return subject_of(verb)


def holds(token: Token, inner: Token) -> bool:
    """True when `inner` stands in the subtree of `token`."""
    return inner.i == token.i or token.is_ancestor(inner)


def is_absolute(part: Token) -> bool:
    """True for what goes along with a clause: ', with two victories behind it'."""
    return part.lower_ == "with" and part.dep_ == "prep" and part.i > 0 and part.nbor(-1).text == ","


def is_paper(noun: Token) -> bool:
    """True for what figures are read in: 'survey', 'figures', 'report'."""
    return noun.lemma_.lower() in words_in("paper")


def name_beside(noun: Token) -> list[Token]:
    """Return the person's name that a title is told with: Ann Lee of 'the candidate of the Greens, Ann Lee, won'."""
    name = next((c for c in noun.children if c.dep_ == "appos" and c.i > noun.i and c.ent_type_ == "PERSON"), None)
    if name is None or noun.pos_ != "NOUN":
        return []
    return sorted([name, *(t for t in name.lefts if t.pos_ == "PROPN" and t.dep_ in ("compound", "nmod"))])
