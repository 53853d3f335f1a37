"""Places of a clause: the place named in it, or the country in which the article is at home."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from presspack.base.spans import Span
from presspack.documents.doc import Span as Tokens
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.clauses import BEYOND, distance, lemmas
from presspack.english.lexicon import word_class
from presspack.extract.model import Actors
from presspack.names.countries import codes_by_name
from presspack.names.gazetteer import Place, country_name, folded, place_named, states
from presspack.names.phrase_matcher import name_key

LABELS = frozenset({"GPE", "LOC", "FAC"})
AT = word_class("place_preposition", "function_words")
INFERRED_MENTIONS = 3  # of a country, below which it is inferred for no row
INFERRED_SHARE = 0.5


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
        if named:
            return self.place_at(named[0]) if len(named) == 1 else self.inner_place(named)
        if self.is_online(token):
            return None
        foreign = {e.country_code for e in self.actors.in_span(_span(token.sent)) if e.country_code} - {self.home}
        return Place(country_name(self.inferred), None, self.inferred) if self.inferred and not foreign else None

    def is_online(self, token: Token) -> bool:
        """True if the clause of `token` takes place on the net: 'met by videoconference', 'wrote on Facebook'."""
        return any(distance(token, word) < BEYOND for word in self._online.get(token.sent.start, ()))

    def named_near(self, token: Token) -> list[Tokens]:
        """Return the places that the clause of `token` names after 'in', 'at' and the like, each once."""
        near: dict[str, Tokens] = {}
        for ent in self._locations.get(token.sent.start, ()):
            if distance(token, ent.root) < BEYOND:
                near.setdefault(name_key(ent.text), ent)
        return list(near.values())

    @cached_property
    def _locations(self) -> dict[int, list[Tokens]]:
        """Place names that tell where, by the sentence they stand in."""
        found: dict[int, list[Tokens]] = {}
        for ent in self.document.doc.ents:
            if ent.label_ in LABELS and self.is_location(ent.root):
                found.setdefault(ent.root.sent.start, []).append(ent)
        return found

    @cached_property
    def _online(self) -> dict[int, list[Token]]:
        """Words of the net, by the sentence they stand in."""
        words, found = lemmas("online_words"), dict[int, list[Token]]()
        for token in self.document.doc:
            if token.lower_ in words:
                found.setdefault(token.sent.start, []).append(token)
        return found

    def is_location(self, root: Token) -> bool:
        """True if a place name tells where: it hangs on a preposition of place."""
        return root.dep_ == "pobj" and root.head.lower_ in AT

    def named_at(self, span: Span) -> Place | None:
        """Return the one place whose name shares words with `span`; None if there is none, or several."""
        found = [ent for ent in self.document.doc.ents if ent.label_ in LABELS and _span(ent).overlaps(span)]
        return self.place_at(found[0]) if len(found) == 1 else None

    def inner_place(self, named: list[Tokens]) -> Place | None:
        """Return the one town of several places if the others are its country: 'in Lima ... in Peru'; else None."""
        places = [self.place_at(ent) for ent in named]
        countries = {place.country_code for place, ent in zip(places, named, strict=True) if self.area(ent.text)}
        towns = [place for place, ent in zip(places, named, strict=True) if not self.area(ent.text)]
        fits = len(towns) == 1 and len(countries) == 1 and towns[0].country_code in countries
        return towns[0] if fits else None

    def place_at(self, ent: Tokens) -> Place:
        """Return the place a name means; its neighbours ('Paris, Texas') and the home country help."""
        name, span = self.document.words(_span(ent)).removeprefix("the "), _span(ent)
        code = codes_by_name().get(name_key(name))
        if code:
            return Place(country_name(code), span, code)
        hints = [self.area(child.text) for child in ent.root.children if child.dep_ in {"appos", "npadvmod"}]
        known = frozenset(hint for hint in hints if hint) or frozenset({self.home} if self.home else ())
        return place_named(name, span, known)

    def area(self, name: str) -> str | None:
        """Return the code of a country or state of the United States: "Peru" -> "PER", "Texas" -> "US-TX"."""
        return codes_by_name().get(name_key(name)) or states().get(folded(name))

    @property
    def home(self) -> str | None:
        """The article's domestic country, where that is clear."""
        return self.actors.home_code

    @cached_property
    def inferred(self) -> str | None:
        """The country in which a row is that names no place: the domestic one, if mentions enough are of it.

        Counted are the mentions of actors and the names of countries that are none of them.
        """
        named = Counter(code for ent in self.document.doc.ents if (code := self._country_beside_actors(ent)))
        found = most_mentioned(self._mentioned + named, least=INFERRED_MENTIONS, share=INFERRED_SHARE)
        return found if found == self.home else None

    @cached_property
    def _mentioned(self) -> Counter[str]:
        """The mentions of actors by their country."""
        counts = Counter[str]()
        for entity in self.actors.entities:
            if entity.country_code:
                counts[entity.country_code] += len(entity.mentions)
        return counts

    def _country_beside_actors(self, ent: Tokens) -> str | None:
        """Return the country that a name means which is no mention of an actor."""
        if ent.label_ not in LABELS or self.actors.in_span(_span(ent)):
            return None
        return codes_by_name().get(name_key(ent.text.removeprefix("the ")))


def most_mentioned(counts: Counter[str], *, least: int, share: float) -> str | None:
    """Return the country with the most mentions, if these are `least` or more and at least `share` of all."""
    if not counts:
        return None
    code, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return code if most >= max(least, share * counts.total()) else None


def _span(tokens: Tokens) -> Span:
    return Span(tokens.start_char, tokens.end_char)
