"""Judging names: is a capitalised run an actor, and of which type? Every occurrence in the article votes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.actor_words import lexicon, name_parts, surname_endings
from pipeline.extract.gazetteer import candidates as towns
from pipeline.extract.phrases import name_key, words_of
from pipeline.extract.pieces import ADJECTIVE, COUNTRY, KNOWN, PEOPLE, PLAIN, Found, Page, head_type

PERSON = "person"
PLACE = "place"
NER_VOTES = {"PERSON": PERSON, "ORG": "organisation", "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
NER_WEIGHT, SHAPE_WEIGHT, CONTEXT_WEIGHT, HEAD_WEIGHT = 1.0, 1.5, 3.0, 5.0
# What the votes for a name must reach: an unknown single word needs more than one model's opinion.
ENOUGH, ENOUGH_FOR_ONE_WORD = 1.0, 2.0
# How far behind an opening quotation mark a name may stand.
QUOTED_REACH = 60
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "a", "to", "s"})
SAYING = frozenset({"say", "tell", "add", "note", "explain", "believe", "argue", "state", "stress", "claim", "write"})


def judged(page: Page, names: Iterable[Found]) -> list[Found]:
    """Return the names that are actors, typed; places, programmes and chance capitals are left out.

    Countries, peoples and known actors pass as they are.
    """
    names = list(names)
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for found in names:
        if found.kind == PLAIN and not is_named_thing(page, found) and not is_shouted(page, found):
            for type_code, weight in clues(page, found).items():
                votes[key_of(page, found)][type_code] += weight
    surnames = _surnames(page, names, votes)
    short = {
        short: n.type_code for n in names if n.type_code and _is_long(n) for short in initials(written_as(page, n))
    }
    kept = []
    for found in names:
        if found.kind in {KNOWN, COUNTRY, PEOPLE}:
            kept.append(found)
        elif found.kind == PLAIN and not is_named_thing(page, found) and not is_shouted(page, found):
            key = key_of(page, found)
            headed = found.type_code if _is_long(found) else None
            if _is_function_word(page, found):
                continue
            agreed = headed or short.get(key) or (PERSON if key in surnames else verdict(key, votes[key]))
            if agreed:
                kept.append(replace(found, type_code=agreed))
    return kept


def written_as(page: Page, found: Found) -> str:
    """Return a name as the article writes it."""
    return page.span(found.first, found.last).of(page.text)


def key_of(page: Page, found: Found) -> str:
    """Return the folded form of a name, which all its occurrences share."""
    return name_key(written_as(page, found))


def initials(name: str) -> set[str]:
    """Return the acronyms a name may have, folded, with and without its small words: "Union of Poets" -> uop, up."""
    words = [word.folded for word in words_of(name)]
    if len(words) < 2:
        return set()
    large = [word for word in words if word not in SMALL]
    return {"".join(word[0] for word in words), "".join(word[0] for word in large)}


def _is_long(found: Found) -> bool:
    return found.last - found.first > 1


def verdict(key: str, votes: dict[str, float]) -> str | None:
    """Return the type that the votes for a name agree on, or None if it is no actor."""
    words = key.split()
    banned = lexicon("not_actors")
    if words[-1] in banned or (words[0] in banned and len(words) < 3) or not votes:
        return None
    best, weight = max(sorted(votes.items()), key=lambda item: item[1])
    enough = ENOUGH if len(words) > 1 else ENOUGH_FOR_ONE_WORD
    return best if best != PLACE and weight >= enough else None


def clues(page: Page, found: Found) -> dict[str, float]:
    """Return what one occurrence says about the type of a name, as weights."""
    votes: dict[str, float] = defaultdict(float)
    if found.title is not None:
        votes[PERSON] += CONTEXT_WEIGHT
    if found.type_code and _is_long(found):
        votes[found.type_code] += HEAD_WEIGHT
    if noun := kind_noun(page, found):
        votes[noun] += CONTEXT_WEIGHT
    written = page.span(found.first, found.last).of(page.text)
    head = page.head(page.span(found.first, found.last))
    if type_code := shape(written):
        votes[type_code] += SHAPE_WEIGHT
    if head.ent_type_ in NER_VOTES:
        votes[NER_VOTES[head.ent_type_]] += NER_WEIGHT
    if head.dep_ == "nsubj" and head.head.lemma_ in SAYING:
        votes[PERSON if not is_acronym(written) else "organisation"] += NER_WEIGHT
    if is_acronym(written) and head.dep_ == "compound":
        votes["organisation"] -= NER_WEIGHT
    votes[PLACE] += _place_weight(page, found, head)
    if head.tag_ == "NNPS" or (found.first and page.words[found.first - 1].folded == "the"):
        votes[PERSON] -= CONTEXT_WEIGHT
    return votes


def shape(written: str) -> str | None:
    """Return the type that the look of a name suggests: 'Ann Bell', 'OSCE', 'BioNova'."""
    if looks_like_person(written):
        return PERSON
    inner = written.removeprefix("Mc").removeprefix("Mac")[1:]
    camel = any(c.isupper() for c in inner) and not any(c in " -'’" for c in written)
    return "organisation" if is_acronym(written) or (camel and not written.isupper()) else None


def _place_weight(page: Page, found: Found, head: Token) -> float:
    """Return how much speaks for a place: 'in X', 'X region', a town of that name."""
    weight = 0.0
    if found.last < len(page.words) and page.words[found.last].folded in lexicon("place_nouns"):
        weight += CONTEXT_WEIGHT if page.between(found.last).isspace() else 0.0
    if head.dep_ == "pobj" and head.head.lower_ in {"in", "near", "across", "outside"} and found.type_code is None:
        weight += NER_WEIGHT
    if towns(page.span(found.first, found.last).of(page.text)):
        weight += SHAPE_WEIGHT
    return weight


def is_shouted(page: Page, found: Found) -> bool:
    """True for words written in capitals throughout that are too long for an acronym: a heading or a dateline."""
    written = page.span(found.first, found.last).of(page.text)
    return written.isupper() and not is_acronym(written)


def is_named_thing(page: Page, found: Found) -> bool:
    """True for what stands in quotes after 'the slogan', 'a programme called': a name, but of no actor."""
    start = page.words[found.first].start
    quote = page.text.rfind('"', max(0, start - QUOTED_REACH), start)
    if quote < 0 or page.text[quote + 1].isspace() or "\n" in page.document.text[quote:start]:
        return False
    words = page.text[max(0, quote - 40) : quote].lower().split()
    while words and words[-1] in {"called", "named", "titled", "entitled", "dubbed", "of"}:
        words.pop()
    return bool(words) and words[-1] in lexicon("naming_nouns")


def _is_function_word(page: Page, found: Found) -> bool:
    return not _is_long(found) and page.token(found.first).is_stop and not page.words[found.first].text.isupper()


def kind_noun(page: Page, found: Found) -> str | None:
    """Return the type that a common noun beside a name gives it: 'the X party', 'the newspaper "X"'."""
    after, before = page.text[page.words[found.last - 1].end :][:2], page.between(found.first) if found.first else ""
    nouns = lexicon("kind_nouns")
    if found.last < len(page.words) and page.between(found.last).strip("\"' ") == "" and after.strip():
        after = after.strip("\"'")
    if found.last < len(page.words) and page.between(found.last).strip("\"'").isspace():
        word = page.words[found.last]
        if word.text.islower() and word.folded in nouns:
            return nouns[word.folded]
    if found.first and before.strip("\"'(").isspace():
        one = page.words[found.first - 1]
        two = f"{page.words[found.first - 2].folded} {one.folded}" if found.first > 1 else ""
        if one.folded in {"called", "named", "dubbed"} and found.first > 1:
            one, two = page.words[found.first - 2], ""
        if one.text.islower() and (two in nouns or one.folded in nouns):
            return nouns.get(two) or nouns[one.folded]
    return None


def looks_like_person(written: str) -> bool:
    """True for two to four capitalised words of which one is a given name or ends like a surname."""
    words = [w for w in written.replace("-", " ").split() if w[:1].isalpha()]
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in written):
        return False
    if not all(w[0].isupper() or w.lower() in name_parts("particle") for w in words):
        return False
    first, last = name_key(words[0]), name_key(words[-1])
    return first in name_parts("given") or (last.endswith(surname_endings()) and len(last) > 4) or _initial(written)


def _initial(written: str) -> bool:
    return len(written) > 3 and written[1] == "." and written[0].isupper()


def is_acronym(written: str) -> bool:
    """True for two to seven capitals, which digits and dots may join: "OSCE", "G20", "U.N."."""
    letters = [c for c in written if c.isalpha()]
    return 2 <= len(letters) <= 7 and all(c.isupper() for c in letters) and not any(c.isspace() for c in written)


def _surnames(page: Page, names: list[Found], votes: dict[str, dict[str, float]]) -> set[str]:
    """Return the last words of the people named in full, and of known people."""
    found_surnames = set()
    for found in names:
        key = key_of(page, found)
        known_person = found.kind == KNOWN and found.type_code == PERSON
        if known_person or (found.kind == PLAIN and _is_long(found) and verdict(key, votes[key]) == PERSON):
            found_surnames.add(name_key(written_as(page, found).split()[-1]))
    return found_surnames


def nationality(page: Page, found: Found) -> str | None:
    """Return the country that an adjective before a name gives it ('the Russian news agency X' -> RUS)."""
    codes = {piece.first: piece.values[0] for piece in page.pieces if piece.kind in {ADJECTIVE, COUNTRY}}
    for number in range(found.first - 1, max(found.first - 4, -1), -1):
        if number in codes:
            return codes[number] or None
        token: Token = page.token(number)
        if token.pos_ not in {"NOUN", "ADJ", "PROPN"}:
            return None
    return None


def bare_head(page: Page, found: Found) -> bool:
    """True for a head word alone ('the League'): short for a longer name, if the article has one."""
    return not _is_long(found) and head_type(page.words[found.first]) is not None
