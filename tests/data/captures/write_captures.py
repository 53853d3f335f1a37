"""Write a folder of sixty captures as people and tools keep them, with what the table of articles must say of each.

    python tests/data/captures/write_captures.py FOLDER

All words are our own. `write(folder)` returns the rows expected: file, record and the columns that are checked.
"""

import bz2
import csv
import datetime
import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import brotli
import docx
import openpyxl
import pyarrow
import zstandard
from pyarrow import ipc, parquet

Row = dict[str, Any]
Files = dict[str, tuple[bytes, list[Row]]]
TOWNS = (
    "Lindon",
    "Calder",
    "Orla",
    "Vesby",
    "Skarn",
    "Tarnow",
    "Melford",
    "Ostrand",
    "Pellin",
    "Ravik",
    "Dunmore",
    "Esker",
)
THINGS = ("the ferry pier", "the grain market", "the old bridge", "the night school", "the water works")
NAMES = ("Ana Solis", "Tom Birk", "Eva Novak", "Ida Moe", "Per Lund", "Lena Frost", "Jon Hale")
OUTLETS = ("The Lindon Herald", "Calder Gazette", "Northern Star", "Vesby Courier")


POOLS = {
    "who": ("teachers", "dockers", "farmers", "nurses", "builders", "miners", "bakers", "drivers", "fishers", "printers", "weavers"),
    "what": ("a pay rise", "new lamps", "longer leave", "safer roads", "cheaper bread", "a clean river", "more buses"),
    "where": ("the square", "the harbour", "the station", "the library", "the mill", "the market", "the barracks",
              "the hospital", "the stadium", "the brewery", "the court", "the park", "the castle"),
    "when": ("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday"),
    "how": ("after a long debate", "without a vote", "in spite of the rain", "to the surprise of many", "for the first time",
            "with great noise", "against all advice", "as they had promised"),
    "body": ("the county board", "the harbour office", "the regional bank", "the school council", "the road agency",
             "the water company", "the chamber of trade", "the fire service", "the housing fund"),
}  # fmt: skip
SENTENCES = (
    "{who} of {town} met near {where} {when} and asked {body} for {what}, {how}.",
    "About {count} people came to {where} {when}, {name} of {body} told reporters, and {how} they sang.",
    "The plan of {body} costs {sum}.5 million dollars and gives {town} {what}, {name} said {when}.",
    "{how}, {body} closed {where} in {town} {when}, and {count} {who} stayed at home.",
    "{name} called {what} a dream of the {who}, which {body} will not pay for {how}.",
    "Before {where} was built, {town} had {count} {who} and no {body}, a book says {how}.",
    "{body} and the {who} signed a paper {when} that promises {what} to {count} families in {town}.",
    "A fire near {where} hurt {sum} {who} {when}, {body} said, and {name} thanked those who helped {how}.",
    "In {town} the price of {what} rose by {sum} percent, {how}, which {name} blames on {body}.",
    "{count} voters of {town} chose {name} {when}, and {how} the {who} left {where}.",
    "Nobody at {body} knew why {where} lost {sum} windows {when}, {how}, {name} wrote to the {who}.",
)


@dataclass(frozen=True)
class Story:
    """An article of our own; no two are alike."""

    number: int

    @property
    def town(self) -> str:
        return TOWNS[self.number % len(TOWNS)]

    @property
    def title(self) -> str:
        return f"{self.town} council votes to repair {THINGS[self.number % len(THINGS)]} number {self.number}"

    @property
    def author(self) -> str:
        return NAMES[self.number % len(NAMES)]

    @property
    def outlet(self) -> str:
        return OUTLETS[self.number % len(OUTLETS)]

    @property
    def day(self) -> datetime.date:
        return datetime.date(2021, 3, 1) + datetime.timedelta(days=self.number)

    @property
    def written(self) -> str:
        return f"{self.day:%B} {self.day.day}, {self.day.year}"

    @property
    def url(self) -> str:
        return f"https://news.example/{self.number}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        pick = {name: words[self.number * step % len(words)] for step, (name, words) in enumerate(POOLS.items(), 1)}
        facts = {
            **pick,
            "town": self.town,
            "count": 900 + 37 * self.number,
            "sum": self.number + 2,
            "name": self.author,
        }
        return tuple(SENTENCES[(self.number * 5 + place * 3) % len(SENTENCES)].format(**facts) for place in range(4))

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def html(self) -> str:
        return "".join(f"<p>{words}</p>" for words in self.paragraphs)

    @property
    def page(self) -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<meta property="article:published_time" content="{self.day}T08:00:00Z"></head><body>'
            f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{self.title}</h1>{self.html}</article>'
            f"<footer>All rights reserved</footer></body></html>"
        )

    def row(self, source: str, *columns: str, **more: Any) -> Row:
        """Return what is expected of the article: used, from `source`, and the columns that its capture states."""
        told = {"title": self.title, "author": self.author, "outlet": self.outlet, "published_on": self.day.isoformat()}
        return {"status_code": "used", "text_source_code": source, **{name: told[name] for name in columns}, **more}


class Stories:
    """Hands out stories, each once."""

    def __init__(self) -> None:
        self._number = 0

    def some(self, count: int) -> list[Story]:
        """Return the next stories."""
        self._number += count
        return [Story(number) for number in range(self._number - count, self._number)]

    def one(self) -> Story:
        """Return the next story."""
        return self.some(1)[0]


ALL = ("title", "author", "outlet", "published_on")
PAGE = ("title", "published_on")


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


HEADER = ("Headline", "Publication Date", "Author", "Publication", "Full Text")


def cells(story: Story) -> tuple[str, ...]:
    """Return a story as a row of a table."""
    return story.title, story.day.isoformat(), story.author, story.outlet, story.text


def table(stories: Sequence[Story], delimiter: str) -> str:
    """Return stories as a table in text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([HEADER, *map(cells, stories)])
    return out.getvalue()


def tables(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Tables in text, workbooks, Parquet and Arrow files, and lists without texts."""
    for name, delimiter, encoding in (
        ("table.csv", ",", "utf-8-sig"), ("semicolons.csv", ";", "cp1252"), ("tabs.tsv", "\t", "utf-8"), ("wide.csv", "\t", "utf-16"),
    ):  # fmt: skip
        a, b = new.some(2)
        yield name, table((a, b), delimiter).encode(encoding), [x.row("field", *ALL) for x in (a, b)]
    a, b = new.some(2)
    book = openpyxl.Workbook()
    for line in (["Export of the library"], [], HEADER, cells(a), cells(b)):
        book.active.append(list(line))
    held = io.BytesIO()
    book.save(held)
    yield "table.xlsx", held.getvalue(), [x.row("field", *ALL) for x in (a, b)]
    for name, write in (("rows.parquet", as_parquet), ("rows.arrow", as_arrow)):
        a, b = new.some(2)
        yield name, write((a, b)), [x.row("field", "title", "published_on") for x in (a, b)]
    yield (
        "media_list.csv",
        b"stories_id,publish_date,title,url,media_name\n1,2021-03-01,T,https://x,M\n",
        [{"status_code": "unreadable", "reason": "table_without_text"}],
    )
    yield (
        "events_list.csv",
        ("\t".join(map(str, range(27))) + "\n").encode(),
        [{"status_code": "unreadable", "reason": "table_no_header"}],
    )


def arrow_table(stories: Sequence[Story]) -> pyarrow.Table:
    """Return stories as an Arrow table."""
    moment = [datetime.datetime(x.day.year, x.day.month, x.day.day, 8) for x in stories]
    return pyarrow.table({"title": [x.title for x in stories], "text": [x.text for x in stories], "date": moment})


def as_parquet(stories: Sequence[Story]) -> bytes:
    """Return stories as a Parquet file."""
    held = io.BytesIO()
    parquet.write_table(arrow_table(stories), held)
    return held.getvalue()


def as_arrow(stories: Sequence[Story]) -> bytes:
    """Return stories as an Arrow stream."""
    held, rows = io.BytesIO(), arrow_table(stories)
    with ipc.new_stream(held, rows.schema) as stream:
        stream.write_table(rows)
    return held.getvalue()


def lexis(story: Story, number: int, count: int) -> str:
    """Return one document of a plain-text export with numbered documents."""
    return (
        f"{' ' * 20}{number} of {count} DOCUMENTS\n\n\n{' ' * 20}{story.outlet}\n\n{' ' * 15}{story.written} Monday\n\n"
        f"{story.title}\n\nBYLINE: {story.author}\n\nLENGTH: 70 words\n\n{story.text}\n\nLOAD-DATE: June 1, 2021\n\n"
        f"LANGUAGE: ENGLISH\n\n     Copyright 2021 {story.outlet}\n\n"
    )


def nexis(story: Story) -> str:
    """Return one document of an export whose documents have an end."""
    return (
        f"{story.title}\n\n{story.outlet}\n\n{story.written} Monday\n\nCopyright 2021 {story.outlet} All Rights Reserved\n\n"
        f"Length: 70 words\n\nByline: {story.author}\n\nBody\n\n{story.text}\n\nLoad-Date: June 1, 2021\n\nEnd of Document\n\n"
    )


def factiva(story: Story) -> str:
    """Return one document of an export with document numbers at the end."""
    return (
        f"{story.title}\nBy {story.author}\n70 words\n{story.day.day} {story.day:%B %Y}\n{story.outlet}\nNEWS\nEnglish\n"
        f"(c) 2021 {story.outlet}\n\n{story.text}\n\nDocument NEWS0000202103{story.number:02d}abc\n\n"
    )


def proquest(story: Story, number: int) -> str:
    """Return one document of an export with labels behind its text."""
    return (
        f"{'_' * 60}\n\nDocument {number} of 2\n\n{story.title}\n\nAuthor: {story.author}\n\nFull text: {story.text}\n\n"
        f"Title: {story.title}\n\nPublication title: {story.outlet}\n\nPublication date: {story.written}\n\n"
    )


def ebsco(story: Story, number: int) -> str:
    """Return one record of an export with a label on each line above its value."""
    return (
        f"Record: {number}\nTitle:\n\t{story.title}\nAuthors:\n\t{story.author}\nSource:\n\t{story.outlet}\n"
        f"Publication Date: {story.day}\nFull Text:\n{story.text}\n\n"
    )


def exports(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Exports of news databases with many articles, and one that cannot be told apart."""
    a, b, c = new.some(3)
    cover = "Download Request: Select Items 1-3\nTime Of Request: Friday, March 12, 2021\n\n"
    yield (
        "numbered.txt",
        ("\ufeff" + cover + "".join(lexis(x, n, 3) for n, x in enumerate((a, b, c), 1))).encode(),
        [x.row("part", *ALL) for x in (a, b, c)],
    )
    a, b = new.some(2)
    yield (
        "documents.txt",
        "".join(map(nexis, (a, b))).replace("\n", "\r\n").encode(),
        [x.row("part", *ALL) for x in (a, b)],
    )
    a, b = new.some(2)
    document = docx.Document()
    for line in "".join(map(nexis, (a, b))).split("\n"):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    yield "documents.docx", held.getvalue(), [x.row("rendered", *ALL) for x in (a, b)]
    a, b = new.some(2)
    yield "database.txt", "".join(map(factiva, (a, b))).encode(), [x.row("part", *ALL) for x in (a, b)]
    a, b = new.some(2)
    yield "database.rtf", rtf("".join(map(factiva, (a, b)))), [x.row("rendered", *ALL) for x in (a, b)]
    a, b = new.some(2)
    divs = "".join(
        f"<div class='article'>{''.join(f'<p>{line}</p>' for line in factiva(x).split(chr(10)) if line)}</div>"
        for x in (a, b)
    )
    yield "database.html", f"<html><body>{divs}</body></html>".encode(), [x.row("rendered", *ALL) for x in (a, b)]
    a, b = new.some(2)
    yield (
        "labels.txt",
        "".join(proquest(x, n) for n, x in enumerate((a, b), 1)).encode(),
        [x.row("part", *ALL) for x in (a, b)],
    )
    a, b = new.some(2)
    yield (
        "records.txt",
        "".join(ebsco(x, n) for n, x in enumerate((a, b), 1)).encode(),
        [x.row("part", *ALL) for x in (a, b)],
    )
    a, b = new.some(2)
    glued = "\n\n".join(f"{x.title}\n{x.outlet}, {x.written}\n70 words\n\n{x.text}" for x in (a, b))
    yield "glued.txt", glued.encode(), [{"status_code": "unreadable", "reason": "several_articles"}]


def rtf(text: str) -> bytes:
    """Return a text as RTF."""
    words = "".join(f"\\u{ord(sign)}?" if ord(sign) > 127 else sign for sign in text)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + words.replace("\n", "\\par\n") + "}").encode()


def message(story: Story) -> bytes:
    """Return a story as a mail."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = f"{story.author} <a@news.example>", story.title
    mail["Date"] = datetime.datetime(story.day.year, story.day.month, story.day.day, 8, tzinfo=datetime.UTC)
    mail.set_content(story.text)
    return mail.as_bytes()


def documents(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Mails, feeds, news XML, documents, books and archives of files."""
    told = ("title", "author", "published_on")
    a = new.one()
    yield "mail.eml", message(a), [a.row("unpacked", *told)]
    a, b = new.some(2)
    yield (
        "mails.mbox",
        b"".join(b"From a@news.example Mon Mar  1 08:00:00 2021\n" + message(x) + b"\n" for x in (a, b)),
        [x.row("unpacked", *told) for x in (a, b)],
    )
    a, b = new.some(2)
    items = "".join(
        f"<item><title>{x.title}</title><link>{x.url}</link><author>a@news.example ({x.author})</author>"
        f"<pubDate>{x.day:%a, %d %b %Y} 08:00:00 GMT</pubDate><description><![CDATA[{x.html}]]></description></item>"
        for x in (a, b)
    )
    yield (
        "feed.rss",
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'.encode(),
        [x.row("field", *PAGE, outlet="Post") for x in (a, b)],
    )
    a = new.one()
    entry = (
        f"<entry><title>{a.title}</title><author><name>{a.author}</name></author><published>{a.day}T08:00:00Z</published>"
        f"<content type='html'><![CDATA[{a.html}]]></content></entry>"
    )
    yield (
        "feed.xml",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>{entry}</feed>'.encode(),
        [a.row("field", *told)],
    )
    a = new.one()
    nitf = (
        f'<nitf><head><docdata><date.issue norm="{a.day:%Y%m%d}T080000Z"/></docdata></head><body><body.head><hedline><hl1>{a.title}</hl1>'
        f"</hedline><byline>By {a.author}</byline></body.head><body.content>{a.html}</body.content></body></nitf>"
    )
    yield "agency.xml", nitf.encode(), [a.row("field", *told)]
    a = new.one()
    document = docx.Document()
    for line in (a.title, *a.paragraphs):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    yield "single.docx", held.getvalue(), [a.row("rendered")]
    a = new.one()
    yield "single_rtf.txt", rtf(f"{a.title}\n\n{a.text}"), [a.row("rendered")]
    a = new.one()
    yield "print.pdf", pdf([a.title, "", *a.paragraphs]), [a.row("rendered")]
    yield "scan.pdf", pdf([]), [{"status_code": "unreadable", "reason": "no_text_layer"}]
    a, b = new.some(2)
    yield "book.epub", epub((a, b)), [x.row("unpacked", *PAGE) for x in (a, b)]
    a, b = new.some(2)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("one.html", a.page)
        packed.writestr("two.jsonl", json.dumps(answer(b, title="title", text="text", day="date")))
    yield "files.zip", held.getvalue(), [a.row("unpacked", *PAGE), b.row("field", *PAGE)]
    yield (
        "old.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
        [{"status_code": "unreadable", "reason": "old_office_format"}],
    )


def pdf(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with lines of text, written by hand: the smallest that readers take."""
    shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    stream = f"BT /F1 9 Tf 20 780 Td {shown} ET" if lines else "0 0 100 100 re S"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    begin = len(out)
    listed = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{listed}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return out + f"startxref\n{begin}\n%%EOF\n".encode()


def epub(stories: Sequence[Story]) -> bytes:
    """Return a book with a chapter for each story."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(stories))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(stories)))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
        )
        packed.writestr("b.opf", f"<package><metadata/><manifest>{items}</manifest><spine>{order}</spine></package>")
        for number, story in enumerate(stories):
            packed.writestr(f"c{number}.xhtml", story.page)
    return held.getvalue()


def response(story: Story, *headers: str, body: bytes | None = None, status: str = "200 OK", length: int = 0) -> bytes:
    """Return a page as a record of a web archive; `length` is how wrong the told length is."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    block = "\r\n".join(lines).encode() + b"\r\n\r\n" + (story.page.encode() if body is None else body)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {story.url}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block) + length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archives(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Web archives, whole and hurt."""
    told = (*PAGE,)
    a, b, c, d = new.some(4)
    data = (
        response(a) + response(b, "Content-Encoding: gzip", body=gzip.compress(b.page.encode(), mtime=0))
        + response(c, "Content-Encoding: br", body=brotli.compress(c.page.encode())) + response(d, "Content-Encoding: gzip")
    )  # fmt: skip
    yield "crawl.warc", data, [x.row("unpacked", *told, url=x.url) for x in (a, b, c, d)]
    a, b, c, d = new.some(4)
    hurt = (
        response(a, length=-30)
        + b"junk\r\n\r\n"
        + response(b, length=50)
        + response(c, status="404 Not Found")
        + response(d)
    )
    yield (
        "hurt.warc.gz",
        gzip.compress(hurt, mtime=0),
        [
            a.row("unpacked", *told, capture_note="wrong_length"),
            b.row("unpacked", *told, capture_note="wrong_length"),
            {"status_code": "empty", "reason": "http_status_404", "url": c.url},
            d.row("unpacked", *told),
        ],
    )
    a = new.one()
    yield "crawl.warc.zst", zstandard.compress(response(a)), [a.row("unpacked", *told)]
    a = new.one()
    text = f"{a.title}\n{a.text}".encode()
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {a.url}\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"
    yield "texts.warc.wet", head.encode() + text + b"\r\n\r\n", [a.row("unpacked", url=a.url)]
    a = new.one()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(response(a), mtime=0))
        packed.writestr("datapackage.json", "{}")
    yield "collection.wacz", held.getvalue(), [a.row("unpacked", *told)]


def strays(new: Stories) -> Iterator[tuple[str, bytes, list[Row]]]:
    """Files that are no articles: of other kinds, in other languages, or beside a page."""
    story = new.one()
    yield "Saved story.html", story.page.encode(), [story.row("raw", *PAGE)]
    yield (
        "Saved story_files/frame.html",
        new.one().page.encode(),
        [{"status_code": "empty", "reason": "companion_of_page"}],
    )
    yield "README.md", b"# What lies here\n", [{"status_code": "empty", "reason": "readme"}]
    yield "style.css", b"p { color: red }\n", [{"status_code": "unreadable", "reason": "unknown_format"}]
    yield "picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), [{"status_code": "unreadable", "reason": "binary"}]
    gone = "Sorry, the page you are looking for has been moved. It may have been removed, or the address is mistyped. Please try again."
    yield (
        "gone.html",
        f"<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>{gone}</p></body></html>".encode(),
        [{"status_code": "empty", "reason": "error_page"}],
    )
    yield (
        "kazakh.txt",
        "Қалалық кеңес сейсенбі күні ескі көпірді жөндеу туралы шешім қабылдады.".encode(),
        [{"status_code": "unsupported_language", "reason": "language_kk", "language": "kk"}],
    )


def write(folder: Path) -> list[Row]:
    """Write the captures to the folder and return what is expected of each record, by file and number."""
    new, expected = Stories(), []
    for kind in (pages, json_rows, tables, exports, documents, archives, strays):
        for name, data, rows in kind(new):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            expected += [{"file": name, "record": number, **row} for number, row in enumerate(rows, 1)]
    os.symlink(folder / "nothing.txt", folder / "link.txt")
    expected.append({"file": "link.txt", "record": 1, "status_code": "empty", "reason": "broken_link"})
    return expected


if __name__ == "__main__":
    print(json.dumps(write(Path(sys.argv[1])), indent=1, default=str))
