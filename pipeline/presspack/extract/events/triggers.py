"""Words that may tell of an event: each verb, noun or adjective of the lexicon whose frame meets a row's conditions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from presspack.documents.doc import Span as Sentence
from presspack.documents.doc import Token
from presspack.english.gapping import gapped_sides
from presspack.english.lexicon import word_class
from presspack.english.noun_frames import Support, governor, noun_frame, victims_of
from presspack.english.subjects import is_passive, objects_of
from presspack.english.verb_frames import Frame, expanded, verb_frame
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.arguments import Arguments, Filler
from presspack.extract.events.noun_participants import roles_behind
from presspack.extract.events.trigger_lexicon import Condition, Probe, Trigger, row_name, stems, written
from presspack.extract.explanation import REFUSED, TAKEN, is_explaining, note

REFLEXIVES = word_class("reflexive", "function_words")
KINDS = frozenset({"ACTOR", "NAMED", "HUMAN", "PLACE", "COUNT", "LEADER", "MEDIA", "PARTY", "BODY", "THING"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in its sentence with the arguments found, before it is decided whether it tells of an event.

    `at` is the number that stands for the whole clause where its verb is left out: no two events have one place.
    """

    token: Token
    trigger: Trigger
    arguments: Arguments
    frame: Frame
    support: Support | None
    verb: Token | None
    at: Token | None = None


def candidates(scene: Scene, sentence: Sentence) -> Iterator[Candidate]:
    """Yield the triggers of `sentence` in text order; a word that a blocking row claims yields nothing."""
    headline = _is_title_case(sentence)
    for token in sentence:
        pos = _part_of_speech(scene, token, headline)
        rows = _rows_of_compound(scene, token) or scene.lexicon.triggers.get((token.lemma_.lower(), pos))
        rows = rows or _rows_as_written(scene, token.lower_, pos)
        if rows is None or (pos == "VERB" and token.dep_ == "amod"):
            continue
        found = _candidate(scene, token, pos, rows)
        if found is not None:
            yield found
            yield from _gapped(scene, found)


def _gapped(scene: Scene, told: Candidate) -> Iterator[Candidate]:
    """Yield what a clause without a verb says more: 'Rome expelled nine envoys and Oslo four' -> Oslo, four."""
    if not told.arguments.agents:
        return
    for doer, number in _gapped_sides(scene, told.token):
        counted = bool(set(told.arguments.targets) & set(told.frame.get("obj", ())))
        frame = {**told.frame, "subj": (doer,), "obj": (number,)}
        yield replace(told, arguments=Arguments((doer,), (number,) if counted else ()), frame=frame, at=number)


def _gapped_sides(scene: Scene, verb: Token) -> list[tuple[Token, Token]]:
    sides = gapped_sides(verb) if verb.pos_ == "VERB" else []
    return [(doer, number) for doer, number in sides if doer.pos_ == "PROPN" or "ACTOR" in scene.kinds(doer)]


def _part_of_speech(scene: Scene, token: Token, headline: bool) -> str:
    """A word in small letters is no name, in a headline capitals say nothing, and 'the banning' is a noun."""
    if token.tag_ == "VBG" and any(c.dep_ in {"det", "poss"} and c.i < token.i for c in token.children):
        return "NOUN" if (token.lower_, "NOUN") in scene.lexicon.triggers else token.pos_
    if token.pos_ == "PROPN" and (token.text.islower() or (headline and scene.entity(token) is None)):
        return "NOUN"
    return token.pos_


def _rows_as_written(scene: Scene, word: str, pos: str) -> tuple[Trigger, ...] | None:
    """Return the rows of the word as it stands, or without its ending, where the lemma has none ('cordoned')."""
    for stem in stems(word) if pos in {"VERB", "NOUN"} else ():
        if rows := scene.lexicon.triggers.get((stem, pos)):
            return rows
    return None


def _rows_of_compound(scene: Scene, token: Token) -> tuple[Trigger, ...] | None:
    """Return the noun rows of a word with hyphens, which the parse cuts, at its head: 'sit-in', 'run-off'."""
    run = written_as_one(token)
    if len(run) < 2 or any(t != token and token in t.children for t in run):
        return None
    return _rows_as_written(scene, "".join(t.lower_ for t in run), "NOUN")


def written_as_one(token: Token) -> list[Token]:
    """Return the words and hyphens that are written as one with `token`."""
    first = last = token.i
    doc, start, end = token.doc, token.sent.start, token.sent.end
    while (
        first - 2 >= start
        and doc[first - 1].text == "-"
        and not (doc[first - 1].whitespace_ or doc[first - 2].whitespace_)
    ):
        first -= 2
    while last + 2 < end and doc[last + 1].text == "-" and not (doc[last].whitespace_ or doc[last + 1].whitespace_):
        last += 2
    return [doc[number] for number in range(first, last + 1)]


def _is_title_case(sentence: Sentence) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) > 2 and sum(t.text[0].isupper() for t in words) >= 0.8 * len(words)


def _candidate(scene: Scene, token: Token, pos: str, rows: tuple[Trigger, ...]) -> Candidate | None:
    frame, support, verb = _frame(scene, token, pos)
    reader = Reader(scene, token, frame, verb)
    filler = Filler(scene, token, frame, verb)
    chosen = next((row for row in rows if all(reader.holds(condition) for condition in row.when)), None)
    told = chosen is not None and chosen.type_code is not None
    found = Candidate(token, chosen, filler.arguments(chosen), frame, support, verb) if chosen and told else None
    if is_explaining():
        _explain(reader, rows, chosen, found)
    return found


def _explain(reader: "Reader", rows: tuple[Trigger, ...], chosen: Trigger | None, found: Candidate | None) -> None:
    """Note the rows that were tried, which of their conditions do not hold, and what the row that decides gives."""
    for row in rows:
        if row is chosen:
            said = "the row says that this is no event" if found is None else _told(found)
            note("event", reader.token, REFUSED if found is None else TAKEN, row_name(row), said)
            return
        note("event", reader.token, REFUSED, row_name(row), f"does not hold: {reader.missing(row)}")


def _told(candidate: Candidate) -> str:
    """Return the type of a candidate and its participants with the slots of its row, as a person reads it."""
    row, found = candidate.trigger, candidate.arguments
    sides = (("agent", row.agent, found.agents), ("target", row.target, found.targets))
    filled = (f"{role} ({'|'.join(slots)}): {', '.join(t.text for t in heads) or '-'}" for role, slots, heads in sides)
    return f"{row.type_code}; {'; '.join(filled)}"


def _frame(scene: Scene, token: Token, pos: str) -> tuple[Frame, Support | None, Token | None]:
    if pos == "VERB":
        others = {t for sides in _gapped_sides(scene, token) for t in sides}
        frame = verb_frame(token)
        return {slot: tuple(t for t in told if t not in others) for slot, told in frame.items()}, None, token
    if pos == "ADJ":
        head = token.head if token.dep_ in {"acomp", "attr"} else token
        own = verb_frame(token)
        left = token.dep_ == "oprd" and token.head.lemma_ == "leave"  # 'left two dead'
        bearers = objects_of(token.head) if left else verb_frame(head)["subj"]
        return {**own, "subj": expanded(bearers), "attr": ()}, None, token
    governed = governor(token)
    support = _support(scene, *governed) if governed is not None else None
    verb = governed[0] if governed is not None else None
    occurs = governed is not None and governed[1] in {"subj", "obj"} and scene.in_class(governed[0], "occurrence")
    frame = noun_frame(token, verb if support is not None or occurs else None)
    if governed is not None and scene.in_class(governed[0], "harm"):
        frame["victims"] = victims_of(*governed)
    frame |= roles_behind(scene, token)
    if support is not None and verb is not None:
        doers = tuple(t for t in verb_frame(verb)["subj"] if t != token)
        frame["sup" if support.role == "agent" else "undergone"] = doers
    return frame, support, verb


def _support(scene: Scene, verb: Token, slot: str) -> Support | None:
    """Return what a light verb does with a noun, with its particle if the lexicon knows it: 'called off the strike'."""
    lemma, supports = verb.lemma_.lower(), scene.lexicon.supports
    particles = (c.lower_ for c in verb.children if c.dep_ == "prt")
    phrasal = [supports[key] for p in particles if (key := (f"{lemma} {p}", slot)) in supports]
    return phrasal[0] if phrasal else supports.get((lemma, slot))


class Reader:
    """Decides whether the conditions of a lexicon row hold for one word in its frame."""

    def __init__(self, scene: Scene, token: Token, frame: Frame, verb: Token | None) -> None:
        self.scene, self.token, self.frame, self.verb = scene, token, frame, verb

    def holds(self, condition: Condition) -> bool:
        """True when any test of `condition` succeeds (none, if it is negated)."""
        return any(self._succeeds(test) for test in condition.tests) != condition.negated

    def missing(self, row: Trigger) -> str:
        """Return the conditions of a row that do not hold, as its `when` cell has them."""
        return written(tuple(condition for condition in row.when if not self.holds(condition)))

    def _succeeds(self, test: Probe) -> bool:
        reader = READERS.get(test.slot)
        if reader is not None:
            return reader(self, test.value)
        tokens = self._slot(test.slot)
        return any(self.matches(t, test.value) for t in tokens) if test.value else bool(tokens)

    def _slot(self, slot: str) -> tuple[Token, ...]:
        if slot == "deep" or "." in slot:
            return Filler(self.scene, self.token, self.frame, self.verb).slot(slot, self.frame.get("subj", ()))
        return self.frame.get(slot, ())

    def matches(self, token: Token, value: str) -> bool:
        """True when `token`, or what it counts ('hundreds of hostages'), is what a condition names."""
        return self._is(token, value) or any(self._is(t, value) for t in self._counted(token))

    def _is(self, token: Token, value: str) -> bool:
        if value.startswith("@"):
            return self.scene.in_class(token, value[1:])
        if value in KINDS:
            return value in self.scene.kinds(token)
        return value in {token.lemma_.lower(), token.lower_}

    def _counted(self, token: Token) -> list[Token]:
        if token.pos_ != "NUM" and not (token.pos_ == "NOUN" and self.scene.in_class(token, "quantity")):
            return []
        return [n for c in token.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]


def _is_irrealis(verb: Token) -> bool:
    """'that she leave', 'that she should leave': a wish, not a statement."""
    modals = word_class("irrealis_mark", "function_words")
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    bare = verb.tag_ == "VBP" and any(c.tag_ in {"NN", "NNP"} for c in subjects)
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    wished = verb.tag_ == "VB" and not auxiliaries  # not 'suggested that he would stay'
    return wished or bare or any(word in modals for word in auxiliaries)


# What a condition can ask for besides a slot of the frame.
READERS: dict[str, Callable[[Reader, str], bool]] = {
    "passive": lambda reader, _: is_passive(reader.token),
    "self": lambda reader, _: any(c.lower_ in REFLEXIVES for c in reader.token.children),
    "sent": lambda reader, value: any(reader.matches(t, value) for t in reader.token.sent.near(reader.token)),
    "gov": lambda reader, value: reader.verb is not None and reader.matches(reader.verb, value),
    "pos": lambda reader, value: value == reader.token.pos_,
    "tag": lambda reader, value: value == reader.token.tag_,
    "dep": lambda reader, value: value == reader.token.dep_,
    "det": lambda reader, value: any(c.dep_ == "det" and c.lower_ == value for c in reader.token.children),
    "adv": lambda reader, value: any(c.lower_ == value for c in reader.token.children if c.dep_ in {"advmod", "neg"}),
    "prep": lambda reader, value: value in reader.frame,
    "irrealis": lambda reader, _: any(_is_irrealis(c) for c in reader.frame.get("ccomp", ())),
    "mod": lambda reader, value: any(reader.matches(c, value) for c in reader.frame.get("mod", ())),
    "objmod": lambda reader, value: any(reader.matches(c, value) for o in reader.frame.get("obj", ()) for c in o.lefts),
}
