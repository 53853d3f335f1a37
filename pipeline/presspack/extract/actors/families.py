"""Families by their name: 'the Hale family', 'the Hales' where a Hale is named."""

from collections.abc import Iterator

from presspack.base.folding import folded
from presspack.english.lexicon import codes
from presspack.extract.actors.labelled_text import PLAIN, Found, Page, is_capital
from presspack.extract.actors.name_clues import PERSON, written_as
from presspack.names.phrase_matcher import name_key

GROUP = "group"
PLURALS = ("es", "s")
ONE_WORD = frozenset({"NNS", "NNPS", "NNP"})


def with_families(page: Page, names: list[Found]) -> list[Found]:
    """Return `names` where 'the Hale family' is a group, with 'the Hales' beside them."""
    surnames = {name_key(written_as(page, name).split()[-1]) for name in names if name.type_code == PERSON}
    read = [_as_family(page, name) for name in names]
    plurals = list(_plurals(page, surnames))
    at = {number for family in plurals for number in range(family.first, family.last)}
    return [*(name for name in read if at.isdisjoint(range(name.first, name.last))), *plurals]


def surname_of_family(written: str) -> frozenset[str]:
    """Return the surnames, folded, that the name of a family may be made of: 'Hales' -> hale, hal."""
    first, *rest = written.split()
    if rest:
        return frozenset({name_key(first)}) if folded(rest[-1]) in codes("kin_bodies") else frozenset()
    return frozenset(name_key(first)[: -len(end)] for end in PLURALS if folded(first).endswith(end))


def _as_family(page: Page, name: Found) -> Found:
    """Return 'the Hale family' for a lone surname with 'the' before it and such a noun behind it."""
    last = name.last
    if name.kind != PLAIN or name.last - name.first > 1 or last >= len(page.words) or name.title is not None:
        return name
    if page.between(last) != " " or page.words[last].folded not in codes("kin_bodies"):
        return name
    called = name.first > 0 and page.words[name.first - 1].folded == "the"
    return Found(name.first, last + 1, PLAIN, (), GROUP) if called or is_capital(page.words[last]) else name


def _plurals(page: Page, surnames: set[str]) -> Iterator[Found]:
    for number in range(1, len(page.words)):
        word, piece = page.words[number], page.by_first.get(number)
        if piece is None or piece.kind != PLAIN or not surname_of_family(word.text) & surnames:
            continue
        called = page.words[number - 1].folded == "the" and page.token(number).tag_ in ONE_WORD
        goes_on = number + 1 < len(page.words) and page.between(number + 1) == " "
        if called and is_capital(word) and not (goes_on and is_capital(page.words[number + 1])):
            yield Found(number, number + 1, PLAIN, (), GROUP)
