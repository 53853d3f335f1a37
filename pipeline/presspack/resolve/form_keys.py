"""What entities share to be one form: their kind, the known actor they are, and the key that says their country."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from presspack.extract.actors.titles import is_title
from presspack.names.authority import TITLE, Authority, is_common
from presspack.names.countries import codes_by_name, names_by_code
from presspack.names.phrase_matcher import is_acronym, name_key
from presspack.names.romanisation import spelling_key

PERSON = "person"
PARTY, GOVERNMENT, COUNTRY, GROUP = "party", "government", "country", "group"
# What is told of an entity.
TOLD = ("name", "type_code", "country_code", "authority_id", "seat_code", "sphere")


@dataclass(frozen=True, slots=True)
class Kind:
    """Entities of whom the same is told: they are one form; if `is_alone` each is its own."""

    name: str
    type_code: str
    country_code: str | None
    authority_id: str | None
    form: str
    is_alone: bool
    form_type: str
    known_id: str | None
    seat_code: str | None = None
    sphere: str | None = None


def kind_of(authority: Authority, told: Sequence[str | None]) -> Kind:
    """Return what entities share of whom the same is told: the columns of TOLD."""
    name, type_code, country_code, authority_id, seat_code, sphere = told
    if name is None or type_code is None:
        raise ValueError(f"an entity without name or type: {told}")
    seat = country_code or seat_code
    known_id = authority_id or _authority_id_of(name, type_code, seat, authority)
    form, is_alone = form_key(name, type_code, known_id, seat=seat, sphere=sphere)
    known = authority.by_id.get(known_id or "")
    form_type, known_id = (known.type_code, known.actor_id) if known else (type_code, None)
    return Kind(name, type_code, country_code, authority_id, form, is_alone, form_type, known_id, seat_code, sphere)


def apart(kinds: Iterable[Kind]) -> list[Kind]:
    """Return kinds where people of a name that two countries or walks of life have are each alone, if of neither."""
    told = list(kinds)
    people = [kind for kind in told if kind.form_type == PERSON and kind.known_id is None and not kind.is_alone]
    seats, spheres = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for kind in people:
        name = name_key(kind.name)
        seats[name] |= {kind.country_code or kind.seat_code or ""} - {""}
        spheres[name] |= {kind.sphere or ""} - {""}
    contested = {name for found in (seats, spheres) for name, values in found.items() if len(values) > 1}
    alone = {k for k in people if not (k.country_code or k.seat_code or k.sphere) and name_key(k.name) in contested}
    return [replace(kind, form=f"{kind.form}:", is_alone=True) if kind in alone else kind for kind in told]


def tells(authority: Authority, kind: Kind) -> bool:
    """True for an actor whose company is evidence: no country, group or common name, and nobody named everywhere."""
    if kind.form_type in {COUNTRY, GROUP} or authority.is_local(kind.name):
        return False
    known = authority.by_id.get(kind.known_id or "")
    return known is None or (known.country_code is not None and known.type_code != "media")


def _authority_id_of(name: str, type_code: str, seat: str | None, authority: Authority) -> str | None:
    """Return the known actor that a full name or another romanisation of it stands for, if there is one."""
    local = authority.is_local(name)
    for alias in authority.alternatives(name):
        actor = authority.by_id[alias.actor_id]
        fits = seat == actor.country_code if local else seat in {None, actor.country_code}
        if actor.name == name and actor.type_code == type_code and fits:
            return actor.actor_id
    if type_code == PERSON:
        return authority.by_spelling(name, type_code)
    return of_country(name, type_code, seat, authority) if seat and type_code in {PARTY, GOVERNMENT} else None


def of_country(name: str, type_code: str, seat: str, authority: Authority) -> str | None:
    """Return the only known body of a country that a common name means there: 'Supreme Court' in India."""
    bare = _without_country(name_key(name).removeprefix("the "), seat)
    full = (f"{bare} of {country}" for country in names_by_code().get(seat, ()))
    aliases = [alias for written in (bare, *full) for alias in authority.alternatives(written)]
    ids = {alias.actor_id for alias in aliases if alias.alias_kind != TITLE}
    fitting = {i for i in ids if authority.by_id[i].country_code == seat and authority.by_id[i].type_code == type_code}
    return fitting.pop() if len(fitting) == 1 else None


@lru_cache(maxsize=100_000)
def _without_country(folded: str, code: str) -> str:
    """Return a folded name without its own country: "kenyan court", "court of kenya" -> "court"."""
    for name in _names_and_peoples(code):
        for rest in (
            folded.removeprefix(f"{name} s "),
            folded.removeprefix(f"{name} "),
            folded.removesuffix(f" of {name}"),
            folded.removesuffix(f" of the {name}"),
        ):
            if rest != folded and rest:
                return rest
    return folded


@lru_cache(maxsize=512)
def _names_and_peoples(code: str) -> tuple[str, ...]:
    """Return the folded names and adjectives of a country, the longest first."""
    return tuple(sorted((name for name, own in codes_by_name().items() if own == code), key=lambda n: (-len(n), n)))


def form_key(
    name: str, type_code: str, known_id: str | None, *, seat: str | None = None, sphere: str | None = None
) -> tuple[str, bool]:
    """Return what entities share to be one form: the known actor; or type, folded name and, if need be, country.

    There are many supreme courts and many people of one name: those of two countries, or of two walks of life, are two
    forms, which only evidence joins. A title, a single word of a name, a descriptive group ('residents') and a body
    of a state with a common name and no country are no form for all: of these the key is only the start, which is told.
    """
    if known_id is not None:
        return f"@{known_id}", False
    if type_code == PERSON:
        if is_title(name) or " " not in spelling_key(name):
            return f"{PERSON}:{spelling_key(name)}:", True
        return f"{PERSON}:{name_key(name)}:{seat or ''}:{sphere or ''}", False
    folded = name_key(name)
    folded = folded.removeprefix("the ") or folded
    common = is_common(name) or is_acronym(name)
    national = type_code in {PARTY, GOVERNMENT, COUNTRY} or common
    if type_code == COUNTRY and seat:
        return f"{COUNTRY}:{seat}", False
    if national and seat:
        folded = _without_country(folded, seat)
    key = f"{type_code}:{folded}:{seat or '' if national else ''}"
    is_alone = type_code == GROUP or (seat is None and is_common(name) and type_code == GOVERNMENT)
    return (f"{key}:" if is_alone else key), is_alone
