"""The date of a plain text: lines that state one, the dateline, or what the body's own words give away."""

import re
from dataclasses import dataclass

from presspack.clean.article import DateMetadatum
from presspack.clean.blocks import Block
from presspack.clean.date_inference import YEAR, inferred_date
from presspack.clean.datelines import dateline
from presspack.clean.layout import Layout, zones
from presspack.clean.line_kinds import BYLINE
from presspack.clean.written_dates import WrittenDate, precision_of, short_date, written_dates

LONGEST = 160
DATE_EXTRAS = re.compile(
    r"\b(?:published|updated|posted|last|first|modified|on|at|date|created|edited|from|gmt|utc|e[sd]t|p[sd]t|c[sd]t|bst|cet"
    r"|ist|a\.?m|p\.?m|hrs?|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)\b",
    re.IGNORECASE,
)
NO_YEARS: list[int] = []
UPDATED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states a date and little else; `updated` if it says that this is not the first publication."""

    date: WrittenDate
    block: Block
    updated: bool


def date_line(block: Block, years: list[int] = NO_YEARS, *, month_first: bool = False) -> DateLine | None:
    """Return the date of a line that is there to state it: "Published: 2 November 2021, 18:45".

    `years` are those that the article names; they tell which digits of "24/09/26" are the year.
    """
    text = block.text
    if len(text) > LONGEST:
        return None
    found = next(written_dates(text, month_first=month_first), None) or short_date(text, years)
    if found is None:
        return None
    said = sum(map(str.isalpha, DATE_EXTRAS.sub("", BYLINE.sub("", text[: found.start]) + text[found.end :])))
    sentence = said > 3 and text[-1] in ".!?" and len(text) > 60
    return None if said > 40 or sentence else DateLine(found, block, bool(UPDATED.search(text[: found.start])))


def text_date(layout: Layout, *, month_first: bool = False) -> DateMetadatum | None:
    """Return when the article was published: stated in a line of its own, else in the dateline, else inferred."""
    years = [int(year) for block in layout.body() for year in YEAR.findall(block.text)]
    for zone in zones(layout):
        lines = [found for block in zone if (found := date_line(block, years, month_first=month_first))]
        lines.sort(key=lambda line: (line.updated, line.date.precision != "day", line.block.start))
        if lines:
            return stated(layout, lines[0].block, lines[0].date, "date_line")
    return dateline_date(layout, years, month_first=month_first) or inferred(layout)


def stated(layout: Layout, block: Block, date: WrittenDate, rule: str) -> DateMetadatum:
    """Return a date that a block states as metadata."""
    span = layout.source(block, date.start, date.end)
    return DateMetadatum(date.value, date.precision, span, rule, "stated", date.note)


def dateline_date(layout: Layout, years: list[int], *, month_first: bool) -> DateMetadatum | None:
    """Return the full date that the dateline of the body holds."""
    body = layout.body()
    line = dateline(body[0].text) if body else None
    if line is None:
        return None
    opening = body[0].text[: line.chars]
    found = next(written_dates(opening, month_first=month_first), None) or short_date(opening, years)
    return stated(layout, body[0], found, "dateline") if found else None


def inferred(layout: Layout) -> DateMetadatum | None:
    """Return the date that the body's own words give away, marked as inferred."""
    body = layout.body()
    found = inferred_date("\n".join(block.text for block in body))
    if found is None:
        return None
    value, rule, start, end = found
    for block in body:
        if start < len(block.text):
            span = layout.source(block, start, min(end, len(block.text)))
            return DateMetadatum(value, precision_of(value), span, rule, "inferred")
        start, end = start - len(block.text) - 1, end - len(block.text) - 1
    return None
