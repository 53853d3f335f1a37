"""What extraction finds in one article. All spans are offsets into `Document.text`; ids across articles come later."""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.names.gazetteer import Place


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor. `kind` is a code of mention_kinds (name, title, initials, ...)."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor as a single article knows it.

    `key` is a readable slug, unique in the article; `name` the fullest form in the article; `type_code` a code of
    actor_types; `country_code` ISO 3166-1 alpha-3; `authority_id` the id in the actor authority file, if it is there;
    `sphere` the walk of life that a person's positions in the article belong to ('sport'), if they agree.
    """

    key: str
    name: str
    type_code: str
    country_code: str | None
    mentions: tuple[Mention, ...]
    authority_id: str | None = None
    sphere: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A position that the article says an actor holds; `is_office` is False for an occupation ('lawyer').

    `evidence` is the shortest run with title and name.
    """

    entity: str
    role: str
    organisation: str | None
    evidence: Span
    is_former: bool = False
    is_acting: bool = False
    since: str | None = None
    until: str | None = None
    is_office: bool = True


@dataclass(frozen=True)
class Actors:
    """The actors of one article, and who a token stands for.

    `entities` are named actors, in order of first mention. `groups` are descriptive plurals ('protesters') that
    become actors only if an event takes them as an argument. `referents` maps the index of a pronoun or definite
    common noun token ('they', 'the party') to the key of the entity it stands for, where that is clear.
    `home_code` is the country the article is at home in, where that is clear.
    """

    entities: tuple[Entity, ...]
    groups: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    referents: dict[int, str] = field(default_factory=dict)
    home_code: str | None = None

    @cached_property
    def by_key(self) -> dict[str, Entity]:
        """Entities and groups by key."""
        return {e.key: e for e in (*self.entities, *self.groups)}

    @cached_property
    def _owners(self) -> list[tuple[Span, str]]:
        return sorted((m.span, e.key) for e in (*self.entities, *self.groups) for m in e.mentions)

    @cached_property
    def _starts(self) -> tuple[list[int], int]:
        """Where mentions begin, and how long the longest is."""
        spans = [span for span, _ in self._owners]
        return [span.start for span in spans], max((span.end - span.start for span in spans), default=0)

    @cached_property
    def _owners_at(self) -> dict[int, list[tuple[Span, str]]]:
        """Mentions by each character that they hold."""
        found: dict[int, list[tuple[Span, str]]] = {}
        for mention, key in self._owners:
            for character in range(mention.start, mention.end):
                found.setdefault(character, []).append((mention, key))
        return found

    def in_span(self, span: Span) -> list[Entity]:
        """Return the entities with a mention inside or overlapping `span`, in text order, each once."""
        starts, longest = self._starts
        near = self._owners[bisect_left(starts, span.start - longest) : bisect_left(starts, span.end)]
        keys = dict.fromkeys(key for mention, key in near if mention.overlaps(span))
        return [self.by_key[key] for key in keys]

    def mention_of(self, entity: Entity, place: Span) -> Span | None:
        """Return the first mention of `entity` that holds the words at `place`, if one does."""
        held = (m for m, key in self._owners_at.get(place.start, ()) if key == entity.key and m.contains(place))
        return next(held, None)

    def of_token(self, token: Token) -> Entity | None:
        """Return the entity whose mention holds `token`, or that the pronoun or definite noun refers to."""
        place = Span(token.idx, token.idx + len(token))
        held = [(m.end - m.start, key) for m, key in self._owners_at.get(place.start, ()) if m.contains(place)]
        key = min(held)[1] if held else self.referents.get(token.i)
        return self.by_key[key] if key is not None else None


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something holds: ISO 8601 `start` and `end` as precise as known (YYYY, YYYY-MM, YYYY-MM-DD).

    `end` is null for one day, month or year. `precision` is day, month, year or unknown; `source` says how it was
    found: stated, relative, inherited or unknown. `span` is the phrase it comes from.
    """

    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    source: str = "unknown"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An argument of an event: `role_code` agent or target, its base noun phrase, and the actor if it is one."""

    role_code: str
    span: Span
    entity: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when, where, and who says so (an entity key; null in the writer's voice)."""

    type_code: str
    trigger: Span
    sentence: Span
    participants: tuple[Participant, ...]
    date: DateRange
    place: Place | None
    modality_code: str
    attributed_to: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody says: `kind` direct or indirect, `speaker` an entity key, and the spans that tell it."""

    span: Span
    kind: str
    speaker: str | None
    speaker_span: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """One quantity and what it measures.

    `span` is the whole quantity with modifier, unit and the noun it stands before, `number` the digits or number
    words alone, `indicator_span` the words that say what is measured. `subject` and `attributed_to` are entity keys.
    `change_code` (rise, fall, to, by, null) and `linked` (index of the other row of one change in the article's list);
    `base` is the index of the row this one is a share of, `event` that of the event it counts in the article's list.
    `unit` is a head noun, ISO 4217 code, 'percent' or symbol.
    """

    span: Span
    number: Span
    value: float
    value_high: float | None
    modifier_code: str
    unit: str
    unit_kind_code: str
    indicator: str
    sentence: Span
    indicator_span: Span | None = None
    change_code: str | None = None
    linked: int | None = None
    base: int | None = None
    subject: str | None = None
    place: Place | None = None
    period: DateRange = DateRange()
    attributed_to: str | None = None
    event: int | None = None
