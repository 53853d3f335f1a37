"""Where a state is meant by less than its name: by its capital, by 'the North', or as one of a pair ('A-B talks')."""

from collections.abc import Iterable, Iterator

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.english.labels import PREDICATES
from presspack.english.lexicon import codes, words
from presspack.extract.actors.labelled_text import ADJECTIVE, COUNTRY, PEOPLE, Found, Page
from presspack.names.countries import acts, capital_codes, names_by_code
from presspack.names.phrase_matcher import name_key

DASHES = frozenset({"-", "–", "—", "/"})
# The last parts of a pair that tells what two states have with each other: 'A-B trade talks'.
FARTHEST_NOUN = 3


def stands_for_state(capital: Token) -> bool:
    """True where a capital does or undergoes what only a state can: 'Paris refused', 'thanked Seoul'."""
    verbs, use = codes("metonym_verbs"), capital.dep_
    if use == "nsubj":
        held = {codes("country_cues").get(child.lemma_) for child in capital.head.children if child.dep_ == "dobj"}
        intends = capital.head.lemma_ == "have" and "doing" in held  # 'has no intention'
        return intends or verbs.get(capital.head.lemma_) in {"doing", "both"}
    if use in {"dobj", "dative"}:
        return verbs.get(capital.head.lemma_) in {"undergoing", "both"}
    if use == "poss":
        lemma = capital.head.lemma_
        return codes("country_cues").get(lemma) in {"doing", "striking"} or lemma in codes("state_dealings")
    if use != "pobj":
        return False
    preposition, governor = capital.head.lower_, capital.head.head.lemma_
    return (preposition == "with" and governor in codes("state_dealings")) or (
        preposition == "on" and governor in words("country_cues", kind="laid on")
    )


def is_counted(people: Token) -> bool:
    """True for those of 'a camp of 2,000 Danes' and 'thought to be Danes': some are counted or described, no nation."""
    counted = any(child.dep_ == "nummod" for child in people.lefts)
    return people.dep_ in PREDICATES or (counted and not acts(people))


def is_in_pair(page: Page, found: Found) -> bool:
    """True for a country of 'A-B trade talks': two names and a dash before a noun of what states share."""
    before, after = page.by_last.get(found.first), page.by_first.get(found.last)
    is_second = before is not None and before.kind == COUNTRY and page.between(found.first) in DASHES
    is_first = after is not None and after.kind == COUNTRY and page.between(found.last) in DASHES
    if not (is_first or is_second):
        return False
    number = after.last if is_first and after is not None else found.last
    for noun in range(number, min(number + FARTHEST_NOUN, len(page.words))):
        if page.between(noun) != " " or not page.words[noun].text.islower():
            return False
        lemma = page.token(noun).lemma_
        if lemma in codes("place_nouns"):
            return False
        if lemma in codes("state_dealings") or codes("country_cues").get(lemma) in {"doing", "striking"}:
            return True
    return False


def compass_mentions(page: Page, country_codes: Iterable[str], taken: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    """Yield (country code, span) of 'the North' where the article names the one state that begins so: 'North Korea'."""
    named = page.document.doc.text
    owners: dict[str, set[str]] = {}
    for code in country_codes:
        for name in names_by_code().get(code, ()):
            first, _, rest = name.partition(" ")
            if rest and name_key(first) in words("compass_points") and name in named:
                owners.setdefault(first, set()).add(code)
    spans = list(taken)
    for number, word in enumerate(page.words):
        codes_of = owners.get(word.text, set())
        if len(codes_of) != 1 or number == 0 or page.words[number - 1].folded != "the":
            continue
        span = page.span(number, number + 1)
        goes_on = number + 1 < len(page.words) and page.words[number + 1].folded == "of"
        if not goes_on and not any(map(span.overlaps, spans)) and acts(page.head(span)):
            yield next(iter(codes_of)), span


def is_region_at_home(page: Page, found: Found, home: str | None) -> bool:
    """True for the Georgia of an article at home in the United States that names neither Georgians nor Tbilisi."""
    key = name_key(page.span(found.first, found.last).of(page.text))
    if home is None or codes("namesake_regions").get(key) != home:
        return False
    capitals = {name for name, code in capital_codes().items() if code == found.country_code}
    people = {ADJECTIVE, PEOPLE}
    return not any(
        (piece.kind in people and piece.values[0] == found.country_code) or page.words[piece.first].folded in capitals
        for piece in page.pieces
    )
