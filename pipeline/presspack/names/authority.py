"""The actor authority file: who is known, under which names and titles, and when."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from presspack.base.errors import MissingFile, UnknownCode
from presspack.base.ids import file_sha256
from presspack.config import Config
from presspack.english.lexicon import codes
from presspack.names.own_actors import own_actors
from presspack.names.phrase_matcher import Match, Phrases, Word, name_key, words_of
from presspack.names.romanisation import spelling_key
from presspack.tables.schema import SCHEMAS

TITLE = "title"
ACRONYM = "acronym"
# A short or common name that means the actor only in articles of its country.
LOCAL = "local"


@cache
def is_common(name: str) -> bool:
    """True for a name made of common words, which bodies of many countries have: 'Supreme Court', 'People's Party'."""
    return all(word.folded in codes("common_name_words") for word in words_of(name))


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One row of actors.csv: a readable id, the name people know, and what it is."""

    actor_id: str
    name: str
    type_code: str
    country_code: str | None = None
    description: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """One row of actor_aliases.csv: another name, acronym, title or spelling, and when it held."""

    alias: str
    actor_id: str
    alias_kind: str = "name"
    valid_from: str | None = None
    valid_to: str | None = None

    def holds_on(self, day: str | None) -> bool:
        """True unless `day` (YYYY, YYYY-MM or YYYY-MM-DD) lies wholly outside; an unknown day needs an open end."""
        if day is None:
            return self.valid_to is None
        starts = self.valid_from is None or self.valid_from[: len(day)] <= day[: len(self.valid_from)]
        ends = self.valid_to is None or self.valid_to[: len(day)] >= day[: len(self.valid_to)]
        return starts and ends


@dataclass(frozen=True)
class Authority:
    """Known actors and their aliases, and an exact matcher over both.

    A word of a name with a capital wants a capital in the text, a small one takes any; hyphens, quotation marks
    and accents do not matter. Several actors may share an alias ('Senate'): `alternatives` says which.
    """

    actors: tuple[KnownActor, ...]
    aliases: tuple[Alias, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, KnownActor]:
        """Actors by id."""
        return {actor.actor_id: actor for actor in self.actors}

    @cached_property
    def by_name(self) -> dict[str, tuple[Alias, ...]]:
        """Every name and alias by its folded form (`phrases.name_key`); an actor's own name counts as an alias."""
        found: dict[str, list[Alias]] = {}
        for alias in self._all:
            found.setdefault(name_key(alias.alias), []).append(alias)
        return {key: tuple(aliases) for key, aliases in found.items()}

    @cached_property
    def _by_spelling(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for alias in self._all:
            key = spelling_key(alias.alias)
            if alias.alias_kind != TITLE and " " in key:
                found.setdefault(f"{self.by_id[alias.actor_id].type_code}:{key}", set()).add(alias.actor_id)
        return {key: frozenset(ids) for key, ids in found.items()}

    def by_spelling(self, name: str, type_code: str) -> str | None:
        """Return the one actor of a type whose name of two or more words is another romanisation of `name`."""
        ids = self._by_spelling.get(f"{type_code}:{spelling_key(name)}", frozenset())
        return next(iter(ids)) if len(ids) == 1 else None

    @cached_property
    def _all(self) -> list[Alias]:
        own = [Alias(actor.name, actor.actor_id) for actor in self.actors]
        told = [*own, *self.aliases]
        # 'The Guardian' is also written 'the Guardian'.
        told += [replace(a, alias="the " + a.alias[4:]) for a in told if a.alias.startswith("The ")]
        # A name with '&' is also written with 'and'.
        return told + [replace(a, alias=a.alias.replace(" & ", " and ")) for a in told if " & " in a.alias]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases((alias.alias, alias.actor_id) for alias in self._all)

    def matches(self, words: list[Word], text: str) -> list[Match]:
        """Return the known names in a text, longest first at each place; `values` holds the ids they may stand for."""
        return self._phrases.find(words, text)

    def alternatives(self, name: str) -> tuple[Alias, ...]:
        """Return all aliases written like `name`: who may be meant."""
        return self.by_name.get(name_key(name), ())

    def is_local(self, name: str) -> bool:
        """True for a short or common name ('Greens') that means its actor only in articles of that actor's country."""
        return is_common(name) or bool(self.local_ids(name))

    def local_ids(self, name: str) -> frozenset[str]:
        """Return the actors whom a short or common name means only in articles of their country."""
        aliases = [alias for alias in self.alternatives(name) if alias.alias_kind != TITLE]
        return frozenset(alias.actor_id for alias in aliases if alias.alias_kind == LOCAL or is_common(name))

    def chosen(self, name: str, country_code: str | None, day: str | None) -> Alias | None:
        """Return the one alias `name` stands for in a text of that country and day, or None where that is open.

        'Head of State' in a text about one country stands for who held that office on the day.
        """
        aliases = self.alternatives(name)
        ids = {alias.actor_id for alias in aliases}
        if len(ids) > 1:
            aliases = tuple(a for a in aliases if self.by_id[a.actor_id].country_code in (country_code, None))
        aliases = tuple(a for a in aliases if a.alias_kind != TITLE or a.holds_on(day))
        if len({alias.actor_id for alias in aliases}) != 1:
            return None
        return aliases[0]


def read_authority(actors_csv: Path, aliases_csv: Path, extra: Path | None = None) -> Authority:
    """Return the authority of the two vocabulary files.

    `extra` is a user's own CSV with the columns of actors.csv and an optional column `aliases` (separated by |);
    a row there replaces the row of the same id, or of the same name, type and country, and its aliases mean no other
    actor. Raise UnknownCode for an alias of an actor that does not exist, RawInputError for faults of `extra`.
    """
    own_rows = own_actors(extra) if extra else []
    base = [_actor(row) for row in _rows(actors_csv)]
    own = {actor.actor_id: actor for actor in map(_actor, own_rows)}
    replaced = {_identity(actor) for actor in own.values()}
    shipped = [a for a in base if a.actor_id in own or _identity(a) not in replaced]
    actors = {actor.actor_id: actor for actor in shipped} | own
    own_aliases = [
        Alias(name, row["actor_id"])
        for row in own_rows
        for name in map(str.strip, row.get("aliases", "").split("|"))
        if name
    ]
    taken = {name_key(alias.alias) for alias in own_aliases} | {name_key(actor.name) for actor in own.values()}
    told = [_alias(row) for row in _rows(aliases_csv)]
    check_ids({*own, *(actor.actor_id for actor in base)}, told)
    kept = [a for a in told if a.actor_id in actors and (a.actor_id in own or name_key(a.alias) not in taken)]
    aliases = [*kept, *own_aliases]
    return Authority(tuple(actors[key] for key in sorted(actors)), tuple(sorted(aliases, key=_order)))


def _identity(actor: KnownActor) -> tuple[str, str, str | None]:
    return name_key(actor.name), actor.type_code, actor.country_code


def check_ids(actors: Iterable[str], aliases: Iterable[Alias]) -> None:
    """Raise UnknownCode for the first alias whose actor is not among `actors`."""
    known = set(actors)
    for alias in aliases:
        if alias.actor_id not in known:
            raise UnknownCode("actors", alias.actor_id, where=f"actor_aliases, alias {alias.alias!r}")


def _order(alias: Alias) -> tuple[str, str, str, str]:
    return alias.alias, alias.actor_id, alias.alias_kind, alias.valid_from or ""


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise MissingFile(path, expected="a CSV file of actors or aliases")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _actor(row: dict[str, str]) -> KnownActor:
    return KnownActor(
        row["actor_id"],
        row["name"],
        row["actor_type_code"],
        row.get("country_code") or None,
        row.get("description") or "",
        row.get("valid_from") or None,
        row.get("valid_to") or None,
        row.get("wikidata_id") or None,
    )


def _alias(row: dict[str, str]) -> Alias:
    return Alias(
        row["alias"],
        row["actor_id"],
        row.get("alias_kind") or "name",
        row.get("valid_from") or None,
        row.get("valid_to") or None,
    )


def configured_authority(config: Config) -> Authority:
    """Return the actor authority file with the user's own rows, if the settings name a file of them."""
    own = Path(config.extract.authority) if config.extract.authority else None
    return _read_once(own, file_sha256(own) if own and own.is_file() else "")


@lru_cache(maxsize=2)
def _read_once(own: Path | None, sha256: str) -> Authority:
    """Return the authority with the rows of the file `own`, whose digest is `sha256`."""
    vocabularies = SCHEMAS / "vocabularies"
    return read_authority(vocabularies / "actors.csv", vocabularies / "actor_aliases.csv", own)
