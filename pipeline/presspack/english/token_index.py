"""From offsets to tokens: which words of a parse a span covers."""

from bisect import bisect_right

from presspack.base.spans import Span
from presspack.documents.doc import Doc, Token


class Tokens:
    """The tokens of a parse by offset: Tokens(doc).at(0) is the first token."""

    def __init__(self, doc: Doc) -> None:
        """The tokens of `doc`."""
        self.doc, self.text = doc, doc.text
        self._starts = doc.starts
        self._sentences = [Span(sentence.start_char, sentence.end_char) for sentence in doc.sents]

    def at(self, offset: int) -> Token:
        """Return the token that holds the character at `offset`, or the last one before it."""
        return self.doc.tokens[max(0, bisect_right(self._starts, offset) - 1)]

    def root(self, span: Span) -> Token:
        """Return the token of `span` whose head lies outside it, the last one if several do."""
        first, last = self.at(span.start).i, self.at(max(span.start, span.end - 1)).i
        tokens = self.doc.tokens
        roots = [t for t in tokens[first : last + 1] if not first <= t.head.i <= last or t.head is t]
        return roots[-1] if roots else tokens[last]

    def after(self, offset: int) -> Token | None:
        """Return the first token that starts at or after `offset` and is no blank; None at the end."""
        number = bisect_right(self._starts, offset - 1)
        while number < len(self.doc) and self.doc[number].is_space:
            number += 1
        return self.doc[number] if number < len(self.doc) else None

    def before(self, offset: int) -> Token | None:
        """Return the last token that ends at or before `offset` and is no blank; None at the start."""
        number = bisect_right(self._starts, offset - 1) - 1
        while number >= 0 and (self.doc[number].is_space or self.doc[number].idx + len(self.doc[number]) > offset):
            number -= 1
        return self.doc[number] if number >= 0 else None

    def sentence(self, token: Token) -> Span:
        """Return the span of the sentence that holds `token`."""
        return self._sentences[bisect_right(self._sentences, (token.idx, len(self.text) + 1)) - 1]


def is_same_sentence(first: Token, second: Token) -> bool:
    """True when no sentence begins after `first` and up to `second`, which follows it closely."""
    return not any(token.is_sent_start for token in first.doc[first.i + 1 : second.i + 1])


def ends_sentence(token: Token) -> bool:
    """True when no token of its sentence follows `token`."""
    return token.i + 1 >= len(token.doc) or bool(token.nbor().is_sent_start)
