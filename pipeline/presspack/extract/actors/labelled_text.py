"""Labelling the words of an article: known names, countries, demonyms, titles, honorifics, or plain words."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import Document, Part
from presspack.english.lexicon import codes, rows, word_class
from presspack.names.authority import Authority
from presspack.names.countries import country_names
from presspack.names.gazetteer import country_of_town
from presspack.names.phrase_matcher import Match, Phrases, Word, words_of

KNOWN, COUNTRY, ADJECTIVE, PEOPLE, TITLE, HONORIFIC, PLAIN = (
    "known", "country", "adjective", "people", "title", "honorific", "plain",
)  # fmt: skip
LABEL = re.compile(r"\s*([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s*:\s")
WHOLE_LABEL = re.compile(r"\s*(\S.*?)\s*:?\s*\Z", re.DOTALL)
URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")
FEWEST_LABELS = 3
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
LONGEST_HEADING = 250
SENTENCE_ENDS = frozenset(".!:;,")


class Piece(NamedTuple):
    """One or more words [first, last) with a label; `values` are actor ids, a country code or a title kind."""

    first: int
    last: int
    kind: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: words [first, last), what it was read as, and what is certain about it.

    `ids` are the actors of the authority it may stand for, `type_code` is set where a head word or the
    authority says so, `title` is the first word of a title or honorific that stands before it.
    """

    first: int
    last: int
    kind: str
    ids: tuple[str, ...] = ()
    type_code: str | None = None
    country_code: str | None = None
    title: int | None = None


@lru_cache(maxsize=1)
def _labels() -> Phrases:
    """Return the finder of countries, demonyms, titles and honorifics; values are '<kind>:<value>'."""
    entries = [(name, f"{COUNTRY}:{code}") for name, code in country_names()]
    entries += [(row["word"], f"{row['kind']}:{row['country_code']}") for row in rows("demonyms")]
    entries += [(row["title"], f"{TITLE}:{row['kind']}") for row in rows("titles")]
    entries += [(row["word"], f"{HONORIFIC}:{row['gender']}") for row in rows("honorifics")]
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
        known = {match.first: match for match in self._known()}
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

    def _known(self) -> list[Match]:
        """Return the known names; a word that means an actor only at home counts where its country is spoken of."""
        found = []
        for match in self.authority.matches(self.words, self.document.text):
            name = match.span.of(self.text)
            local = self.authority.local_ids(name)
            if local:
                # An acronym that only one actor has is taken for it where no country is spoken of at all.
                sole = not self.evoked and len(match.values) == 1 and name.isupper()
                values = tuple(i for i in match.values if i not in local or sole or self.evokes(i))
                found += [match._replace(values=values)] if values else []
            else:
                found.append(match)
        return found

    def evokes(self, actor_id: str) -> bool:
        """True for an actor of a country that the article speaks of, or of none."""
        code = self.authority.by_id[actor_id].country_code
        return code is None or code in self.evoked

    @cached_property
    def evoked(self) -> frozenset[str]:
        """The countries that the article names, or one of their peoples, states or large towns; that of its outlet."""
        labels, found = _labels(), set()
        for number in range(len(self.words)):
            label = labels.at(self.words, number, self.document.text)
            kind, _, value = label.values[0].partition(":") if label else ("", "", "")
            if kind in {COUNTRY, ADJECTIVE, PEOPLE}:
                found.add(value)
        for ent in self.document.doc.ents:
            if ent.label_ == "GPE" and (code := country_of_town(ent.text)):
                found.add(code)
        for alias in self.authority.alternatives(self.document.outlet or ""):
            found.add(self.authority.by_id[alias.actor_id].country_code or "")
        return frozenset(found - {""})

    @cached_property
    def by_first(self) -> dict[int, Piece]:
        """Pieces by the number of their first word."""
        return {piece.first: piece for piece in self.pieces}

    @cached_property
    def by_last(self) -> dict[int, Piece]:
        """Pieces by the number of the word after their last."""
        return {piece.last: piece for piece in self.pieces}

    @cached_property
    def titles(self) -> list[Piece]:
        """All titles in text order, those inside a known title ('President of ...') too."""
        found, labels = [], _labels()
        for piece in self.pieces:
            if piece.kind == TITLE:
                found.append(piece)
            elif piece.kind == KNOWN:
                for number in range(piece.first, piece.last):
                    label = labels.at(self.words, number, self.document.text)
                    if label and label.last <= piece.last and label.values[0].startswith(TITLE):
                        found.append(Piece(number, label.last, TITLE, (label.values[0].partition(":")[2],)))
                        break
        return found

    @cached_property
    def _tokens(self) -> list[Token]:
        return [self.token_at(word.start) for word in self.words]

    def token_at(self, offset: int) -> Token:
        """Return the token that holds the character at `offset`."""
        doc = self.document.doc
        return doc.tokens[max(0, bisect_right(doc.starts, offset) - 1)]

    def token(self, number: int) -> Token:
        """Return the token of word number `number`."""
        return self._tokens[number]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def number_at(self, offset: int) -> int:
        """Return the number of the word that holds the character at `offset`, or the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def head(self, span: Span) -> Token:
        """Return the syntactic head of a span: its token whose governor lies outside."""
        first, last = self.token_at(span.start).i, self.token_at(span.end - 1).i
        return self.document.doc[first : last + 1].root

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the words [first, last), with the last dot of 'U.N.'."""
        end = self.words[last - 1].end
        dotted = self.words[last - 1].end - self.words[last - 1].start == 1 and self.text[end - 2 : end - 1] == "."
        return Span(self.words[first].start, end + 1 if dotted and self.text[end : end + 1] == "." else end)

    def between(self, number: int) -> str:
        """Return what stands between word `number` - 1 and word `number`."""
        return self.text[self.words[number - 1].end : self.words[number].start]

    def opens_part(self, number: int) -> bool:
        """True for the first word of a title, paragraph or other part."""
        if number == 0:
            return True
        return self.document.part_number(self.token(number)) != self.document.part_number(self.token(number - 1))

    @cached_property
    def labels(self) -> list[tuple[Span, Part]]:
        """The speakers' labels of an interview ('BB:', 'Ann Bell:'), each with its part; one alone is none."""
        found = []
        for part in self.document.parts:
            match = (WHOLE_LABEL if part.kind == "speaker" else LABEL).match(self.text, part.start, part.end)
            if match and match.group(1).lower() not in word_class("question_label", "actor_word_classes"):
                found.append((Span(match.start(1), match.end(1)), part))
        marked = any(part.kind == "speaker" for _, part in found)
        return found if marked or len(found) >= FEWEST_LABELS else []

    @cached_property
    def _urls(self) -> list[Span]:
        return [Span(*match.span()) for match in URL.finditer(self.text)]

    def in_url(self, number: int) -> bool:
        """True when word number `number` belongs to the address of a page."""
        return any(url.start <= self.words[number].start < url.end for url in self._urls)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """All words that the article also writes with a small letter: common words, even at the head of a sentence."""
        return frozenset(word.text for word in self.words if word.text.islower())

    def stands_alone(self, word: str, number: int) -> bool:
        """True for a word that the article also has elsewhere without a capital before or behind it: a surname."""
        return any(n != number and self._is_alone(n) for n in self._numbers.get(word, ()))

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.text, []).append(number)
        return found

    def _is_alone(self, number: int) -> bool:
        before = number > 0 and self.between(number) == " " and is_capital(self.words[number - 1])
        behind = number + 1 < len(self.words) and self.between(number + 1) == " "
        return not before and not (behind and is_capital(self.words[number + 1]))

    def in_label(self, number: int) -> bool:
        """True when word number `number` belongs to a speaker's label."""
        return any(span.start <= self.words[number].start < span.end for span, _ in self.labels)

    @cached_property
    def shouted(self) -> list[bool]:
        """For every part: is it written in Title Case or capitals, so that a capital says nothing?"""
        return [self._is_shouted(part.span) for part in self.document.parts]

    def _is_shouted(self, span: Span) -> bool:
        is_short = span.end - span.start < LONGEST_HEADING and self.text[span.end - 1] not in SENTENCE_ENDS
        words: list[str] = LONG_WORD.findall(self.text, span.start, span.end) if is_short else []
        if len(words) < 4:
            return False
        capitals = sum(1 for word in words if word[0].isupper())
        return capitals >= 0.8 * len(words)

    def text_of_part(self, number: int) -> str:
        """Return the text of the part that holds word `number`."""
        return self.document.part(self.token(number)).span.of(self.text)

    def in_shouted_part(self, number: int) -> bool:
        """True when word `number` stands in a part written in Title Case or capitals."""
        return self.shouted[self.document.part_number(self.token(number))]


def is_capital(word: Word) -> bool:
    """True for a word that starts with a capital, or with a digit and holds capitals ('24KZ')."""
    return word.text[0].isupper() or (word.text[0].isdigit() and any(c.isupper() for c in word.text))


def head_type(*words: Word) -> str | None:
    """Return the actor type that the last words give a name: "Committee" -> "government"; the longest entry wins."""
    types = codes("head_words")
    for size in (3, 2, 1):
        found = types.get(" ".join(word.folded for word in words[-size:])) if len(words) >= size else None
        if found:
            return found
    return None
