"""Quantities in any text: spans lie in it, notations of one number agree, nothing raises, time grows with length."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from presspack.extract.quantities.extraction import quantities_in
from presspack.extract.quantities.not_quantities import readable
from presspack.extract.quantities.number_grammar import numbers_in

UNITS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))
# What breaks readers: digits, marks and the words of the grammar, in any order.
WORDS = [
    "1",
    "2,5",
    "3.75",
    "1,000",
    "12 000",
    "half",
    "a",
    "third",
    "million",
    "and",
    "two",
    "twenty",
    "-",
    "to",
    "from",
    "between",
    "$",
    "€",
    "%",
    "per",
    "cent",
    "year",
    "old",
    "km",
    "more",
    "than",
    "about",
    "(",
    ")",
    "/",
    "+",
    "m",
    "bn",
    "k",
    "½",
    "of",
    ".",
    ",",
    "'",
    '"',
    "\n",
    "\u00a0",
    "May",
    "2020",
    "5pm",
    "x",
    "10",
    "hundred",
    "dozen",
    "tenge",
    "points",
    "doubled",
    "twice",
    "as",
    "in",
    "out",
]
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=25).flatmap(lambda w: st.sampled_from([" ".join(w), "".join(w)])),
)


def in_words(number: int) -> str:
    """Return a whole number in English words."""
    for size, name in SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " " if rest else ""
            return f"{in_words(head)} {name}{joint}{in_words(rest) if rest else ''}"
    if number < 20:
        return UNITS[number]
    tens, unit = divmod(number, 10)
    return TENS[tens] + (f"-{UNITS[unit]}" if unit else "")


@given(st.integers(0, 10**15))
def test_a_number_in_words_reads_back(number):
    [found] = numbers_in(in_words(number))
    assert found.value == number


@given(st.integers(0, 10**12), st.sampled_from([",", "\u00a0", "\u2009", "\u202f", " "]))
def test_digits_in_groups_read_back(number, mark):
    [found] = numbers_in(f"{number:,}".replace(",", mark))
    assert found.value == number


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["en", "en_IN"]))
def test_decimals_read_back_as_locales_write_them(number, locale):
    [found] = numbers_in(format_decimal(number, format=None, locale=locale))
    assert abs(found.value - float(number)) <= 0.011


@given(
    st.integers(1, 999),
    st.sampled_from([("million", 1e6), ("bn", 1e9), ("mln", 1e6), ("thousand", 1e3), ("trillion", 1e12)]),
)
def test_scale_words_multiply(number, scale):
    [found] = numbers_in(f"{number / 10} {scale[0]}")
    assert abs(found.value - number / 10 * scale[1]) < 1e-6 * scale[1]


@given(st.integers(1, 899), st.integers(1, 99), st.sampled_from(["km", "%", "euros", "days"]))
def test_the_ends_of_a_range_are_both_kept(low, step, unit):
    for text in (
        f"between {low} and {low + step} {unit}",
        f"{low}-{low + step} {unit}",
        f"{low} to {low + step} {unit}",
    ):
        [found] = quantities_in(text)
        assert (found.value, found.high, found.modifier) == (low, low + step, "range"), text


@given(TEXTS)
def test_spans_lie_in_the_text_and_in_order(text):
    last = 0
    for found in quantities_in(text):
        assert last <= found.span.start <= found.number.start < found.number.end <= len(text)
        assert found.number.start < found.span.end <= len(text)
        assert found.high is None or found.value <= found.high
        last = found.number.end


@given(TEXTS)
def test_blotting_keeps_offsets(text):
    plain = readable(text)
    assert len(plain) == len(text)
    assert all(a in (b, "\x00") for a, b in zip(plain, text, strict=True))


@given(TEXTS)
def test_reading_twice_gives_the_same(text):
    assert quantities_in(text) == quantities_in(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "9",
        "1 ",
        "a",
        "$",
        "from 1 to ",
        "1-",
        "and ",
        "5 pounds ",
        '1" ',
        "a.b-",
        "2019,",
        "two hundred ",
        " " * 50 + "1",
        "(",
    ],
)
def test_work_grows_with_length_alone(piece, work):
    """A text eight times as long takes about eight times as many calls, whatever it repeats."""
    short, long = (work(quantities_in, piece * size) for size in (500, 4_000))
    assert long < 12 * short + 1_000


FRAMES = st.sampled_from(
    ["The fund paid out {} to farmers.", "It fell by {}.", "They got {}, she said.", "In all, {} went there.", "({})"]
)
UNITS_AFTER = st.sampled_from(
    [(" percent", "percent"), ("%", "percent"), (" km", "km"), (" tonnes", "t"), (" euros", "EUR"), (" hours", "hours")]
)
MARKS = st.sampled_from(
    [
        ("R", "ZAR"),
        ("N", "NGN"),
        ("Ksh ", "KES"),
        ("KSh", "KES"),
        ("FCFA ", "XAF"),
        ("Tk ", "BDT"),
        ("GH\u00a2", "GHS"),
        ("P", "PHP"),
    ]
)
FORMS = st.sampled_from(
    [("{}", 1), ("{} thousand", 1000), ("{} million", 10**6), ("{}m", 10**6), ("{} billion", 10**9)]
)


@given(st.integers(2, 999), FRAMES, UNITS_AFTER, FORMS)
def test_every_form_of_a_number_is_read_in_every_frame_with_every_unit(number, frame, unit, form):
    written, scale = form
    if written == "{}m" and unit[0].startswith("%"):
        written, scale = "{}", 1
    found = quantities_in(frame.format(written.format(number) + unit[0]))
    assert [(q.value, q.unit) for q in found] == [(number * scale, unit[1])]


@given(
    st.integers(2, 999),
    FRAMES,
    MARKS,
    st.sampled_from([(" million", 10**6), ("bn", 10**9), ("m", 10**6), (",000", 1000)]),
)
def test_letters_before_a_sum_are_money(number, frame, mark, scale):
    found = quantities_in(frame.format(f"{mark[0]}{number}{scale[0]}"))
    assert [(q.value, q.unit) for q in found] == [(number * scale[1], mark[1])]


@given(st.integers(2, 999), st.integers(1, 999))
def test_pieces_of_a_number_are_one(thousands, rest):
    [found] = quantities_in(f"The total was {thousands} thousand and {rest} votes.")
    assert found.value == thousands * 1000 + rest


@given(st.text(alphabet="F\u0130VEmill\u0131on hundred\u017f \u212am 5%$", max_size=40))
def test_letters_without_a_plain_lower_case_never_raise(text):
    quantities_in(text)
    numbers_in(text)


MODIFIERS = st.sampled_from(
    [
        ("", "exact"),
        ("about ", "approx"),
        ("roughly ", "approx"),
        ("almost ", "approx"),
        ("more than ", "more_than"),
        ("at least ", "more_than"),
        ("over ", "more_than"),
        ("fewer than ", "less_than"),
        ("up to ", "less_than"),
        ("less than ", "less_than"),
    ]
)
NOTATIONS = st.sampled_from(
    [
        lambda n: (str(n), n),
        lambda n: (f"{n:,}", n),
        lambda n: (in_words(n), n),
        lambda n: (f"{n / 10:.1f}", n / 10),
        lambda n: (f"{n / 10:.1f} million", n * 10**5),
        lambda n: (f"{in_words(n)} thousand" if n < 1000 else f"{n} thousand", n * 1000),
        lambda n: (f"{n} and a half" if n < 1000 else str(n), n + 0.5 if n < 1000 else n),
    ]
)
RATES = st.sampled_from([("", None), (" a year", "year"), (" per month", "month"), (" a head", "head")])
MEASURES = st.sampled_from(
    [(" percent", "percent"), (" kilometres", "km"), (" kg", "kg"), (" euros", "EUR"), (" rupees", "INR")]
)


@given(st.integers(2, 9_000), FRAMES, MEASURES, NOTATIONS, MODIFIERS)
def test_every_notation_is_read_with_its_modifier_in_every_frame(number, frame, unit, notation, modifier):
    written, value = notation(number)
    found = quantities_in(frame.format(modifier[0] + written + unit[0]))
    assert [(round(q.value, 6), q.unit, q.modifier) for q in found] == [(round(value, 6), unit[1], modifier[1])]


@given(st.integers(2, 900), FRAMES, st.sampled_from([" euros", " rupees", " dollars"]), RATES, NOTATIONS)
def test_the_base_of_a_rate_is_no_second_figure(number, frame, unit, rate, notation):
    written, value = notation(number)
    found = quantities_in(frame.format(written + unit + rate[0]))
    assert [(round(q.value, 6), q.per) for q in found] == [(round(value, 6), rate[1])]
