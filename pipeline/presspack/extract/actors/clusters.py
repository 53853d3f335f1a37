"""From names to actors within one article: one key for every spelling, surname, acronym, title and label."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from presspack.base.spans import Span
from presspack.english.lexicon import codes
from presspack.extract.actors.country_mentions import (
    compass_mentions,
    is_counted,
    is_in_pair,
    is_region_at_home,
    stands_for_state,
)
from presspack.extract.actors.home import home_country, likeliest_country
from presspack.extract.actors.labelled_text import COUNTRY, KNOWN, PEOPLE, TITLE, Found, Page
from presspack.extract.actors.name_clues import PERSON, bare_head, is_named_thing, is_shouted, kind_noun, nationality
from presspack.extract.actors.name_types import unique_bodies
from presspack.extract.actors.titles import (
    beside_person,
    country_of_office,
    is_definite,
    is_title,
    stands_for_holder,
    title_names,
)
from presspack.names.authority import TITLE as TITLE_ALIAS
from presspack.names.authority import is_common
from presspack.names.countries import acts, capital_codes, codes_by_name, names_by_code
from presspack.names.phrase_matcher import is_acronym, name_key
from presspack.names.romanisation import spelling_key

# A newspaper is no party of the same name.
EXCLUSIVE = frozenset({"media", "party"})
NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return a readable key: "Anna-Maria Bell" -> "anna-maria-bell"."""
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


class Gathering:
    """Puts the names of one article together, one cluster an actor."""

    def __init__(self, page: Page) -> None:
        """Start with no clusters; `page` gives the text and the authority."""
        self.page = page
        self.home, self.sure_home = likeliest_country(page), home_country(page)
        self.clusters: dict[str, Cluster] = {}
        self.named: set[str] = set()
        self.title_bodies: dict[str, Span] = {}

    def add(self, cluster: Cluster, span: Span, kind: str) -> None:
        """Record a mention of an actor that may be there already."""
        self.clusters.setdefault(cluster.identity, cluster).mentions.setdefault(span, kind)

    def gather(self, names: list[Found], places: list[Found]) -> None:
        """Sort names into clusters by what they are called; bare head words and titles wait.

        `places` are the names that are no actors themselves: a capital among them may stand for its country.
        """
        people = [self.page.span(n.first, n.last) for n in names if n.type_code == PERSON and not self._is_title(n)]
        self.named = {n.ids[0] for n in names if len(n.ids) == 1 and not self._is_title(n) and not self._is_short(n)}
        places = [place for place in places if not is_shouted(self.page, place)]
        for found in names:
            span = self.page.span(found.first, found.last)
            if found.kind in {COUNTRY, PEOPLE}:
                self._add_country(found, span)
            elif found.kind == KNOWN:
                self._add_known(found, span, people)
            elif not bare_head(self.page, found) or self._stands_alone(found):
                self._add_new(found, span)
        for found in places:
            self._add_capital(found, self.page.span(found.first, found.last))
        countries = {str(c.country_code): c for c in self.clusters.values() if c.type_code == "country"}
        taken = [span for cluster in self.clusters.values() for span in cluster.mentions]
        for code, span in compass_mentions(self.page, sorted(countries), taken):
            self.add(countries[code], span, "name")
        for title, body in title_names(self.page, names):
            self.add_title(title, body)

    def _stands_alone(self, found: Found) -> bool:
        """True for 'Parliament', 'Senate': a country has one, so that the bare word is a name."""
        return self.page.words[found.first].folded in unique_bodies()

    def _is_title(self, found: Found) -> bool:
        return is_title(self.page.span(found.first, found.last).of(self.page.text))

    def _add_country(self, found: Found, span: Span) -> None:
        name = self.page.document.words(span)
        identity = f"country:{found.country_code or name_key(name)}"
        cluster = Cluster(identity, "country", found.country_code)
        if is_region_at_home(self.page, found, self.home):
            return
        if found.kind == PEOPLE and is_counted(self.page.head(span)):
            return
        if found.kind == PEOPLE:
            self.add(cluster, span, "demonym")
        elif of_people := self._people_before(found):
            self.add(cluster, of_people, "demonym")
        elif acts(self.page.head(span)) or is_in_pair(self.page, found):
            self.add(cluster, span, "name")

    def _add_capital(self, found: Found, span: Span) -> None:
        """Count 'Paris refused' as a mention of France: a capital that does what only a state can do."""
        token = self.page.head(span)
        code = capital_codes().get(name_key(span.of(self.page.text)))
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        barred = codes("country_cues").get(name_key(span.of(self.page.text))) == "no capital"
        if code and not barred and stands_for_state(token):
            self.add(Cluster(f"country:{code}", "country", code), span, "name")

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
        if found.type_code == PERSON and is_title(name):
            self._add_known_title(found, people)
        elif actor_id := self._known_id(found, name):
            self._add_actor(actor_id, span)
        else:
            self._add_new(replace(found, country_code=None), span)

    def _is_short(self, found: Found) -> bool:
        return self._is_local(self.page.span(found.first, found.last).of(self.page.text))

    def _known_id(self, found: Found, name: str) -> str | None:
        """Return whom a known name stands for here: at home, of the kind the text says, so called on the day."""
        authority, said = self.page.authority, kind_noun(self.page, found)
        if not self._is_at_home(found):
            return None
        ids = [i for i in found.ids if said is None or said == authority.by_id[i].type_code or said not in EXCLUSIVE]
        if len(ids) > 1:
            day = self.page.document.published_on
            held = {a.actor_id for a in authority.alternatives(name) if a.holds_on(day)}
            here = [i for i in ids if authority.by_id[i].country_code == self.home]
            here = here or [i for i in ids if authority.by_id[i].country_code is None]
            if not here and self._is_local(name):
                return None
            here = here or ids
            ids = [i for i in here if i in held] or here
        return ids[0] if ids else None

    def _is_local(self, name: str) -> bool:
        return self.page.authority.is_local(name)

    def _add_actor(self, actor_id: str, span: Span) -> None:
        name = span.of(self.page.text)
        actor = self.page.authority.by_id[actor_id]
        kinds = {a.alias_kind for a in self.page.authority.alternatives(name) if a.actor_id == actor_id}
        kind = TITLE_ALIAS if kinds == {TITLE_ALIAS} else "acronym" if is_acronym(name) else "name"
        self.add(Cluster(actor_id, actor.type_code, actor.country_code, actor_id), span, kind)

    def _add_known_title(self, found: Found, people: list[Span]) -> None:
        """Give 'the Head of State' to who held that office on the day; an office of another body waits for its name."""
        page = self.page
        office = country_of_office(page, found)
        if office is None or is_named_thing(page, found):
            return
        span = page.span(office[1].first, office[1].last)
        bare = found.last - found.first == 1 or span.of(page.text).islower()
        if (bare and not is_definite(page, office[1].first)) or beside_person(page, span, people):
            return
        if stands_for_holder(page, span):
            holder = self._holder(found, office[0] or self.home)
            code = office[0] or self.home
            if holder is None:
                self.add_title(Found(office[1].first, office[1].last, TITLE, (), PERSON, code), None)
            else:
                actor = page.authority.by_id[holder]
                self.add(Cluster(holder, PERSON, actor.country_code, holder), span, TITLE_ALIAS)

    def _holder(self, found: Found, code: str | None) -> str | None:
        """Return who held an office on the day of publication; undated, the only holder whom the article names.

        Where neither text nor article says of which country the office is, it is that of a holder who is named.
        """
        page = self.page
        name = page.span(found.first, found.last).of(page.text)
        ids = [i for i in found.ids if code is None or page.authority.by_id[i].country_code == code]
        day = page.document.published_on
        named = [i for i in ids if i in self.named]
        if code is None and not named:
            return None
        if day is None and len(named) == 1:
            return named[0]
        holders = {a.actor_id for a in page.authority.alternatives(name) if a.actor_id in ids and a.holds_on(day)}
        if len(holders) > 1:
            holders &= set(named)
        return holders.pop() if len(holders) == 1 else None

    def add_title(self, title: Found, body: Found | None) -> None:
        """Record a title that stands for a person whom no name is known for yet."""
        span = self.page.span(title.first, title.last)
        if any(span.overlaps(m) for c in self.clusters.values() if c.type_code == PERSON for m in c.mentions):
            return
        key = name_key(self.page.document.words(span))
        if body is not None:
            self.title_bodies[f"title:{key}"] = self.page.span(body.first, body.last)
        self.add(Cluster(f"title:{key}", PERSON, title.country_code), span, TITLE_ALIAS)

    def _is_at_home(self, found: Found) -> bool:
        """True unless a common name ('Senate', 'Interior Ministry') of one country stands in an article on another."""
        name = self.page.span(found.first, found.last).of(self.page.text)
        countries = {self.page.authority.by_id[i].country_code for i in found.ids}
        said = found.country_code is not None and found.country_code == self.home
        if self.home is None and len(found.ids) == 1:
            return True
        named = any(i in self.named for i in found.ids) or self._says_country(found, countries)
        return not self._is_local(name) or self.home in countries - {None} or None in countries or said or named

    def _says_country(self, found: Found, countries: set[str | None]) -> bool:
        """True for a name that holds its own country: 'American military'."""
        words = (word.folded for word in self.page.words[found.first : found.last])
        return any(codes_by_name().get(word) in countries - {None} for word in words)

    def _known_with_country(self, name: str, code: str | None) -> str | None:
        """Return the known actor that 'Belgium's Labour Party' means: the 'Labour Party of Belgium'."""
        if code is None or not is_common(name):
            return None
        names = (f"{name} of {country}" for country in names_by_code().get(code, ()))
        ids = {alias.actor_id for full in names for alias in self.page.authority.alternatives(full)}
        return ids.pop() if len(ids) == 1 else None

    def _add_new(self, found: Found, span: Span) -> None:
        name = self.page.document.words(span)
        type_code = found.type_code or "organisation"
        code = found.country_code or nationality(self.page, found)
        if code is None and type_code == "government":
            code = self.sure_home
        known = self._known_with_country(name, code) or self.page.authority.by_spelling(name, type_code)
        local = type_code == "government" or is_common(name)
        if known is not None and (not local or self.page.authority.by_id[known].country_code == code):
            self._add_actor(known, span)
            return
        key = spelling_key(name) if type_code == PERSON else name_key(name)
        kind = "acronym" if is_acronym(name) else "name"
        self.add(Cluster(f"{type_code}:{key}", type_code, code), span, kind)
