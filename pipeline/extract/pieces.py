"""Labelling the words of an article: known names, countries, demonyms, titles, honorifics, or plain words."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from spacy.tokens import Token

from pipeline.document import Document
from pipeline.extract.actor_words import lexicon, rows
from pipeline.extract.authority import Authority
from pipeline.extract.countries import country_names
from pipeline.extract.phrases import Phrases, Word, words_of
from pipeline.spans import Span

KNOWN, COUNTRY, ADJECTIVE, PEOPLE, TITLE, HONORIFIC, PLAIN = (
    "known", "country", "adjective", "people", "title", "honorific", "plain",
)  # fmt: skip


class Piece(NamedTuple):
    """One or more words [first, last) with a label; `values` are actor ids, a country code or a title kind."""

    first: int
    last: int
    kind: str
    values: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _labels() -> Phrases:
    """Return the finder of countries, demonyms, titles and honorifics; values are '<kind>:<value>'."""
    entries = [(name, f"{COUNTRY}:{code}") for name, code in country_names()]
    entries += [(word, f"{kind}:{code}") for word, code, kind in rows("demonyms")]
    entries += [(word, f"{TITLE}:{kind}") for word, kind in rows("titles")]
    entries += [(word, f"{HONORIFIC}:{gender}") for word, gender in rows("honorifics")]
    return Phrases(entries)


@dataclass(frozen=True)
class Page:
    """An article as a row of labelled words, with the way back to tokens. `text` is the parsed text."""

    document: Document
    authority: Authority

    @cached_property
    def text(self) -> str:
        """The text as parsed (quotation marks and blanks made plain, same offsets)."""
        return self.document.doc.text

    @cached_property
    def words(self) -> list[Word]:
        """All words in order."""
        return words_of(self.text)

    @cached_property
    def pieces(self) -> list[Piece]:
        """Labels of all words in order; every word lies in exactly one piece."""
        known = {match.first: match for match in self.authority.matches(self.words, self.document.text)}
        labels, pieces, number = _labels(), [], 0
        while number < len(self.words):
            label = labels.at(self.words, number, self.document.text)
            match = known.get(number)
            if match and (label is None or match.last >= label.last):
                pieces.append(Piece(number, match.last, KNOWN, match.values))
            elif label:
                kind, _, value = label.values[0].partition(":")
                pieces.append(Piece(number, label.last, kind, (value,)))
            else:
                pieces.append(Piece(number, number + 1, PLAIN))
            number = pieces[-1].last
        return pieces

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.document.doc]

    def token_at(self, offset: int) -> Token:
        """Return the token that holds the character at `offset`."""
        return self.document.doc[max(0, bisect_right(self._starts, offset) - 1)]

    def token(self, number: int) -> Token:
        """Return the token of word number `number`."""
        return self.token_at(self.words[number].start)

    def head(self, span: Span) -> Token:
        """Return the syntactic head of a span: its token whose governor lies outside."""
        first, last = self.token_at(span.start).i, self.token_at(span.end - 1).i
        root: Token = self.document.doc[first : last + 1].root
        return root

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the words [first, last)."""
        return Span(self.words[first].start, self.words[last - 1].end)

    def between(self, number: int) -> str:
        """Return what stands between word `number` - 1 and word `number`."""
        return self.text[self.words[number - 1].end : self.words[number].start]

    def opens_part(self, number: int) -> bool:
        """True for the first word of a title, paragraph or other part."""
        if number == 0:
            return True
        return self.document.part_number(self.token(number)) != self.document.part_number(self.token(number - 1))

    @cached_property
    def shouted(self) -> list[bool]:
        """For every part: is it written in Title Case or capitals, so that a capital says nothing?"""
        return [self._is_shouted(part.span) for part in self.document.parts]

    def _is_shouted(self, span: Span) -> bool:
        tokens = [t for t in self.document.doc if span.start <= t.idx < span.end and t.is_alpha and len(t) > 3]
        if len(tokens) < 4 or len(tokens) > 30:
            return False
        capitals = sum(token.text[0].isupper() for token in tokens)
        return capitals >= 0.8 * len(tokens)

    def in_shouted_part(self, number: int) -> bool:
        """True when word `number` stands in a part written in Title Case or capitals."""
        return self.shouted[self.document.part_number(self.token(number))]


def is_capital(word: Word) -> bool:
    """True for a word that starts with a capital, or with a digit and holds capitals ('24KZ')."""
    return word.text[0].isupper() or (word.text[0].isdigit() and any(c.isupper() for c in word.text))


def head_type(word: Word) -> str | None:
    """Return the actor type that a head word gives a name: "Committee" -> "government"."""
    return lexicon("head_words").get(word.folded)
