"""Pages of many makes: the article is found whatever its elements are called, and what lies about it stays out."""

import json

import pytest

from presspack.base.spans import Span
from presspack.captures.records import RawRecord
from presspack.captures.rendering import rendered
from presspack.clean.article import CleanArticle
from presspack.clean.record import body_words, clean_record

BODY = [
    "The library of Ostrand will open its doors on Sundays from the first of March, the town's culture office said on Friday.",
    "Two hundred readers had signed a letter in which they asked for it, and the librarian, Tilde Aamot, had carried it to the mayor.",
    "The longer hours cost 340,000 crowns a year; the office means to pay for them from what the old book bus will no longer need.",
    "Neighbouring Holmvik tried the same two years ago, and counted a third more visitors by the end of the first winter.",
]
TITLE = "Ostrand library to open on Sundays"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
COMMENT = (
    "<p>I have asked for this since 1998 and nobody in that office ever answered me, so I do not believe a word.</p>"
)
BOX = "<p>Fishermen of Holmvik want a new quay, and the council will vote on it before the summer holidays begin.</p>"


def page(body: str, head: str = "", language: str = "en") -> CleanArticle:
    html = f"<!doctype html><html lang='{language}'><head><title>{TITLE} | Ostrand Post</title>{head}</head><body><nav><a href='/'>Home</a></nav>{body}<footer>© Ostrand Post</footer></body></html>"
    return clean_record(RawRecord("a.html", 1, html.encode(), "text/html"))


def article(inside: str) -> str:
    return f"<article><h1>{TITLE}</h1>{inside}</article>"


STATED = json.dumps(
    {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(BODY).replace("Aamot", "Åmot")}
)
WHOLE: dict[str, tuple[str, str]] = {
    "names of noise with words for the text": ("".join(f'<div class="article-widget-text"><p>{line}</p></div>' for line in BODY), ""),
    "a sidebar grid that holds the article": (f'<div class="sidebar-grid__content article__content">{PARAGRAPHS}</div>', ""),
    "a button in a paragraph": (article(PARAGRAPHS.replace("librarian", "<button class='gloss'>librarian</button>")), ""),
    "a block in a link": (article(PARAGRAPHS.replace("book bus", "<a href='/t'><div>book bus</div></a>")), ""),
    "an initial set apart": (article(PARAGRAPHS.replace("The library", "<span class='drop-cap'>T</span> he library")), ""),
    "soft hyphens and signs without width": (article(PARAGRAPHS.replace("neighbour", "neigh\u00adbour").replace("library", "lib&shy;ra&#8203;ry")), ""),
    "preformatted text": (f"<pre>{TITLE}\n\n" + "\n\n".join(BODY) + "</pre>", ""),
    "preformatted text broken by width": (f"<pre>{TITLE}\n\n" + "\n\n".join(line.replace(", ", ",\n") for line in BODY) + "</pre>", ""),
    "a page without scripts": (f"<div id='app'></div><noscript>{article(PARAGRAPHS)}</noscript>", ""),
    "a template": (f"<div id='app'></div><template>{article(PARAGRAPHS)}</template>", ""),
    "an advertisement between": (article(PARAGRAPHS.replace("</p><p>Neigh", "</p><p>Story continues below advertisement</p><p>Advertisement</p><p>Neigh")), ""),
    "a box of other stories": (article(PARAGRAPHS + f"<div class='m'><h2>More stories</h2>{BOX}{BOX.replace('Fishermen', 'Bakers')}</div>"), ""),
    "comments longer than the article": (article(PARAGRAPHS) + f"<section id='talk'><h3>12 responses</h3>{COMMENT * 12}</section>", ""),
    "quotes of windows-1252 encoded twice": (article(PARAGRAPHS.replace("town's", "townâ€™s")), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_the_article_is_found_whatever_its_elements_are_called(name: str) -> None:
    found = page(*WHOLE[name])
    assert " ".join(body_words(found).replace("’", "'").split()) == " ".join(BODY)


def test_an_article_that_only_the_data_hold_is_read_there() -> None:
    found = page("<div id='app'>Loading</div>", f"<script type='application/ld+json'>{STATED}</script>")
    assert body_words(found).split("\n") == [line.replace("Aamot", "Åmot") for line in BODY]
    segment = next(s for s in found.body() if "u00c5mot" in s.span.of(found.text))
    shown = rendered(found.text, segment.span, found.media_type)
    start = shown.text.index("Åmot")
    assert shown.source_span(start, start + 4).of(found.text) == "\\u00c5mot"


@pytest.mark.parametrize("head", ["<thead><tr><th>Year</th><th>Visitors</th></tr></thead>", ""])
def test_a_table_of_figures_among_paragraphs_is_body(head: str) -> None:
    table = f"<table>{head}<tr><td>2023</td><td>41,870</td></tr><tr><td>2024</td><td>55,310</td></tr></table>"
    lines = [f"<p>{line}</p>" for line in BODY]
    found = body_words(page(article("".join([*lines[:2], table, *lines[2:]]))))
    assert "41,870" in found
    assert "55,310" in found


def test_bytes_of_windows_1252_in_a_page_of_utf_8_are_the_signs_they_were_meant_for() -> None:
    html = f"<html><head><meta charset='utf-8'></head><body>{article(PARAGRAPHS)}</body></html>".encode()
    found = clean_record(RawRecord("a.html", 1, html.replace(b"town's", b"town\x92s \xc3\xa5"), "text/html"))
    assert "town’s å" in body_words(found)


WALL = [
    "We and our 310 partners store information on your device, such as cookies, so that we can show you ads that fit you.",
    "You may accept or manage your choices at any time in the privacy settings, and you may withdraw your consent there too.",
    "Your personal data may be shared with third-party vendors, who keep them for as long as you let them do so.",
]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<main>" + "".join(f"<div><h3><a href='/{i}'>Headline number {i} of the day in Ostrand</a></h3><p>The council said on Monday that plan {i} would go ahead in spite of protests by neighbours.</p></div>" for i in range(9)) + "</main>", "index_page"),
        ("<div><h2>Before you go on</h2>" + "".join(f"<p>{line}</p>" for line in WALL) + "</div>", "consent_wall"),
    ],
)  # fmt: skip
def test_lists_of_articles_and_requests_for_consent_are_empty(body: str, reason: str) -> None:
    found = page(body)
    assert (found.status, found.reason) == ("empty", reason)


def test_an_article_about_cookies_is_read() -> None:
    lines = [
        "The ministry wants to forbid cookies that follow people from page to page, it said on Friday.",
        *BODY,
        "Its minister said that consent must be asked for once.",
    ]
    assert page(article("".join(f"<p>{line}</p>" for line in lines))).status == "used"  # fmt: skip


def ld(data: str) -> str:
    return f"<script type='application/ld+json'>{data}</script>"


OBJECT = (
    '{"@type":"NewsArticle","datePublished":"2021-03-09","dateModified":"2023-06-01","author":{"name":"Tilde Aamot"}}'
)


@pytest.mark.parametrize(
    "data",
    [
        OBJECT, f"<![CDATA[{OBJECT}]]>", f"//<![CDATA[\n{OBJECT}\n//]]>", f"/*<![CDATA[*/{OBJECT}/*]]>*/", f"<!--\n{OBJECT}\n-->", OBJECT[:-1] + ",}",
        json.dumps(OBJECT), f"[{OBJECT},]", f'{{"@graph":[{OBJECT}]}}', OBJECT.replace('{"name":"Tilde Aamot"}', '[{"@type":"Person","givenName":"Tilde","familyName":"Aamot"}]'),
        '{"@graph":[' + OBJECT.replace('{"name":"Tilde Aamot"}', '{"@id":"#t"}') + ',{"@type":"Person","@id":"#t","name":"Tilde Aamot"}]}',
    ],
)  # fmt: skip
def test_data_for_machines_are_read_as_people_write_them(data: str) -> None:
    found = page(article("<p class='date'>Last updated: June 1, 2023</p>" + PARAGRAPHS), ld(data))
    assert found.author is not None
    assert found.published_on is not None
    assert (found.author.value, found.published_on.value) == ("Tilde Aamot", "2021-03-09")


@pytest.mark.parametrize(
    ("inside", "head", "language", "date"),
    [
        ("", "<meta property='article:published_time' content='Tue, 03/09/2021 - 17:57'>", "en", "2021-03-09"),
        ("<p>Posted 03/09/2021</p>", "", "en-US", "2021-03-09"),
        ("<p>Posted 03/09/2021</p>", "", "en-GB", "2021-09-03"),
        ("<p>9 March 2021</p>", "<meta name='date' content='2098-01-01'>", "en", "2021-03-09"),
        ("<time itemprop='dateModified' datetime='2023-06-01'>1 June</time><time itemprop='datePublished' datetime='2021-03-09'>9 March</time>", "", "en", "2021-03-09"),
        ("<time class='updated' datetime='2023-06-01'>1 June</time><time datetime='2021-03-09'>9 March</time>", "", "en", "2021-03-09"),
        ("", "<link rel='canonical' href='https://example.org/2021/03/09/library/'>", "en", "2021-03-09"),
        ("", "<link rel='canonical' href='https://example.org/news/2021-03-09-library.html'>", "en", "2021-03-09"),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_told_from_other_days(inside: str, head: str, language: str, date: str) -> None:
    found = page(article(inside + PARAGRAPHS), head, language).published_on
    assert found is not None
    assert found.value == date


def test_the_day_of_a_ticker_above_the_title_is_not_the_article_s() -> None:
    ticker = "<header><div class='latest'><time datetime='2023-06-01'>1 June</time> Storm near Holmvik</div></header>"
    found = page(ticker + article("<time datetime='2021-03-09'>9 March</time>" + PARAGRAPHS)).published_on
    assert found is not None
    assert found.value == "2021-03-09"


@pytest.mark.parametrize(
    ("inside", "head", "author"),
    [
        ("<span itemprop='author'><span itemprop='name'><a href='/t'>Tilde Aamot</a></span></span>", "", "Tilde Aamot"),
        ("<a rel='author' href='/t'>Tilde Aamot</a>", "", "Tilde Aamot"),
        ("", "<meta name='author' content='Suharno'>", "Suharno"),
        ("", "<meta name='author' content='REUTERS'>", None),
        ("<div><img src='t.jpg' alt=''><span>Tilde Aamot</span></div><span>9 March 2021</span>", "", None),
    ],
)
def test_the_author_is_who_the_page_says_it_is(inside: str, head: str, author: str | None) -> None:
    found = page(article(inside + PARAGRAPHS), head).author
    assert (found.value if found else None) == author


def test_a_part_of_a_page_is_shown_like_the_whole() -> None:
    text = "<p>The <b>lib&shy;rary</b>\n of &quot;Ostrand&quot; <span class='dropcap'>W</span> ill open"
    whole = rendered(text, Span(0, len(text)), "text/html")
    assert whole.text == 'The library of "Ostrand" Will open'
    for start in range(len(whole.text)):
        for end in range(start + 1, len(whole.text) + 1):
            part = rendered(text, whole.source_span(start, end), "text/html")
            assert part.text.split() == whole.text[start:end].split()
