"""How far a row can be trusted: a logistic score over a few features of the trigger and its arguments.

The weights are in `lexicon/event_confidence.csv`, fitted on annotated development texts by
`python tests/quality/events.py --calibrate`.
"""

import math
from collections.abc import Mapping

from presspack.documents.doc import Token
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.triggers import Candidate

MAIN = frozenset({"ROOT", "ccomp", "conj"})
PASSING = frozenset({"pobj", "pcomp", "xcomp", "advcl"})


def confidence_of(scene: Scene, candidate: Candidate, modality: str) -> float:
    """Return the estimated probability that the row is right, to two places: 0.87."""
    weights = scene.lexicon.weights
    score = sum(weights.get(name, 0.0) * value for name, value in features(scene, candidate, modality).items())
    return round(1 / (1 + math.exp(-score)), 2)


def features(scene: Scene, candidate: Candidate, modality: str) -> Mapping[str, float]:
    """Return what the score is made of, each 0 or 1: {"bias": 1, "noun": 0, "named_agent": 1, ...}."""
    token, arguments = candidate.token, candidate.arguments
    conditions = [c for c in candidate.trigger.when if not c.negated]
    found = {
        "bias": True,
        f"type_{candidate.trigger.type_code}": True,
        "noun": token.pos_ == "NOUN",
        "light_verb": candidate.support is not None,
        "agent": bool(arguments.agents),
        "target": bool(arguments.targets),
        "named_agent": any(_is_named(scene, t) for t in arguments.agents),
        "named_target": any(_is_named(scene, t) for t in arguments.targets),
        "many_arguments": len(arguments.agents) + len(arguments.targets) > 3,
        "not_real": modality in {"negated", "conditional"} and not _is_dropped(candidate),
        "main_clause": token.dep_ in MAIN,
        "in_passing": token.dep_ in PASSING,
        "frame_tested": any(t.value for c in conditions for t in c.tests),
        "long_sentence": len(token.sent) > 40,
        "title": scene.document.part(token).kind == "title",
    }
    return {name: float(value) for name, value in found.items() if value}


def _is_dropped(candidate: Candidate) -> bool:
    """True for 'called off the strike': that it will not happen is what the verb tells."""
    return candidate.support is not None and candidate.support.modality == "negated"


def _is_named(scene: Scene, noun: Token) -> bool:
    return scene.is_named(noun) or any(scene.is_named(t) for t in noun.lefts)
