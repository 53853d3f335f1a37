"""What a page states about its article in JSON-LD, even with comments, stray commas and strings in strings."""

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from presspack.base.spans import Span
from presspack.clean.page import Page

ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|WebPage")
INNER_TAG = re.compile(r"<[^<>]*>")
MAX_JSON_CHARS = 2_000_000
WRAPPING = re.compile(
    r"^(?:\s|//\s*(?=<)|/\*\s*(?=<)|<!--|<!\[CDATA\[|\*/)+|(?:\s|//\s*(?=\]|-)|/\*\s*(?=\]|-)|\]\]>|-->|\*/|;)+$"
)
STRING_OR_COMMA = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)
TWICE = 2  # how often a string may hold JSON in its turn


def json_ld(text: str, page: Page) -> list[tuple[dict[str, Any], Span]]:
    """Return the objects about an article in the page's JSON-LD, nested graphs included; pages about one come last.

    Authors that are named by their id only are put in.
    """
    return found_objects(text, tuple(page.scripts))


@lru_cache(maxsize=2)
def found_objects(text: str, scripts: tuple[Span, ...]) -> list[tuple[dict[str, Any], Span]]:
    """Return the objects about an article in the scripts of a page."""
    found: list[tuple[dict[str, Any], Span]] = []
    named: dict[str, dict[str, Any]] = {}
    for span in scripts:
        todo = [parsed(span.of(text))] if span.end - span.start <= MAX_JSON_CHARS else []
        while todo:
            item = todo.pop()
            if isinstance(item, list):
                todo.extend(reversed(item[:200]))
            elif isinstance(item, dict):
                if isinstance(item.get("@id"), str) and len(item) > 1:
                    named.setdefault(item["@id"], item)
                if any(ARTICLE_TYPES.search(kind) for kind in strings(item.get("@type"))):
                    found.append((item, span))
                todo.extend(item[key] for key in ("@graph", "mainEntity") if key in item)
    found = [(with_authors(item, named), span) for item, span in found]
    return sorted(found, key=lambda pair: "WebPage" in strings(pair[0].get("@type")))


def parsed(words: str) -> Any:
    """Return the JSON of a script, None if it is none: parsed("<!-- [1,] -->") -> [1]."""
    words = WRAPPING.sub("", words)
    for _ in range(TWICE):
        try:
            found = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            try:
                found = json.loads(STRING_OR_COMMA.sub(lambda m: m["string"] or "", words), strict=False)
            except (ValueError, RecursionError):
                return None
        if not isinstance(found, str):
            return found
        words = found
    return None


def with_authors(item: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the object with its authors in place of references to them."""
    authors = item.get("author")
    listed = authors if isinstance(authors, list) else [authors]
    full = [named.get(a["@id"], a) if isinstance(a, dict) and isinstance(a.get("@id"), str) else a for a in listed]
    return {**item, "author": full} if authors else item


def strings(value: object) -> list[str]:
    """Return the strings a JSON-LD value holds: itself, those of a list, the names of objects."""
    if isinstance(value, str):
        return [" ".join(html.unescape(value).split())] if value.strip() else []
    if isinstance(value, list):
        return [found for item in value[:50] for found in strings(item)]
    if not isinstance(value, dict):
        return []
    halves = [value.get("givenName"), value.get("familyName")]
    name = value.get("name") or " ".join(half for half in halves if isinstance(half, str))
    return strings(name) if name is not value else []


def persons(value: object) -> list[str]:
    """Return the names that a JSON-LD author stands for, organisations left out."""
    items = value if isinstance(value, list) else [value]
    return strings([i for i in items[:20] if not (isinstance(i, dict) and "Organization" in str(i.get("@type")))])


def stated_body(text: str, page: Page) -> str:
    """Return the article's text as JSON-LD states it, without tags; "" if it does not."""
    bodies = [body for item, _ in json_ld(text, page) for body in strings(item.get("articleBody"))]
    return INNER_TAG.sub(" ", max(bodies, key=len, default=""))
