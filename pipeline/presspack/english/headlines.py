"""Verbs of headlines that the parse takes for nouns: 'Parliament repeals decree' is no kind of decree."""

from collections.abc import Callable

from presspack.documents.doc import Span, Token
from presspack.english.labels import NOUNS

PLURAL = frozenset({"NNS", "NNPS"})
TENSED = frozenset({"VBD", "VBN", "VBP", "MD"})
WITHIN_NOUNS = frozenset({"compound", "amod", "nmod"})
BEGIN_OBJECT = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"})
PREPOSITIONS = frozenset({"IN", "TO", "RP"})
ENDS_OBJECT = frozenset({"ADP", "PART", "PUNCT", "SCONJ", "CCONJ", "ADV"})


def with_verb(sentence: Span, lemma_of: Callable[[str], str | None], acts: Callable[[Token], bool]) -> bool:
    """Hang the words of a headline without a verb on the one that is a verb; tell whether there is one.

    `lemma_of` gives the lemma of a form that may be a verb, `acts` says that a noun is somebody who may do something.
    """
    if any(t.tag_ in TENSED or t.pos_ == "AUX" or (t.tag_ == "VBZ" and _is_read(t)) for t in sentence):
        return False
    for verb in sentence.tokens[1:-1]:
        lemma = _lemma(verb, lemma_of, acts)
        if lemma is not None:
            _hang(sentence, verb, lemma)
            return True
    return False


def _is_read(verb: Token) -> bool:
    return verb.dep_ not in WITHIN_NOUNS and any(c.dep_ in {"nsubj", "nsubjpass", "dobj"} for c in verb.children)


def _lemma(word: Token, lemma_of: Callable[[str], str | None], acts: Callable[[Token], bool]) -> str | None:
    """Return the lemma if a doer stands before the word, something that may be done to behind it, and it agrees."""
    before, after = word.nbor(-1), word.nbor()
    goes_on = after.pos_ in BEGIN_OBJECT or after.tag_ in PREPOSITIONS
    if before.pos_ not in NOUNS or not acts(before) or not goes_on or after.lower_ == "of":
        return None
    is_plural = before.tag_ in PLURAL and before.ent_type_ == ""
    lemma = lemma_of(word.lower_) if word.is_alpha else None
    agrees = lemma is not None and (lemma == word.lower_ if is_plural else word.lower_ in {f"{lemma}s", f"{lemma}es"})
    return lemma if agrees else None


def _hang(sentence: Span, verb: Token, lemma: str) -> None:
    tokens, doer = sentence.doc.tokens, verb.nbor(-1)
    end = next((t.i for t in tokens[verb.i + 1 : sentence.end] if t.pos_ in ENDS_OBJECT), sentence.end)
    done_to = tokens[end - 1] if end > verb.i + 1 else None
    verb.pos_, verb.tag_, verb.lemma_, verb.dep_ = "VERB", "VBZ", lemma, "ROOT"
    heads = {verb.i: verb.i, doer.i: verb.i}
    doer.dep_ = "nsubj"
    for token in tokens[sentence.start : doer.i]:
        if not sentence.start <= token.head.i <= doer.i or token.head is token:
            heads[token.i], token.dep_ = doer.i, "compound"
    if done_to is not None:
        heads[done_to.i], done_to.dep_ = verb.i, "dobj"
        for token in tokens[verb.i + 1 : done_to.i]:
            if not verb.i < token.head.i <= done_to.i or token.head is token:
                heads[token.i] = done_to.i
                token.dep_ = token.dep_ if token.dep_ in WITHIN_NOUNS | {"det", "poss", "nummod"} else "compound"
    for token in tokens[end : sentence.end]:
        if token.head.i < end or token.head is token:
            heads[token.i] = verb.i
            token.dep_ = "prep" if token.pos_ == "ADP" and token.dep_ != "prt" else _label(token)
    sentence.doc.rehang(heads)


def _label(token: Token) -> str:
    return "xcomp" if token.tag_ == "VB" else token.dep_
