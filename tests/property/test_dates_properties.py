"""What holds for every text and every day: dates written in a notation read back, and reading never fails."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from presspack.extract.dates.calendar import period, period_of, week
from presspack.extract.dates.extraction import dates_in

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
TENSES = st.sampled_from(["past", "present", "ongoing", "future"])
PUBLISHED = st.none() | st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
WORDS = """
on in from to by since between and the last next week month year Friday May 17 31 2020 August , . - ( ) ago two early
of end first quarter 1990s today that day it met summer century before 2016-18 99 Q4 Christmas
"""
PIECES = st.sampled_from(WORDS.split())
NOTATIONS = [
    "{d} {B} {Y}",
    "{B} {d}, {Y}",
    "{b}. {d}, {Y}",
    "{Y}-{m:02}-{d:02}",
    "{d:02}.{m:02}.{Y}",
    "{A}, {d} {B} {Y}",
    "the {d}th of {B}, {Y}",
]


def written(day: date, notation: str) -> str:
    names = day.strftime("%B"), day.strftime("%b"), day.strftime("%A")
    return notation.format(d=day.day, m=day.month, Y=day.year, B=names[0], b=names[1], A=names[2])


@given(DAYS, st.sampled_from(NOTATIONS), PUBLISHED, TENSES)
def test_a_full_date_reads_back_from_every_notation(
    day: date, notation: str, published: str | None, tense: str
) -> None:
    phrase = written(day, notation)
    found = dates_in(f"They met on {phrase}.", published, tense)
    assert [(p.range.start, p.range.end, p.range.source) for p in found] == [(day.isoformat(), None, "stated")]


@given(DAYS, st.integers(1, 400))
def test_a_range_of_days_reads_back(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    [found] = dates_in(f"It ran from {written(day, NOTATIONS[0])} to {written(last, NOTATIONS[0])}.")
    assert (found.range.start, found.range.end) == (day.isoformat(), last.isoformat())


@given(st.text() | st.lists(PIECES, max_size=14).map(" ".join), PUBLISHED, TENSES)
def test_reading_never_fails_and_spans_lie_in_the_text_in_order(text: str, published: str | None, tense: str) -> None:
    end = 0
    for phrase in dates_in(text, published, tense):
        assert end <= phrase.span.start < phrase.span.end <= len(text)
        end = phrase.span.end
        assert (
            (phrase.range.start is None) == (phrase.range.precision == "unknown") == (phrase.range.source == "unknown")
        )
        assert phrase.range.end is None or str(phrase.range.start) < phrase.range.end
        assert phrase.range.start is None or period_of(phrase.range.start)


@given(DAYS, st.integers(0, 6).map(lambda number: date(2024, 1, 1 + number).strftime("%A")))
def test_a_weekday_lies_within_a_week_of_publication_on_the_side_of_the_tense(day: date, name: str) -> None:
    [past] = dates_in(f"It met on {name}.", day.isoformat())
    [ahead] = dates_in(f"It will meet on {name}.", day.isoformat(), "future")
    back, forward = date.fromisoformat(str(past.range.start)), date.fromisoformat(str(ahead.range.start))
    assert back.strftime("%A") == forward.strftime("%A") == name
    assert timedelta(0) <= day - back < timedelta(7)
    assert timedelta(0) <= forward - day < timedelta(7)


@given(DAYS)
def test_a_period_is_cut_to_what_is_known_of_it(day: date) -> None:
    known = [period(day.year), period(day.year, day.month), period(day.year, day.month, day.day)]
    starts = [day.isoformat()[:length] for length in (4, 7, 10)]
    assert [p and (p.start, p.end) for p in known] == [(start, None) for start in starts]
    monday = week(day)
    assert monday is not None
    assert monday.first <= day <= monday.last
    assert (monday.last - monday.first).days == 6


EDGES = st.sampled_from(
    ["2021-00-15", "2021-13-01", "2021-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "0001", "9999-12"]
)


@given(st.lists(PIECES | EDGES, max_size=10).map(" ".join), EDGES, TENSES)
def test_dates_that_are_none_and_the_ends_of_the_calendar_never_raise(text: str, published: str, tense: str) -> None:
    dates_in(text, published, tense)
    dates_in(
        f"{text} the year to March, over the next three years, a decade ago, the same period last year",
        published,
        tense,
    )


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)), st.integers(1, 36))
def test_a_run_of_months_ends_where_it_says(day: date, count: int) -> None:
    [found] = dates_in(f"Rents fell in the {count} months to {day:%B} {day.year}.")
    last = found.range.end or found.range.start
    assert last == day.isoformat()[:7]
    first = date.fromisoformat(f"{found.range.start}-01")
    assert (day.year - first.year) * 12 + day.month - first.month == count - 1


ORDINALS = ("first", "second", "third", "fourth")
QUARTERS = st.sampled_from(
    [
        "Q{q} {Y}",
        "Q{q}/{Y}",
        "{Y} Q{q}",
        "{Y}Q{q}",
        "{q}Q {Y}",
        "{q}Q{y:02}",
        "the {o} quarter of {Y}",
        "{o} quarter {Y}",
        "{o}-quarter {Y}",
        "the {o} quarter of fiscal year {Y}",
    ]
)
FRAMES = st.sampled_from(
    [
        "Exports rose in {}.",
        "In {}, exports rose.",
        "Output was higher in {} than before.",
        "({})",
        "It held for {}, too.",
    ]
)


@given(st.integers(2000, 2040), st.integers(1, 4), QUARTERS, FRAMES)
def test_a_quarter_reads_back_from_every_spelling_in_every_frame(
    year: int, quarter: int, form: str, frame: str
) -> None:
    phrase = form.format(q=quarter, Y=year, y=year % 100, o=ORDINALS[quarter - 1])
    found = dates_in(frame.format(phrase), f"{year}-12-31")
    when = [(one.range.start, one.range.end) for one in found]
    assert when == [(f"{year}-{3 * quarter - 2:02}", f"{year}-{3 * quarter:02}")]


@given(DAYS, st.integers(1, 4), st.sampled_from(["the {o} week of {B} {Y}", "the {o} week in {B} {Y}"]), FRAMES)
def test_a_week_of_a_month_is_seven_days_of_it(day: date, number: int, form: str, frame: str) -> None:
    phrase = form.format(o=ORDINALS[number - 1], B=day.strftime("%B"), Y=day.year)
    [found] = dates_in(frame.format(phrase))
    first = day.replace(day=7 * number - 6)
    assert (found.range.start, found.range.end) == (first.isoformat(), (first + timedelta(days=6)).isoformat())
