"""People inside runs of capitals: after a body, with a party's or a country's name, with a known person's surname."""

from collections.abc import Sequence

from presspack.english.labels import TIMES
from presspack.english.lexicon import codes, given_genders, given_names, name_parts, surname_endings
from presspack.extract.actors.context_clues import is_members_word
from presspack.extract.actors.labelled_text import (
    ADJECTIVE,
    COUNTRY,
    HONORIFIC,
    KNOWN,
    PEOPLE,
    PLAIN,
    TITLE,
    Page,
    Piece,
    head_type,
)
from presspack.extract.actors.name_clues import looks_like_person
from presspack.names.authority import TITLE as TITLE_ALIAS

OFFICES = frozenset({"office", "national"})
QUALIFIERS = frozenset({"JJ", "JJR", "JJS", "RB", "IN", "VBN", "CC"})


def is_known_title(page: Page, piece: Piece) -> bool:
    """True for a known actor's title ('Prime Minister'): all the aliases so written are titles."""
    aliases = page.authority.alternatives(page.span(piece.first, piece.last).of(page.text))
    return all(alias.alias_kind == TITLE_ALIAS for alias in aliases)


def is_called_like(page: Page, stretch: list[Piece]) -> bool:
    """True for a person whose given name is also a party or a country: 'Jordan Petrov'."""
    head, rest = stretch[0], stretch[1:]
    is_one_word = head.kind in {KNOWN, COUNTRY} and head.last - head.first == 1
    given = is_one_word and _may_be_given(page.words[head.first].folded)
    plain = 1 <= len(rest) <= 2 and all(piece.kind == PLAIN for piece in rest)
    if not (given and plain):
        return False
    words = page.words[rest[0].first : rest[-1].last]
    if head_type(*words) is not None or words[-1].folded in codes("place_heads"):
        return False
    surname = words[-1]
    known_look = surname.folded.endswith(surname_endings()) and len(surname.folded) > 4
    return (
        known_look
        or any(page.token(n).ent_type_ == "PERSON" for n in range(rest[0].first, rest[-1].last))
        or (page.stands_alone(surname.text, rest[-1].last - 1))
    )


def _may_be_given(word: str) -> bool:
    return word in name_parts("given") or word in given_genders()


def is_namesake(page: Page, stretch: list[Piece]) -> bool:
    """True for another person with the surname of a known one: 'Ivan' before the known 'Petrov'."""
    if len(stretch) != 2 or stretch[0].kind != PLAIN or stretch[1].kind != KNOWN:
        return False
    given, surname = page.token(stretch[0].first), page.token(stretch[1].first)
    people = all(page.authority.by_id[actor_id].type_code == "person" for actor_id in stretch[1].values)
    one_name = given.ent_type_ == surname.ent_type_ == "PERSON" and surname.ent_iob_ == "I"
    is_title = is_known_title(page, stretch[1])
    return people and not is_title and (one_name or is_given(page, stretch[0]))


def end_of_body(page: Page, stretch: list[Piece]) -> int | None:
    """Return where the name of a person or known actor follows that of a body: 'Support Centre | Ann Bell'."""
    for cut in range(len(stretch) - 2, 1, -1):
        last = stretch[cut - 1]
        name = page.span(stretch[cut].first, stretch[-1].last).of(page.text)
        is_other = cut == len(stretch) - 1 and stretch[cut].kind == KNOWN  # 'Northern Airlines | Boeing'
        if last.kind == PLAIN and head_type(page.words[last.first]) and (is_other or looks_like_person(name)):
            return cut
    return None


def is_given(page: Page, piece: Piece) -> bool:
    """True for a given name: what ends 'Stephen King' is no title."""
    return piece.kind == PLAIN and page.words[piece.first].folded in given_names()


def is_of_people(page: Page, stretch: list[Piece]) -> bool:
    """True for 'Teachers' Council', 'Inter-American Commission': a body of a trade, or of many states."""
    first, last = stretch[0].first, stretch[-1].last
    is_part = page.words[last - 1].folded in codes("inner_bodies")  # 'International Division'
    of_realm = page.words[first].folded in name_parts("realm") and not is_part
    return of_realm or any(owns(page, number) for number in range(first, last))


def owns(page: Page, number: int) -> bool:
    """True for the 'Teachers' of "Teachers' Union": people whose body is named."""
    word = page.words[number]
    is_plural = word.text.endswith("s") and page.text[word.end : word.end + 2] == "' "
    return is_plural and word.folded in codes("possessors")


def is_particle(page: Page, number: int) -> bool:
    """True for the small word inside a name: 'Zayed al Nahyan'."""
    piece = page.pieces[number]
    word = page.words[piece.first]
    before = page.pieces[number - 1]
    small = word.text.islower() and word.folded in name_parts("particle")
    return small and before.kind == PLAIN and page.between(piece.first) in {" ", "-"}


def is_syllable(page: Page, number: int) -> bool:
    """True for the second part of a given name after a hyphen, in small letters: 'Park Ji-hoon'."""
    word, before = page.words[page.pieces[number].first], page.pieces[number - 1]
    return (
        word.text.islower()
        and word.folded in name_parts("syllable")
        and before.kind == PLAIN
        and page.between(page.pieces[number].first) == "-"
    )


def is_part_of_name(page: Page, chunk: Sequence[Piece], number: int) -> bool:
    """True for the title in "Prosecutor General's Office" and "Student Union": it belongs to an institution."""
    rest = chunk[number + 1 :]
    joined = number > 0 and "&" in page.between(chunk[number].first)  # 'Baker & Sons'
    if joined or is_members_word(page, chunk[number]) or (rest and owns(page, chunk[number].last - 1)):
        return True
    if not rest:
        return _closes_name(page, chunk, number)
    if page.words[rest[0].first].text == "s":
        return head_type(page.words[rest[-1].last - 1]) is not None
    if chunk[number].values[0] == "rank" and head_type(page.words[rest[-1].last - 1]) is not None:
        return True  # 'Major Crime Team'
    closes = len(rest) == 1 or rest[1].kind in {TITLE, HONORIFIC}
    if closes and rest[0].kind == PLAIN and head_type(page.words[rest[0].first]) == "government":
        return True  # 'Metropolitan Police'
    return chunk[number].values[0] not in OFFICES and head_type(page.words[rest[0].first]) is not None


def _closes_name(page: Page, chunk: Sequence[Piece], number: int) -> bool:
    """True for the last word of 'Stephen King', 'Halden Brothers': a title elsewhere, a name here."""
    before = chunk[number - 1] if number > 0 else None
    if before is None or before.kind != PLAIN:
        return False
    kin = chunk[number].values[0] == "relation" or head_type(page.words[chunk[number].first]) is not None
    return kin or is_given(page, chunk[0])


def is_no_part(page: Page, stretch: list[Piece]) -> bool:
    """True for the day of 'On Tuesday Brazil recalled' and, at the head of a sentence, the 'Tiny' of 'Tiny Malta'."""
    first, second = stretch[0], stretch[1]
    word = page.words[first.first].folded
    if first.kind != PLAIN or page.between(second.first) != " ":
        return False
    if word in codes("weekdays"):
        return second.kind in {COUNTRY, KNOWN, PEOPLE, ADJECTIVE} or page.token(first.first).ent_type_ in TIMES
    token = page.token(first.first)
    if second.kind == PLAIN and (token.is_sent_start or page.opens_part(first.first)):
        called = word in codes("kind_nouns") and word not in codes("head_words")  # 'Developer Norhome'
        return called and word not in codes("opening_words")
    if second.kind != COUNTRY or len(stretch) > 2:
        return False
    opens = token.is_sent_start or page.opens_part(first.first) or page.words[first.first - 1].text.islower()
    return opens and (word in codes("state_adjectives") or word in page.small_words or token.tag_ in QUALIFIERS)


def is_prefix(page: Page, stretch: list[Piece]) -> bool:
    """True for the 'Ex' of 'Ex-Labour' and the 'Pro' of 'Pro-Kremlin', but not for that of 'Anti-Defamation League'."""
    word = page.words[stretch[0].first].folded
    if word not in codes("name_prefixes") or page.between(stretch[1].first) != "-":
        return False
    return word == "ex" or stretch[1].kind in {KNOWN, COUNTRY, ADJECTIVE, PEOPLE}
