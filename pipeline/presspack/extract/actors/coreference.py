"""Whom pronouns and definite nouns stand for. Simple and careful: where two actors are as likely, nobody."""

from bisect import bisect_right
from collections import Counter
from functools import cached_property

from presspack.base.spans import Span
from presspack.documents.doc import Span as Sentence
from presspack.documents.doc import Token
from presspack.english.labels import OBJECTS, SUBJECTS
from presspack.english.lexicon import codes, given_genders, name_parts, word_class
from presspack.extract.actors.cluster_joining import has_label
from presspack.extract.actors.labelled_text import Page
from presspack.extract.model import Actors, Entity
from presspack.names.phrase_matcher import words_of

RELATIVE = SUBJECTS | {"dobj"}
GENDERS, SPEAKING, BODILY = (
    frozenset({"male", "female"}),
    frozenset({"speaker", "speakers"}),
    frozenset({"neuter", "plural"}),
)
DOMINANT = 0.6
REACH = 2


class References:
    """Resolves the pronouns and definite nouns of one article."""

    def __init__(self, page: Page, found: Actors) -> None:
        """Take the page with its actors, groups and roles."""
        self.page, self.entities, self.roles = page, found.entities, found.roles
        self.groups = found.groups
        self.genders: dict[str, str | None] = {}

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the article."""
        return list(self.page.document.doc.sents)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_of(self, token: Token) -> int:
        """Return the number of the sentence that holds `token`."""
        return bisect_right(self._starts, token.i) - 1

    @cached_property
    def owner(self) -> dict[int, Entity]:
        """Token index -> the actor whose innermost mention holds it."""
        found: dict[int, tuple[int, Entity]] = {}
        for entity in (*self.groups, *self.entities):
            for mention in entity.mentions:
                size = mention.span.end - mention.span.start
                for token in self._tokens(mention.span):
                    if token.i not in found or size < found[token.i][0]:
                        found[token.i] = (size, entity)
        return {index: entity for index, (_, entity) in found.items()}

    def _tokens(self, span: Span) -> list[Token]:
        first, last = self.page.token_at(span.start).i, self.page.token_at(span.end - 1).i
        return list(self.page.document.doc[first : last + 1])

    @cached_property
    def by_key(self) -> dict[str, Entity]:
        """Actors by key."""
        return {entity.key: entity for entity in (*self.groups, *self.entities)}

    def all(self) -> dict[int, str]:
        """Return token index -> entity key for every pronoun and definite noun that is clear."""
        found: dict[int, str] = {}
        for token in self.page.document.doc:
            if token.is_alpha and token.i not in self.owner:
                entity = self._of(token, found)
                if entity is not None:
                    found[token.i] = entity.key
        return found

    def people(self) -> dict[int, Entity]:
        """Return token index -> the person a 'he' or 'she' stands for, where that is clear."""
        found: dict[int, str] = {}
        for token in self.page.document.doc:
            gender = codes("pronouns").get(token.lower_)
            if gender in GENDERS and token.i not in self.owner:
                person = self._person(token, gender, found)
                if person is not None:
                    found[token.i] = person.key
        return {index: self.by_key[key] for index, key in found.items()}

    def meant_by(self, noun: Token) -> Entity | None:
        """Return the body that a definite noun stands for: 'the party'."""
        kind = codes("kind_nouns").get(noun.lower_)
        return self._body_called(noun, kind) if kind else None

    def _of(self, token: Token, found: dict[int, str]) -> Entity | None:
        word = token.lower_
        kind = codes("pronouns").get(word, "")
        if kind in GENDERS:
            return self._person(token, kind, found)
        if kind in SPEAKING:
            return self._speaker(token, kind == "speakers")
        if kind in BODILY:
            return self._body(token, found)
        tag = token.tag_
        if tag in {"NN", "NNP"}:
            return self._noun(token)
        is_relative = tag in {"WP", "WDT"} and token.dep_ in RELATIVE
        return self._relative(token) if is_relative else None

    def _relative(self, token: Token) -> Entity | None:
        clause = token.head
        while clause.dep_ in {"conj", "ccomp", "xcomp"} and clause.head.i != clause.i:
            clause = clause.head
        return self._named_by(clause.head) if clause.dep_ == "relcl" else None

    def _named_by(self, noun: Token) -> Entity | None:
        """Return the actor of a noun: its own mention, or the name before it ('the X party')."""
        if noun.i in self.owner:
            return self.owner[noun.i]
        for child in noun.lefts:
            if child.dep_ in {"compound", "nmod"} and child.i in self.owner:
                entity = self.owner[child.i]
                return entity if codes("kind_nouns").get(noun.lower_) == entity.type_code else None
        return None

    def _person(self, token: Token, gender: str, found: dict[int, str]) -> Entity | None:
        """Return the person a 'he' or 'she' takes up: a subject before it, nearest first, then the nearest name.

        A person who is known to be of that gender comes before one of whom nothing is known. None where two people
        stand side by side ('Ann Bell and Lucia Rey met. She left').
        """
        sure = self._taken_up(token, doer := self._doer(token, found), found, frozenset({gender}))
        guess = self._taken_up(token, doer, found, frozenset({gender, None}))
        if sure is None and guess is not None:
            self.genders[guess.key] = gender  # nobody is 'he' here and 'she' there
        return sure or guess

    def _taken_up(
        self, token: Token, doer: Entity | None, found: dict[int, str], genders: frozenset[str | None]
    ) -> Entity | None:
        number = self.sentence_of(token)
        for back in range(REACH + 1):
            if number - back < 0 or self._is_far(token, self.sentences[number - back]):
                return None
            people = []
            for other in self.sentences[number - back].near(token):
                if other.i >= token.i:
                    break
                entity = self.owner.get(other.i) or self.by_key.get(found.get(other.i, ""))
                if entity is doer:
                    continue
                if entity and entity.type_code == "person" and self._gender(entity) in genders:
                    people.append((other, entity))
            subjects = [(other, entity) for other, entity in people if other.dep_ in SUBJECTS]
            if subjects or people:
                other, entity = (subjects or people)[-1]
                beside = {self.owner.get(t.i, entity).key for t in other.conjuncts} - {entity.key}
                listed = {e.key for _, e in people if e.key in beside}
                return None if listed else entity
        return None

    def _doer(self, token: Token, found: dict[int, str]) -> Entity | None:
        """Return the subject of the clause whose object a pronoun is: in 'X phoned him', 'him' is not X."""
        if token.dep_ not in OBJECTS:
            return None
        verb = token.head if token.head.pos_ in {"VERB", "AUX"} else token.head.head
        subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        while not subjects and verb.dep_ == "conj" and verb.head.i != verb.i:
            verb = verb.head  # 'X was ill and appointed him'
            subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        owners = (self._named_by(s) or self.by_key.get(found.get(s.i, "")) for s in subjects)
        return next((owner for owner in owners if owner is not None), None)

    def _is_far(self, token: Token, sentence: Sentence) -> bool:
        document = self.page.document
        return document.part_number(token) - document.part_number(sentence[0]) > 1

    def _gender(self, entity: Entity) -> str | None:
        if entity.key not in self.genders:
            self.genders[entity.key] = self._gender_told(entity)
        return self.genders[entity.key]

    def _gender_told(self, entity: Entity) -> str | None:
        """Return the gender that an honorific, the given name or the ending of the surname tells."""
        genders = codes("honorifics")
        for mention in entity.mentions:
            before = self.page.token_at(max(0, mention.span.start - 2))
            if gender := genders.get(before.lower_.rstrip(".")):
                return gender
        titles = codes("gendered_titles")
        for role in self.roles:
            said = (titles.get(word.folded) for word in words_of(role.role))
            if role.entity == entity.key and (gender := next(filter(None, said), None)):
                return gender
        words = [word.folded for word in words_of(entity.name)]
        if len(words) > 1 and (gender := given_genders().get(words[0])):
            return gender
        if words[-1].endswith(tuple(name_parts("female_ending"))):
            return "female"
        return "male" if words[-1].endswith(tuple(name_parts("male_ending"))) else None

    def _speaker(self, token: Token, is_plural: bool) -> Entity | None:
        """Return who speaks in an answer; 'we' is the body that the speaker holds office in."""
        label = self.page.document.part(token).speaker
        if label is None:
            return None
        people = [e for e in self.entities if e.type_code == "person" and self._answers_to(e, label)]
        if len(people) != 1:
            return None
        if not is_plural:
            return people[0]
        bodies = [
            r.organisation for r in self.roles if r.entity == people[0].key and r.organisation and not r.is_former
        ]
        return self.by_key.get(bodies[0]) if bodies else None

    def _answers_to(self, entity: Entity, label: str) -> bool:
        return any(has_label(m.span.of(self.page.text), label.strip(" :").replace(".", "")) for m in entity.mentions)

    def _body(self, token: Token, found: dict[int, str]) -> Entity | None:
        """Return the body that 'it', 'its' or 'they' takes up: the subject just before it, if that is one."""
        if token.lower_ == "it" and (token.dep_ != "nsubj" or token.head.lemma_ in {"be", "seem", "appear"}):
            return None
        number = self.sentence_of(token)
        for back in (0, 1):
            if number - back < 0 or self._is_far(token, self.sentences[number - back]):
                return None
            subjects = [t for t in self.sentences[number - back] if t.dep_ in SUBJECTS and t.i < token.i]
            for subject in reversed(subjects):
                if subject.tag_ in {"PRP", "WP", "WDT", "EX", "DT"} and subject.i not in found:
                    continue
                if token.lower_ == "them" and subject.head in {token.head, token.head.head}:
                    continue  # 'The unions helped them to found a party'
                if token.lower_ == "it" and subject.tag_ == "NNS":
                    continue  # 'the rules should go, it proposes'
                entity = self._named_by(subject) or self.by_key.get(found.get(subject.i, ""))
                is_one = entity is not None and entity.type_code != "person" and not any(subject.conjuncts)
                agrees = (subject.tag_ in {"NNS", "NNPS"}) == (codes("pronouns").get(token.lower_) == "plural")
                return entity if is_one and agrees else None
        return None

    def _noun(self, token: Token) -> Entity | None:
        """Return whom a definite common noun stands for: 'the party', 'the ministry', 'our president'."""
        if not self._may_refer(token.lower_):
            return None
        if (named := self._named_by(token)) is not None:
            return named
        determiner = next((c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}), None)
        is_owner = any(c.lower_ == "of" and c.dep_ == "prep" for c in token.rights)
        if is_owner or determiner not in word_class("definite", "actor_word_classes"):
            return None
        kind = codes("kind_nouns").get(token.lower_) or codes("head_words").get(token.lower_)
        if kind is not None:
            return self._body_called(token, kind)
        return self._holder_of(token) if token.lower_ in codes("titles") else None

    @staticmethod
    def _may_refer(word: str) -> bool:
        """True for nouns that name a kind of body or an office; others stand for no actor."""
        return word in codes("kind_nouns") or word in codes("head_words") or word in codes("titles")

    def _body_called(self, token: Token, kind: str) -> Entity | None:
        """Return the nearest body whose name holds a noun like 'ministry'; for 'party' the one that is meant."""
        same = [e for e in self.entities if e.type_code == kind]
        called = [entity for entity in same if token.lower_ in self._words(entity)]
        if kind != "party":
            return self._nearest(token, called) if called else None
        return self._main(same, token)

    def _words(self, entity: Entity) -> set[str]:
        return {word.folded for mention in entity.mentions for word in words_of(mention.span.of(self.page.text))}

    def _nearest(self, token: Token, entities: list[Entity]) -> Entity | None:
        places = [(m.span.start, e) for e in entities for m in e.mentions if m.span.start < token.idx]
        return max(places, key=lambda place: place[0])[1] if places else None

    def _main(self, parties: list[Entity], token: Token) -> Entity | None:
        """Return what 'the party' means: the only party, the one the article is about, or the one just named."""
        counts = Counter({e.key: len(e.mentions) for e in parties})
        if not counts:
            return None
        key, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= DOMINANT * sum(counts.values()):
            return self.by_key[key]
        number = self.sentence_of(token)
        start = self.sentences[max(0, number - 1)].start_char
        near = {e.key: e for e in parties for m in e.mentions if start <= m.span.start < token.idx}
        return next(iter(near.values())) if len(near) == 1 else None

    def _holder_of(self, token: Token) -> Entity | None:
        """Return the one person who holds the office that a title noun names, now and in this article."""
        holders = {
            role.entity
            for role in self.roles
            if not role.is_former and token.lower_ in {w.folded for w in words_of(role.role)}
        }
        return self.by_key[holders.pop()] if len(holders) == 1 else None
