"""Refusal by default: what looks like an event and is none, and what only repeats another trigger of its sentence."""

from pipeline.extract.scene import Scene
from pipeline.extract.triggers import Candidate

NEEDS_NOBODY = frozenset({"ELECT", "NOMINATE"})
OCCUR="occur happen take begin start continue erupt resume break go leave cause come end follow kill wound injure claim".split()
import os
MODE=os.environ.get('MODE','')

def is_refused(scene: Scene, candidate: Candidate) -> bool:
    """True when no political actor or collective takes part."""
    arguments = candidate.arguments
    t=candidate.token
    if candidate.trigger.type_code in NEEDS_NOBODY:
        return False
    if candidate.trigger.type_code == "PROTEST" and t.pos_ != "VERB" and 'P' in MODE:
        return False
    if candidate.trigger.type_code == "ASSAULT" and t.pos_ != "VERB":
        if 'D' in MODE and any(c.lower_ in {"the","this","these","both"} for c in t.children): return False
        if 'O' in MODE and t.dep_ in ('nsubj','nsubjpass') and t.head.lemma_ in OCCUR: return False
        if 'M' in MODE and t.dep_ in ('nsubj','nsubjpass'): return False
    return not any("ACTOR" in scene.kinds(t) or "COUNT" in scene.kinds(t) for t in (*arguments.agents, *arguments.targets))


def without_echoes(kept: list[Candidate]) -> list[Candidate]:
    """Return `kept` without nouns that are the object of a verb that tells the same event ('launched an attack')."""
    verbs = [c for c in kept if c.token.pos_ == "VERB"]
    out = []
    for c in kept:
        echo = any(v.trigger.type_code == c.trigger.type_code and c.verb == v.token and c.token != v.token for v in verbs)
        if not echo:
            out.append(c)
    return out
