"""Scores against annotated articles: rows are matched one to one, and counts add up over articles."""

import pytest

from presspack.cli.evaluate import Counts, compared, counts, overlap, same_span_and


def article(**rows):
    empty = {"body": [], "actors": [], "roles": [], "events": [], "statistics": []}
    return empty | rows


def figure(start, end, value, **rest):
    return {"span": [start, end], "value": value, "value_high": None, "modifier": "exact", "unit_kind": "count"} | rest


@pytest.mark.parametrize(
    ("a", "b", "expected"), [([0, 4], [4, 8], 0.0), ([0, 4], [0, 4], 1.0), ([0, 4], [2, 6], 1 / 3), (None, [0, 1], 0.0)]
)
def test_overlap_is_shared_over_joint_length(a, b, expected):
    assert overlap(a, b) == pytest.approx(expected)


def test_one_prediction_matches_one_gold_row_only():
    found = counts([figure(0, 5, 1)], [figure(0, 2, 1), figure(3, 5, 1)], same_span_and())
    assert found == Counts(right=1, predicted=1, gold=2)


def test_the_best_overlap_is_matched_first():
    gold = [figure(0, 4, 1), figure(4, 9, 2)]
    found = counts([figure(3, 9, 2), figure(0, 4, 1)], gold, same_span_and("value"))
    assert found.right == 2


def test_a_wrong_value_counts_for_the_span_alone():
    found = compared(article(statistics=[figure(0, 5, 7)]), article(statistics=[figure(0, 5, 8)]))
    assert found["statistics"].right == 1
    assert found["statistics, value"].right == 0


def test_body_is_counted_in_characters():
    found = compared(article(body=[[0, 10]]), article(body=[[5, 20]]))["body"]
    assert (found.precision, found.recall) == (0.5, pytest.approx(1 / 3))


@pytest.mark.parametrize(("count", "f1"), [(Counts(0, 0, 0), 1.0), (Counts(0, 3, 2), 0.0), (Counts(1, 2, 2), 0.5)])
def test_f1(count, f1):
    assert count.f1 == f1


def test_events_match_by_type_and_place():
    event = {"type": "ELECT", "trigger": [3, 6], "sentence": [0, 20]}
    elsewhere = event | {"trigger": [10, 12]}
    other = event | {"type": "REMOVE"}
    assert compared(article(events=[elsewhere]), article(events=[event]))["events"].right == 1
    assert compared(article(events=[other]), article(events=[event]))["events"].right == 0
