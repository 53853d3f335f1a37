"""Context of a word: when, where, and who says so. Read lazily; events and statistics ask for what they need."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from pipeline.document import Document
from pipeline.extract.attribution import Attribution
from pipeline.extract.clauses import BEYOND, distance, tense_around
from pipeline.extract.date_grammar import Reading
from pipeline.extract.dates import DatePhrase, phrases
from pipeline.extract.model import Actors, DateRange, Place
from pipeline.extract.places import Places
from pipeline.spans import Span

UNKNOWN = DateRange()
# After these the date bounds what happened without being when it happened.
BOUNDS = frozenset({"before", "after", "until"})
FRONT_TOKENS = 3


@dataclass(frozen=True)
class Context:
    """When, where and on whose word things in one article happened.

    context_of(document, actors).date_of(token) -> DateRange("2021-07", None, "month", "relative", ...)
    """

    document: Document
    actors: Actors

    def date_of(self, token: Token) -> DateRange:
        """Return when the clause of `token` happened: its own date phrase, or the one that opens the sentence."""
        ranked = [(self._steps(token, head), abs(head.i - token.i), n) for n, head in self._heads_in(token.sent)]
        best = min(ranked, default=(BEYOND, 0, 0))
        if best[0] < BEYOND:
            return self.date_phrases[best[2]].range
        return self._as_of(token)

    def speaker_of(self, token: Token) -> str | None:
        """Return the key of the innermost source that asserts the clause of `token`; None in the writer's own voice."""
        return self._attribution.speaker_of(token)

    def place_of(self, token: Token) -> Place | None:
        """Return the place named in the clause of `token`, else the country of a domestic event; None if unclear."""
        return self._places.place_of(token)

    @cached_property
    def date_phrases(self) -> tuple[DatePhrase, ...]:
        """Every date phrase of the title and body, in order."""
        return tuple(phrases(self.document.text, self.document.published_on, self._manner))

    @cached_property
    def _attribution(self) -> Attribution:
        return Attribution(self.document, self.actors)

    @cached_property
    def _places(self) -> Places:
        return Places(self.document, self.actors)

    def _manner(self, one: Reading) -> tuple[str, bool]:
        head = self._head(one.span)
        return (tense_around(head), self._attribution.in_speech(head)) if head is not None else ("past", False)

    def _head(self, span: Span) -> Token | None:
        tokens = self.document.doc.char_span(*span, alignment_mode="expand")
        return tokens.root if tokens is not None else None

    @cached_property
    def _heads(self) -> dict[int, list[tuple[int, Token]]]:
        """Date phrases by the sentence they stand in: (number of the phrase, its head word)."""
        heads: dict[int, list[tuple[int, Token]]] = {}
        for number, phrase in enumerate(self.date_phrases):
            head = self._head(phrase.span)
            if head is not None and phrase.relation not in BOUNDS:
                heads.setdefault(head.sent.start, []).append((number, head))
        return heads

    def _heads_in(self, sentence: object) -> list[tuple[int, Token]]:
        return self._heads.get(sentence.start, [])  # type: ignore[attr-defined]

    def _steps(self, token: Token, head: Token) -> int:
        """Return the steps from `token` to a date; a date that opens the sentence holds for all its main clauses."""
        steps = distance(token, head)
        return max(1, steps - 2) if head.left_edge.i - head.sent.start < FRONT_TOKENS else steps

    def _as_of(self, token: Token) -> DateRange:
        """Return the 'as of' date that an earlier sentence of the same part sets for what follows; inherited."""
        part = self.document.part(token)
        frames = [p for p in self.date_phrases if p.relation == "as_of" and part.start <= p.span.start < token.idx]
        found = frames[-1].range if frames else UNKNOWN
        return DateRange(found.start, found.end, found.precision, "inherited", found.span) if found.start else UNKNOWN


def context_of(document: Document, actors: Actors) -> Context:
    """Return the context of an article whose actors are known; nothing is read before it is asked for."""
    return Context(document, actors)
