"""Whether an event happened, is planned, did not happen, or is only talked of: the modality of a trigger.

The trigger's own auxiliaries and negation are read first, then those of the verbs, adjectives and nouns that
govern it ('plans to', 'refused to', 'a call for'), one step at a time up to the clause that stands on its own.
"""

from presspack.documents.doc import Token
from presspack.english.labels import VERBS
from presspack.english.lexicon import word_class
from presspack.extract.events.trigger_lexicon import Lexicon

ACTUAL, PLANNED, NEGATED, CONDITIONAL = "actual", "planned", "negated", "conditional"
NEGATIONS = word_class("negation", "function_words")
NOBODY = word_class("nobody", "function_words")
CONDITIONS = word_class("condition", "function_words")
WH_WORDS = word_class("wh_word", "function_words")
STEPS = 8
Governor = tuple[Token, str | None]


def modality_of(trigger: Token, lexicon: Lexicon, *, is_speech: bool = False) -> str:
    """Return the code of modalities for `trigger`: 'plans to meet' -> planned, 'did not meet' -> negated.

    A noun of speech (`is_speech`) did happen although it is rejected: 'Rome refused the request'.
    """
    codes: list[str] = []
    token = trigger
    for _ in range(STEPS):
        own, above = _own(token, lexicon), _governed(token, lexicon)
        # 'mentioned no agreement': the verb that governs its object sees the 'no', which counts once
        is_told_above = above is not None and token.dep_ == "dobj" and above[0] == token.head and _is_negated(above[0])
        codes += [own] if own and not (own == NEGATED and is_told_above) else []
        if above is None:
            break
        made = is_speech and token == trigger and token.pos_ == "NOUN"
        token, code = above[0], None if made else above[1]
        codes += [code] if code else []
    if _is_yes_no_question(trigger):
        codes.append(CONDITIONAL)
    return _strongest(codes)


def _strongest(codes: list[str]) -> str:
    """A denied plan did not happen; a plan under a condition is conditional; otherwise what was found."""
    if codes.count(NEGATED) % 2 and not (CONDITIONAL in codes and codes[0] == CONDITIONAL):
        return NEGATED
    for code in (CONDITIONAL, PLANNED):
        if code in codes:
            return code
    return ACTUAL


def _own(token: Token, lexicon: Lexicon) -> str | None:
    """Return what the words at `token` itself say: auxiliaries, negation, adjectives, a condition."""
    if token.pos_ in VERBS or token.pos_ == "ADJ":
        return _own_of_verb(token, lexicon)
    for child in token.children:
        if child.lower_ == "no" and child.dep_ == "det" and token.dep_ not in {"nsubj", "nsubjpass"}:
            return NEGATED  # of a subject, the verb sees it
        if child.dep_ in {"amod", "compound"} and (code := lexicon.modalities.get((child.lower_, "adj"))):
            return code
    return PLANNED if token.pos_ == "NOUN" and _is_upcoming(token, lexicon) else None


def _is_upcoming(noun: Token, lexicon: Lexicon) -> bool:
    """True for 'the upcoming parliamentary and local elections', whatever the parse hangs the adjective on."""
    for number in range(noun.i - 1, noun.sent.start, -1):
        word = noun.doc[number]
        if word.pos_ not in {"ADJ", "CCONJ", "DET", "NOUN"}:
            return False
        if word.pos_ == "ADJ" and lexicon.modalities.get((word.lower_, "adj")) == PLANNED:
            return True
    return False


def _own_of_verb(verb: Token, lexicon: Lexicon) -> str | None:
    modal = _modal(verb, lexicon)
    if _is_negated(verb):
        return CONDITIONAL if modal == CONDITIONAL and not _is_ability(verb) else NEGATED
    if any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in verb.children):
        return CONDITIONAL
    if modal == CONDITIONAL and _is_future_in_the_past(verb):
        return PLANNED
    if verb.dep_ == "ROOT" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return PLANNED  # 'Ports to be closed'
    return modal


def _modal(verb: Token, lexicon: Lexicon) -> str | None:
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"} and (code := lexicon.modalities.get((child.lower_, "modal"))):
            return code
    if verb.dep_ == "conj" and verb.head.pos_ in VERBS and verb.tag_ in {"VB", "VBN"}:
        shared = any(c.dep_ in {"aux", "nsubj", "nsubjpass", "mark"} for c in verb.children)
        return None if shared else _modal(verb.head, lexicon)
    return None


def _is_ability(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in word_class("ability_modal", "function_words") for c in verb.children)


def _is_future_in_the_past(verb: Token) -> bool:
    """'said it would attend': would after a past reporting verb is a future, not a condition."""
    if not any(c.dep_ == "aux" and c.lower_ in {"would", "'d"} for c in verb.children):
        return False
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return False
    conditional = any(c.dep_ == "advcl" and any(g.lower_ in CONDITIONS for g in c.children) for c in verb.children)
    return verb.dep_ in {"ccomp", "conj"} and verb.head.tag_ in {"VBD", "VBN", "VBZ", "VBP"} and not conditional


def _is_negated(verb: Token) -> bool:
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in {"advmod", "preconj", "cc"} and child.lower_ in NEGATIONS):
            return child.nbor(1).lower_ != "only" if child.i + 1 < len(child.doc) else True
        if child.dep_ in {"nsubj", "nsubjpass"} and _is_nobody(child):
            return True
        if child.dep_ == "dobj" and any(g.dep_ == "det" and g.lower_ == "no" for g in child.children):
            return True  # 'announced no plans'
        if child.lower_ == "longer" and any(g.lower_ == "no" for g in child.children):
            return True
    return False


def _is_nobody(subject: Token) -> bool:
    return subject.lower_ in NOBODY or any(c.lower_ in NOBODY for c in subject.children if c.i < subject.i)


def _governed(token: Token, lexicon: Lexicon) -> Governor | None:
    """Return the word that governs `token` and what it says of it; None where the clause stands on its own."""
    head, dep = token.head, token.dep_
    if head == token:
        return None
    if dep in {"xcomp", "ccomp", "acl", "oprd"}:
        return _governed_clause(token, head, dep, lexicon)
    if dep in {"pobj", "pcomp"}:
        return _governed_phrase(head, dep, lexicon)
    return _governed_conjunct(token) if dep == "conj" else _governed_part(token, head, dep, lexicon)


def _governed_part(token: Token, head: Token, dep: str, lexicon: Lexicon) -> Governor | None:
    if dep in {"dobj", "nsubjpass", "attr"}:
        phrasal = [f"{head.lemma_.lower()} {c.lower_}" for c in head.children if c.dep_ == "prt"]
        codes = (lexicon.modalities.get((lemma, "obj")) for lemma in (*phrasal, head.lemma_.lower()))
        return head, next((code for code in codes if code), None)
    if dep == "nsubj" or (dep == "acomp" and token.tag_ == "VBN" and head.lemma_ == "be"):
        return head, None  # 'should be legalised': the parse takes the participle for an adjective
    if dep == "appos" and token.pos_ == head.pos_ == "NOUN":
        return head, None  # 'might take the form of talks, the exchange of students': a list in apposition
    purpose = dep == "advcl" and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
    return (head, PLANNED) if purpose else None


def _governed_conjunct(token: Token) -> Governor | None:
    """A noun of a list shares what governs the list; a verb only where it shares the subject and has no tense."""
    head = token.head
    if token.pos_ == "NOUN" and head.pos_ in VERBS:  # 'might bring talks, and the founding': cut off its list
        nearest = next((word for word in reversed(token.doc[head.i : token.i]) if word.pos_ in VERBS), head)
        return nearest, None
    if head.pos_ != token.pos_ or any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
        return None
    if token.pos_ in {"NOUN", "PROPN"}:
        return head, None
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return (head, None) if head.dep_ == "ccomp" and head.head.lemma_ == "be" else None
    return (head, None) if head.dep_ in {"xcomp", "ccomp", "pcomp", "conj", "acl", "advcl"} else None


def _governed_clause(token: Token, head: Token, dep: str, lexicon: Lexicon) -> Governor | None:
    lemma = head.lemma_.lower()
    if lemma == "be" and (code := _of_predicate(head, lexicon)):
        return head, code
    if dep == "ccomp" and any(word.text == ";" for word in token.doc[token.i : head.i]):
        return None  # two sentences in one
    if dep == "acl":
        infinitive = token.tag_ in {"VB", "VBN"} and any(c.lower_ == "to" for c in token.children)
        return (head, lexicon.modalities.get((lemma, "acl"), PLANNED)) if infinitive else None
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    if dep in {"xcomp", "oprd"} or infinitive:
        return head, lexicon.modalities.get((lemma, "xcomp"))
    code = lexicon.modalities.get((lemma, "ccomp"))
    return (head, code) if code else None  # what is said or noted stands on its own


def _of_predicate(copula: Token, lexicon: Lexicon) -> str | None:
    """'One possibility is that she leaves', 'it is vital that she does': what is said of the clause."""
    said = (c.lemma_.lower() for c in copula.children if c.dep_ in {"nsubj", "acomp"})
    codes = (lexicon.modalities.get((lemma, "predicate")) for lemma in said)
    return next((code for code in codes if code), None)


def _governed_phrase(preposition: Token, dep: str, lexicon: Lexicon) -> Governor | None:
    governor, name = preposition.head, preposition.lower_
    if dep == "pcomp":
        code = lexicon.modalities.get((name, "pcomp"))
        if code is None and name != "by":
            code = lexicon.modalities.get((governor.lemma_.lower(), "pcomp"))
        return governor, code
    if name == "before" and _own(governor, lexicon) == PLANNED:  # 'will merge before the elections'
        return governor, None
    code = lexicon.modalities.get((governor.lemma_.lower(), name))
    if code is None and name == "without":
        code = NEGATED
    if code is None and name not in ({"in", "of"} if governor.pos_ in VERBS else {"of", "for"}):
        return None
    return governor, code


def _is_yes_no_question(token: Token) -> bool:
    sentence = token.sent
    if not sentence.text.rstrip("\"' )").endswith("?"):
        return False
    return not any(word.lower_ in WH_WORDS for word in sentence)
