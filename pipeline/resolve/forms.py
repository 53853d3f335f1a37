"""Forms: all entities of the corpus that are written alike, with what is known of each; nothing is merged here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32

from pipeline.extract.authority import Authority
from pipeline.extract.phrases import name_key
from pipeline.extract.titles import is_title
from pipeline.resolve.romanisation import spelling_key

PERSON = "person"
# Names of these types say little without their country: there are many supreme courts.
NATIONAL = frozenset({"government", "country", "group"})
KEPT = 64


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """An actor as one article knows it. `spellings` are (words, count).

    `organisations` (names of the bodies it holds office in) and `companions` (names of other actors of the article)
    are evidence for a merge.
    """

    article_id: str
    key: str
    name: str
    type_code: str
    country_code: str | None
    authority_id: str | None = None
    spellings: tuple[tuple[str, int], ...] = ()
    organisations: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()


@dataclass(slots=True)
class Sample:
    """At most KEPT of the names seen: those of smallest checksum, so that the order of arrival does not matter."""

    names: set[str] = field(default_factory=set)

    def add(self, names: Iterable[str]) -> None:
        """Take further names into the sample."""
        self.names.update(map(name_key, names))
        if len(self.names) > 2 * KEPT:
            self.trim()

    def trim(self) -> None:
        """Keep the KEPT names of smallest checksum."""
        self.names = set(sorted(self.names, key=lambda name: (crc32(name.encode()), name))[:KEPT])


@dataclass(slots=True)
class Form:
    """One way to write one kind of actor. `key` makes it one form; `names` counts the fullest name of each article."""

    key: str
    type_code: str
    authority_id: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)
    organisations: Sample = field(default_factory=Sample)
    companions: Sample = field(default_factory=Sample)

    @property
    def name(self) -> str:
        """The name most articles use; of equals the longest, then the first in the alphabet."""
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))

    @property
    def country_code(self) -> str | None:
        """The country most articles give, if any does."""
        known = {code: n for code, n in self.countries.items() if code}
        return min(known, key=lambda code: (-known[code], code)) if known else None

    @property
    def mentions(self) -> int:
        """How often the actor is mentioned in this form."""
        return sum(self.spellings.values()) or sum(self.names.values())

    @property
    def is_bare(self) -> bool:
        """True for a person of whom only one word is known."""
        return self.type_code == PERSON and self.authority_id is None and " " not in spelling_key(self.name)


@dataclass(slots=True)
class Forms:
    """All forms by key, and the form of every entity."""

    by_key: dict[str, Form] = field(default_factory=dict)
    entities: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[str, str, str | None], str | None] = field(default_factory=dict)

    def add(self, entity: ArticleEntity, authority: Authority) -> None:
        """Record one entity of one article."""
        authority_id = entity.authority_id or self.authority_id(entity, authority)
        key = form_key(entity, authority_id)
        form = self.by_key.get(key)
        if form is None:
            type_code = authority.by_id[authority_id].type_code if authority_id in authority.by_id else entity.type_code
            form = self.by_key[key] = Form(key, type_code, authority_id if authority_id in authority.by_id else None)
        form.names[entity.name] += 1
        form.countries[entity.country_code or ""] += 1
        for words, count in entity.spellings:
            form.spellings[words] += count
        form.articles.add(self.numbers.setdefault(entity.article_id, len(self.numbers)))
        form.organisations.add(entity.organisations)
        form.companions.add(entity.companions)
        self.entities.append((entity.article_id, entity.key, key))

    def authority_id(self, entity: ArticleEntity, authority: Authority) -> str | None:
        """Return what `authority_id_of` does; entities of one name, type and country ask once."""
        kind = (entity.name, entity.type_code, entity.country_code)
        if kind not in self.known:
            self.known[kind] = authority_id_of(entity, authority)
        return self.known[kind]


def authority_id_of(entity: ArticleEntity, authority: Authority) -> str | None:
    """Return the known actor that the entity's full name or another romanisation of it stands for, if there is one."""
    for alias in authority.alternatives(entity.name):
        actor = authority.by_id[alias.actor_id]
        fits = entity.country_code in {None, actor.country_code}
        if actor.name == entity.name and actor.type_code == entity.type_code and fits:
            return actor.actor_id
    return authority.by_spelling(entity.name, entity.type_code) if entity.type_code == PERSON else None


def form_key(entity: ArticleEntity, authority_id: str | None) -> str:
    """Return what entities share to be one form: the known actor; or type, folded name and, if need be, country."""
    if authority_id is not None:
        return f"@{authority_id}"
    if entity.type_code == PERSON:
        if is_title(entity.name) or " " not in spelling_key(entity.name):
            return f"{PERSON}:{spelling_key(entity.name)}:{entity.article_id}:{entity.key}"
        return f"{PERSON}:{name_key(entity.name)}"
    name = name_key(entity.name)
    name = name.removeprefix("the ") or name
    country = entity.country_code or "" if entity.type_code in NATIONAL else ""
    return f"{entity.type_code}:{name}:{country}"


def gathered(entities: Iterable[ArticleEntity], authority: Authority) -> Forms:
    """Return the forms of all entities, whatever their order."""
    forms = Forms()
    for entity in entities:
        forms.add(entity, authority)
    for form in forms.by_key.values():
        form.organisations.trim()
        form.companions.trim()
    return forms
