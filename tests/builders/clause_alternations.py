"""The alternations of English that a verb's frame allows, as sentences, and what each must tell."""

from collections.abc import Iterator
from dataclasses import dataclass

from frame_sentences import PEOPLE, Sides
from inflection import Forms, forms_of


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of one alternation: its type must be told, by these agents and to this target (None: not asked)."""

    alternation: str
    sentence: str
    type_code: str
    agents: tuple[str, ...] | None
    target: str | None


def cases_of(sides: Sides) -> Iterator[Case]:
    """Yield a sentence for every alternation that the frame of `sides` allows."""
    verb = forms_of(sides.trigger.lemma)
    for name, sentence, agents in (*_active(sides, verb), *_passive(sides, verb)):
        expected = agents if "subj" in sides.trigger.agent else None
        yield Case(name, _capital(sentence), sides.trigger.type_code or "", expected, sides.target)


NOT_PASSIVE = frozenset(["have", "become", "lose", "gain", "join", "leave", "quit", "let", "want", "get"])
Told = tuple[str, str, tuple[str, ...]]


def _predicate(sides: Sides, form: str) -> str:
    particle = f" {sides.particle}" if sides.particle else ""
    return f"{form}{particle}{f' {sides.obj}' if sides.obj else ''}{sides.tail}"


def _active(sides: Sides, verb: Forms) -> Iterator[Told]:
    agent, only = sides.agent, (sides.agent,)
    who = _who(agent)
    past, base, plain = _predicate(sides, verb.past), _predicate(sides, verb.base), "comes from the north"
    yield "active", f"{agent} {past} on Monday.", only
    yield "relative", f"{agent}, {who} {past} on Monday, {_agreeing(agent, plain)}.", only
    yield "participle", f"{agent} surprised everyone, {_predicate(sides, verb.gerund)} on Monday.", only
    yield "control", f"{agent} decided to {base} on Monday.", only
    yield "raising", f"{agent} {_be(agent)} expected to {base} on Monday.", only
    yield "object control", f"A neighbour persuaded {agent} to {base} on Monday.", only
    other = "the mayors" if agent != "the mayors" else "the nurses"
    yield "coordinated subjects", f"{agent} and {other} {past} on Monday.", only
    yield "coordinated verbs", f"{agent} came to the capital and {past} on Monday.", only
    title = "many of them young" if _is_plural(agent) else _title(agent)
    yield "apposition", f"{agent}, {title}, {past} on Monday.", only
    yield "fronted", f"On Monday, after a long night in the old town, {agent} {past}.", only
    yield "quoted", f'"{_capital(agent)} {past} on Monday," a witness said.', only
    yield "reported", f"A witness said {agent} {past} on Monday.", only
    present = verb.base if _is_plural(agent) else verb.present
    yield "headline present", _headline(f"{agent} {_predicate(sides, present)}"), only
    if sides.particle and sides.obj:
        yield "particle shift", f"{agent} {verb.past} {sides.obj} {sides.particle}{sides.tail} on Monday.", only


def _passive(sides: Sides, verb: Forms) -> Iterator[Told]:
    if sides.obj is None or verb.base in NOT_PASSIVE:
        return
    obj, only = sides.obj, (sides.agent,)
    done = f"{verb.participle}{f' {sides.particle}' if sides.particle else ''}"
    was, who, by, end = _was(obj), _who(obj), f" by {sides.agent}", sides.complement and f" {sides.complement}"
    first, last = f"{done}{by}{sides.phrase}{end}", f"{done}{sides.phrase}{by}{end}"  # 'by' before or after a phrase
    yield "passive with agent", f"{obj} {was} {last} on Monday.", only
    yield "passive, agent first", f"{obj} {was} {first} on Monday.", only
    if not sides.needs_agent:
        yield "passive", f"{obj} {was} {done}{sides.tail} on Monday.", ()
    yield "relative passive", f"{obj}, {who} {was} {first} on Monday, {was} there.", only
    yield "reduced relative", f"{obj}, {first} on Monday, {was} there.", only
    whom, active = "whom" if who == "who" else who, _without_object(sides, verb.past)
    yield "object relative", f"{obj}, {whom} {sides.agent} {active} on Monday, {was} there.", only
    yield "passive infinitive", f"{obj} {_be(obj)} to be {first} on Monday.", only
    yield "headline passive", _headline(f"{obj} {first}"), only


def _without_object(sides: Sides, form: str) -> str:
    return f"{form}{f' {sides.particle}' if sides.particle else ''}{sides.tail}"


def _headline(words: str) -> str:
    return words.replace("the ", "").replace(" the ", " ")


def _is_person(phrase: str) -> bool:
    return phrase in PEOPLE or phrase in {"the editor", "the minister", "the president"} or _is_plural(phrase)


def _title(agent: str) -> str:
    return "a 52-year-old lawyer" if _is_person(agent) else "the largest of its kind"


def _who(phrase: str) -> str:
    return "who" if _is_person(phrase) else "which"


def _is_plural(phrase: str) -> bool:
    return (phrase.endswith("s") and not phrase.endswith(("ss", "Ross", "us"))) or phrase in {"the police", "police"}


def _be(phrase: str) -> str:
    return "are" if _is_plural(phrase) else "is"


def _was(phrase: str) -> str:
    return "were" if _is_plural(phrase) else "was"


def _agreeing(phrase: str, predicate: str) -> str:
    return predicate.replace("comes", "come") if _is_plural(phrase) else predicate


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
