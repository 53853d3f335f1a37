"""When an HTML page says that it was published: data for machines, elements, visible lines, its address."""

import re
from collections.abc import Iterator

from presspack.base.spans import Span
from presspack.clean.article import DateMetadatum
from presspack.clean.date_inference import YEAR
from presspack.clean.html_metadata import declared
from presspack.clean.json_ld import json_ld, strings
from presspack.clean.layout import Layout
from presspack.clean.page import Page, Time
from presspack.clean.text_date import text_date
from presspack.clean.written_dates import WrittenDate, stated_date

DATE_METAS = (
    "article:published_time", "og:published_time", "datepublished", "article:published", "date", "pubdate",
    "publishdate", "publish_date", "publish-date", "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "ptime",
    "citation_publication_date",
)  # fmt: skip
URL_DATE = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d|[a-z]{3})[/-](?P<d>\d\d?)(?=[/\-_.]|$)")
ELSEWHERE = frozenset({"related", "comments", "aside", "footer", "navigation"})
PUBLISHED = re.compile(r"-(?:published|date-published|pubdate|publish)-")
CHANGED = re.compile(r"-(?:modified|updated|update|edited)-")
MONTH_FIRST = frozenset({"en-us", "en-ph", "en-bz"})  # languages of pages that write the month before the day


def html_date(layout: Layout, page: Page, url: str) -> DateMetadatum | None:
    """Return when the page was published; a date long after all others that it names is passed over."""
    month_first = page.language.lower().replace("_", "-") in MONTH_FIRST
    found = list(stated_dates(layout, page, url, month_first=month_first))
    years = [int(year) for block in layout.blocks for year in YEAR.findall(block.text)]
    for date in found:
        others = [int(other.value[:4]) for other in found if other.value != date.value]
        if not (others and int(date.value[:4]) > max(others + years, default=0) + 1):
            return date
    return found[0] if found else None


def stated_dates(layout: Layout, page: Page, url: str, *, month_first: bool) -> Iterator[DateMetadatum]:
    """Yield the dates of publication that a page states, the surest first."""
    for item, span in json_ld(layout.text, page):
        for stated in strings(item.get("datePublished")) or strings(item.get("dateCreated")):
            yield from dated(stated, span, "json-ld datePublished", month_first=month_first)
    for content, span, name in declared(page, DATE_METAS):
        yield from dated(content, span, f"meta {name}", month_first=month_first)
    for time in sorted(page.times, key=lambda time: time_rank(layout, page, time)):
        if page.elements[time.element].noise not in ELSEWHERE and not CHANGED.search(time.label):
            yield from dated(time.stated, time.span, "time", month_first=month_first)
    address = url_date(url)
    if address:
        yield address
    shown = text_date(layout, month_first=month_first)
    canonical = url_date(page.canonical)
    if shown and (shown.source == "stated" or not canonical):
        yield shown
    if canonical:
        yield canonical


def time_rank(layout: Layout, page: Page, time: Time) -> tuple[int, int]:
    """Return the rank of a time element: named as the publication's, below the title, or neither; then by its place."""
    title = layout.title.start if layout.title else 0
    named = PUBLISHED.search(time.label) is not None
    return (0 if named else 1 if time.span.start > title else 2, time.span.start)


def dated(stated: str, span: Span | None, rule: str, *, month_first: bool) -> Iterator[DateMetadatum]:
    """Yield the date that a field states, if it states one."""
    found: WrittenDate | None = stated_date(stated, month_first=month_first)
    if found:
        yield DateMetadatum(found.value, found.precision, span, rule, "stated", found.note)


def url_date(url: str) -> DateMetadatum | None:
    """Return the date in the path of an address: "/2019/11/19/"."""
    match = URL_DATE.search(url.lower())
    if match is None:
        return None
    named = match["m"].isalpha()
    words = f"{match['d']} {match['m']} {match['y']}" if named else f"{match['y']}-{match['m']}-{int(match['d']):02}"
    found = next(dated(words, None, "url", month_first=False), None)
    return found if found and found.precision == "day" else None
