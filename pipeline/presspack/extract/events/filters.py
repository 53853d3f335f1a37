"""Refusal by default: what looks like an event and is none, and what only repeats another trigger of its sentence."""

from collections.abc import Callable

from presspack.documents.doc import Token
from presspack.english.clauses import verb_over
from presspack.english.labels import VERBS
from presspack.english.lexicon import word_class, words
from presspack.english.subjects import is_passive, logical_subjects
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.generic_sentences import is_generic
from presspack.extract.events.happenings import is_dated, is_said_to_happen, is_told_of_a_crowd
from presspack.extract.events.modality import CONDITIONAL, PLANNED
from presspack.extract.events.subordinate_deeds import is_only_content
from presspack.extract.events.triggers import Candidate
from presspack.extract.events.type_traits import has

QUESTION = "question"
OURSELVES = frozenset({"we"})
SOMEBODY = word_class("somebody", "function_words")


def refusal_of(scene: Scene, candidate: Candidate, modality: str) -> str | None:
    """Return the name of the first of REFUSALS that finds no political event in `candidate`, None if it is one."""
    return next((name for name, refuses in REFUSALS if refuses(scene, candidate, modality)), None)


def _is_conditional_of_nobody(scene: Scene, candidate: Candidate, modality: str) -> bool:
    return modality == CONDITIONAL and not any(
        scene.is_named(t) or scene.entity(t) is not None for t in _participants(candidate)
    )


def _participants(candidate: Candidate) -> tuple[Token, ...]:
    return *candidate.arguments.agents, *candidate.arguments.targets


def _is_background_of_nobody(scene: Scene, candidate: Candidate, _: str) -> bool:
    return _is_background(candidate.token) and not any(_is_named(scene, t) for t in candidate.arguments.agents)


def _is_of_no_person(_: Scene, candidate: Candidate, modality: str) -> bool:
    agents = candidate.arguments.agents
    if not agents and modality == CONDITIONAL and candidate.verb is not None:
        agents = tuple(logical_subjects(candidate.verb))  # 'nobody wants a debate with them'
    return bool(agents) and all(t.lower_ in words("indefinite_persons") for t in agents)


def _is_figurative(scene: Scene, candidate: Candidate) -> bool:
    """'Doubt killed the mood', 'higher costs hurt exporters': violence of or against what is no body and no place."""
    if not has(candidate.trigger.type_code, "strikes") or candidate.token.pos_ != "VERB":
        return False
    sides = (candidate.frame.get("subj", ()), candidate.frame.get("obj", ()))
    return any(side and all(scene.in_class(t, "abstract") for t in side) for side in sides)


def _is_asked(scene: Scene, token: Token) -> bool:
    """True in an interviewer's question, and where the question is when or whether: the answer tells the event."""
    if _is_in_question(token):
        return True
    words = token.sent
    if not words.text.rstrip("\"' )").endswith("?"):
        return False
    if token.pos_ == "NOUN" and words.root.lemma_ in word_class("opinion_question", "event_word_classes"):
        return True  # 'How do you see cooperation with them?'
    return scene.document.part(token).kind == QUESTION or any(w.lower_ in {"when", "whether"} for w in words)


def _is_in_question(token: Token) -> bool:
    """True for 'asked whether she would resign', 'asked if he could rule it out': what somebody wants to know."""
    clause = verb_over(token)
    while clause is not None and clause.dep_ in {"xcomp", "conj"} and clause.head.pos_ in VERBS:
        clause = clause.head
    if clause is None or clause.head.lemma_ not in word_class("asking", "event_word_classes") or clause.head == clause:
        return False
    return any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in clause.children)


def _is_named(scene: Scene, noun: Token) -> bool:
    return scene.is_named(noun) or any(scene.is_named(t) for t in noun.lefts)


def _is_told(scene: Scene, candidate: Candidate, heads: tuple[Token, ...]) -> bool:
    """True when the participants, or the type itself, make it an event of politics."""
    type_code = candidate.trigger.type_code
    speakers = [t for t in candidate.arguments.agents if not scene.in_class(t, "vague")]
    if candidate.token.pos_ == "NOUN" and has(type_code, "needs_speaker") and not speakers:
        return False
    if any(has(type_code, trait) for trait in ("needs_speaker", "makes_known")) and any(
        t.lower_ in OURSELVES for t in candidate.arguments.agents
    ):
        return True
    if has(type_code, "needs_nobody") or _is_told_without_actors(scene, candidate):
        return True
    # 'A case was filed against 300 people' needs no more than 'nine were killed'.
    of_people = has(type_code, "of_people")
    enough = {"ACTOR", "COUNT"} if of_people else {"COUNT"} if has(type_code, "of_cases") else set()
    if enough and (of_people or is_passive(candidate.token)) and any(scene.kinds(t) & enough for t in heads):
        return True
    if has(type_code, "of_office") and any(t.lower_ in SOMEBODY for t in heads):
        return True
    return any(_is_actor(scene, t) for t in heads)


def _is_told_without_actors(scene: Scene, candidate: Candidate) -> bool:
    """True for violence said to happen, bombs that go off, protests with a date, and what is made known."""
    token, type_code = candidate.token, candidate.trigger.type_code
    if has(type_code, "strikes"):
        bombs = any(scene.in_class(t, "bomb") for t in candidate.frame.get("subj", ()))
        return bombs or is_said_to_happen(scene, token)
    if has(type_code, "of_crowds") and token.pos_ == "NOUN":
        return is_dated(token) or is_told_of_a_crowd(scene, candidate)
    if has(type_code, "told_in_passive") and _is_done(candidate):
        return True
    return has(type_code, "makes_known") and bool(candidate.arguments.targets) and is_passive(token)


def _is_done(candidate: Candidate) -> bool:
    """'The academy was disbanded': told as done, of the kind of thing that its row asks for."""
    verb, conditions = candidate.token, [c for c in candidate.trigger.when if not c.negated]
    if verb.pos_ != "VERB" or not any(t.value for c in conditions for t in c.tests if t.slot == "obj"):
        return False
    auxiliaries = [c for c in verb.children if c.dep_ == "auxpass"]
    return any(c.tag_ in {"VBD", "VBN"} for c in auxiliaries) and bool(candidate.arguments.targets)


def _is_actor(scene: Scene, noun: Token) -> bool:
    """True for an actor and for what belongs to one: 'the harbour of Aden'."""
    if noun.pos_ == "PRON" and scene.entity(noun) is None:
        return False
    if "ACTOR" in scene.kinds(noun):
        return not scene.in_class(noun, "vague")
    owners = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    return any(scene.is_named(t) for t in (*noun.lefts, *owners))


def _is_only_ahead(candidate: Candidate, modality: str) -> bool:
    """'On the eve of the meeting', 'ahead of the talks': a noun named in passing tells of what happened or of nothing.

    A vote is told however it is named.
    """
    token = candidate.token
    if token.pos_ != "NOUN" or has(candidate.trigger.type_code, "needs_nobody") or candidate.support is not None:
        return False
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ != "pobj":
        return False
    before = token.head.head if token.head.lower_ == "of" else token.head
    return before.lower_ == "ahead" or (
        modality == PLANNED and before.lower_ in word_class("leading_up", "function_words")
    )


def _is_background(verb: Token) -> bool:
    """True in 'five years after crowds stormed the palace': a point in time, not news."""
    if verb.dep_ != "advcl":
        return False
    marks = [
        c for c in verb.children if c.dep_ == "mark" and c.lower_ in word_class("background_mark", "function_words")
    ]
    return any(
        c.dep_ == "npadvmod" or c.ent_type_ == "DATE" for m in marks for c in (*m.children, m.doc[max(m.i - 1, 0)])
    )


def _is_awaited(token: Token) -> bool:
    """True in 'until the government accepts their demand': what has not happened yet, and may never."""
    for word in (token, *token.ancestors):
        if word.dep_ == "advcl" and word.tag_ in {"VBZ", "VBP"}:
            return any(c.dep_ == "mark" and c.lower_ in {"until", "till"} for c in word.children)
    return False


# What refuses a candidate, by name, in the order in which it is asked: somebody of politics or a collective must take
# part, and something must say that it happened or may happen.
REFUSALS: tuple[tuple[str, Callable[[Scene, Candidate, str], bool]], ...] = (
    ("is_conditional_of_nobody", _is_conditional_of_nobody),
    ("is_asked", lambda scene, candidate, _: _is_asked(scene, candidate.token)),
    ("is_background_of_nobody", _is_background_of_nobody),
    ("is_only_ahead", lambda _, candidate, modality: _is_only_ahead(candidate, modality)),
    ("is_awaited", lambda _, candidate, __: _is_awaited(candidate.token)),
    ("is_of_no_person", _is_of_no_person),
    ("is_only_content", lambda scene, candidate, _: is_only_content(candidate, scene.lexicon)),
    ("is_figurative", lambda scene, candidate, _: _is_figurative(scene, candidate)),
    ("is_generic", lambda scene, candidate, _: is_generic(scene, candidate)),
    ("not is_told", lambda scene, candidate, _: not _is_told(scene, candidate, _participants(candidate))),
)
