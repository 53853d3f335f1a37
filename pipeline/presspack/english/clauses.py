"""Clauses of a parse: how far apart two words stand without crossing into what another clause tells."""

from presspack.documents.doc import Token
from presspack.english.labels import ANY_SUBJECT, FINITE, NOUNS, VERBS
from presspack.english.lexicon import word_class, words

BEYOND = 99
LOST_WITHIN = 12
# Clauses joined by these happen at the time of the clause they hang on.
AT_ONCE = word_class("at_once", "function_words")
# A noun after these takes part in what its verb tells, and shares its date: 'took part in the vote'.
TAKING_PART = word_class("taking_part_preposition", "function_words")
ADVERBIAL = frozenset({"advcl", "pcomp"})
COSTS = {"advcl": 3, "pcomp": 2, "conj": 2}
MODIFIERS = frozenset({"compound", "nmod", "nummod", "amod", "poss", "appos"})


def lemmas(name: str, pos: str = "") -> frozenset[str]:
    """Return the lemmas of a lexicon file, of one part of speech if given."""
    return words(name, pos=pos) if pos else words(name)


def is_occasion(token: Token) -> bool:
    """True for a noun that tells of something happening: 'vote', 'talks', 'arrest'."""
    return token.pos_ in NOUNS and token.lemma_.lower() in lemmas("event_triggers", "NOUN")


def verb_over(token: Token) -> Token | None:
    """Return the nearest verb at or above `token`; None in a sentence without one."""
    node = token
    while node.pos_ not in VERBS and node.head != node:
        node = node.head
    return node if node.pos_ in VERBS else None


def has_subject(verb: Token) -> bool:
    """True if the verb has a subject of its own."""
    return any(child.dep_ in ANY_SUBJECT for child in verb.children)


def distance(token: Token, phrase: Token) -> int:
    """Return how many steps lead from `token` to a date or place at `phrase`; BEYOND if it belongs to something else.

    'On Monday police said two men resigned': far from 'resigned', which is told in a clause of its own.
    """
    if is_occasion(token) and follows(token, phrase):
        return 1
    cost = {token.i: 0}
    node, steps = token, 0
    while node.head != node:
        steps += step_up(node, token)
        node = node.head
        cost[node.i] = steps
    node, way = phrase, list[Token]()
    while node.i not in cost:
        way.append(node)
        node = node.head
    down = sum(step_down(step, token, phrase) for step in way)
    return min(cost[node.i] + down, BEYOND)


def follows(noun: Token, phrase: Token) -> bool:
    """True for 'in 2019' in 'left after the vote in 2019', whatever verb the parse hangs it on."""
    apart = noun.dep_ == "pobj" and noun.head.lower_ not in TAKING_PART and noun.head.lower_ != "of"
    return apart and phrase.dep_ == "pobj" and phrase.head.i == noun.i + 1


def step_up(node: Token, token: Token) -> int:
    """Return the cost of going from `node` to its head: a clause with a subject shuts its date in."""
    if is_shut(node):
        return BEYOND
    if node.dep_ in {"relcl", "acl"}:
        return 2 if is_time_clause(node) or _goes_on_there(node) else BEYOND
    if node.dep_ not in ADVERBIAL and is_occasion(token):
        return step_from_noun(node, node.head, token)
    return COSTS.get(node.dep_, 1)


def step_from_noun(node: Token, head: Token, token: Token) -> int:
    """Return the cost of going up from an occasion: to a verb that holds it, not to one that talks about it."""
    if node.dep_ == "pobj" and head.lower_ == "of":
        return 1 if head.head.lemma_.lower() in lemmas("carrier_nouns") or head.head.pos_ in VERBS else BEYOND
    if node.dep_ == "pobj" and head.lower_ not in TAKING_PART:
        return BEYOND
    if node == token and head.pos_ in VERBS and head.lemma_ in lemmas("judging_verbs"):
        return BEYOND
    return 2 if node.dep_ == "conj" else 1


def step_down(node: Token, token: Token, phrase: Token) -> int:
    """Return the cost of going from the head of `node` down to it, in search of the date or place of `token`."""
    head = node.head
    if is_shut(node) or (node.dep_ == "conj" and has_subject(node)):
        return BEYOND
    if node.dep_ in {"relcl", "acl"}:
        return 1 if head == token and is_occasion(token) else BEYOND
    if node.dep_ not in COSTS and head != token and head.pos_ in NOUNS:
        return step_into_noun(node, head, phrase)
    return 4 if node.dep_ == "conj" else COSTS.get(node.dep_, 1)


def step_into_noun(node: Token, head: Token, phrase: Token) -> int:
    """Return the cost of taking the modifier of another noun: parses hang 'in July' on the nearest, right or not."""
    hangs = node == phrase or (node.dep_ == "prep" and node == phrase.head)
    if not hangs:
        return 1
    if node.dep_ in MODIFIERS or (node.dep_ == "prep" and node.lower_ == "of"):
        return BEYOND
    if is_occasion(head):
        held = head.dep_ in {"dobj", "nsubj", "nsubjpass"} and head.head.lemma_ in lemmas("occurrence_verbs")
        return 2 if held else BEYOND
    return 2


def is_shut(node: Token) -> bool:
    """True for a clause that tells a thing of its own: with a subject, and not of the same time as its main clause."""
    if node.dep_ in {"ccomp", "csubj", "parataxis"}:
        return True
    if node.dep_ == "pcomp" and node.head.head.lemma_ in lemmas("blaming_verbs"):
        return True  # 'accused the army of arresting him in May'
    return node.dep_ in ADVERBIAL and has_subject(node) and not (node.dep_ == "advcl" and is_at_once(node))


def is_at_once(verb: Token) -> bool:
    """True for an adverbial clause of what happens at the same time: 'when', 'while', 'as'."""
    return any(child.lower_ in AT_ONCE and child.dep_ in {"mark", "advmod"} for child in verb.children)


def _goes_on_there(verb: Token) -> bool:
    """True for 'flew to Rome, where she met the pope': told as the next thing of the same time."""
    there = any(child.lower_ == "where" for child in verb.children)
    return there and verb.tag_ == "VBD" and verb.head.dep_ == "pobj" and verb.head.head.head.tag_ == "VBD"


def is_time_clause(verb: Token) -> bool:
    """True for a relative clause that tells what happened then: 'the year when', 'the day on which'."""
    asks = any(word.lower_ in {"when", "which"} and word.i < verb.i for word in verb.subtree)
    return asks and (verb.head.lemma_.lower() in lemmas("time_nouns") or verb.head.ent_type_ == "DATE")


def lost_predicate(noun: Token) -> Token | None:
    """Return the verb after `noun` that the parse left without a subject: 'X left and polls were held' -> held."""
    for token in noun.doc[noun.i + 1 : min(noun.i + LOST_WITHIN, noun.sent.end)]:
        if token.dep_ in ANY_SUBJECT or token.is_punct or token.pos_ == "CCONJ":
            return None
        if token.dep_ in {"aux", "auxpass"} and token.tag_ in FINITE:
            return token.head if not has_subject(token.head) else None
    return None


def calls_to_an_office(verb: Token) -> bool:
    """'The mayor named Ann Lund chair.', where the parse takes the name for a part of the office."""
    offices = [c for c in verb.children if c.dep_ == "oprd"]
    return is_main_clause(verb) and any(c.pos_ == "PROPN" for office in offices for c in office.lefts)


def is_main_clause(verb: Token) -> bool:
    """'The mayor named Ann Lund chair.': a past tense that the parse hangs on the noun it takes for the sentence."""
    noun, labels = verb.head, {c.dep_ for c in verb.children}
    stands_alone = noun.dep_ == "ROOT" and noun.pos_ not in VERBS and noun.i < verb.i
    told = bool(labels & {"oprd", "dobj"}) and "agent" not in labels
    return verb.dep_ == "acl" and verb.tag_ in {"VBD", "VBN"} and stands_alone and told
