"""What holds for any text: mentions lie in it, keys are unique, and a second reading finds the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presspack.documents.document import Document
from presspack.extract.actors.extraction import actors_in
from presspack.names.authority import Alias, Authority, KnownActor
from presspack.names.phrase_matcher import Phrases, words_of
from presspack.names.romanisation import same_person, spelling_key, word_key
from presspack.parse.parser import documents, plain_text
from presspack.resolve.actors import resolved

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "and",
        "said",
        "Blue",
        "Dawn",
        "party",
        "Party",
        "President",
        "chairman",
        "Mira",
        "Kovalenko",
        "Ministry",
        "of",
        "Trade",
        "Austria",
        "Austrians",
        "led",
        "by",
        ",",
        ".",
        '"',
        "'",
        "–",
        "-",
        "(",
        ")",
        "«",
        "»",
        "Head",
        "State",
        "UMF",
        "Union",
        "leader",
        "who",
        "he",
        "she",
        "it",
        "its",
        "Assembly",
        "A",
        "Mr",
        "John",
        "O'Hara",
        "2021",
        "\n\n",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
AUTHORITY = Authority(
    (KnownActor("blue-dawn", "Blue Dawn", "party", "AUT"), KnownActor("dora", "Dora Ehrlich", "person", "AUT")),
    (Alias("Head of State", "dora", "title"), Alias("Assembly", "blue-dawn")),
)
NAMES = st.text(st.sampled_from("abeikoyzhj ABKZ-'’шщайё"), max_size=20)


@pytest.fixture(scope="module")
def read(nlp):
    def document(text: str) -> Document:
        return next(documents(nlp, [plain_text("a", text, "2021-05-05")]))

    return document


@settings(max_examples=60)
@given(text=TEXTS)
def test_mentions_lie_in_the_text_and_keys_are_unique(read, text: str) -> None:
    document = read(text)
    found = actors_in(document, AUTHORITY)
    keys = [entity.key for entity in (*found.entities, *found.groups)]
    assert len(keys) == len(set(keys))
    spans = [mention.span for entity in found.entities for mention in entity.mentions]
    assert len(spans) == len(set(spans))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
    for entity in found.entities:
        assert entity.name in {document.words(mention.span) for mention in entity.mentions}
    assert {role.entity for role in found.roles} <= set(keys)
    assert set(found.referents.values()) <= set(keys)
    assert actors_in(read(text), AUTHORITY) == found


@given(text=st.text(max_size=80))
def test_words_are_where_they_say(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
    Phrases([("Blue Dawn", "x")]).find(words_of(text), text)


@given(left=NAMES, right=NAMES)
def test_scores_are_shares_and_agree_both_ways(left: str, right: str) -> None:
    assert 0 <= same_person(left, right) <= 1
    assert same_person(left, right) == same_person(right, left)
    if spelling_key(left):
        assert same_person(left, left) == 1
    assert word_key(word_key(left)) is not None


ENTITIES = st.lists(
    st.fixed_dictionaries(
        {
            "entity_id": st.uuids().map(str),
            "article_id": st.sampled_from("abcdef"),
            "name": st.sampled_from(
                ["Ann Bell", "Ann Béll", "Bell", "Anna Bell", "Blue Dawn", "BD", "Dora Ehrlich", "President"]
            ),
            "type_code": st.sampled_from(["person", "party", "organisation"]),
            "country_code": st.sampled_from([None, "AUT", "BEL"]),
            "organisations": st.sampled_from([(), ("Blue Dawn",), ("X", "Y")]),
        }
    ),
    max_size=12,
)


@given(entities=ENTITIES, seed=st.randoms(use_true_random=False))
def test_every_entity_gets_one_actor_whatever_the_order(placed, entities: list[dict], seed) -> None:
    forms, form_of = placed(entities, AUTHORITY)
    found = resolved(forms, AUTHORITY)
    assert form_of.keys() == {entity["entity_id"] for entity in entities}
    assert {found.links[form].actor_id for form in form_of.values()} == {actor.actor_id for actor in found.actors}
    assert len({actor.actor_id for actor in found.actors}) == len(found.actors)
    shuffled = entities[:]
    seed.shuffle(shuffled)
    again, form_again = placed(shuffled, AUTHORITY)
    assert (resolved(again, AUTHORITY), form_again) == (found, form_of)
