"""XML of news: feeds (RSS, Atom), NITF, NewsML and NewsML-G2, JATS-like articles, and pages of XHTML."""

import io
from collections.abc import Iterator, Mapping
from typing import IO, Any

from presspack.captures.fields import as_text, field_record
from presspack.captures.readers.xml_tree import local, tree_of
from presspack.captures.records import HTML, RawRecord, Source, Unreadable

FEEDS = frozenset({"rss", "feed", "rdf"})
ITEMS = frozenset({"item", "entry"})
# Elements that hold one article in XML that agencies and libraries send, the innermost kind first.
ARTICLES = ("nitf", "newsitem", "newsarticle", "article", "story", "document", "doc", "record", "item", "entry", "row")
BODIES = ("body.content", "inlinexml", "html", "body", "content", "text", "fulltext", "story", "maintext")
BLOCKS = frozenset({"p", "paragraph", "para", "block", "hl2", "h1", "h2", "h3", "h4", "li", "tr", "div", "section"})
TITLES = ("hl1", "headline", "headlineline", "title", "article-title", "hedline")
NAMED = ("byline", "author", "creator", "contributor", "source", "provider")
NOT_TEXT = frozenset({"media", "table", "script", "style"})


def records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the articles of a feed or of news XML; XML that is no news is one row with the reason."""
    payload = source.whole(stream)
    root = tree_of(payload)
    name = local(root)
    if name == "html":
        yield source.record(payload, HTML)
    elif name in FEEDS and any(local(node) in ITEMS for node in root.iter()):
        yield from feed_records(payload, source)
    else:
        yield from article_records(root, source)


def feed_records(payload: bytes, source: Source) -> Iterator[RawRecord]:
    """Yield a record for each entry of a feed: its whole text if it has one, else its summary, which a note tells."""
    import feedparser  # noqa: PLC0415 - only for feeds

    feed = feedparser.parse(io.BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    outlet = as_text(feed.feed.get("title"))
    for entry in feed.entries:
        if any(str(tag.get("term") or "").endswith("kind#comment") for tag in entry.get("tags", [])):
            yield source.problem("comment", str(entry.get("id") or "").encode())
            continue
        yield field_record(
            entry_row(entry, outlet), source, str(entry.get("link") or entry.get("title") or "").encode()
        )


def entry_row(entry: Any, outlet: str) -> dict[str, Any]:
    """Return the entry of a feed as a row."""
    whole = max((str(part.get("value") or "") for part in entry.get("content", [])), key=len, default="")
    return {
        "title": entry.get("title"),
        "text": whole,
        "summary": entry.get("summary"),
        "link": entry.get("link"),
        "author": [name for one in entry.get("authors", []) if (name := as_text(one.get("name")))]
        or entry.get("author"),
        "published": entry.get("published") or entry.get("updated"),
        "outlet": as_text(entry.get("source", {}).get("title")) or outlet,
    }


def article_records(root: Any, source: Source) -> Iterator[RawRecord]:
    """Yield a record for each article of news XML. Raise Unreadable if there is none."""
    nodes = next((found for name in ARTICLES if (found := [n for n in root.iter() if local(n) == name])), [])
    nodes = [node for node in nodes if not any(parent in nodes for parent in node.iterancestors())]
    for node in nodes:
        row = article_row(node)
        if row is None:
            row = flat_row(node)
        yield field_record(row, source, as_bytes(node))
    if not nodes:
        raise Unreadable("xml_without_articles")


def as_bytes(node: Any) -> bytes:
    """Return the beginning of an element's words, as the identity of one without a text."""
    return "".join(node.itertext())[:2000].encode()


def article_row(node: Any) -> dict[str, Any] | None:
    """Return the row of an article whose body has paragraphs of its own; None if it has none."""
    body = next((found for name in BODIES for found in node.iter() if local(found) == name and has_blocks(found)), None)
    if body is None:
        return None
    row = {**flat_row(node), "text": ""}
    row["text"] = "\n\n".join(paragraphs(body))
    title = next((found for name in TITLES for found in node.iter() if local(found) == name), None)
    if title is not None:
        row["title"] = " ".join("".join(title.itertext()).split())
    return {key: value for key, value in row.items() if key not in BODIES or key == "text"}


def has_blocks(node: Any) -> bool:
    """True for an element with paragraphs below."""
    return any(local(found) in BLOCKS for found in node.iter() if found is not node)


def paragraphs(body: Any) -> Iterator[str]:
    """Yield the words of the innermost blocks of a body, in order."""
    for node in body.iter():
        apart = any(local(parent) in NOT_TEXT for parent in (node, *node.iterancestors()))
        if local(node) in BLOCKS and not has_blocks(node) and not apart:
            words = " ".join("".join(node.itertext()).split())
            if words:
                yield words


def flat_row(node: Any) -> dict[str, Any]:
    """Return elements and attributes below an article as fields; the first of a name counts."""
    row: dict[str, Any] = {}
    for found in node.iter():
        for name, value in found.attrib.items():
            key = str(name).rpartition("}")[2].lower()
            row.setdefault(f"{local(found)}_{key}" if key in ("value", "norm", "content") else key, value)
        words = "".join(found.itertext()) if local(found) in (*BODIES, *NAMED) else (found.text or "")
        if words.strip():
            row.setdefault(local(found), words)
    norm = next((row[key] for key in ("date.issue_norm", "story.date_norm", "date.release_norm") if key in row), None)
    return {**({"published": norm} if norm else {}), **dotless(row)}


def dotless(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without those attributes that are no words of an article."""
    return {key: value for key, value in row.items() if key not in ("id", "type", "class", "role", "version")}
