"""Whose title it is: 'the deputy chief of X' becomes the person who is said to hold that office, or is named next."""

import re
from dataclasses import replace

from presspack.base.spans import Span
from presspack.english.lexicon import codes
from presspack.extract.actors.clusters import Cluster, Gathering
from presspack.extract.actors.home import likeliest_country
from presspack.extract.actors.labelled_text import ADJECTIVE, Page
from presspack.extract.actors.name_clues import PERSON
from presspack.extract.actors.titles import bare_titles, beside_person
from presspack.extract.model import Entity, Mention, Role
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key, words_of

COMPLEMENT = re.compile(r" (?:of|to|for) ")
REACH = 2
LEAD_PARTS = 3


def settle_titles(gathering: Gathering, entities: tuple[Entity, ...], roles: tuple[Role, ...]) -> bool:
    """Join titles that stand alone with their holders; True if any was joined."""
    joined = False
    for identity, body in gathering.title_bodies.items():
        cluster = gathering.clusters.get(identity)
        if cluster is None:
            continue
        holder = _holder_by_role(gathering, cluster, _entity_at(entities, body), roles)
        owner = _cluster_of(gathering, entities, holder) if holder else _named_next(gathering, cluster)
        if owner is not None and owner is not cluster:
            owner.absorb(cluster)
            del gathering.clusters[identity]
            joined = True
    return joined


def with_bare_titles(page: Page, entities: tuple[Entity, ...], roles: tuple[Role, ...]) -> tuple[Entity, ...]:
    """Count 'the president' as a mention of the only person whom the article gives that office."""
    entities = _without_nameless(page, entities, roles)
    added: dict[str, list[Mention]] = {}
    countries = {e.key: e.country_code for e in entities}
    people = [m.span for e in entities if e.type_code == PERSON for m in e.mentions]
    for span, title in bare_titles(page, [m.span for e in entities for m in e.mentions]):
        words = title.split()
        former = any(map(_is_former, words))
        office = _office(" ".join(word for word in words if not _is_former(word)))
        held = (role for role in roles if role.is_former == former)
        holders = {role.entity for role in held if _ends_with(_held(COMPLEMENT.split(role.role)[0]), office)}
        said = _country_before(page, span)
        holders = {key for key in holders if said is None or countries.get(key) in {None, said}}
        owns = page.text[span.end : span.end + 2] in {"'s", "\u2019s"}
        if len(holders) == 1 and (owns or not beside_person(page, span, people)):
            added.setdefault(holders.pop(), []).append(Mention(span, "title"))
    return tuple(
        replace(e, mentions=tuple(sorted([*e.mentions, *added[e.key]], key=lambda m: m.span))) if e.key in added else e
        for e in entities
    )


def _without_nameless(page: Page, entities: tuple[Entity, ...], roles: tuple[Role, ...]) -> tuple[Entity, ...]:
    """Return `entities` with those who are told by a title alone joined to the one person who has that office."""
    by_key, joined = {e.key: e for e in entities}, set()
    for entity in entities:
        if entity.type_code != PERSON or entity.authority_id or {m.kind for m in entity.mentions} != {"title"}:
            continue
        title = _without_country(name_key(entity.name))
        is_ex, office = _is_former(title.split()[0]), _held(title)
        said = {r.entity: COMPLEMENT.split(r.role)[0] if is_ex else r.role for r in roles if r.is_former == is_ex}
        held = {key for key, role in said.items() if _held(role) == office} - {entity.key}
        holders = [by_key[key] for key in sorted(held) if key in by_key]
        if len(holders) == 1 and _are_of_one_country(page, entity, holders[0]):
            mentions = sorted([*holders[0].mentions, *entity.mentions], key=lambda m: m.span)
            by_key[holders[0].key] = replace(holders[0], mentions=tuple(mentions))
            joined.add(entity.key)
    return tuple(by_key[e.key] for e in entities if e.key not in joined)


def _are_of_one_country(page: Page, title: Entity, holder: Entity) -> bool:
    """True unless the title says a country that is neither the holder's nor, of a holder without one, the article's."""
    country = holder.country_code or likeliest_country(page)
    return title.country_code is None or title.country_code == country


def _without_country(title: str) -> str:
    """Return a folded title without the country it begins with: "norway's prime minister" -> "prime minister"."""
    words = title.split()
    while len(words) > 1 and (words[0] in codes_by_name() or words[0] == "s"):
        words = words[1:]
    return " ".join(words)


def _is_former(word: str) -> bool:
    return codes("title_modifiers").get(word) == "former"


def _held(role: str) -> str:
    """Return the office of a role, whether it is still held or not: 'former deputy PM' -> 'deputy prime minister'."""
    words = name_key(role).split()
    return _office(" ".join(words[1:] if len(words) > 1 and _is_former(words[0]) else words))


def _country_before(page: Page, span: Span) -> str | None:
    """Return the country of the adjective before a title, if there is one: 'the Kenyan ambassador'."""
    before = page.by_last.get(page.number_at(span.start))
    return before.values[0] or None if before is not None and before.kind == ADJECTIVE else None


def _office(title: str) -> str:
    """Return a folded title with its last words as they are written in full: 'deputy pm' -> 'deputy prime minister'."""
    words = title.split()
    for first in range(len(words)):
        if (full := codes("title_synonyms").get(" ".join(words[first:]))) is not None:
            return " ".join([*words[:first], full])
    return title


def _ends_with(held: str, office: str) -> bool:
    return f" {held}".endswith(f" {office}")


def _entity_at(entities: tuple[Entity, ...], span: Span) -> str | None:
    return next((e.key for e in entities if any(m.span == span for m in e.mentions)), None)


def _cluster_of(gathering: Gathering, entities: tuple[Entity, ...], key: str) -> Cluster | None:
    spans = {m.span for e in entities if e.key == key for m in e.mentions}
    return next((c for c in gathering.clusters.values() if spans == set(c.mentions)), None)


def _holder_by_role(gathering: Gathering, cluster: Cluster, body: str | None, roles: tuple[Role, ...]) -> str | None:
    """Return the one person whose stated role in the body has the title's noun, if body and noun agree."""
    text = gathering.page.text
    titles = {word.folded for span in cluster.mentions for word in words_of(span.of(text).split(" of ")[0])[-1:]}
    holders = {
        role.entity
        for role in roles
        if not role.is_former and role.organisation == body and titles & {w.folded for w in words_of(role.role)[-1:]}
    }
    return holders.pop() if body is not None and len(holders) == 1 else None


def _named_next(gathering: Gathering, cluster: Cluster) -> Cluster | None:
    """Return the person whom the next sentence introduces: a lead gives the title first and the name after it."""
    page = gathering.page
    span = min(cluster.mentions)
    token = page.token_at(span.start)
    if page.document.part_number(token) >= LEAD_PARTS:
        return None
    starts = [s.start_char for s in page.document.doc.sents if s.start_char > span.end]
    limit = starts[REACH] if len(starts) > REACH else len(page.text)
    introduced = []
    for other in gathering.clusters.values():
        names = sorted(s for s, kind in other.mentions.items() if kind == "name")
        if other.type_code == PERSON and names and starts and starts[0] <= names[0].start < limit:
            introduced.append((names[0], other))
    return introduced[0][1] if len(introduced) == 1 else None
