"""Saved pages and the answers of services: HTML, MHTML, JSON, feeds."""

import bz2
import datetime
import gzip
import json
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import zstandard

from capture_files.story import ALL, PAGE, Row, Stories, Story


def pages(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Pages and texts that are files of their own, by many names and in many encodings."""
    packers: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "zst": zstandard.compress}
    for name in ("page.html", "PAGE2.HTM", "page.xhtml", "story.php", "view.aspx", "index.shtml", "no_suffix_page"):
        story = new.one()
        yield name, story.page.encode(), [story.row("raw", *PAGE)]
    for suffix, pack in packers.items():
        story = new.one()
        yield f"page.html.{suffix}", pack(story.page.encode()), [story.row("unpacked", *PAGE)]
    story = new.one()
    yield "wide.html", story.page.replace('<meta charset="utf-8">', "").encode("utf-16"), [story.row("raw", *PAGE)]
    for name, pack in (("plain.txt", bytes), ("plain.txt.gz", gzip.compress), ("notes", bytes)):
        story = new.one()
        yield (
            name,
            pack(f"{story.title}\n\n{story.text}\n".encode()),
            [story.row("unpacked" if name.endswith("gz") else "raw")],
        )
    story = new.one()
    yield "readme-first.txt", f"{story.title}\n\n{story.text}\n".encode(), [story.row("raw")]
    story = new.one()
    yield "mixed.txt", f"{story.title}\n\n{story.text} “Good”, they said.\n".encode("cp1252"), [story.row("raw")]
    story = new.one()
    yield "saved.mhtml", mhtml(story), [story.row("unpacked", *PAGE, url=story.url)]
    story = new.one()
    yield "saved_as.html", mhtml(story), [story.row("unpacked", *PAGE)]


def mhtml(story: Story) -> bytes:
    """Return a page as a browser saves it in one file."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = story.url
    message.set_content(story.page, subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


def answer(story: Story, **names: str) -> Row:
    """Return a row of JSON with fields by the names given."""
    told = {"title": story.title, "text": story.text, "author": story.author, "outlet": story.outlet, "url": story.url,
            "day": f"{story.day}T08:00:00Z"}  # fmt: skip
    return {name: told[field] for field, name in names.items()}


def json_rows(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """JSON of services and crawlers."""
    a, b, c = new.some(3)
    lines = [
        answer(x, title="title", text="maintext", author="authors", outlet="source_domain", day="date_publish")
        for x in (a, b, c)
    ]
    yield "crawl.jsonl", "\n".join(map(json.dumps, lines)).encode(), [x.row("field", *ALL) for x in (a, b, c)]
    a, b = new.some(2)
    array = [
        answer(x, title="headline", text="bodyText", author="byline", outlet="publication", day="publishedAt")
        for x in (a, b)
    ]
    yield "array.json", json.dumps(array, indent=2).encode(), [x.row("field", *ALL) for x in (a, b)]
    a, b = new.some(2)
    results = [
        {
            "webTitle": x.title,
            "webPublicationDate": f"{x.day}T08:00:00Z",
            "webUrl": x.url,
            "fields": {"byline": x.author, "body": x.html},
        }
        for x in (a, b)
    ]
    yield (
        "answer.json",
        json.dumps({"response": {"results": results}}).encode(),
        [x.row("field", "title", "author", "published_on") for x in (a, b)],
    )
    a = new.one()
    post = [
        {
            "id": 1,
            "date": f"{a.day}T08:00:00",
            "link": a.url,
            "title": {"rendered": a.title},
            "content": {"rendered": a.html},
            "author": 4,
        }
    ]
    yield "posts.json", json.dumps(post).encode(), [a.row("field", *PAGE, url=a.url)]
    a = new.one()
    node = {
        "data": [
            {
                "type": "node",
                "attributes": {"title": a.title, "created": f"{a.day}T08:00:00+00:00", "body": {"processed": a.html}},
            }
        ]
    }
    yield "nodes.json", json.dumps(node).encode(), [a.row("field", *PAGE)]
    a = new.one()
    hit = {
        "hits": {
            "hits": [{"_id": "1", "_source": answer(a, title="title", text="content", outlet="source", day="pub_date")}]
        }
    }
    yield "hits.json", json.dumps(hit).encode(), [a.row("field", "title", "outlet", "published_on")]
    a = new.one()
    epoch = int(datetime.datetime(a.day.year, a.day.month, a.day.day, 9, tzinfo=datetime.UTC).timestamp() * 1000)
    yield (
        "wide.jsonl",
        json.dumps({"title": a.title, "body": a.text, "timestamp": epoch}).encode("utf-16"),
        [a.row("field", *PAGE)],
    )
    a, b = new.some(2)
    columns = {"title": {"0": a.title, "1": b.title}, "text": {"0": a.text, "1": b.text}}
    yield "columns.json", json.dumps(columns).encode(), [x.row("field", "title") for x in (a, b)]
    a = new.one()
    short = {
        "articles": [
            {
                "title": a.title,
                "description": a.text,
                "publishedAt": f"{a.day}T08:00:00Z",
                "source": {"id": 1, "name": a.outlet},
            }
        ]
    }
    yield (
        "short.json",
        json.dumps(short).encode(),
        [a.row("field", "title", "outlet", "published_on", capture_note="summary_only")],
    )
    a = new.one()
    broken = (
        json.dumps({"title": a.title, "text": a.text}) + "\n{broken\n" + json.dumps({"title": "No text", "url": "x"})
    )
    yield (
        "broken.ndjson",
        broken.encode(),
        [
            a.row("field", "title"),
            {"status_code": "unreadable", "reason": "broken_json"},
            {"status_code": "unreadable", "reason": "no_text_field"},
        ],
    )
    yield (
        "list.json",
        json.dumps({"articles": [{"title": "T", "url": "https://x", "seendate": "20210301T080000Z"}]}).encode(),
        [{"status_code": "unreadable", "reason": "no_text_field"}],
    )
