"""Country names and demonyms, and whether a country named in a sentence acts or is a mere place."""

from functools import lru_cache

import pycountry
from babel import Locale

from presspack.documents.doc import Token
from presspack.english.labels import SUBJECTS_OR_CLAUSE
from presspack.english.lexicon import codes, rows
from presspack.names.geonames_tables import table
from presspack.names.phrase_matcher import name_key

BEFORE_A_NOUN = frozenset({"compound", "nmod"})
OBJECTS = frozenset({"dobj", "obj", "iobj", "dative", "agent"})
# What a noun before the preposition must be for a state to do or undergo it: 'war on X', 'aid to X', 'a request of X'.
BY_PREPOSITION = {
    "on": frozenset({"striking"}),
    "to": frozenset({"giving"}),
    "for": frozenset({"giving", "undergoing"}),
    "of": frozenset({"undergoing", "doing", "giving"}),
    "from": frozenset({"doing"}),
}
# What belongs to a state that acts: "X's threat", "X's raid", "X's support"; and, before the noun: 'X demands'.
OWNED, BEFORE_NOUN = frozenset({"doing", "striking", "giving"}), frozenset({"doing"})


@lru_cache(maxsize=1)
def country_names() -> tuple[tuple[str, str], ...]:
    """Return (name, ISO 3166-1 alpha-3) of every country in English, with common variants; extinct states have ""."""
    found = {row["name"]: row["country_code"] for row in rows("country_names")}
    three = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for two, name in Locale("en").territories.items():
        if two in three and "&" not in name:
            found.setdefault(name, three[two])
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            if name and "," not in name:
                found.setdefault(name, country.alpha_3)
    return tuple(sorted(found.items()))


@lru_cache(maxsize=1)
def names_by_code() -> dict[str, tuple[str, ...]]:
    """Return ISO 3166-1 alpha-3 -> the country's names."""
    found: dict[str, list[str]] = {}
    for name, code in country_names():
        found.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in found.items()}


@lru_cache(maxsize=1)
def capital_codes() -> dict[str, str]:
    """Return capital (folded) -> ISO 3166-1 alpha-3, from GeoNames."""
    return {name_key(row["capital"]): row["country_code"] for row in table("capitals")}


@lru_cache(maxsize=1)
def codes_by_name() -> dict[str, str]:
    """Return country name or demonym (folded) -> ISO 3166-1 alpha-3 ("" for extinct states)."""
    found = {name_key(name): code for name, code in country_names()}
    return {**{name_key(row["word"]): row["country_code"] for row in rows("demonyms")}, **found}


def acts(token: Token) -> bool:
    """True when the country that `token` heads takes part in what happens, rather than being where it happens."""
    head = token
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ in SUBJECTS_OR_CLAUSE or head.dep_ in OBJECTS:
        return True
    cues = codes("country_cues")
    if head.dep_ == "poss":
        return cues.get(head.head.lemma_) in OWNED
    if head.dep_ in BEFORE_A_NOUN:
        return cues.get(head.head.lemma_) in BEFORE_NOUN
    if head.dep_ != "pobj":
        return False
    preposition = head.head
    acting = cues.get(preposition.lower_) == "acting"
    if preposition.dep_ == "agent" or acting:
        return not acting or preposition.head.lemma_ not in codes("place_nouns")  # 'the border between X and Y'
    return cues.get(preposition.head.lemma_) in BY_PREPOSITION.get(preposition.lower_, ())
