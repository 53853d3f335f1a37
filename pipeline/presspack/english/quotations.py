"""Quotations: which words stand between quotation marks, though marks be mismatched, missing or doubled."""

import re
from dataclasses import dataclass

from presspack.base.spans import Span
from presspack.documents.document import BODY_KINDS, Document

MARKS = re.compile("[\"“”„‟«»]|(?<![^\\s(])['‘](?=\\w)|(?<=[.,!?…])['’](?!\\w)")
OPENERS = frozenset("“„«‘")
# Fewer words in quotation marks are a name or a term, unless they end as a sentence does.
WORDS_OF_SPEECH = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of quoted words, marks included, within one part; `is_open` if no closing mark ends it there."""

    span: Span
    part: int
    is_open: bool = False


def quotes(document: Document) -> list[Quote]:
    """Return what is quoted as speech, in order; short quoted terms and names are left out."""
    found = []
    for number, part in enumerate(document.parts):
        if part.kind in BODY_KINDS or part.kind == "title":
            found += [
                quote for quote in quotes_of_part(document.text, part.span, number) if is_speech(document.text, quote)
            ]
    return found


def quotes_of_part(text: str, part: Span, number: int) -> list[Quote]:
    """Return the quoted runs of one part of the text."""
    found: list[Quote] = []
    start: int | None = None
    last = part.start
    for mark in MARKS.finditer(text, part.start, part.end):
        at, opens = mark.start(), looks_open(text, mark.start(), part)
        if start is None and opens:
            start = at
        elif start is None:
            begin = sentence_start(text, last, at)
            found.append(Quote(Span(begin, at + 1), number))
            last = at + 1
        elif not opens and single(text[start]) == single(text[at]):
            found.append(Quote(Span(start, at + 1), number))
            start, last = None, at + 1
        elif opens and not single(text[at]) and not single(text[start]) and not is_nested(text, start, at):
            start = at
    if start is not None and not single(text[start]):
        found.append(Quote(Span(start, part.end), number, is_open=True))
    return found


def single(mark: str) -> bool:
    """True for single quotation marks."""
    return mark in "'‘’"


def looks_open(text: str, at: int, part: Span) -> bool:
    """True if a mark at `at` stands where a quotation begins; the words around tell more than the mark."""
    before = text[at - 1] if at > part.start else " "
    after = text[at + 1] if at + 1 < part.end else " "
    if before.isspace() or before in "([—–-:" or before in OPENERS:
        return not after.isspace()
    if after.isspace() or after in ".,;:!?)]—–-…" or text[at] in "”»":
        return False
    return text[at] in OPENERS and not before.isalnum()


def is_nested(text: str, start: int, at: int) -> bool:
    """True if a second opening mark is a quotation within the first: another kind of mark."""
    return text[start] != text[at]


def sentence_start(text: str, floor: int, at: int) -> int:
    """Return where the sentence that holds `at` begins, not before `floor`."""
    ends = [found.end() for found in re.finditer(r"[.!?]\s+", text[floor:at])]
    return floor + (ends[-1] if ends else 0)


def is_speech(text: str, quote: Quote) -> bool:
    """True for quoted words that say something: at least four, or a sentence with its full stop."""
    words = text[quote.span.start + 1 : quote.span.end]
    return len(words.split()) >= WORDS_OF_SPEECH or re.search(r"[.!?,]\W*$", words) is not None
