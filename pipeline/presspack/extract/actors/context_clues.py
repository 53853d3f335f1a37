"""Signs in the words round a name that it is a party's or a person's: 'the ruling X', 'X MPs', 'its chairman, X'."""

import re
from functools import cache

from presspack.documents.doc import Token
from presspack.english.lexicon import rows, word_class
from presspack.extract.actors.labelled_text import ADJECTIVE, COUNTRY, KNOWN, TITLE, Found, Page, Piece, is_capital
from presspack.names.gazetteer import candidates as towns

SURE, LIKELY = 3.0, 2.0
# 'X, the oldest opposition party', 'X (XY), a small movement': where the noun may stand, and what may not lie between.
DESCRIBED = re.compile(
    r"['\"]?(?:, [A-Z]{2,6}| \([A-Z]{2,6}\))?, (?:the|an?|another|its|whose) ((?:[\w'-]+ ){0,5}[\w'-]+)"
)
BROKEN = word_class("name_breaker", "function_words")
COMPLEMENT = re.compile(r" (?:of|for|at|in|on) [^,.;:()\"\n]{2,80}, (?:the )?\Z")
BESIDE = re.compile(r",? (?:the )?\Z")
AFTER_PERSON = re.compile(r", (?:who\b|(?:aged )?\d\d\b[, ])")
PARTIES = re.compile(r"\bparties(?:[,:(]| -| –|, including| such as| like) (?:the )?\Z")
NO_HOLDER = frozenset({"plural", "relation"})
REACH = 12


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("party_words") if row["use"] == use)


def sounds_like_party(page: Page, found: Found) -> bool:
    """True for 'Liberal Renewal', 'Irish People's League': a political colour and a noun that parties are called."""
    words = [word.folded for word in page.words[found.first : found.last] if word.folded != "s"]
    last = page.by_last.get(found.last)
    if len(words) == 2 and last is not None and last.kind == COUNTRY:  # 'Progressive Slovakia'
        return words[0] in _words("colour") and words[0] not in {"new", "african"}
    if words[-1] not in _words("head") or not 2 <= len(words) <= 4:
        return False
    colours = [word for word in words[:-1] if word in _words("colour")]
    if len(colours) > 1 and words[0] not in colours and len(colours) == len(words) - 2:
        return True  # 'Tigray People's Liberation Front'
    countries = sum(
        piece.kind in {COUNTRY, ADJECTIVE}
        for n in range(found.first, found.last - 1)
        if (piece := page.by_first.get(n))
    )
    return bool(colours) and len(colours) + countries == len(words) - 1 and colours != ["new"]


def are_members(page: Page, found: Found) -> bool:
    """True for 'the Socialists', 'the Dutch Social Democrats': a party by the name of its members."""
    words = [word.folded for word in page.words[found.first : found.last]]
    if words[-1] not in _words("members") or page.in_shouted_part(found.first):
        return False
    plain = [n for n, word in enumerate(words[:-1], found.first) if word not in _words("colour")]
    return all((piece := page.by_first.get(n)) is not None and piece.kind in {ADJECTIVE, COUNTRY} for n in plain)


def is_members_word(page: Page, piece: Piece) -> bool:
    """True for 'Socialists' with a capital where small letters are the rule."""
    words = page.words[piece.first : piece.last]
    is_word = " ".join(word.folded for word in words) in _words("members")
    return is_word and is_capital(words[0]) and not page.in_shouted_part(piece.first)


def is_of_party(page: Page, piece: Piece) -> bool:
    """True for a capitalised word that says of which party somebody is: the 'Liberal' of 'the Liberal governor'."""
    if piece.kind == KNOWN:
        return all(page.authority.by_id[actor].type_code == "party" for actor in piece.values)
    word = page.words[piece.first]
    return is_members_word(page, piece) or (is_capital(word) and word.folded in _words("colour"))


def party_signs(page: Page, found: Found, head: Token) -> float:
    """Return how much the words round a name speak for a party: from 0 to `SURE`."""
    if _described_as_party(page, found) or are_parties(page, found):
        return SURE
    before = page.words[found.first - 1] if found.first else None
    stance = before is not None and has_stance(page, found)
    is_place = head.ent_type_ in {"GPE", "LOC"} or towns(page.span(found.first, found.last).of(page.text))
    follower = not is_place and _follows(page, found)
    return LIKELY if stance or follower or (head.ent_type_ != "PERSON" and _runs(head)) else 0.0


def are_parties(page: Page, found: Found) -> bool:
    """True for the first name of a list that 'two smaller parties, ' opens."""
    return PARTIES.search(_before(page, found)) is not None


def _before(page: Page, found: Found) -> str:
    start = page.words[found.first].start
    return page.text[max(0, start - 40) : start]


def _described_as_party(page: Page, found: Found) -> bool:
    match = DESCRIBED.match(page.text, page.words[found.last - 1].end)
    for word in match.group(1).split() if match else ():
        if word in BROKEN:
            return False
        if word in {"party", "parties"}:
            return True
    return False


def has_stance(page: Page, found: Found) -> bool:
    """'the ruling X', 'the left-wing X': what stands before a name is said of parties."""
    words = re.findall(r"[a-z][a-z-]*|\S", _before(page, found))
    return bool(words) and words[-1] in _words("stance") and page.between(found.first) == " "


def _follows(page: Page, found: Found) -> bool:
    if found.last >= len(page.words) or page.between(found.last) != " ":
        return False
    word = page.words[found.last]
    return word.folded in _words("follower") and (word.text.islower() or word.text.startswith("MP"))


def _runs(head: Token) -> bool:
    """'X won 12 seats', 'X fielded candidates', 'X boycotted the vote', 'X came third'."""
    if head.dep_ != "nsubj":
        return False
    verb, objects = head.head, [child for child in head.head.children if child.dep_ == "dobj"]
    if any(o.lemma_.lower() in _words(f"{verb.lemma_}_object") for o in objects):
        return True
    if verb.lemma_ in {"come", "finish"}:
        return any(child.lower_ in word_class("contest_rank", "function_words") for child in verb.children)
    if verb.lemma_ not in _words("contest_verb"):
        return False
    counted = [t for o in objects for t in (o, *o.subtree) if t.i - o.i < REACH]
    return any(t.lemma_.lower() in _words("contest_object") for t in counted) and any(
        t.like_num for o in objects for t in o.subtree
    )


def person_signs(page: Page, found: Found) -> float:
    """Return how much the words round a name speak for a person: a title with or without a comma, ', who', ', 41,'."""
    if AFTER_PERSON.match(page.text, page.words[found.last - 1].end) and found.type_code is None:
        return 1.0 if page.text.startswith(", who", page.words[found.last - 1].end) else SURE
    start = page.words[found.first].start
    for last in range(found.first, max(0, found.first - REACH), -1):
        piece = page.by_last.get(last)
        gap = page.text[page.words[last - 1].end : start]
        if piece is not None and piece.kind == TITLE and piece.values[0] == "relation" and gap == " ":
            return SURE  # 'her husband Mike'
        if piece is None or piece.kind != TITLE or piece.values[0] in NO_HOLDER:
            continue
        fits = BESIDE.fullmatch(gap) or COMPLEMENT.fullmatch(gap)
        return SURE if fits and not page.opens_part(found.first) else 0.0
    return 0.0


def is_surname(page: Page, number: int) -> bool:
    """True for a capitalised word by itself that is a name wherever the article has it: 'Bell resigned'."""
    word = page.words[number]
    if not is_capital(word) or word.folded in page.small_words or page.token(number).is_stop:
        return False
    beside = [n for n in (number - 1, number + 1) if 0 <= n < len(page.words)]
    joined = any(page.between(max(n, number)) in {" ", "-"} and is_capital(page.words[n]) for n in beside)
    return not joined or page.opens_part(number)
