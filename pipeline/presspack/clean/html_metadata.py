"""Title, outlet and author of an HTML page: what it declares, then what it shows."""

import html
import re
from collections.abc import Iterator

from presspack.base.spans import Span
from presspack.captures.rendering import tight
from presspack.clean.article import Metadatum
from presspack.clean.blocks import Block
from presspack.clean.json_ld import json_ld, persons, strings
from presspack.clean.layout import Layout
from presspack.clean.page import Page
from presspack.clean.text_metadata import text_author
from presspack.clean.word_lists import outlet_words, squeezed

TITLE_METAS = ("og:title", "twitter:title", "title", "dc.title")
OUTLET_METAS = ("og:site_name", "application-name", "publisher", "dc.publisher")
ELSEWHERE = frozenset({"comments", "related", "navigation", "footer"})
AUTHOR_METAS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
NO_AUTHOR = re.compile(
    r"https?:|www\.|@|\b(?:admin|staff|editor|team|desk|newsroom|editorial|webmaster|bureau|press|department|office)\b",
    re.IGNORECASE,
)
MONONYM = re.compile(r"[A-Z][a-zà-ž]{3,20}$")
PARTS = re.compile(r"\s+[|–—·:»-]\s+")
WORDS = re.compile(r"\w+")


def declared(page: Page, names: tuple[str, ...]) -> Iterator[tuple[str, Span, str]]:
    """Yield content, place and name of the meta elements with one of `names`, in the order of `names`."""
    for name in names:
        for attributes, span in page.metas:
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            content = " ".join(html.unescape(attributes.get("content", "")).split())
            if key.lower() == name and content:
                yield content, span, name


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
        if 12 < len(block.text) < 300 and any(says(block.text, content) for content, _, _ in stated[:3]):
            return seen_title(layout, block, "heading")
    ones = [b for b in headings if b.level == 1]
    if len(ones) == 1 and len(ones[0].text) > 12:
        return seen_title(layout, ones[0], "h1")
    return Metadatum(*stated[0]) if stated else None


def says(words: str, content: str) -> bool:
    """True for words that are a declared title, or that part of one which does not name the outlet."""
    return any(like(words, part) > 0.9 for part in (content, *PARTS.split(content)) if len(part) > 12)


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
    return marked_author(layout, page, outlet) or text_author(layout)


def marked_author(layout: Layout, page: Page, outlet: str) -> Metadatum | None:
    """Return the names in the elements that say to hold the author's, those of comments and other articles left out."""
    found: dict[str, Span] = {}
    noisy = [block for block in layout.blocks if block.noise in ELSEWHERE]
    for place in page.authors:
        shown, words = tight(layout.text, place, layout.media_type)
        name = author_name(words, outlet) if words else None
        if name and len(name.split()) > 1 and not any(block.span.overlaps(shown) for block in noisy):
            found.setdefault(name, shown)
    return Metadatum(", ".join(found), next(iter(found.values())), "author element") if found else None


def author_name(stated: str, outlet: str) -> str | None:
    """Return a person's name as declared, without title or desk, or None: "By ANN LEE, AP" -> "Ann Lee"."""
    name = re.sub(r"^by\s+", "", stated, flags=re.IGNORECASE).split(",")[0].strip()
    if (
        not 3 < len(name) <= 60
        or not (1 < len(name.split()) <= 5 or MONONYM.match(name))
        or NO_AUTHOR.search(name)
        or outlet_words().search(name)
    ):
        return None
    if outlet and name.lower() in outlet.lower():
        return None
    return name.title() if name.isupper() else name
