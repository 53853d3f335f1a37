"""A parse as plain Python objects: what extraction reads of spaCy's Doc, Span and Token, under the same names.

Extraction goes through the words of an article some hundred times. spaCy makes a new object at each step and looks each
string up at each question; here every token is one object that holds its strings and its children.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import overload

# What is looked for all over a sentence for each of its words is looked for so far, or time would grow with the square.
NEAR = 300


class Token:
    """A word of a parse; the attributes are those of spaCy's Token, children in the order of the text."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_sent_start",
        "is_stop",
        "lefts",
        "lemma_",
        "like_num",
        "like_url",
        "lower_",
        "pos_",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Doc
    sent: Span
    head: Token
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    children: tuple[Token, ...]
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]

    def __init__(self, i: int, idx: int, text: str, space: str) -> None:
        """A token of which only place and words are known."""
        self.i, self.idx, self.text, self.lower_, self.whitespace_ = i, idx, text, text.lower(), space
        self.is_sent_start = self.is_punct = self.is_stop = self.like_num = self.like_url = False

    def __len__(self) -> int:
        return len(self.text)

    def __lt__(self, other: Token) -> bool:
        return self.i < other.i

    def __repr__(self) -> str:
        return self.text

    @property
    def is_alpha(self) -> bool:
        """True for letters alone."""
        return self.text.isalpha()

    @property
    def is_space(self) -> bool:
        """True for white space."""
        return self.text.isspace()

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The token and all that hangs on it, those to the left of each first.

        Without recursion: each name of a list hangs on the one before, and lists can be long.
        """
        if not self.children:
            return (self,)
        found, waiting = list[Token](), [(self, False)]
        while waiting:
            token, is_open = waiting.pop()
            if is_open or not token.children:
                found.append(token)
                continue
            waiting += [(child, False) for child in reversed(token.rights)]
            waiting.append((token, True))
            waiting += [(child, False) for child in reversed(token.lefts)]
        return tuple(found)

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return min(self.subtree)

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return max(self.subtree)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads over the token, from its own to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The other tokens of the coordination that the token belongs to."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in found if token is not self)

    def is_ancestor(self, other: Token) -> bool:
        """Tell whether the token is a head over `other`, near or far."""
        begin, end = self.doc.intervals
        return self is not other and begin[self.i] <= begin[other.i] < end[self.i]

    def nbor(self, steps: int = 1) -> Token:
        """Return the token `steps` further on. Raise IndexError beyond the parse."""
        number = self.i + steps
        if number < 0:
            raise IndexError(number)
        return self.doc.tokens[number]


class Span:
    """A run of tokens of a parse: doc[start:end]; `label_` is the type of an entity."""

    __slots__ = ("_tokens", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        """The tokens from number `start` up to `end`."""
        self.doc, self.start, self.end, self.label_ = doc, start, end, label
        self._tokens: list[Token] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The tokens, not to be changed."""
        if self._tokens is None:
            self._tokens = self.doc.tokens[self.start : self.end]
        return self._tokens

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return self.end - self.start

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.tokens[key]
        start, end, _ = key.indices(len(self))
        return Span(self.doc, self.start + start, self.start + max(start, end))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self.doc is other.doc and self._place == other._place

    def __hash__(self) -> int:
        return hash(self._place)

    @property
    def _place(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    @property
    def start_char(self) -> int:
        """The offset of the first character."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """The offset after the last character, white space that follows left out."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as the parser saw them."""
        return self.doc.text[self.start_char : self.end_char]

    def near(self, token: Token) -> list[Token]:
        """The tokens at most NEAR before and after `token`: all, but in a sentence that is no sentence."""
        return self.doc.tokens[max(self.start, token.i - NEAR) : min(self.end, token.i + NEAR + 1)]

    @property
    def sent(self) -> Span:
        """The sentence of the first token."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; no mark or blank if there is another."""
        tokens = self.tokens
        for token in tokens:
            if token.head is token:
                return token
        outside = [token for token in tokens if not self.start <= token.head.i < self.end]
        if len(outside) < 2:
            return outside[0] if outside else tokens[0]
        return min(outside, key=depth)


def depth(token: Token) -> int:
    """Return the number of heads over a token; of a mark or blank on which nothing hangs, more than any has."""
    if not token.children and (token.is_punct or token.is_space):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


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
