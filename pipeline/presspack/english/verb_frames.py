"""The slots of a verb in the dependency tree: subject, object and phrases, with what syntax leaves out.

Passives, control and raising, shared subjects and objects, relative clauses and nouns under a light verb
('carried out an attack') all come out as one shape, so that the lexicon can speak of `subj` and `obj` alone.
"""

from collections.abc import Iterable, Mapping

from presspack.documents.doc import Token
from presspack.english.labels import TIMES
from presspack.english.lexicon import word_class
from presspack.english.subjects import (
    children_by,
    is_passive,
    logical_subjects,
    objects_of,
    own_subjects,
    preposition_objects,
    surface_subjects,
    with_conjuncts,
)

PARTICLES = word_class("particle", "function_words")

Frame = Mapping[str, tuple[Token, ...]]


def expanded(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Return `tokens` with all their conjuncts, each once, in text order."""
    return tuple(sorted({t.i: t for token in tokens for t in with_conjuncts(token)}.values(), key=lambda t: t.i))


def names_of(noun: Token) -> tuple[Token, ...]:
    """Return the names that stand beside a noun: 'old rivals Peru and Chile' are Peru and Chile."""
    verb = noun.head if noun.head.i > noun.i else None  # an apposition does not leap over the verb
    named = (c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > noun.i and not c.like_url)
    names = [c for c in named if (verb is None or c.i < verb.i) and not any(n.dep_ == "nummod" for n in c.rights)]
    return expanded(names) if noun.pos_ == "NOUN" else ()


def holders_of(office: Token) -> tuple[Token, ...]:
    """Return the name behind the 'of' phrase of a title: 'president of Peru, Juan Perez,' is Juan Perez."""
    names = [
        c for b in preposition_objects(office, "of") for c in b.children if c.dep_ == "appos" and c.pos_ == "PROPN"
    ]
    beside = tuple(c for c in names if c.head.pos_ == "NOUN" and c.left_edge.i == c.head.i + 1)
    return beside or tuple(c for c in names if c.ent_type_ == "PERSON" and c.left_edge.i == c.head.i + 2)


def phrases_of(token: Token) -> dict[str, list[Token]]:
    """Return the nouns and clauses under each preposition of `token`: 'talks with Peru on trade' -> with, on."""
    found: dict[str, list[Token]] = {}
    for child in token.children:
        if child.dep_ not in {"prep", "agent", "dative", "prt"} or child.pos_ not in {"ADP", "SCONJ", "VERB", "PART"}:
            continue
        name = child.lower_
        for grandchild in (*child.children, *_repeated(child)):
            if grandchild.dep_ in {"pobj", "pcomp"} and grandchild.ent_type_ not in TIMES:
                found.setdefault(name, []).append(grandchild)
            elif grandchild.dep_ == "prep":  # 'out of', 'from among'
                found.setdefault(grandchild.lower_, []).extend(g for g in grandchild.children if g.dep_ == "pobj")
    return found


def _repeated(preposition: Token) -> list[Token]:
    """'to parliament and to the councils': what stands under the same preposition once more."""
    again = (c for c in preposition.children if c.dep_ == "conj" and c.lower_ == preposition.lower_)
    return [g for c in again for g in c.children if g.dep_ == "pobj"]


def _is_particle(word: Token) -> bool:
    if word.dep_ == "prep":
        return word.lower_ in {"off", "up"} or (
            word.lower_ in PARTICLES and not any(c.dep_ == "pobj" for c in word.children)
        )
    return word.dep_ == "advmod" and word.lower_ in PARTICLES


def _complements_of(objects: Iterable[Token]) -> list[Token]:
    """'declared Ann Lund the winner': what the object is called, read as an apposition without a comma."""
    beside = (c for o in objects for c in o.children if c.dep_ == "appos" and c.left_edge.i == o.i + 1)
    return [c for c in beside if c.pos_ == "NOUN"]


def _is_for_clause(clause: Token) -> bool:
    """True for 'called for the minister to appear': who is to do what."""
    marks = {c.lower_ for c in clause.children if c.dep_ in {"mark", "aux"}}
    return {"for", "to"} <= marks and bool(children_by(clause, "nsubj"))


def _phrases_after_doer(verb: Token) -> dict[str, tuple[Token, ...]]:
    """'was begun by the nurses against the ministry': what the parser hangs on the doer belongs to the passive."""
    doers = [d for c in verb.children if c.dep_ == "agent" for d in c.children if d.dep_ == "pobj"]
    found = ((name, tokens) for doer in doers for name, tokens in phrases_of(doer).items())
    return {name: expanded(tokens) for name, tokens in found if name not in {"of", "by"}}


def verb_frame(verb: Token) -> dict[str, tuple[Token, ...]]:
    """Return the slots of `verb`: subj, obj, iobj, prt, attr, xcomp, ccomp, and one per preposition."""
    particles = tuple(c for c in verb.children if c.dep_ == "prt" or _is_particle(c))
    objects = objects_of(verb)
    if not objects:  # 'cordoned off the road': the parser may take the particle for a preposition
        objects = [g for c in particles if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    called = children_by(verb, "oprd")
    if not objects and len(called) > 1 and called[0].pos_ == "PROPN":  # 'named Ann Lund its candidate'
        objects = called[:1]
    receivers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if is_passive(verb) and (given := children_by(verb, "dobj")):  # 'the refugees were given food'
        objects, receivers = given, surface_subjects(verb)
    complements = children_by(verb, "xcomp") or [c for c in children_by(verb, "advcl") if _is_for_clause(c)]
    if not objects and not is_passive(verb):  # 'ordered the troops to leave', read as one clause
        infinitives = [
            c for c in children_by(verb, "ccomp") if any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)
        ]
        objects = [s for c in infinitives for s in own_subjects(c)]
        complements += infinitives
    frame: dict[str, tuple[Token, ...]] = {
        "subj": expanded(logical_subjects(verb)),
        "obj": expanded(o for o in objects if o.ent_type_ not in TIMES),
        "iobj": expanded(receivers),
        "prt": particles,
        "attr": expanded([*children_by(verb, "attr", "oprd", "acomp"), *_complements_of(objects)]),
        "xcomp": tuple(complements),
        "ccomp": tuple(children_by(verb, "ccomp")),
    }
    for name, tokens in phrases_of(verb).items():
        if not (name == "by" and is_passive(verb)):
            frame[name] = expanded(tokens)
    return {**_phrases_after_doer(verb), **frame}
