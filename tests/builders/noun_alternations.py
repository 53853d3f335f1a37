"""The constructions in which English tells an event by a noun, as sentences, and what each must tell."""

from collections.abc import Iterator

from clause_alternations import Case
from frame_sentences import AGENTS, BODIES, KINDS, PEOPLE, TARGETS, noun
from presspack.extract.events.trigger_lexicon import PREPOSITIONS, Lexicon, Probe, Trigger

AGENT, OTHER = "the agent", "the other"
# The light verb that each type of event goes with; other types are not asked for one.
LIGHT = {
    "ASSAULT": "carried out",
    "MOBILIZE": "carried out",
    "CONSULT": "held",
    "AGREE": "signed",
    "REQUEST": "made",
    "ACCUSE": "made",
    "THREATEN": "issued",
    "SUPPORT": "voiced",
    "REJECT": "issued",
}
SHOWN = PREPOSITIONS | {"poss", "by", "sup"}
TARGET_PREPOSITIONS = ("of", "on", "against", "for", "to", "with", "from", "into", "over")
Filled = dict[str, str]
Built = tuple[str, str, Filled]


def noun_cases(row: Trigger, lexicon: Lexicon, number: int) -> Iterator[Case]:
    """Yield a sentence for every construction of a noun row that its conditions allow, with invented names."""
    agent, other = _phrases(row, lexicon, number)
    for name, sentence, filled in _constructions(row, agent, other):
        if all(c.negated or any(_holds(probe, filled) for probe in c.tests) for c in row.when):
            agents = tuple(filled[slot] for slot in row.agent if slot in filled and filled[slot] == agent)[:1]
            told = next((filled[slot] for slot in row.target if slot in filled and filled[slot] not in agents), None)
            if agents or told:
                yield Case(name, sentence[0].upper() + sentence[1:], row.type_code or "", agents or None, told)


def _phrases(row: Trigger, lexicon: Lexicon, number: int) -> tuple[str, str]:
    """Return who acts and what it is done to, as the conditions of the row want them."""
    acting = AGENTS.get(row.type_code or "", (*PEOPLE[:3], *BODIES[:3]))
    agent = acting[number % len(acting)]
    undergoing = [w for w in TARGETS.get(row.type_code or "", BODIES) if w != agent]
    other = undergoing[number % len(undergoing)]
    for probe in (p for c in row.when if not c.negated for p in c.tests if p.slot in row.target):
        if probe.value in KINDS and probe.value != "ACTOR":
            return agent, "Ivan Petrov" if probe.value in {"HUMAN", "NAMED"} else KINDS[probe.value] or other
        if probe.value.startswith("@"):
            words = sorted(w for w in lexicon.classes[probe.value[1:]] if w.isalpha() and w.islower())
            return agent, noun(words[number % len(words)])
        if probe.value.islower():
            return agent, noun(probe.value)
    return agent, other


def _holds(probe: Probe, filled: Filled) -> bool:
    """True where a construction fills the slot that a condition asks for; the phrases were chosen to be of its kind."""
    return probe.slot in SHOWN and probe.slot in filled and (probe.value != "PLACE" or filled[probe.slot] in {"Lisbon"})


def _constructions(row: Trigger, agent: str, other: str) -> Iterator[Built]:
    word, target = row.lemma, next((p for p in TARGET_PREPOSITIONS if p in row.target), None)
    tail, aim = "on Monday surprised the town.", f" {target} {other}" if target else ""
    has_by, owner = "by" in row.agent, _genitive(agent)
    aimed = {target: other} if target else {}
    if target and has_by:
        yield f"{_name(target)} and by", f"the {word}{aim} by {agent} {tail}", {**aimed, "by": agent}
        if target != "of" or agent in PEOPLE:  # 'by the council of the town' is one body
            yield "by and then " + _name(target), f"the {word} by {agent}{aim} {tail}", {**aimed, "by": agent}
        end = f"by {agent} on Monday."
        yield "behind a preposition", f"the town was quiet after the {word}{aim} {end}", {**aimed, "by": agent}
        yield "that took place", f"the {word}{aim} by {agent} took place on Monday.", {**aimed, "by": agent}
    if target and not has_by:
        yield f"only {_name(target)}", f"the {word}{aim} {tail}", aimed
    if "poss" in row.agent:
        yield "genitive of the agent", f"{owner} {word}{aim} {tail}", {**aimed, "poss": agent}
    if "poss" in row.target and has_by and "poss" not in row.agent:
        found = {"poss": other, "by": agent}
        yield "genitive of the target", f"{_genitive(other)} {word} by {agent} {tail}", found
    if "sup" in row.agent and row.type_code in LIGHT:
        article = "an" if word[0] in "aeiou" else "a"
        slot = next((p for p in TARGET_PREPOSITIONS[1:] if p in row.target), target)
        light = f"{agent} {LIGHT[row.type_code]} {article} {word}{f' {slot} {other}' if slot else ''} on Monday."
        yield "light verb", light, {**({slot: other} if slot else {}), "sup": agent}
    if "between" in row.agent:
        pair = f"the {word} between {agent} and {_second(agent)} {tail}"
        mutual = {"with": _second(agent)} if row.type_code in {"CONSULT", "AGREE", "COOPERATE"} else {}
        yield "between two", pair, {"between": agent, **mutual}


def _name(preposition: str) -> str:
    return "of" if preposition == "of" else "other preposition"


def _second(agent: str) -> str:
    return "the farmers" if agent != "the farmers" else "the nurses"


def _genitive(phrase: str) -> str:
    return f"{phrase}'" if phrase.endswith("s") and not phrase.endswith("Ross") else f"{phrase}'s"
