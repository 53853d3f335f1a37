"""Who stands behind an event noun without being its possessor: whoever is blamed, its ringleader, its victims."""

from presspack.documents.doc import Token
from presspack.english.labels import VERBS
from presspack.english.lexicon import word_class
from presspack.english.subjects import is_passive, logical_subjects, objects_of, surface_subjects
from presspack.english.verb_frames import expanded, phrases_of
from presspack.extract.events.argument_kinds import Scene

ROLE_PREPOSITIONS = word_class("role_noun_preposition", "function_words")
BLAME_PREPOSITIONS = word_class("blame_noun_preposition", "function_words")
Roles = dict[str, tuple[Token, ...]]


def roles_behind(scene: Scene, noun: Token) -> Roles:
    """Return the slots that the words around `noun` fill: {"sup": doers, "victims": those it was done to}.

    'the ringleader of the raid', 'charged with the murder', 'survivors of the blast', 'the attack, claimed by Rome'.
    """
    found: Roles = {}
    doers = [d for c in noun.children if _is_done_by(scene, c) for d in logical_subjects(c)]
    if doers:
        found["sup"] = expanded(doers)
    if noun.dep_ == "pobj" and noun.head.dep_ in {"prep", "agent"} and _is_definite(noun):
        found |= _roles_above(scene, noun.head.head, noun.head.lower_)
    elif noun.dep_ in {"dobj", "nsubjpass"} and scene.in_class(noun.head, "blame"):
        blamed = phrases_of(noun.head).get("on", [])
        found |= {"sup": expanded(blamed)} if blamed else {}
    return found


def _is_done_by(scene: Scene, clause: Token) -> bool:
    return clause.dep_ in {"acl", "relcl"} and is_passive(clause) and scene.in_class(clause, "carry_out")


def _is_definite(noun: Token) -> bool:
    """True unless the noun only says what kind of deed it is: 'accused of murder'."""
    return any(c.dep_ in {"det", "poss", "prep", "compound"} or c.ent_type_ == "DATE" for c in noun.children)


def _roles_above(scene: Scene, head: Token, preposition: str) -> Roles:
    if head.pos_ in VERBS and preposition in BLAME_PREPOSITIONS and scene.in_class(head, "blame"):
        return {"sup": expanded(objects_of(head))}
    if preposition not in ROLE_PREPOSITIONS:
        return {}
    if head.pos_ == "NOUN":
        return {slot: (head,) for slot, name in (("sup", "doer"), ("victims", "victim")) if scene.in_class(head, name)}
    if head.pos_ == "ADJ" and head.dep_ == "acomp":
        people = expanded(surface_subjects(head.head))
        return {slot: people for slot, name in (("sup", "guilty"), ("victims", "unhurt")) if scene.in_class(head, name)}
    return {}
