"""Two readers, one list: the items of a model as events and quotes, beside those of the rules.

Dates, places and actors are those that the rules' own resolvers find at the words that the model cites.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from presspack.base.spans import Span, covering
from presspack.config import Reader
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.extract.article import Found
from presspack.extract.context.article_context import Context
from presspack.extract.events.extraction import still_ahead
from presspack.extract.model import Actors, DateRange, Event, Participant, Quote, Role
from presspack.names.gazetteer import Place
from presspack.reader.guard import Item, Refusal

RULES, MODEL, BOTH = "rules", "model", "both"
Row = TypeVar("Row", Event, Quote, Role)
Read = TypeVar("Read")
Key = tuple[Any, ...]


@dataclass
class SecondReader:
    """What a model found in one article, and how it meets what the rules found.

    `is_read` is False where a part of the article has no answer: such an article is left to the rules. `readers` says
    afterwards who found each row, by table, place and what else tells it from the others.
    """

    reader: Reader
    items: Sequence[Item]
    refusals: list[Refusal]
    is_read: bool
    readers: dict[Key, str] = field(default_factory=dict)

    def merged(self, document: Document, actors: Actors, context: Context, found: Found) -> Found:
        """Return what is to be published, in text order, of what the rules `found` and the model."""
        own_events = [self._event(item, document, actors, context) for item in self.items if item.table == "events"]
        own_quotes = [quote_of(item, actors) for item in self.items if item.table == "quotes"]
        own_roles = [self._role(item, document, actors) for item in self.items if item.table == "actor_roles"]
        events = self._met("events", found.events, own_events)
        quotes = self._met("quotes", found.quotes, own_quotes)
        roles = self._met("actor_roles", found.roles, list(dict.fromkeys(filter(None, own_roles))))
        return Found(
            tuple(sorted(events, key=lambda event: event.trigger)),
            tuple(sorted(quotes, key=lambda quote: quote.span)),
            tuple(sorted(roles, key=lambda role: role.evidence)),
        )

    def _met(self, table: str, by_rules: Sequence[Row], by_model: Sequence[Row]) -> list[Row]:
        """Return the rows of a table that the settings ask for, and note who found each."""
        if not self.is_read or table not in self.reader.tables:
            return self._noted(table, by_rules, RULES)
        both = [row for row in by_rules if any(same(row, other) for other in by_model)]
        rules_only = [row for row in by_rules if row not in both]
        model_only = [row for row in by_model if not any(same(row, other) for other in by_rules)]
        found = self._noted(table, both, BOTH)
        if self.reader.rows in ("rules", "union"):
            found += self._noted(table, rules_only, RULES)
        if self.reader.rows in ("model", "union"):
            found += self._noted(table, model_only, MODEL)
        return found

    def _noted(self, table: str, rows: Sequence[Row], reader: str) -> list[Row]:
        for row in rows:
            self.readers[key_of(table, row)] = reader
        return list(rows)

    def _event(self, item: Item, document: Document, actors: Actors, context: Context) -> Event:
        """Return an item as an event: when, where and who are what our resolvers make of the words that it cites."""
        token = head_of(document, item.words["trigger"])
        date = self._read(item, "when", date_at(item.words.get("when"), context), "not_a_date")
        date = date or context.date_of(token)
        place = self._read(item, "place", place_at(item.words.get("place"), context), "not_a_place")
        source = item.words.get("attributed_to")
        return Event(
            item.codes["type_code"],
            item.words["trigger"],
            item.sentence,
            tuple(
                Participant(role, span, actor_at(span, document, actors)) for role, span in sorted(item.participants)
            ),
            date,
            place or context.place_of(token),
            still_ahead(document, date, item.codes["modality_code"]),
            context.speaker_of(token) if source is None else actor_at(source, document, actors),
            self.reader.confidence,
        )

    def _role(self, item: Item, document: Document, actors: Actors) -> Role | None:
        """Return an item as a position of an actor of the article; None, refused, if its words name none."""
        actor, role, body = (item.words.get(cell) for cell in ("actor", "role", "organisation"))
        if actor is None or role is None:
            raise ValueError(f"an item of actor_roles without words: {item}")
        held_by = self._read(item, "actor", actor_at(actor, document, actors), "not_an_actor")
        if held_by is None or held_by not in {entity.key for entity in actors.entities}:
            return None
        at = None if body is None else actor_at(body, document, actors)
        at = self._read(item, "organisation", at, "not_an_actor")
        known = at in {entity.key for entity in actors.entities}
        return Role(held_by, document.words(role), at if known else None, covering([actor, role]))

    def _read(self, item: Item, column: str, found: Read, reason: str) -> Read:
        """Return what was read in a cell; note a refusal if words are cited in which nothing is read."""
        if found is None and column in item.words:
            self.refusals.append(Refusal(item.part, item.table, item.number, column, reason))
        return found


def key_of(table: str, row: Event | Quote | Role) -> Key:
    """Return what tells a row from the others of its article, as its id does: table, place, and more if need be."""
    if isinstance(row, Role):
        return table, row.evidence, row.entity, row.role
    return (table, row.trigger, row.type_code) if isinstance(row, Event) else (table, row.span)


def same(one: Event | Quote | Role, other: Event | Quote | Role) -> bool:
    """True if two readers found the same.

    Events of one type whose triggers share a word, quotes that share words, positions of one actor that share a word.
    """
    if isinstance(one, Role) and isinstance(other, Role):
        shared = set(one.role.lower().split()) & set(other.role.lower().split())
        return one.entity == other.entity and bool(shared)
    if isinstance(one, Event) and isinstance(other, Event):
        return one.type_code == other.type_code and one.trigger.overlaps(other.trigger)
    return isinstance(one, Quote) and isinstance(other, Quote) and one.span.overlaps(other.span)


def quote_of(item: Item, actors: Actors) -> Quote:
    """Return an item as a quote."""
    speaker = item.words.get("speaker")
    key = None if speaker is None else next((e.key for e in actors.in_span(speaker)), None)
    return Quote(item.words["text"], item.codes["kind_code"], key, speaker, item.words.get("cue"))


def head_of(document: Document, span: Span) -> Token:
    """Return the head word of a span that the guard found."""
    tokens = document.doc.char_span(*span)
    if tokens is None:
        raise ValueError(f"{span} is outside article {document.article_id}")
    return tokens.root


def actor_at(span: Span, document: Document, actors: Actors) -> str | None:
    """Return the key of the actor that words stand for; None if they name none, or it is unclear which."""
    found = actors.of_token(head_of(document, span))
    if found is not None:
        return found.key
    named = actors.in_span(span)
    return named[0].key if len(named) == 1 else None


def date_at(words: Span | None, context: Context) -> DateRange | None:
    """Return the date that our resolver reads in the words; None if it reads none, or several.

    Without it the date is that of the clause, as for the rules: the model's own word for a date is never taken.
    """
    found = [phrase.range for phrase in context.date_phrases if words is not None and phrase.span.overlaps(words)]
    return found[0] if len(found) == 1 else None


def place_at(words: Span | None, context: Context) -> Place | None:
    """Return the place that the words name as the gazetteer or the article knows it; None if they name none."""
    return None if words is None else context.place_at(words)
