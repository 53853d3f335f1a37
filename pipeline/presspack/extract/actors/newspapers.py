"""Media known by a capital 'The': 'told The Kelian', and the outlet behind a headline, 'Bill passed - The Kelian'."""

import re
from collections.abc import Iterator

from presspack.base.spans import Span
from presspack.documents.document import TITLE
from presspack.english.lexicon import rows, word_class
from presspack.extract.actors.labelled_text import ADJECTIVE, PLAIN, Found, Page, is_capital
from presspack.names.gazetteer import candidates as towns

MEDIA = "media"
MOST_WORDS = 3
REACH = 20
OUTLET = re.compile(r" [-–—|] (The (?:[A-Z][\w'’-]*)(?: [A-Z][\w'’-]*){0,3})\s*\Z")


def with_newspapers(page: Page, names: list[Found], labels: list[Found]) -> list[Found]:
    """Return `names` with those that have a capital 'The' inside a sentence and are told things, or tell them."""
    others = [*(name for name in names if page.words[name.first].text != "The"), *labels]
    taken = {number for name in others for number in range(name.first, name.last)}
    papers = {p.first: p for p in (*_told(page), *_behind_headline(page)) if taken.isdisjoint(range(p.first, p.last))}
    return [*(name for name in names if name.first not in papers), *papers.values()]


def _told(page: Page) -> Iterator[Found]:
    cues = tuple(row["words"] for row in rows("press_cues"))
    for number, word in enumerate(page.words[:-1]):
        if word.text != "The" or number == 0 or page.between(number) != " " or page.opens_part(number):
            continue
        last = number + 1
        while last < len(page.words) and last - number <= MOST_WORDS and _goes_on(page, last):
            last += 1
        if last == number + 1 or towns(page.span(number + 1, last).of(page.text)):
            continue
        before = page.text[max(0, word.start - REACH) : word.start].rstrip()
        tells = last < len(page.words) and page.token(last).lemma_ in word_class("publishing", "actor_word_classes")
        if before.endswith(cues) or (tells and page.token(last).tag_ == "VBD"):
            yield Found(number, last, PLAIN, (), MEDIA)


def _goes_on(page: Page, number: int) -> bool:
    piece = page.by_first.get(number)
    named = piece is not None and piece.kind in {PLAIN, ADJECTIVE}
    return named and is_capital(page.words[number]) and page.between(number) == " "


def _behind_headline(page: Page) -> Iterator[Found]:
    for part in page.document.parts:
        if part.kind == TITLE and (match := OUTLET.search(part.span.of(page.text))):
            span = Span(part.start + match.start(1), part.start + match.end(1))
            yield Found(page.number_at(span.start), page.number_at(span.end - 1) + 1, PLAIN, (), MEDIA)
