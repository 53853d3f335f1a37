"""Dates of a text: phrases such as '17 August 2020', 'last week' or 'in July', and when each is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from presspack.base.spans import Span
from presspack.extract.dates.calendar import period_of
from presspack.extract.dates.patterns import Reading
from presspack.extract.dates.phrases import readings
from presspack.extract.dates.resolution import Anchor, resolved
from presspack.extract.model import DateRange

SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]?[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date as the text has it and when that is.

    `relation` is empty ('on', 'in') or since, from, until, by, before, after, as_of. `order` tells in which order the
    numbers of '11.02.2022' were read (day-month-year, month-day-year, year-month-day, unclear), empty for words.
    """

    span: Span
    range: DateRange
    relation: str = ""
    order: str = ""


def dates_in(text: str, published_on: str | None = None, tense: str = "past") -> list[DatePhrase]:
    """Return the date phrases of `text`, in order, resolved against the publication date.

    `tense` (past, present, ongoing, future) is that of the verbs around, on which 'on Friday' and 'in July' depend.
    dates_in("It met last week.", "2008-11-25") -> 2008-11-17 to 2008-11-23. A phrase whose date cannot be known
    has a range without start.
    """
    return phrases(text, published_on, lambda one: (tense, False))


def phrases(text: str, published_on: str | None, manner: Callable[[Reading], tuple[str, bool]]) -> list[DatePhrase]:
    """Return the date phrases of `text`; `manner` gives the tense around a reading and whether it stands in speech."""
    published, found = period_of(published_on), readings(text)
    sentences = [match.end() for match in SENTENCE_END.finditer(text)] if found else []
    years, told = _stated_years(found, sentences), None
    only = _only_year(found) if published is None else None
    result = []
    for one in found:
        tense, speech = manner(one)
        tense = "past" if SINCE.search(text, max(0, one.span.start - 6), one.span.start) else tense
        year = years.get(_sentence(one.span.start, sentences), only)
        when, when_range = resolved(one, Anchor(published, tense, year, told, speech))
        told = when if when and one.kind not in {"run", "now"} else told
        result.append(DatePhrase(one.span, when_range, one.relation, one.order))
    return result


def _only_year(found: list[Reading]) -> int | None:
    """Return the one year of all full dates of a text without a publication date; it is that of its other days too."""
    years = {one.year for one in found if one.kind == "calendar" and one.year is not None}
    return min(years) if len(years) == 1 else None


def _sentence(at: int, ends: list[int]) -> int:
    return sum(end <= at for end in ends)


def _stated_years(found: list[Reading], sentences: list[int]) -> dict[int, int]:
    """Return, by number of the sentence, the one year it names in full; two different years leave it open."""
    named: dict[int, set[int]] = {}
    for one in found:
        if one.year is not None and one.kind in {"calendar", "year"} and not one.last and not one.relation:
            named.setdefault(_sentence(one.span.start, sentences), set()).add(one.year)
    return {number: min(years) for number, years in named.items() if len(years) == 1}
