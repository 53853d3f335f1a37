"""Spans: half-open code point offsets into a text, and the arithmetic on them."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """The run `text[start:end]`; offsets are Unicode code points, `end` is exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span stands for: Span(0, 4).of("Nur Otan") -> "Nur "."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True when both share at least one character; touching ends do not overlap."""
        return self.start < other.end and other.start < self.end


def trimmed(text: str, span: Span) -> Span:
    """Return `span` without white space at either end (empty, at its start, if there is nothing else)."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def covering(spans: Iterable[Span]) -> Span:
    """Return the smallest span that holds all of `spans`, of which there must be at least one."""
    spans = list(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))
