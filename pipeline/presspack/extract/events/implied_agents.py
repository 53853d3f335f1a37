"""Who did what a sentence tells without a doer: the party that holds a primary, the body just spoken of."""

from presspack.documents.doc import Token
from presspack.english.subjects import is_passive, logical_subjects
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.argument_spans import noun_phrase
from presspack.extract.events.triggers import Candidate
from presspack.extract.events.type_traits import has
from presspack.extract.model import Entity, Participant
from presspack.names.actor_types import DECIDING_BODIES


def implied_agent(scene: Scene, candidate: Candidate) -> Participant | None:
    """Return the doer that the words before `candidate` leave no doubt about; None if there is one, or no such body.

    'The Greens meet in May. The primaries begin today.': a primary is the party's. The span is of its last mention.
    """
    agents = candidate.arguments.agents
    if _is_of_a_primary(candidate) and not any(scene.entity(t) or scene.is_named(t) for t in agents):
        return _last_party(scene, candidate.token)
    if agents:
        return None
    type_code = candidate.trigger.type_code
    is_act = has(type_code, "by_body_before") and candidate.token.pos_ == "VERB"
    if is_act and (is_passive(candidate.token) or has(type_code, "long_series")):
        return _body_before(scene, candidate.token)
    return None


def _is_of_a_primary(candidate: Candidate) -> bool:
    if has(candidate.trigger.type_code, "choice_of_candidates"):
        return candidate.token.lemma_.lower() == "primary"
    told = has(candidate.trigger.type_code, "makes_known") and is_passive(candidate.token)
    return told and any(w.lemma_.lower() == "primary" for t in candidate.arguments.targets for w in t.subtree)


def _last_party(scene: Scene, token: Token) -> Participant | None:
    parties = [e for e in scene.actors.entities if e.type_code == "party"]
    told = [(m.span, e.key) for e in parties for m in e.mentions if m.span.end <= token.idx]
    if not told:
        return None
    span, key = max(told)
    return Participant("agent", span, key)


def _body_before(scene: Scene, token: Token) -> Participant | None:
    sentence = token.sent
    if sentence.start == 0:
        return None
    root = token.doc[sentence.start - 1].sent.root
    if scene.document.part_number(root) != scene.document.part_number(token) or root.pos_ != "VERB":
        return None
    told = [(t, e) for t in logical_subjects(root) if (e := scene.entity(t)) is not None]
    return _participant(scene, *told[0]) if len(told) == 1 and told[0][1].type_code in DECIDING_BODIES else None


def _participant(scene: Scene, noun: Token, entity: Entity) -> Participant:
    return Participant("agent", noun_phrase(scene, noun), entity.key)
