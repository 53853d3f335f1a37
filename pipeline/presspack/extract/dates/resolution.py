"""From what a phrase says to when that is, given the publication date, the tense and the dates told around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from presspack.extract.dates.calendar import (
    Period,
    days,
    months,
    moved,
    nth_weekday,
    part_of,
    period,
    season,
    shifted_years,
    span_of,
    week,
    years,
)
from presspack.extract.dates.patterns import Reading
from presspack.extract.model import DateRange

# A writer names the year of a day more than about eleven months away.
FAR = timedelta(days=330)
NEAR = timedelta(days=62)
# A run of units is counted in finer ones: the last two weeks are fourteen days.
RUNS = {
    "week": ("day", 7),
    "weekend": ("day", 7),
    "fortnight": ("day", 14),
    "quarter": ("month", 3),
    "decade": ("year", 10),
    "century": ("year", 100),
}
ONE = "one"  # a single unit as a run: 'the past year'
DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
# A time counted in these units goes on from a date known so finely.
FINER = {"day": ("day",), "week": ("day",), "month": ("day", "month"), "year": ("day", "month", "year")}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase is resolved against.

    `published` is the publication date; `tense` past, present, ongoing, future or nominal; `year` one that the same
    sentence names; `text` the date told just before ('two days later'); `speech` is True inside quotes and answers,
    where 'today' in the present tense means these days.
    """

    published: Period | None
    tense: str = "past"
    year: int | None = None
    text: Period | None = None
    speech: bool = False


def resolved(one: Reading, anchor: Anchor) -> tuple[Period | None, DateRange]:
    """Return when `one` is, as a period and as a range; an unknown date has no start.

    "in July" in an article of 2021-11-02, past tense -> 2021-07, precision month, source relative.
    """
    when = _with_part(_range(one, anchor) if one.last else RESOLVERS[one.kind](one, anchor), one.part)
    if when is None:
        return None, DateRange(span=one.span)
    return when, DateRange(when.start, when.end, when.precision, source(one), one.span)


def source(one: Reading) -> str:
    """Return how the date of a phrase was found: stated with its year, relative to publication, or inherited."""
    if one.from_text:
        return "inherited"
    stated = one.year is not None or (one.last is not None and one.last.year is not None)
    return "stated" if stated else "relative"


def _with_part(whole: Period | None, part: str) -> Period | None:
    return part_of(whole, part) if whole and part and part != ONE else whole


def _range(one: Reading, anchor: Anchor) -> Period | None:
    first, last = replace(one, last=None), one.last
    if last is None:
        return None
    if one.kind == "weekday":
        begin = _weekday(first, anchor)
        return span_of(begin, days(begin.first, (last.weekday or 0) - begin.first.weekday() or 7, 1) if begin else None)
    if first.month is None and last.month and first.day:
        first = replace(first, month=last.month)
    if last.year is None and first.year is not None and last.kind not in {"near", "now"}:
        end = _calendar(replace(last, year=first.year), anchor)
        begin = _calendar(first, anchor)
        return span_of(begin, end) or span_of(begin, _calendar(replace(last, year=first.year + 1), anchor))
    end = RESOLVERS[last.kind](last, anchor)
    if first.year is None and end is not None:
        begin = _calendar(replace(first, year=end.first.year), anchor)
        return span_of(begin, end) or span_of(_calendar(replace(first, year=end.first.year - 1), anchor), end)
    return span_of(RESOLVERS[first.kind](first, anchor), end)


def _calendar(one: Reading, anchor: Anchor) -> Period | None:
    if one.order == "unclear":
        return _either(one, anchor)
    year = one.year or anchor.year
    if year is not None:
        return period(year, one.month, one.day)
    return _nearest([p for p in _by_year(one, anchor) if p], anchor)


def _either(one: Reading, anchor: Anchor) -> Period | None:
    """Day and month in unknown order: the reading that is not after publication, else the year alone."""
    read = [p for p in (period(one.year or 0, one.month, one.day), period(one.year or 0, one.day, one.month)) if p]
    if anchor.published and anchor.tense == "past":
        until = days(anchor.published.last, 1, 1)
        read = [p for p in read if p.first <= (until or anchor.published).last]
    return read[0] if len(read) == 1 else period(one.year or 0)


def _by_year(one: Reading, anchor: Anchor) -> Iterator[Period | None]:
    if anchor.published is None:
        return
    published = anchor.published.first.year
    if anchor.published.precision == "year":
        yield period(published, one.month, one.day)
        return
    found = [period(published + shift, one.month, one.day) for shift in (-1, 0, 1)]
    same_day = [p for p in found if p and one.weekday is not None and p.first.weekday() == one.weekday]
    yield from same_day or found


def _nearest(candidates: list[Period], anchor: Anchor) -> Period | None:
    """Return the candidate that the tense asks for; the nearest where that is too far for a writer to drop the year."""
    if anchor.published is None or not candidates:
        return None
    day, last = anchor.published.first, anchor.published.last
    until = days(last, 1, 1)
    slack = until.last if until else last
    past = [p for p in candidates if p.first <= (slack if p.precision == "day" else last)]
    future = [p for p in candidates if p.last >= day]
    before, after = (past[-1] if past else None), (future[0] if future else None)
    if before is None or after is None:
        return before or after
    ago, ahead = max(day - before.last, timedelta()), max(after.first - last, timedelta())
    if anchor.tense == "past":
        return after if ago > FAR and ahead < NEAR else before
    if anchor.tense == "future":
        return before if ahead > FAR and ago < NEAR else after
    return before if ago <= ahead else after


def _day(anchor: Anchor) -> Period | None:
    return anchor.published if anchor.published and anchor.published.precision == "day" else None


def _weekday(one: Reading, anchor: Anchor) -> Period | None:
    day, weekday = _day(anchor), one.weekday
    if day is None or weekday is None:
        return None
    if one.unit == "week":
        monday = week(day.first)
        return days(monday.first, 7 * (one.count or 0) + weekday, 1) if monday else None
    back, ahead = (day.first.weekday() - weekday) % 7, (weekday - day.first.weekday()) % 7
    if one.count == -1:
        return days(day.first, -(back or 7), 1)
    if one.count == 1:
        following = 7 - day.first.weekday() + weekday
        return days(day.first, (ahead or 7) if one.unit == "coming" else following, 1)
    if one.count == 0 and anchor.tense != "past":
        return days(day.first, weekday - day.first.weekday(), 1)
    return days(
        day.first, ahead if anchor.tense == "future" or (anchor.tense == "present" and not anchor.speech) else -back, 1
    )


def _monthday(one: Reading, anchor: Anchor) -> Period | None:
    day = _day(anchor)
    if day is None:
        return None
    month = day.first.year * 12 + day.first.month - 1
    around = [period(m // 12, m % 12 + 1, one.day) for m in range(month - 6, month + 7)]
    held = [p for p in around if p and (one.weekday is None or p.first.weekday() == one.weekday)]
    return _nearest(held, anchor)


def _near(one: Reading, anchor: Anchor) -> Period | None:
    day = _day(anchor)
    if day is None or (one.count == 0 and anchor.speech and anchor.tense in {"present", "ongoing"}):
        return None
    return days(day.first, one.count or 0, 1)


def _now(one: Reading, anchor: Anchor) -> Period | None:
    return moved(anchor.published, 0, "month") if anchor.tense == "ongoing" else None


def _directed_month(one: Reading, anchor: Anchor) -> Period | None:
    if anchor.published is None or one.month is None:
        return None
    found = [p for p in (period(anchor.published.first.year + shift, one.month) for shift in (-1, 0, 1)) if p]
    return _toward(found, one.count or 0, anchor)


def _season(one: Reading, anchor: Anchor) -> Period | None:
    month = one.month or 1
    if one.year is not None or (anchor.year is not None and one.count is None):
        return season(one.year or anchor.year or 0, month)
    if anchor.published is None:
        return None
    found = [p for p in (months(anchor.published.first.year + shift, month, 3) for shift in (-2, -1, 0, 1)) if p]
    return _toward(found, one.count, anchor) if one.count is not None else _nearest(found, anchor)


def _toward(found: list[Period], count: int, anchor: Anchor) -> Period | None:
    """Return the last period over before publication, the first begun after it, or the one of that year."""
    if anchor.published is None:
        return None
    if anchor.published.precision == "year":
        same = [p for p in found if p.first.year == anchor.published.first.year + count]
        return same[0] if same else None
    day = anchor.published.first
    if count < 0:
        return max((p for p in found if p.last < day), key=lambda p: p.last, default=None)
    if count > 0:
        return min((p for p in found if p.first > day), key=lambda p: p.first, default=None)
    holding = [p for p in found if p.first <= day <= p.last]
    this_year = [p for p in found if p.first.year == day.year]
    return next(iter(holding or this_year), None)


def _run(one: Reading, anchor: Anchor) -> Period | None:
    """'over the past five years': from five years before publication up to it, in years; 'the next five' ahead."""
    if not one.day or one.count is None or anchor.published is None:
        return None
    unit, size = RUNS.get(one.unit, (one.unit, 1))
    if one.unit == "year" and one.part == ONE:
        unit, size = "month", 12
    now = moved(anchor.published, 0, unit)
    then = moved(anchor.published, one.day * one.count * size, unit)
    return span_of(then, now) if one.day < 0 else span_of(now, then)


def _run_to(one: Reading, anchor: Anchor) -> Period | None:
    """'the three months to February': the run of so many units that ends with a day, month or year."""
    end = _calendar(one, anchor)
    if end is None or one.count is None:
        return None
    if one.unit in DAYS_OF:
        return (
            days(end.first, 1 - one.count * DAYS_OF[one.unit], one.count * DAYS_OF[one.unit])
            if end.precision == "day"
            else None
        )
    if one.unit not in MONTHS_OF:
        return end
    size = one.count * MONTHS_OF[one.unit]
    if end.precision == "year":
        return years(end.last.year - size // 12 + 1, size // 12) if size % 12 == 0 else None
    month = period(end.last.year, end.last.month)
    begin = moved(month, 1 - size, "month")
    if begin is None or end.precision == "month":
        return span_of(begin, end)
    is_last = month is not None and month.last == end.last
    first = begin.first if is_last else min(begin.last, begin.first + timedelta(days=end.last.day))
    return Period(first, end.last, "day") if first <= end.last else None


def _week_of(one: Reading, anchor: Anchor) -> Period | None:
    """'the week beginning 4 March': seven days from then; 'the week of March 4': the calendar week that holds it."""
    day = _calendar(one, anchor)
    if day is None:
        return None
    return days(day.first, 0, 7) if one.unit else week(day.first)


def _nth(one: Reading, anchor: Anchor) -> Period | None:
    """'the last Sunday of March': of the month that the tense asks for, or of last, this or next month."""
    if one.weekday is None or one.count is None:
        return None
    if one.month is None:
        return nth_weekday(moved(anchor.published, one.day or 0, "month"), one.weekday, one.count)
    if one.year or anchor.year:
        return nth_weekday(period(one.year or anchor.year or 0, one.month), one.weekday, one.count)
    if anchor.published is None:
        return None
    around = (period(anchor.published.first.year + shift, one.month) for shift in (-1, 0, 1))
    return _nearest([p for month in around if (p := nth_weekday(month, one.weekday, one.count))], anchor)


def _month_quarter(one: Reading, anchor: Anchor) -> Period | None:
    """'the June quarter': three months that end with the month named."""
    month = _calendar(one, anchor)
    return span_of(moved(month, -2, "month"), month)


def _same_ago(one: Reading, anchor: Anchor) -> Period | None:
    """'the same period a year ago', '... of 2023': the time told before, in another year."""
    if anchor.text is None:
        return period(one.year) if one.year else None
    return shifted_years(anchor.text, one.year - anchor.text.first.year if one.year else one.count or 0)


def _directed(one: Reading, anchor: Anchor) -> Period | None:
    base = anchor.text if one.from_text else anchor.published
    if one.from_text and one.unit == "year" and base is not None and base.precision == "month" and one.count:
        return shifted_years(base, one.count)  # 'In April ..., a year earlier'
    return moved(base, one.count or 0, one.unit)


def _from_next(one: Reading, anchor: Anchor) -> Period | None:
    """'two days after his arrest on May 4': counted from the date told next, where that is known as finely."""
    base, unit = anchor.text, RUNS.get(one.unit, (one.unit, 1))[0]
    if base is None or base.end or unit not in FINER or base.precision not in FINER[unit]:
        return None
    if one.unit in DAYS_OF:
        return days(base.first, (one.count or 0) * DAYS_OF[one.unit], 1)
    return moved(base, one.count or 0, one.unit)


def _ahead(one: Reading, anchor: Anchor) -> Period | None:
    return moved(anchor.published, one.count or 0, one.unit) if anchor.tense == "future" else None


def _years(one: Reading, anchor: Anchor) -> Period | None:
    return years(one.year or 0, one.count or 1)


def _year(one: Reading, anchor: Anchor) -> Period | None:
    year = one.year or anchor.year
    if year is not None:
        return period(year)
    found = [period(anchor.published.first.year + shift) for shift in (-1, 0, 1)] if anchor.published else []
    cut = [p for p in (_with_part(p, one.part) for p in found) if p]
    when = _nearest(cut, anchor)
    return period(when.first.year) if when else None


def _unknown(one: Reading, anchor: Anchor) -> Period | None:
    return None


RESOLVERS: dict[str, Callable[[Reading, Anchor], Period | None]] = {
    **{"calendar": _calendar, "weekday": _weekday, "monthday": _monthday, "near": _near, "now": _now},
    **{"directed_month": _directed_month, "season": _season, "run": _run, "directed": _directed, "ahead": _ahead},
    **{"run_to": _run_to, "nth": _nth, "month_quarter": _month_quarter, "same_ago": _same_ago},
    "week_of": _week_of,
    "from_next": _from_next,
    **{"years": _years, "year": _year, "vague": _unknown},
}
