"""Markdown as people write it: which texts are Markdown, and which characters of one are markup that nobody reads.

Only what stands within lines is read here: links, images, emphasis, notes, escapes, inline HTML. A whole document is
marked in one pass, so that every part of it is rendered alike.
"""

import re
from functools import lru_cache

from presspack.captures.character_references import CLOSED, reference
from presspack.captures.unseen import Unseen

MARKDOWN = "text/markdown"
SAMPLE_CHARS = 50_000
TARGET = r"\(\s*+(?:<[^<>\n]*+>|(?:[^\s()\\]|\\.|\([^\s()]*+\))*+)(?:\s+(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?\s*+\)"
FRONT_MATTER = re.compile(
    r"\ufeff?(?:(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<fields>.*?\n)??(?P=mark)[ \t]*(?:\r?\n|\Z)"
    r"|(?P<open>(?:title|date|author|layout)[ \t]*:[^\n]*\n"
    r"(?:[A-Za-z_][\w-]{0,30}:[^\n]*\n|[ \t-][^-\n][^\n]*\n){1,60})"
    r"-{3}[ \t]*(?:\r?\n|\Z)"
    r"|(?P<object>\{[ \t]*\r?\n.{1,20000}?\n\})[ \t]*\r?\n(?=[ \t]*\r?\n))",
    re.DOTALL,
)
LINK = re.compile(rf"(?<!\\)\[[^\[\]]{{1,400}}\](?:{TARGET}(?<!\(\))|\[[^\[\]\n]{{1,60}}\])")
DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,80}\]:[ \t]*\S", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)[^*\n]{1,300}(?<=\S)\*\*(?!\*)")
INLINE = re.compile(
    rf"(?P<blank>\n[ \t]*\r?\n\s*)|(?P<escape>\\(?=[!-/:-@\[-`{{-~]))|(?P<code>`+)"
    rf"|(?P<image>!\[[^\[\]]{{0,1000}}\](?:{TARGET}|\[[^\[\]\n]{{0,80}}\]))"
    rf"|(?P<note>\[\^[^\[\]\s]{{1,40}}\])|(?P<open>\[)|(?P<close>\](?:{TARGET}|\[[^\[\]\n]{{0,80}}\])?)"
    r"|(?P<comment><!--.*?-->)|(?P<address><(?=(?:https?|mailto|ftp):[^\s<>]*>))|(?P<tag></?[A-Za-z][^<>]{0,2000}>)"
    r"|(?P<code_call>\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{[:#.][^{}\n]{0,200}\})"
    rf"|(?P<entity>{CLOSED})"
    r"|(?P<run>\*+|_+|~~)",
    re.DOTALL,
)
HIDDEN = frozenset({"escape", "code", "image", "note", "comment", "tag", "code_call", "address"})


def is_markdown(text: str) -> bool:
    """True for a text that is marked up: front matter, a link or a definition of one, headings, words in bold."""
    sample = text[:SAMPLE_CHARS]
    if FRONT_MATTER.match(sample) or LINK.search(sample) or DEFINITION.search(sample):
        return True
    first = HEADING.search(sample)
    headed = first is not None and not sample[: first.start()].strip("\ufeff \t\r\n")
    return headed or len(HEADING.findall(sample)) > 1 or len(STRONG.findall(sample)) > 1


@lru_cache(maxsize=4)
def markup(text: str) -> tuple[Unseen, ...]:
    """Return the stretches of a Markdown text that are markup, in order.

    [u.start for u in markup("a [b](c) *d*")] -> [2, 4, 9, 11]
    """
    reader = Reader(text)
    position = front_matter_end(text)
    while match := INLINE.search(text, position):
        reader.add(match)
        position = match.end()
    return tuple(sorted(reader.found))


def front_matter_end(text: str) -> int:
    """Return where the front matter of a text ends; 0 if it has none."""
    match = FRONT_MATTER.match(text)
    return match.end() if match else 0


class Reader:
    """Collects markup, and pairs what opens with what closes within a paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Unseen] = []
        self._brackets: list[tuple[int, int]] = []  # place, and how many runs were open there
        self._runs: list[tuple[int, int]] = []

    def add(self, match: re.Match[str]) -> None:
        """Take in the next piece of markup."""
        kind = match.lastgroup or ""
        if kind == "blank":
            self._brackets.clear()
            self._runs.clear()
        elif kind == "open":
            self._brackets.append((match.start(), match.end()))
        elif kind == "close":
            self._close(match)
        elif kind == "entity":
            self._add_entity(match)
        elif kind == "run":
            self._add_run(match)
        elif kind in HIDDEN:
            self.found.append(Unseen(match.start(), match.end(), ""))
            if kind == "address":
                self._hide_end(match.end())

    def _close(self, match: re.Match[str]) -> None:
        linked = match.end() - match.start() > 1
        if self._brackets:
            start, end = self._brackets.pop()
            if linked:
                self.found.append(Unseen(start, end, ""))
                self.found.append(Unseen(match.start(), match.end(), ""))

    def _add_entity(self, match: re.Match[str]) -> None:
        length, shown = reference(match.group())
        if length:
            self.found.append(Unseen(match.start(), match.start() + length, shown))

    def _hide_end(self, start: int) -> None:
        end = self.text.find(">", start)
        self.found.append(Unseen(end, end + 1, ""))

    def _add_run(self, match: re.Match[str]) -> None:
        start, end = match.span()
        before, after = self.text[start - 1 : start] or " ", self.text[end : end + 1] or " "
        word = match.group()[0] == "_"
        closes = not before.isspace() and not (word and after.isalnum())
        opens = not after.isspace() and not (word and before.isalnum())
        if closes and self._pair(start, end):
            return
        if opens:
            self._runs.append((start, end))

    def _pair(self, start: int, end: int) -> bool:
        """Hide the run with the nearest open one of its sign, if there is one."""
        for place in range(len(self._runs) - 1, max(-1, len(self._runs) - 9), -1):
            opened, opened_end = self._runs[place]
            if self.text[opened] == self.text[start]:
                width = min(end - start, opened_end - opened)
                self.found.append(Unseen(opened_end - width, opened_end, ""))
                self.found.append(Unseen(start, start + width, ""))
                del self._runs[place:]
                if opened_end - width > opened:
                    self._runs.append((opened, opened_end - width))
                return width == end - start or self._pair(start + width, end)
        return False
