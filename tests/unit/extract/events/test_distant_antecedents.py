"""Actors behind 'both', 'they', 'the two sides' and 'it' whose noun stands in the sentence before."""

import pytest

from presspack.extract.article import extraction_of
from presspack.names.authority import Authority
from presspack.parse.parser import documents, plain_text

CASES = [
    (
        "Two unions, Harbour Union and Toll Union, did not nominate any candidates. Ann Lund criticised both.",
        ("ACCUSE", "target"),
        ["Harbour Union", "Toll Union"],
    ),
    (
        "Harbour Union and Toll Union signed a contract. They also asked the court for help.",
        ("REQUEST", "agent"),
        ["Harbour Union", "Toll Union"],
    ),
    (
        "The question comes from the Toll Institute, which published a report on Friday. Fines would not be enough, "
        "the report says. It calls on the deputies of Peru to admit their mistakes.",
        ("REQUEST", "agent"),
        ["Toll Institute"],
    ),
    ("Talks on tolls failed. Both blamed the ministry.", ("ACCUSE", "agent"), []),
    ("Harbour Union, Toll Union and Road Union met. Both blamed the ministry.", ("ACCUSE", "agent"), []),
]


@pytest.mark.parametrize(("text", "where", "names"), CASES, ids=lambda value: str(value)[:30])
def test_actors_of_the_sentence_before(nlp, text, where, names):
    (document,) = documents(nlp, [plain_text("a", text, "2024-05-15")])
    found = extraction_of(document, Authority((), ()), default_dollar="USD")
    by_key = {entity.key: entity.name for entity in found.entities}
    type_code, role = where
    told = [p for e in found.events if e.type_code == type_code for p in e.participants if p.role_code == role]
    assert sorted(by_key[p.entity] for p in told if p.entity) == names
