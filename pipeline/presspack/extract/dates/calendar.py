"""Arithmetic of calendar periods: days, weeks, months, quarters, seasons, years, decades, as closed runs of days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
LENGTH = {"day": 10, "month": 7, "year": 4}
RANK = {"day": 0, "month": 1, "year": 2}
# How fine a date must be known before one can count these units from it.
NEEDS = {"day": 0, "week": 0, "weekend": 0, "fortnight": 0, "month": 1, "quarter": 1}
NEEDS |= {"year": 2, "decade": 2, "century": 2}
IN_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
WINTER = 12


WEEKS = 4  # of a month, counted from its first day


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, and the unit (`day`, `month` or `year`) in which the text counts them."""

    first: date
    last: date
    precision: str

    @property
    def start(self) -> str:
        """The first day, cut to the precision: 2021, 2021-07 or 2021-07-04."""
        return self.first.isoformat()[: LENGTH[self.precision]]

    @property
    def end(self) -> str | None:
        """The last day, cut to the precision; None if that is the same as `start` (one day, month or year)."""
        end = self.last.isoformat()[: LENGTH[self.precision]]
        return None if end == self.start else end


def period(year: int, month: int | None = None, day: int | None = None) -> Period | None:
    """Return the day, month or year named; None if there is no such day: period(2021, 2, 30) -> None."""
    is_known = date.min.year <= year <= date.max.year and (month is None or 1 <= month <= 12)
    if not is_known or (month is None and day is not None):
        return None
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), "year")
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return Period(date(year, month, 1), date(year, month, days), "month")
    return Period(date(year, month, day), date(year, month, day), "day") if 1 <= day <= days else None


def period_of(iso: str | None) -> Period | None:
    """Return the period of an ISO date of any precision: "2021-07" -> July 2021; None if it is none."""
    found = ISO.fullmatch(iso or "")
    if not found:
        return None
    year, month, day = found.groups()
    return period(int(year), None if month is None else int(month), None if day is None else int(day))


def span_of(first: Period | None, last: Period | None) -> Period | None:
    """Return the period from the start of one to the end of the other, as coarse as the coarser; None if reversed."""
    if first is None or last is None or first.first > last.last:
        return None
    return Period(first.first, last.last, max(first.precision, last.precision, key=RANK.__getitem__))


def months(year: int, month: int, count: int) -> Period | None:
    """Return `count` months from `month` on: months(2021, 12, 3) -> December 2021 to February 2022."""
    return span_of(period(year, month), moved(period(year, month), count - 1, "month"))


def years(year: int, count: int) -> Period | None:
    """Return `count` years from `year` on: years(1990, 10) -> the 1990s."""
    return span_of(period(year), period(year + count - 1))


def week(day: date) -> Period | None:
    """Return Monday to Sunday of the week that holds `day`."""
    return days(day, -day.weekday(), 7)


def days(day: date, shift: int, count: int) -> Period | None:
    """Return `count` days from `shift` days after `day` on; None beyond the calendar."""
    try:
        first = day + timedelta(days=shift)
        return Period(first, first + timedelta(days=count - 1), "day")
    except OverflowError:
        return None


def moved(start: Period | None, count: int, unit: str) -> Period | None:
    """Return the `unit` that lies `count` units from the one holding the first day of `start`.

    moved(2021-11-02, -1, "week") is Monday to Sunday of the week before. None if `start` is coarser than the unit.
    """
    if start is None or RANK[start.precision] > NEEDS[unit]:
        return None
    return _moved_days(start.first, count, unit) if unit in IN_DAYS else _moved_months(start.first, count, unit)


def _moved_days(day: date, count: int, unit: str) -> Period | None:
    there = days(day, count * IN_DAYS[unit], 1)
    if there is None or unit == "day":
        return there
    monday = week(there.first)
    return days(monday.first, 5, 2) if monday and unit == "weekend" else monday


def _moved_months(day: date, count: int, unit: str) -> Period | None:
    if unit == "month":
        ahead = day.year * 12 + day.month - 1 + count
        return period(ahead // 12, ahead % 12 + 1)
    if unit == "quarter":
        ahead = day.year * 4 + (day.month - 1) // 3 + count
        return months(ahead // 4, ahead % 4 * 3 + 1, 3)
    if unit == "decade":
        return years((day.year // 10 + count) * 10, 10)
    if unit == "century":
        return years(((day.year - 1) // 100 + count) * 100 + 1, 100)
    return period(day.year + count)


def shifted_years(start: Period, count: int) -> Period | None:
    """Return the same run of days `count` years on: the first quarter of 2024 -> that of 2023; 29 February -> 28."""
    ends = [_shifted(day, count) for day in (start.first, start.last)]
    if None in ends:
        return None
    return Period(ends[0], ends[1], start.precision)  # type: ignore[arg-type]


def _shifted(day: date, count: int) -> date | None:
    year = day.year + count
    if not date.min.year <= year <= date.max.year:
        return None
    last = calendar.monthrange(year, day.month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def nth_weekday(month: Period | None, weekday: int, count: int) -> Period | None:
    """Return the first, second ... (-1: last) of a weekday in a month; None if there is none: a fifth Monday."""
    if month is None:
        return None
    all_days = range(month.first.day, month.last.day + 1)
    held = [d for d in all_days if date(month.first.year, month.first.month, d).weekday() == weekday]
    number = count - 1 if count > 0 else count
    return period(month.first.year, month.first.month, held[number]) if -len(held) <= number < len(held) else None


def season(year: int, month: int) -> Period | None:
    """Return the three months from `month` on. A winter of a year may be its first or last months: the year alone."""
    return period(year) if month == WINTER else months(year, month, 3)


def week_of_month(month: Period, number: int) -> Period | None:
    """Return the seven days that are a week of a month: 'the second week of May' is 8 to 14 May; the fifth is the last.

    Of a longer time, or where the month does not have it, the whole.
    """
    if month.precision != "month" or month.end:
        return month
    if number > WEEKS:
        return days(month.last, -6, 7)
    return days(month.first, 7 * (number - 1), 7)


def part_of(whole: Period, part: str) -> Period | None:
    """Return a part of a period: `start`, `middle`, `end`, `within` leave it; q1-q4, h1, h2, m1-m12 cut a year."""
    if part[0] == "w" and part[1:].isdigit():
        return week_of_month(whole, int(part[1:]))
    if part[0] not in "qhm" or not part[1:].isdigit():
        return whole
    if whole.precision != "year" or whole.end:
        return None
    number, size = int(part[1:]), {"q": 3, "h": 6, "m": 1}[part[0]]
    if part[0] == "m":
        return months(whole.first.year, 1, number)
    return months(whole.first.year, (number - 1) * size + 1, size) if number * size <= 12 else None
