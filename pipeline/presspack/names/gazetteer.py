"""The gazetteer of GeoNames: countries and towns by name, and which of several towns a name means."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import pycountry
from anyascii import anyascii
from babel import Locale

from presspack.base.spans import Span
from presspack.names.geonames_tables import BETWEEN_NAMES, rows, table

# A name means its largest town when that is this many times larger than the next one, and no small town itself.
DOMINANCE = 10
LARGE = 100_000
NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: the words, and what a gazetteer knows of it where there is no doubt."""

    name: str
    span: Span | None
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer."""

    geonames_id: int
    name: str
    country_code: str
    region: str
    population: int
    latitude: float
    longitude: float


class TownRow(NamedTuple):
    """A row of the table of towns, as it is written there."""

    geonames_id: str
    name: str
    country_code: str
    region: str
    population: str
    latitude: str
    longitude: str
    other_names: str


def folded(name: str) -> str:
    """Return a name without accents, case and marks: "São Paulo" -> "sao paulo"."""
    plain = (name if name.isascii() else anyascii(name)).casefold()
    return plain if plain.isalpha() else " ".join(NOT_LETTERS.sub(" ", plain).split())


@lru_cache(maxsize=1)
def region_names() -> frozenset[str]:
    """Return the folded names of the regions of all countries (ISO 3166-2): states, provinces, counties.

    The file of pycountry is read as it is: an object for each region would take four times as long.
    """
    text = (files(pycountry) / "databases" / "iso3166-2.json").read_text(encoding="utf-8")
    return frozenset(folded(region["name"].partition("[")[0]) for region in json.loads(text)["3166-2"])


@lru_cache(maxsize=1)
def rows_by_name() -> dict[str, list[TownRow]]:
    """Return the gazetteer's rows of towns of more than 15,000 people by folded name."""
    index: dict[str, list[TownRow]] = {}
    for row in map(TownRow._make, rows("towns")):
        others = row.other_names.split(BETWEEN_NAMES) if row.other_names else []
        for key in (folded(row.name), *others):
            index.setdefault(key, []).append(row)
    return index


@lru_cache(maxsize=1)
def three_letters() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 -> alpha-3."""
    return {country.alpha_2: country.alpha_3 for country in pycountry.countries}


@lru_cache(maxsize=20_000)
def candidates(name: str) -> tuple[Town, ...]:
    """Return every town a name may mean, the largest first: candidates("Paris") -> Paris in France, in Texas, ..."""
    found = [
        _town(row, code)
        for row in rows_by_name().get(folded(name), ())
        if (code := three_letters().get(row.country_code))
    ]
    return tuple(sorted(found, key=lambda town: (-town.population, town.geonames_id)))


def _town(row: TownRow, code: str) -> Town:
    number, people = int(row.geonames_id), int(row.population)
    return Town(number, row.name, code, row.region, people, float(row.latitude), float(row.longitude))


def town_named(name: str, beside: frozenset[str]) -> Town | None:
    """Return the town a name means where there is no doubt.

    `beside` are codes of countries, or of states ("US-TX"), named beside it or at home in the article. Of several towns
    the only one there; else the largest, if at least `LARGE` and `DOMINANCE` times the next. A single town of the
    gazetteer must be there or large, for the name may mean a village that the gazetteer does not have.
    """
    found = candidates(name)
    there = [town for town in found if not beside.isdisjoint(areas_of(town))]
    for group, floor in ((there, 0), (list(found), LARGE)):
        if group and is_clear(group) and group[0].population >= floor:
            return group[0]
    return None


@lru_cache(maxsize=20_000)
def country_of_town(name: str) -> str | None:
    """Return the country of a large town or a state of the United States: "Lima" -> "PER", "Texas" -> "USA"."""
    if folded(name) in states():
        return "USA"
    town = town_named(name, frozenset())
    return town.country_code if town else None


def areas_of(town: Town) -> set[str]:
    """Return the codes of the country and, in the United States, the state of a town: {"USA", "US-TX"}."""
    return {town.country_code, f"US-{town.region}"} if town.country_code == "USA" else {town.country_code}


def is_clear(towns: list[Town]) -> bool:
    """True if the first of the towns is the only one or dwarfs the second."""
    return len(towns) == 1 or towns[0].population >= DOMINANCE * towns[1].population


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Return the states of the United States by folded name: {"texas": "US-TX"}."""
    return {folded(row["name"]): f"US-{row['code']}" for row in table("us_states")}


def place_named(name: str, span: Span | None, beside: frozenset[str] = frozenset()) -> Place:
    """Return the place of a name with country, coordinates and id where the gazetteer is sure; else the name alone."""
    town = town_named(name, beside)
    if town is None:
        return Place(name, span)
    return Place(name, span, town.country_code, town.latitude, town.longitude, town.geonames_id)


@lru_cache(maxsize=256)
def country_name(code: str) -> str:
    """Return the usual English name of a country: "VEN" -> "Venezuela"; the code itself if there is no such country."""
    country = pycountry.countries.get(alpha_3=code)
    return str(Locale("en").territories.get(country.alpha_2, country.name)) if country else code
