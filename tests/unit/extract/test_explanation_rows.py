"""Decisions with the rows that they led to, and the form in which people read them."""

from types import SimpleNamespace

from presspack.base.spans import Span
from presspack.extract.article import Extraction
from presspack.extract.explanation import REFUSED, TAKEN, Decision
from presspack.extract.explanation_rows import as_text, explanation_rows
from presspack.extract.model import Actors, DateRange, Entity, Event, Mention, Role

TEXT = "Mayor Ann resigned in May."
DOCUMENT = SimpleNamespace(words=lambda span: TEXT[span.start : span.end])
ANN = Entity("ann", "Ann", "person", None, (Mention(Span(6, 9), "name"),))
MAYOR = Role("ann", "Mayor", None, Span(0, 9))
LEFT = Event("REMOVE", Span(10, 18), Span(0, 26), (), DateRange("2021-05", None, "month", "relative", Span(22, 25)),
             None, "actual", None, 0.9)  # fmt: skip
FOUND = Extraction(Actors((ANN,), roles=(MAYOR,)), (LEFT,), ())


def rows(*decisions):
    return list(explanation_rows(DOCUMENT, FOUND, list(decisions)))


def test_what_was_taken_names_its_row_and_what_was_refused_is_a_candidate():
    found = rows(
        Decision("event", Span(10, 18), REFUSED, "row 1"),
        Decision("event", Span(10, 18), TAKEN, "row 2", "why"),
        Decision("actor", Span(6, 9), TAKEN, "verdict"),
        Decision("role", Span(0, 5), TAKEN, "holder_after"),
        Decision("date", Span(22, 25), TAKEN, "calendar"),
        Decision("event", Span(0, 5), TAKEN, "row 3"),
    )
    assert [(row["words"], row["by"], row["row"]) for row in found] == [
        ("Mayor", "holder_after", "roles[0]"),
        ("Mayor", "row 3", "candidate"),
        ("Ann", "verdict", "actors:ann"),
        ("resigned", "row 1", "candidate"),
        ("resigned", "row 2", "events[0]"),
        ("May", "calendar", "events[0]"),
    ]
    assert found[4] == {
        "about": "event",
        "row": "events[0]",
        "span": [10, 18],
        "words": "resigned",
        "decision": TAKEN,
        "by": "row 2",
        "reason": "why",
    }


def test_people_read_a_block_for_each_run_of_words():
    said = as_text("a1", rows(Decision("event", Span(10, 18), REFUSED, "row 1", "no object"),
                              Decision("event", Span(10, 18), TAKEN, "row 2")))  # fmt: skip
    assert said.splitlines() == [
        "== a1",
        "",
        "10-18 'resigned'",
        "  refused event     row 1: no object",
        "  taken   event     row 2 -> events[0]",
    ]
