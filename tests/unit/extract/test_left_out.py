"""A row that something is wrong with is taken out with its reason, and what hangs on it goes or forgets it."""

import pytest

from presspack.extract.left_out import without_faulty
from presspack.extract.rows import judged
from small_tables import EVENT, FIGURE, sound

TABLES = ("evidence", "mentions", "actor_roles", "events", "event_participants", "statistics")


def left(**changes):
    """What is left of the sound rows when the first row of each table is changed so, and what is said of the rest."""
    rows = {name: [row | changes.get(name, {}) for row in sound()[name]] for name in TABLES}
    told = without_faulty(rows, judged(), lambda table, row, fault: (table, *fault))
    return rows, told


def test_sound_rows_stay():
    rows, told = left()
    assert told == []
    assert rows == {name: sound()[name] for name in TABLES}


@pytest.mark.parametrize(
    ("table", "change", "column"),
    [
        ("statistics", {"modifier_code": "range", "value_high": 7.0}, "value_high"),
        ("statistics", {"modifier_code": "range"}, "value_high"),
        ("statistics", {"value_high": 9.0}, "value_high"),
        ("statistics", {"period_end": "2021-04"}, "period_end"),
        ("statistics", {"number_end": 21}, "number_end"),
        ("statistics", {"when_start": 4}, "when_end"),
        ("events", {"date_start": "21-05"}, "date_start"),
        ("events", {"date_start": None, "date_end": "2021"}, "date_end"),
        ("events", {"confidence": 1.5}, "confidence"),
        ("mentions", {"start": -1}, "start"),
        ("actor_roles", {"since": "2021", "until": "2020"}, "until"),
    ],
)
def test_a_faulty_row_is_left_out_and_its_column_named(table, change, column):
    rows, told = left(**{table: change})
    assert [(found[0], found[1]) for found in told] == [(table, column)]
    assert rows[table] == []


def test_what_cannot_do_without_a_row_goes_with_it_and_what_can_forgets_it():
    rows, told = left(events={"confidence": 1.5})
    assert [found[0] for found in told] == ["events"]
    assert (rows["events"], rows["event_participants"]) == ([], [])
    assert [row["event_id"] for row in rows["statistics"]] == [None]


def test_a_sentence_that_is_left_out_takes_its_rows_along():
    rows, _ = left(evidence={"text_sha256": "no hash"})
    assert [name for name in TABLES if rows[name]] == ["mentions"]


def test_of_two_rows_with_one_key_the_first_stays():
    rows = {name: list(sound()[name]) for name in TABLES}
    rows["events"].append(rows["events"][0] | {"trigger": "again"})
    told = without_faulty(rows, judged(), lambda table, row, fault: (table, row["trigger"], fault[0]))
    assert told == [("events", "again", "event_id")]
    assert [row["event_id"] for row in rows["events"]] == [EVENT]
    assert len(rows["event_participants"]) == 1


def test_a_figure_that_names_a_lost_one_forgets_it():
    rows = {name: list(sound()[name]) for name in TABLES}
    other = rows["statistics"][0] | {"statistic_id": "s" + "9" * 16, "base_statistic_id": FIGURE}
    rows["statistics"] = [other, rows["statistics"][0] | {"value_high": 9.0}]
    without_faulty(rows, judged(), lambda table, row, fault: (table, *fault))
    assert [(row["statistic_id"], row["base_statistic_id"]) for row in rows["statistics"]] == [("s" + "9" * 16, None)]
