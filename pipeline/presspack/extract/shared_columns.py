"""Columns that tables of one article share: ids, offsets into the decoded record, evidence, places, dates."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from presspack.base.ids import digest, text_sha256
from presspack.base.spans import Span, trimmed
from presspack.documents.document import Document
from presspack.extract.model import DateRange
from presspack.names.gazetteer import Place
from presspack.tables.package_metadata import read_metadata
from presspack.tables.parquet import Row
from presspack.tables.schema import schema
from presspack.tables.table_groups import PER_ARTICLE, extracted_tables

PLACE_COLUMNS = ("place", "place_source_code", "country_code", "country_source_code", "geonames_id")


@cache
def letter(table: str) -> str:
    """Return the letter that ids of `table` begin with."""
    return schema(table).id_prefix


@lru_cache
def tables() -> tuple[str, ...]:
    """Return the names of the tables that extraction fills."""
    return *PER_ARTICLE, *extracted_tables(read_metadata().schemas)


@dataclass(frozen=True)
class SharedColumns:
    """The columns that tables share, and the two tables that others rest on: evidence and places.

    Actors are named by entity id: article id, a colon, key in the article.
    """

    document: Document
    source_span: Callable[[Span], Span]
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in tables()})
    quoted: set[str] = field(default_factory=set)
    located: set[str] = field(default_factory=set)
    words: dict[tuple[int | None, int | None], str] = field(default_factory=dict)

    def entity_id(self, key: str | None) -> str | None:
        """Return the id of an entity of this article, null for null."""
        return None if key is None else f"{self.document.article_id}:{key}"

    def id_at(self, table: str, span: Span, *more: object) -> str:
        """Return an id of `table`: its letter, and a digest of the article, where `span` stands, and `more`.

        The letter of the article is left out, so that the digits are those of releases in which ids had no letter.
        """
        article = self.document.article_id.removeprefix(letter("articles"))
        return letter(table) + digest(article, *self.source_span(span), *more)

    def span_columns(self, span: Span | None, prefix: str) -> dict[str, int | None]:
        """Return the start and end columns of `span` in the record, null for null."""
        return {f"{prefix}_start": None, f"{prefix}_end": None} if span is None else {**self.at(span, prefix)}

    def at(self, span: Span, prefix: str = "") -> dict[str, int]:
        """Return the start and end columns of `span` in the record."""
        name = f"{prefix}_" if prefix else ""
        start, end = self.source_span(span)
        self.words[start, end] = self.document.words(span)
        return {f"{name}start": start, f"{name}end": end}

    def evidence_id(self, sentence: Span) -> str:
        """Return the id of `sentence` in the evidence table, where it is added if it is not there."""
        sentence = trimmed(self.document.text, sentence)
        key, text = self.id_at("evidence", sentence), sentence.of(self.document.text)
        if key not in self.quoted:
            self.quoted.add(key)
            self.rows["evidence"].append(
                {
                    "evidence_id": key,
                    "article_id": self.document.article_id,
                    **self.at(sentence),
                    "text": text,
                    "text_sha256": text_sha256(text),
                }
            )
        return key

    def sentence_of(self, span: Span) -> Span:
        """Return the run of sentences that `span` lies in."""
        found = self.document.doc.char_span(span.start, span.end)
        if found is None:
            raise ValueError(f"{span} is outside article {self.document.article_id}")
        return Span(found[0].sent.start_char, found[-1].sent.end_char)

    def lemma(self, span: Span | None) -> str | None:
        """Return the base form of the word at `span`, null for null."""
        tokens = None if span is None else self.document.doc.char_span(*span)
        return None if tokens is None else tokens.root.lemma_.lower()

    def place(self, place: Place | None, sentence: Span) -> dict[str, str | None]:
        """Return the columns for the place and country of a row that rests on `sentence`, all null without any.

        A place that the gazetteer knows is added to places.
        """
        if place is None:
            return dict.fromkeys(PLACE_COLUMNS)
        if place.span is None:  # no place is named: what the article is about suggests a country
            return dict.fromkeys(PLACE_COLUMNS) | {
                "country_code": place.country_code,
                "country_source_code": "inferred",
            }
        key = None if place.geonames_id is None else str(place.geonames_id)
        if key and key not in self.located:
            self.located.add(key)
            self.rows["places"].append(
                {
                    "article_id": self.document.article_id,
                    "geonames_id": key,
                    "name": place.name,
                    "country_code": place.country_code,
                    "latitude": place.latitude,
                    "longitude": place.longitude,
                }
            )
        return {
            "place": place.name,
            "place_source_code": self.place_source(place.span, sentence),
            "country_code": place.country_code,
            "country_source_code": "place" if place.country_code else None,
            "geonames_id": key,
        }

    def place_source(self, span: Span, sentence: Span) -> str:
        """Return where the words of a place stand: in the sentence, at the head of the article, or elsewhere."""
        if sentence.contains(span):
            return "sentence"
        head = any(part.kind == "dateline" and part.span.contains(span) for part in self.document.parts)
        return "article" if head else "carried"


def dates(prefix: str, when: DateRange) -> dict[str, str | None]:
    """Return the columns for a date: its start and end, precision and source."""
    return {
        f"{prefix}_start": when.start,
        f"{prefix}_end": when.end,
        f"{prefix}_precision_code": when.precision,
        f"{prefix}_source_code": when.source,
    }
