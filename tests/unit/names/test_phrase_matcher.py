"""Finding known phrases: hyphens, apostrophes and accents do not matter, capitals do."""

import pytest

from presspack.names.phrase_matcher import Phrases, fits, name_key, words_of

NAMES = Phrases([
    ("Blue Dawn", "blue-dawn"), ("Blue Dawn Youth", "youth"), ("People's Accord", "accord"),
    ("WHO", "health"), ("assembly", "assembly"), ("Senate", "senate-a"), ("Senate", "senate-b"),
])  # fmt: skip


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(m.span.of(text), m.values) for m in NAMES.find(words_of(text), text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Blue Dawn won.", ["Blue Dawn"]),
        ("Blue-Dawn won, Blue – Dawn lost.", ["Blue-Dawn", "Blue – Dawn"]),
        ("BLUE DAWN WON", ["BLUE DAWN"]),
        ("Bluе Dawn", []),  # a Cyrillic letter is another letter
        ("a blue dawn", []),
        ("Blüe Dawn", ["Blüe Dawn"]),
        ("the Blue Dawn Youth", ["Blue Dawn Youth"]),
        ("People’s Accord and Peoples Accord", ["People’s Accord"]),
        ("Who said so? The WHO.", ["WHO"]),
        ("the assembly and the Assembly", ["assembly", "Assembly"]),
        ("Blue. Dawn came.", []),
        ("Blue, Dawn", []),
        ("Blue\n\nDawn", []),
        ("Blue\u00a0Dawn", ["Blue\u00a0Dawn"]),
    ],
)
def test_finds_the_longest_phrase_as_written(text: str, names: list[str]) -> None:
    assert [name for name, _ in found(text)] == names


def test_a_shared_name_gives_all_its_values() -> None:
    assert found("The Senate met.") == [("Senate", ("senate-a", "senate-b"))]


@pytest.mark.parametrize(
    ("written", "wanted", "verdict"),
    [("us", "US", False), ("US", "US", True), ("Us", "us", True), ("otan", "Otan", False), ("OTAN", "Otan", True)],
)
def test_capitals_of_a_phrase_are_asked_of_the_text(written: str, wanted: str, verdict: bool) -> None:
    assert fits(written, wanted) is verdict


@pytest.mark.parametrize("name", ["Nur-Otan", "«Nur Otan»", "nur – otan", "NUR OTAN", "Nūr Otan"])
def test_ways_to_write_one_name_share_a_key(name: str) -> None:
    assert name_key(name) == "nur otan"
