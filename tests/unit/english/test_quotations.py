"""Which words of a paragraph are quoted speech, whatever the marks; and what a speaker label is compared by."""

import pytest

from presspack.base.spans import Span
from presspack.english.quotations import quotes_of_part
from presspack.english.reporting import frames, source_nouns
from presspack.extract.context.interviews import initials, letters, surnames
from presspack.extract.model import Entity

QUOTED = """
She said: “We left at noon.”                     | “We left at noon.”
She said: "We left at noon."                     | "We left at noon."
She said: «We left at noon».                     | «We left at noon»
She said: «We left at noon«.                     | «We left at noon«
She said: „We left at noon“.                     | „We left at noon“
She said: ‘We left at noon.’                     | ‘We left at noon.’
“We left,” she said, “at noon.”                  | “We left,” + “at noon.”
“We left the ‘old’ town at noon,” she said.      | “We left the ‘old’ town at noon,”
She said: “We left at noon.                      | “We left at noon.
They left. We were glad to go.” It rained.       | We were glad to go.”
The workers' rally and the clerks' strike ended. |
It's John's and he's sure it isn't hers.         |
Nothing is quoted here.                          |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), rows(QUOTED))
def test_quotations_are_found_by_where_marks_stand_not_by_their_shape(text: str, expected: str) -> None:
    found = [quote.span.of(text) for quote in quotes_of_part(text, Span(0, len(text)), 0)]
    assert found == [part for part in expected.split(" + ") if part]


def test_a_quotation_without_an_end_is_open() -> None:
    text = "“We left at noon."
    assert [quote.is_open for quote in quotes_of_part(text, Span(0, len(text)), 0)] == [True]


def test_a_paragraph_is_read_on_its_own() -> None:
    text = '"Yes. "No."'
    assert [q.span for q in quotes_of_part(text, Span(6, 11), 3)] == [Span(6, 11)]


def test_a_label_may_be_a_surname_or_initials() -> None:
    person = Entity("a", "Ann Mary Lee", "person", None, ())
    assert (letters("A. M. L."), letters("Ann-Mary")) == ("aml", "annmary")
    assert (surnames(person, ""), initials(person, "")) == ({"lee"}, {"aml"})


def test_reporting_words_have_frames_and_roles() -> None:
    assert frames()["say"] == {"that"}
    assert frames()["accuse"] == {"of"}
    assert "spokesman" in source_nouns("voice")
    assert "claim" in source_nouns("content")
