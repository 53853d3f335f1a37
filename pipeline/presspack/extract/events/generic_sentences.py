"""Sentences that tell of no single happening: habits, definitions, general truths, stories and games."""

from presspack.documents.doc import Span, Token
from presspack.documents.document import TITLE
from presspack.english.clauses import verb_over
from presspack.english.labels import PRESENT, SUBJECTS, TIMES, VERBS
from presspack.english.lexicon import word_class, words
from presspack.extract.events.argument_kinds import Scene
from presspack.extract.events.triggers import Candidate
from presspack.extract.events.type_traits import has

DISTRIBUTIVE = frozenset({"every", "each"})
INDEFINITE = frozenset({"a", "an", "any", "every"})


def is_generic(scene: Scene, candidate: Candidate) -> bool:
    """True when the clause of `candidate` tells of a habit, a definition, a general truth, a story or a game."""
    verb = verb_over(candidate.token)
    heads = (*candidate.arguments.agents, *candidate.arguments.targets)
    named = any(scene.is_named(w) for t in heads for w in (t, *t.lefts))
    if _is_game(scene, candidate) or _is_habit(scene, candidate.token, verb):
        return True
    if verb is None:
        return False
    if _is_any_vote(candidate, verb):
        return True
    if _is_quality(scene, candidate, verb) or _is_first_time(verb):
        return True
    is_vote = has(candidate.trigger.type_code, "vote")  # told however it is named
    if _is_supposed(scene, verb) or (not named and not is_vote and _is_of_a_rule(scene, verb)):
        return True
    return _tense(verb) in PRESENT and _is_general(scene, candidate, verb, named=named)


def _is_any_vote(candidate: Candidate, verb: Token) -> bool:
    """'admitted to elections', 'elections become a habit', 'a by-election fills the seat': any of them, so none."""
    noun = candidate.token
    if not has(candidate.trigger.type_code, "vote") or noun.pos_ != "NOUN":
        return False
    if noun.dep_ in SUBJECTS and noun.head == verb and _is_indefinite(noun):
        general = verb.lemma_ == "hold" or (verb.tag_ == "VBZ" and verb.lemma_ not in {"be", "loom"})
        return general and _tense(verb) == "VBZ" and not _has_day(verb)
    if noun.tag_ != "NNS" or list(noun.children):
        return False
    if noun.dep_ == "nsubj":  # said of all of them
        copula = noun.head
        told_of = any(c.dep_ in {"attr", "acomp"} for c in copula.children)
        return told_of and _tense(copula) in PRESENT | {"VB", "TO"}
    return noun.dep_ == "pobj"


def _is_quality(scene: Scene, candidate: Candidate, verb: Token) -> bool:
    """'who campaigns for the poor', 'the party that they support': a clause in the present says what somebody is."""
    if verb != candidate.token or verb.dep_ != "relcl" or verb.tag_ not in PRESENT:
        return False
    lasts = any(has(candidate.trigger.type_code, trait) for trait in ("praises_its_object", "asks_for"))
    return (
        lasts
        and not any(c.dep_ in {"aux", "auxpass", "neg"} for c in verb.children)
        and not _is_dated(scene, verb.sent)
    )


def _is_first_time(verb: Token) -> bool:
    """'a vote that had never been held before' tells of the first, not of one that was not held."""
    said = {c.lower_ for c in verb.children if c.dep_ in {"advmod", "neg"}}
    return "never" in said and bool(said & {"before", "previously"})


def _has_day(verb: Token) -> bool:
    return any(t.ent_type_ in TIMES for t in verb.sent)


def _is_general(scene: Scene, candidate: Candidate, verb: Token, *, named: bool) -> bool:
    """True for a clause in the present that tells what anybody does, what goes on, what a word means or a story."""
    if not named and _is_standing(scene, candidate, verb):
        return True
    if any(c.dep_ == "nsubj" and c.lower_ in {"you", "one"} for c in verb.children):
        return True  # 'you do not boycott a conversation': anybody
    if _is_definition(verb) or (not named and any(scene.in_class(t, "fiction") for t in verb.sent)):
        return True
    if _is_custom(scene, candidate, verb):
        return True
    return not named and _is_general_truth(scene, candidate, verb)


def _is_custom(scene: Scene, candidate: Candidate, verb: Token) -> bool:
    """'In the alliance ministers meet, but clerks decide': a bare plural with nobody over against it, undated."""
    heads, told = candidate.arguments.agents, candidate.token
    if not has(candidate.trigger.type_code, "mutual") or told != verb or verb.tag_ != "VBP" or len(heads) != 1:
        return False
    alone = not candidate.arguments.targets and heads[0].tag_ == "NNS" and not scene.is_named(heads[0])
    if not alone or scene.document.part(verb).kind == TITLE or _is_dated(scene, verb.sent):
        return False
    return not any(c.dep_ in {"det", "nummod", "poss", "aux"} for t in (heads[0], verb) for c in t.children)


def _is_of_a_rule(scene: Scene, verb: Token) -> bool:
    """'A quorum is the number needed', 'an envoy who lies must leave', 'the treaty obliges them': nothing happens."""
    root = verb.sent.root
    subjects = [c for c in root.children if c.dep_ in SUBJECTS]
    if not _is_open(root):
        return False
    if root.lemma_ == "be" and root.tag_ in PRESENT and any(_is_indefinite(c) for c in subjects):
        return True
    past = _tense(verb) in {"VBD", "VBN"} or root.tag_ == "VBG"
    if any(_is_indefinite(c) and c.tag_ == "NN" for c in subjects) and not past and not _is_dated(scene, verb.sent):
        return True
    return any(c.lemma_ in words("rule_nouns") for c in subjects)


def _is_supposed(scene: Scene, verb: Token) -> bool:
    """'In theory they could', 'imagine a court that', 'under the statute the clerk signs': said of no single case."""
    root = verb.sent.root
    if root.tag_ == "VB" and root.lemma_.lower() in words("supposing_words"):
        return True
    if not _is_open(root) or _is_dated(scene, verb.sent):
        return False
    leads = (noun for c in root.children if c.dep_ == "prep" and c.i < root.i for noun in c.children)
    ruled = any(n.dep_ == "pobj" and n.head.lower_ == "under" and n.lemma_ in words("rule_nouns") for n in leads)
    return ruled or scene.count("supposing", verb.sent, lambda t: t.lower_ in words("supposing_words")) > 0


def _is_open(root: Token) -> bool:
    """True for a main verb in the present or under 'must', 'may', 'could': it need not have happened."""
    ruling = any(c.dep_ == "aux" and c.lower_ in word_class("open_modal", "function_words") for c in root.children)
    return ruling or _tense(root) in PRESENT


def _is_indefinite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in INDEFINITE for c in noun.children)


def _is_dated(scene: Scene, sentence: Span) -> bool:
    """True if a day or year is named that is no mere length of time: 'on Friday', but not 'for nine years'."""
    return scene.count("dates", sentence, lambda t: t.ent_type_ in TIMES and not _is_length(t)) > 0


def _is_length(time: Token) -> bool:
    """True for a word of 'for nine years'."""
    while time.head.ent_type_ in TIMES and time.head != time:
        time = time.head
    return time.dep_ == "pobj" and time.head.lower_ in {"for", "within"}


def _is_standing(scene: Scene, candidate: Candidate, verb: Token) -> bool:
    """'The fund gives loans to dairies': a deed in the simple present, without name or date and no headline, goes on.

    Who speaks may do so in the present: 'The union calls for a strike'.
    """
    if has(candidate.trigger.type_code, "needs_speaker") and not has(candidate.trigger.type_code, "praises_its_object"):
        return False
    if scene.document.part(verb).kind == TITLE or verb.tag_ == "VBG" or has(candidate.trigger.type_code, "of_cases"):
        return False
    return candidate.token.pos_ == "VERB" and not _is_dated(scene, verb.sent)


def _tense(verb: Token) -> str:
    """Return the tag of the word that carries the tense: 'are' in 'are appointed'; VBN for a perfect."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if any(c.lemma_ == "have" for c in auxiliaries):
        return "VBN"
    if verb.tag_ in {"VBG", "VBN"} and not auxiliaries and verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        return _tense(verb.head)
    if verb.tag_ == "VBP" and not auxiliaries and verb.lemma_ in words("same_past"):
        return "VBD"  # 'the rebels let them go'
    return auxiliaries[0].tag_ if auxiliaries else verb.tag_


def _is_habit(scene: Scene, token: Token, verb: Token | None) -> bool:
    words = [*token.children, *(verb.children if verb is not None else ())]
    for word in words:
        if word.dep_ == "advmod" and scene.in_class(word, "frequency"):
            return True
        period = word if scene.in_class(word, "period") else next((c for c in word.children if c.dep_ == "pobj"), None)
        if period is not None and any(_is_each_period(scene, c) for c in period.children):
            return True
        if period is not None and scene.in_class(period, "period") and word.dep_ in {"npadvmod", "prep", "nsubj"}:
            if period.tag_ in {"NNS", "NNPS"} and word.lower_ == "on":
                return True
            if any(c.lower_ in DISTRIBUTIVE for c in period.children):
                return True
    return verb is not None and _tense(verb) in PRESENT and _is_per_period(scene, verb)


def _is_each_period(scene: Scene, phrase: Token) -> bool:
    """True for the phrase in 'on the first day of every month'."""
    nouns = [c for c in phrase.children if c.dep_ == "pobj" and scene.in_class(c, "period")]
    return phrase.lower_ == "of" and any(c.lower_ in DISTRIBUTIVE for n in nouns for c in n.children)


def _is_per_period(scene: Scene, verb: Token) -> bool:
    """'meets twice a month', 'gives millions a year'."""
    periods = (t for t in verb.sent if t.dep_ == "npadvmod" and t.i > verb.i and scene.in_class(t, "period"))
    return any(
        t.nbor(-1).lower_ in {"a", "an", "per"} and not any(c.dep_ in {"prep", "advmod", "mark"} for c in t.children)
        for t in periods
        if t.i + 1 < verb.sent.end and t.nbor(1).lower_ not in word_class("time_relation", "function_words")
    )


def _is_definition(verb: Token) -> bool:
    """'A coup is a seizure of power', 'Impeachment is a trial': nothing in such a sentence happens."""
    root = verb.sent.root
    if root.lemma_ != "be" or root.tag_ not in PRESENT:
        return False
    subjects = [c for c in root.children if c.dep_ == "nsubj"]
    if any(g.lower_ in INDEFINITE for s in subjects for g in s.children if g.dep_ == "det"):
        return True
    bare = any(s.tag_ == "NN" and not list(s.children) for s in subjects)  # 'Secession is a breach'
    return bare and any(_is_indefinite(c) for c in root.children if c.dep_ == "attr")


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
    """True in a sentence of words of sport; 'goal' or 'penalties', which politics has too, only beside another one."""
    if has(candidate.trigger.type_code, "off_the_pitch"):
        return False
    played = scene.count("sport", candidate.token.sent, lambda t: scene.in_class(t, "sport"))
    perhaps = scene.count("sport_or_else", candidate.token.sent, lambda t: scene.in_class(t, "sport_or_else"))
    return played + perhaps > 1 or (played == 1 and not has(candidate.trigger.type_code, "strikes"))
