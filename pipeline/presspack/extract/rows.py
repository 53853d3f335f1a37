"""The extraction of one article as rows of the published tables, with offsets into the decoded record."""

from functools import lru_cache

from presspack.base.ids import digest, text_sha256
from presspack.base.spans import Span
from presspack.extract.article import Extraction
from presspack.extract.left_out import Fault, Judged, without_faulty
from presspack.extract.model import Event, Participant, Quote, Role, Statistic
from presspack.extract.prose import LONGEST_SENTENCE, MOST_FIGURES, not_read
from presspack.extract.shared_columns import SharedColumns, dates, letter, tables
from presspack.tables.parquet import Row
from presspack.tables.row_faults import row_tests
from presspack.tables.schema import TableSchema, schema
from presspack.tables.table_groups import PER_ARTICLE

HEAP = f"a sentence of at most {LONGEST_SENTENCE} words and {MOST_FIGURES} figures; this one is not read"
UNREAD = (("events", "type_code"), ("statistics", "value"))  # of what rows are not sought in such a sentence


def table_schema(name: str) -> TableSchema:
    """Return the schema of an extracted table: of entities and places as single articles have them."""
    return schema(name, file=f"build/{name}") if name in PER_ARTICLE else schema(name)


@lru_cache
def judged() -> dict[str, Judged]:
    """Return the tables that extraction fills, with the tests that their rows must pass."""
    return {name: Judged(table := table_schema(name), row_tests(table)) for name in tables()}


class ArticleRows(SharedColumns):
    """Collects the rows of one article, a method for each table."""

    def add(self, found: Extraction) -> dict[str, list[Row]]:
        """Return the rows of `found` by table."""
        for entity in found.entities:
            self.rows["entities"].append(
                {
                    "article_id": self.document.article_id,
                    "entity_id": self.entity_id(entity.key),
                    "key": entity.key,
                    "name": entity.name,
                    "type_code": entity.type_code,
                    "country_code": entity.country_code,
                    "authority_id": entity.authority_id,
                    "seat_code": entity.country_code or found.actors.home_code,
                    "sphere": entity.sphere,
                }
            )
            for mention in entity.mentions:
                self.add_mention(entity.key, mention.span, mention.kind)
        for role in found.actors.roles:
            self.add_role(role)
        for event in found.events:
            self.add_event(event)
        ids = [self.id_at("statistics", statistic.span) for statistic in found.statistics]
        events = [self.id_at("events", event.trigger, event.type_code) for event in found.events]
        for statistic in found.statistics:
            event_id = None if statistic.event is None else events[statistic.event]
            self.add_statistic(statistic, ids, event_id)
        for quote in found.quotes:
            self.add_quote(quote)
        left_out = without_faulty(self.rows, judged(), self.left_out)
        unread = [self.at(span) for span in not_read(self.document)]
        left_out += [self.left_out(table, row, (column, HEAP)) for row in unread for table, column in UNREAD]
        self.rows["left_out"] += {row["left_out_id"]: row for row in left_out}.values()
        return self.rows

    def left_out(self, table: str, row: Row, fault: Fault) -> Row:
        """Return the row of left_out for a row of `table` and what is wrong with it."""
        column, expected = fault
        where, article = (row.get("start"), row.get("end")), self.document.article_id.removeprefix(letter("articles"))
        if where not in self.words:  # no place in the article: its first words stand for it
            self.at(self.document.parts[0].span)
            where = self.source_span(self.document.parts[0].span)
        words = self.words[where]
        return {
            "left_out_id": letter("left_out") + digest(article, *where, table, column),
            "article_id": self.document.article_id,
            "start": where[0],
            "end": where[1],
            "text": words,
            "text_sha256": text_sha256(words),
            "table": table,
            "column": column,
            "reason": expected,
        }

    def add_mention(self, key: str, span: Span, kind: str) -> None:
        """Add a row to mentions; the link across articles comes later."""
        self.rows["mentions"].append(
            {
                "mention_id": self.id_at("mentions", span, key),
                "article_id": self.document.article_id,
                **self.at(span),
                "text": self.document.words(span),
                "actor_id": self.entity_id(key),
                "kind_code": kind,
                "link_rule": "article",
                "link_score": 1.0,
            }
        )

    def add_role(self, role: Role) -> None:
        """Add a row to actor_roles."""
        self.rows["actor_roles"].append(
            {
                "role_id": self.id_at("actor_roles", role.evidence, role.entity, role.role),
                "article_id": self.document.article_id,
                **self.at(role.evidence),
                "actor_id": self.entity_id(role.entity),
                "role": role.role,
                "organisation_id": self.entity_id(role.organisation),
                "is_former": role.is_former,
                "is_acting": role.is_acting,
                "is_office": role.is_office,
                "since": role.since,
                "until": role.until,
                "evidence_id": self.evidence_id(self.sentence_of(role.evidence)),
            }
        )

    def add_event(self, event: Event) -> None:
        """Add a row to events and one per participant to event_participants."""
        event_id, trigger = self.id_at("events", event.trigger, event.type_code), self.document.words(event.trigger)
        self.rows["events"].append(
            {
                "event_id": event_id,
                "article_id": self.document.article_id,
                **self.at(event.trigger),
                "type_code": event.type_code,
                "trigger": trigger,
                "trigger_sha256": text_sha256(trigger),
                **dates("date", event.date),
                **self.span_columns(event.date.span, "when"),
                "reported_on": self.document.published_on,
                **self.place(event.place, event.sentence),
                "modality_code": event.modality_code,
                "attributed_to": self.entity_id(event.attributed_to),
                "confidence": round(event.confidence, 4),
                "event_cluster_id": letter("event_clusters") + event_id.removeprefix(letter("events")),
                "evidence_id": self.evidence_id(event.sentence),
            }
        )
        where = event.place.span if event.place else None
        named = [Participant("place", where, None)] if where and event.sentence.contains(where) else []
        for number, participant in enumerate([*event.participants, *named], 1):
            words = self.document.words(participant.span)
            self.rows["event_participants"].append(
                {
                    "event_id": event_id,
                    "participant": number,
                    "role_code": participant.role_code,
                    "article_id": self.document.article_id,
                    **self.at(participant.span),
                    "text": words,
                    "text_sha256": text_sha256(words),
                    "actor_id": self.entity_id(participant.entity),
                }
            )

    def add_statistic(self, statistic: Statistic, ids: list[str], event_id: str | None) -> None:
        """Add a row to statistics, with the event that it counts; `ids` are those of all statistics, in order."""
        self.rows["statistics"].append(
            {
                "statistic_id": self.id_at("statistics", statistic.span),
                "article_id": self.document.article_id,
                **self.at(statistic.span),
                "text": self.document.words(statistic.span),
                **self.at(statistic.number, "number"),
                "value": float(statistic.value),
                "value_high": None if statistic.value_high is None else float(statistic.value_high),
                "modifier_code": statistic.modifier_code,
                "change_code": statistic.change_code,
                "linked_statistic_id": None if statistic.linked is None else ids[statistic.linked],
                "base_statistic_id": None if statistic.base is None else ids[statistic.base],
                "unit": statistic.unit or None,
                "unit_kind_code": statistic.unit_kind_code,
                "indicator": statistic.indicator or None,
                **self.at(statistic.indicator_span or statistic.span, "indicator"),
                "event_id": event_id,
                "subject_id": self.entity_id(statistic.subject),
                **dates("period", statistic.period),
                **self.span_columns(statistic.period.span, "when"),
                "reported_on": self.document.published_on,
                **self.place(statistic.place, statistic.sentence),
                "attributed_to": self.entity_id(statistic.attributed_to),
                "evidence_id": self.evidence_id(statistic.sentence),
            }
        )

    def add_quote(self, quote: Quote) -> None:
        """Add a row to quotes."""
        words = self.document.words(quote.span)
        speaker = None if quote.speaker_span is None else self.document.words(quote.speaker_span)
        self.rows["quotes"].append(
            {
                "quote_id": self.id_at("quotes", quote.span),
                "article_id": self.document.article_id,
                **self.at(quote.span),
                "text": words,
                "text_sha256": text_sha256(words),
                "kind_code": quote.kind,
                "speaker_id": self.entity_id(quote.speaker),
                "speaker": speaker,
                "speaker_sha256": None if speaker is None else text_sha256(speaker),
                **self.span_columns(quote.speaker_span, "speaker"),
                "cue": self.lemma(quote.cue),
                **self.span_columns(quote.cue, "cue"),
            }
        )
