"""Quantities as words give them: a table of phrases and what each is worth, and what text around them changes."""

import csv
import math
from pathlib import Path

import pytest

from presspack.extract.quantities.extraction import Quantity, quantities_in
from presspack.extract.quantities.ranges import is_change_before

TABLE = Path(__file__).parents[3] / "golden" / "statistics" / "phrases.csv"
Expected = tuple[float, float | None, str, str, str, str]


def phrases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(row: dict[str, str]) -> list[Expected]:
    """The quantities of a row; ';' separates several, a single cell holds for all of them."""
    count = len(row["value"].split(";")) if row["value"] else 0

    def cell(name: str, index: int) -> str:
        parts = row[name].split(";")
        return parts[index] if len(parts) > 1 else parts[0]

    return [
        (
            float(cell("value", i)),
            float(cell("value_high", i)) if cell("value_high", i) else None,
            *(cell(name, i) for name in ("modifier", "unit", "kind", "per")),
        )  # type: ignore[misc]
        for i in range(count)
    ]


def as_row(quantity: Quantity) -> Expected:
    return (
        quantity.value,
        quantity.high,
        quantity.modifier,
        quantity.unit or "",
        quantity.kind or "",
        quantity.per or "",
    )


def alike(found: Expected, wanted: Expected) -> bool:
    numbers = zip(found[:2], wanted[:2], strict=True)
    return found[2:] == wanted[2:] and all(
        a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-6)) for a, b in numbers
    )


@pytest.mark.parametrize("row", phrases(), ids=lambda row: f"{row['group']}: {row['phrase']}")
def test_a_phrase_is_worth_what_the_table_says(row):
    found = [as_row(q) for q in quantities_in(row["phrase"])]
    wanted = expected(row)
    assert len(found) == len(wanted), found
    assert all(alike(f, w) for f, w in zip(found, wanted, strict=True)), found


def test_the_table_has_hundreds_of_phrases_of_every_kind():
    rows = phrases()
    assert len(rows) >= 300
    assert len({row["phrase"] for row in rows}) == len(rows)
    assert {row["kind"].split(";")[0] for row in rows} == {
        "",
        "count",
        "percent",
        "money",
        "ratio",
        "duration",
        "age",
        "physical",
    }


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("It drew nearly 40 thousand people.", "nearly 40 thousand", "40 thousand"),
        ("They paid about $3.5bn a year.", "about $3.5bn a year", "3.5"),
        ("It is between 5 and 6 km away.", "5 and 6 km", "5 and 6"),
        ("It fell to minus 12 degrees.", "minus 12 degrees", "12"),
        ("A 17-year-old won.", "17-year-old", "17"),
        ("Add 300 or more grams.", "300 or more grams", "300"),
    ],
)
def test_spans_hold_modifier_and_unit_and_the_number_alone(text, words, number):
    [found] = quantities_in(text)
    assert found.span.of(text) == words
    assert found.number.of(text).startswith(number)


def test_a_dollar_is_what_the_caller_says():
    [found] = quantities_in("a fee of $30", dollar="CAD")
    assert found.unit == "CAD"
    [named] = quantities_in("a fee of US$30", dollar="CAD")
    assert named.unit == "USD"


def test_a_bare_year_is_a_doubt_and_a_measured_one_is_none():
    [year] = quantities_in("the 2019 harvest")
    assert year.doubt == "year"
    [weight] = quantities_in("2019 kg of rye")
    assert weight.doubt is None


def test_from_to_is_a_change_unless_it_ranges():
    [change] = quantities_in("rose from 4 to 6 percent")
    assert change.is_change
    [spread] = quantities_in("fees ranging from 4 to 6 percent")
    assert not spread.is_change


@pytest.mark.parametrize("text", ["rose by ", "was cut ", "dropping ", "falling about ", "gains of "])
def test_words_of_change_are_known_in_all_forms(text):
    assert is_change_before(text)


def test_words_without_change_are_not():
    assert not is_change_before("a fine of ")
