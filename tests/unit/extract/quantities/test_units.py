"""Units and currencies: what stands beside a number, and the lexicons behind them."""

import pint
import pytest

from presspack.english.lexicon import rows
from presspack.extract.quantities.units import (
    currency_after,
    currency_before,
    currency_words,
    rate_after,
    unit_after,
    unit_words,
)
from presspack.tables.vocabulary import codes, vocabulary_rows


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (" km", "km", "physical"),
        (" per cent", "percent", "percent"),
        ("%", "percent", "percent"),
        ("-inch", "in", "physical"),
        (" square metres", "m²", "physical"),
        (" sq. km", "km²", "physical"),
        (" YEARS", "year", "duration"),
        ("h", "hour", "duration"),
        (" percentage points", "percentage point", "percent"),
        (" tonnes", "t", "physical"),
        (" m", "m", "physical"),
        (" degrees Celsius", "°C", "physical"),
        (" in thick", "in", "physical"),
        (" times", "times", "count"),
    ],
)
def test_a_unit_is_found_right_after_a_number(text, name, kind):
    found = unit_after(text, 0)
    assert found is not None
    assert (found.unit.name, found.unit.kind) == (name, kind)


@pytest.mark.parametrize(
    "text", [" men", " in May", " A grade", " minutemen", " gates", "", " C Block", " 5", " hares"]
)
def test_a_word_that_only_begins_like_a_unit_is_none(text):
    assert unit_after(text, 0) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" tenge", "KZT"),
        (" Kazakhstani tenge", "KZT"),
        ("€", "EUR"),
        (" Norwegian kroner", "NOK"),
        (" kroner", "NOK"),
        (" kroner in Denmark", "DKK"),
        (" dollars", "NZD"),
        (" US dollars", "USD"),
        (" pence", "penny"),
        (" CHF", "CHF"),
        (" Jordanian dinars", "JOD"),
        (" South African rand", "ZAR"),
        (" Mexican pesos", "MXN"),
    ],
)
def test_a_currency_is_named_after_a_number(text, code):
    found = currency_after(text, 0, dollar="NZD", scaled=False)
    assert found is not None
    assert found.unit.name == code


@pytest.mark.parametrize("text", [" won the race", " real men", " all", " summer", " francophone", " dongs"])
def test_words_that_are_currencies_only_at_times_are_left_alone(text):
    assert currency_after(text, 0, dollar="USD", scaled=False) is None


def test_won_is_money_after_a_scale_word():
    found = currency_after(" won", 0, dollar="USD", scaled=True)
    assert found is not None
    assert found.unit.name == "KRW"


@pytest.mark.parametrize(
    ("text", "code"),
    [("$", "USD"), ("US$", "USD"), ("HK$ ", "HKD"), ("HK $", "HKD"), ("KZT ", "KZT"), ("Rs. ", "INR"), ("$A", "AUD")],
)
def test_a_currency_may_stand_before_the_number(text, code):
    found = currency_before(text, len(text), dollar="USD")
    assert found is not None
    assert found.unit.name == code


@pytest.mark.parametrize("text", ["TRY ", "ALL ", "xUSD ", "of "])
def test_capital_words_are_no_currencies(text):
    assert currency_before(text, len(text), dollar="USD") is None


@pytest.mark.parametrize(
    ("text", "base"),
    [
        (" per capita", "capita"),
        (" a month", "month"),
        ("/day", "day"),
        (" per 100,000 people", "100,000 people"),
        ("-a-share", "share"),
    ],
)
def test_the_base_of_a_rate(text, base):
    rate = rate_after(text, 0)
    assert rate is not None
    assert rate[0] == base


@pytest.mark.parametrize("text", [" a year earlier", " a man", " percent", " an award", "/"])
def test_what_is_no_rate(text):
    assert rate_after(text, 0) is None


def test_every_unit_word_leads_to_a_unit_of_the_vocabulary():
    assert {row["unit_code"] for row in rows("units")} <= codes("units")
    assert {str(row["unit_kind_code"]) for row in vocabulary_rows("units")} <= codes("unit_kinds")


def test_no_word_is_listed_twice_for_one_meaning():
    words = [row["word"] for row in rows("units")]
    assert sorted(words) == sorted(set(words))


def test_every_lexicon_code_is_in_its_vocabulary():
    assert {row["modifier_code"] for row in rows("modifiers")} <= codes("modifiers")
    assert {row["direction"] for row in rows("change_words")} <= codes("changes")


def test_currency_words_lead_to_iso_codes_or_minor_units():
    minor = codes("units")
    for meanings in currency_words().values():
        assert all(m.code in minor or (len(m.code) == 3 and m.code.isupper()) for m in meanings)


DIMENSIONS = {
    "km": "[length]",
    "mi": "[length]",
    "ft": "[length]",
    "in": "[length]",
    "kg": "[mass]",
    "lb": "[mass]",
    "t": "[mass]",
    "oz": "[mass]",
    "l": "[length] ** 3",
    "ml": "[length] ** 3",
    "ha": "[length] ** 2",
    "acre": "[length] ** 2",
    "kW": "[power]",
    "kWh": "[energy]",
    "MPa": "[pressure]",
    "GHz": "[frequency]",
    "V": "[mass] * [length] ** 2 / [current] / [time] ** 3",
    "°C": "[temperature]",
    "mph": "[speed]",
    "Hz": "[frequency]",
    "hp": "[power]",
    "bbl": "[length] ** 3",
}


@pytest.fixture(scope="module")
def registry():
    return pint.UnitRegistry()


@pytest.mark.parametrize(("symbol", "dimension"), DIMENSIONS.items())
def test_symbols_mean_what_pint_takes_them_for(registry, symbol, dimension):
    assert symbol in {unit.name for unit, _ in unit_words().values()}
    assert registry.Unit(symbol).is_compatible_with(registry.get_base_units(registry.Quantity(1, symbol).units)[1])
    assert registry.Quantity(1, symbol).check(dimension)


@pytest.mark.parametrize(
    ("base", "unit"), [("m", "m"), ("in", "inch"), ("oz", "ounce"), ("ml", "milliliter"), ("s", "second")]
)
def test_factors_agree_with_pint(registry, base, unit):
    for found, _ in unit_words().values():
        if found.base == base and found.kind in ("physical", "duration"):
            known = {
                "min": "minute",
                "hour": "hour",
                "minute": "minute",
                "day": "day",
                "week": "week",
                "fortnight": "fortnight",
                "second": "second",
                "millisecond": "millisecond",
            }
            size = registry.Quantity(1, known.get(found.name, found.name)).to(unit).magnitude
            assert size == pytest.approx(found.factor), found
