"""What cleaning gives for one record: its text, its segments, and what the record says about itself."""

from dataclasses import dataclass

from presspack.base.spans import Span
from presspack.documents.document import BODY_KINDS, Segment

USED, EMPTY, UNREADABLE, UNSUPPORTED_LANGUAGE = "used", "empty", "unreadable", "unsupported_language"


@dataclass(frozen=True, slots=True)
class Metadatum:
    """A value the record states about itself, where it stands (if in the text), and the rule that found it."""

    value: str
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class DateMetadatum:
    """A publication date: YYYY, YYYY-MM or YYYY-MM-DD; `source` is stated, inferred or hint.

    `note` is set when the order of day and month was a choice ("day first", "month first").
    """

    value: str
    precision: str
    span: Span | None
    rule: str
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """One record after cleaning. Offsets are code points into `text`, the decoded record."""

    text: str
    media_type: str
    encoding: str
    encoding_source: str
    segments: tuple[Segment, ...]
    title: Metadatum | None = None
    outlet: Metadatum | None = None
    author: Metadatum | None = None
    published_on: DateMetadatum | None = None
    language: str | None = None
    language_score: float | None = None
    status: str = USED
    reason: str | None = None

    def body(self) -> list[Segment]:
        """Return the segments that are the article's own words, in reading order."""
        return [segment for segment in self.segments if segment.kind in BODY_KINDS]
