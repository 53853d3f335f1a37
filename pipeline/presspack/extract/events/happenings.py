"""Nouns that say by themselves that something took place: with a date, by 'broke out', with what it was about."""

from presspack.documents.doc import Token
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.triggers import Candidate


def is_dated(noun: Token) -> bool:
    """True for 'the protests of May 2021', 'Friday's march': crowds have no name, but this happened."""
    inside = [g for c in noun.children for g in (c, *c.children) if c.dep_ in {"prep", "poss", "compound", "nmod"}]
    return any(t.ent_type_ == "DATE" and t.dep_ in {"pobj", "poss", "compound", "nmod"} for t in inside)


def is_said_to_happen(scene: Scene, noun: Token) -> bool:
    """True for the subject of 'took place', 'occurred', 'killed nine': the sentence is about it."""
    return noun.dep_ in {"nsubj", "nsubjpass"} and scene.in_class(noun.head, "occurrence")


def is_told_of_a_crowd(scene: Scene, candidate: Candidate) -> bool:
    """True for 'protests over the fuel tax' and 'riots broke out in Lima': what against, or that and where."""
    token = candidate.token
    if candidate.arguments.targets:
        return True
    places = (t for c in token.head.children if c.dep_ == "prep" for t in c.children)
    return is_said_to_happen(scene, token) and any("PLACE" in scene.kinds(t) for t in places)
