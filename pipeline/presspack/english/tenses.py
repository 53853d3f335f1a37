"""The tense in which a clause is told: past, present, ongoing or future, from auxiliaries and governing verbs."""

from presspack.documents.doc import Token
from presspack.english.clauses import lemmas, verb_over
from presspack.english.labels import ANY_SUBJECT, FINITE, VERBS
from presspack.english.lexicon import word_class

PREPOSITIONS = frozenset({"prep", "pcomp", "agent"})
PHRASE_WORDS = 8
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "compound"})
MODALS = word_class("modal", "function_words")


def governor(token: Token) -> Token:
    """Return the word that a noun or date hangs on, prepositions skipped: 'held ... in July' -> held."""
    node = token.head
    while (node.pos_ == "ADP" or node.dep_ in PREPOSITIONS) and node.head != node:
        node = node.head
    return node


def tense_around(token: Token) -> str:
    """Return the tense in which a phrase at `token` is told: past, present, ongoing or future.

    It is `nominal` where the phrase belongs to a noun and the verb is in the present: 'sees the vote in May as fair'
    does not say whether that is behind or ahead.
    """
    direct = node = governor(token)
    entry = token
    while not is_verb(node) and node.head != node:
        if is_ahead(node):
            return "future"
        entry, node = node, node.head
    if not is_verb(node):
        return "past"
    tense = tense_of(node)
    if node == direct or tense == "future":
        return tense
    if node.lemma_ in lemmas("forward_words", "VERB") and entry.dep_ not in ANY_SUBJECT:
        return "future"
    return "nominal" if tense in {"present", "ongoing"} else tense


def scheduled_by(date: Token) -> Token | None:
    """Return the verb that puts something ahead at `date`: 'called a vote for 9 May' -> called."""
    prep = date.head
    if date.dep_ != "pobj" or prep.lower_ != "for":
        return None
    verb = prep.head if prep.head.pos_ in VERBS else prep.head.head
    is_object = prep.head == verb or prep.head.dep_ in {"dobj", "nsubjpass"}
    return verb if is_object and verb.lemma_ in lemmas("forward_words", "SCHEDULE") else None


def is_put_ahead(token: Token, verb: Token) -> bool:
    """True for what `verb` schedules: itself, what stands under it, or the noun it tells of: 'a vote set for May'."""
    return token == verb or verb.is_ancestor(token) or (verb.dep_ in {"acl", "relcl"} and verb.head == token)


def is_verb(node: Token) -> bool:
    """True for a verb; a 'verb' that is subject or object is a noun tagged amiss: 'the strikes hit the town'."""
    return node.pos_ in VERBS and node.dep_ not in NOMINAL


def is_ahead(noun: Token) -> bool:
    """True for a noun that its modifiers put in the future: 'upcoming talks', 'a vote due'."""
    ahead = lemmas("forward_words", "ADJ")
    if any(c.dep_ in {"amod", "acl"} and (c.lower_ in ahead or c.lemma_ in ahead) for c in noun.children):
        return True
    for number in range(noun.i - 1, max(noun.i - PHRASE_WORDS, noun.sent.start) - 1, -1):
        word = noun.doc[number]
        if word.lower_ in ahead:
            return True
        if word.pos_ in VERBS or word.pos_ == "ADP" or word.is_punct:
            return False
    return False


def tense_of(verb: Token) -> str:
    """Return past, present, ongoing or future for a verb and its auxiliaries; an infinitive has its governor's."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(helper.lower_ in MODALS for helper in helpers):
        return "past" if any(helper.lower_ == "have" for helper in helpers) else "future"
    if any(child.dep_ == "acomp" and child.lower_ in lemmas("forward_words", "ADJ") for child in verb.children):
        return "future"
    if verb.tag_ in {"VBP", "VB"} and not helpers and verb.lemma_ in lemmas("same_past"):
        return "past"
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" or helper.lemma_ == "have" for helper in helpers):
        return "past"
    return _untensed(verb, {helper.tag_ for helper in helpers})


def _untensed(verb: Token, helpers: set[str]) -> str:
    is_present = bool(helpers & {"VBZ", "VBP"})
    if verb.tag_ == "VBN" and (is_present or not helpers):
        ahead = verb.lemma_ in lemmas("forward_words", "PARTICIPLE")
        return "future" if ahead else "present" if is_present else "past"
    if verb.tag_ == "VBG" and is_present:
        return "future" if verb.lower_ == "going" else "ongoing"
    if verb.tag_ in {"VBZ", "VBP"} or is_present:
        return "present"
    return _tense_above(verb)


def _tense_above(verb: Token) -> str:
    """An infinitive or participle: future under 'plan to', the tense of the governing verb otherwise."""
    above = verb_over(verb.head)
    if verb.head == verb or above is None:
        return "present" if verb.tag_ == "VB" else "past"
    if verb.tag_ == "VB" and above.lemma_ in lemmas("forward_words", "VERB") | {"be"}:
        return "future"
    return tense_of(above)


def clause_of_like_tense(verb: Token) -> Token | None:
    """'He said the port is lost and blamed the navy': of a verb joined to one it cannot share a tense with, the other.

    The parse hangs 'blamed' on 'is'; it goes with 'said', the first verb further up in the same tense.
    """
    if verb.tag_ not in FINITE or _finite_tag(verb) != verb.tag_ or _finite_tag(verb.head) in {verb.tag_, None}:
        return None
    node = verb.head
    while node.head != node:
        node = node.head
        if node.pos_ in VERBS and _finite_tag(node) == verb.tag_ and node.i < verb.i:
            return node
    return None


def _finite_tag(verb: Token) -> str | None:
    """Return the tag of the word with the tense: 'is' in 'is lost'; the tag of the verb itself if it stands alone.

    None for a participle that shares what stands at another verb.
    """
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if auxiliaries:
        return auxiliaries[0].tag_
    return None if verb.tag_ == "VBN" else verb.tag_
