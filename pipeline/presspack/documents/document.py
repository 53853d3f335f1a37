"""What the stages hand on about one article: its segments, and its text as the parser and the extractors see it."""

from dataclasses import dataclass, field
from functools import cached_property

from presspack.base.spans import Span
from presspack.documents.doc import Doc, Token

TITLE = "title"
# Segment kinds that are the article's own words, in reading order; all others are not read.
BODY_KINDS = frozenset({"dateline", "heading", "speaker", "paragraph", "question", "answer", "quote"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the decoded record that has one job; the segments of a record touch and cover all of it.

    `kind` is a code of the vocabulary segment_kinds; `reason` says why noise was dropped (vocabulary
    noise_reasons), `speaker` who asks or answers, as the label in the text has it.
    """

    start: int
    end: int
    kind: str
    reason: str | None = None
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """The segment's place in the decoded record."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Part:
    """A title or body segment as it stands in the parsed text: `doc.text[start:end]`."""

    start: int
    end: int
    kind: str
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """The part's place in the parsed text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Text:
    """A text to parse: the title and body parts of an article, in reading order, and where each lies."""

    article_id: str
    text: str
    parts: tuple[Part, ...]
    published_on: str | None = None
    outlet: str | None = None


@dataclass(frozen=True)
class Document:
    """One article ready for extraction. All offsets are code points into `text` (and equally into `doc.text`).

    `text` holds the title and body segments as written, in reading order, with one blank line between two.
    `doc` is its parse. `doc.text` has the same length, but no-break spaces, line ends inside a segment and
    unusual quotation marks are replaced one for one by what the model knows. No sentence crosses a part.
    `published_on` is YYYY, YYYY-MM or YYYY-MM-DD.
    """

    article_id: str
    text: str
    doc: Doc
    parts: tuple[Part, ...]
    published_on: str | None = None
    outlet: str | None = None
    place: str | None = field(default=None)

    @cached_property
    def _part_of_token(self) -> list[int]:
        numbers, number = [], 0
        for token in self.doc:
            while number + 1 < len(self.parts) and token.idx >= self.parts[number + 1].start:
                number += 1
            numbers.append(number)
        return numbers

    def part_number(self, token: Token) -> int:
        """Return the index into `parts` of the part that holds `token`."""
        return self._part_of_token[token.i]

    def part(self, token: Token) -> Part:
        """Return the part that holds `token`."""
        return self.parts[self._part_of_token[token.i]]

    def words(self, span: Span) -> str:
        """Return the words at `span` as the article has them, with white space squeezed."""
        return " ".join(self.text[span.start : span.end].split())
