"""Sentences that tell of no single happening: habits, definitions, general truths, stories and games."""

from presspack.documents.doc import Token
from presspack.documents.document import TITLE
from presspack.english.labels import PRESENT, VERBS
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.triggers import Candidate
from presspack.extract.events.type_traits import has

DISTRIBUTIVE = frozenset({"every", "each"})
INDEFINITE = frozenset({"a", "an", "any", "every"})


def is_generic(scene: Scene, candidate: Candidate) -> bool:
    """True when the clause of `candidate` tells of a habit, a definition, a general truth, a story or a game."""
    verb = _clause_verb(candidate.token)
    heads = (*candidate.arguments.agents, *candidate.arguments.targets)
    named = any(scene.is_named(w) for t in heads for w in (t, *t.lefts))
    if _is_game(scene, candidate) or _is_habit(scene, candidate.token, verb):
        return True
    if verb is None or _tense(verb) not in PRESENT:
        return False
    if any(c.dep_ == "nsubj" and c.lower_ in {"you", "one"} for c in verb.children):
        return True  # 'you do not boycott a conversation': anybody
    if _is_definition(verb) or (not named and any(scene.in_class(t, "fiction") for t in verb.sent)):
        return True
    return not named and _is_general_truth(scene, candidate, verb)


def _clause_verb(token: Token) -> Token | None:
    while token.pos_ not in VERBS and token.head != token:
        token = token.head
    return token if token.pos_ in VERBS else None


def _tense(verb: Token) -> str:
    """Return the tag of the word that carries the tense: 'are' in 'are appointed'; VBN for a perfect."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if any(c.lemma_ == "have" for c in auxiliaries):
        return "VBN"
    if verb.tag_ in {"VBG", "VBN"} and not auxiliaries and verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        return _tense(verb.head)
    return auxiliaries[0].tag_ if auxiliaries else verb.tag_


def _is_habit(scene: Scene, token: Token, verb: Token | None) -> bool:
    words = [*token.children, *(verb.children if verb is not None else ())]
    for word in words:
        if word.dep_ == "advmod" and scene.in_class(word, "frequency"):
            return True
        period = word if scene.in_class(word, "period") else next((c for c in word.children if c.dep_ == "pobj"), None)
        if period is not None and scene.in_class(period, "period") and word.dep_ in {"npadvmod", "prep", "nsubj"}:
            if period.tag_ in {"NNS", "NNPS"} and word.lower_ == "on":
                return True
            if any(c.lower_ in DISTRIBUTIVE for c in period.children):
                return True
    return False


def _is_definition(verb: Token) -> bool:
    """'A coup is a seizure of power': nothing in such a sentence happens."""
    root = verb.sent.root
    if root.lemma_ != "be" or root.tag_ not in PRESENT:
        return False
    subjects = [c for c in root.children if c.dep_ == "nsubj"]
    return any(g.lower_ in INDEFINITE for s in subjects for g in s.children if g.dep_ == "det")


def _is_general_truth(scene: Scene, candidate: Candidate, verb: Token) -> bool:
    """'Judges are appointed for life': bare plurals in the present, no name, number or date, and no headline."""
    document = scene.document
    if _tense(verb) != "VBP" or document.part(verb).kind == TITLE or verb.tag_ == "VBG":
        return False
    if any(t.ent_type_ in {"DATE", "TIME"} for t in verb.sent):
        return False
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if any("COUNT" in scene.kinds(t) for t in candidate.arguments.targets):
        return False
    return any(s.tag_ == "NNS" and not any(c.dep_ in {"det", "nummod", "poss"} for c in s.children) for s in subjects)


def _is_game(scene: Scene, candidate: Candidate) -> bool:
    words = sum(scene.in_class(t, "sport") for t in candidate.token.sent)
    if has(candidate.trigger.type_code, "off_the_pitch") or not words:
        return False
    return words > 1 or not has(candidate.trigger.type_code, "strikes")
