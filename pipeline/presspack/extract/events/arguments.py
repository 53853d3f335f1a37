"""The participants of an event: which nouns fill its slots, and the words and actor each stands for."""

from collections.abc import Callable
from dataclasses import dataclass

from presspack.documents.doc import Token
from presspack.english.lexicon import word_class
from presspack.english.noun_frames import SHARES
from presspack.english.subjects import is_passive, objects_of, owners, surface_subjects
from presspack.english.verb_frames import Frame, expanded, holders_of, names_of, phrases_of
from presspack.extract.events.antecedents import noun_for
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.argument_spans import NOT_ARGUMENTS, noun_head
from presspack.extract.events.trigger_lexicon import Trigger
from presspack.extract.events.type_traits import has

NOT_NOUNS = frozenset({"VERB", "AUX", "ADV", "SYM"})
# Prepositions whose noun is a target only if it could be an actor or a place: 'talks in Rome', not 'talks in depth'.
LOCAL = word_class("argument_place_preposition", "function_words")

TOPICS = frozenset({"on", "about", "concerning", "regarding"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The head words of agents and targets, in text order."""

    agents: tuple[Token, ...]
    targets: tuple[Token, ...]


class Filler:
    """Fills the slots of one trigger from its frame. `verb` is the clause's verb: the trigger or its light verb."""

    def __init__(self, scene: Scene, head: Token, frame: Frame, verb: Token | None) -> None:
        """Prepare to read the slots of `head`."""
        self.scene, self.head, self.frame, self.verb = scene, head, frame, verb
        self.doers: tuple[Token, ...] = ()
        self.names_office = self.speaks = False

    def arguments(self, trigger: Trigger) -> Arguments:
        """Return who fills the agent and target slots of `trigger`; of a reciprocal group the first is the agent."""
        self.speaks = has(trigger.type_code, "speech")
        self.names_office = has(trigger.type_code, "fills_office") and self.head.pos_ == "VERB"
        self.doers = self._first(trigger.agent, ())
        if any(_is_each_other(t) for t in self.frame.get("obj", ())):
            return Arguments(self.doers[:1], self.doers[1:])
        undergone = () if has(trigger.type_code, "vote") else ("undergone",)
        targets = self._first((*undergone, *trigger.target), ())
        agents = self._first(trigger.agent, targets)
        # 'It also asked the court': a body spoken of before
        agents = tuple(t for t in agents if self._can_act(t) or (self.speaks and t.lower_ == "it"))
        targets = tuple(t for t in targets if t not in agents) or self._first(trigger.target, agents)
        if has(trigger.type_code, "mutual") or "co" in trigger.target:
            return _shared_out(self._sides(agents) if not targets else agents, targets)
        return Arguments(agents, targets)

    def _sides(self, agents: tuple[Token, ...]) -> tuple[Token, ...]:
        """'the presidents of Peru and Chile met': each stands for a side."""
        if len(agents) != 1 or agents[0].tag_ != "NNS":
            return agents
        sides = tuple(t for t in expanded(phrases_of(agents[0]).get("of", [])) if self.scene.is_named(t))
        return sides if len(sides) > 1 else agents

    def _can_act(self, token: Token) -> bool:
        """An agent is somebody, or something of somebody: 'Rome's decision', but not 'the gun'."""
        if self.scene.kinds(token) & {"ACTOR", "COUNT"} or self.scene.is_named(token):
            return True
        if self.scene.in_class(token, "member") and phrases_of(token).get("of"):
            return True  # 'branches of the party'
        return any(self.scene.is_named(t) and t.dep_ in {"poss", "compound", "amod", "nmod"} for t in token.lefts)

    def _first(self, slots: tuple[str, ...], taken: tuple[Token, ...]) -> tuple[Token, ...]:
        for slot in slots:
            tokens = [t for t in self.slot(slot, taken) if t not in taken and self._fits(t, slot)]
            found = {n.i: n for t in tokens for n in self._bearers(t, slot) if n not in taken}
            if found:
                return tuple(found[i] for i in sorted(found))
        return ()

    def _bearers(self, token: Token, slot: str) -> tuple[Token, ...]:
        """Return the noun a pronoun stands for, or who stands behind a document: 'a report accusing Rome'."""
        if slot == "subj" and (named := [t for t in names_of(token) if self.scene.is_named(t)]):
            return tuple(named)
        if slot == "subj" and token.pos_ == "NOUN" and self._has_a_bearer(token):
            bearers = [t for t in owners(token) if t != token]
            return expanded(bearers) or self._demonyms(token) or (token,)
        if "ACTOR" in self.scene.kinds(token) and (names := names_of(token) or self._named_by(token)):
            return names
        if slot == "obj" and self.names_office and (names := self._named_before(token)):
            return names
        if "LEADER" in self.scene.kinds(token) and (names := holders_of(token)):
            people = tuple(t for t in names if "HUMAN" in self.scene.kinds(t))
            return people or (token,)
        return noun_for(self.scene, token)

    def _named_by(self, noun: Token) -> tuple[Token, ...]:
        """'Greenline, a lobby that sued the state': what a common noun beside a name tells of is the name's."""
        named = noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.head.i < noun.i and self.scene.is_named(noun.head)
        return (noun.head,) if named else ()

    def _named_before(self, office: Token) -> tuple[Token, ...]:
        """'elected Ann Lund speaker', read as one name: Lund."""
        if office.tag_ != "NN" or not any(self.scene.in_class(office, name) for name in ("office", "candidate")):
            return ()
        names = [c for c in office.lefts if c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN"]
        return tuple(c for c in names if c.left_edge.i == office.left_edge.i and self._is_a_person(c))[-1:]

    def _is_a_person(self, name: Token) -> bool:
        """True for the name of a person, or one of two words that is no known body's: 'Ann Lund'."""
        entity = self.scene.entity(name)
        if entity is not None or name.ent_type_ == "PERSON":
            return name.ent_type_ == "PERSON" or (entity is not None and entity.type_code == "person")
        return any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in name.lefts)

    def _has_a_bearer(self, noun: Token) -> bool:
        return self.scene.in_class(noun, "document") or self.scene.in_class(noun, "attack")

    def _demonyms(self, noun: Token) -> tuple[Token, ...]:
        return tuple(t for t in noun.lefts if self.scene.is_named(t))

    def _fits(self, token: Token, slot: str) -> bool:
        kinds, named = self.scene.kinds(token), self.scene.is_named(token)
        base, _, name = slot.rpartition(".")
        if token.ent_type_ in NOT_ARGUMENTS or token.pos_ in NOT_NOUNS or token.lower_ == "there":
            return False
        if name == "to" and "MEDIA" in kinds and self.speaks:
            return False  # 'made the proposal to the Daily Post': who hears is not asked
        if token.pos_ == "ADJ" and name != "electoral" and not named and not kinds & {"ACTOR", "COUNT"}:
            return False
        if name == "mod":
            return named or "HUMAN" in kinds
        if base and name in {"of", "by", "from"}:
            return bool(kinds & {"ACTOR", "PLACE"}) or any(self.scene.is_named(t) for t in token.lefts)
        return name not in LOCAL or named or bool(kinds & {"ACTOR", "PLACE", "COUNT"})

    def slot(self, name: str, taken: tuple[Token, ...] = ()) -> tuple[Token, ...]:
        """Return the words in the slot `name`: a plain slot, 'obj.with', 'deep', 'xsubj', 'xobj', 'co'."""
        base, dot, inner = name.partition(".")
        if dot:
            return self._inner(base, inner, taken)
        if name == "deep":
            return self._deep(self._complements(), taken)
        if name == "obj" and self.names_office and not self.frame.get("obj"):  # 'named Ann Lund chair'
            return tuple(t for t in self.frame.get("attr", ()) if self._named_before(t))
        reader = READERS.get(name)
        return reader(self) if reader is not None else self.frame.get(name, ())

    def others(self) -> tuple[Token, ...]:
        """Return the agents but the first."""
        return self.doers[1:]

    def electoral(self) -> tuple[Token, ...]:
        """Return the modifiers that are words of elections."""
        return tuple(t for t in self.frame.get("mod", ()) if self.scene.in_class(t, "electoral"))

    def owned(self) -> tuple[Token, ...]:
        """Return the objects that belong to somebody named."""
        return tuple(t for t in self.frame.get("obj", ()) if any(self.scene.is_named(c) for c in t.lefts))

    def complement_subjects(self) -> tuple[Token, ...]:
        """Return the subjects of the clauses that hang on the word."""
        return expanded(s for c in self._complements() if not _is_undergone(c) for s in surface_subjects(c))

    def complement_objects(self) -> tuple[Token, ...]:
        """'to sign the bill', 'to take part in the talks': what the complement is done to, or what it is done in."""
        for complement in self._complements():
            found = objects_of(complement)
            in_place = phrases_of(complement).get("in", [])
            if in_place and all(o.lemma_ in SHARES for o in found):
                found = in_place
            if found:
                return expanded(found)
        return ()

    def _inner(self, base: str, inner: str, taken: tuple[Token, ...]) -> tuple[Token, ...]:
        heads = self.frame.get(base, ())
        if inner == "deep":
            return self._deep(list(heads), taken)
        if inner == "poss":
            return expanded(c for h in heads for c in h.children if c.dep_ == "poss")
        if inner == "electoral":
            return tuple(c for h in heads for c in h.lefts if self.scene.in_class(c, "electoral"))
        if inner == "mod":
            return tuple(c for h in heads for c in h.children if c.dep_ in {"compound", "amod", "nmod"})
        return expanded(t for h in heads for t in phrases_of(h).get(inner, ()))

    def subjects_of_the_clause(self) -> tuple[Token, ...]:
        """'raised it during talks', 'described the call with him': whoever the clause is about took part."""
        during = self.head.dep_ == "pobj" and self.head.head.lower_ == "during"
        during = during or (self._is_occasion() and bool(self.frame.keys() & {"with", "to"}))
        named = self.head.dep_ in {"pobj", "dobj"} and self.frame.keys() & {"with", "to"}
        if not during and not named:
            return ()
        return expanded(w for t in owners(self.head) for w in self._people_of(t) if t.i < self.head.i)

    def _is_occasion(self) -> bool:
        """'set it out in an interview with the paper': where a verb of the clause took place."""
        return (
            self.head.dep_ == "pobj" and self.head.head.lower_ == "in" and self.head.head.head.pos_ in {"VERB", "AUX"}
        )

    def _people_of(self, noun: Token) -> tuple[Token, ...]:
        """'the conduct of the deputies during the vote': whoever a thing is told of."""
        people = [] if "ACTOR" in self.scene.kinds(noun) else phrases_of(noun).get("of", [])
        return tuple(t for t in people if "ACTOR" in self.scene.kinds(t)) or (noun,)

    def _complements(self) -> list[Token]:
        if self.head.pos_ == "NOUN":
            return [c for c in self.head.children if c.dep_ in {"acl", "xcomp", "ccomp", "prep"}]
        verb = self.verb if self.verb is not None else self.head
        found = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}]
        if not found:
            found = [c for c in verb.children if c.dep_ in {"acomp", "dobj", "prep", "advcl"} and c.i > verb.i]
            found = [c for c in found if c.lower_ not in LOCAL]
        return found

    def _deep(self, roots: list[Token], taken: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the first actor inside `roots` that is not the agent: a name if there is one."""
        avoid = {t.lower_ for t in (*taken, *self.frame.get("subj", ()))}
        within = (t for root in roots for t in root.subtree if t.i > self.head.i and not self._is_of_a_topic(t, root))
        inside = [t for t in within if t.ent_type_ not in NOT_ARGUMENTS]
        named = [noun_head(t) for t in inside if self.scene.is_named(t) and t.lower_ not in avoid]
        people = [t for t in inside if t.pos_ == "NOUN" and "ACTOR" in self.scene.kinds(t)]
        return next(((t,) for t in (*named, *people) if t.lower_ not in avoid), ())

    def _is_of_a_topic(self, token: Token, root: Token) -> bool:
        """True under the 'on' or 'about' of words: 'the debate on the future of Rome' asks nothing of Rome."""
        while token not in {root, token.head}:
            if token.dep_ == "prep" and token.lower_ in TOPICS and self.scene.in_class(token.head, "talk"):
                return True
            token = token.head
        return False


# The slots that are read off the parse, not filled by the frame.
READERS: dict[str, Callable[[Filler], tuple[Token, ...]]] = {
    "electoral": Filler.electoral,
    "owned": Filler.owned,
    "xsubj": Filler.complement_subjects,
    "xobj": Filler.complement_objects,
    "clause": Filler.subjects_of_the_clause,
    "co": Filler.others,
}


def _is_undergone(clause: Token) -> bool:
    """'proposed that strikes be legal', 'should be legalised': the subject is asked for nothing."""
    return is_passive(clause) or (clause.lemma_ == "be" and any(c.dep_ == "acomp" for c in clause.children))


def _is_each_other(token: Token) -> bool:
    return token.lower_ in {"other", "another"} and any(c.lower_ in {"each", "one"} for c in token.lefts)


def _shared_out(agents: tuple[Token, ...], targets: tuple[Token, ...]) -> Arguments:
    """'Peru and Chile met': the first is the agent, the others are targets, and so in 'a deal between them'."""
    if agents and not targets:
        return Arguments(agents[:1], agents[1:])
    if len(targets) > 1 and not agents:
        return Arguments(targets[:1], targets[1:])
    return Arguments(tuple(a for a in agents if a not in targets), targets)
