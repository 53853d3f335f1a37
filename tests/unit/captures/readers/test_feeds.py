"""Feeds and the XML of agencies give a record for each article."""

import pytest

from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord

WORDS = ("The lake of Sorn froze on Sunday.", "Skaters came from three towns.", "The ice is 20 centimetres thick.")
HTML = "".join(f"<p>{line}</p>" for line in WORDS)
ESCAPED = HTML.replace("<", "&lt;")
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sorn Post</title><item><title>Lake freezes</title>'
    "<link>https://x.example/1</link><dc:creator>Ann Lee</dc:creator><pubDate>Sun, 03 Jan 2021 08:00:00 GMT</pubDate>"
    f"<description>Short.</description><content:encoded><![CDATA[{HTML}]]></content:encoded></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Sorn Post</title><entry><title>Lake freezes</title>'
    '<link href="https://x.example/1"/><author><name>Ann Lee</name></author><updated>2023-01-01T00:00:00Z</updated>'
    f"<published>2021-01-03T08:00:00Z</published><content type='html'>{ESCAPED}</content></entry></feed>"
)
NITF = (
    '<nitf><head><docdata><date.issue norm="20210103T080000Z"/></docdata></head><body><body.head><hedline><hl1>Lake freezes</hl1>'
    f"</hedline><byline>By <person>Ann Lee</person></byline></body.head><body.content><block>{HTML}</block></body.content></body></nitf>"
)
G2 = (
    '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem><itemMeta><versionCreated>2021-01-03T08:00:00Z'
    "</versionCreated></itemMeta><contentMeta><by>Ann Lee</by><headline>Lake freezes</headline></contentMeta><contentSet><inlineXML>"
    f"<html><head><title>x</title></head><body>{HTML}</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
)
LIST = (
    f"<items><article><title>Lake freezes</title><author>Ann Lee</author><pubDate>2021-01-03</pubDate><body>{' '.join(WORDS)}</body>"
    "</article></items>"
)


def read(tmp_path, name: str, data: str) -> list[RawRecord]:
    (tmp_path / name).write_text(data, encoding="utf-8")
    return list(records_of_file(tmp_path / name, name=name))


@pytest.mark.parametrize(
    ("name", "data"), [("a.rss", RSS), ("a.xml", RSS), ("feed", RSS), ("a.atom", ATOM), ("a.xml", ATOM), ("a.nitf", NITF),
                       ("a.xml", NITF), ("a.xml", G2), ("a.xml", LIST)],
)  # fmt: skip
def test_an_article_of_a_feed_or_agency_is_a_record(tmp_path, name: str, data: str) -> None:
    (found,) = read(tmp_path, name, data)
    said = found.payload.decode()
    assert all(line in said for line in WORDS)
    assert "Short." not in said
    assert (found.hints["title"], found.hints["author"], found.note) == ("Lake freezes", "Ann Lee", None)
    assert "2021" in found.hints["published_on"]


def test_an_entry_without_its_text_is_a_summary(tmp_path) -> None:
    (found,) = read(tmp_path, "a.rss", RSS.replace(HTML, "").replace("Short.", WORDS[0]))
    assert (found.payload.decode(), found.note) == (WORDS[0], "summary_only")


def test_xml_that_is_no_news_is_refused_and_xml_that_is_a_page_is_a_page(tmp_path) -> None:
    (sitemap,) = read(tmp_path, "a.xml", "<urlset><url><loc>https://x.example</loc></url></urlset>")
    (page,) = read(tmp_path, "b.xml", f"<html><body>{HTML}</body></html>")
    (broken,) = read(tmp_path, "c.xml", "no xml")
    assert (sitemap.problem, page.media_type, broken.problem) == ("xml_without_articles", "text/html", "broken_xml")


def test_comments_of_readers_in_the_export_of_a_blog_are_no_articles(tmp_path) -> None:
    comment = (
        "<entry><id>c1</id><category scheme='http://schemas.google.com/g/2005#kind' "
        "term='http://schemas.google.com/blogger/2008/kind#comment'/><title>Nice</title><content>Nice ice.</content></entry>"
    )
    post, said = read(tmp_path, "blog.xml", ATOM.replace("</feed>", comment + "</feed>"))
    assert (post.problem, said.problem) == (None, "comment")
