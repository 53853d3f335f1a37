"""How a date belongs to its clause: as its time, as a bound of it, or as that of something compared or told before."""

import re

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.clauses import MODIFIERS, has_subject, is_occasion, verb_over
from presspack.english.labels import ANY_SUBJECT
from presspack.english.lexicon import word_class, words
from presspack.english.tenses import governor, tense_around
from presspack.extract.dates.extraction import DatePhrase
from presspack.extract.model import DateRange

# After these the date bounds what happened without being when it happened.
BOUNDS = word_class("bound", "function_words")
COMPARING = re.compile(r"\b(?:(?P<than>than)|from|against|compared|versus|vs)\b")
FRONT_TOKENS = 4
LEADS = frozenset({"ADP", "ADV", "CCONJ", "SCONJ", "INTJ", "DET", "ADJ"})
COUNTED = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
WITHIN_PHRASES = frozenset({"pobj", "prep", "npadvmod", "dobj", "dative"})
INFINITIVES = frozenset({"xcomp", "acl", "advcl"})


def is_bound(phrase: DatePhrase, head: Token) -> bool:
    """True for a date that says only what happened before or after: 'until May', 'up 5% from 2019'.

    'After Monday's vote' dates the vote; 'from Monday' and 'will rise from May' tell when something begins.
    """
    if phrase.relation == "from":
        return phrase.range.precision in {"month", "year"} and tense_around(head) != "future"
    return phrase.relation in BOUNDS and head.dep_ not in MODIFIERS


def is_of_compared(text: str, token: Token, date: Span) -> bool:
    """True for the date of what something is compared with: '5%, down from 6% a year ago', 'more than in May'."""
    found = COMPARING.search(text, token.idx, date.start) if token.idx < date.start else None
    if found is None:
        return False
    if found["than"] or (found.group() != "from" and not text[found.end() : date.start].strip()):
        return True
    between = [word for word in token.doc[token.i + 1 : token.sent.end] if found.end() <= word.idx < date.start]
    return any(word.like_num for word in between) and not any(word.pos_ == "VERB" for word in between)


def is_of_apposition(token: Token, head: Token, phrase: DatePhrase) -> bool:
    """True for a time that an apposition tells of its noun: 'It blames Delta Rail, the operator since 2011.'

    A day or month there is mostly the verb's own: 'Ana Ruiz, the mayor, on Monday asked' is often parsed like this.
    """
    if phrase.relation != "since" and phrase.range.precision != "year":
        return False
    node = head
    while node.head != node and node.pos_ != "VERB":
        if node.dep_ == "appos":
            return node != token and not node.is_ancestor(token)
        node = node.head
    return False


def opens_sentence(head: Token) -> bool:
    """True for a date that opens its sentence: 'On Monday ...', 'So, in 2019 ...', 'Last week ...'."""
    lead = head.doc[head.sent.start : head.left_edge.i]
    return len(lead) < FRONT_TOKENS and all(word.is_punct or word.pos_ in LEADS or word.is_space for word in lead)


def closes_clause(verb: Token, head: Token) -> bool:
    """True for a weekday behind the object of a past verb: 'quit his bid for the nomination on Wednesday'.

    The parse hangs it on the nearest noun; news tells by weekdays when the deed itself was done.
    """
    if verb.pos_ != "VERB" or not tells_past(verb) or head.lower_ not in words("weekdays") or head.i < verb.i:
        return False
    node = head if head.dep_ in {"pobj", "npadvmod"} else None
    while node is not None and node != verb:
        if node.dep_ not in WITHIN_PHRASES or (
            node.dep_ == "prep" and node.lower_ not in word_class("date_preposition", "function_words")
        ):
            return False
        node = node.head if node.head != node else None
    return node == verb


def shares_day(verb: Token, head: Token) -> bool:
    """True for the day of a paper in which something is said, or of what a deed directly follows.

    'condemned the raid in statements published on Sunday', 'will sign a treaty following talks on Friday'.
    """
    node = governor(head)
    is_published = (
        node.pos_ == "VERB" and node.dep_ == "acl" and node.lemma_ in word_class("publishing", "event_word_classes")
    )
    noun = node.head if is_published else node
    if (
        head.dep_ not in {"pobj", "npadvmod"}
        or noun.dep_ not in {"pobj", "dobj"}
        or not (is_published or is_occasion(noun))
    ):
        return False
    kind = "occasion_preposition" if is_published else "at_once_preposition"
    prep = noun.head
    return (
        prep.lower_ in word_class(kind, "function_words")
        and (prep.head == verb or (prep.head.dep_ == "dobj" and prep.head.head == verb))
        and verb.pos_ == "VERB"
    )


def is_told_anew(token: Token, head: Token) -> bool:
    """True for a perfect tense with its own subject after a dated clause: 'fled in May, and police have found him'."""
    verb = verb_over(token)
    if verb is None or verb.dep_ != "conj" or verb.is_ancestor(head) or not has_subject(verb):
        return False
    return any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in verb.children if c.dep_ == "aux")


def counts_up(token: Token) -> bool:
    """True where a perfect tense counts what has happened so far: 'since May 40 people have been held'."""
    verb = verb_over(token)
    if verb is None or not any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children):
        return False
    return any(child.pos_ == "NUM" for noun in verb.children if noun.dep_ in COUNTED for child in noun.subtree)


def inherited(found: DateRange) -> DateRange | None:
    """Return `found` as a date taken over from another sentence; None if it is unknown."""
    return DateRange(found.start, found.end, found.precision, "inherited", found.span) if found.start else None


def is_narrated(token: Token) -> bool:
    """True for what the main verb of a sentence tells in the simple past: 'It freed ten men', not 'It was worse'."""
    verb, root = verb_over(token), token.sent.root
    while verb is not None and verb.tag_ == "VB" and verb.dep_ in INFINITIVES and verb.head != verb:
        verb = verb_over(verb.head)  # 'dared to open talks'
    if verb is None or verb.pos_ != "VERB" or not tells_past(root):
        return False
    return tells_past(verb) and (verb == root or verb in root.conjuncts)


def dates_main_clause(head: Token, root: Token) -> bool:
    """True for a date of the main verb, or of the occasion that is its subject: 'The vote in May was fair.'"""
    topics = (child for child in root.children if child.dep_ in ANY_SUBJECT and is_occasion(child))
    return governor(head) == root or any(topic.is_ancestor(head) for topic in topics)


def tells_past(verb: Token | None) -> bool:
    """True for a verb in the simple past: 'met', 'was freed'; not 'has met', 'had met', 'would meet'."""
    if verb is None:
        return False
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    return verb.tag_ == "VBD" or (
        any(h.tag_ == "VBD" for h in helpers) and not any(h.lemma_ == "have" for h in helpers)
    )
