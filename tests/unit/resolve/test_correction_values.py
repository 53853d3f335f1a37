"""Values of corrections that no row could have are told with their line before anything is built."""

import pytest

from presspack.base.errors import CheckFailed
from presspack.resolve.correction_values import check_values
from presspack.resolve.corrections import Correction
from presspack.tables.schema import schema

SCHEMAS = {name: schema(name) for name in ("events", "statistics", "actors")}


def correction(table, column, value):
    return Correction(table, "x", column, value, "seen", line=7)


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("events", "date_start", "2021-00-15", "pattern"),
        ("events", "date_start", "2021-02-30", "a day, month or year that there is"),
        ("events", "date_end", "0000", "a day, month or year that there is"),
        ("events", "type_code", "DANCE", "one of ACCUSE, "),
        ("events", "start", "5.5", "a value of type integer"),
        ("events", "start", "-1", "minimum 0"),
        ("events", "confidence", "2", "maximum 1"),
        ("statistics", "value", "NaN", "a finite number"),
        ("statistics", "value", "-inf", "a finite number"),
        ("statistics", "value", "five", "a value of type number"),
        ("actors", "type_code", "persn", "one of "),
        ("actors", "country_code", "kaz", "pattern"),
    ],
)
def test_a_value_that_its_column_cannot_have_is_told_with_line_and_what_is_expected(table, column, value, expected):
    with pytest.raises(CheckFailed) as caught:
        check_values([correction(table, column, value)], SCHEMAS)
    [fault] = caught.value.violations
    assert (fault.row, fault.field, fault.value) == ("line 7", column, value)
    assert fault.rule.startswith(f"expected {expected}")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("events", "date_start", "2021-02"),
        ("events", "place", "Aldermouth"),
        ("events", "event_id", ""),
        ("statistics", "value", "1e6"),
        ("actors", "actor_id", "the-id-to-keep"),
        ("actors", "type_code", "party"),
        ("no table", "value", "NaN"),
        ("events", "no column", "NaN"),
    ],
)
def test_values_that_fit_and_what_others_judge_are_fine(table, column, value):
    check_values([correction(table, column, value)], SCHEMAS)


def test_every_fault_is_told():
    with pytest.raises(CheckFailed) as caught:
        check_values([correction("events", "start", "x"), correction("statistics", "value", "y")], SCHEMAS)
    assert [fault.value for fault in caught.value.violations] == ["x", "y"]
