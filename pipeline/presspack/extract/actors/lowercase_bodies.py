"""Bodies of the state in small letters: 'the Latvian parliament', 'the finance ministry', 'the president's office'."""

from collections.abc import Iterator

from presspack.english.lexicon import codes, word_class
from presspack.extract.actors.labelled_text import (
    ADJECTIVE,
    COUNTRY,
    KNOWN,
    PLAIN,
    TITLE,
    Found,
    Page,
    Piece,
    head_type,
    is_capital,
)
from presspack.extract.actors.name_clues import ORGANISATION, PERSON
from presspack.extract.actors.name_types import unique_bodies

OFFICE, MINISTRY = "office", "ministry"
HOLDERS = frozenset({"office", "national"})
MOST_PORTFOLIOS = 4
GOVERNMENT = "government"
LONGEST_BODY = 5
APOSTROPHES = frozenset({"'", "\u2019"})
BODY_TAGS = frozenset({"NN", "JJ", "NNS", "NNP"})


def with_bodies(page: Page, names: list[Found]) -> list[Found]:
    """Return `names` with the bodies of which a state has one and that the article names in small letters."""
    offices = list(_offices(page))
    owners = {office.first for office in offices}
    national = [*_national(page), *_of_country(page)]
    owned = {number for body in national for number in range(body.first, body.last)}
    # "the President's office", "Mexico's central bank": the owner is no actor of its own there.
    found = [
        name
        for name in names
        if not (name.first in owners and name.kind == KNOWN)
        and not (name.first in owned and name.kind == COUNTRY)
        and not _is_modifier(page, name)
    ]
    found = [_with_campaign(page, name) for name in found]
    taken = {number for name in found for number in range(name.first, name.last)}
    for body in sorted((*national, *_ministries(page), *offices), key=lambda f: (f.first, -f.last)):
        if taken.isdisjoint(range(body.first, body.last)):
            found.append(body)
            taken.update(range(body.first, body.last))
    return found


def _with_campaign(page: Page, name: Found) -> Found:
    """Return 'the Hale campaign' for the name of a person that such a noun follows; other names as they are."""
    last = name.last
    if name.type_code != PERSON or name.first == 0 or last >= len(page.words) or name.title is not None:
        return name
    follows = page.words[last].text in codes("personal_bodies") and page.between(last) == " "
    if not follows or page.words[name.first - 1].folded != "the":
        return name
    return Found(name.first, last + 1, PLAIN, (), ORGANISATION)


def _spaced(page: Page, first: int, last: int) -> bool:
    return all(page.between(number).isspace() for number in range(first + 1, last))


def _joined(page: Page, first: int, last: int) -> bool:
    return all(page.between(number) in {" ", "-", "\u00a0"} for number in range(first + 1, last))


def _national(page: Page) -> Iterator[Found]:
    """'the Latvian government', "Nepal's civil aviation authority", 'the Polish navy'."""
    for piece in page.pieces:
        town = (
            piece.kind == PLAIN and page.token(piece.first).ent_type_ == "GPE" and is_capital(page.words[piece.first])
        )
        if not town and (piece.kind not in {ADJECTIVE, COUNTRY} or not piece.values[0]):
            continue
        if piece.first > 0 and page.between(piece.first) == "-":
            continue  # 'UK-US military base'
        start = _after_owner(page, piece)
        for last in range(min(start + LONGEST_BODY, len(page.words)), start, -1):
            if _is_body(page, start, last) and _joined(page, start, last) and not _is_indefinite(page, piece.first):
                yield Found(piece.first, last, PLAIN, (), GOVERNMENT, None if town else piece.values[0])
                break


def _of_country(page: Page) -> Iterator[Found]:
    """'the parliament of Georgia', 'the central bank of Kenya'."""
    for piece in page.pieces:
        of = piece.first - (2 if piece.first > 1 and page.words[piece.first - 1].text == "the" else 1)
        if piece.kind != COUNTRY or of < 1 or page.words[of].text != "of":
            continue
        for first in range(max(0, of - LONGEST_BODY), of):
            key = " ".join(word.folded for word in page.words[first:of])
            if page.words[first].text.islower() and key in unique_bodies() and _spaced(page, first, piece.last):
                yield Found(first, piece.last, PLAIN, (), GOVERNMENT, piece.values[0] or None)
                break


def _after_owner(page: Page, piece: Piece) -> int:
    """Return the word after 'Latvian' or "Latvia's"; a country without the 's has nothing behind it."""
    number = piece.last
    if number < len(page.words) and page.words[number].text == "s" and page.between(number) in APOSTROPHES:
        return number + 1 if number + 1 < len(page.words) and page.between(number + 1) == " " else len(page.words)
    return (
        number
        if piece.kind == ADJECTIVE and number < len(page.words) and page.between(number) == " "
        else len(page.words)
    )


def _is_body(page: Page, first: int, last: int) -> bool:
    """True for words in small letters of which the last is a head word of bodies of the state."""
    words = page.words[first:last]
    if " ".join(word.folded for word in words) in unique_bodies():
        return True
    small = all(word.text.islower() for word in words) and head_type(*words) == GOVERNMENT
    tags = [page.token(number).tag_ for number in range(first, last)]
    if _modifies_noun(page, last):
        return False
    closes = (
        tags[-1] == "NN"
        or words[-1].folded in codes("plural_bodies")
        or " ".join(word.folded for word in words[-2:]) in codes("plural_bodies")
        or (tags[-1] == "JJ" and (nxt := page.by_first.get(last)) is not None and nxt.kind == TITLE)
    )
    return small and closes and all(tag in BODY_TAGS for tag in tags)


def _modifies_noun(page: Page, last: int) -> bool:
    """True for the force before word `last` of 'military operations', 'police stations'."""
    is_force = page.words[last - 1].folded in word_class("force", "actor_word_classes")
    return is_force and last < len(page.words) and not _ends_phrase(page, last - 1)


def _is_modifier(page: Page, name: Found) -> bool:
    """True for the known 'US military' of 'US military bases'."""
    return name.kind == KNOWN and page.words[name.last - 1].text.islower() and _modifies_noun(page, name.last)


def _ends_phrase(page: Page, number: int) -> bool:
    """True unless the word stands before the noun it belongs to ('military operations'), a title left out."""
    following = page.by_first.get(number + 1)
    modifies = page.token(number).dep_ in {"amod", "compound", "nmod"}
    return not modifies or (following is not None and following.kind == TITLE)


def _is_indefinite(page: Page, first: int) -> bool:
    """True for 'a Kenyan court': one of many."""
    return first > 0 and codes("office_words").get(page.words[first - 1].folded) == "open"


def _ministries(page: Page) -> Iterator[Found]:
    """'the finance ministry', 'the ministry of health and labour'."""
    portfolios = codes("portfolios")
    for number, word in enumerate(page.words):
        if word.text != MINISTRY or page.token(number).tag_ not in {"NN", "NNP"}:
            continue
        first = number
        while first and number - first < MOST_PORTFOLIOS and page.words[first - 1].text in portfolios:
            first -= 1
        if first < number and _spaced(page, first, number + 1):
            yield Found(first, number + 1, PLAIN, (), GOVERNMENT)
        elif number + 2 < len(page.words) and page.words[number + 1].text == "of":
            last = number + 2
            while last < len(page.words) and (page.words[last].text in portfolios or _joins(page, last)):
                last += 1
            if last > number + 2 and _spaced(page, number, last):
                yield Found(number, last, PLAIN, (), GOVERNMENT)


def _joins(page: Page, number: int) -> bool:
    following = page.words[number + 1].text if number + 1 < len(page.words) else ""
    return page.words[number].text == "and" and following in codes("portfolios")


def _with_place(page: Page, first: int) -> int:
    """Return where the name of an office begins with its place: 'Orange County District Attorney's office'."""
    while first > 0 and page.between(first) == " " and not page.opens_part(first):
        piece = page.by_last.get(first)
        if piece is None or piece.kind != PLAIN or not is_capital(page.words[piece.first]):
            break
        if not page.token(piece.first).tag_.startswith("NNP"):
            break
        first = piece.first
    return first


def _offices(page: Page) -> Iterator[Found]:
    """'the president's office', 'the ombudsman's office': who works for the holder of an office."""
    for piece in page.titles:
        last = piece.last + 2
        if piece.values[0] not in HOLDERS or last > len(page.words):
            continue
        owned = page.words[piece.last].text == "s" and page.between(piece.last) in {"'", "\u2019"}
        if owned and page.words[piece.last + 1].folded == OFFICE and page.between(piece.last + 1) == " ":
            yield Found(_with_place(page, piece.first), last, PLAIN, (), GOVERNMENT)
