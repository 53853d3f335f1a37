"""Joining clusters of one article: surname and full name, acronym and name, short form, label."""

import re

from presspack.base.spans import Span
from presspack.extract.actors.clusters import Cluster, Gathering
from presspack.extract.actors.families import surname_of_family
from presspack.extract.actors.labelled_text import PLAIN, Found, Page, head_type
from presspack.extract.actors.name_clues import PERSON, bare_head, initials
from presspack.extract.actors.name_types import unique_bodies
from presspack.extract.explanation import TAKEN, note
from presspack.names.phrase_matcher import is_acronym, name_key, words_of
from presspack.names.romanisation import spelling_key

FOLLOWERS = re.compile(r"(?:ists?|ites?|ians?|ers?|ovites?)\Z")


def link(gathering: Gathering, names: list[Found]) -> None:
    """Join what is one actor. Sure links first: acronyms and spellings, then surnames, then short forms and labels."""
    _join_acronyms(gathering)
    _join_glosses(gathering)
    _join_party_forms(gathering)
    _join_beginnings(gathering)
    _join_surnames(gathering)
    _join_families(gathering)
    _attach_heads(gathering, names)
    _attach_followers(gathering, names)
    _attach_labels(gathering)


def _words(page: Page, span: Span) -> list[str]:
    return spelling_key(span.of(page.text)).split()


def _merge(rule: str, gathering: Gathering, into: Cluster, other: Cluster) -> None:
    """Join two clusters by the rule that found them to be one actor."""
    if into is not other:
        for span in other.mentions:
            note("actor", span, TAKEN, f"actors/cluster_joining.py: {rule}", lambda: _same(gathering.page, into))
        into.absorb(other)
        del gathering.clusters[other.identity]


def _same(page: Page, cluster: Cluster) -> str:
    return f"the same as '{page.document.words(min(cluster.mentions))}'"


def _join_acronyms(gathering: Gathering) -> None:
    """Join 'Long Name (LN)', and an acronym with the only long name that has its initials."""
    page = gathering.page
    for cluster in list(gathering.clusters.values()):
        spans = [span for span, kind in cluster.mentions.items() if kind == "acronym"]
        if not spans or len(spans) < len(cluster.mentions):
            continue
        owner = None if cluster.authority_id else _bracketed(gathering, spans)
        if owner is not None and owner.type_code in {PERSON, "country"}:
            owner = None  # 'NAIROBI, Kenya (AP)'
        owner = owner or _withinitials(gathering, cluster, name_key(spans[0].of(page.text)))
        if owner is not None and owner is not cluster:
            _merge("join_acronyms", gathering, owner, cluster)


def _join_glosses(gathering: Gathering) -> None:
    """Join a name and its translation in brackets: 'El Umit (Hope Party)'."""
    for cluster in list(gathering.clusters.values()):
        if cluster.type_code in {PERSON, "country"} or cluster.authority_id or len(cluster.mentions) > 1:
            continue
        owner = _bracketed(gathering, list(cluster.mentions))
        if owner is not None and owner is not cluster and owner.type_code not in {"country", "media"}:
            if owner.type_code == PERSON and not owner.authority_id:
                owner.type_code = cluster.type_code
            if owner.type_code == cluster.type_code:
                _merge("join_glosses", gathering, owner, cluster)


def _bracketed(gathering: Gathering, spans: list[Span]) -> Cluster | None:
    text = gathering.page.text
    for span in spans:
        before = text[max(0, span.start - 10) : span.start].rstrip(' "')
        glossed = before.endswith(",") and is_acronym(span.of(text)) and text[span.end : span.end + 1] in {",", ")"}
        if before.endswith("(") or glossed:
            end = max(0, span.start - 10) + len(before[:-1].rstrip(' "'))
            for cluster in gathering.clusters.values():
                if any(mention.end == end for mention in cluster.mentions):
                    return cluster
    return None


def _withinitials(gathering: Gathering, cluster: Cluster, acronym: str) -> Cluster | None:
    found = []
    for other in gathering.clusters.values():
        if other.type_code in {PERSON, "country"} or (cluster.authority_id and other.authority_id):
            continue
        if any(acronym in initials(span.of(gathering.page.text)) for span in other.mentions):
            found.append(other)
    return found[0] if len(found) == 1 else None


def _join_party_forms(gathering: Gathering) -> None:
    """Join 'X' and 'X Party', 'X Movement': the name with and without its head word."""
    page = gathering.page
    by_key: dict[str, Cluster] = {}
    for cluster in list(gathering.clusters.values()):
        for span in cluster.mentions:
            by_key.setdefault(name_key(span.of(page.text)), cluster)
    for cluster in list(gathering.clusters.values()):
        for span in cluster.mentions:
            words = words_of(span.of(page.text))
            if cluster.type_code in {PERSON, "country", "government"} or len(words) < 2 or not head_type(words[-1]):
                continue
            short = by_key.get(" ".join(word.folded for word in words[:-1]))
            joins = short is not None and short is not cluster and short.type_code != "country"
            if short and joins and (short.type_code == cluster.type_code or short.authority_id is None):
                short.type_code = cluster.type_code
                _merge("join_party_forms", gathering, short, cluster)
                break


def _join_beginnings(gathering: Gathering) -> None:
    """Join 'Ministry of Labour' with the only longer name that begins so: 'Ministry of Labour and Pensions'."""
    page = gathering.page
    for cluster in list(gathering.clusters.values()):
        if cluster.type_code in {PERSON, "country", "group"} or cluster.authority_id:
            continue
        keys = [name_key(span.of(page.text)) for span, kind in cluster.mentions.items() if kind == "name"]
        longer = [
            other
            for other in gathering.clusters.values()
            if other is not cluster and other.type_code == cluster.type_code
            and any(_begins(name_key(span.of(page.text)), keys) or (
                cluster.country_code in {None, other.country_code} and _is_body_of(name_key(span.of(page.text)), keys)
            ) for span in other.mentions)
        ]  # fmt: skip
        if len(longer) == 1:
            _merge("join_beginnings", gathering, longer[0], cluster)


def _begins(key: str, beginnings: list[str]) -> bool:
    return any(" " in beginning and key.startswith(beginning + " ") for beginning in beginnings)


def _is_body_of(key: str, names: list[str]) -> bool:
    """True for 'senate of chile' where a name is 'senate': a body of which a state has one."""
    return any(name in unique_bodies() and key.startswith(f"{name} of ") for name in names)


def _join_surnames(gathering: Gathering) -> None:
    """Give every surname alone to the person of that surname who was named last before it."""
    page = gathering.page
    people = [c for c in gathering.clusters.values() if c.type_code == PERSON]
    full = [c for c in people if any(_is_full(page, span, kind) for span, kind in c.mentions.items())]
    for cluster in people:
        if cluster in full or all(kind == "title" for kind in cluster.mentions.values()):
            continue
        for span in sorted(cluster.mentions):
            owner = _owner(page, full, span, only_before=cluster.authority_id is not None)
            if owner is not None and cluster.mentions[span] == "name":
                owner.mentions[span] = cluster.mentions.pop(span)
        if not cluster.mentions:
            del gathering.clusters[cluster.identity]
    _join_initialled(gathering, full)


def _is_full(page: Page, span: Span, kind: str) -> bool:
    return kind == "name" and len(_words(page, span)) > 1


def _owner(page: Page, full: list[Cluster], span: Span, *, only_before: bool) -> Cluster | None:
    """Return whose surname stands at `span`: of several namesakes the one last named in full before it.

    A surname that is known by itself is another's only once the other has been named (`only_before`).
    """
    word = _words(page, span)
    if len(word) != 1:
        return None
    found = []
    for cluster in full:
        places = [s for s, kind in cluster.mentions.items() if kind == "name" and word[0] in _words(page, s)[-1:]]
        places = places or [s for s in cluster.mentions if word[0] in _words(page, s)]
        if places:
            before = [place.start for place in places if place.start <= span.start]
            if before or not only_before:
                found.append((bool(before), max(before) if before else -places[0].start, cluster))
    return max(found, key=lambda row: row[:2])[2] if found else None


def _join_initialled(gathering: Gathering, full: list[Cluster]) -> None:
    """Join 'N. Surname' with the only person of that surname whose given name starts with N."""
    page = gathering.page
    for cluster in list(full):
        words = {tuple(_words(page, span)) for span, kind in cluster.mentions.items() if kind == "name"}
        if not all(len(w) > 1 and len(w[0]) == 1 for w in words if len(w) > 1):
            continue
        surname, initial = next((w[-1], w[0]) for w in sorted(words) if len(w) > 1)
        owners = [
            other
            for other in full
            if other is not cluster and any(
                w[-1:] == [surname] and w[0].startswith(initial) and len(w[0]) > 1
                for w in (_words(page, span) for span in other.mentions)
            )
        ]  # fmt: skip
        if len(owners) == 1:
            _merge("join_initialled", gathering, owners[0], cluster)
            full.remove(cluster)


def _join_families(gathering: Gathering) -> None:
    """Join 'the Hales' with 'the Hale family'."""
    families: dict[str, Cluster] = {}
    for cluster in list(gathering.clusters.values()):
        if cluster.type_code != "group":
            continue
        names = surname_of_family(gathering.page.document.words(min(cluster.mentions)))
        if other := next((families[name] for name in sorted(names) if name in families), None):
            _merge("join_families", gathering, other, cluster)
        else:
            families.update(dict.fromkeys(names, cluster))


def _attach_heads(gathering: Gathering, names: list[Found]) -> None:
    """Give a bare head word ('the League') to the actor named last before it whose name it closes or opens."""
    page = gathering.page
    for found in names:
        if found.kind != PLAIN or not bare_head(page, found) or found.type_code == "party":
            continue
        span, word = page.span(found.first, found.last), page.words[found.first].folded
        owners = []
        for cluster in gathering.clusters.values():
            for mention in cluster.mentions:
                words = [w.folded for w in words_of(mention.of(page.text))]
                if len(words) > 1 and (words[-1] == word or words[0] == word):
                    owners.append((mention.start <= span.start, -abs(mention.start - span.start), cluster))
        if owners:
            max(owners, key=lambda row: row[:2])[2].mentions.setdefault(span, "name")


def _attach_followers(gathering: Gathering, names: list[Found]) -> None:
    """Count the people named after an actor ('Blue Dawnists') as a mention of it."""
    page = gathering.page
    keys = {name_key(s.of(page.text)): c for c in gathering.clusters.values() for s in c.mentions}
    for found in names:
        span = page.span(found.first, found.last)
        key = name_key(span.of(page.text))
        stem = FOLLOWERS.sub("", key)
        if found.kind == PLAIN and key.endswith("s") and key not in keys and stem != key and stem in keys:
            keys[stem].mentions.setdefault(span, "demonym")


def _attach_labels(gathering: Gathering) -> None:
    """Give the label before an answer ('BB:') to the actor with that name or those initials."""
    page = gathering.page
    for span, _ in page.labels:
        if any(span.overlaps(mention) for c in gathering.clusters.values() for mention in c.mentions):
            continue
        label = span.of(page.text).replace(".", "")
        owners = [c for c in gathering.clusters.values() if _has_label(page, c, label)]
        if len(owners) == 1:
            kind = "initials" if label.isupper() else "name"
            owners[0].mentions.setdefault(span, kind)


def _has_label(page: Page, cluster: Cluster, label: str) -> bool:
    return any(has_label(span.of(page.text), label) for span in cluster.mentions)


def has_label(name: str, label: str) -> bool:
    """True when a speaker's label is the name, its surname or its initials: ("Ann Bell", "AB")."""
    if name_key(name) == name_key(label) or name_key(name).split()[-1:] == [name_key(label)]:
        return True
    return label.isupper() and not is_acronym(name) and label.lower() in initials(name.replace(".", " "))
