"""All that is extracted from one article, in the order in which one thing needs another."""

from dataclasses import dataclass, replace
from typing import Protocol

from presspack.documents.document import Document
from presspack.extract.actors.extraction import actors_in
from presspack.extract.actors.groups import main_groups
from presspack.extract.context.article_context import Context, context_of
from presspack.extract.events.extraction import events_in
from presspack.extract.model import Actors, Entity, Event, Quote, Role, Statistic
from presspack.extract.quotes.extraction import quotes_in
from presspack.extract.statistics.event_links import with_events
from presspack.extract.statistics.extraction import statistics_in
from presspack.names.authority import Authority


@dataclass(frozen=True, slots=True)
class Extraction:
    """The actors, events, statistics and quotes of one article."""

    actors: Actors
    events: tuple[Event, ...]
    statistics: tuple[Statistic, ...]
    quotes: tuple[Quote, ...] = ()
    main_groups: frozenset[str] = frozenset()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The named actors, and the groups that the article is about or an event involves, by first mention."""
        used = {p.entity for event in self.events for p in event.participants} | self.main_groups
        kept = (*self.actors.entities, *(group for group in self.actors.groups if group.key in used))
        return tuple(sorted(kept, key=lambda e: (e.mentions[0].span, e.key)))


@dataclass(frozen=True, slots=True)
class Found:
    """What two readers can both find in an article."""

    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    roles: tuple[Role, ...]
    statistics: tuple[Statistic, ...]


class OtherReader(Protocol):
    """Someone else who read the article."""

    def merged(
        self, document: Document, actors: Actors, context: Context, found: Found, *, default_dollar: str
    ) -> Found:
        """Return what is to be published of what the rules `found` and of the reader's own."""


def extraction_of(
    document: Document, authority: Authority, *, default_dollar: str, other: OtherReader | None = None
) -> Extraction:
    """Return everything that is extracted from `document`, where an `other` reader has its say, if there is one."""
    actors = actors_in(document, authority)
    context = context_of(document, actors)
    found_events, quotes = tuple(events_in(document, actors, context)), tuple(quotes_in(document, context.attribution))
    figures = tuple(statistics_in(document, actors, context, default_dollar=default_dollar))
    read = Found(found_events, quotes, actors.roles, figures)
    if other is not None:
        read = other.merged(document, actors, context, read, default_dollar=default_dollar)
    events = tuple(placed(own_words(event), actors) for event in read.events)
    statistics = tuple(with_events(document, read.statistics, events))
    actors = replace(actors, roles=read.roles)
    found = Extraction(actors, events, statistics, read.quotes, main_groups(document, actors.groups))
    known = {None, *(entity.key for entity in found.entities)}
    return replace(
        found,
        events=tuple(e if e.attributed_to in known else replace(e, attributed_to=None) for e in events),
        statistics=tuple(s if {s.subject, s.attributed_to} <= known else of_known(s, known) for s in statistics),
        quotes=tuple(q if q.speaker in known else replace(q, speaker=None) for q in quotes),
    )


def own_words(event: Event) -> Event:
    """Return `event` without a source that is its agent: who tells of a deed of their own is not cited for it."""
    agents = {p.entity for p in event.participants if p.role_code == "agent"}
    return replace(event, attributed_to=None) if event.attributed_to in agents else event


def placed(event: Event, actors: Actors) -> Event:
    """Return `event` without a place that is not named but taken from the article, if a participant is of elsewhere."""
    if event.place is None or event.place.span is not None:
        return event
    countries = {actors.by_key[p.entity].country_code for p in event.participants if p.entity in actors.by_key}
    return event if countries <= {None, event.place.country_code} else replace(event, place=None)


def of_known(row: Statistic, known: set[str | None]) -> Statistic:
    """Return `row` without a subject or source that is no actor of the article: a group that no event involves."""
    subject, source = (key if key in known else None for key in (row.subject, row.attributed_to))
    return replace(row, subject=subject, attributed_to=source)
