"""Titles that stand for a person: 'the Head of State', 'the deputy chief of X'; and where they stand beside a name."""

import re
from functools import cache

from presspack.base.folding import folded
from presspack.base.spans import Span
from presspack.documents.document import TITLE as HEADLINE
from presspack.english.labels import PREDICATES
from presspack.english.lexicon import codes
from presspack.extract.actors.context_clues import is_of_party
from presspack.extract.actors.labelled_text import ADJECTIVE, COUNTRY, KNOWN, TITLE, Found, Page, Piece
from presspack.extract.actors.name_splitting import OFFICES
from presspack.extract.actors.of_phrases import with_portfolios
from presspack.names.phrase_matcher import WORD, words_of

KIND_NOUN = re.compile(r"[\"']?\s+([a-z]+)")
COUNTRY_GOES_ON = re.compile(r"[\"']? (?:(?:of|for)\b|to (?:the )?[A-Z])|,? [\"']?[A-Z]")
APOSTROPHES = frozenset({"'", "’"})
BESIDE = frozenset("\"' ,-–—(")


@cache
def is_title(name: str) -> bool:
    """True when a name is a description of an office: "Head of State", but not "Mother Courage"."""
    titles = codes("titles")
    words = [word.folded for word in words_of(name)]
    return any(" ".join(words[i : i + n]) in titles for n in (1, 2, 3) for i in range(len(words)))


def stands_for_holder(page: Page, span: Span) -> bool:
    """True when a title at `span` means the one who holds the office, and not the office or what someone becomes."""
    head, words = page.head(span), codes("office_words")
    if head.dep_ in PREDICATES or head.tag_ in {"NNS", "NNPS"}:
        return False
    # 'a new Head of State' is an office to be filled; 'the post of President' is one too.
    if any(words.get(child.lower_) == "open" for child in head.lefts):
        return False
    if head.dep_ == "pobj":
        preposition = head.head
        return preposition.lower_ != "as" and words.get(preposition.head.lower_) != "office"
    return True


def beside_person(page: Page, span: Span, people: list[Span]) -> bool:
    """True when a person's name touches the title or stands in apposition to it: the name is the mention then."""
    for name in people:
        if name.overlaps(span):
            continue
        after = name.start >= span.end
        gap = page.text[span.end : name.start] if after else page.text[name.end : span.start]
        if after and (noun := KIND_NOUN.match(gap)) and noun.group(1) in codes("kind_nouns"):
            gap = gap[noun.end() :]
        if _is_honorifics(gap):
            gap = ""  # 'Prime Minister Sir Karl Bowden'
        if len(gap) <= 4 and all(c in BESIDE for c in gap):
            return True
        if len(gap) <= 8 and gap.strip(" ,-–—") in {"the", "a"} and not after:
            return True
    return False


def _is_honorifics(gap: str) -> bool:
    """True for honorifics and nothing else; the first other word decides, since most names stand far away."""
    found, honorifics = False, codes("honorifics")
    for word in WORD.finditer(gap):
        if folded(word.group()) not in honorifics:
            return False
        found = True
    return found


def is_definite(page: Page, first: int) -> bool:
    """True when a title stands as one that the reader knows: with 'the', or capitalised at the head of a sentence."""
    if page.opens_part(first) or page.token(first).is_sent_start:
        return page.words[first].text[0].isupper()
    return codes("office_words").get(page.words[first - 1].folded) == "definite"


def country_of_office(page: Page, found: Found) -> tuple[str | None, Found] | None:
    """Return the country a title is said to belong to and the title with those words; None if it is another body's.

    'Hungarian prime minister' and 'prime minister of Hungary' give HUN; a bare 'Prime Minister' gives no country.
    """
    before = page.by_last.get(found.first)
    if before and before.kind in {ADJECTIVE, COUNTRY} and page.between(found.first).isspace():
        return before.values[0] or None, Found(before.first, found.last, TITLE, (), "person", before.values[0] or None)
    following = found.last
    if following + 1 >= len(page.words) or page.words[following].text != "of":
        return None, found
    start = following + (2 if page.words[following + 1].text in {"the", "our"} else 1)
    if start >= len(page.words):
        return None, found
    if codes("office_words").get(page.words[start].folded) == "state":
        return None, Found(found.first, start + 1, found.kind, found.ids, found.type_code, found.country_code)
    piece = page.by_first.get(start)
    if piece and piece.kind == COUNTRY and page.text[page.words[piece.last - 1].end :][:2] not in {"'s", "\u2019s"}:
        return piece.values[0] or None, Found(found.first, piece.last, TITLE, (), "person", piece.values[0] or None)
    return None


def title_names(page: Page, names: list[Found]) -> list[tuple[Found, Found | None]]:
    """Return (title, body) where a title of office stands alone for a person; the body is None for a country.

    'the deputy chief of X' comes with the body X; 'the Hungarian prime minister' with its country and no body.
    """
    people = [page.span(n.first, n.last) for n in names if n.type_code == "person" and not _is_described(page, n)]
    starts = {name.first: name for name in names if name.kind in {KNOWN, COUNTRY} or name.type_code}
    found = []
    for piece in page.titles:
        if piece.values[0] in OFFICES and page.token(piece.last - 1).tag_ not in {"NNS", "NNPS"}:
            bare = Found(_title_start(page, piece), _title_end(page, piece), TITLE, (), "person")
            # 'the Polish leader' is one person, 'the Polish opposition leader' need not be.
            kind = piece.values[0] if bare.first == piece.first else "office"
            is_sole = _is_sole_office(page, bare.first, piece)
            title, body = _completed(page, bare, "national" if is_sole else kind, starts)
            if title is None and is_sole:
                title = _owned(page, bare)
            if title is not None and _is_alone(page, title, people):
                found.append((title, body))
    return found


def _owned(page: Page, title: Found) -> Found | None:
    """Return the title with its country: "Ghana's auditor general"."""
    owner = page.by_last.get(title.first - 1)
    if owner is None or owner.kind != COUNTRY or page.between(title.first - 1) not in APOSTROPHES:
        return None
    code = owner.values[0] or None
    return Found(owner.first, title.last, TITLE, (), "person", code) if page.between(title.first) == " " else None


def _is_sole_office(page: Page, first: int, piece: Piece) -> bool:
    """True for 'construction minister', 'minister of health', 'auditor general': a country has one."""
    words = page.words[first : piece.last]
    if " ".join(word.folded for word in words) in codes("sole_offices"):
        return True
    if words[-1].folded not in codes("portfolio_titles"):
        return False
    of_business = first == piece.first and _title_end(page, piece) > piece.last
    return of_business or (len(words) > 1 and all(word.folded in codes("portfolios") for word in words[:-1]))


def _title_start(page: Page, piece: Piece) -> int:
    """Return where a title begins with its modifiers and its business: 'construction minister'."""
    first = with_modifiers(page, piece.first)
    if page.words[piece.last - 1].folded in codes("portfolio_titles"):
        while first > 0 and page.words[first - 1].text in codes("portfolios") and page.between(first) == " ":
            first -= 1
    return first


def _title_end(page: Page, piece: Piece) -> int:
    """Return the word after 'minister of health', 'ambassador to Peru'; that after the title if nothing follows."""
    last, words = piece.last, page.words
    if last + 1 >= len(words) or page.opens_part(last):
        return last
    if words[last].text == "to" and (place := page.by_first.get(last + 1)) and place.kind == COUNTRY:
        return place.last
    end = last + 1
    while words[last].text == "of" and end < len(words) and words[end].folded in codes("portfolios"):
        end += 1
        joins = end + 1 < len(words) and words[end].text == "and" and words[end + 1].folded in codes("portfolios")
        end += joins
    return end if end > last + 1 else last


def bare_titles(page: Page, taken: list[Span]) -> list[tuple[Span, str]]:
    """Return (span, folded title) of 'the president', 'the former governor': an office that the article has once."""
    found = []
    for piece in page.titles:
        first = with_modifiers(page, piece.first)
        if first < piece.first and (party := page.by_first.get(first)) and is_of_party(page, party):
            first = party.last
        span = page.span(first, piece.last)
        former = codes("title_modifiers").get(page.words[first].folded) == "former"
        is_office = piece.values[0] in OFFICES and (first == piece.first or former or page.words[first].text.islower())
        if (
            not (is_office and _is_the_one(page, first))
            or page.token(piece.last - 1).tag_ not in {"NN", "NNP"}
            or COUNTRY_GOES_ON.match(page.text, span.end)
        ):
            continue
        if stands_for_holder(page, span) and not any(map(span.overlaps, taken)):
            found.append((span, " ".join(word.folded for word in page.words[first : piece.last])))
    return found


def _is_the_one(page: Page, first: int) -> bool:
    """True for 'the governor', 'the Liberal governor', and 'Governor quits' in a headline."""
    if page.opens_part(first):
        return page.document.part(page.token(first)).kind == HEADLINE
    if page.between(first) != " ":
        return False
    before = page.by_last.get(first)
    said_of = before is not None and (before.kind == ADJECTIVE or is_of_party(page, before))
    number = before.first if said_of and before is not None else first
    return number > 0 and page.between(number) == " " and page.words[number - 1].folded == "the"


def _is_alone(page: Page, title: Found, people: list[Span]) -> bool:
    span = page.span(title.first, title.last)
    beside = beside_person(page, span, people)
    opening = page.by_first.get(title.first)
    owned = opening is not None and opening.kind == COUNTRY  # "Ghana's auditor general"
    return not beside and stands_for_holder(page, span) and (owned or is_definite(page, title.first))


def _completed(
    page: Page, title: Found, kind: str, starts: dict[int, Found]
) -> tuple[Found, Found | None] | tuple[None, None]:
    number = title.last
    if number + 1 < len(page.words) and page.words[number].text == "of":
        number += 2 if page.words[number + 1].text == "the" else 1
        body = starts.get(number)
        if body is not None and body.kind != COUNTRY and body.type_code != "person":
            return Found(title.first, body.last, TITLE, (), "person", body.country_code), body
    is_ex = title.last - title.first > 1 and page.words[title.first].folded == "ex"
    if is_ex and title.first > 0 and page.words[title.first - 1].folded == "the":
        return title, None
    if kind == "national":
        office = country_of_office(page, title)
        if office is not None and office[0] is not None:
            return office[1], None
    return None, None


def _is_described(page: Page, found: Found) -> bool:
    return found.kind == KNOWN and is_title(page.span(found.first, found.last).of(page.text))


def with_modifiers(page: Page, first: int) -> int:
    """Return where a title begins with its modifiers: 'first deputy chairman', 'ex-minister'."""
    modifiers = codes("title_modifiers")
    first = with_portfolios(page, first)
    while first > 0 and page.words[first - 1].folded in modifiers and page.between(first) in {" ", "-", "\u00a0"}:
        if any(child.dep_ in {"aux", "auxpass"} for child in page.token(first - 1).children):
            break  # 'was elected speaker'
        if page.token(first - 1).pos_ == "VERB" and page.token(first - 1).dep_ not in {"amod", "compound", "nmod"}:
            break  # 'members elected speaker X'
        first -= 1
    return first
