"""What is no quantity: every pattern of the lexicon refuses its example, and leaves figures beside it alone."""

import re

import pytest

from presspack.base.spans import Span
from presspack.english.lexicon import rows
from presspack.extract.explanation import explained
from presspack.extract.quantities.extraction import quantities_in
from presspack.extract.quantities.not_quantities import HOLE, filled, note_refused, readable

ROWS = rows("number_refusals")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what']}: {row['example']}")
def test_every_pattern_refuses_its_example(row):
    assert re.fullmatch(filled(row["pattern"]), row["example"])
    assert set(readable(row["example"])) <= {HOLE}


@pytest.mark.parametrize("row", [r for r in ROWS if r["pattern"][0] != "^"], ids=lambda row: row["example"])
def test_a_figure_beside_it_is_still_read(row):
    found = quantities_in(f"17 goats ate, {row['example']}, and 23 kg of hay went")
    assert [q.value for q in found] == [17, 23]


@pytest.mark.parametrize(
    "text", ["May be 40% or more", "12.5 kg", "1,200 people", "50 or 60 tonnes", "300 hours", "the 40 sons"]
)
def test_figures_that_look_like_refused_ones_are_read(text):
    assert quantities_in(text)


def test_what_is_refused_is_explained_with_its_offsets_in_the_whole_text_and_its_row():
    text = "12 ships. They left at 5 pm for good."
    with explained() as decisions:
        note_refused(text, 10, len(text))
    assert [(one.span, one.by.partition(" (line")[0]) for one in decisions] == [
        (Span(23, 27), "number_refusals.csv: clock time")
    ]
