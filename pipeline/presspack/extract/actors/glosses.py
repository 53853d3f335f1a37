"""Names that an acronym in brackets or an 'and' holds together: 'Front for Work and Bread (FWB)'."""

import re
from dataclasses import replace
from itertools import pairwise

from presspack.english.lexicon import codes
from presspack.extract.actors.labelled_text import (
    ADJECTIVE,
    COUNTRY,
    KNOWN,
    PLAIN,
    TITLE,
    Found,
    Page,
    head_type,
    is_capital,
)
from presspack.extract.actors.name_clues import SMALL, looks_like_person

BRACKET = re.compile(r"['\"\u2019]?\s*\(([A-Z][A-Za-z&.-]{1,9})\)")
GAP = re.compile(r"(?:\s+|-|['\u2019]|,\s|\s*&\s*)\Z")
LONGEST = 12


def with_glossed(page: Page, names: list[Found]) -> list[Found]:
    """Return `names` with those whole that an acronym in brackets spells out, or that 'and' joins to a head word."""
    whole = [found for number in range(1, len(page.words)) if (found := _spelled_out(page, number))]
    whole += [found for found in (_joined(page, a, b) for a, b in pairwise(names)) if found]
    kept: list[Found] = []
    taken: set[int] = set()
    for found in sorted(whole, key=lambda f: (f.first, -f.last)):
        if taken.isdisjoint(range(found.first, found.last)):
            kept.append(found)
            taken.update(range(found.first, found.last))
    places = {(found.first, found.last) for found in kept}
    rest = [n for n in names if taken.isdisjoint(range(n.first, n.last)) or (n.first, n.last) in places]
    read = {(name.first, name.last) for name in rest}
    return sorted([*rest, *(f for f in kept if (f.first, f.last) not in read)], key=lambda n: (n.first, n.last))


def _spelled_out(page: Page, number: int) -> Found | None:
    """Return the name before word `number` in brackets whose words begin with its letters."""
    acronym = page.words[number].text
    if not page.between(number).endswith("(") or not BRACKET.match(page.text, page.words[number - 1].end):
        return None
    letters = [c.lower() for c in acronym if c.isupper()]
    if len(letters) < 2 or len(letters) < len(acronym) - 1:
        return None
    first = _start(page, number, letters)
    if first is None or number - first < 2:
        return None
    words = page.words[first:number]
    type_code = head_type(*words) or head_type(words[0])
    opener = page.by_first.get(first)
    code = opener.values[0] or None if opener and opener.kind in {ADJECTIVE, COUNTRY} else None
    return Found(first, number, PLAIN, (), type_code, code) if type_code else None


def _start(page: Page, number: int, letters: list[str]) -> int | None:
    """Return the first of the capitalised words before `number` that the letters stand for, small words left out."""
    left, small, first = list(letters), 0, number
    while left and first > 0 and number - first < LONGEST:
        word = page.words[first - 1]
        if first < number and not GAP.match(page.between(first)):
            return None
        if is_capital(word) and word.folded[0] == left[-1]:
            left.pop()
        elif word.folded in SMALL or word.text.islower():
            small += word.folded not in SMALL
            if word.folded[0] == left[-1] and word.folded in SMALL and _needs(page, first - 1, left):
                left.pop()
        else:
            return None
        if small > 1:
            return None
        first -= 1
    return first if not left else None


def _needs(page: Page, number: int, left: list[str]) -> bool:
    """True where the word before a small word does not begin with the letter that is still to be found."""
    before = page.words[number - 1] if number else None
    return before is None or before.folded[0] != left[-1]


def _joined(page: Page, left: Found, right: Found) -> Found | None:
    """Return 'Arts and Letters Academy' as one name: plain words, 'and', plain words that a head word closes."""
    if right.first - left.last != 1 or page.words[left.last].text not in {"and"}:
        return None
    if left.kind != PLAIN or right.kind not in {PLAIN, KNOWN} or left.title is not None or page.opens_part(right.first):
        return None
    if (left.type_code is not None and not _follows_title(page, left)) or right.last - right.first < 2 or right.ids:
        return None
    closed = head_type(*page.words[right.first : right.last])
    if closed is None or looks_like_person(page.span(left.first, left.last).of(page.text)):
        return None
    tests = (_follows_title, _are_common, _shares_article)
    if not (_is_one_entity(page, left.last) or any(test(page, left) for test in tests)):
        return None
    return replace(right, first=left.first, type_code=closed, kind=PLAIN, ids=())


def _follows_title(page: Page, found: Found) -> bool:
    """True for what stands behind a title and a comma: 'Assistant Secretary, Trade Issues and Legal Division'."""
    piece = page.by_last.get(found.first)
    return piece is not None and piece.kind == TITLE and page.between(found.first) == ", "


def _shares_article(page: Page, found: Found) -> bool:
    """True for the 'Tea' of 'the Kenyan Tea and Coffee Board': one 'the' for both, and 'Tea' no person or place."""
    before = page.by_last.get(found.first)
    first = before.first if before is not None and before.kind in {ADJECTIVE, COUNTRY} else found.first
    called = first > 0 and page.words[first - 1].folded == "the" and page.between(found.first) == " "
    return called and not any(page.token(n).ent_type_ in {"PERSON", "GPE"} for n in range(found.first, found.last))


def _is_one_entity(page: Page, number: int) -> bool:
    tokens = [page.token(n) for n in (number, number + 1)]
    return all(token.ent_type_ == "ORG" and token.ent_iob_ == "I" for token in tokens)


def _are_common(page: Page, found: Found) -> bool:
    words = page.words[found.first : found.last]
    return all(word.folded in codes("portfolios") or word.folded in codes("common_name_words") for word in words)
