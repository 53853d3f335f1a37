"""HTML to blocks: one pass over the tokens with a stack of open elements, bounded in depth as browsers bound it."""

import re
from collections import Counter

from presspack.base.spans import Span
from presspack.captures.html_tokenizer import BLOCK, CLOSE, OPEN, OTHER, RAW, TEXT, VOID, Token, attributes, tokens
from presspack.captures.rendering import tight
from presspack.captures.unseen import SOFT
from presspack.clean.blocks import Block, Element, label_of
from presspack.clean.noise_elements import settle_noise
from presspack.clean.page import Page, Time
from presspack.clean.word_lists import page_noise

MAX_DEPTH = 512
# Opening the key ends an open element of the first set, unless one of the second set lies between.
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
}
P_ENDS = (frozenset({"p"}), frozenset({"button", "td", "th", "caption", "table"}))
TIME_KEYS = ("itemprop", "class", "pubdate")
NAMED_INLINE = frozenset({"span", "label", "small", "cite", "time", "font", "em", "i", "strong", "b"})
BOLD = frozenset({"b", "strong"})
KEPT = frozenset({"class", "id", "role", "itemprop", "aria-label", "data-testid", "data-component", "data-type"})
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SENTENCE_CHARS, FINAL_SIGNS = 60, '.!?…"”»'
SIMPLE = re.compile(rf"[<&\t\n\r\f{SOFT}]| {{2}}|â€")
EMPTY_LINE = re.compile(r"\n[ \t\r]*\n\s*")
LONG_LINE = re.compile(r"[^\n]{161}")
SENTENCE_SIGN, CAPTION_CHARS, LINKED_CHARS = frozenset(".!?"), 100, 200


def page_of(text: str, opened: frozenset[str] = frozenset()) -> Page:
    """Return the blocks, elements and declared metadata of an HTML page; what lies in elements `opened` is read too."""
    builder = PageBuilder(text)
    for token in tokens(text, opened=opened):
        builder.add(token)
    builder.end_block()
    settle_noise(builder.page.elements, builder.page.blocks)
    return builder.page


class PageBuilder:
    """Follows the tokens of one page."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.page = Page(elements=[Element(-1, "")])
        self._stack: list[tuple[str, int]] = [("", 0)]
        self._open: Counter[str] = Counter()
        self._start = self._end = -1
        self._link_chars = self._bold_chars = 0
        self._linked = False
        self._bold = 0
        self._breaks = 0
        self._tags = 0
        self._link_start = self._author_start = self._pictured = -1
        self._author_name = ""

    def add(self, token: Token) -> None:
        """Take in the next token."""
        kind = token.kind
        if kind == TEXT:
            self._add_text(token)
        elif kind == OPEN:
            self._tags += 1
            self._add_open(token)
        elif kind == CLOSE:
            self._add_close(token)
        elif kind == RAW:
            self._add_raw(token)
        else:
            assert kind == OTHER

    def _add_text(self, token: Token) -> None:
        words = self.text[token.start : token.end].strip()
        if not words:
            return
        if self._open["pre"]:
            self._add_lines(token)
            return
        self._add_words(token, words)

    def _add_lines(self, token: Token) -> None:
        """Take in text whose line ends count: a blank line ends a block, and any line end where lines are long."""
        words = self.text[token.start : token.end]
        breaks = re.compile(r"\n\s*") if LONG_LINE.search(words) else EMPTY_LINE
        position = token.start
        for match in breaks.finditer(self.text, token.start, token.end):
            self._add_words(Token(TEXT, position, match.start()), self.text[position : match.start()].strip())
            self.end_block()
            position = match.end()
        self._add_words(Token(TEXT, position, token.end), self.text[position : token.end].strip())

    def _add_words(self, token: Token, words: str) -> None:
        if not words:
            return
        start = self.text.index(words[0], token.start)
        if self._start < 0:
            self._start = start
        self._end = start + len(words)
        self._breaks = 0
        if self._linked:
            self._link_chars += len(words)
        if self._bold:
            self._bold_chars += len(words)

    def _add_open(self, token: Token) -> None:
        name = token.name
        if name == "img":
            self._pictured = self._stack[-1][1]
        elif name == "br":
            self._breaks += 1
            if self._breaks > 1 or self._at_sentence_end():
                self.end_block()
        elif name == "a":
            self._open_link(token)
        elif name == "button" and self._start < 0:
            self._open_block(token)
        elif name in BLOCK and self._in_linked_words():
            pass
        elif name in BLOCK:
            self._open_block(token)
        elif name in NAMED_INLINE:
            self._open_inline(token)

    def _open_link(self, token: Token) -> None:
        self._linked = True
        self._link_start = token.end if self._start >= 0 else -1
        if token.inner_end - token.inner_start > 10:
            found = attributes(self.text, token)
            if "author" in found.get("rel", "").lower().split() or found.get("itemprop") == "author":
                self._author_start, self._author_name = token.start, "a"

    def _in_linked_words(self) -> bool:
        """True within a link that opened in running text: a block there is a word or two of it, wrongly marked up."""
        return self._linked and self._link_start >= 0 and self._end - self._link_start < LINKED_CHARS

    def _at_sentence_end(self) -> bool:
        """True when a line break stands where a paragraph may end: after a whole sentence."""
        return (
            self._start >= 0 and self._end - self._start >= SENTENCE_CHARS and self.text[self._end - 1] in FINAL_SIGNS
        )

    def _open_block(self, token: Token) -> None:
        name = token.name
        if name == "html":
            self.page.language = attributes(self.text, token).get("lang", "") or self.page.language
        if name == "meta":
            self.page.metas.append((attributes(self.text, token), Span(token.start, token.end)))
            return
        self.end_block()
        ended, barrier = ENDS.get(name, P_ENDS)
        self._close_nearest(ended, barrier)
        if name == "link":
            found = attributes(self.text, token)
            if found.get("rel", "").lower() == "canonical":
                self.page.canonical = found.get("href", "")
        if name not in VOID:
            self._push(token)

    def _open_inline(self, token: Token) -> None:
        if token.name in BOLD:
            self._bold += 1
        if token.name == "time":
            found = attributes(self.text, token)
            label = label_of(" ".join(found.get(key, "pubdate" if key in found else "") for key in TIME_KEYS))
            place = Span(token.start, token.end)
            self.page.times.append(Time(found.get("datetime", ""), place, self._stack[-1][1], label))
        if token.inner_end - token.inner_start < 6:
            return
        element = self._element(token)
        if element.noise or element.hidden:
            self.end_block()
        if element.label != "--":
            self._push(token, element)

    def _element(self, token: Token) -> Element:
        parent_number = self._stack[-1][1]
        parent = self.page.elements[parent_number]
        element = Element(parent_number, token.name, "--", depth=parent.depth + 1)
        if token.inner_end - token.inner_start > 3:
            found = attributes(self.text, token)
            element.label = label_of(" ".join(found[key] for key in found if key in KEPT))
            if found.get("itemprop") == "author" and self._author_start < 0:
                self._author_start, self._author_name = token.start, token.name
            hidden = "hidden" in found or (found.get("aria-hidden") == "true" and token.name not in NAMED_INLINE)
            if hidden or ("style" in found and HIDDEN_STYLE.search(found["style"])):
                element.hidden = True
        if token.name not in ("body", "html"):  # their classes speak of the whole page
            element.noise = page_noise(token.name, element.label)
        return element

    def _push(self, token: Token, element: Element | None = None) -> None:
        if len(self._stack) >= MAX_DEPTH:
            return
        self.page.elements.append(element or self._element(token))
        self._stack.append((token.name, len(self.page.elements) - 1))
        self._open[token.name] += 1

    def _add_close(self, token: Token) -> None:
        name = token.name
        if name in BOLD:
            self._bold = max(0, self._bold - 1)
        if name == self._author_name and self._author_start >= 0:
            self.page.authors.append(Span(self._author_start, token.end))
            self._author_start = -1
        if name == "a":
            self._linked = False
        elif name in BLOCK and self._in_linked_words() and not self._open[name]:
            pass
        elif name in BLOCK or (name == "button" and self._open[name]):
            self.end_block()
            if self._open[name]:
                self._pop_until(name)
        elif self._open[name]:
            self._close_inline(name)

    def _close_inline(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, 0, -1):
            found, number = self._stack[depth]
            if found == name:
                element = self.page.elements[number]
                if element.noise or element.hidden:
                    self.end_block()
                self._pop_until(name)
                return
            if found in BLOCK:
                return

    def _close_nearest(self, ended: frozenset[str], barrier: frozenset[str]) -> None:
        if not any(self._open[name] for name in ended):
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            name = self._stack[depth][0]
            if name in ended:
                self._pop_until(name)
                return
            if name in barrier:
                return

    def _pop_until(self, name: str) -> None:
        while len(self._stack) > 1:
            popped, _ = self._stack.pop()
            self._open[popped] -= 1
            if popped == name:
                return

    def _add_raw(self, token: Token) -> None:
        if token.name in BLOCK:
            self.end_block()
        if token.name == "title" and self.page.title is None:
            self.page.title = Span(token.inner_start, token.inner_end)
        elif token.name == "script":
            opening = self.text[token.start : token.inner_start].lower()
            if "ld+json" in opening:
                self.page.scripts.append(Span(token.inner_start, token.inner_end))

    def end_block(self) -> None:
        """End the block in hand, if there is one."""
        self._breaks = 0
        if self._start < 0:
            return
        number = self._stack[-1][1]
        words = self._words()
        block = Block(self._start, self._end, words, number, self._link_chars, self._bold_chars, self._level())
        block.gap, self._tags = self._tags, 0
        block.pictured = self._is_pictured(number, words)
        self._pictured = -1
        if block.text:
            self.page.blocks.append(block)
        self._start = self._end = -1
        self._link_chars = self._bold_chars = 0

    def _words(self) -> str:
        words = self.text[self._start : self._end]
        if SIMPLE.search(words):
            (self._start, self._end), words = tight(self.text, Span(self._start, self._end), "text/html")
        return words

    def _is_pictured(self, number: int, words: str) -> bool:
        """True for a few words, no sentence, that stand with a picture in an element of their own."""
        around = self.page.elements[self._pictured] if self._pictured > 0 else None
        if around is None or len(words) > CAPTION_CHARS or words[-1:] in SENTENCE_SIGN or self._level():
            return False
        inner = self.page.elements[number]
        return number == self._pictured or (inner.parent == self._pictured and inner.name in NAMED_INLINE)

    def _level(self) -> int:
        for name, _ in self._stack[:-7:-1]:
            if len(name) == 2 and name[0] == "h" and name[1].isdigit():
                return int(name[1])
        return 0
