"""What completes a name or title after 'of': 'Ministry of Labour and Social Protection', 'League of X Supporters'."""

import re

from presspack.english.labels import TIMES
from presspack.english.lexicon import codes, word_class
from presspack.extract.actors.labelled_text import (
    ADJECTIVE,
    COUNTRY,
    HONORIFIC,
    KNOWN,
    PLAIN,
    TITLE,
    Found,
    Page,
    Piece,
    head_type,
    is_capital,
)

ABROAD = frozenset({"in", "to"})
ARTICLES = frozenset({"the", "a", "an"})
LINKS = word_class("of_phrase_preposition", "function_words")
LIST_JOINT = re.compile(r"\s*,?\s+\Z")


def has_head(page: Page, found: Found) -> bool:
    """True for a name that a head word closes, so that 'of' may go on with it."""
    return found.kind in {PLAIN, KNOWN} and head_type(page.words[found.last - 1]) is not None


def completed(page: Page, found: Found, end: int) -> tuple[Found, int]:
    """Add what follows an institution's head word: 'of Foreign Affairs', 'on Human Rights', 'of Latvia'."""
    pieces = page.pieces
    last, code, ids = found.last, found.country_code, found.ids
    while end + 1 < len(pieces) and _links(page, found, end) and spaced(page, end):
        if last != found.last and page.words[pieces[end].first].text == "in":
            break  # 'the Peruvian Mission to the United Nations in Geneva'
        start = end + 1
        if page.words[pieces[start].first].text in ARTICLES and start + 1 < len(pieces):
            start += 1
        stop = _holders_end(page, end, start) or _complement_end(page, start)
        if page.words[pieces[end].first].text not in ABROAD and _is_other_body(page, start, stop):
            break  # 'the planning directorate of the Labour Party'
        if stop == start or page.token(pieces[start].first).ent_type_ in TIMES:
            break  # 'the Senate on Thursday'
        if pieces[start].kind == COUNTRY:
            code = pieces[start].values[0] or None
            ids = tuple(i for i in ids if page.authority.by_id[i].country_code == code)
        elif found.kind == KNOWN and pieces[start].kind != KNOWN:
            ids = ()
        last, end = pieces[stop - 1].last, stop
    kind = KNOWN if ids else PLAIN
    type_code = found.type_code or head_type(*page.words[found.first : found.last])
    return Found(found.first, last, kind if last != found.last else found.kind, ids, type_code, code, found.title), end


def _links(page: Page, found: Found, number: int) -> bool:
    """True for the 'of' behind a name, and for the 'in' behind an embassy."""
    word = page.words[page.pieces[number].first].text
    return word in LINKS or (word in ABROAD and page.words[found.last - 1].folded in codes("posts_abroad"))


def _holders_end(page: Page, of: int, start: int) -> int | None:
    """Return the piece after 'the Prime Minister and Cabinet' in 'Department of the Prime Minister and Cabinet'."""
    pieces, office = page.pieces, page.words[page.pieces[of - 1].last - 1].folded
    if office not in codes("holders_offices") or page.words[pieces[of].first].text != "of" or start == of + 1:
        return None
    if not (pieces[start].kind == TITLE or (pieces[start].kind == KNOWN and _is_person(page, pieces[start]))):
        return None
    end = start + 1
    joins = end + 1 < len(pieces) and page.words[pieces[end].first].text in {"and", "for"}
    return end + 2 if joins and is_capital(page.words[pieces[end + 1].first]) and spaced(page, end + 1) else end


def _is_other_body(page: Page, start: int, stop: int) -> bool:
    """True for one known body, or one that its own head word and 'of' begin: that is an actor by itself."""
    pieces = page.pieces
    if stop - start != 1:
        return False
    if pieces[start].kind == KNOWN:
        people = stop < len(pieces) and page.words[pieces[stop].first].folded in codes("of_body_nouns")
        return not (people or _is_person(page, pieces[start]))
    follows = stop < len(pieces) and page.words[pieces[stop].first].text == "of"
    return pieces[start].kind == PLAIN and follows and head_type(page.words[pieces[start].first]) is not None


def spaced(page: Page, number: int) -> bool:
    """True when only white space stands before piece `number`, and no new part begins there."""
    first = page.pieces[number].first
    return page.between(first).isspace() and not page.opens_part(first)


def _complement_end(page: Page, start: int) -> int:
    """Return the piece number after a complement that starts at `start`; `start` if there is none."""
    pieces, end = page.pieces, start
    while end < len(pieces) and is_capital(page.words[pieces[end].first]) and _spaced_or_listed(page, end, start):
        if pieces[end].kind == COUNTRY:
            return end + 1
        if pieces[end].kind == KNOWN and _is_person(page, pieces[end]):
            return end
        if pieces[end].kind == ADJECTIVE and (end + 1 == len(pieces) or pieces[end + 1].kind == TITLE):
            return end
        if pieces[end].kind == KNOWN:
            return _supporters_end(page, end + 1)
        if pieces[end].kind == HONORIFIC or _is_holders_title(page, pieces[end]):
            return end
        end += 1
        joins = end + 1 < len(pieces) and page.words[pieces[end].first].text == "and"
        if joins and (is_portfolio(page, pieces[end + 1]) or _is_one_entity(page, end) or _ends_list(page, start, end)):
            end += 1
    return end


def _ends_list(page: Page, start: int, number: int) -> bool:
    """True for the 'and' of 'Trade, Tourism and Crafts': commas before it, a plain capital after it."""
    pieces = page.pieces
    listed = any("," in page.between(pieces[n].first) for n in range(start + 1, number))
    following = pieces[number + 1]
    return listed and following.kind == PLAIN and head_type(page.words[following.first]) is None


def _is_one_entity(page: Page, number: int) -> bool:
    """True when the parser's own name reaches over the 'and' at piece `number`."""
    first = page.pieces[number].first
    tokens = [page.token(n) for n in (first - 1, first, first + 1)]
    return all(token.ent_type_ == "ORG" for token in tokens) and all(token.ent_iob_ == "I" for token in tokens[1:])


def _is_person(page: Page, piece: Piece) -> bool:
    return any(page.authority.by_id[actor_id].type_code == "person" for actor_id in piece.values)


def _is_holders_title(page: Page, piece: Piece) -> bool:
    """True for a title that ends a name ('Ministry of Defence Secretary X'), not for 'Union of Farmers'."""
    return piece.kind == TITLE and piece.values != ("plural",) and not is_portfolio(page, piece)


def _supporters_end(page: Page, end: int) -> int:
    """Return the end of 'League of <known name> Supporters': capitals go on after a known name."""
    pieces = page.pieces
    while (
        end < len(pieces)
        and pieces[end].kind == PLAIN
        and spaced(page, end)
        and is_capital(page.words[pieces[end].first])
    ):
        end += 1
    return end


def _spaced_or_listed(page: Page, number: int, start: int) -> bool:
    between = page.between(page.pieces[number].first)
    if number == start or between.isspace() or between == "-":  # 'University of Wisconsin-Madison'
        return not page.opens_part(page.pieces[number].first)
    return LIST_JOINT.match(between) is not None and is_portfolio(page, page.pieces[number])


def is_portfolio(page: Page, piece: Piece) -> bool:
    """True for capitalised words of a ministry's business: 'Labour', 'Social', 'Protection'."""
    words = page.words[piece.first : piece.last]
    return all(is_capital(word) and word.folded in codes("portfolios") for word in words)


def with_portfolios(page: Page, first: int) -> int:
    """Return where a minister's title begins with its business: 'Trade and Industry Minister' at 'Trade'."""
    piece = page.by_first.get(first)
    if piece is None or page.words[piece.last - 1].folded not in codes("portfolio_titles"):
        return first
    business, number = codes("portfolios"), first
    while number > 0 and page.between(number) in {" ", ", "} and not page.opens_part(number):
        word = page.words[number - 1]
        if word.folded in business and is_capital(word) and is_capital(page.words[first]):
            first = number - 1
        elif word.text != "and":
            break
        number -= 1
    return first


def after_portfolio(page: Page, end: int) -> int:
    """Return the piece after 'of Labour and Social Protection' where a name follows a minister's title; else `end`."""
    pieces = page.pieces
    if end + 1 >= len(pieces) or page.words[pieces[end].first].text != "of":
        return end
    number = end + 1
    while number < len(pieces) and (
        is_portfolio(page, pieces[number]) or page.words[pieces[number].first].text == "and"
    ):
        number += 1
    is_name = number < len(pieces) and number > end + 1 and is_capital(page.words[pieces[number].first])
    return number if is_name and spaced(page, number) else end


def department_at(page: Page, first: int) -> tuple[Found, int] | None:
    """Return a department named by its business and its country, and the piece after it.

    'Housing, Health and Sport Ireland'; None where piece `first` opens none.
    """
    pieces, end = page.pieces, first
    while end < len(pieces) and is_portfolio(page, pieces[end]):
        end += 1
        joined = end + 1 < len(pieces) and page.words[pieces[end].first].text == "and"
        if joined and is_portfolio(page, pieces[end + 1]):
            end += 1
        if end < len(pieces) and (page.opens_part(pieces[end].first) or not _is_listed(page, end)):
            return None
    if not first < end < len(pieces) or pieces[end].kind != COUNTRY or page.between(pieces[end].first) != " ":
        return None
    code = pieces[end].values[0]
    found = Found(pieces[first].first, pieces[end].last, PLAIN, (), "government", code)
    return (found, end + 1) if code else None


def _is_listed(page: Page, number: int) -> bool:
    return LIST_JOINT.match(page.between(page.pieces[number].first)) is not None
