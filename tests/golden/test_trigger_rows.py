"""Rows of triggers without a word of the text change nothing in it: that is what the keys of kept rows rely on."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract import clauses, events
from pipeline.extract.article import extraction_of
from pipeline.extract.authority import Authority
from pipeline.extract.event_lexicon import read_lexicon, rows_about, stems
from pipeline.parse import documents, plain_text
from pipeline.parse_shard import words_of

SENTENCES = Path(__file__).parent / "events" / "sentences.csv"


@pytest.fixture(scope="module")
def parsed(nlp):
    with SENTENCES.open(encoding="utf-8", newline="") as handle:
        texts = [row["sentence"] for row in csv.DictReader(handle)][::9]
    return list(documents(nlp, [plain_text(str(number), text) for number, text in enumerate(texts)]))


def extracted(document):
    return extraction_of(document, Authority((), ()), default_dollar="USD")


def test_other_triggers_change_nothing(parsed, monkeypatch):
    full = [extracted(document) for document in parsed]
    assert sum(len(found.events) for found in full) > 10
    lexicon, lemmas = read_lexicon(), clauses.lemmas
    for document, before in zip(parsed, full, strict=True):
        known = {stem for word in words_of(document.doc) for stem in stems(word)}
        fewer = replace(lexicon, triggers={key: rows for key, rows in lexicon.triggers.items() if key[0] in known})
        monkeypatch.setattr(events, "read_lexicon", lambda fewer=fewer: fewer)
        monkeypatch.setattr(
            clauses,
            "lemmas",
            lambda name, pos="", known=known: (
                lemmas(name, pos) & known if name == "event_triggers" else lemmas(name, pos)
            ),
        )
        assert extracted(document) == before


def test_rows_of_a_text_are_those_of_its_words_with_and_without_endings():
    assert rows_about([]) == []
    assert rows_about(["xyzzy"]) == []
    assert rows_about(["protested"]) == rows_about(["protest"]) != []
    assert rows_about(["signed", "protest", "signed"]) == rows_about(["protest", "sign"])
