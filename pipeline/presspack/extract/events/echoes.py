"""What only repeats another trigger of its sentence: a verb and its noun, the content of a refusal or a demand."""

from presspack.english.labels import VERBS
from presspack.extract.events.triggers import Candidate
from presspack.extract.events.type_traits import has
from presspack.extract.explanation import refused


def without_echoes(kept: list[Candidate]) -> list[Candidate]:
    """Return `kept` with one candidate for a verb and its noun, and none for the content of a refusal or demand."""
    verbs = {c.token.i: c for c in kept if c.token.pos_ == "VERB"}
    told = [c for c in kept if not _is_refused_by(c, _echo_rule(c, verbs, kept))]
    tokens = {c.token.i: c.trigger.type_code for c in told}
    return [c for c in told if not _is_refused_by(c, _repetition_rule(c, tokens))]


def _is_refused_by(candidate: Candidate, rule: str | None) -> bool:
    return rule is not None and refused("event", candidate.token, f"events/echoes.py: {rule}")


def _echo_rule(candidate: Candidate, verbs: dict[int, Candidate], kept: list[Candidate]) -> str | None:
    """Return the rule by which another word of the sentence tells what `candidate` does."""
    if _is_echo(candidate, verbs):
        return "is_echo"
    if _is_content(candidate, verbs):
        return "is_content"
    return "is_refused_deed" if _is_refused_deed(candidate, kept) else None


def _repetition_rule(candidate: Candidate, told: dict[int, str | None]) -> str | None:
    """Return the rule by which `candidate` adds nothing to the events of its sentence."""
    if _only_dates(candidate, told):
        return "only_dates"
    return "is_paired" if _is_paired(candidate, told) else None


def _is_echo(candidate: Candidate, verbs: dict[int, Candidate]) -> bool:
    """A noun under a verb that tells the same: 'launched an attack'; or what a verb of speech or retreat is about."""
    verb = verbs.get(candidate.verb.i) if candidate.verb is not None else None
    if verb is None or candidate.token.pos_ == "VERB":
        return False
    if candidate.trigger.type_code == verb.trigger.type_code and has(
        verb.trigger.type_code, "vote"
    ):  # 'won in the elections'
        return candidate.token.dep_ != "nsubj"
    if candidate.trigger.type_code == verb.trigger.type_code:
        return candidate.token.dep_ not in {"nsubj", "pobj"} or candidate.support is not None
    if (
        has(verb.trigger.type_code, "praises_its_object")
        and not has(candidate.trigger.type_code, "vote")
        and not candidate.arguments.agents
    ):
        return True
    if not has(verb.trigger.type_code, "about_its_object"):
        return False
    own = [c for c in candidate.token.children if c.dep_ in {"prep", "agent", "poss"} and c.pos_ != "PRON"]
    return not own


def _is_content(candidate: Candidate, verbs: dict[int, Candidate]) -> bool:
    """The infinitive under 'refused to', 'threatened to', 'urged them to': the refusal or request is the event."""
    token = candidate.token
    while token.dep_ == "conj" and token.head.pos_ in VERBS | {"NOUN"} and token.head.i not in verbs:
        token = token.head
    verb = verbs.get(token.head.i)
    if token.dep_ in {"pobj", "pcomp"} and token.head.lower_ == "for":
        verb = verbs.get(token.head.head.i)
        asked = verb is not None and has(verb.trigger.type_code, "asks_for")
        return asked and not has(candidate.trigger.type_code, "told_once")
    if verb is None or token.dep_ not in {"xcomp", "ccomp", "advcl"} or candidate is verb:
        return False
    infinitive = any(c.lower_ == "to" for c in token.children)
    if token.dep_ == "advcl":  # 'asked for the men to be freed'
        wanted = any(c.lower_ == "for" and c.dep_ == "mark" for c in token.children)
        return infinitive and wanted and has(verb.trigger.type_code, "asks_for")
    same = verb.trigger.type_code == candidate.trigger.type_code and any(
        has(verb.trigger.type_code, trait) for trait in ("of_cases", "makes_known")
    )  # 'summoned the envoy to complain', 'decided to raise the rate'
    return infinitive and (same or has(verb.trigger.type_code, "holds_its_infinitive"))


def _is_refused_deed(candidate: Candidate, kept: list[Candidate]) -> bool:
    """The debate in 'their refusal to take part in the debate': what its own people refuse or ask for."""
    own = set(candidate.arguments.agents)
    over = [
        c for c in kept if has(c.trigger.type_code, "holds_its_infinitive") and candidate.token in c.arguments.targets
    ]
    return any(own <= set(c.arguments.agents) and (c.token.pos_ == "NOUN" or _is_taken_up(candidate, c)) for c in over)


def _is_taken_up(candidate: Candidate, over: Candidate) -> bool:
    """'refused to take part in the debate': the light verb of the noun is the infinitive of the refusal."""
    light = candidate.verb if candidate.support is not None else None
    return light is not None and light.dep_ == "xcomp" and light.head == over.token


def _is_paired(candidate: Candidate, told: dict[int, str | None]) -> bool:
    """The second noun of 'the nomination and registration of candidates'."""
    token = candidate.token
    return token.pos_ == "NOUN" and token.dep_ == "conj" and told.get(token.head.i) == candidate.trigger.type_code


def _only_dates(candidate: Candidate, told: dict[int, str | None]) -> bool:
    """A verb that only says of another event when it is, or that it was announced."""
    if candidate.token.pos_ != "VERB":
        return False
    about = {told[t.i] for slot in ("obj", "ccomp", "xcomp") for t in candidate.frame.get(slot, ()) if t.i in told}
    if has(candidate.trigger.type_code, "makes_known"):
        nouns = {told[t.i] for t in candidate.frame.get("obj", ()) if t.i in told}
        told_apart = bool(candidate.arguments.agents) and about == nouns
        return bool(about) and not (told_apart and not any(has(code, "told_once") for code in about))
    return candidate.trigger.type_code in about
