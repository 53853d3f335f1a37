"""Readable ids of actors that stay what they were: from the authority, from the release before, else from the name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from presspack.base.ids import digest
from presspack.names.authority import is_common
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key

NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Parties, bodies of a state and groups are of one country each; many have the same name.
_CARRIERS = frozenset({"government", "group"})
APOSTROPHE = re.compile(r"['’`ʼ]")


def slug(name: str) -> str:
    """Return a readable id for a name in any script: "Anna-Maria Bell" -> "anna-maria-bell"."""
    plain = APOSTROPHE.sub("", name if name.isascii() else without_marks(name))
    return NOT_SLUG.sub("-", (plain if plain.isascii() else anyascii(plain)).lower()).strip("-") or "actor"


def without_marks(text: str) -> str:
    """Return a text without what stands above or below its letters: "é" -> "e"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Claim:
    """What an actor brings to the choice of its id: its forms' keys, all its names, and how much it is mentioned."""

    root: str
    name: str
    type_code: str
    country_code: str | None
    names: tuple[str, ...]
    authority_id: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The id of every actor by its root form, and the ids of the release before that now mean another: old -> new."""

    by_root: dict[str, str]
    same_as: dict[str, str]


def identifiers(
    claims: Iterable[Claim], reserved: Iterable[str], previous: Mapping[tuple[str, str], str]
) -> Identifiers:
    """Return an id for each actor. `previous` maps (type, folded name) to the id that the last release gave it.

    The id of a party or body of a state says its country ('supreme-court-ken'). Of two actors with one slug the more
    mentioned has it; the other's gets its country, type or a digest added.
    """
    ordered = sorted(claims, key=lambda claim: (claim.authority_id is None, -claim.mentions, claim.root))
    taken = set(reserved) | set(previous.values())
    found: dict[str, str] = {}
    same_as: dict[str, str] = {}
    given: set[str] = set()
    for claim in ordered:
        before = sorted({i for name in claim.names if (i := previous.get((claim.type_code, name_key(name))))})
        kept = claim.authority_id or next((i for i in before if i not in given), None)
        actor_id = kept or _free(claim, taken)
        found[claim.root] = actor_id
        given.add(actor_id)
        taken.add(actor_id)
        same_as |= {old: actor_id for old in before if old != actor_id}
    return Identifiers(found, {old: new for old, new in sorted(same_as.items()) if old not in given})


def _is_anywhere(claim: Claim, base: str) -> bool:
    """True for a name that bodies of many countries bear and that does not say its own: 'Supreme Court'."""
    if claim.type_code not in _CARRIERS and not is_common(claim.name):
        return False
    return claim.type_code != "country" and not any(
        f"-{name}-" in f"-{base}-" for name in _names_of(claim.country_code)
    )


@lru_cache(maxsize=256)
def _names_of(country_code: str | None) -> frozenset[str]:
    return frozenset(slug(name) for name, code in codes_by_name().items() if code == country_code)


def _free(claim: Claim, taken: set[str]) -> str:
    base = slug(claim.name)
    with_code = f"{base}-{(claim.country_code or claim.type_code).lower()}"
    tries = [base, with_code, f"{base}-{claim.type_code}"]
    if claim.country_code and _is_anywhere(claim, base):
        tries = [with_code, base, f"{base}-{claim.type_code}"]
    return next((i for i in tries if i not in taken), f"{base}-{digest(claim.root)[:8]}")
