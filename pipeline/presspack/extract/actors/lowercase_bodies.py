"""Bodies of the state in small letters: 'the Latvian parliament', 'the finance ministry', 'the president's office'."""

from collections.abc import Iterator

from presspack.english.lexicon import codes
from presspack.extract.actors.labelled_text import ADJECTIVE, KNOWN, PLAIN, Found, Page
from presspack.extract.actors.name_types import unique_bodies

OFFICE, MINISTRY = "office", "ministry"
HOLDERS = frozenset({"office", "national"})
MOST_PORTFOLIOS = 4
GOVERNMENT = "government"


def with_bodies(page: Page, names: list[Found]) -> list[Found]:
    """Return `names` with the bodies of which a state has one and that the article names in small letters."""
    offices = list(_offices(page))
    owners = {office.first for office in offices}
    found = [name for name in names if name.first not in owners or name.kind != KNOWN]  # "the President's office"
    taken = {number for name in found for number in range(name.first, name.last)}
    for body in sorted((*_national(page), *_ministries(page), *offices), key=lambda f: (f.first, -f.last)):
        if taken.isdisjoint(range(body.first, body.last)):
            found.append(body)
            taken.update(range(body.first, body.last))
    return found


def _spaced(page: Page, first: int, last: int) -> bool:
    return all(page.between(number).isspace() for number in range(first + 1, last))


def _national(page: Page) -> Iterator[Found]:
    """'the Latvian government', 'the Polish parliament'."""
    for piece in page.pieces:
        if piece.kind != ADJECTIVE or not piece.values[0]:
            continue
        for last in range(min(piece.last + 3, len(page.words)), piece.last, -1):
            key = " ".join(word.folded for word in page.words[piece.last : last])
            if key in unique_bodies() and _spaced(page, piece.last - 1, last):
                yield Found(piece.first, last, PLAIN, (), GOVERNMENT, piece.values[0])
                break


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


def _offices(page: Page) -> Iterator[Found]:
    """'the president's office', 'the ombudsman's office': who works for the holder of an office."""
    for piece in page.titles:
        last = piece.last + 2
        if piece.values[0] not in HOLDERS or last > len(page.words):
            continue
        owned = page.words[piece.last].text == "s" and page.between(piece.last) in {"'", "\u2019"}
        if owned and page.words[piece.last + 1].folded == OFFICE and page.between(piece.last + 1) == " ":
            yield Found(piece.first, last, PLAIN, (), GOVERNMENT)
