"""Headlines in the present whose verb the parse takes for a noun, and noun phrases that have no verb."""

import pytest

from presspack.documents.document import Part, Text
from presspack.extract.article import extraction_of
from presspack.names.authority import Authority
from presspack.parse.parser import documents

CASES = [
    ("Senate repeals law", [("LEGISLATE", "repeals", ["Senate"], ["law"])]),
    ("Ivo Lund disbands federation", [("FOUND", "disbands", ["Ivo Lund"], ["federation"])]),
    ("Police search house", [("COERCE", "search", ["Police"], ["house"])]),
    ("Union demands higher pay", [("REQUEST", "demands", ["Union"], ["higher pay"])]),
    ("Court sentences editor to nine years", [("COERCE", "sentences", ["Court"], ["editor"])]),
    ("Government plans for reform", []),
    ("Teachers union leader", []),
    ("Weekly markets report", []),
    ("Police reports of violence", []),
    ("Election campaign finance rules", []),
]


@pytest.fixture(scope="module")
def told(nlp):
    texts = [Text(words, words, (Part(0, len(words), "title"),), "2024-05-15") for words, _ in CASES]
    found = {}
    for document in documents(nlp, texts):
        events = extraction_of(document, Authority((), ()), default_dollar="USD").events
        found[document.text] = [
            (
                e.type_code,
                document.words(e.trigger),
                *([document.words(p.span) for p in e.participants if p.role_code == r] for r in ("agent", "target")),
            )
            for e in events
        ]
    return found


@pytest.mark.parametrize(("words", "events"), CASES, ids=[words for words, _ in CASES])
def test_events_of_a_headline(told, words, events):
    assert told[words] == events
