"""Clauses of a parse: the tense of a verb, and how far apart two words stand without crossing into another clause."""

import csv
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

LEXICON = Path(__file__).parent / "lexicon"
PREPOSITIONS = frozenset({"prep", "pcomp", "agent"})
BEYOND = 99
MODALS = frozenset(
    {"will", "shall", "would", "should", "may", "might", "can", "could", "must", "wo", "'ll", "’ll", "ll"}
)


@lru_cache(maxsize=4)
def lemmas(name: str, pos: str = "") -> frozenset[str]:
    """Return the lemmas of a lexicon file, of one part of speech if given."""
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return frozenset(row["lemma"] for row in csv.DictReader(handle) if not pos or row["pos"] == pos)


def verb_over(token: Token) -> Token | None:
    """Return the nearest verb at or above `token`; None in a sentence without one."""
    node = token
    while node.pos_ not in {"VERB", "AUX"}:
        if node.head == node:
            return None
        node = node.head
    return node


def governor(token: Token) -> Token:
    """Return the word that a noun or date hangs on, prepositions skipped: 'held ... in July' -> held."""
    node = token.head
    while (node.pos_ == "ADP" or node.dep_ in PREPOSITIONS) and node.head != node:
        node = node.head
    return node


def tense_around(token: Token) -> str:
    """Return the tense in which a phrase at `token` is told: past, present, ongoing or future."""
    ahead, node = lemmas("forward_words", "ADJ"), governor(token)
    direct = node
    while node.pos_ not in {"VERB", "AUX"} and node.head != node:
        if any(
            child.dep_ in {"amod", "acl"} and (child.lower_ in ahead or child.lemma_ in ahead)
            for child in node.children
        ):
            return "future"
        node = node.head
    if node.pos_ not in {"VERB", "AUX"}:
        return "past"
    if node != direct and node.lemma_ in lemmas("forward_words", "VERB"):
        return "future"
    return tense_of(node)


def tense_of(verb: Token) -> str:
    """Return past, present, ongoing or future for a verb with its auxiliaries; an infinitive has that of its governor."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(helper.lower_ in MODALS for helper in helpers):
        return "past" if any(helper.lower_ == "have" for helper in helpers) else "future"
    if any(child.lower_ in lemmas("forward_words", "ADJ") for child in verb.children if child.dep_ == "acomp"):
        return "future"
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" or helper.lemma_ == "have" for helper in helpers):
        return "past"
    if verb.tag_ == "VBG" and any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers):
        return "future" if verb.lower_ == "going" else "ongoing"
    if verb.tag_ == "VBN" and not helpers:
        return "future" if verb.lemma_ in lemmas("forward_words", "VERB") else "past"
    if verb.tag_ in {"VBZ", "VBP"} or any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers):
        return "future" if verb.tag_ == "VBN" and verb.lemma_ in lemmas("forward_words", "VERB") else "present"
    return _tense_above(verb)


def _tense_above(verb: Token) -> str:
    """An infinitive or participle: ahead of 'plan to', as the governing verb otherwise."""
    if verb.head == verb:
        return "past" if verb.tag_ != "VB" else "present"
    above = verb_over(verb.head)
    if above is None:
        return "past"
    infinitive = verb.tag_ == "VB"
    return "future" if infinitive and above.lemma_ in lemmas("forward_words", "VERB") | {"be"} else tense_of(above)


def distance(token: Token, phrase: Token) -> int:
    """Return how many steps lead from `token` to a date or place at `phrase` in one clause; BEYOND if another begins."""
    above = {token.i: 0}
    node, cost = token, 0
    while node.head != node:
        cost += step_up(node)
        node = node.head
        above[node.i] = cost
    node, down, way = phrase, 0, []
    while node.i not in above:
        if node.head == node:
            return BEYOND
        way.append(node)
        node = node.head
    down = sum(step_down(step, token) for step in way)
    return min(above[node.i] + down, BEYOND)


def step_up(node: Token) -> int:
    """Return the cost of going from `node` to its head: clauses with a subject of their own shut their dates in."""
    if node.dep_ == "ccomp" or (node.dep_ == "csubj"):
        return BEYOND
    if node.dep_ in {"relcl", "acl"}:
        return 2 if is_time_clause(node) else BEYOND
    if node.dep_ == "advcl":
        return BEYOND if has_subject(node) else 3
    if node.dep_ == "conj":
        return 2
    return 1


def step_down(node: Token, token: Token) -> int:
    """Return the cost of going from the head of `node` down to it, in search of the date of `token`."""
    head = node.head
    if node.dep_ in {"ccomp", "csubj", "parataxis"}:
        return BEYOND
    if node.dep_ in {"relcl", "acl"}:
        return 1 if head == token else BEYOND
    if node.dep_ == "advcl":
        return BEYOND if has_subject(node) else 3
    if node.dep_ == "conj":
        return BEYOND if has_subject(node) else 4
    if head != token and head.pos_ in {"NOUN", "PROPN"} and shut_in(node):
        return BEYOND
    return 1


def shut_in(node: Token) -> bool:
    """True for a modifier that belongs to its noun alone: 'the July vote', 'last year's vote', 'the vote of July'."""
    return node.dep_ in {"compound", "nmod", "nummod", "amod", "poss", "appos"} or (
        node.dep_ == "prep" and node.lower_ == "of"
    )


def is_time_clause(node: Token) -> bool:
    """True for a relative clause that tells what happened then: 'the year when', 'the day on which'."""
    asks = any(child.lower_ in {"when", "which"} for child in node.subtree if child.i < node.i)
    return asks and node.head.lemma_.lower() in lemmas("time_nouns")


def has_subject(verb: Token) -> bool:
    """True if the verb has a subject of its own."""
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in verb.children)
