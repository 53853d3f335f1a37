"""The recorder of decisions: silent unless asked, nested without mixing, in the order of the text."""

import pytest

from presspack.base.spans import Span
from presspack.extract.explanation import (
    REFUSED,
    TAKEN,
    Decision,
    explained,
    in_text_order,
    is_explaining,
    note,
    refused,
)

WORD = Span(4, 9)


def test_nothing_is_recorded_and_no_reason_is_asked_for_unless_somebody_explains():
    def reason():
        raise AssertionError("asked")

    note("event", WORD, TAKEN, "somewhere", reason)
    assert not is_explaining()
    with explained() as decisions:
        assert is_explaining()
    assert decisions == []


def test_decisions_are_recorded_with_their_reasons_and_a_refusal_is_true():
    with explained() as decisions:
        note("event", WORD, TAKEN, "lexicon", lambda: "said late")
        assert refused("number", Span(0, 2), "rule", "said at once")
    assert decisions == [
        Decision("event", WORD, TAKEN, "lexicon", "said late"),
        Decision("number", Span(0, 2), REFUSED, "rule", "said at once"),
    ]


def test_an_explanation_inside_of_another_keeps_its_decisions_for_itself():
    with explained() as outer:
        with explained() as inner:
            note("date", WORD, TAKEN, "inner")
        note("date", WORD, TAKEN, "outer")
    assert ([one.by for one in outer], [one.by for one in inner]) == (["outer"], ["inner"])


def test_an_error_ends_the_explanation():
    with pytest.raises(ValueError, match="broken"), explained():
        raise ValueError("broken")
    assert not is_explaining()


def test_decisions_stand_in_text_order_each_once_and_those_on_one_word_as_they_were_made():
    later, first, second = (
        Decision("event", span, TAKEN, by) for span, by in ((WORD, "b"), (WORD, "a"), (Span(0, 2), "c"))
    )
    assert in_text_order([later, first, second, later]) == [second, later, first]
