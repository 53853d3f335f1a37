"""HTML to blocks: one pass over the tokens with a stack of open elements, bounded in depth as browsers bound it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from presspack.base.spans import Span
from presspack.captures.html_tokenizer import BLOCK, CLOSE, OPEN, OTHER, RAW, TEXT, VOID, Token, attributes, tokens
from presspack.captures.rendering import rendered
from presspack.clean.blocks import Block, Element, running_chars
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
NAMED_INLINE = frozenset({"span", "label", "small", "cite", "time", "font", "em", "i", "strong", "b"})
BOLD = frozenset({"b", "strong"})
KEPT = frozenset({"class", "id", "role", "itemprop", "aria-label", "data-testid", "data-component", "data-type"})
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NOT_WORD = re.compile(r"[^a-z0-9]+")
# Share of the page's running text from which an element is believed to be the article against this reason.
FIRM = {"comments": 0.8, "footer": 0.6, "navigation": 0.6, "related": 0.6, "overlay": 0.6}
SENTENCE_CHARS, FINAL_SIGNS = 60, '.!?…"”»'
SIMPLE = re.compile(r"[<&\t\n\r\f]| {2}")


@dataclass(slots=True)
class Page:
    """What one pass over an HTML page finds."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    metas: list[tuple[dict[str, str], Span]] = field(default_factory=list)
    scripts: list[Span] = field(default_factory=list)  # JSON-LD
    times: list[tuple[str, Span, int]] = field(default_factory=list)  # datetime, place, element
    title: Span | None = None
    language: str = ""


@lru_cache(maxsize=20_000)
def label_of(words: str) -> str:
    """Return class names and the like as words between hyphens: "articleBody main" -> "-article-body-main-"."""
    return "-" + NOT_WORD.sub("-", CAMEL.sub("-", words).lower()).strip("-") + "-"


def page_of(text: str) -> Page:
    """Return the blocks, elements and declared metadata of an HTML page."""
    builder = PageBuilder(text)
    for token in tokens(text):
        builder.add(token)
    builder.end_block()
    settle_noise(builder.page)
    return builder.page


def settle_noise(page: Page) -> None:
    """Give each block the reason of the nearest element that is noise.

    An element that holds much of the page's running text is not noise, whatever its class says.
    """
    elements, held = page.elements, [0.0] * len(page.elements)
    for block in page.blocks:
        held[block.element] += running_chars(block)
    for number in range(len(elements) - 1, 0, -1):  # a child comes after its parent
        held[elements[number].parent] += held[number]
    for number, element in enumerate(elements[1:], start=1):
        if element.hidden:
            element.noise = "hidden"
        if element.noise and held[number] > held[0] * FIRM.get(element.noise, 0.35):
            element.noise = None
        element.noise = elements[element.parent].noise or element.noise
    for block in page.blocks:
        block.noise = elements[block.element].noise


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

    def add(self, token: Token) -> None:
        """Take in the next token."""
        kind = token.kind
        if kind == TEXT:
            self._add_text(token)
        elif kind == OPEN:
            self._tags += 1
            self._add_open(token)
        elif kind == CLOSE:
            self._add_close(token.name)
        elif kind == RAW:
            self._add_raw(token)
        else:
            assert kind == OTHER

    def _add_text(self, token: Token) -> None:
        words = self.text[token.start : token.end].strip()
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
        if name == "br":
            self._breaks += 1
            if self._breaks > 1 or self._at_sentence_end():
                self.end_block()
        elif name == "a":
            self._linked = True
        elif name in BLOCK:
            self._open_block(token)
        elif name in NAMED_INLINE:
            self._open_inline(token)
        elif name == "html":
            self.page.language = attributes(self.text, token).get("lang", "")

    def _at_sentence_end(self) -> bool:
        """True when a line break stands where a paragraph may end: after a whole sentence."""
        return (
            self._start >= 0 and self._end - self._start >= SENTENCE_CHARS and self.text[self._end - 1] in FINAL_SIGNS
        )

    def _open_block(self, token: Token) -> None:
        name = token.name
        if name == "meta":
            self.page.metas.append((attributes(self.text, token), Span(token.start, token.end)))
            return
        self.end_block()
        ended, barrier = ENDS.get(name, P_ENDS)
        self._close_nearest(ended, barrier)
        if name not in VOID:
            self._push(token)

    def _open_inline(self, token: Token) -> None:
        if token.name in BOLD:
            self._bold += 1
        if token.name == "time":
            stated = attributes(self.text, token).get("datetime", "")
            self.page.times.append((stated, Span(token.start, token.end), self._stack[-1][1]))
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

    def _add_close(self, name: str) -> None:
        if name in BOLD:
            self._bold = max(0, self._bold - 1)
        if name == "a":
            self._linked = False
        elif name in BLOCK:
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
        block = Block(self._start, self._end, self._words(), number, self._link_chars, self._bold_chars, self._level())
        block.gap, self._tags = self._tags, 0
        if block.text:
            self.page.blocks.append(block)
        self._start = self._end = -1
        self._link_chars = self._bold_chars = 0

    def _words(self) -> str:
        words = self.text[self._start : self._end]
        if SIMPLE.search(words):
            return rendered(self.text, Span(self._start, self._end), "text/html").text
        return words

    def _level(self) -> int:
        for name, _ in self._stack[:-7:-1]:
            if len(name) == 2 and name[0] == "h" and name[1].isdigit():
                return int(name[1])
        return 0


def quoted_elements(elements: list[Element]) -> set[int]:
    """Return the numbers of the elements that are quotations or lie in one."""
    found: set[int] = set()
    for number, element in enumerate(elements):  # a child comes after its parent
        if element.name == "blockquote" or element.parent in found:
            found.add(number)
    return found
