"""Two readers, one list: the items of a model as events, figures, quotes and positions, beside those of the rules.

Dates, places and actors are those that the rules' own resolvers find at the words that the model cites.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from presspack.base.spans import Span, covering
from presspack.config import Reader
from presspack.documents.document import Document
from presspack.english.token_index import Tokens
from presspack.extract.article import Found
from presspack.extract.context.article_context import Context
from presspack.extract.events.extraction import still_ahead
from presspack.extract.model import Actors, Event, Participant, Quote, Role, Statistic
from presspack.extract.quantities.extraction import Quantity
from presspack.extract.statistics.extraction import article_of, statistic_alone, written_quantities
from presspack.extract.statistics.found import Article
from presspack.reader.calibration import shifted
from presspack.reader.guard import Item, Refusal
from presspack.reader.resolving import actor_at, date_at, head_of, place_at

RULES, MODEL, BOTH = "rules", "model", "both"
AnyRow = Event | Quote | Role | Statistic
Row = TypeVar("Row", Event, Quote, Role, Statistic)
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

    def merged(
        self, document: Document, actors: Actors, context: Context, found: Found, *, default_dollar: str
    ) -> Found:
        """Return what is to be published, in text order, of what the rules `found` and the model."""
        own_events = [self._event(item, document, actors, context) for item in self.items if item.table == "events"]
        own_quotes = [quote_of(item, actors) for item in self.items if item.table == "quotes"]
        own_roles = [self._role(item, document, actors) for item in self.items if item.table == "actor_roles"]
        events = self._met("events", found.events, own_events)
        quotes = self._met("quotes", found.quotes, own_quotes)
        roles = self._met("actor_roles", found.roles, list(dict.fromkeys(filter(None, own_roles))))
        figures = self._met("statistics", found.statistics, self._figures(document, actors, context, default_dollar))
        return Found(
            tuple(sorted(map(self._trusted, events), key=lambda event: event.trigger)),
            tuple(sorted(quotes, key=lambda quote: quote.span)),
            tuple(sorted(roles, key=lambda role: role.evidence)),
            tuple(renumbered(found.statistics, sorted(figures, key=lambda figure: figure.span))),
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
            self.reader.confidence.model,
        )

    def _trusted(self, event: Event) -> Event:
        """Return an event with the confidence that fits who found it; where the model did not read, with its own."""
        stated, code = self.reader.confidence, self.readers[key_of("events", event)]
        shift = {RULES: stated.rules_shift, BOTH: stated.both_shift}.get(code, 0.0)
        asked = self.is_read and "events" in self.reader.tables
        return replace(event, confidence=shifted(event.confidence, shift)) if asked and shift else event

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

    def _figures(self, document: Document, actors: Actors, context: Context, dollar: str) -> list[Statistic]:
        """Return the items that are figures, each figure once."""
        items = [item for item in self.items if item.table == "statistics"]
        if not items:
            return []
        tokens = Tokens(document.doc)
        written = list(written_quantities(document, tokens, dollar))
        article = article_of(document, tokens, actors, context)
        rows: dict[Span, Statistic] = {}
        for item in items:
            row = self._figure(item, written, article)
            if row is not None and row.number in rows:
                self.refusals.append(Refusal(item.part, item.table, item.number, "", "repeated"))
            elif row is not None:
                rows[row.number] = row
        return list(rows.values())

    def _figure(self, item: Item, written: Sequence[Quantity], article: Article) -> Statistic | None:
        """Return an item as a figure: number, unit and kind are those that our own reader finds in its words."""
        inside = [quantity for quantity in written if item.words["text"].contains(quantity.number)]
        quantity = self._read(item, "text", inside[0] if len(inside) == 1 else None, "not_a_figure")
        if quantity is None:
            return None
        document, actors, context = article.document, article.actors, article.context
        row = statistic_alone(article, quantity)
        if (measured := item.words.get("indicator")) is not None:
            row = replace(row, indicator=document.words(measured), indicator_span=measured)
        if (subject := item.words.get("subject")) is not None:
            key = self._read(item, "subject", actor_at(subject, document, actors), "not_an_actor")
            row = replace(row, subject=key)
        if (source := item.words.get("attributed_to")) is not None:
            row = replace(row, attributed_to=actor_at(source, document, actors))
        date = self._read(item, "when", date_at(item.words.get("when"), context), "not_a_date")
        place = self._read(item, "place", place_at(item.words.get("place"), context), "not_a_place")
        return replace(row, period=date or row.period, place=place or row.place)

    def _read(self, item: Item, column: str, found: Read, reason: str) -> Read:
        """Return what was read in a cell; note a refusal if words are cited in which nothing is read."""
        if found is None and column in item.words:
            self.refusals.append(Refusal(item.part, item.table, item.number, column, reason))
        return found


def key_of(table: str, row: AnyRow) -> Key:
    """Return what tells a row from the others of its article, as its id does: table, place, and more if need be."""
    if isinstance(row, Role):
        return table, row.evidence, row.entity, row.role
    return (table, row.trigger, row.type_code) if isinstance(row, Event) else (table, row.span)


def same(one: AnyRow, other: AnyRow) -> bool:
    """True if two readers found the same.

    Events of one type whose triggers share a word, quotes that share words, figures that share a number, positions of
    one actor that share a word.
    """
    if isinstance(one, Role) and isinstance(other, Role):
        shared = set(one.role.lower().split()) & set(other.role.lower().split())
        return one.entity == other.entity and bool(shared)
    if isinstance(one, Event) and isinstance(other, Event):
        return one.type_code == other.type_code and one.trigger.overlaps(other.trigger)
    if isinstance(one, Statistic) and isinstance(other, Statistic):
        return one.number.overlaps(other.number)
    return isinstance(one, Quote) and isinstance(other, Quote) and one.span.overlaps(other.span)


def renumbered(before: Sequence[Statistic], rows: Sequence[Statistic]) -> list[Statistic]:
    """Return figures whose references to other figures of the list `before` are references to those of `rows`."""
    places = {row.number: index for index, row in enumerate(rows)}

    def moved(index: int | None) -> int | None:
        return None if index is None else places.get(before[index].number)

    return [replace(row, linked=moved(row.linked), base=moved(row.base)) for row in rows]


def quote_of(item: Item, actors: Actors) -> Quote:
    """Return an item as a quote."""
    speaker = item.words.get("speaker")
    key = None if speaker is None else next((e.key for e in actors.in_span(speaker)), None)
    return Quote(item.words["text"], item.codes["kind_code"], key, speaker, item.words.get("cue"))
