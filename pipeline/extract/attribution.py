"""Who says so: the speaker of a clause, from reporting verbs, 'according to', quotations and interview answers."""

import csv
from functools import cached_property, lru_cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from pipeline.document import Document, Part
from pipeline.extract.clauses import LEXICON, NOUNS, lemmas
from pipeline.extract.model import Actors, Entity
from pipeline.extract.quotations import Quote, quotes

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SELF = frozenset({"i", "we", "me", "us"})
UNNAMED = ""  # somebody else says so, who is no actor of the article


@lru_cache(maxsize=1)
def frames() -> dict[str, frozenset[str]]:
    """Return the frames of each reporting verb: {"accuse": {"of"}, "say": {"that"}}."""
    table: dict[str, set[str]] = {}
    with (LEXICON / "reporting_verbs.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            table.setdefault(row["lemma"], set()).add(row["frame"])
    return {lemma: frozenset(frames) for lemma, frames in table.items()}


@lru_cache(maxsize=2)
def source_nouns(role: str) -> frozenset[str]:
    """Return nouns of a role: `content` ('claim', 'report') or `voice` ('spokesman')."""
    with (LEXICON / "source_nouns.csv").open(encoding="utf-8", newline="") as handle:
        return frozenset(row["lemma"] for row in csv.DictReader(handle) if row["role"] == role)


def reports(token: Token, frame: str = "that") -> bool:
    """True if `token` is a verb that introduces what somebody says."""
    return token.pos_ in {"VERB", "AUX"} and frame in frames().get(token.lemma_.lower(), ())


def subject_of(verb: Token) -> Token | None:
    """Return who does the saying: the subject, that of the verb it is joined to, or the agent of a passive."""
    node = verb
    for _ in range(4):
        agents = [
            pobj for child in node.children if child.dep_ == "agent" for pobj in child.children if pobj.dep_ == "pobj"
        ]
        subjects = [child for child in node.children if child.dep_ in SUBJECTS]
        if agents and node == verb:
            return agents[0]
        if subjects:
            return _antecedent(subjects[0], node)
        if node.dep_ == "acl":
            return node.head
        if node.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep"} or node.head == node:
            return None
        node = node.head
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that 'who' or 'which' stands for."""
    return verb.head if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl" else subject


def nearer_verb(clause: Token, verb: Token) -> Token:
    """Return the innermost of two reporting verbs after a clause: 'he left, she said, the paper reported' -> said."""
    inner = (c for c in verb.children if c.dep_ == "parataxis" and clause.i < c.i < verb.i and reports(c))
    return next(inner, verb)


class Attribution:
    """Speakers of one article; everything is worked out when first asked for."""

    def __init__(self, document: Document, actors: Actors) -> None:
        self.document, self.actors = document, actors
        self._inner: dict[int, str | None] = {}

    def speaker_of(self, token: Token) -> str | None:
        """Return the entity key of the innermost source that asserts the clause of `token`; None in the writer's own voice."""
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
        node = token
        while True:
            found = self.source_beside(node, token) or self.source_above(node)
            if found is not None:
                key = self.key_of(found)
                if key is not None or found.lower_ not in SELF:
                    return key if key is not None else UNNAMED
            if node.head == node:
                return None
            node = node.head

    def source_above(self, node: Token) -> Token | None:
        """Return the source if `node` is what a reporting verb or noun says."""
        head = node.head
        is_said = node.dep_ == "ccomp" or (
            node.dep_ == "conj" and node.pos_ in NOUNS
        )  # a noun joined to 'said': a slip
        if is_said and reports(head):
            return subject_of(nearer_verb(node, head))
        if node.dep_ == "pcomp" and head.lower_ in {"of", "for"}:
            accuser = head.head.head if head.head.dep_ in {"dobj", "nsubjpass"} else head.head
            return subject_of(accuser) if reports(accuser, "of") else None
        if node.dep_ in {"acl", "ccomp"} and head.lemma_.lower() in source_nouns("content"):
            return next((child for child in head.children if child.dep_ == "poss"), None)
        return None

    def source_beside(self, node: Token, token: Token) -> Token | None:
        """Return the source if beside `node` stands ', X said,', 'as X said' or 'according to X'."""
        for child in node.children:
            if child.lower_ == "according" or (child.lower_ == "per" and child.dep_ == "prep"):
                nouns = [noun for to in (child, *child.children) for noun in to.children if noun.dep_ == "pobj"]
                if nouns and not _within(token, child):
                    return nouns[0]
            aside = child.dep_ == "parataxis" or (
                child.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in child.children)
            )
            if aside and reports(child) and not _within(token, child):
                return subject_of(child)
        return None

    # --- quotations --------------------------------------------------------------------------------

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotations of the article, in order."""
        return quotes(self.document)

    def quote_at(self, offset: int) -> int | None:
        """Return the number of the quotation that holds `offset`."""
        return next((n for n, quote in enumerate(self.quotes) if quote.span.start <= offset < quote.span.end), None)

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
        tokens = self.document.doc.char_span(quote.span.start, quote.span.end, alignment_mode="expand")
        if tokens is None:
            return None
        found: list[tuple[int, str]] = []
        for sentence in _sentences(tokens):
            for verb in sentence:
                if self.quote_at(verb.idx) is None and (reports(verb) or reports(verb, "quote")):
                    key = self._speaker_at(verb)
                    if key is not None:
                        gap = min(abs(verb.idx - quote.span.end), abs(verb.idx - quote.span.start))
                        found.append((gap, key))
        return min(found)[1] if found else None

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
        labels = dict.fromkeys(part.speaker for part in self.document.parts if part.kind == "answer")
        return {label: self.labelled(label) if label else self.interviewee() for label in labels}

    def labelled(self, label: str) -> str | None:
        """Return the entity that a speaker label names: full name, surname or initials."""
        wanted = _letters(label)
        for test in (_names, _surnames, _initials):
            for entity in self.actors.entities:
                if wanted in test(entity, self.document.text):
                    return entity.key
        return None

    def interviewee(self) -> str | None:
        """Return the person whom the lines before the first question introduce as the one spoken to."""
        parts, first = self.document.parts, self._first_question()
        intro = [part for part in parts[:first] if part.kind != "title"]
        for part in reversed(intro):
            persons = self.persons_in(part)
            asked = [key for key in persons if self.is_asked(key, part)]
            if asked or len(persons) == 1:
                return (asked or persons)[0]
        return None

    def _first_question(self) -> int:
        kinds = [part.kind for part in self.document.parts]
        return next((n for n, kind in enumerate(kinds) if kind in {"question", "answer"}), len(kinds))

    def persons_in(self, part: Part) -> list[str]:
        """Return the persons named in a part, in text order."""
        return [entity.key for entity in self.actors.in_span(part.span) if entity.type_code == "person"]

    def is_asked(self, key: str, part: Part) -> bool:
        """True if the part says that one talks with, interviews or asks this person."""
        for mention in self.actors.by_key[key].mentions:
            tokens = (
                self.document.doc.char_span(*mention.span, alignment_mode="expand")
                if part.span.contains(mention.span)
                else None
            )
            if tokens is not None and any(a.lemma_ in lemmas("interview_verbs") for a in (*tokens.root.ancestors,)):
                return True
        return False

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
            near += [
                noun for prep in token.children if prep.dep_ == "prep" for noun in prep.children if noun.dep_ == "pobj"
            ]
        for child in near:
            entity = self.actors.of_token(child)
            if entity is not None:
                return entity
        return None

    def last_speaker(self, token: Token) -> str | None:
        """Return the person who last spoke before a pronoun, else the one last named, in this part or the one before."""
        part = self.document.part_number(token)
        named: str | None = None
        for number in range(token.i - 1, -1, -1):
            word = self.document.doc[number]
            if self.document.part_number(word) < part - 1:
                break
            if reports(word):
                subject = subject_of(word)
                key = self.person_at(subject) if subject is not None and subject.pos_ in NOUNS else None
                if key is not None:
                    return key
            named = named or self.person_at(word)
        return named

    def said_of_self(self, token: Token) -> Token:
        """Return whom 'he' in 'Lee said he feared ...' stands for: the speaker; any other word as it is."""
        verb = token.head
        if token.lower_ in {"he", "she"} and token.dep_ == "nsubj" and verb.dep_ == "ccomp" and reports(verb.head):
            speaker = subject_of(verb.head)
            return speaker if speaker is not None and speaker.pos_ in NOUNS else token
        return token

    def person_at(self, token: Token) -> str | None:
        """Return the person a name stands for, or who stands in apposition to it."""
        near = (token, *(child for child in token.children if child.dep_ == "appos"))
        entities = [entity for entity in map(self.actors.of_token, near) if entity and entity.type_code == "person"]
        return entities[0].key if entities else None


def _within(token: Token, node: Token) -> bool:
    return token == node or node.is_ancestor(token)


def _sentences(tokens: Tokens) -> list[Tokens]:
    return list({token.sent.start: token.sent for token in tokens}.values())


def _letters(label: str) -> str:
    return "".join(letter for letter in label.casefold() if letter.isalnum())


def _names(entity: Entity, text: str) -> set[str]:
    return {_letters(entity.name), *(_letters(mention.span.of(text)) for mention in entity.mentions)}


def _surnames(entity: Entity, text: str) -> set[str]:
    return {_letters(word) for word in entity.name.split()[-1:]} if entity.type_code == "person" else set()


def _initials(entity: Entity, text: str) -> set[str]:
    return {"".join(word[0] for word in entity.name.casefold().split())}
