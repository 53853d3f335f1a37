"""Patterns of dates: each reads its example, is tried where the words stand that it needs, and keeps what leads to it."""

import pytest

from presspack.english import lexicon
from presspack.extract.dates.extraction import dates_in
from presspack.extract.dates.pattern_readers import READERS
from presspack.extract.dates.patterns import REACH, patterns, stretches


def test_every_pattern_reads_its_own_example() -> None:
    rows = lexicon.rows("date_patterns")
    for row, (kind, needs, pattern) in zip(rows, patterns(), strict=True):
        assert kind in READERS
        assert pattern.fullmatch(row["example"]), row
        assert needs in stretches(row["example"]), row


def test_a_stretch_goes_round_each_word_that_is_needed() -> None:
    assert set(stretches("It met, it talked.")) == set()
    assert stretches("It met in May.") == {kind: [(0, 13 + REACH)] for kind in ("month", "holiday", "any")}
    assert stretches("It met in 2031.") == {kind: [(0, 14 + REACH)] for kind in ("digit", "any")}


@pytest.mark.parametrize("cut", ["Mar", "March"])
def test_a_word_at_the_edge_of_a_stretch_is_not_cut_to_a_month(cut: str) -> None:
    lead = "It met in June 2031, "
    edge = lead.index(" 2031") + REACH
    text = lead + "x" * (edge - len(lead) - len(" in ") - len(cut)) + " in Marchwood"
    assert text[:edge].endswith(cut)
    assert [p.range.start for p in dates_in(text, "2032-05-05")] == ["2031-06"]


@pytest.mark.parametrize(("text", "relation"), [
    ("since May", "since"), ("from next month", "from"), ("until May", "until"), ("by the end of the year", "by"),
    ("before May", "before"), ("after 2019", "after"), ("as of March 1", "as_of"), ("in May", ""),
    ("after Monday's vote", ""), ("from May 3 to 5", ""),
])  # fmt: skip
def test_a_preposition_that_bounds_a_time_is_kept(text: str, relation: str) -> None:
    assert [p.relation for p in dates_in(text, "2024-03-15")] == [relation]


@pytest.mark.parametrize(("text", "order"), [
    ("11.02.2022", "day-month-year"), ("25/12/2023", "day-month-year"), ("12/25/2023", "month-day-year"),
    ("2021-11-02", "year-month-day"), ("01/02/2023", "unclear"), ("1 February 2023", ""),
])  # fmt: skip
def test_the_order_of_numbers_is_recorded(text: str, order: str) -> None:
    assert [p.order for p in dates_in(text)] == [order]
