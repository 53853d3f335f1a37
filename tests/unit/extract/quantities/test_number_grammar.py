"""The number grammar: where numbers begin and end, and what they are worth."""

import pytest

from presspack.extract.quantities.cardinals import exact, with_letter, worth
from presspack.extract.quantities.number_grammar import number_at, numbers_in


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("7", 7),
        ("1,000", 1000),
        ("1,000.5", 1000.5),
        ("1.000,5", 1000.5),
        ("1.000.000", 1_000_000),
        ("12 000", 12_000),
        ("12\u00a0000", 12_000),
        ("12\u2009000", 12_000),
        ("12\u202f000,5", 12_000.5),
        ("3,5", 3.5),
        ("3,50", 3.5),
        ("0.05", 0.05),
        (".5", 0.5),
        ("12,34,567", 1_234_567),
    ],
)
def test_digits_are_read_whatever_marks_their_groups(literal, value):
    assert worth(literal) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two three", [2, 3]),
        ("five thousand and six million", [5000, 6_000_000]),
        ("two hundred and two thousand", [202_000]),
        ("three hundred and two hundred", [300, 200]),
        ("forty and six", [40, 6]),
        ("twenty-two and thirty", [22, 30]),
        ("one thousand two million", [1000, 2_000_000]),
        ("a hundred and a thousand", [100, 1000]),
        ("22,24,26", [22, 24, 26]),
        ("1, 2 and 3", [1, 2, 3]),
        ("the third and fourth", []),
        ("a third man", []),
        ("a million-pound bag", [1_000_000]),
        ("hundredweight, tensile, often, someone, weight", []),
        ("3.", [3]),
        ("1/0", [1, 0]),
    ],
)
def test_numbers_end_where_english_ends_them(text, values):
    assert [n.value for n in numbers_in(text)] == values


def test_spans_cover_the_words_of_the_number():
    text = "Of two and a half million, 12 000 left."
    assert [text[n.start : n.end] for n in numbers_in(text)] == ["two and a half million", "12 000"]


def test_a_scale_letter_is_noted_and_applied_on_request():
    [number] = numbers_in("1.2m")
    assert (number.value, number.letter) == (1.2, "m")
    assert with_letter(number).value == 1_200_000


def test_products_are_exact_in_decimal():
    assert exact(2.3, 1e6) == 2_300_000
    assert exact(4.35, 100.0) == 435


def test_absurd_numbers_are_none():
    assert number_at("9" * 400, 0) is None
    assert number_at("1e999", 0) is None
