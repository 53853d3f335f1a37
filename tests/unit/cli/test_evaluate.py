"""Scores against annotated articles: rows are matched one to one, and counts add up over articles."""

import pyarrow.parquet
import pytest

from presspack.base.errors import MissingFile
from presspack.cli.annotations import found_by, readers_of
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


def test_rows_of_a_reader_are_those_that_it_found_alone_or_with_the_other(tmp_path):
    folder = tmp_path / "shards" / "000"
    folder.mkdir(parents=True)
    codes = {"e1": "rules", "e2": "model", "e3": "both"}
    ids = {
        "event_id": [*codes, None],
        "statistic_id": [None] * 3 + ["s1"],
        "quote_id": [None] * 4,
        "role_id": [None] * 4,
    }
    pyarrow.parquet.write_table(
        pyarrow.table({**ids, "reader_code": [*codes.values(), "model"]}), folder / "reader_rows.parquet"
    )
    readers = readers_of(tmp_path)
    assert readers == codes | {"s1": "model"}
    events = [{"event_id": key} for key in codes]
    assert [row["event_id"] for row in found_by("rules", events, "event_id", readers)] == ["e1", "e3"]
    assert [row["event_id"] for row in found_by("model", events, "event_id", readers)] == ["e2", "e3"]
    roles = [{"role_id": "r1"}]  # which the model was not asked for
    assert found_by("rules", roles, "role_id", readers) == roles
    assert found_by("model", roles, "role_id", readers) == []
    with pytest.raises(MissingFile, match="second reader"):
        readers_of(tmp_path / "other")
