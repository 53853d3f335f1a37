"""Who says so: the speaker of a clause, from reporting verbs, 'according to', quotations and interview answers."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.labels import NOUNS
from presspack.english.lexicon import word_class
from presspack.english.quotations import Quote, quotes
from presspack.english.reporting import cited_by, is_content, nearer_verb, reports, source_nouns, subject_of
from presspack.extract.context.interviews import answerers
from presspack.extract.model import Actors, Entity

# Subjects that are no source: the speaker again ('I think that ...'), or nobody ('it must be said that ...').
NOBODY = word_class("no_source", "function_words")
LABEL = re.compile(r"[^.!?:]{2,80}:\s*$")
WORDS_BACK = 2_000  # so far back a pronoun looks for who was named last
PARTS_OF_SPEECH = 3  # so far back a pronoun looks for who spoke last
UNNAMED = ""  # somebody else says so, who is no actor of the article


@dataclass(frozen=True)
class Attribution:
    """Speakers of one article; everything is worked out when first asked for."""

    document: Document
    actors: Actors

    def speaker_of(self, token: Token) -> str | None:
        """Return the key of the innermost source that asserts the clause of `token`; None in the writer's voice."""
        found = self.inner_source(token)
        if found is None:
            found = self.quote_source(token)
        if found is None:
            found = self.answerer(token)
        return found or None

    def in_speech(self, token: Token) -> bool:
        """True inside a quotation or an interview answer."""
        return self.document.part(token).kind in {"answer", "quote"} or self.quote_at(token.idx) is not None

    # --- reporting verbs and nouns, 'according to' ---------------------------------------------

    def inner_source(self, token: Token) -> str | None:
        """Return the source named in the sentence itself: a key, UNNAMED, or None if the sentence names none."""
        node, below = token, token
        while True:
            found = self.source_beside(node, below) or self.source_above(node)
            if found is not None:
                key = self.key_of(found)
                if key is not None or found.lower_ not in NOBODY:
                    return key or UNNAMED
            if node.head == node:
                return None
            node, below = node.head, node

    def source_above(self, node: Token) -> Token | None:
        """Return the source if `node` is what a reporting verb or noun says."""
        head = node.head
        is_slip = node.dep_ == "conj" and node.pos_ in NOUNS  # a noun joined to 'said' belongs to what is said
        if (node.dep_ == "ccomp" or is_slip) and reports(head):
            verb = nearer_verb(node, head)
            return cited_by(verb) or subject_of(verb)
        if node.dep_ == "ccomp" and head.dep_ == "acomp" and head.lemma_ in source_nouns("stance"):
            return subject_of(head.head)
        if node.dep_ == "pcomp" and head.lower_ in {"of", "for"}:
            accuser = head.head.head if head.head.dep_ in {"dobj", "nsubjpass"} else head.head
            return subject_of(accuser) if reports(accuser, "of") else None
        if node.dep_ in {"acl", "ccomp"} and is_content(head):
            return next((child for child in head.children if child.dep_ == "poss"), None)
        return None

    def source_beside(self, node: Token, below: Token) -> Token | None:
        """Return the source if beside `node` stands ', X said,', 'as X said' or 'according to X'; not in `below`."""
        for child in node.children:
            if child is below:
                continue
            if child.lower_ in {"according", "per"}:
                nouns = [noun for to in (child, *child.children) for noun in to.children if noun.dep_ == "pobj"]
                if nouns:
                    return nouns[0]
            if child.dep_ == "prep" and child.lower_ == "in":
                owners = (word for noun in child.children if is_content(noun) for word in noun.children)
                owner = next((word for word in owners if word.dep_ == "poss"), None)
                if owner is not None:
                    return owner
            if reports(child) and (child.dep_ == "parataxis" or is_aside(child)):
                return subject_of(child)
        return None

    # --- quotations --------------------------------------------------------------------------------

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotations of the article, in order."""
        return quotes(self.document)

    def quote_at(self, offset: int) -> int | None:
        """Return the number of the quotation that holds `offset`."""
        return self._quote_of_offset.get(offset)

    @cached_property
    def _quote_of_offset(self) -> dict[int, int]:
        """The first quotation that holds an offset, by offset."""
        last_first = reversed(list(enumerate(self.quotes)))
        return {offset: n for n, quote in last_first for offset in range(quote.span.start, quote.span.end)}

    def quote_source(self, token: Token) -> str | None:
        """Return who speaks the quotation that holds `token`, None outside quotations."""
        number = self.quote_at(token.idx)
        return None if number is None else self.quote_speakers[number]

    @cached_property
    def quote_speakers(self) -> list[str | None]:
        """Who speaks each quotation: named in its sentence, or else who spoke the one before it in the same part."""
        speakers: list[str | None] = []
        for number, quote in enumerate(self.quotes):
            own = self._named_speaker(quote)
            before = self.quotes[number - 1] if number else None
            if own is None and before is not None and self._continues(before, quote):
                own = speakers[-1]
            speakers.append(own)
        return speakers

    def _continues(self, before: Quote, quote: Quote) -> bool:
        """True in one paragraph, and for a next paragraph that opens with the quotation: the same person goes on."""
        starts = quote.span.start - self.document.parts[quote.part].start <= 1
        return before.part == quote.part or (starts and quote.part - before.part == 1)

    def _named_speaker(self, quote: Quote) -> str | None:
        """Return the subject of the reporting verb nearest to the quotation, in the sentences it touches."""
        tokens = self.document.doc.char_span(quote.span.start, quote.span.end)
        if tokens is None:
            return None
        found: list[tuple[int, str]] = []
        for sentence in {token.sent.start: token.sent for token in tokens}.values():
            for verb in sentence.near(tokens[0]):
                if self.quote_at(verb.idx) is None and (reports(verb) or reports(verb, "quote")):
                    key = self._speaker_at(verb)
                    if key is not None:
                        gap = min(abs(verb.idx - quote.span.end), abs(verb.idx - quote.span.start))
                        found.append((gap, key))
        return min(found)[1] if found else self._labelled_speaker(quote)

    def _labelled_speaker(self, quote: Quote) -> str | None:
        """Return whom the words before a colon name: 'Lee: "We won."'"""
        part = self.document.parts[quote.part]
        lead = LABEL.search(self.document.text[part.start : quote.span.start])
        if lead is None:
            return None
        named = self.actors.in_span(Span(part.start + lead.start(), part.start + lead.end()))
        return named[-1].key if named else None

    def _speaker_at(self, verb: Token) -> str | None:
        subject = subject_of(verb)
        return self.key_of(subject) if subject is not None else None

    # --- interviews ----------------------------------------------------------------------------------

    def answerer(self, token: Token) -> str | None:
        """Return who gives the interview answer that holds `token`."""
        part = self.document.part(token)
        return self._answerers.get(part.speaker) if part.kind == "answer" else None

    @cached_property
    def _answerers(self) -> dict[str | None, str | None]:
        return answerers(self.document, self.actors)

    # --- who a word stands for -------------------------------------------------------------------

    def key_of(self, token: Token) -> str | None:
        """Return the entity a source noun stands for; a spokesman stands for the body he speaks for."""
        person = self.person_at(self.said_of_self(token))
        if person is not None:
            return person
        entity = self.actors.of_token(token) or self._beside(token)
        if entity is None and token.lower_ in {"he", "she"}:
            return self.last_speaker(token)
        return entity.key if entity else None

    def _beside(self, token: Token) -> Entity | None:
        """The entity in apposition, or the body that a 'spokesman for' speaks for."""
        near = [child for child in token.children if child.dep_ in {"appos", "compound", "nmod"}]
        issued = [child for child in token.children if child.dep_ == "acl"]
        near += [noun for verb in issued for by in verb.children if by.dep_ == "agent" for noun in by.children]
        if token.lemma_.lower() in source_nouns("voice"):
            near += [child for child in token.children if child.dep_ == "poss"]
            preps = [child for child in token.children if child.dep_ == "prep"]
            near += [noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"]
        for child in near:
            entity = self.actors.of_token(child)
            if entity is not None:
                return entity
        return None

    def last_speaker(self, token: Token) -> str | None:
        """Return the person who last spoke before a pronoun, in the three parts before it, else was last named near."""
        part = self.document.part_number(token)
        speaking, before = self._persons_speaking
        last = bisect_left(before, token.i) - 1
        if last >= 0 and part - speaking[last][0] <= PARTS_OF_SPEECH:
            return speaking[last][1]
        for number in range(token.i - 1, max(-1, token.i - 1 - WORDS_BACK), -1):
            word = self.document.doc[number]
            if self.document.part_number(word) < part - 1:
                break
            if word.pos_ in NOUNS and (named := self.person_at(word)):
                return named
        return None

    @cached_property
    def _persons_speaking(self) -> tuple[list[tuple[int, str]], list[int]]:
        """Every reporting verb whose subject names a person: (number of the part, key), and their positions."""
        found, places = [], []
        for verb in self.document.doc:
            subject = subject_of(verb) if reports(verb) else None
            speaker = self.person_at(subject) if subject is not None and subject.pos_ in NOUNS else None
            if speaker is not None:
                found.append((self.document.part_number(verb), speaker))
                places.append(verb.i)
        return found, places

    def said_of_self(self, token: Token) -> Token:
        """Return whom 'he' in 'Lee said he feared ...' stands for: the speaker; any other word as it is."""
        verb = token.head
        if token.lower_ in {"he", "she"} and token.dep_ == "nsubj" and verb.dep_ == "ccomp" and reports(verb.head):
            speaker = subject_of(verb.head)
            return speaker if speaker is not None and speaker.pos_ in NOUNS else token
        return token

    def person_at(self, token: Token) -> str | None:
        """Return the person a name stands for, or who stands in apposition to it."""
        near = [token, *(child for child in token.children if child.dep_ == "appos")]
        if token.lemma_.lower() in source_nouns("voice"):  # 'the head of the party, Ann Lee'
            near += [child for child in token.subtree if child.dep_ == "appos"]
        entities = [entity for entity in map(self.actors.of_token, near) if entity and entity.type_code == "person"]
        return entities[0].key if entities else None


def is_aside(verb: Token) -> bool:
    """True for 'as X noted' beside a clause."""
    return verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children)
