"""Which event a figure counts or measures: 'expelled 227 members', 'ten were killed', 'gave 3 billion to farms'."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from presspack.base.spans import Span
from presspack.documents.doc import Token
from presspack.documents.document import Document
from presspack.english.labels import VERBS
from presspack.extract.model import Event, Statistic

UNLINKED = frozenset({"age"})  # how old somebody is says nothing of what was done
APPOSED = "appos"  # 'the minister, 52, resigned'


def with_events(document: Document, rows: Sequence[Statistic], events: Sequence[Event]) -> list[Statistic]:
    """Return `rows` with the index of the event that each counts or measures, None where there is none.

    Within a sentence that is the event whose participant holds the figure, else the one that the figure hangs on.
    A figure that is a part of another, or the other end of its change, takes over the event of that.
    """
    found = [own_event(document, row, events) for row in rows]
    for index, row in enumerate(rows):
        other = row.base if row.base is not None else row.linked
        if found[index] is None and other is not None and row.unit_kind_code not in UNLINKED:
            found[index] = found[other]
    return [replace(row, event=event) for row, event in zip(rows, found, strict=True)]


def own_event(document: Document, row: Statistic, events: Sequence[Event]) -> int | None:
    """Return the index of the event that the sentence of a figure tells and the figure counts or measures."""
    near = [number for number, event in enumerate(events) if event.sentence.overlaps(row.sentence)]
    number = token_at(document, row.number)
    if not near or row.unit_kind_code in UNLINKED or number is None or number.dep_ == APPOSED:
        return None
    holding = [n for n in near if any(p.span.contains(row.number) for p in events[n].participants)]
    if holding:  # of events inside one another the one that is told nearest
        return min(holding, key=lambda n: (abs(events[n].trigger.start - row.number.start), n))
    triggers = {token.i: number for number in near if (token := token_at(document, events[number].trigger)) is not None}
    return next((triggers[token.i] for token in governors(number) if token.i in triggers), None)


def governors(token: Token) -> Iterator[Token]:
    """Yield what a figure hangs on within its clause, from its noun up to the verb."""
    while token.head != token:
        token = token.head
        yield token
        if token.pos_ in VERBS and token.dep_ not in {"aux", "auxpass", "xcomp"}:
            return


def token_at(document: Document, span: Span) -> Token | None:
    """Return the word that heads a span."""
    tokens = document.doc.char_span(*span)
    return tokens.root if tokens is not None else None
