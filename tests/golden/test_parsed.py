"""Our parse answers every question as spaCy's Doc of which it was made does."""

from itertools import combinations, combinations_with_replacement

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from presspack.documents.doc_columns import doc_of
from presspack.parse.parser import columns_of

TEXT = (
    "Ms. Ines Corvo, who leads the Green Ferry party and its wing, said on Friday that two of its 17 members, Abel Roth"
    " and Una Sild, had quit!  They'd met in Port Ellery (see www.example.org/news) and hadn't agreed."
)
VALUES = ("i", "idx", "text", "whitespace_", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "is_punct",
          "is_stop", "is_alpha", "is_space", "like_num", "like_url")  # fmt: skip
EDGES = ("left_edge", "right_edge")
GROUPS = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts", "sent")
VOCAB = spacy.blank("en").vocab


def token_facts(token):
    """What a parse says of a token, by names that both kinds of parse have."""
    values = [getattr(token, name) for name in VALUES]
    groups = [[t.i for t in getattr(token, name)] for name in GROUPS]
    return values, groups, token.head.i, bool(token.is_sent_start), len(token)


def span_facts(span):
    """What a parse says of a run of tokens."""
    return span.text, span.start, span.end, span.start_char, span.end_char, span.root.i, span.sent.start, len(span)


def facts(doc):
    """What a parse says of its tokens, sentences and entities, and of every two tokens."""
    spans = [span_facts(doc[start : end + 1]) for start, end in combinations_with_replacement(range(len(doc)), 2)]
    pairs = [one.is_ancestor(other) for one in doc for other in doc]
    parts = [span_facts(span) for span in (*doc.sents, *doc.ents)], [span.label_ for span in doc.ents]
    return doc.text, len(doc), [token_facts(token) for token in doc], spans, pairs, parts


@pytest.mark.parametrize("text", [TEXT, "", " ", "x"])
def test_it_says_of_a_text_what_spacy_says(nlp, text):
    doc = nlp(text)
    ours = doc_of(columns_of([doc]))
    assert facts(ours) == facts(doc)
    # Where branches cross, as in the trees below, the edges of spaCy are not always those of the subtree.
    assert [[getattr(t, name).i for name in EDGES] for t in ours] == [
        [getattr(t, name).i for name in EDGES] for t in doc
    ]


def test_it_finds_the_tokens_of_characters_as_spacy_does(nlp):
    doc = nlp(TEXT)
    ours = doc_of(columns_of([doc]))
    for start, end in combinations(range(len(TEXT) + 2), 2):
        theirs, found = doc.char_span(start, end, alignment_mode="expand"), ours.char_span(start, end)
        assert (theirs is None) == (found is None)
        assert theirs is None or (theirs.start, theirs.end) == (found.start, found.end)


@st.composite
def trees(draw):
    """Heads of up to nine tokens: each hangs on another one without a circle."""
    order = draw(st.permutations(range(draw(st.integers(1, 9)))))
    heads = {order[0]: order[0]}
    for number, token in enumerate(order[1:], 1):
        heads[token] = order[draw(st.integers(0, number - 1))]
    return [heads[token] for token in range(len(order))]


@given(trees(), st.data())
def test_it_reads_any_tree_as_spacy_does(heads, data):
    deps = [data.draw(st.sampled_from(["conj", "dep"])) if head != i else "ROOT" for i, head in enumerate(heads)]
    doc = Doc(VOCAB, words=[f"w{i}" for i in range(len(heads))], heads=heads, deps=deps)
    assert facts(doc_of(columns_of([doc]))) == facts(doc)


def test_of_several_parses_each_begins_a_sentence(nlp):
    docs = [nlp("A motion failed. "), nlp("no"), nlp("it passed")]
    whole = doc_of(columns_of(docs))
    assert [sentence.text for sentence in whole.sents] == ["A motion failed.", "no", "it passed"]
    assert [(t.text, t.head.text) for t in whole] == [(t.text, t.head.text) for doc in docs for t in doc]


def test_beyond_the_text_there_is_no_neighbour(nlp):
    doc = doc_of(columns_of([nlp("It passed")]))
    assert doc[0].nbor() == doc[1]
    for token, steps in ((doc[0], -1), (doc[1], 1)):
        with pytest.raises(IndexError):
            token.nbor(steps)


def test_a_list_of_any_length_can_be_read():
    names = 3000
    heads = [max(0, number - 1) for number in range(names)]
    doc = doc_of(columns_of([Doc(VOCAB, words=["Ann"] * names, heads=heads, deps=["ROOT"] + ["conj"] * (names - 1))]))
    assert len(doc[0].subtree) == len(doc[0].conjuncts) + 1 == names
    assert doc[0].right_edge.i == doc[:].root.i + names - 1 == names - 1
