"""What an event noun stands among: its possessor, its phrases, and the light verb that carries it ('held talks')."""

from dataclasses import dataclass

from presspack.documents.doc import Token
from presspack.english.labels import VERBS
from presspack.english.lexicon import word_class, words
from presspack.english.subjects import is_passive, objects_of, surface_subjects
from presspack.english.verb_frames import expanded, phrases_of

# 'took part in talks': the verb, its object and the preposition act as one.
SHARES = word_class("share", "event_word_classes")
# Prepositions that lead from an event noun to what is done to somebody or something.
DONE_TO = word_class("done_to_preposition", "function_words")
HARM_SLOTS = word_class("harm_preposition", "function_words") | {"subj"}


@dataclass(frozen=True, slots=True)
class Support:
    """What a light verb does with a noun: the role of its subject, and whether its phrases belong to the noun."""

    role: str
    modality: str | None


def governor(noun: Token) -> tuple[Token, str] | None:
    """Return the verb that `noun` depends on and how: ('hold', 'obj') for talks in 'hold talks', ('take', 'in'), ..."""
    head, slot = noun.head, {"dobj": "obj", "attr": "attr", "nsubjpass": "obj", "nsubj": "subj"}.get(noun.dep_)
    if noun.dep_ == "conj" and head.pos_ in {"NOUN", "PROPN"}:
        return governor(head)
    if noun.dep_ == "pobj" and head.dep_ in {"prep", "agent"}:
        slot, head = head.lower_, head.head
        if head.pos_ == "NOUN" and head.dep_ == "dobj" and slot in {"in", "of", "for"}:  # 'take part in talks'
            slot, head = f"{head.lemma_} {slot}", head.head
    if slot is None or head.pos_ not in VERBS:
        return None
    if slot in {"in", "for"} and (
        shares := [c.lemma_ for c in head.children if c.dep_ == "dobj" and c.lemma_ in SHARES]
    ):
        slot = f"{shares[0]} {slot}"
    if slot == "subj" and is_passive(head):
        slot = "obj"
    return head, slot


def victims_of(verb: Token, slot: str) -> tuple[Token, ...]:
    """Return who is hurt by the noun in `slot` of a verb of harm: 'a blast killed nine', 'nine died in it'."""
    if slot not in HARM_SLOTS:
        return ()
    objects = objects_of(verb)
    return expanded(objects if slot == "subj" or objects else surface_subjects(verb))


def _adjacent_of(noun: Token) -> dict[str, list[Token]]:
    """'as president and elections of a new senate': 'of' belongs to the noun it follows, whatever the parse says."""
    after = noun.nbor(1) if noun.i + 1 < noun.sent.end else noun
    if after.lower_ != "of" or after.head == noun or after.head.pos_ not in {"NOUN", "PROPN"}:
        return {}
    return {"of": [t for t in after.children if t.dep_ == "pobj"]}


def _doers_further_on(noun: Token, frame: dict[str, tuple[Token, ...]]) -> dict[str, tuple[Token, ...]]:
    """'the probe of the bank by Rome', 'a march by miners against the state': what the parser hangs on the next noun.

    'A book by' somebody keeps its author.
    """
    behind = [o for name, nouns in frame.items() if name in DONE_TO for o in nouns if o.i > noun.i]
    if "by" not in frame:
        doers = [d for o in behind if o.lemma_ not in words("work_nouns") for d in phrases_of(o).get("by", [])]
        return {"by": expanded(doers)} if doers else {}
    found: dict[str, tuple[Token, ...]] = {}
    for doer in (d for d in frame["by"] if d.i > noun.i):
        for name, nouns in phrases_of(doer).items():
            if name in DONE_TO and (name != "of" or doer.pos_ == "PROPN"):
                found.setdefault(name, expanded(nouns))
    return found


def noun_frame(noun: Token, support: Token | None) -> dict[str, tuple[Token, ...]]:
    """Return the slots of an event noun: poss, mod, one per preposition (its own and those of its light verb)."""
    frame: dict[str, tuple[Token, ...]] = {
        "poss": expanded(c for c in noun.children if c.dep_ == "poss"),
        "mod": tuple(c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"}),
    }
    pools = [phrases_of(noun)]
    pools += [_adjacent_of(noun)]
    pools += [phrases_of(c) for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN" and c.i - noun.i <= 2]
    if support is not None:
        pools.append(phrases_of(support))
    for pool in pools:
        for name, tokens in pool.items():
            outside = [t for t in tokens if t.i != noun.i and noun not in t.subtree]
            if outside and name not in frame:
                frame[name] = expanded(outside)
    for name, nouns in _doers_further_on(noun, frame).items():
        frame.setdefault(name, nouns)
    if support is not None:
        frame["iobj"] = expanded(c for c in support.children if c.dep_ == "dative" and c.pos_ != "ADP")
    return frame
