"""The words a reader sees at a place of a record, and the way back from them to the record's own offsets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from presspack.base.spans import Span
from presspack.captures.character_references import OPEN_ENDED, reference
from presspack.captures.embedded_data import escapes, in_data
from presspack.captures.html_tokenizer import BLOCK, CLOSE, OPEN, TEXT, Token, tokens
from presspack.captures.markdown import MARKDOWN, markup
from presspack.captures.unseen import SOFT, TWICE_PATTERN, Unseen, once, unseen

# What cannot be copied as it is: white space that a browser collapses, character references, soft hyphens.
UNLIKE = re.compile(rf"[ \t\n\r\f]*[\t\n\r\f][ \t\n\r\f]*| {{2,}}|{OPEN_ENDED}|[{SOFT}]+|{TWICE_PATTERN}")
# The tag of an initial that is set apart, right before it; capitals that are words; a blank before the rest of a word.
INITIAL = re.compile(r"<[a-z]+\b[^<>]*\b(?:drop[-_]?cap|first[-_]?letter|initial|lettrine)[^<>]*>$", re.IGNORECASE)
WORDS_OF_ONE, TAG_CHARS = "AIO", 300
BLANK = re.compile(r"\s+(?=[a-z])")
SPACES = " \t\n\r\f"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a reader sees, and where each piece of it comes from.

    A piece begins at `starts[i]` of `text` and at `sources[i]` of the record; `ends[i]` is where its source ends.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    ends: tuple[int, ...]

    def source_span(self, start: int, end: int) -> Span:
        """Return the span of the record that `self.text[start:end]` stands for; start < end."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        return Span(self._source(first, start)[0], self._source(last, end - 1)[1])

    def _source(self, piece: int, offset: int) -> tuple[int, int]:
        begin, length = self.starts[piece], self._length(piece)
        if self.ends[piece] - self.sources[piece] != length:  # a reference or folded space: as a whole
            return self.sources[piece], self.ends[piece]
        place = self.sources[piece] + offset - begin
        return place, place + 1

    def _length(self, piece: int) -> int:
        after = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return after - self.starts[piece]


def rendered(text: str, span: Span, media_type: str) -> Rendering:
    """Return what a reader sees of `text` at `span`, which is the same however long the span is.

    rendered("<p>A &amp; <b>B</b></p>", Span(3, 14), "text/html").text -> "A & B"
    """
    if media_type != "text/html":
        return rendered_text(text, span, stretches(text, span, media_type))
    if in_data(text, span.start):
        return rendered_text(text, span, escapes(text, span.start, span.end))
    pieces = Pieces()
    initial, place = False, span.start
    for token in tokens(text, span.start, span.end):
        if token.kind == TEXT:
            begin = after_blank(text, token) if initial and place == token.start else token.start
            pieces.add_text(text, begin, token.end)
            initial = begin == token.start and opens_word(text, token)
        elif token.kind in (OPEN, CLOSE) and initial and token.name not in BLOCK:
            place = token.end
        elif token.kind in (OPEN, CLOSE) and (token.name in BLOCK or token.name == "br"):
            pieces.add_break(token.start, token.end)
    return pieces.rendering()


def opens_word(text: str, token: Token) -> bool:
    """True for a capital set apart as the first of its word: the T of '<span class="dropcap">T</span> he'."""
    if token.end - token.start != 1 or not text[token.start].isupper() or text[token.start] in WORDS_OF_ONE:
        return False
    return INITIAL.search(text, max(0, token.start - TAG_CHARS), token.start) is not None


def after_blank(text: str, token: Token) -> int:
    """Return where the rest of a word begins in the text after its initial."""
    match = BLANK.match(text, token.start, token.end)
    return match.end() if match else token.start


def rendered_text(text: str, span: Span, changes: Iterable[Unseen]) -> Rendering:
    """Return what a reader sees of a text at `span`: what `changes` does not change as it stands."""
    pieces = Pieces()
    position = span.start
    for start, end, shown in changes:
        pieces.append(text[position:start], position, start)
        pieces.append(shown, start, end)
        position = end
    pieces.append(text[position : span.end], position, span.end)
    return pieces.rendering()


def tight(text: str, span: Span, media_type: str) -> tuple[Span, str]:
    """Return the part of `span` between its first and last character that a reader sees, and what is seen there.

    tight("*A b* ", Span(0, 6), "text/markdown") -> (Span(1, 4), "A b"); where nothing is seen, an empty span and "".
    """
    while True:
        shown = rendered(text, span, media_type)
        words = shown.text.strip()
        if not words:
            return Span(span.start, span.start), ""
        start = shown.text.index(words[0])
        inner = shown.source_span(start, start + len(words))
        if inner == span:
            return span, words
        span = inner


def stretches(text: str, span: Span, media_type: str) -> Iterator[Unseen]:
    """Yield what a reader sees otherwise at `span`: ends of lines, and the markup of Markdown."""
    marks = markup(text) if media_type == MARKDOWN else ()
    position = span.start
    for mark in marks[bisect_left(marks, span.start, key=ending) :]:
        if mark.start >= span.end:
            break
        if mark.start > position:
            yield from unseen(text, position, mark.start)
        start = max(mark.start, span.start)
        yield Unseen(start, min(mark.end, span.end), mark.shown)
        position = mark.end
    if position < span.end:
        yield from unseen(text, position, span.end)


def ending(mark: Unseen) -> int:
    """Return the last place that a mark covers."""
    return mark.end - 1


class Pieces:
    """Collects pieces of a rendering; white space is folded, and a line break wins over a space."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._length = 0

    def add_text(self, text: str, start: int, end: int) -> None:
        """Add the running text at `start:end`, white space folded and references decoded."""
        position = start
        for match in UNLIKE.finditer(text, start, end):
            self._copy(text, position, match.start())
            found, after = match.group(), match.end()
            if found[0] == "&":
                length, shown = reference(found)
                after = match.start() + length
                self.append(shown.strip(SOFT), match.start(), after)
            elif found[0] == "â":
                self.append(once(found), match.start(), after)
            elif found[0] not in SOFT:
                self._space(" ", match.start(), after)
            position = after
        self._copy(text, position, end)

    def add_break(self, start: int, end: int) -> None:
        """Add a line break that the tag at `start:end` makes."""
        self._space("\n", start, end)

    def _copy(self, text: str, start: int, end: int) -> None:
        if start < end and text[start] == " ":  # at most one: longer runs are folded before
            self._space(" ", start, start + 1)
            start += 1
        if start < end - 1 and text[end - 1] == " ":
            self.append(text[start : end - 1], start, end - 1)
            self._space(" ", end - 1, end)
        elif start < end:
            self.append(text[start:end], start, end)

    def _space(self, sign: str, start: int, end: int) -> None:
        if not self._out:
            return
        if self._out[-1] == "\n" or self._out[-1] == " ":
            if sign == "\n":
                self._out[-1] = "\n"
            return
        self.append(sign, start, end)

    def append(self, words: str, start: int, end: int) -> None:
        """Add `words`, which stand for the source at `start:end`."""
        if words:
            self._out.append(words)
            self._starts.append(self._length)
            self._sources.append(start)
            self._ends.append(end)
            self._length += len(words)

    def rendering(self) -> Rendering:
        """Return what was collected, without white space at the end."""
        while self._out and self._out[-1] in (" ", "\n"):
            self._out.pop()
            self._starts.pop()
            self._sources.pop()
            self._ends.pop()
        return Rendering("".join(self._out), tuple(self._starts), tuple(self._sources), tuple(self._ends))
