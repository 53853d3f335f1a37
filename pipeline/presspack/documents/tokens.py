"""Words of a parse and runs of them as plain Python objects: what extraction reads of spaCy's Token and Span.

Extraction goes through the words of an article some hundred times. spaCy makes a new object at each step and looks each
string up at each question; here every token is one object that holds its strings and its children.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from presspack.documents.doc import Doc

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
