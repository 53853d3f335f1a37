"""Titles in the plural with as many people as bodies: 'the leaders of X, Y and Z, A, B and C'."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from presspack.base.spans import Span, covering
from presspack.english.lexicon import codes
from presspack.extract.actors.labelled_text import Page, Piece
from presspack.extract.actors.titles import with_modifiers
from presspack.extract.model import Entity, Role

Mentions = Sequence[tuple[Span, Entity]]
OF = re.compile(r"\s+of\s+(?:the\s+)?\Z")
NEXT = re.compile(r"(?:\s*\([A-Z][\w.&-]{1,11}\))?\s*(?:,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?\Z")
FEWEST, MOST = 2, 8
SINGULAR = (("men", "man"), ("women", "woman"), ("ies", "y"), ("s", ""))


def roles_of_lists(page: Page, people: Mentions, bodies: Mentions) -> Iterator[Role]:
    """Yield the role of each of several people: the first has the first body, and so on."""
    for piece in page.pieces:
        title = _singular(page, piece) if piece.values == ("plural",) else None
        if title is None:
            continue
        end = page.span(piece.first, piece.last).end
        owners = _run(page, bodies, end, OF)
        holders = _run(page, people, owners[-1][0].end, NEXT) if len(owners) >= FEWEST else []
        if len(holders) != len(owners):
            continue
        first = with_modifiers(page, piece.first)
        words = page.document.words(page.span(first, piece.first)) + " " if first < piece.first else ""
        for (_, body), (name, person) in zip(owners, holders, strict=True):
            evidence = covering([page.span(first, piece.last), name])
            yield Role(person.key, words + title, body.key, evidence)


def _singular(page: Page, piece: Piece) -> str | None:
    written = page.span(piece.first, piece.last).of(page.text)
    tries = (written.removesuffix(end) + instead for end, instead in SINGULAR if written.endswith(end))
    return next((title for title in tries if codes("titles").get(title.lower()) in {"office", "national"}), None)


def _run(page: Page, mentions: Mentions, end: int, opening: re.Pattern[str]) -> list[tuple[Span, Entity]]:
    """Return the mentions that stand in one list behind `end`, acronyms in brackets left out."""
    found: list[tuple[Span, Entity]] = []
    gap = opening
    for span, entity in mentions[bisect_left(mentions, end, key=lambda row: row[0].start) :]:
        if found and entity is found[-1][1]:
            continue  # its acronym
        if len(found) == MOST or not gap.match(page.text, end, span.start):
            break
        found.append((span, entity))
        end, gap = span.end, NEXT
    return found
