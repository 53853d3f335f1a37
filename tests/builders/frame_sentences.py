"""Sentences of our own for a row of the trigger lexicon: its frame filled with invented names, ready to be varied.

`frame_of(row, number)` returns the fillers of one row, or None where a row asks for what a lone sentence cannot show
(a governing verb, the rest of the sentence, a parse label). `number` picks other names and words for the next row.
"""

from dataclasses import dataclass

from presspack.extract.events.trigger_lexicon import PREPOSITIONS, Condition, Lexicon, Probe, Trigger

PEOPLE = ("Marta Lind", "Peter Dahl", "Elena Ross", "Ivan Petrov", "Grace Mensah")
BODIES = ("the government", "the opposition", "the ministry", "the union", "the council")
AGENTS = {
    "ASSAULT": ("the rebels", "the militants", "the soldiers"),
    "COERCE": ("the police", "the authorities", "the security forces"),
    "MOBILIZE": ("the army", "the government", "the generals"),
    "RETREAT": ("the army", "the rebels", "the government"),
    "LEGISLATE": ("the parliament", "the government", "the senate"),
    "APPOINT": ("the president", "the cabinet", "the council"),
    "REMOVE": ("the president", "the party", "the council"),
    "PROTEST": ("the students", "the miners", "the nurses"),
    "ELECT": ("the party", "Marta Lind", "the opposition"),
    "DEPART": ("Marta Lind", "Ivan Petrov", "the minister"),
}
TARGETS = {
    "ASSAULT": ("the villagers", "the soldiers", "the farmers"),
    "LEGISLATE": ("the law", "the bill", "the decree"),
    "ANNOUNCE": ("the plan", "the programme", "the policy"),
    "REJECT": ("the proposal", "the request", "the offer"),
    "COERCE": ("the editor", "the students", "the activist"),
    "REMOVE": ("the minister", "the general", "the governor"),
    "FOUND": ("the party", "the union", "the movement"),
    "ELECT": ("the parliament", "the council", "the senate"),
    "REQUEST": ("the government", "the ministry", "the council"),
}
OTHERS = ("the opposition", "the editors", "the ministry", "the farmers", "the union")
MASS = frozenset(
    [
        "support",
        "backing",
        "solidarity",
        "approval",
        "endorsement",
        "sympathy",
        "gratitude",
        "satisfaction",
        "appreciation",
        "confidence",
        "funding",
        "trade",
        "aid",
        "food",
        "money",
        "power",
        "control",
        "fire",
        "violence",
        "evidence",
        "weight",
        "troops",
        "ties",
        "relations",
        "protection",
        "shelter",
        "assistance",
        "relief",
        "responsibility",
        "access",
        "information",
        "land",
        "cash",
    ]
)
KINDS = {
    "ACTOR": None,
    "NAMED": "Elena Ross",
    "HUMAN": "the editor",
    "PLACE": "Lisbon",
    "COUNT": "two hundred people",
    "LEADER": "the president",
}
# What a single sentence does not show: the words around a row that are not of its frame.
UNSHOWN_SLOTS = """adv by ccomp co deep dep det gov irrealis mod owned passive pos poss prep self sent sup tag undergone
    victims"""
UNSHOWN = frozenset(UNSHOWN_SLOTS.split())
READ = ("to", "with", "for", "on", "against", "of", "from", "in", "into", "at", "over", "upon", "as", "behind", "about")


@dataclass(frozen=True, slots=True)
class Sides:
    """One row's frame in words. `agent` and `target` are phrases; `target_slot` says which of them the target is."""

    trigger: Trigger
    agent: str
    obj: str | None
    particle: str
    phrases: tuple[tuple[str, str], ...]
    complement: str
    target: str | None

    @property
    def needs_agent(self) -> bool:
        """True if a condition of the row asks for a certain subject."""
        return any(not c.negated and t.slot == "subj" for c in self.trigger.when for t in c.tests)

    @property
    def phrase(self) -> str:
        """The prepositional phrases, with a blank before each."""
        return "".join(f" {name} {noun}" for name, noun in self.phrases)

    @property
    def tail(self) -> str:
        """What follows the object: phrases and complement, with a blank before each."""
        return self.phrase + (f" {self.complement}" if self.complement else "")


def noun(word: str) -> str:
    """Return `word` with the article it needs in an object."""
    if word in MASS:
        return word
    return word if word[0].isupper() else f"the {word}"


def wanted(row: Trigger, lexicon: Lexicon, number: int) -> dict[str, str] | None:
    """Return words for the slots that the conditions of `row` name; None if one cannot be met in a plain clause."""
    found: dict[str, str] = {}
    for condition in row.when:
        if condition.negated:
            continue
        probe = next((p for p in condition.tests if _buildable(p)), None)
        if probe is None:
            if any(p.slot in {"passive"} for p in condition.tests):
                continue
            return None
        if probe.slot not in found or probe.value:
            word = _word(probe, row, lexicon, number, condition)
            if word is None:
                return None
            found[probe.slot] = word
    return found


def _buildable(probe: Probe) -> bool:
    base = probe.slot.partition(".")[0]
    return base not in UNSHOWN and probe.value not in {"MEDIA", "PARTY", "THING"}


def _word(probe: Probe, row: Trigger, lexicon: Lexicon, number: int, condition: Condition) -> str | None:
    """Return what stands in the slot of `probe`; None if a lone clause has no word for it."""
    value, slot = probe.value, probe.slot
    is_word = value.isalpha() and value.islower()
    if slot in {"prt", "attr", "objmod"} or value in {"self", "other", "another"}:
        return value if is_word and value not in {"self", "other", "another"} else None
    if slot == "xcomp":
        return f"to {value}" if is_word else "to leave"
    if not value or value in KINDS:
        return KINDS.get(value) or (_agent(row, number) if slot == "subj" else _other(row, number))
    if value.startswith("@"):
        known = sorted(w for w in lexicon.classes[value[1:]] if w.isalpha() and w.islower())
    else:
        known = [t.value for t in condition.tests if t.slot == slot and t.value.isalpha() and t.value.islower()]
    word = known[number % len(known)] if known else value
    return word if slot == "as" else noun(word)


def _agent(row: Trigger, number: int) -> str:
    mine = AGENTS.get(row.type_code or "", (*PEOPLE[:3], *BODIES[:3]))
    return mine[number % len(mine)]


def _other(row: Trigger, number: int) -> str:
    mine = [word for word in TARGETS.get(row.type_code or "", OTHERS) if word != _agent(row, number)]
    return mine[number % len(mine)]


def frame_of(row: Trigger, lexicon: Lexicon, number: int) -> Sides | None:
    """Return the fillers of a verb row, or None where its conditions cannot be shown in one clause."""
    slots = wanted(row, lexicon, number)
    if slots is None or any(t.slot == "passive" and len(c.tests) == 1 for c in row.when for t in c.tests):
        return None
    agent = slots.get("subj") or _agent(row, number)
    obj = slots.get("obj") or ("the programme" if "objmod" in slots else None)
    if obj is not None and "objmod" in slots:
        obj = obj.replace("the ", f"the {slots['objmod']} ") if obj.startswith("the ") else f"{slots['objmod']} {obj}"
    phrases = [(p, slots[p]) for p in READ if p in slots]
    for key, word in slots.items():
        if key.startswith("obj.") and key.partition(".")[2] in PREPOSITIONS:
            phrases.append((key.partition(".")[2], word))
    target = _target(row, slots, obj, phrases, number)
    if target is None and row.target and "xcomp" not in slots and obj is None and not phrases:
        return None
    if any(k.partition(".")[0] in PREPOSITIONS and k not in READ for k in slots):
        return None
    if obj is not None and (owners := [word for name, word in phrases if name == "of"]) and "of" not in slots:
        obj, phrases = f"{obj} of {owners[0]}", [(name, word) for name, word in phrases if name != "of"]
    complement = " ".join(slots[name] for name in ("attr", "xcomp") if name in slots)
    return Sides(row, agent, obj, slots.get("prt", ""), tuple(phrases), complement, target)


def _target(
    row: Trigger, slots: dict[str, str], obj: str | None, phrases: list[tuple[str, str]], number: int
) -> str | None:
    """Return the words of the target, adding a phrase for it where the frame has none yet."""
    for slot in row.target:
        name = slot.removeprefix("obj.")
        here = dict(phrases)
        if slot == "obj" and obj is not None:
            return obj
        if slot == "subj":
            return slots.get("subj")
        if name in here:
            return here[name]
        if slot == "iobj" and ("to" in row.target or obj is None):
            continue
        if name in READ and (slot == name or obj is not None):
            phrases.append((name, _other(row, number)))
            return phrases[-1][1]
        if slot in {"co", "others"} or slot.split(".")[-1] in {"deep", "xobj", "xsubj", "poss", "electoral", "owned"}:
            return None
    return None
