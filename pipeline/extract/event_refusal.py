"""Refusal by default: what looks like an event and is none, and what only repeats another trigger of its sentence."""

from spacy.tokens import Token

from pipeline.extract.frames import is_passive
from pipeline.extract.modality import CONDITIONAL
from pipeline.extract.scene import Scene
from pipeline.extract.triggers import Candidate

# An election is an event whoever takes part, and so is the choice of candidates.
NEEDS_NOBODY = frozenset({"ELECT", "NOMINATE"})
# 'The results will be published': what is made known says enough without who does it.
VICTIMS = frozenset({"ASSAULT", "COERCE", "AID", "PROTEST", "REMOVE", "CONCEDE"})  # people and numbers will do
RESULTS = frozenset({"ANNOUNCE", "LEGISLATE"})


def is_refused(scene: Scene, candidate: Candidate, modality: str) -> bool:
    """True when no political actor or collective takes part, or nothing says that it happened or may happen."""
    type_code, arguments = candidate.trigger.type_code, candidate.arguments
    heads = (*arguments.agents, *arguments.targets)
    if _is_background(candidate.token) and not any(scene.is_named(t) for t in heads):
        return True
    if modality == CONDITIONAL and not any(scene.entity(t) is not None or scene.is_named(t) for t in heads):
        return True
    if type_code in NEEDS_NOBODY or (type_code in RESULTS and arguments.targets and is_passive(candidate.token)):
        return False
    if type_code == "ASSAULT" and is_said_to_happen(scene, candidate.token):
        return False
    if type_code in VICTIMS:
        return not any(scene.kinds(t) & {"ACTOR", "COUNT"} for t in heads)
    return not any("ACTOR" in scene.kinds(t) and not scene.in_class(t, "vague") for t in heads)


def _is_background(verb: Token) -> bool:
    """True in 'five years after crowds stormed the palace': a point in time, not news."""
    if verb.dep_ != "advcl":
        return False
    marks = [c for c in verb.children if c.dep_ == "mark" and c.lower_ in {"after", "before", "since"}]
    return any(c.dep_ == "npadvmod" or c.ent_type_ == "DATE" for m in marks for c in (*m.children, m.doc[max(m.i - 1, 0)]))


def is_said_to_happen(scene: Scene, noun: Token) -> bool:
    """True for the subject of 'took place', 'occurred', 'killed nine': the sentence is about it."""
    return noun.dep_ in {"nsubj", "nsubjpass"} and scene.in_class(noun.head, "occurrence")


def without_echoes(kept: list[Candidate]) -> list[Candidate]:
    """Return `kept` without a verb or noun that is one with another of the same type: 'launched an attack' is one."""
    verbs = {(c.token.i, c.trigger.type_code) for c in kept if c.token.pos_ == "VERB"}
    nouns = {(c.token.i, c.trigger.type_code) for c in kept if c.token.pos_ != "VERB" and not _is_echo(c, verbs)}
    return [c for c in kept if not _is_echo(c, verbs) and not _holds(c, nouns)]


def _is_echo(candidate: Candidate, verbs: set[tuple[int, str | None]]) -> bool:
    """A noun under a verb that tells the same."""
    if candidate.token.pos_ == "VERB" or candidate.verb is None or candidate.token.dep_ == "nsubj":
        return False
    return (candidate.verb.i, candidate.trigger.type_code) in verbs


def _holds(candidate: Candidate, nouns: set[tuple[int, str | None]]) -> bool:
    """A verb that only says of a noun when or how: 'the election scheduled for May'."""
    if candidate.token.pos_ != "VERB":
        return False
    return any((t.i, candidate.trigger.type_code) in nouns for t in candidate.frame.get("obj", ()))
