"""The lines of a text as written: text, heading, item, row or rule, how deep each is quoted, what stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from presspack.base.spans import Span, trimmed
from presspack.captures.markdown import front_matter_end
from presspack.captures.unseen import LINE_ENDS, PAGE_NUMBER

TEXT, HEADING, ITEM, ROW, RULE = "text", "heading", "item", "row", "rule"
LINE = re.compile(rf"[^{LINE_ENDS}]+")
BREAKS = re.compile(rf"\r\n|[{LINE_ENDS}]")
QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
PAGE = re.compile(rf"{PAGE_NUMBER}$", re.IGNORECASE)
BULLET = re.compile(r"(?:[-*+•◦▪‣·]|\(?(?:\d{1,3}|[a-z])[.)])[ \t]+(?=\S)")
COLUMNS = re.compile(r"\S(?: {3,}|[ \t]*\t[ \t]*)(?=\S)")
FIRST_NUMBER = re.compile(r"\(?[1a][.)]")
ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+#+)?$")
UNDERLINE = re.compile(r"(?:=+|-{2,})$")
THEMATIC = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
RULED = re.compile(r"(?P<sign>[-=_*~#^+])(?:[ \t]*(?P=sign)){2,}$")
FENCE = re.compile(r"(?:```|~~~)")
SEPARATOR = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$")
DEFINITION = re.compile(r"\[[^\[\]\n^][^\[\]\n]{0,80}\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$")
NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:[ \t]*")
HARD = re.compile(r"(?: {2,}|\\)$")
MAX_LEVEL = 6


@dataclass(slots=True, eq=False)
class Line:
    """A line that is not blank, `start:end` its words without the marks before them; `gap` breaks after the one before.

    `width` is how many characters it takes from the margin of its quotation; `hard` tells of two blanks at its end,
    `paged` of a form feed or the number of a page since the line before.
    """

    start: int
    end: int
    kind: str = TEXT
    level: int = 0
    depth: int = 0
    indent: int = 0
    width: int = 0
    gap: int = 0
    hard: bool = False
    paged: bool = False


def text_lines(text: str, *, marked_up: bool) -> list[Line]:
    """Return the lines of a text; `marked_up` if it is Markdown. Numbers of pages beside a form feed are left out."""
    found: list[Line] = []
    previous_end = front_matter_end(text) if marked_up else 0
    matches = list(LINE.finditer(text, previous_end))
    fed = False
    breaks = 0
    for place, match in enumerate(matches):
        between = text[previous_end : match.start()]
        fed = fed or "\x0c" in between
        breaks += len(BREAKS.findall(between))
        previous_end = match.end()
        line = read_line(text, match, marked_up=marked_up)
        if line is None:
            continue
        after = text[match.end() : matches[place + 1].start()] if place + 1 < len(matches) else ""
        if PAGE.match(text[line.start : line.end]) and (fed or "\x0c" in after or alone(between, after)):
            line.kind, line.paged = RULE, True
        line.gap, line.paged, breaks, fed = breaks, line.paged or fed, 0, False
        found.append(line)
    return list(structured(text, found)) if marked_up else list(listed(text, found))


def alone(before: str, after: str) -> bool:
    """True for what stands with blank lines on both sides."""
    return len(BREAKS.findall(before)) > 1 and len(BREAKS.findall(after)) > 1


def read_line(text: str, match: re.Match[str], *, marked_up: bool) -> Line | None:
    """Return a line without its signs of quoted mail, None if nothing is left."""
    start, depth = match.start(), 0
    quoted = QUOTED.match(text, match.start(), match.end())
    if quoted:
        start, depth = quoted.end(), quoted.group().count(">")
    span = trimmed(text, Span(start, match.end()))
    if span.start == span.end:
        return None
    hard = HARD.search(text, span.start, match.end()) is not None
    line = Line(span.start, span.end, depth=depth, indent=span.start - start, width=span.end - start, hard=hard)
    if hard and text[span.end - 1] == "\\" and marked_up:
        line.end = trimmed(text, Span(span.start, span.end - 1)).end
    return line if line.start < line.end else None


def listed(text: str, lines: list[Line]) -> Iterator[Line]:
    """Yield the lines of a plain text with those that are items of a list, rows of a table or numbers of pages."""
    before: Line | None = None
    for line in lines:
        words = text[line.start : line.end]
        if line.kind == TEXT and RULED.match(words):
            line.kind = RULE
        elif line.kind == TEXT and opens_item(text, line, words, before):
            line.kind = ITEM
        elif line.kind == TEXT and COLUMNS.search(words):
            line.kind = ROW
        yield line
        before = line


def opens_item(text: str, line: Line, words: str, before: Line | None) -> bool:
    """True for a line that opens an item of a list: after a blank line, a colon or another item."""
    found = BULLET.match(words)
    if found is None:
        return False
    if words[0] in "•◦▪‣" or before is None or before.kind == ITEM or line.gap > 1:
        return True
    return text[before.end - 1] == ":" and (not words[0].isalnum() or FIRST_NUMBER.match(words) is not None)


def structured(text: str, lines: list[Line]) -> Iterator[Line]:
    """Yield the lines of a Markdown text with what its marks make of them."""
    before: Line | None = None
    item: Line | None = None  # the item that the lines go on with
    fenced = False
    for line in lines:
        words = text[line.start : line.end]
        if FENCE.match(words):
            line.kind, fenced = RULE, not fenced
        elif not fenced and line.kind == TEXT:
            mark(text, line, words, before=before, item=item)
        if line.kind == ITEM or (line.gap > 1 and line.indent < 2):
            item = line if line.kind == ITEM else None
        yield line
        before = line


def mark(text: str, line: Line, words: str, *, before: Line | None, item: Line | None) -> None:
    """Set what a line of Markdown is, and take its mark from its words."""
    heading = ATX.match(words)
    note = NOTE.match(words)
    if heading and heading["words"]:
        line.kind, line.level = HEADING, len(heading["marks"])
        line.start, line.end = line.start + heading.start("words"), line.start + heading.end("words")
    elif before and before.kind == TEXT and line.gap == 1 and UNDERLINE.match(words) and len(words) > 2:
        line.kind, before.kind, before.level = RULE, HEADING, 1 if words[0] == "=" else 2
    elif THEMATIC.match(words) or SEPARATOR.match(words) or DEFINITION.match(words):
        line.kind = RULE
    elif words[0] == "|" or (before and before.kind == ROW and line.gap == 1 and " | " in words):
        line.kind = ROW
        inner = words.strip("| \t")
        line.start += words.index(inner) if inner else 0
        line.end = line.start + len(inner) if inner else line.end
    elif note:
        line.kind, line.start = ITEM, min(line.start + note.end(), line.end - 1)
    elif opens_item(text, line, words, item if item and item is not before and line.gap == 1 else before):
        line.kind = ITEM
        line.start += BULLET.match(words).end()  # type: ignore[union-attr]
