"""Context of a word: when, where, and who says so. Read lazily; events and statistics ask for what they need."""

import re
from dataclasses import dataclass
from functools import cached_property

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.clauses import BEYOND, distance, has_subject, is_occasion, lemmas, lost_predicate, verb_over
from presspack.english.reporting import reports
from presspack.english.tenses import is_ahead, is_put_ahead, scheduled_by, tense_around
from presspack.extract.context.attribution import Attribution
from presspack.extract.context.date_scope import (
    closes_clause,
    counts_up,
    dates_main_clause,
    inherited,
    is_bound,
    is_narrated,
    is_of_apposition,
    is_of_compared,
    is_told_anew,
    opens_sentence,
    shares_day,
    tells_past,
)
from presspack.extract.context.occasions import Occasion, dated_occasions, occasion_of, same_occasion
from presspack.extract.context.places import Places
from presspack.extract.dates.extraction import DatePhrase, phrases
from presspack.extract.dates.patterns import Reading
from presspack.extract.model import Actors, DateRange
from presspack.names.gazetteer import Place

UNKNOWN = DateRange()
FRONT_STEPS = 6
CLOSING_STEPS = 8  # further than any date that the parse gives to the verb itself
DATELINE_WORDS = 4
THEN = re.compile(r"(?:At (?:the|that) time|Back then|In those days|Then|That (?:year|month|day|week))\b")
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
        found = self._own_date(token)
        if found is not None:
            return found
        told = self._as_of(token) or self._at_occasion(token) or self._at_that_time(token) or self._told_before(token)
        return told or UNKNOWN

    def figure_date(self, token: Token) -> DateRange:
        """Return when a figure at `token` holds: like `date_of`, or the date beside it in its clause.

        What is so now has no date from a clause of the past: 'It was founded in 1998 and has 40 members.'
        """
        found = self.date_of(token)
        if not found.start:
            return self.date_beside(token) or found
        head = self._head(found.span) if found.span is not None and found.source != "inherited" else None
        verb, other = verb_over(token), verb_over(head) if head is not None else None
        if verb is None or other is None or verb == other or head is None or head.sent != token.sent:
            return found
        is_now = verb.tag_ in ("VBZ", "VBP") and not any(c.tag_ in ("VBN", "VBG", "VB") for c in verb.children)
        return UNKNOWN if is_now and tells_past(other) and not verb.is_ancestor(other) else found

    def date_beside(self, token: Token) -> DateRange | None:
        """Return the one date that stands with the verb of `token`, whatever nouns lie between; None if unclear."""
        verb = verb_over(token)
        heads = [(n, head) for n, head in self._heads_in(token.sent) if not self._is_of_other(n, head, token)]
        held = [number for number, head in heads if verb is not None and verb_over(head) == verb]
        found = self.date_phrases[held[0]] if len(held) == 1 else None
        if found is not None:
            return found.range if found.range.start and not found.relation else None
        return self._at_occasion_beside(token) if not held else None

    def _at_occasion_beside(self, token: Token) -> DateRange | None:
        """Return the date of the one occasion told before that a noun near `token` points back to; inherited."""
        verb = verb_over(token)
        nouns = [noun for noun in token.sent if noun.pos_ == "NOUN" and noun != token and is_occasion(noun)]
        near = [noun for noun in nouns if verb_over(noun) == verb or noun.is_ancestor(token)]
        near = [noun for noun in near if not is_ahead(noun)]
        dates = {d for noun in near if (d := same_occasion(noun, self._occasions)) is not None} if near else set()
        return inherited(dates.pop()) if len(dates) == 1 else None

    def goes_on(self, token: Token) -> bool:
        """True for a sentence without a date that tells in the simple past: it may go on at the time told before."""
        return not self._heads_in(token.sent) and is_narrated(token) and not self._attribution.in_speech(token)

    def speaker_of(self, token: Token) -> str | None:
        """Return the key of the innermost source that asserts the clause of `token`; None in the writer's own voice."""
        return self._attribution.speaker_of(token)

    def place_of(self, token: Token) -> Place | None:
        """Return the place named in the clause of `token`, else the country of a domestic event; None if unclear."""
        return self._places.place_of(token)

    def place_at(self, span: Span) -> Place | None:
        """Return the place that the words at `span` name; None if the parser sees no name there, or several."""
        return self._places.named_at(span)

    @cached_property
    def date_phrases(self) -> tuple[DatePhrase, ...]:
        """Every date phrase of the title and body, in order."""
        return tuple(phrases(self.document.text, self.document.published_on, self._manner))

    @property
    def attribution(self) -> Attribution:
        """Who says what in the article."""
        return self._attribution

    @cached_property
    def _attribution(self) -> Attribution:
        return Attribution(self.document, self.actors)

    @cached_property
    def _places(self) -> Places:
        return Places(self.document, self.actors)

    def _manner(self, one: Reading) -> tuple[str, bool]:
        head = self._head(one.span)
        if head is None:
            return "past", False
        tense = "future" if scheduled_by(head) is not None else tense_around(head)
        return tense, self._attribution.in_speech(head)

    def _head(self, span: Span) -> Token | None:
        tokens = self.document.doc.char_span(*span)
        return tokens.root if tokens is not None else None

    @cached_property
    def _heads(self) -> dict[int, list[tuple[int, Token]]]:
        """Date phrases by the sentence they stand in: (number of the phrase, its head word)."""
        heads: dict[int, list[tuple[int, Token]]] = {}
        for number, phrase in enumerate(self.date_phrases):
            head = self._head(phrase.span)
            if head is not None and not is_bound(phrase, head) and not self._is_dateline(phrase.span):
                heads.setdefault(head.sent.start, []).append((number, head))
        return heads

    def _is_dateline(self, span: Span) -> bool:
        """True for the date at the head of a dispatch ('Lima, May 5 -'): when it was written, not when it happened."""
        text, part = self.document.text, next((p for p in self.document.parts if p.span.contains(span)), None)
        if part is None or part.kind == "dateline":
            return True
        lead = text[part.start : span.start].split()
        return len(lead) <= DATELINE_WORDS and DASH.match(text, span.end) is not None

    def _heads_in(self, sentence: object) -> list[tuple[int, Token]]:
        return self._heads.get(sentence.start, [])  # type: ignore[attr-defined]

    def _own_date(self, token: Token) -> DateRange | None:
        """Return the date that the clause of `token` names, None if it names none."""
        number = self._governing(token)
        if number is None:
            return None
        found = self.date_phrases[number].range
        if self.date_phrases[number].relation == "since" and counts_up(token):
            return self._until_published(found)
        if is_occasion(token) and is_ahead(token) and self._is_past(number, token):
            return UNKNOWN
        return self._run(token, found) or found

    def _governing(self, token: Token) -> int | None:
        """Return the number of the date phrase nearest to `token` within its clause."""
        heads = [(n, head) for n, head in self._heads_in(token.sent) if not self._is_too_late(n, head, token)]
        heads = [(n, head) for n, head in heads if not is_told_anew(token, head)]
        ranked = [
            (self._steps(token, head), abs(head.i - token.i), n)
            for n, head in heads
            if not self._is_of_other(n, head, token)
        ]
        steps, _, number = min(ranked, default=(BEYOND, 0, 0))
        if steps < BEYOND:
            return number
        days = (n for n, head in heads if self.date_phrases[n].range.precision == "day" and shares_day(token, head))
        return next(days, None)

    def _is_of_other(self, number: int, head: Token, token: Token) -> bool:
        """True for the date of what `token` is compared with, or of what an apposition says of a noun."""
        phrase = self.date_phrases[number]
        return is_of_compared(self.document.text, token, phrase.span) or is_of_apposition(token, head, phrase)

    def _is_too_late(self, number: int, head: Token, token: Token) -> bool:
        """True for a day after publication beside what is told as past: 'asked him to call a vote by May'."""
        start, published = self.date_phrases[number].range.start, self.document.published_on
        if not start or not published or start <= published[: len(start)] or scheduled_by(head) is not None:
            return False
        return token.pos_ == "VERB" and tells_past(token)

    def _until_published(self, found: DateRange) -> DateRange:
        """Return the run from `found` to the day of publication, as coarse as `found`."""
        published = self.document.published_on or ""
        until = published[: len(found.start or "")]
        known = found.start is not None and len(until) == len(found.start) and until > found.start
        return DateRange(found.start, until, found.precision, found.source, found.span) if known else found

    def _is_past(self, number: int, token: Token) -> bool:
        """True where a date cannot be that of something still ahead: 'on Monday, before the coming vote'."""
        head = self._head(self.date_phrases[number].span)
        return head is not None and not token.is_ancestor(head) and tense_around(head) == "past"

    @cached_property
    def _occasions(self) -> list[Occasion]:
        doc = self.document.doc
        dated = (token for start in sorted(self._heads) for token in doc[start].sent)
        return dated_occasions(dated, self._own_date)

    def _at_occasion(self, token: Token) -> DateRange | None:
        """Return the date of the occasion at which it happened, told before: 'ten died in the attack'; inherited."""
        noun = occasion_of(token)
        dated = self._own_date(noun) if noun is not None and noun != token else None
        if dated is not None:
            return dated
        found = same_occasion(noun, self._occasions) if noun is not None and not is_ahead(noun) else None
        return inherited(found) if found else None

    def _steps(self, token: Token, head: Token) -> int:
        """Return the steps from `token` to a date; one that opens the sentence is never far from its main clauses."""
        scheduling = scheduled_by(head)
        if scheduling is not None and not is_put_ahead(token, scheduling):
            return BEYOND  # 'resigned and called a vote for May'
        steps = distance(token, head)
        if steps >= BEYOND and closes_clause(token, head):
            return CLOSING_STEPS
        verb = lost_predicate(token) if is_occasion(token) else None
        if verb is not None:
            steps = min(steps, 1 + distance(verb, head))
        if not opens_sentence(head):
            return steps
        near = min(steps, FRONT_STEPS) if steps < BEYOND else BEYOND
        return min(near, FRONT_STEPS + distance(token, head.sent.root))

    def _run(self, token: Token, found: DateRange) -> DateRange | None:
        """Return the whole run of what 'began on the 5th and ended on the 9th'."""
        verb = token if token.lemma_ in lemmas("opening_verbs") else token.head
        if verb.lemma_ not in lemmas("opening_verbs") or found.start is None:
            return None
        for other in verb.conjuncts:
            if other.lemma_ in lemmas("closing_verbs") and not has_subject(other):
                number = self._governing(other)
                until = self.date_phrases[number].range if number is not None else UNKNOWN
                if until.precision == found.precision and until.start and until.start > found.start:
                    return DateRange(found.start, until.end or until.start, found.precision, found.source, found.span)
        return None

    def _as_of(self, token: Token) -> DateRange | None:
        """Return the 'as of' date that an earlier sentence of the same part sets for what follows; inherited."""
        part = self.document.part(token)
        frames = [p for p in self.date_phrases if p.relation == "as_of" and part.start <= p.span.start < token.idx]
        return inherited(frames[-1].range) if frames else None

    def _at_that_time(self, token: Token) -> DateRange | None:
        """Return the last date of the sentence before one that opens with 'At the time' or 'Back then'; inherited."""
        sentence = token.sent
        if sentence.start == 0 or self._heads_in(sentence) or not THEN.match(sentence.text):
            return None
        held = self._heads_in(sentence.doc[sentence.start - 1].sent)
        return inherited(self.date_phrases[held[-1][0]].range) if held else None

    def _told_before(self, token: Token) -> DateRange | None:
        """Return the date of the sentence just before, where both tell of the past in one paragraph; inherited.

        Only the one date of its main verb, and only for a simple past without a date: 'On Monday the court met. It
        freed the editor.' Quotations and perfect tenses ('has freed') start afresh.
        """
        sentence = token.sent
        if (
            sentence.start == 0
            or self._heads_in(sentence)
            or not is_narrated(token)
            or self._attribution.in_speech(token)
        ):
            return None
        before = sentence.doc[sentence.start - 1].sent
        held = self._heads_in(before)
        same_part = self.document.part_number(before[0]) == self.document.part_number(token)
        if not same_part or len(held) != 1 or reports(before.root) or not tells_past(before.root):
            return None
        if not dates_main_clause(held[0][1], before.root):
            return None
        phrase = self.date_phrases[held[0][0]]
        return inherited(phrase.range) if not phrase.relation else None


def context_of(document: Document, actors: Actors) -> Context:
    """Return the context of an article whose actors are known; nothing is read before it is asked for."""
    return Context(document, actors)
