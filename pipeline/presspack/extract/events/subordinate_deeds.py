"""Verbs that only say what is meant, allowed, aimed at or blamed: their deed is the content of another word, no row."""

from presspack.documents.doc import Token
from presspack.english.labels import NOUNS, SUBJECTS, VERBS
from presspack.english.lexicon import words
from presspack.english.reporting import reports
from presspack.extract.events.modality import PLANNED
from presspack.extract.events.trigger_lexicon import Lexicon
from presspack.extract.events.triggers import Candidate
from presspack.extract.events.type_traits import has

STEPS = 4


def is_only_content(candidate: Candidate, lexicon: Lexicon) -> bool:
    """True in 'willing to meet', 'the power to ban', 'marched to show support', 'criticised for funding them'."""
    verb, type_code = candidate.token, candidate.trigger.type_code
    if candidate.support is not None and candidate.verb is not None and not has(type_code, "blamed_for"):
        verb = candidate.verb  # 'against signing the accord'
    for _ in range(STEPS):  # 'the power to hear and to fine them': the second shares what governs the first
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBS or verb.tag_ not in {"VB", "VBG"}:
            break
        verb = verb.head
    if verb.pos_ not in VERBS:
        return False
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        return _is_of_a_gerund(verb, type_code, lexicon)
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return infinitive and _is_of_an_infinitive(verb, candidate, lexicon)


def _is_of_a_gerund(verb: Token, type_code: str | None, lexicon: Lexicon) -> bool:
    """A gerund tells of its own after 'by', 'after' …; after others only what is denied, prevented or claimed.

    'accused them of arming rebels' claims a deed; 'criticised them for' and 'the task of' take it for granted.
    """
    if verb.head.lower_ in words("telling_prepositions") or any(c.dep_ in SUBJECTS for c in verb.children):
        return False  # 'after signing', 'with the king opening it'
    governor = verb.head.head
    while governor.dep_ in {"dobj", "nsubjpass"} and governor.head.pos_ in VERBS:
        governor = governor.head
    lemma = governor.lemma_.lower()
    if (lemma, "pcomp") in lexicon.modalities or (verb.head.lower_ == "of" and reports(governor, "of")):
        return False
    return not (has(type_code, "blamed_for") and lemma in words("blaming_verbs"))


def _is_of_an_infinitive(verb: Token, candidate: Candidate, lexicon: Lexicon) -> bool:
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False  # 'nice to have met them'
    if verb.head.lemma_ == "take" and any(c.lower_ == "it" and c.dep_ in SUBJECTS for c in verb.head.children):
        return True  # 'it takes two thirds to amend it'
    head, lemma, purpose = verb.head, verb.head.lemma_.lower(), has(candidate.trigger.type_code, "told_as_purpose")
    if verb.dep_ == "advcl" and verb.tag_ == "VB" and head.pos_ in VERBS:
        return not purpose  # 'flew to Rome to meet the pope'
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in NOUNS:
        return (lemma, "acl") not in lexicon.modalities and not purpose
    if verb.dep_ == "xcomp" and head.lemma_ == "be" and (judged := [c for c in head.children if c.dep_ == "acomp"]):
        head, lemma = judged[0], judged[0].lemma_.lower()  # 'it is unlawful to dismiss her'
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ == "ADJ":
        return lexicon.modalities.get((lemma, "xcomp")) != PLANNED
    return False
