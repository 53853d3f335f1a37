"""When an undated text was published, as far as its own words tell: inferred, and never more than they say."""

import calendar
import re
from functools import lru_cache

from presspack.clean.word_lists import rows
from presspack.clean.written_dates import LAST_YEAR, MONTH, WEEKDAY, WEEKDAYS, day_value, month_number, written_dates

TODAY = re.compile(
    rf"\btoday\b[\s,(–-]*(?:on\s+)?(?P<weekday>{WEEKDAY})[\s,]*(?:the\s+)?"
    rf"(?:(?P<month1>{MONTH})\s+)?(?P<day>\d\d?)(?!\d|[:.]\d)(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?P<month2>{MONTH}))?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(rf"(?:(?P<month1>{MONTH})\s+\d\d?\b|\b\d\d?\s+(?P<month2>{MONTH}))", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d.,/\-])(?:19|20)\d\d(?![\d/]|[.,]\d)")
RECENT = re.compile(
    r"\b(?:recently|yesterday|today|tomorrow|upcoming|these days"
    r"|(?:this|last|next|current) (?:week|month|summer|autumn|winter|spring|year|days?))\b",
    re.IGNORECASE,
)  # fmt: skip
EARLIEST = 1990


def inferred_date(body: str) -> tuple[str, str, int, int] | None:
    """Return date, rule and place of the evidence in `body`, or None: the text says "today, Friday, 28" or the like.

    A weekday with its day of the month names a date once the year is bounded by years in the text or by words of
    an era. Else the latest full date of a text that speaks of recent things gives its year, no more.
    """
    return today_date(body) or latest_year(body)


def today_date(body: str) -> tuple[str, str, int, int] | None:
    """Return the day that "today" is, when the text names its weekday and day of the month."""
    for match in TODAY.finditer(body):
        month = match["month1"] or match["month2"] or month_before(body, match.start())
        if not month:
            continue
        weekday, day = WEEKDAYS[match["weekday"].rstrip(".").lower()], int(match["day"])
        low, high = year_bounds(body)
        values = [
            value
            for year in range(low, high + 1)
            if (value := day_value(year, month_number(month), day))
            and calendar.weekday(year, month_number(month), day) == weekday
        ]
        if len(values) == 1:
            return values[0], "today_weekday", match.start(), match.end()
    return None


def month_before(body: str, place: int) -> str | None:
    """Return the last month that a day of the month was given with, within the sentence or two before `place`."""
    found = [m["month1"] or m["month2"] for m in MONTH_DAY.finditer(body, max(0, place - 300), place)]
    return found[-1] if found else None


def year_bounds(body: str) -> tuple[int, int]:
    """Return the first and last year in which the text can have been written, so far as its words tell."""
    years = [int(found) for found in YEAR.findall(body)]
    low, high = (max(years), max(years) + 1) if years else (EARLIEST, LAST_YEAR)
    for pattern, first, last in era_words():
        if pattern.search(body):
            low, high = max(low, first), min(high, last)
    return low, high


@lru_cache(maxsize=1)
def era_words() -> list[tuple[re.Pattern[str], int, int]]:
    """Return words that news used as a matter of course in certain years only: pattern, first year, last year."""
    return [
        (re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE), int(row["first_year"]), int(row["last_year"]))
        for row in rows("era_words.csv")
    ]


def latest_year(body: str) -> tuple[str, str, int, int] | None:
    """Return the year of the latest full date, if no later year is named and the text tells of recent things."""
    dates = [date for date in written_dates(body) if date.precision == "day"]
    if not dates or not RECENT.search(body):
        return None
    latest = max(dates, key=lambda date: (date.value, -date.start))
    year = latest.value[:4]
    if any(found > year for found in YEAR.findall(body)):
        return None
    return year, "latest_date", latest.start, latest.end
