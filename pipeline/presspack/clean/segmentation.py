"""Blocks to segments: every character of the record in exactly one, noise with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from presspack.documents.document import Segment

NOISE = "noise"
GAPS = ("white_space", "markup")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the record that has been recognised; marks do not overlap."""

    start: int
    end: int
    kind: str
    reason: str | None = None
    speaker: str | None = None


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Return touching segments that cover `text`: the marks, and noise for what lies between them.

    Neighbours that are noise of the same reason are one segment; white space and markup join the noise beside them.
    """
    found: list[Segment] = []
    position = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start > position:
            add(found, gap(text, position, mark.start))
        add(found, Segment(mark.start, mark.end, mark.kind, mark.reason, mark.speaker))
        position = mark.end
    if position < len(text):
        add(found, gap(text, position, len(text)))
    return tuple(found)


def gap(text: str, start: int, end: int) -> Segment:
    """Return what lies between two marks: white space, or markup that nobody reads."""
    blank = not text[start:end].strip("\ufeff \t\n\r\x0b\x0c\x85\xa0\u2028\u2029") or text[start:end].isspace()
    return Segment(start, end, NOISE, "white_space" if blank else "markup")


def add(found: list[Segment], segment: Segment) -> None:
    """Append `segment`, or widen the last one if both are noise that belongs together."""
    last = found[-1] if found else None
    if last is None or last.kind != NOISE or segment.kind != NOISE:
        found.append(segment)
    elif last.reason == segment.reason or segment.reason in GAPS:
        found[-1] = Segment(last.start, segment.end, NOISE, last.reason)
    elif last.reason in GAPS:
        found[-1] = Segment(last.start, segment.end, NOISE, segment.reason)
    else:
        found.append(segment)
