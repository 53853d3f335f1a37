"""Title, outlet, author and date of an HTML page: what it declares, then what it shows."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from presspack.base.spans import Span
from presspack.clean.article import DateMetadatum, Metadatum
from presspack.clean.blocks import Block
from presspack.clean.html_blocks import Page
from presspack.clean.layout import Layout
from presspack.clean.text_date import text_date
from presspack.clean.text_metadata import text_author
from presspack.clean.word_lists import outlet_words, squeezed
from presspack.clean.written_dates import WrittenDate, stated_date

TITLE_METAS = ("og:title", "twitter:title", "title", "dc.title")
OUTLET_METAS = ("og:site_name", "application-name", "publisher", "dc.publisher")
AUTHOR_METAS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
DATE_METAS = (
    "article:published_time", "og:published_time", "datepublished", "article:published", "date", "pubdate",
    "publishdate", "publish_date", "publish-date", "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "ptime",
    "citation_publication_date",
)  # fmt: skip
URL_DATE = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d\d|[a-z]{3})/(?P<d>\d\d?)/")
ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|WebPage")
NO_AUTHOR = re.compile(
    r"https?:|www\.|@|\b(?:admin|staff|editor|team|desk|newsroom|editorial|webmaster|bureau|press|department|office)\b",
    re.IGNORECASE,
)
INNER_TAG = re.compile(r"<[^<>]*>")
WORDS = re.compile(r"\w+")
MAX_JSON_CHARS = 2_000_000


def declared(page: Page, names: tuple[str, ...]) -> Iterator[tuple[str, Span, str]]:
    """Yield content, place and name of the meta elements with one of `names`, in the order of `names`."""
    for name in names:
        for attributes, span in page.metas:
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            content = " ".join(html.unescape(attributes.get("content", "")).split())
            if key.lower() == name and content:
                yield content, span, name


def json_ld(text: str, page: Page) -> list[tuple[dict[str, Any], Span]]:
    """Return the objects about an article in the page's JSON-LD, nested graphs included."""
    found: list[tuple[dict[str, Any], Span]] = []
    for span in page.scripts:
        if span.end - span.start > MAX_JSON_CHARS:
            continue
        try:
            todo = [json.loads(span.of(text).strip().strip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop()
            if isinstance(item, list):
                todo.extend(reversed(item[:200]))
            elif isinstance(item, dict):
                if any(ARTICLE_TYPES.search(kind) for kind in strings(item.get("@type"))):
                    found.append((item, span))
                todo.extend(item[key] for key in ("@graph", "mainEntity") if key in item)
    return sorted(found, key=lambda pair: "WebPage" in strings(pair[0].get("@type")))


def strings(value: object) -> list[str]:
    """Return the strings a JSON-LD value holds: itself, those of a list, the names of objects."""
    if isinstance(value, str):
        return [" ".join(html.unescape(value).split())] if value.strip() else []
    if isinstance(value, list):
        return [found for item in value[:50] for found in strings(item)]
    return strings(value.get("name")) if isinstance(value, dict) and value.get("name") is not value else []


def stated_body(text: str, page: Page) -> str:
    """Return the article's text as JSON-LD states it, without tags; "" if it does not."""
    bodies = [body for item, _ in json_ld(text, page) for body in strings(item.get("articleBody"))]
    return INNER_TAG.sub(" ", max(bodies, key=len, default=""))


def html_title(layout: Layout, page: Page) -> Metadatum | None:
    """Return the title: the heading that says what the page declares, else the declared title, else the heading."""
    stated = [(content, span, f"meta {name}") for content, span, name in declared(page, TITLE_METAS)]
    for item, span in json_ld(layout.text, page):
        stated += [(content, span, "json-ld headline") for content in strings(item.get("headline"))]
    if page.title:
        stated.append((" ".join(html.unescape(page.title.of(layout.text)).split()), page.title, "title element"))
    stated = [item for item in stated if item[0]]
    names = {content.lower() for content, _, _ in declared(page, OUTLET_METAS)}
    headings = [b for b in layout.blocks if b.level in (1, 2) and b.text.lower() not in names]
    for level in (1, 2):
        likely = [(likeness(b.text, stated), -i) for i, b in enumerate(headings) if b.level == level]
        value, place = max(likely, default=(0.0, 0))
        if value >= 0.6:
            return seen_title(layout, headings[-place], f"h{level}")
    for block in layout.blocks:
        if 12 < len(block.text) < 300 and any(like(block.text, content) > 0.9 for content, _, _ in stated[:3]):
            return seen_title(layout, block, "heading")
    ones = [b for b in headings if b.level == 1]
    if len(ones) == 1 and len(ones[0].text) > 12:
        return seen_title(layout, ones[0], "h1")
    return Metadatum(*stated[0]) if stated else None


def likeness(heading: str, stated: list[tuple[str, Span, str]]) -> float:
    """Return how well a heading says what the page declares as its title, from 0 to 1."""
    inside = any(len(heading) > 12 and heading.lower() in content.lower() for content, _, _ in stated)
    return max([0.8 * inside, *(like(heading, content) for content, _, _ in stated)])


def seen_title(layout: Layout, block: Block, rule: str) -> Metadatum:
    """Make the block the title."""
    layout.title = block
    block.body = False
    return Metadatum(squeezed(block.text), block.span, rule)


def like(one: str, other: str) -> float:
    """Return the share of words that two titles have in common."""
    a, b = set(WORDS.findall(one.lower())), set(WORDS.findall(other.lower()))
    return len(a & b) / max(1, len(a | b))


def html_outlet(layout: Layout, page: Page) -> Metadatum | None:
    """Return the outlet that the page declares."""
    for content, span, name in declared(page, OUTLET_METAS):
        if not content.startswith("http"):
            return Metadatum(content, span, f"meta {name}")
    for item, span in json_ld(layout.text, page):
        for name in strings(item.get("publisher"))[:1]:
            return Metadatum(name, span, "json-ld publisher")
    return None


def html_author(layout: Layout, page: Page, outlet: str) -> Metadatum | None:
    """Return the author that the page declares or shows; an address, a desk or the outlet itself is none."""
    for item, span in json_ld(layout.text, page):
        names = [name for found in persons(item.get("author")) if (name := author_name(found, outlet))]
        if names:
            return Metadatum(", ".join(dict.fromkeys(names)), span, "json-ld author")
    for content, span, rule in declared(page, AUTHOR_METAS):
        value = author_name(content, outlet)
        if value:
            return Metadatum(value, span, f"meta {rule}")
    return text_author(layout)


def persons(value: object) -> list[str]:
    """Return the names that a JSON-LD author stands for, organisations left out."""
    items = value if isinstance(value, list) else [value]
    return strings([i for i in items[:20] if not (isinstance(i, dict) and "Organization" in str(i.get("@type")))])


def author_name(stated: str, outlet: str) -> str | None:
    """Return a person's name as declared, without title or desk, or None: "By ANN LEE, AP" -> "Ann Lee"."""
    name = re.sub(r"^by\s+", "", stated, flags=re.IGNORECASE).split(",")[0].strip()
    if (
        not 3 < len(name) <= 60
        or not 1 < len(name.split()) <= 5
        or NO_AUTHOR.search(name)
        or outlet_words().search(name)
    ):
        return None
    if outlet and name.lower() in outlet.lower():
        return None
    return name.title() if name.isupper() else name


def html_date(layout: Layout, page: Page, url: str) -> DateMetadatum | None:
    """Return when the page says it was published: JSON-LD, meta, time elements, visible lines, its address."""
    for item, span in json_ld(layout.text, page):
        for stated in strings(item.get("datePublished")) or strings(item.get("dateCreated")):
            found = stated_date(stated)
            if found:
                return dated(found, span, "json-ld datePublished")
    for content, span, name in declared(page, DATE_METAS):
        found = stated_date(content)
        if found:
            return dated(found, span, f"meta {name}")
    for stated, span, element in page.times:
        found = stated_date(stated)
        if found and page.elements[element].noise not in ("related", "comments", "aside", "footer", "navigation"):
            return dated(found, span, "time")
    return text_date(layout) if not url_date(url) else url_date(url)


def dated(found: WrittenDate, span: Span | None, rule: str) -> DateMetadatum:
    """Return a stated date as metadata."""
    return DateMetadatum(found.value, found.precision, span, rule, "stated", found.note)


def url_date(url: str) -> DateMetadatum | None:
    """Return the date in the path of an address: "/2019/11/19/"."""
    match = URL_DATE.search(url.lower())
    found = stated_date(f"{match['d']} {match['m']} {match['y']}") if match and match["m"].isalpha() else None
    if match and match["m"].isdigit():
        found = stated_date(f"{match['y']}-{match['m']}-{int(match['d']):02}")
    return dated(found, None, "url") if found and found.precision == "day" else None
