"""Finding known phrases in a text: many thousand names at once, whatever their hyphens, quotation marks and accents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from presspack.base.folding import folded
from presspack.base.spans import Span

WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: 'Nur - Otan', "People's", 'U.S.', 'CDU / CSU'. Never a blank line.
JOINT = re.compile(r"(?!.*\n\s*\n)(?:\s*[-‐‑–—/&]\s*|['’`´]\s?|\s+)\Z", re.DOTALL)
DOT, DOT_OR_GAP = re.compile(r"\.\Z"), re.compile(r"\.[^\S\n]?\Z")
COMMA = re.compile(r",\s\Z")


class Word(NamedTuple):
    """A run of letters and digits: where it starts and ends, as written, and folded for comparison."""

    start: int
    end: int
    text: str
    folded: str


def words_of(text: str) -> list[Word]:
    """Return the words of `text` in order: "Blue-Dawn" -> "Blue", "Dawn"."""
    return [Word(m.start(), m.end(), m.group(), folded(m.group())) for m in WORD.finditer(text)]


@lru_cache(maxsize=100_000)
def name_key(text: str) -> str:
    """Return what all ways to write one name share: "«Nur - Otan»" -> "nur otan"."""
    return " ".join(word.folded for word in words_of(text))


def is_acronym(written: str) -> bool:
    """True for two to seven capitals, which digits and dots may join: "OSCE", "G20", "U.N."."""
    letters = [c for c in written if c.isalpha()]
    return 2 <= len(letters) <= 7 and all(c.isupper() for c in letters) and not any(c.isspace() for c in written)


def fits(written: str, wanted: str) -> bool:
    """True when the case of `written` allows the phrase word `wanted`.

    A small letter in the phrase takes any case, a capital wants a capital, and 'WHO' wants all capitals.
    """
    if wanted.islower() or wanted.isdigit():
        return True
    if len(wanted) > 1 and wanted.isupper():
        return written.isupper()
    return written[:1].isupper() or not written[:1].isalpha()


@dataclass(slots=True)
class _Node:
    steps: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[tuple[str, ...], str, bool]] = field(default_factory=list)


class Match(NamedTuple):
    """A phrase found: its span, the numbers of its words [first, last), and the values stored with it."""

    span: Span
    first: int
    last: int
    values: tuple[str, ...]


class Phrases:
    """An immutable set of phrases, each with a value; finds the longest one at each place of a text.

    >>> Phrases([("Blue Dawn", "blue-dawn")]).find(words_of("of Blue-Dawn."), "of Blue-Dawn.")[0].values
    ('blue-dawn',)
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take (phrase, value) pairs; a phrase may come with several values."""
        self._root = _Node()
        for phrase, value in entries:
            node, words = self._root, words_of(phrase)
            for word in words:
                node = node.steps.setdefault(word.folded, _Node())
            if words:
                node.ends.append((tuple(word.text for word in words), value, "," in phrase))

    def find(self, words: list[Word], text: str) -> list[Match]:
        """Return the longest match at each place, left to right, none overlapping another."""
        matches, number, starts = [], 0, self._root.steps
        while number < len(words):
            match = self.at(words, number, text) if words[number].folded in starts else None
            if match:
                matches.append(match)
            number = match.last if match else number + 1
        return matches

    def at(self, words: list[Word], first: int, text: str) -> Match | None:
        """Return the longest phrase that starts with word number `first`."""
        if words[first].folded not in self._root.steps:
            return None
        node, number, best, has_comma = self._root, first, None, False
        while number < len(words) and (step := node.steps.get(words[number].folded)):
            if number > first and not _joined(words[number - 1], words[number], text):
                if not COMMA.match(text, words[number - 1].end, words[number].start):
                    break
                has_comma = True  # a name with a comma of its own may match: 'Rise, Country'
            node, number = step, number + 1
            fitting = [end for end in node.ends if end[2] or not has_comma]
            values = [value for wanted, value, _ in fitting if _cases_fit(words[first:number], wanted)]
            if values:
                span = Span(words[first].start, words[number - 1].end)
                best = Match(span, first, number, tuple(dict.fromkeys(values)))
        return best


def _joined(left: Word, right: Word, text: str) -> bool:
    between = text[left.end : right.start]
    dot = DOT_OR_GAP if len(left.text) == 1 else DOT
    return JOINT.match(between) is not None or dot.match(between) is not None


def _cases_fit(words: list[Word], wanted: tuple[str, ...]) -> bool:
    return all(fits(word.text, case) for word, case in zip(words, wanted, strict=True))
