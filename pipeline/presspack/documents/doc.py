"""A parse as plain Python objects: what extraction reads of spaCy's Doc, under the same names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import overload

from presspack.documents.tokens import Span, Token

__all__ = ["Doc", "Span", "Token"]


class Doc:
    """The parse of a text: its tokens, sentences and entities."""

    __slots__ = ("_intervals", "ents", "sents", "starts", "text", "tokens")

    def __init__(self, tokens: list[Token], steps: Sequence[int], sentences: Sequence[int]) -> None:
        """The parse of `tokens`, each `steps` from its head; sentences begin at those of the numbers `sentences`."""
        self.tokens = tokens
        self.text = "".join([token.text + token.whitespace_ for token in tokens])
        self.starts = [token.idx for token in tokens]
        self._hang(steps)
        self.sents = [Span(self, start, end) for start, end in pairwise([*sentences, len(tokens)])]
        for sentence in self.sents:
            for token in sentence:
                token.sent, token.is_sent_start = sentence, token.i == sentence.start
        self.ents = entities(self)
        self._intervals: tuple[list[int], list[int]] | None = None

    def _hang(self, steps: Sequence[int]) -> None:
        lefts: list[list[Token]] = [[] for _ in self.tokens]
        rights: list[list[Token]] = [[] for _ in self.tokens]
        for token, way in zip(self.tokens, steps, strict=True):
            head = token.i + way
            token.doc, token.head = self, self.tokens[head]
            if way:
                (lefts if way > 0 else rights)[head].append(token)
        for token, left, right in zip(self.tokens, lefts, rights, strict=True):
            token.lefts, token.rights, token.children = tuple(left), tuple(right), (*left, *right)

    def rehang(self, heads: Mapping[int, int]) -> None:
        """Give the tokens of these numbers the heads of those numbers; one that is its own head is a root."""
        self._hang([heads.get(token.i, token.head.i) - token.i for token in self.tokens])
        self._intervals = None

    @property
    def intervals(self) -> tuple[list[int], list[int]]:
        """Two numbers of each token: those between them are the first numbers of the tokens that it is a head over.

        They are given on one walk through each tree, so that no question about heads climbs from token to token.
        """
        if self._intervals is None:
            begin, end, number = [0] * len(self.tokens), [0] * len(self.tokens), 0
            waiting = [(token, False) for token in reversed(self.tokens) if token.head is token]
            while waiting:
                token, is_left = waiting.pop()
                if is_left:
                    end[token.i] = number
                    continue
                begin[token.i] = number
                number += 1
                waiting.append((token, True))
                waiting += [(child, False) for child in reversed(token.children)]
            self._intervals = begin, end
        return self._intervals

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.tokens[key]
        start, end, _ = key.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    def release(self) -> None:
        """Cut what ties the tokens to each other, so that they go without a search for circles. No use hereafter."""
        for token in self.tokens:
            del token.doc, token.sent, token.head, token.children, token.lefts, token.rights
        self.tokens, self.sents, self.ents = [], [], []

    def char_span(self, start: int, end: int) -> Span | None:
        """Return the tokens that hold any of the characters from `start` up to `end`; None if the text has not all.

        White space after a token counts as its own at the end, not at the start.
        """
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        token = self.tokens[first]
        return Span(self, first + (start == token.idx + len(token.text)), last + 1)


def entities(doc: Doc) -> list[Span]:
    """Return the entities that the tokens of `doc` are marked as: B begins one, I goes on."""
    found: list[Span] = []
    for token in doc.tokens:
        if token.ent_iob_ == "B":
            found.append(Span(doc, token.i, token.i + 1, token.ent_type_))
        elif token.ent_iob_ == "I":
            found[-1] = Span(doc, found[-1].start, token.i + 1, found[-1].label_)
    return found
