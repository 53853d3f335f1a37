"""The same event told twice in one article is one row: the first."""

import pytest

from presspack.base.spans import Span
from presspack.documents.document import Document, Part
from presspack.extract.events.deduplication import first_tellings
from presspack.extract.model import DateRange, Event, Participant

TEXT = "arrest arrested seizure Ann Bob police army"


def event(trigger, agent=None, target=None, *, sentence=0, type_code="COERCE", day=None):
    def span(word):
        return Span(TEXT.index(word), TEXT.index(word) + len(word))

    participants = tuple(Participant(role, span(w), None) for role, w in (("agent", agent), ("target", target)) if w)
    place = Span(sentence, sentence + 1)
    return Event(type_code, span(trigger), place, participants, DateRange(day), None, "actual", None, 0.5)


FIRST = event("arrested", "police", "Ann", day="2024-05-03")


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (event("arrest", "police", "Ann", sentence=9), 1),
        (event("arrest", None, "Ann", sentence=9), 1),
        (event("arrest", sentence=9), 1),
        (event("arrest", "police", "Bob", sentence=9), 2),
        (event("arrest", "army", "Ann", sentence=9), 2),
        (event("arrest", "police", "Ann", sentence=9, day="2024-05"), 1),
        (event("arrest", "police", "Ann", sentence=9, day="2024-06"), 2),
        (event("arrest", "police", "Ann", sentence=9, type_code="ASSAULT"), 2),
        (event("seizure", "police", "Ann", sentence=9), 1),
        (event("seizure", "police", "Ann"), 2),
        (event("seizure", None, "Ann", sentence=9), 2),
    ],
)
def test_what_counts_as_told_before(later, kept):
    document = Document("a1", TEXT, None, ())
    assert first_tellings(document, [FIRST, later])[0] == FIRST
    assert len(first_tellings(document, [FIRST, later])) == kept


def roles(found):
    return [(p.role_code, p.span.of(TEXT)) for p in found.participants]


def test_a_later_telling_completes_the_first():
    document = Document("a1", TEXT, None, ())
    (row,) = first_tellings(document, [event("arrest", None, "Ann"), event("arrest", "police", "Ann", sentence=9)])
    assert roles(row) == [("agent", "police"), ("target", "Ann")]
    assert row.sentence == Span(0, 1)


@pytest.mark.parametrize(("start", "doers"), [(2, ["police"]), (40, [])])
def test_the_doer_of_a_series_is_told_in_the_sentence_before(start, doers):
    document = Document("a1", TEXT, None, ())
    _, second = first_tellings(
        document, [event("arrested", "police", "Ann"), event("seizure", None, "Bob", sentence=start)]
    )
    assert [word for role, word in roles(second) if role == "agent"] == doers


HEADED = Document("a1", TEXT, None, (Part(0, 6, "title"), Part(7, len(TEXT), "paragraph")))


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        (event("arrest"), 1),
        (event("arrest", "police"), 1),
        (event("arrest", "army", "Ann"), 1),
        (event("arrest", "army", "Bob"), 2),
        (event("arrest", "police", "Ann", type_code="ASSAULT"), 2),
    ],
)
def test_what_headline_and_body_tell_is_the_row_of_the_body(headline, kept):
    found = first_tellings(HEADED, [headline, FIRST])
    assert FIRST in found
    assert len(found) == kept
