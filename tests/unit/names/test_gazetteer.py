"""Which town a name means: the only one, the one in a country named beside it, or the one that dwarfs the others."""

import pytest

from presspack.base.spans import Span
from presspack.names.gazetteer import candidates, country_name, folded, place_named, region_names, town_named


@pytest.mark.parametrize(("name", "countries", "country"), [
    ("Paris", set(), "FRA"),
    ("Paris", {"USA"}, "USA"),
    ("Paris", {"US-TX"}, "USA"),
    ("Springfield", {"US-OH"}, "USA"),
    ("Nairobi", set(), "KEN"),
    ("Springfield", set(), None),
    ("Cambridge", set(), None),
    ("Cambridge", {"GBR"}, "GBR"),
    ("Brest", set(), None),
    ("Brest", {"FRA"}, "FRA"),
    ("Nowhere at all", set(), None),
])  # fmt: skip
def test_a_name_means_a_town_only_without_doubt(name: str, countries: set[str], country: str | None) -> None:
    town = town_named(name, frozenset(countries))
    assert (town.country_code if town else None) == country


def test_an_ambiguous_name_keeps_its_candidates_and_its_place_keeps_the_name_alone() -> None:
    assert len({town.geonames_id for town in candidates("Springfield")}) > 3
    place = place_named("Springfield", Span(3, 14))
    assert (place.name, place.span, place.country_code, place.geonames_id) == ("Springfield", Span(3, 14), None, None)


def test_a_clear_name_has_coordinates_and_an_id() -> None:
    place = place_named("Nairobi", None)
    assert place.geonames_id
    assert round(place.latitude or 0) == -1
    assert round(place.longitude or 0) == 37


def test_names_are_compared_without_accents_case_and_marks() -> None:
    assert folded("  São-Tomé ") == "sao tome"
    assert [country_name(code) for code in ("VEN", "RUS", "XXX")] == ["Venezuela", "Russia", "XXX"]


def test_regions_of_all_countries_are_known_without_accents_and_notes() -> None:
    assert {"bayern", "ceara", "kagoshima", "nunavut", "texas"} <= region_names()
    assert not any("[" in name for name in region_names())
