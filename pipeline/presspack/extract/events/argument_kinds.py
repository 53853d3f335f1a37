"""What the event extractor knows about the words of one article: who is named where, and what a noun stands for."""

from collections.abc import Callable

from presspack.documents.doc import Span as Sentence
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.labels import PLACES
from presspack.english.lexicon import word_class
from presspack.extract.events.trigger_lexicon import Lexicon
from presspack.extract.model import Actors, Entity
from presspack.names.actor_types import DECIDING_BODIES

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", ""})
FUNCTION_WORDS = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "PART", "SPACE", "SYM"})
HUMAN_PRONOUNS = word_class("human_pronoun", "function_words")
QUANTITIES = word_class("indefinite_quantity", "event_word_classes")
MONTHS = word_class("calendar", "function_words")


class Scene:
    """The article with its actors laid over its tokens; answers what a token is. Built once per article."""

    def __init__(self, document: Document, actors: Actors, lexicon: Lexicon) -> None:
        self.document, self.actors, self.lexicon = document, actors, lexicon
        self._kinds: dict[int, frozenset[str]] = {}
        self._told: dict[tuple[str, int], int] = {}

    def count(self, what: str, sentence: Sentence, holds: Callable[[Token], bool]) -> int:
        """Return how many words of `sentence` are what `holds` asks, worked out once for all its triggers."""
        key = (what, sentence.start)
        if key not in self._told:
            self._told[key] = sum(map(holds, sentence))
        return self._told[key]

    def entity(self, token: Token) -> Entity | None:
        """Return the actor that `token` is part of or refers to; 'of' and 'the' inside of a name stand for nobody."""
        if token.pos_ not in FUNCTION_WORDS:
            return self.actors.of_token(token)
        key = self.actors.referents.get(token.i)
        return self.actors.by_key[key] if key is not None else None

    def in_class(self, token: Token, name: str) -> bool:
        """True when the word belongs to the word class `name` of the lexicon, whatever its case."""
        words = self.lexicon.classes[name]
        return token.lemma_.lower() in words or token.lower_ in words

    def kinds(self, token: Token) -> frozenset[str]:
        """Return what `token` is as an argument: NAMED, HUMAN, ACTOR, PLACE, COUNT, ...; THING if none."""
        kinds = self._kinds.get(token.i)
        if kinds is None:
            kinds = self._kinds[token.i] = frozenset(self._kinds_of(token)) or frozenset({"THING"})
        return kinds

    def _kinds_of(self, token: Token) -> set[str]:
        kinds = self._name_kinds(token)
        if token.pos_ == "PRON":
            if token.lower_ in HUMAN_PRONOUNS or self.entity(token) is not None:
                kinds |= {"HUMAN", "ACTOR"}
            return kinds
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} and (
            self.in_class(token, "human") or self.in_class(token, "collective")
        ):
            kinds |= {"HUMAN", "ACTOR"}
            if self.in_class(token, "office"):
                kinds.add("LEADER")
        if token.pos_ == "NOUN" and self.in_class(token, "troops"):
            kinds.add("ACTOR")
        if (
            token.pos_ == "NUM"
            or token.ent_type_ == "MONEY"
            or (token.lemma_.lower() in QUANTITIES and token.pos_ in {"NOUN", "ADJ", "NUM"})
        ):
            kinds.add("COUNT")
        return kinds

    def _name_kinds(self, token: Token) -> set[str]:
        entity, label = self.entity(token), token.ent_type_
        kinds: set[str] = set()
        if entity is not None and entity.type_code == "group":
            kinds |= {"ACTOR", "HUMAN"}
        elif entity is not None:
            kinds |= {"NAMED", "ACTOR"}
            if entity.type_code == "person":
                kinds |= {"HUMAN", "LEADER"}
            if entity.type_code == "country":
                kinds.add("PLACE")
            if entity.type_code in {"media", "party"}:
                kinds.add(entity.type_code.upper())
            if entity.type_code in DECIDING_BODIES:
                kinds.add("BODY")
        elif token.pos_ == "PROPN" and label in NAME_LABELS and token.lower_ not in MONTHS:
            kinds |= {"NAMED", "ACTOR"}
        elif token.pos_ == "PROPN" and any(c.pos_ == "NOUN" and self.in_class(c, "human") for c in token.lefts):
            kinds |= {"NAMED", "ACTOR", "HUMAN"}  # 'former judge Ann Lund', taken for a product
        elif label == "NORP" and token.dep_ not in {"amod", "compound"}:
            kinds |= {"NAMED", "ACTOR", "HUMAN"}
        if label == "PERSON" and token.pos_ == "PROPN":
            kinds |= {"HUMAN", "LEADER"}
        if label in PLACES:
            kinds.add("PLACE")
        return kinds

    def is_named(self, token: Token) -> bool:
        """True for a name, an adjective of a name ('Russian') or a word that stands for a known actor."""
        if token.pos_ in FUNCTION_WORDS or token.pos_ in {"NUM", "PRON"}:
            return False
        return "NAMED" in self.kinds(token) or token.ent_type_ in {"NORP", "GPE", "ORG"}
