"""Judging names: is a capitalised run an actor, and of which type? Every occurrence in the article votes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from presspack.base.folding import folded
from presspack.documents.doc import Token
from presspack.english.lexicon import codes, rows, word_class
from presspack.extract.actors.context_clues import (
    are_members,
    are_parties,
    has_stance,
    party_signs,
    person_signs,
    sounds_like_party,
)
from presspack.extract.actors.labelled_text import COUNTRY, KNOWN, PEOPLE, PLAIN, Found, Page
from presspack.extract.actors.name_clues import (
    ORGANISATION,
    PERSON,
    has_acronym,
    initials,
    is_constituency,
    is_function_word,
    is_long,
    is_named_thing,
    is_platform,
    is_product,
    is_shouted,
    key_of,
    kind_noun,
    looks_like_person,
    noun_by_grammar,
    noun_of_body,
    place_weight,
    pronoun_of,
    shape,
    without_other_acronyms,
    written_as,
)
from presspack.extract.explanation import REFUSED, TAKEN, is_explaining, note, refused
from presspack.names.actor_types import BODIES
from presspack.names.phrase_matcher import is_acronym, name_key

BY = "actors/name_types.py"
Votes = dict[str, float]
PLACE, PARTY, GOVERNMENT = "place", "party", "government"
NER_VOTES = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
NER_WEIGHT, SHAPE_WEIGHT, LIST_WEIGHT, CONTEXT_WEIGHT, HEAD_WEIGHT = 1.0, 1.5, 2.0, 3.0, 5.0
# What the votes for a name must reach: an unknown single word needs more than one model's opinion.
ENOUGH, ENOUGH_FOR_ONE_WORD = 1.0, 2.0
BRACKETED = re.compile(r"\s*\([A-Z][\w.&-]{1,11}\)")
LIST_GAP = re.compile(r"""["']?(?:,|,?\s+(?:and|or))\s+(?:the\s+)?["']?\Z""")


def judged(page: Page, names: Iterable[Found]) -> list[Found]:
    """Return the names that are actors, typed; places, programmes and chance capitals are left out.

    Countries, peoples and known actors pass as they are.
    """
    read = list(names)
    names = [name for name in read if name.kind != PLAIN or _may_be_actor(page, name)]
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for number, found in enumerate(names):
        if found.kind == PLAIN:
            near = names[max(0, number - 2) : number + 3]
            for type_code, weight in clues(page, found, near).items():
                votes[key_of(page, found)][type_code] += weight
    _add_governing(page, names, votes)
    surnames = _surnames(page, names, votes)
    short = {s: n.type_code for n in names if n.type_code and is_long(n) for s in initials(written_as(page, n))}
    private = {key_of(page, n) for n in names if n.kind == PLAIN and n.type_code == GOVERNMENT and _is_private(page, n)}
    kept = []
    for found in names:
        if found.kind in {KNOWN, COUNTRY, PEOPLE}:
            if is_platform(page, found):
                refused("actor", page.span(found.first, found.last), f"{BY}: is_platform")
                continue
            note("actor", page.span(found.first, found.last), TAKEN, f"{BY}: {found.kind}", ", ".join(found.ids))
            kept.append(found)
        elif found.kind == PLAIN:
            key = key_of(page, found)
            if key in codes("not_actors") and key not in surnames:
                refused("actor", page.span(found.first, found.last), f"not_actors.csv: {key}")
                continue
            certain = found.type_code if is_long(found) or key in unique_bodies() else None
            if certain == ORGANISATION and votes[key].get(PARTY, 0.0) >= LIST_WEIGHT:
                certain = PARTY
            if certain == GOVERNMENT and key in private:
                certain = ORGANISATION
            agreed = certain or short.get(key) or (PERSON if key in surnames else verdict(key, votes[key]))
            if agreed and (certain or agreed != ORGANISATION or not _is_ordinary(page, key, votes[key])):
                kept.append(replace(found, type_code=agreed))
            if is_explaining():
                _explain(
                    page, found, votes[key], kept[-1].type_code if kept and kept[-1].first == found.first else None
                )
    return without_other_acronyms(page, kept, read)


def _is_private(page: Page, found: Found) -> bool:
    """True for 'the Rivers Council, a lobby group', 'the liberal Committee for X': no state body for all its name."""
    if " ".join(word.folded for word in page.words[found.last - 2 : found.last]) in codes("head_words"):
        return False  # 'County Council'
    head = page.head(page.span(found.first, found.last))
    has_cause = any(page.words[number].text == "for" for number in range(found.first, found.last))
    return noun_by_grammar(head) == ORGANISATION or (has_cause and has_stance(page, found))


def _add_governing(page: Page, names: Iterable[Found], votes: dict[str, Votes]) -> None:
    """Let 'the Labor Government' speak for a party, where the name before the noun is by itself that of a body."""
    for found in names:
        if found.kind == PLAIN and found.last - found.first == 2 and page.words[found.last - 1].folded == GOVERNMENT:
            owner = page.words[found.first].folded
            if owner in votes and votes[owner].get(ORGANISATION, 0.0) > votes[owner].get(PERSON, 0.0):
                votes[owner][PARTY] += CONTEXT_WEIGHT


def _explain(page: Page, found: Found, votes: Votes, type_code: str | None) -> None:
    """Note what the clues of all occurrences say of a name, and what it was taken for."""
    said = ", ".join(f"{kind} {weight:+g}" for kind, weight in sorted(votes.items()) if weight)
    reason = f"{type_code or 'no actor'}; clues: {said or 'none'}" + (
        f"; its words say {found.type_code}" if found.type_code else ""
    )
    note("actor", page.span(found.first, found.last), TAKEN if type_code else REFUSED, f"{BY}: verdict", reason)


def _is_ordinary(page: Page, key: str, votes: Votes) -> bool:
    """True for 'Human Rights': common words that a model alone takes for an organisation."""
    words = key.split()
    common = [w in page.small_words or w in codes("common_name_words") or w in codes("portfolios") for w in words]
    return len(words) > 1 and all(common) and max(votes.values()) < CONTEXT_WEIGHT


@cache
def unique_bodies() -> frozenset[str]:
    """Return the bodies (folded) of which a state has one, so that the bare word is a name: 'parliament'."""
    return frozenset(folded(row["word"]) for row in rows("head_words") if row["stands_alone"] == "yes")


def _may_be_actor(page: Page, found: Found) -> bool:
    bars = (is_named_thing, is_shouted, is_function_word, is_constituency)
    rule = next((bar.__name__ for bar in bars if bar(page, found)), None)
    return rule is None or not refused("actor", page.span(found.first, found.last), f"actors/name_clues.py: {rule}")


def verdict(key: str, votes: Votes) -> str | None:
    """Return the type that the votes for a name agree on, or None if it is no actor."""
    words = key.split()
    banned = codes("not_actors")
    barred = words[-1] in banned or (words[0] in banned and len(words) < 3)
    sure = max((weight for kind, weight in votes.items() if kind not in {ORGANISATION, PLACE}), default=0.0)
    if not votes or (barred and sure < SHAPE_WEIGHT + NER_WEIGHT):
        return None
    best, weight = max(sorted(votes.items()), key=lambda item: item[1])
    if best == ORGANISATION:  # what the text calls a party or a newspaper is more than a body of some kind
        needed = {PARTY: LIST_WEIGHT}
        said = sorted(k for k in BODIES - {ORGANISATION} if votes.get(k, 0.0) >= needed.get(k, CONTEXT_WEIGHT))
        best, weight = max(((kind, votes[kind]) for kind in said), default=(best, weight), key=lambda item: item[1])
    enough = ENOUGH if len(words) > 1 else ENOUGH_FOR_ONE_WORD
    return best if best != PLACE and weight >= enough else None


def clues(page: Page, found: Found, neighbours: Iterable[Found] = ()) -> Votes:
    """Return what one occurrence says about a name's type, as weights. `neighbours` may stand in a list with it."""
    votes: Votes = defaultdict(float)
    written, head = written_as(page, found), page.head(page.span(found.first, found.last))
    if found.title is not None:
        votes[PERSON] += CONTEXT_WEIGHT
    if found.type_code and is_long(found):
        votes[found.type_code] += HEAD_WEIGHT
    for type_code, weight in _neighbours_clues(page, found, head):
        votes[type_code] += weight
    for listed in () if looks_like_person(written) else _listed_types(page, found, neighbours):
        votes[listed] += LIST_WEIGHT
    titled = found.title is not None or person_signs(page, found) > 0
    if found.title is None:
        votes[PERSON] += person_signs(page, found) if "&" not in written else 0.0
        votes[PARTY] += party_signs(page, found, head)
        votes[PARTY] += CONTEXT_WEIGHT if sounds_like_party(page, found) or are_members(page, found) else 0.0
    if is_long(found) and (opener := codes("opening_words").get(page.words[found.first].folded)):
        votes[opener] += CONTEXT_WEIGHT
    if is_acronym(written) and head.dep_ == "nsubj" and codes("metonym_verbs").get(head.head.lemma_, "") != "":
        votes[ORGANISATION] += NER_WEIGHT
    if looks := shape(written):
        votes[looks] += SHAPE_WEIGHT
    if head.ent_type_ in NER_VOTES:
        votes[NER_VOTES[head.ent_type_]] += NER_WEIGHT
    if head.dep_ == "nsubj" and head.head.lemma_ in word_class("saying", "actor_word_classes"):
        votes[PERSON if not is_acronym(written) else ORGANISATION] += NER_WEIGHT
    if is_acronym(written) and head.dep_ == "compound":
        votes[ORGANISATION] -= NER_WEIGHT
    votes[PLACE] += place_weight(page, found, head)
    if (head.tag_ == "NNPS" and not titled) or (found.first and page.words[found.first - 1].folded == "the"):
        votes[PERSON] -= CONTEXT_WEIGHT
    return votes


def _neighbours_clues(page: Page, found: Found, head: Token) -> Iterator[tuple[str, float]]:
    """Yield what the nouns and pronouns round a name, and an acronym behind it, say about its type."""
    if noun := kind_noun(page, found) or noun_by_grammar(head):
        yield noun, CONTEXT_WEIGHT
    elif noun := noun_of_body(page, found):
        yield noun, LIST_WEIGHT
    if is_product(page, found):
        yield PLACE, HEAD_WEIGHT
    if has_acronym(page, found):
        yield PARTY if sounds_like_party(page, found) else ORGANISATION, CONTEXT_WEIGHT
    if taken_up := pronoun_of(head):
        yield taken_up, LIST_WEIGHT
    if is_acronym(written_as(page, found)) and found.first and page.words[found.first - 1].folded in {"a", "an"}:
        yield ORGANISATION, -LIST_WEIGHT  # 'registered an FIR'


def _listed_types(page: Page, found: Found, neighbours: Iterable[Found]) -> list[str]:
    """Return the types of bodies that stand in one list with a name: 'X, the known party and Y'."""
    types = []
    for other in neighbours:
        first, second = (other, found) if other.first < found.first else (found, other)
        if other is found or other.type_code not in BODIES or first.last >= len(page.words):
            continue
        gap = BRACKETED.sub("", page.text[page.words[first.last - 1].end : page.words[second.first].start])
        if LIST_GAP.match(gap):
            types.append(PARTY if other is first and are_parties(page, other) else str(other.type_code))
    return types


def _surnames(page: Page, names: list[Found], votes: dict[str, Votes]) -> set[str]:
    """Return the last words of the people named in full, and of known people."""
    surnames = set()
    for found in names:
        key = key_of(page, found)
        known_person = found.kind == KNOWN and found.type_code == PERSON
        if known_person or (found.kind == PLAIN and is_long(found) and verdict(key, votes[key]) == PERSON):
            surnames.add(name_key(written_as(page, found).split()[-1]))
    return surnames
