"""Keys sort and compare as the numbers, instants and durations that they stand for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presspack.package.exact_keys import datetime_key, duration_key, duration_order, number_key

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=None)


@given(NUMBERS, NUMBERS)
def test_numbers_compare_as_their_keys_do(one, other):
    keys = number_key(str(one)), number_key(str(other))
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (one < other, one == other)


@pytest.mark.parametrize(
    "same",
    [
        ("1.10", "1.1", "+01.1", "11e-1"),
        ("0", "-0.0", "0e9"),
        ("1e3", "1000", "1000.000"),
        ("INF", "inf"),
        ("9" * 60, "0" + "9" * 60),
    ],
)
def test_one_number_has_one_key(same):
    assert len({number_key(text) for text in same}) == 1


def test_infinities_and_nan_stand_at_the_ends():
    texts = ["-inf", "-1e999999999", "-1", "0", "1e-999", str(Decimal(10) ** 400), "inf", "nan"]
    keys = [number_key(text) for text in texts]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert number_key("ten") is None


def test_instants_of_any_year_and_precision_are_put_in_order():
    texts = [
        "-12000-01-01T00:00:00Z",
        "-0044-03-15T12:00:00Z",
        "0001-01-01T00:00:00Z",
        "2020-01-01T00:00:00.000000001Z",
        "2020-01-01T00:00:00.000000002Z",
        "2020-12-31T24:00:00Z",
        "12020-01-01T12:00:00Z",
    ]
    keys = [datetime_key(text) for text in texts]
    assert keys == sorted(keys)
    assert datetime_key("2020-01-01T02:00:00+02:00") == datetime_key("2020-01-01T00:00:00.0Z")


@pytest.mark.parametrize(
    "text", ["0000-01-01T00:00:00Z", "2021-02-29T00:00:00Z", "2020-01-01T24:00:01Z", "2020-01-01T00:00:00+15:00"]
)
def test_what_is_no_instant_has_no_key(text):
    assert datetime_key(text) is None


def test_durations_are_equal_by_months_and_seconds_and_in_order_by_days():
    assert duration_key("P1Y") == duration_key("P12M") != duration_key("P365D")
    assert duration_key("PT60M") == duration_key("PT1H")
    assert duration_key("P1M") != duration_key("P30D")
    order = [duration_order(text) for text in ("-P1D", "PT0S", "PT0.5S", "P1D", "P1M", "P1Y", "P" + "9" * 30 + "Y")]
    assert order == sorted(order)
