"""What the look of a name alone says: people of many countries, and parties by their colour."""

import pytest

from presspack.english.lexicon import codes
from presspack.extract.actors.name_clues import looks_like_person


@pytest.mark.parametrize(
    "name",
    [
        "Snežana Vukčević",
        "Kwabena Asante",
        "Tran Minh Duc",
        "Park Ji-hoon",
        "Maria van der Berg",
        "Nusrat Rahman",
        "Lucía Ocampo",
        "Giorgos Papadopoulos",
        "Fiona Kelly",
        "H. Lindqvist",
    ],
)
def test_people_of_many_countries_look_like_people(name: str) -> None:
    assert looks_like_person(name)


@pytest.mark.parametrize("name", ["Civic Alliance", "Green Left", "Hyde Park", "Radio Tarn", "Harbour"])
def test_other_names_do_not(name: str) -> None:
    assert not looks_like_person(name)


def test_state_bodies_without_a_name_are_of_the_government() -> None:
    assert codes("group_nouns")["security forces"] == "government"
    assert codes("group_nouns")["protesters"] == ""
