"""Reading names: capitalised runs are cut at titles, closed by head words, and completed by what follows 'of'."""

import re
from collections.abc import Sequence

from presspack.english.labels import VERBS
from presspack.english.lexicon import codes, given_genders, name_parts, words
from presspack.extract.actors.labelled_text import (
    ADJECTIVE,
    COUNTRY,
    HONORIFIC,
    KNOWN,
    PEOPLE,
    PLAIN,
    TITLE,
    Found,
    Page,
    Piece,
    head_type,
    is_capital,
)
from presspack.extract.actors.name_splitting import (
    end_of_body,
    is_called_like,
    is_known_title,
    is_namesake,
    is_no_part,
    is_of_people,
    is_part_of_name,
    is_particle,
    is_prefix,
    is_syllable,
    owns,
)
from presspack.extract.actors.of_phrases import (
    after_portfolio,
    completed,
    department_at,
    has_head,
    with_portfolios,
)
from presspack.names.phrase_matcher import is_acronym

JOINT = re.compile(r"(?:[-–/]|\s*&\s*|\s+|\.[^\S\n]?|\+\s)\Z")
APOSTROPHE = re.compile(r"['’]\Z")
BODIES = frozenset({"organisation", "government"})
# What follows a single letter that begins a name: "P. Bell", "O'Hara".
INITIAL_MARKS = (".", "'", "’", "+", "&")


def names_on(page: Page) -> list[Found]:
    """Return every name of the page that stands in capitals, and every known name, in text order."""
    names: list[Found] = []
    number = 0
    pieces = page.pieces
    while number < len(pieces):
        if not _starts_name(page, number):
            number += 1
            continue
        if (department := department_at(page, number)) is not None:
            names.append(department[0])
            number = department[1]
            continue
        end = _chunk_end(page, number)
        found = _parsed(page, pieces[number:end])
        after = after_portfolio(page, end) if pieces[end - 1].kind == TITLE else end
        if after > end:
            names += found
            title, number = pieces[end - 1].first, after
            end = _chunk_end(page, number)
            found = _parsed(page, pieces[number:end], title)
        if found and found[-1].last == pieces[end - 1].last and has_head(page, found[-1]):
            found[-1], end = completed(page, found[-1], end)
        names += found
        number = end
    return names


def _starts_name(page: Page, number: int) -> bool:
    piece = page.pieces[number]
    word = page.words[piece.first]
    if (piece.kind == PLAIN and not is_capital(word)) or page.in_label(piece.first) or page.in_url(piece.first):
        return False
    if piece.kind in {KNOWN, COUNTRY, PEOPLE}:
        return True
    is_account = page.text[max(0, word.start - 1) : word.start] == "@"  # '(@AnnBell)'
    if (
        is_account
        or not is_capital(word)
        or (len(word.text) == 1 and page.text[word.end : word.end + 1] not in INITIAL_MARKS)
    ):
        return False
    if piece.kind != PLAIN:
        return True
    if page.in_shouted_part(piece.first):
        return is_acronym(word.text) and not page.text_of_part(piece.first).isupper()
    return is_acronym(word.text) or not _opens_sentence(page, piece.first) or _named_at_start(page, number)


def _opens_sentence(page: Page, first: int) -> bool:
    token = page.token(first)
    return token.is_sent_start or page.opens_part(first) or page.between(first).endswith(('"', ": ", "- "))


def _named_at_start(page: Page, number: int) -> bool:
    """True when the first word of a sentence is a name and not just the first word."""
    piece = page.pieces[number]
    token = page.token(piece.first)
    if token.is_stop or (piece.kind == PLAIN and page.words[piece.first].folded in page.small_words):
        return False
    if token.pos_ == "PROPN" or token.ent_type_ in {"PERSON", "ORG", "NORP"}:
        return token.tag_.startswith("NNP") or token.ent_type_ != ""
    following = page.pieces[number + 1] if number + 1 < len(page.pieces) else None
    if following and page.words[piece.first].folded in words("head_words", stands_alone="yes"):
        return page.token(following.first).pos_ in VERBS  # 'Parliament voted'
    if following and page.text[page.words[piece.first].end] in "+&":
        return True  # 'A+ Logistics'
    if following is None or not is_capital(page.words[following.first]) or following.kind == TITLE:
        return False
    return token.pos_ in {"ADJ", "NOUN"} and page.between(following.first).isspace()


def _chunk_end(page: Page, number: int) -> int:
    """Return the number after the last piece that is written in one with piece `number`."""
    pieces = page.pieces
    end = number + 1
    if page.in_shouted_part(pieces[number].first):
        return end
    while end < len(pieces):
        first = pieces[end].first
        between = _is_possessive(page, end) or is_particle(page, end)
        if between and end + 2 < len(pieces) and is_particle(page, end) and _continues_after(page, end):
            end += 3  # 'van der Berg'
        elif is_syllable(page, end):
            end += 1
        elif between and end + 1 < len(pieces) and _continues(page, end + 1):
            end += 2
        elif _continues(page, end):
            end += 1
        else:
            break
        if pieces[end - 1].kind == KNOWN and not is_capital(page.words[first]):
            break
    return end


def _continues(page: Page, number: int) -> bool:
    first = page.pieces[number].first
    between = page.between(first)
    before = page.words[first - 1]
    if page.opens_part(first):
        return False
    if APOSTROPHE.fullmatch(between) and len(before.text) <= 2 and is_capital(before):
        return is_capital(page.words[first])  # O'Brien
    if between == "' " and before.text.endswith("s") and before.folded in codes("possessors"):
        return is_capital(page.words[first])  # Teachers' Union
    if not JOINT.match(between):
        return False
    if "." in between and (len(before.text) > 1 or _is_only_country(page, number)):
        return False
    return is_capital(page.words[first])


def _is_only_country(page: Page, number: int) -> bool:
    """True for the 'Ukraine' of 'wrote on X. Ukraine said', but not for the 'Jordan' of 'J. Jordan'."""
    piece = page.pieces[number]
    return piece.kind == COUNTRY and page.words[piece.first].folded not in given_genders()


def _is_possessive(page: Page, number: int) -> bool:
    """True for the 's of "People's Party": between plain words or a title and more of the name."""
    piece = page.pieces[number]
    before = page.pieces[number - 1]
    if page.words[piece.first].text != "s" or not APOSTROPHE.match(page.between(piece.first)):
        return False
    return before.kind in {PLAIN, TITLE} and page.words[before.last - 1].folded in codes("possessors")


def _continues_after(page: Page, number: int) -> bool:
    """True for the 'van' of 'van der Berg': another particle follows, and then the name."""
    first = page.pieces[number + 1].first
    word = page.words[first]
    second = word.text.islower() and word.folded in name_parts("particle") and page.between(first) == " "
    return second and _continues(page, number + 2)


def _parsed(page: Page, chunk: Sequence[Piece], title: int | None = None) -> list[Found]:
    """Cut a chunk at its titles and honorifics, and read a name from each stretch; `title` stands before the chunk."""
    names: list[Found] = []
    stretch: list[Piece] = []
    for number, piece in enumerate(chunk):
        known_title = piece.kind == KNOWN and is_known_title(page, piece)
        if known_title or (piece.kind in {TITLE, HONORIFIC} and not is_part_of_name(page, chunk, number)):
            business = with_portfolios(page, piece.first)
            names += _read(page, [part for part in stretch if part.first < business], title)
            if known_title:
                names.append(_single(page, [piece], None))
            stretch, title = [], piece.first
        else:
            stretch.append(piece)
    return names + _read(page, stretch, title)


def _read(page: Page, stretch: list[Piece], title: int | None) -> list[Found]:
    """Return the names in a stretch without titles, where a person's name may follow that of a body."""
    if stretch and page.words[stretch[0].first].text == "s":
        return []  # the "'s Speech" of "the King's Speech"
    while stretch and page.words[stretch[-1].first].text == "s":
        stretch = stretch[:-1]
    while len(stretch) > 1 and (is_prefix(page, stretch) or is_no_part(page, stretch)):
        stretch = stretch[1:]
    if not stretch:
        return []
    if is_called_like(page, stretch) or is_namesake(page, stretch):
        return [Found(stretch[0].first, stretch[-1].last, PLAIN, (), None, None, title)]
    cut = end_of_body(page, stretch)
    if cut is None:
        return _names_of(page, stretch, title)
    return [*_names_of(page, stretch[:cut], None), *_names_of(page, stretch[cut:], stretch[0].first)]


def _names_of(page: Page, stretch: list[Piece], title: int | None) -> list[Found]:
    """Return one name if a head word closes the stretch or all of it is plain, else each known name apart."""
    first, last, end = stretch[0].first, stretch[-1].last, stretch[-1].kind
    if len(stretch) == 1:
        return [_single(page, stretch, title)]
    if end == KNOWN and stretch[0].kind in {ADJECTIVE, COUNTRY}:
        return _with_country(page, stretch, title)
    if (body := _body_of_body(page, stretch)) is not None:
        return [body]
    all_plain = all(piece.kind == PLAIN for piece in stretch[:-1])
    # 'Liberal' + the known 'Democratic Party' is another party.
    kind = head_type(*page.words[first:last]) if end in {PLAIN, TITLE} or (end == KNOWN and all_plain) else None
    kind = kind or ("organisation" if any(owns(page, n) for n in range(first, last - 1)) else None)
    if kind:
        return [_headed(page, stretch, kind)]
    if end == COUNTRY and all_plain:
        return [Found(first, last, PLAIN, (), None, None, title)]  # 'New Jersey' is not Jersey
    return [_single(page, stretch, title)] if all_plain and end in {PLAIN, TITLE} else _separate(page, stretch, title)


def _body_of_body(page: Page, stretch: list[Piece]) -> Found | None:
    """Return 'UN Security Council' as one name: a known body right after the known one it belongs to."""
    if [piece.kind for piece in stretch] != [KNOWN, KNOWN]:
        return None
    owner, body = _single(page, stretch[:1], None), _single(page, stretch[1:], None)
    heads = head_type(page.words[body.first]) or head_type(page.words[body.last - 1])
    if heads is None or owner.type_code not in {"organisation", "party"} or body.type_code not in BODIES:
        return None
    return Found(owner.first, body.last, KNOWN, body.ids, body.type_code, body.country_code)


def _with_country(page: Page, stretch: list[Piece], title: int | None) -> list[Found]:
    """Read 'Latvian Parliament' as one name, but 'Latvian Ann Bell' as the person alone."""
    known = _single(page, stretch[-1:], title)
    if len(stretch) == 2 and known.type_code == "government" and head_type(page.words[known.last - 1]):
        code = stretch[0].values[0] or None
        ids = tuple(i for i in known.ids if page.authority.by_id[i].country_code == code)
        return [Found(stretch[0].first, known.last, PLAIN if not ids else KNOWN, ids, "government", code)]
    return _separate(page, stretch, title)


def _headed(page: Page, stretch: list[Piece], type_code: str) -> Found:
    """Return a name closed by a head word; 'Blue Dawn Party' stays the actor that 'Blue Dawn' is."""
    first, last = stretch[0].first, stretch[-1].last
    code = stretch[0].values[0] or None if stretch[0].kind in {ADJECTIVE, COUNTRY} else None
    ids: tuple[str, ...] = ()
    if len(stretch) == 2 and stretch[0].kind == KNOWN:
        ids = tuple(i for i in stretch[0].values if page.authority.by_id[i].type_code == type_code)
    if type_code == "government" and is_of_people(page, stretch):
        type_code = "organisation"
    return Found(first, last, KNOWN if ids else PLAIN, ids, type_code, code)


def _single(page: Page, stretch: list[Piece], title: int | None) -> Found:
    piece = stretch[0]
    last = stretch[-1].last
    if piece.kind == KNOWN and len(stretch) == 1:
        actors = [page.authority.by_id[i] for i in piece.values]
        types = {actor.type_code for actor in actors}
        codes = {actor.country_code for actor in actors}
        type_code = types.pop() if len(types) == 1 else None
        return Found(piece.first, last, KNOWN, piece.values, type_code, codes.pop() if len(codes) == 1 else None, title)
    if piece.kind in {COUNTRY, PEOPLE, ADJECTIVE} and len(stretch) == 1:
        return Found(piece.first, last, piece.kind, (), None, piece.values[0] or None, title)
    return Found(piece.first, last, PLAIN, (), head_type(*page.words[piece.first : last]), None, title)


def _separate(page: Page, stretch: list[Piece], title: int | None) -> list[Found]:
    names: list[Found] = []
    plain: list[Piece] = []
    for piece in [*stretch, None]:
        if piece is not None and piece.kind == PLAIN and page.words[piece.first].text != "s":
            plain.append(piece)
            continue
        if plain:
            names.append(_single(page, plain, title))
            plain = []
        if piece is not None and piece.kind != PLAIN:
            names.append(_single(page, [piece], title))
    return names
