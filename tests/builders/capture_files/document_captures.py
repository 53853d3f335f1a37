"""Documents and mail: RTF, messages, office files, PDF, books."""

import datetime
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from email.message import EmailMessage

import docx

from capture_files.story import PAGE, Row, Stories, Story
from capture_files.web_captures import answer


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
