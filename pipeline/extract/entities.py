"""From names to actors within one article: one key for every spelling, surname, acronym, title and label."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from pipeline.extract.authority import TITLE as TITLE_ALIAS
from pipeline.extract.countries import acts
from pipeline.extract.judging import PERSON, bare_head, is_acronym, nationality
from pipeline.extract.names import Found
from pipeline.extract.phrases import name_key
from pipeline.extract.pieces import COUNTRY, KNOWN, PEOPLE, Page
from pipeline.extract.titles import beside_person, is_title, stands_for_holder
from pipeline.resolve.romanisation import spelling_key
from pipeline.spans import Span

NOT_SLUG = re.compile(r"[^a-z0-9]+")
FULL_NAMES = ("name", "acronym")


def slug(name: str) -> str:
    """Return a readable key: "Kassym-Jomart Tokayev" -> "kassym-jomart-tokayev"."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("'", "").replace("’", "")
    return NOT_SLUG.sub("-", plain).strip("-") or "actor"


@dataclass(slots=True)
class Cluster:
    """The mentions gathered for one actor so far."""

    identity: str
    type_code: str
    country_code: str | None = None
    authority_id: str | None = None
    mentions: dict[Span, str] = field(default_factory=dict)

    def absorb(self, other: "Cluster") -> None:
        """Take over the mentions of `other`, which is the same actor."""
        self.mentions |= other.mentions
        self.authority_id = self.authority_id or other.authority_id
        self.country_code = self.country_code or other.country_code


def home_country(page: Page) -> str | None:
    """Return the country an article is about: the one it names most, itself or through its people and known actors."""
    votes = Counter(piece.values[0] for piece in page.pieces if piece.kind in {COUNTRY, "adjective", PEOPLE})
    for piece in page.pieces:
        if piece.kind == KNOWN and len(piece.values) == 1:
            votes[page.authority.by_id[piece.values[0]].country_code or ""] += 1
    votes.pop("", None)
    return min(votes, key=lambda code: (-votes[code], code)) if votes else None


class Gathering:
    """Puts the names of one article together, one cluster an actor."""

    def __init__(self, page: Page) -> None:
        """Start with no clusters; `page` gives the text and the authority."""
        self.page = page
        self.home = home_country(page)
        self.clusters: dict[str, Cluster] = {}

    def add(self, cluster: Cluster, span: Span, kind: str) -> None:
        """Record a mention of an actor that may be there already."""
        self.clusters.setdefault(cluster.identity, cluster).mentions.setdefault(span, kind)

    def gather(self, names: list[Found]) -> None:
        """Sort names into clusters by what they are called; bare head words and titles wait."""
        people = [self.page.span(n.first, n.last) for n in names if n.type_code == PERSON and not self._is_title(n)]
        for found in names:
            span = self.page.span(found.first, found.last)
            if found.kind in {COUNTRY, PEOPLE}:
                self._add_country(found, span)
            elif found.kind == KNOWN:
                self._add_known(found, span, people)
            elif not bare_head(self.page, found):
                self._add_new(found, span)

    def _is_title(self, found: Found) -> bool:
        return is_title(self.page.span(found.first, found.last).of(self.page.text))

    def _add_country(self, found: Found, span: Span) -> None:
        name = self.page.document.words(span)
        identity = f"country:{found.country_code or name_key(name)}"
        cluster = Cluster(identity, "country", found.country_code)
        if found.kind == PEOPLE:
            self.add(cluster, span, "demonym")
        elif of_people := self._people_before(found):
            self.add(cluster, of_people, "demonym")
        elif acts(self.page.head(span)):
            self.add(cluster, span, "name")

    def _people_before(self, found: Found) -> Span | None:
        """Return the span of 'people of <country>' around a country name."""
        number = found.first - 1
        if number > 0 and self.page.words[number].text == "the":
            number -= 1
        if number > 0 and self.page.words[number].text == "of" and self.page.words[number - 1].folded == "people":
            return self.page.span(number - 1, found.last)
        return None

    def _add_known(self, found: Found, span: Span, people: list[Span]) -> None:
        name = span.of(self.page.text)
        described = found.type_code == PERSON and is_title(name)
        if described and (beside_person(self.page, span, people) or not stands_for_holder(self.page, span)):
            return
        actor_id = self._actor_id(found, name)
        if actor_id is None:
            self._add_new(found, span)
            return
        actor = self.page.authority.by_id[actor_id]
        kinds = {a.alias_kind for a in self.page.authority.alternatives(name) if a.actor_id == actor_id}
        kind = "title" if kinds == {TITLE_ALIAS} else "acronym" if is_acronym(name) else "name"
        cluster = Cluster(actor_id, actor.type_code, actor.country_code, actor_id)
        self.add(cluster, span, kind)

    def _actor_id(self, found: Found, name: str) -> str | None:
        if len(found.ids) == 1 and not is_title(name):
            return found.ids[0] if self._is_at_home(found) else None
        chosen = self.page.authority.chosen(name, self.home, self.page.document.published_on)
        return chosen.actor_id if chosen and chosen.actor_id in found.ids else None

    def _is_at_home(self, found: Found) -> bool:
        """True unless a common name ('Senate', 'Interior Ministry') of one country stands in an article on another."""
        actor = self.page.authority.by_id[found.ids[0]]
        if actor.type_code != "government" or self.home in (None, actor.country_code):
            return True
        return name_key(self.page.span(found.first, found.last).of(self.page.text)) == name_key(actor.name)

    def _add_new(self, found: Found, span: Span) -> None:
        name = self.page.document.words(span)
        type_code = found.type_code or "organisation"
        code = found.country_code or nationality(self.page, found)
        if code is None and type_code == "government":
            code = self.home
        key = spelling_key(name) if type_code == PERSON else name_key(name)
        kind = "acronym" if is_acronym(name) else "name"
        self.add(Cluster(f"{type_code}:{key}", type_code, code), span, kind)
