"""Dates as pages write them: readers of phrases, and the choice of the one on which a text was published."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if i}
MONTHS |= {name[:3].lower(): i for i, name in enumerate(calendar.month_name) if i} | {"sept": 9}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name[:3].lower(): i for i, name in enumerate(calendar.day_name)} | {
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    "wednes": 2,
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")\b\.?"
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=lambda name: (-len(name), name))) + r")\b\.?"
FIRST_YEAR, LAST_YEAR = 1900, 2099
ORDERS = ("year first", "day first", "month first")
FORESIGHT = 2  # how many years ahead an article may speak of

YEAR_END = r"(?:\b|(?=\d{1,2}:\d\d))"  # captures glue the time of day to the year
WRITTEN = re.compile(
    rf"(?<![\w.])(?:(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+(?P<month2>{MONTH})[,\s\-]*(?P<year2>(?:19|20)\d\d){YEAR_END}"
    rf"|(?P<month3>{MONTH})[\s\-]*(?P<day3>\d\d?)(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year3>(?:19|20)\d\d){YEAR_END}"
    rf"|(?P<first>\d\d?)(?P<mark>[./\-])(?P<second>\d\d?)(?P=mark)(?P<year4>(?:19|20)\d\d){YEAR_END}(?!\.\d)"
    rf"|(?P<month6>{MONTH})\s+(?P<day6>\d\d?)\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{2,5}}\s+|[+-]\d{{4}}\s+)?(?P<year6>(?:19|20)\d\d)\b"
    rf"|(?P<month5>{MONTH})[,\s]+(?P<year5>(?:19|20)\d\d){YEAR_END})",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?<![\w./\-])(?P<a>\d\d?)(?P<mark>[./\-])(?P<b>\d\d?)(?P=mark)(?P<c>\d\d)(?![\w/\-]|\.\d)")
ISO = re.compile(r"\s*(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?=$|[T\s])")
WEEKDAY_BEFORE = re.compile(rf"\b(?P<name>{WEEKDAY})[\s,.:(–-]*$", re.IGNORECASE)
TWELVE_HOURS = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a text, `start:end` in that text; `note` tells a choice between day and month."""

    value: str
    start: int
    end: int
    note: str | None = None

    @property
    def precision(self) -> str:
        """Return how much is known: day, month or year."""
        return precision_of(self.value)


def precision_of(value: str) -> str:
    """Return day, month or year: precision_of("2021-11") -> "month"."""
    return ("year", "month", "day")[value.count("-")]


def day_value(year: int, month: int, day: int) -> str | None:
    """Return YYYY-MM-DD, or None if the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def iso_value(stated: str) -> str | None:
    """Return the day of an ISO 8601 date or date-time as it is written: "2021-11-02T18:45Z" -> "2021-11-02"."""
    match = ISO.match(stated)
    return day_value(*(int(match[name]) for name in ("year", "month", "day"))) if match else None


def stated_date(text: str, *, month_first: bool = False) -> WrittenDate | None:
    """Return the date that a machine-readable field holds, in ISO form or written out."""
    value = iso_value(text)
    if value:
        return WrittenDate(value, 0, len(text))
    return next(written_dates(text, month_first=month_first), None)


def written_dates(text: str, *, month_first: bool = False) -> Iterator[WrittenDate]:
    """Yield the dates with a year in a text, in order: "on 2 November 2021" -> 2021-11-02.

    Of two numbers that can both be the month, the first is if the text is of a place that writes it so (`month_first`),
    gives the time in twelve hours, or names the day of the week that it is then.
    """
    for match in WRITTEN.finditer(text):
        weekday = weekday_before(text, match.start()) if match["first"] else None
        twelve = TWELVE_HOURS.search(text, match.end(), match.end() + 30) is not None
        found = written_date(match, month_first=month_first or twelve, weekday=weekday)
        if found:
            yield found


def weekday_before(text: str, place: int) -> int | None:
    """Return the day of the week that stands right before a place, 0 for Monday: "Tue, 03/09/2021" -> 1."""
    match = WEEKDAY_BEFORE.search(text, max(0, place - 14), place)
    return WEEKDAYS[match["name"].lower().rstrip(".")] if match else None


def written_date(match: re.Match[str], *, month_first: bool, weekday: int | None = None) -> WrittenDate | None:
    """Return the date of a match, or None if its numbers are no date."""
    note = None
    if match["month5"]:
        value: str | None = f"{match['year5']}-{month_number(match['month5']):02}"
    elif match["first"]:
        value, note = numeric_date(int(match["first"]), int(match["second"]), int(match["year4"]),
                                   month_first=month_first and match["mark"] != ".", weekday=weekday)  # fmt: skip
    elif match["year"]:
        value = day_value(int(match["year"]), int(match["month"]), int(match["day"]))
    else:
        which = next(number for number in "236" if match["day" + number])
        value = day_value(int(match["year" + which]), month_number(match["month" + which]), int(match["day" + which]))
    return WrittenDate(value, match.start(), match.end(), note) if value else None


def numeric_date(
    first: int, second: int, year: int, *, month_first: bool, weekday: int | None = None
) -> tuple[str | None, str | None]:
    """Return the date and, where day and month could be exchanged, the order that was assumed."""
    if first > 12 or first == second:
        return day_value(year, second, first), None
    if second > 12:
        return day_value(year, first, second), None
    if weekday is not None:
        fits = [calendar.weekday(year, *numbers) == weekday for numbers in ((first, second), (second, first))]
        if fits[0] != fits[1]:
            return day_value(year, first, second) if fits[0] else day_value(year, second, first), None
    if month_first:
        return day_value(year, first, second), "month first"
    return day_value(year, second, first), "day first"


def short_date(text: str, years: Sequence[int]) -> WrittenDate | None:
    """Return the date that a text gives with two digits for its year; the note tells the order that was assumed.

    A reading that lies long before the latest of the `years` that the article names is passed over. Then the year is
    taken to stand first where no month can, unless the signs between are full stops; else the day.
    short_date("24/09/26", [2021]) -> 2024-09-26, "year first"
    """
    match = SHORT.search(text)
    if match is None:
        return None
    a, b, c = (int(match[name]) for name in "abc")
    read = {
        "year first": (full_year(a), b, c) if len(match["a"]) == 2 else (0, 0, 0),
        "day first": (full_year(c), b, a),
        "month first": (full_year(c), a, b),
    }
    values = {note: value for note, numbers in read.items() if (value := day_value(*numbers))}
    recent = {note: value for note, value in values.items() if max(years, default=0) - int(value[:4]) <= FORESIGHT}
    year_first = a > 12 and match["mark"] != "."
    order = ORDERS if year_first else (*ORDERS[1:], ORDERS[0])
    note = next((note for note in order if note in (recent or values)), None)
    if note is None:
        return None
    certain = len(set(values.values())) == 1
    return WrittenDate(values[note], match.start(), match.end(), None if certain else note)


def full_year(digits: int) -> int:
    """Return the year that two digits stand for, by the rule of POSIX: full_year(26) -> 2026, full_year(98) -> 1998."""
    return 2000 + digits if digits < 69 else 1900 + digits


def month_number(word: str) -> int:
    """Return 1 to 12 for the name of a month or its abbreviation."""
    return MONTHS[word.rstrip(".").lower()]
