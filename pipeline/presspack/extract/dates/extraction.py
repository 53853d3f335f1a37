"""Dates of a text: phrases such as '17 August 2020', 'last week' or 'in July', and when each is."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from presspack.base.folding import plain_case
from presspack.base.spans import Span
from presspack.extract.dates.calendar import Period, period_of
from presspack.extract.dates.patterns import Reading
from presspack.extract.dates.phrases import readings
from presspack.extract.dates.resolution import Anchor, resolved
from presspack.extract.explanation import REFUSED, TAKEN, is_explaining, note
from presspack.extract.model import DateRange

UNTIL = re.compile(r"\b(?:until|till)\s+(?:\S+\s+[ap]\.?m\.?,?\s+)?(?:on\s+)?$", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
AGO = re.compile(r"\b(?:ago|last\s+year)$", re.IGNORECASE)
COMPARING = re.compile(r"\b(?:than|from|compared|against|versus|vs)\b[^;]*$", re.IGNORECASE)
LISTED = re.compile(r"[\s,]*(?:(?:and|or|to|until|through|in|of|the|on|[-–—])[\s,]*)*", re.IGNORECASE)
COMPARED_WITHIN = 60
BREAK = re.compile(r"[,;:.!?()\n]|\s[-–—]\s")
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
    text = plain_case(text)
    published, found = period_of(published_on), readings(text)
    sentences = [match.end() for match in SENTENCE_END.finditer(text)] if found else []
    years, told, told_in = _stated_years(found, sentences), None, -1
    only = _only_year(found) if published is None else None
    result = []
    for number, one in enumerate(found):
        tense, speech = manner(one)
        if tense in {"present", "nominal"} and UNTIL.search(text, max(0, one.span.start - 24), one.span.start):
            tense = "future"
        tense = "past" if SINCE.search(text, max(0, one.span.start - 6), one.span.start) else tense
        place = _sentence(one.span.start, sentences)
        year = years[place].of(text, one) if place in years else only
        if year is not None and tense == "future" and published and year < published.first.year:
            year = None  # 'The club invited in July 2021 will meet on June 12'
        counted = _compared(text, one, told, told_in == place)
        base = told
        if one.kind == "from_next":
            after = found[number + 1] if number + 1 < len(found) and _is_close(text, one, found[number + 1]) else None
            base = resolved(after, Anchor(published, manner(after)[0], year, None, speech))[0] if after else None
        when, when_range = resolved(counted, Anchor(published, tense, year, base, speech))
        if when and one.kind not in {"run", "now", "same_ago", "from_next"} and not _goes_back(one):
            told, told_in = when, place
        result.append(DatePhrase(one.span, when_range, one.relation, one.order))
        if is_explaining():
            _explain(one, tense, when_range)
    return result


def _is_close(text: str, one: Reading, after: Reading) -> bool:
    """True for a date that goes on from another in one phrase: 'a week before the congress on 20 February'."""
    between = text[one.span.end : after.span.start]
    return len(between) < COMPARED_WITHIN and not BREAK.search(between)


def _explain(one: Reading, tense: str, when: DateRange) -> None:
    """Note when a phrase was found to be, or that nothing says when it is, and the tense around it."""
    found = "/".join(filter(None, [when.start, when.end]))
    said = f"{found}, {when.precision}, {when.source}" if found else "nothing says when this is"
    by = f"dates/resolution.py: {one.kind}"
    note("date", one.span, TAKEN if found else REFUSED, by, f"{said}; tense {tense}")


def _only_year(found: list[Reading]) -> int | None:
    """Return the one year of all full dates of a text without a publication date; it is that of its other days too."""
    years = {one.year for one in found if one.kind == "calendar" and one.year is not None}
    return min(years) if len(years) == 1 else None


def _sentence(at: int, ends: list[int]) -> int:
    return bisect_right(ends, at)


def _goes_back(one: Reading) -> bool:
    """True for 'a year earlier', which says when something else was and does not move the story on."""
    return one.from_text and (one.count or 0) < 0


def _compared(text: str, one: Reading, told: Period | None, same: bool) -> Reading:
    """Return 'a year ago' as counted from the month told just before where figures are compared."""
    is_ago = (
        one.kind == "directed" and one.unit == "year" and not one.from_text and (one.count or 0) < 0 and not one.part
    )
    if not is_ago or not same or told is None or told.precision != "month" or not AGO.search(text, *one.span):
        return one
    lead = text[max(0, one.span.start - COMPARED_WITHIN) : one.span.start]
    return replace(one, from_text=True) if COMPARING.search(lead) else one


@dataclass(frozen=True, slots=True)
class _StatedYear:
    """The one year that a sentence names in full, and where its phrases stand."""

    year: int
    spans: tuple[Span, ...]

    def of(self, text: str, one: Reading) -> int | None:
        """Return the year for a date without one: told before it, or right after: 'May 5 and June 7, 2020'."""
        for span in self.spans:
            gap = span.start - one.span.end
            if span.start <= one.span.start or (
                gap < COMPARED_WITHIN and LISTED.fullmatch(text[one.span.end : span.start])
            ):
                return self.year
        return None


def _stated_years(found: list[Reading], sentences: list[int]) -> dict[int, _StatedYear]:
    """Return, by number of the sentence, the one year it names in full; two different years leave it open."""
    named: dict[int, list[Reading]] = {}
    for one in found:
        if one.year is not None and one.kind in {"calendar", "year"} and not one.last and not one.relation:
            named.setdefault(_sentence(one.span.start, sentences), []).append(one)
    return {
        number: _StatedYear(ones[0].year or 0, tuple(one.span for one in ones))
        for number, ones in named.items()
        if len({one.year for one in ones}) == 1
    }
