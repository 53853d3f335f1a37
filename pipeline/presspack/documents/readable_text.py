"""What the parser reads of a record: its title and body segments in order, and the way back to the record."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from presspack.base.spans import Span
from presspack.captures.rendering import Rendering, rendered
from presspack.documents.document import BODY_KINDS, TITLE, Part, Segment, Text

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Reading:
    """The text of an article as a reader sees it, and where each of its characters stands in the record."""

    text: str
    parts: tuple[Part, ...]
    renderings: tuple[Rendering, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [part.start for part in self.parts]

    def source_span(self, span: Span) -> Span:
        """Return where `span` of the reading, which must lie in one part, stands in the decoded record."""
        number = bisect_right(self._starts, span.start) - 1
        start = self._starts[number]
        return self.renderings[number].source_span(span.start - start, span.end - start)

    def to_parse(self, article_id: str, published_on: str | None, outlet: str | None) -> Text:
        """Return the reading as the parser takes it."""
        return Text(article_id, self.text, self.parts, published_on, outlet)


def reading_of(text: str, segments: Sequence[Segment], media_type: str) -> Reading:
    """Return what is to be read of a record: title and body segments in order, a blank line between two."""
    read = [s for s in segments if s.kind == TITLE or s.kind in BODY_KINDS]
    renderings = [rendered(text, segment.span, media_type) for segment in read]
    parts, start = [], 0
    for segment, rendering in zip(read, renderings, strict=True):
        parts.append(Part(start, start + len(rendering.text), segment.kind, segment.speaker))
        start += len(rendering.text) + len(BETWEEN)
    return Reading(BETWEEN.join(r.text for r in renderings), tuple(parts), tuple(renderings))


def body_text(text: str, segments: Sequence[Segment], media_type: str) -> str:
    """Return the body as a reader sees it: a line per paragraph, labels and datelines before their words."""
    words: list[str] = []
    last = 0
    for segment in segments:
        if segment.kind in BODY_KINDS:
            between = text[last : segment.start] if media_type != "text/html" else "\n"
            joint = "\n" if "\n" in between or "\r" in between else " "
            words += (
                [joint, rendered(text, segment.span, media_type).text]
                if words
                else [rendered(text, segment.span, media_type).text]
            )
            last = segment.end
    return "".join(words)
