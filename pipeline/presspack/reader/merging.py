"""Two readers, one list: the items of a model as events and quotes, beside those of the rules.

Dates, places and actors are those that the rules' own resolvers find at the words that the model cites.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from presspack.base.spans import Span
from presspack.config import Reader
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.extract.context.article_context import Context
from presspack.extract.events.extraction import still_ahead
from presspack.extract.model import Actors, DateRange, Event, Participant, Quote
from presspack.names.gazetteer import Place
from presspack.reader.guard import Item, Refusal

RULES, MODEL, BOTH = "rules", "model", "both"
Row = TypeVar("Row", Event, Quote)
Read = TypeVar("Read")


@dataclass
class SecondReader:
    """What a model found in one article, and how it meets what the rules found.

    `is_read` is False where a part of the article has no answer: such an article is left to the rules. `readers` says
    afterwards who found each event, by trigger and type, and each quote, by its words.
    """

    reader: Reader
    items: Sequence[Item]
    refusals: list[Refusal]
    is_read: bool
    readers: dict[tuple[str, Span, str], str] = field(default_factory=dict)

    def merged(
        self, document: Document, actors: Actors, context: Context, *, events: Sequence[Event], quotes: Sequence[Quote]
    ) -> tuple[tuple[Event, ...], tuple[Quote, ...]]:
        """Return the events and quotes to publish, in text order, of those of the rules and the model's."""
        own_events = [self._event(item, document, actors, context) for item in self.items if item.table == "events"]
        own_quotes = [quote_of(item, actors) for item in self.items if item.table == "quotes"]
        found_events = self._met("events", events, own_events)
        found_quotes = self._met("quotes", quotes, own_quotes)
        return (
            tuple(sorted(found_events, key=lambda event: event.trigger)),
            tuple(sorted(found_quotes, key=lambda quote: quote.span)),
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

    def _read(self, item: Item, column: str, found: Read, reason: str) -> Read:
        """Return what was read in a cell; note a refusal if words are cited in which nothing is read."""
        if found is None and column in item.words:
            self.refusals.append(Refusal(item.part, item.table, item.number, column, reason))
        return found


def key_of(table: str, row: Event | Quote) -> tuple[str, Span, str]:
    """Return what tells a row from the others of its article."""
    return (table, row.trigger, row.type_code) if isinstance(row, Event) else (table, row.span, "")


def same(one: Event | Quote, other: Event | Quote) -> bool:
    """True if two readers found the same: events of one type whose triggers share a word, quotes that share words."""
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
