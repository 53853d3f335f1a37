"""Places of a clause: the place named in it, or the country in which the article is at home."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from pipeline.document import Document
from pipeline.extract.clauses import BEYOND, distance, lemmas
from pipeline.extract.countries import codes_by_name
from pipeline.extract.gazetteer import country_name, place_named
from pipeline.extract.model import Actors, Place
from pipeline.extract.phrases import name_key
from pipeline.spans import Span

LABELS = frozenset({"GPE", "LOC", "FAC"})
AT = frozenset({"in", "at", "near", "outside", "across", "throughout", "inside", "within", "around", "on", "over"})
HOME_SHARE = 0.6


@dataclass(frozen=True)
class Places:
    """Places of one article; everything is worked out when first asked for."""

    document: Document
    actors: Actors

    def place_of(self, token: Token) -> Place | None:
        """Return the place named in the clause of `token`, else the home country where nothing foreign is near.

        None if several places are named, or none and it happens online. "Police held ten men in Lima" -> Lima, PER.
        """
        named = self.named_near(token)
        if len(named) > 1:
            return None
        if named:
            return self.place_at(named[0])
        if self.is_online(token):
            return None
        foreign = {e.country_code for e in self.actors.in_span(_span(token.sent)) if e.country_code} - {self.home}
        return Place(country_name(self.home), None, self.home) if self.home and not foreign else None

    def is_online(self, token: Token) -> bool:
        """True if the clause of `token` takes place on the net: 'met by videoconference', 'wrote on Facebook'."""
        words = lemmas("online_words")
        return any(word.lower_ in words and distance(token, word) < BEYOND for word in token.sent)

    def named_near(self, token: Token) -> list[Tokens]:
        """Return the places that the clause of `token` names after 'in', 'at' and the like, each once."""
        near: dict[str, Tokens] = {}
        for ent in token.sent.ents:
            if ent.label_ in LABELS and self.is_location(ent.root) and distance(token, ent.root) < BEYOND:
                near.setdefault(name_key(ent.text), ent)
        return list(near.values())

    def is_location(self, root: Token) -> bool:
        """True if a place name tells where: it hangs on a preposition of place."""
        return root.dep_ == "pobj" and root.head.lower_ in AT

    def place_at(self, ent: Tokens) -> Place:
        """Return the place a name means; its neighbours ('Paris, Texas') and the home country help."""
        name, span = self.document.words(_span(ent)).removeprefix("the "), _span(ent)
        code = codes_by_name().get(name_key(name))
        if code:
            return Place(name, span, code)
        beside = {
            codes_by_name().get(name_key(child.text))
            for child in ent.root.children
            if child.dep_ in {"appos", "npadvmod"}
        }
        known = frozenset(found for found in beside if found) or frozenset({self.home} if self.home else ())
        return place_named(name, span, known)

    @cached_property
    def home(self) -> str | None:
        """The article's domestic country: that of a clear majority of the mentions of actors."""
        counts = Counter[str]()
        for entity in self.actors.entities:
            if entity.country_code:
                counts[entity.country_code] += len(entity.mentions)
        if not counts:
            return None
        code, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        return code if most >= HOME_SHARE * counts.total() else None


def _span(tokens: Tokens) -> Span:
    return Span(tokens.start_char, tokens.end_char)
