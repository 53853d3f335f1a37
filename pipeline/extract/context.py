"""Context of a word: when, where, and who says so. Read lazily; events and statistics ask for what they need."""

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from pipeline.document import Document
from pipeline.extract.attribution import Attribution
from pipeline.extract.clauses import BEYOND, distance, has_subject, is_occasion, lemmas, lost_predicate
from pipeline.extract.date_grammar import Reading
from pipeline.extract.dates import DatePhrase, phrases
from pipeline.extract.model import Actors, DateRange, Place
from pipeline.extract.places import Places
from pipeline.extract.tenses import is_ahead, tense_around
from pipeline.spans import Span

UNKNOWN = DateRange()
# After these the date bounds what happened without being when it happened.
BOUNDS = frozenset({"before", "after", "until"})
FRONT_TOKENS = 3
FRONT_STEPS = 6
DATELINE_WORDS = 4
DASH = re.compile(r"\s*(?:\([^()]{1,20}\)\s*)?[-–—:]\s")


@dataclass(frozen=True)
class Context:
    """When, where and on whose word things in one article happened.

    context_of(document, actors).date_of(token) -> DateRange("2021-07", None, "month", "relative", ...)
    """

    document: Document
    actors: Actors

    def date_of(self, token: Token) -> DateRange:
        """Return when the clause of `token` happened: its own date phrase, or the one that opens the sentence."""
        found = self._governing(token)
        if found is None:
            return self._as_of(token)
        return self._run(token, found) or (UNKNOWN if self._is_over(token, found) else found)

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
            if head is not None and phrase.relation not in BOUNDS and not self._is_dateline(phrase.span):
                heads.setdefault(head.sent.start, []).append((number, head))
        return heads

    def _is_dateline(self, span: Span) -> bool:
        """True for the date at the head of a dispatch ('Lima, May 5 -'): when it was written, not when things happened."""
        text, part = self.document.text, next((p for p in self.document.parts if p.span.contains(span)), None)
        if part is None or part.kind == "dateline":
            return True
        lead = text[part.start : span.start].split()
        return len(lead) <= DATELINE_WORDS and DASH.match(text, span.end) is not None

    def _heads_in(self, sentence: object) -> list[tuple[int, Token]]:
        return self._heads.get(sentence.start, [])  # type: ignore[attr-defined]

    def _governing(self, token: Token) -> DateRange | None:
        """Return the date phrase nearest to `token` within its clause."""
        ranked = [(self._steps(token, head), abs(head.i - token.i), n) for n, head in self._heads_in(token.sent)]
        steps, _, number = min(ranked, default=(BEYOND, 0, 0))
        return self.date_phrases[number].range if steps < BEYOND else None

    def _steps(self, token: Token, head: Token) -> int:
        """Return the steps from `token` to a date; one that opens the sentence is never far from its main clauses."""
        steps = distance(token, head)
        verb = lost_predicate(token) if is_occasion(token) else None
        if verb is not None:
            steps = min(steps, 1 + distance(verb, head))
        return min(steps, FRONT_STEPS) if steps < BEYOND and head.left_edge.i - head.sent.start < FRONT_TOKENS else steps

    def _is_over(self, token: Token, found: DateRange) -> bool:
        """True where a past date cannot be that of something still ahead: 'on Monday, before the coming vote'."""
        published = self.document.published_on
        return bool(is_occasion(token) and is_ahead(token) and published and found.start and found.start < published)

    def _run(self, token: Token, found: DateRange) -> DateRange | None:
        """Return the whole run of what 'began on the 5th and ended on the 9th'."""
        verb = token if token.lemma_ in lemmas("opening_verbs") else token.head
        if verb.lemma_ not in lemmas("opening_verbs") or found.start is None:
            return None
        for other in verb.conjuncts:
            if other.lemma_ in lemmas("closing_verbs") and not has_subject(other):
                until = self._governing(other) or UNKNOWN
                if until.precision == found.precision and until.start and until.start > found.start:
                    return DateRange(found.start, until.end or until.start, found.precision, found.source, found.span)
        return None

    def _as_of(self, token: Token) -> DateRange:
        """Return the 'as of' date that an earlier sentence of the same part sets for what follows; inherited."""
        part = self.document.part(token)
        frames = [p for p in self.date_phrases if p.relation == "as_of" and part.start <= p.span.start < token.idx]
        found = frames[-1].range if frames else UNKNOWN
        return DateRange(found.start, found.end, found.precision, "inherited", found.span) if found.start else UNKNOWN


def context_of(document: Document, actors: Actors) -> Context:
    """Return the context of an article whose actors are known; nothing is read before it is asked for."""
    return Context(document, actors)
