"""The actors of one article: who is named, by which words, in what position, and whom pronouns stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from presspack.documents.document import Document
from presspack.english.lexicon import codes
from presspack.extract.actors.cluster_joining import link
from presspack.extract.actors.clusters import Cluster, Gathering, slug
from presspack.extract.actors.coreference import References
from presspack.extract.actors.families import with_families
from presspack.extract.actors.glosses import with_glossed
from presspack.extract.actors.groups import groups_on, named_groups
from presspack.extract.actors.home import home_country
from presspack.extract.actors.labelled_text import PLAIN, Page
from presspack.extract.actors.lowercase_bodies import with_bodies
from presspack.extract.actors.name_finder import names_on
from presspack.extract.actors.name_types import judged
from presspack.extract.actors.newspapers import with_newspapers
from presspack.extract.actors.repeated_names import labelled, repeated
from presspack.extract.actors.role_complements import country_of_role
from presspack.extract.actors.role_organisations import title_roles, with_body_meant
from presspack.extract.actors.roles import roles_on
from presspack.extract.actors.title_holders import settle_titles, with_bare_titles
from presspack.extract.explanation import TAKEN, is_explaining, note
from presspack.extract.model import Actors, Entity, Mention, Role
from presspack.names.authority import Authority, read_authority
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key, words_of

__all__ = ["Authority", "actors_in", "read_authority"]
NAMES = ("name", "acronym", "title", "demonym", "group", "initials")


def actors_in(document: Document, authority: Authority) -> Actors:
    """Return the actors of an article, their roles, and the pronouns and definite nouns that stand for them.

    'X party said its leader resigned' gives the entity X of type party with the mention 'X', and 'its' -> X.
    """
    page = Page(document, authority)
    names = with_glossed(page, names_on(page))
    labels = labelled(page)
    kept = judged(page, names)
    kept = with_newspapers(page, with_families(page, with_bodies(page, kept)), labels)
    kept = sorted([*kept, *labels, *repeated(page, kept, labels)], key=lambda name: (name.first, name.last))
    gathering = Gathering(page)
    taken = {name.first for name in kept}
    gathering.gather(kept, [name for name in names if name.kind == PLAIN and name.first not in taken])
    for name, span in named_groups(page):
        gathering.add(Cluster(f"group:{name}", "group"), span, "group")
    link(gathering, names)
    entities = entities_of(page, gathering)
    if gathering.title_bodies and settle_titles(gathering, entities, roles_on(page, entities)):
        entities = entities_of(page, gathering)
    entities = with_bare_titles(page, entities, roles_on(page, entities))
    groups = groups_on(page, [mention.span for entity in entities for mention in entity.mentions])
    stated = roles_on(page, entities)
    references = References(page, Actors(entities, groups, stated))
    stated = roles_on(page, entities, references.people())
    roles = tuple(with_body_meant(page, role, references) for role in stated)
    found = Actors(
        tuple(placed(page, entity, roles, {other.key: other for other in entities}) for entity in entities),
        tuple(replace(group, country_code=group.country_code or body_country(gathering, group)) for group in groups),
        (*roles, *title_roles(page, entities)),
        home_code=home_country(page),
    )
    found = replace(found, referents=References(page, found).all())
    for number, key in found.referents.items() if is_explaining() else ():
        note("actor", document.doc[number], TAKEN, "actors/coreference.py", f"stands for {key}")
    return found


def body_country(gathering: Gathering, group: Entity) -> str | None:
    """Return the country of a body of the state without a name ('police'): that of the article."""
    return gathering.home if group.type_code == "government" else None


def placed(page: Page, entity: Entity, roles: Iterable[Role], by_key: Mapping[str, Entity]) -> Entity:
    """Return an actor with its walk of life and, of a person without a country, that of its offices."""
    held = [role for role in roles if role.entity == entity.key and role.is_office]
    bodies = [by_key.get(role.organisation or "") for role in held]
    countries = {body.country_code for body in bodies if body and body.type_code in {"government", "party"}}
    countries |= {country_of_role(page, role) for role in held}
    countries -= {None}
    code = entity.country_code or (countries.pop() if len(countries) == 1 and entity.type_code == "person" else None)
    return replace(entity, sphere=sphere_of(entity, roles), country_code=code)


def sphere_of(entity: Entity, roles: Iterable[Role]) -> str | None:
    """Return the walk of life that all positions of a person belong to, None if they do not agree or say nothing."""
    spheres = codes("title_spheres")
    words = (word.folded for role in roles if role.entity == entity.key for word in words_of(role.role))
    found = {spheres[word] for word in words if word in spheres}
    return found.pop() if len(found) == 1 else None


def entities_of(page: Page, gathering: Gathering) -> tuple[Entity, ...]:
    """Return the clusters as entities in order of first mention, each with a key of its own."""
    entities: list[Entity] = []
    taken: set[str] = set()
    for cluster in sorted(gathering.clusters.values(), key=lambda c: (min(c.mentions), c.identity)):
        name = fullest_name(page, cluster)
        key = cluster.authority_id or slug(name)
        number, base = 2, key
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        mentions = tuple(Mention(span, kind) for span, kind in sorted(cluster.mentions.items()))
        entities.append(Entity(key, name, cluster.type_code, cluster.country_code, mentions, cluster.authority_id))
    return tuple(entities)


def fullest_name(page: Page, cluster: Cluster) -> str:
    """Return the name that says most: a name before an acronym or title, then the longest, then the most frequent."""
    counts: dict[str, int] = {}
    kinds: dict[str, str] = {}
    plain: set[str] = set()
    for span, kind in sorted(cluster.mentions.items()):
        name = page.document.words(span)
        counts[name] = counts.get(name, 0) + 1
        kinds.setdefault(name, kind)
        if not page.shouted[page.document.part_number(page.token_at(span.start))]:
            plain.add(name)

    def rank(name: str) -> tuple[int, bool, bool, bool, int, int, int, str]:
        words = [w for w in name.split() if any(c.isalnum() for c in w)]
        capitals = sum(word[0].isupper() for word in words)
        is_state = name_key(name) in codes_by_name()
        return (
            -NAMES.index(kinds[name]),
            is_state,
            name in plain,
            not name.isupper(),
            capitals,
            counts[name],
            len(name),
            name,
        )

    return max(counts, key=rank)
