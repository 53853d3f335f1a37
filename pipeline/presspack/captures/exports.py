"""Exports of news databases: one document with many articles becomes a record for each, with what its header says."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from presspack.captures.export_headers import Header, header_of
from presspack.captures.export_words import COUNTED, DOCUMENT, END, OF
from presspack.captures.fields import field_names, plain
from presspack.captures.records import TEXT, RawRecord, Source
from presspack.captures.unlabelled_exports import front_matters, is_several, unlabelled_header, unlabelled_starts

# Lines that stand before each article, and lines that stand behind each, as databases write them.
BEFORE = (
    re.compile(
        rf"^[^\w\n]*(?:{DOCUMENT} \d{{1,5}} {OF} \d{{1,5}}|\d{{1,5}} {OF} \d{{1,5}} {DOCUMENT})[^\w\n]*$", re.I | re.M
    ),
    re.compile(
        r"^[^\w\n]*(?:record|item|article|result)(?: no\.?| number)?\s?[:#]?\s?\d{1,5}(?: of \d{1,5})?[^\w\n]*$",
        re.I | re.M,
    ),
)
NUMBER = r"[A-Z]{2,8}[A-Z0-9]*\d[0-9a-zA-Z]*[ \t\r]*$"  # of a document in a database
BEHIND = (
    re.compile(rf"^[ \t\f]*{END}[ \t\r]*$", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"^(?:AN[ \t|]+)?(?i:{DOCUMENT}) {NUMBER}", re.MULTILINE),
)
AFTER_CODE = re.compile(rf"^AN[ \t|\r]*\n[\r\n]*[ \t]*(?i:{DOCUMENT}) {NUMBER}", re.MULTILINE)
LABEL = re.compile(
    r"^\ufeff?[ \t>#*_+]{0,6}(?P<label>[^\W\d_][\w ./()’'-]{0,30}?)[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*(?P<value>[^\n]*)$",
    re.MULTILINE,
)
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]+)?(?P<title>\S[^\n]{5,250})\n\s*\Z")
CYCLED = ("title", "author", "published_on", "outlet", "url", "text", "lead", "language")
OPENING = frozenset({"title", "url", "outlet", "published_on", "author"})
LONGEST = 200  # characters of a header's value


@dataclass(frozen=True, slots=True)
class Part:
    """One article of an export: where it stands in the document, and what its header says."""

    start: int
    end: int
    header: Header


def part_records(
    text: str,
    source: Source,
    *,
    text_source: str,
    hints: Mapping[str, str] | None = None,
    note: str | None = None,
    parts_only: bool = False,
) -> Iterator[RawRecord]:
    """Yield a record for each article of a document; a document of several that cannot be told apart is a problem.

    With `parts_only` nothing is yielded for a document that is no export.
    """
    parts = parts_of(text)
    if parts:
        for part in parts:
            yield source.words(
                text[part.start : part.end],
                text_source=text_source,
                hints={**(hints or {}), **part.header.hints},
                body=part.header.body,
                note=note,
            )
    elif len(COUNTED.findall(text)) > 1 or is_several(text):
        yield source.problem("several_articles", text.encode("utf-8", errors="replace"))
    elif not parts_only:
        yield source.words(text, TEXT, text_source=text_source, hints=hints, note=note)


def parts_of(text: str) -> list[Part]:
    """Return the articles of an export, which together cover the text; [] if it is none that is known."""
    files = front_matters(text)
    if len(files) > 1:
        return made(text, files, unlabelled_header)
    for pattern in BEFORE:
        starts = [match.start() for match in pattern.finditer(text)]
        if starts and is_export(text, starts):
            return made(text, starts)
    for pattern in (AFTER_CODE, *BEHIND):
        ends = [match.end() for match in pattern.finditer(text)]
        if ends:
            return made(text, [0, *ends[:-1]])
    starts = cycle_starts(text)
    if len(starts) > 1 or (starts and is_headed(text)):
        return made(text, starts)
    return made(text, unlabelled_starts(text), unlabelled_header)


def is_headed(text: str) -> bool:
    """True for one article under labels that tell its title and its day or author, line by line."""
    head = BLANK_LINE.split(text.lstrip("\ufeff \t\r\n"), maxsplit=1)[0]
    fields = [field_of(match) for match in LABEL.finditer(head)]
    named = {field for field in fields if field}
    return "title" in named and bool(named & {"published_on", "author"}) and len(fields) == len(head.splitlines())


def is_export(text: str, starts: Sequence[int]) -> bool:
    """True if a line with the label of a field, or the number of words, follows each start."""
    bounds = [*starts, len(text)]
    return all(
        COUNTED.search(text, start, end) or any(field_of(match) for match in LABEL.finditer(text, start, end))
        for start, end in pairwise(bounds)
    )


def made(text: str, starts: Sequence[int], header_in: Callable[[str], Header] = header_of) -> list[Part]:
    """Return the parts that begin at `starts`, each with its header; a cover belongs to the first, outside its body."""
    parts = []
    for number, (start, end) in enumerate(pairwise([*starts, len(text)])):
        header = header_in(text[start:end])
        if number == 0 and start > 0:
            header = Header(header.hints, tuple((first + start, last + start) for first, last in header.body))
        parts.append(Part(start if number else 0, end, header))
    return parts


def field_of(match: re.Match[str]) -> str | None:
    """Return the field that the label of a line names."""
    name = plain(match["label"])
    if len(match["value"]) > LONGEST:
        return "text" if name in field_names()["text"] else None
    return next((field for field in CYCLED if name in field_names()[field]), None)


def cycle_starts(text: str) -> list[int]:
    """Return where articles begin that are told apart by labels which come again and again, or nothing.

    Every article must have the label that the first begins with, and its title, text or day besides.
    """
    told = [(match.start(), field) for match in LABEL.finditer(text) if (field := field_of(match))]
    first = told[0][1] if told else ""
    if first not in OPENING:
        return []
    starts = [start for start, field in told if field == first]
    if text[: starts[0]].strip(" \t\r\n-=_*#~\ufeff"):
        starts = headings(text, starts)
    places = [place for place, _ in told]
    for start, end in pairwise([*starts, len(text)]):
        fields = {field for _, field in told[bisect_left(places, start) : bisect_left(places, end)]}
        if len(fields) < 2 or not fields & {"title", "published_on", "author"}:
            return []
    return starts


def headings(text: str, starts: Sequence[int]) -> list[int]:
    """Return where the titles begin that stand as lines of their own above each of the labels; [] if one lacks."""
    found = []
    for number, start in enumerate(starts):
        before = starts[number - 1] if number else 0
        above = HEADING.search(text[max(before, start - 300) : start])
        if above is None:
            return []
        found.append(start - len(text[max(before, start - 300) : start]) + above.start("title"))
    return [] if text[: found[0]].strip(" \t\r\n-=_*#~\ufeff") else found
