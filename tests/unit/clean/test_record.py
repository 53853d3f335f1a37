"""Whole records: what becomes title, body and noise, what the record says about itself, and its status."""

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.article import CleanArticle
from presspack.clean.html_preview import segments_page
from presspack.clean.record import body_words, clean_record
from presspack.config import CleanSettings

BODY = [
    "The council of the harbour town met on Monday and decided to repair the old bridge before the winter comes.",
    "The mayor said that the work would cost two million, and that the money had been put aside in the spring.",
    "Shop owners on the other bank have waited for this since the flood, when the crossing was closed to lorries.",
    "A first part of the road is to be opened in May, while the rest of it will follow at the end of the year.",
]
TITLE = "Harbour council decides to repair the old bridge"


def text(*lines: str) -> CleanArticle:
    return clean_record(RawRecord("a.txt", 1, "\n\n".join(lines).encode(), "text/plain"))


def page(html: str, **hints: str) -> CleanArticle:
    return clean_record(RawRecord("a.html", 1, html.encode(), "text/html", hints=hints))


def words(article: CleanArticle, kind: str, reason: str | None = None) -> list[str]:
    return [s.span.of(article.text) for s in article.segments if s.kind == kind and (not reason or s.reason == reason)]


def value(found: object) -> str | None:
    return getattr(found, "value", None)


PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE} | Port Gazette</title>
<meta property="og:site_name" content="Port Gazette"><meta name="author" content="By ANN LEE, Port Gazette">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2021-11-02T08:00:00+06:00"}}</script>
</head><body class="single aside"><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<div class="article-body"><h1>{TITLE}</h1><p class="byline">By Ann Lee</p>
{"".join(f"<p>{line}</p>" for line in BODY[:2])}
<figure><img src="x.jpg"><figcaption>The bridge in April. Photo: Jo Doe</figcaption></figure>
<div class="share-bar">Share this on every network you know and love, dear reader</div>
{"".join(f"<p>{line}</p>" for line in BODY[2:])}</div>
<div id="comments"><h3>3 comments</h3><p>I do not think that this is a good idea at all, since we have no money for it.</p></div>
<footer>© 2021 Port Gazette Ltd. All rights reserved.</footer></body></html>"""


def test_a_page_gives_its_article_and_what_it_declares() -> None:
    article = page(PAGE)
    assert body_words(article).split("\n") == BODY
    assert (value(article.title), value(article.outlet), value(article.author)) == (TITLE, "Port Gazette", "Ann Lee")
    assert article.published_on is not None
    assert (article.published_on.value, article.published_on.source) == ("2021-11-02", "stated")
    assert (article.language, article.status) == ("en", "used")
    assert words(article, "title") == [TITLE]
    assert words(article, "caption") == ["The bridge in April. Photo: Jo Doe"]
    reasons = {s.reason for s in article.segments if s.kind == "noise"}
    assert {"navigation", "share", "comments", "markup"} <= reasons


def test_a_capture_gives_its_article_and_what_stands_around_it() -> None:
    article = text("Home", "Sport", TITLE, "By Ann Lee", "2 November 2021 18:45", *BODY[:2], "Photo: Jo Doe / Port Gazette",
                   "Read also: The flood of last year", *BODY[2:], "Add comment", "© 2021 Port Gazette. All rights reserved.")  # fmt: skip
    assert body_words(article).split("\n") == BODY
    assert (value(article.title), value(article.author), value(article.outlet)) == (TITLE, "Ann Lee", "Port Gazette")
    assert (value(article.published_on), article.published_on and article.published_on.rule) == (
        "2021-11-02",
        "date_line",
    )
    assert words(article, "caption") == ["Photo: Jo Doe / Port Gazette"]
    assert words(article, "byline") == ["By Ann Lee"]


def test_a_dateline_is_a_segment_of_its_own_and_its_agency_the_outlet() -> None:
    article = text(TITLE, "PORT VALE. COASTNEWS - " + BODY[0], BODY[1] + " Coastnews reports.", *BODY[2:])
    assert words(article, "dateline") == ["PORT VALE. COASTNEWS -"]
    assert value(article.outlet) == "Coastnews"
    assert body_words(article).startswith("PORT VALE. COASTNEWS -\nThe council")


def test_an_interview_keeps_who_speaks_and_a_paragraph_goes_on_with_its_turn() -> None:
    article = text(TITLE, BODY[0], "Port Times: Why now, and what will it cost us?", "Jo Doe: " + BODY[1], BODY[2],
                   "PT: When will it be done?", "JD: " + BODY[3])  # fmt: skip
    spoken = [(s.kind, s.speaker) for s in article.segments if s.kind in ("question", "answer", "speaker")]
    assert spoken == [
        ("speaker", "Port Times"), ("question", "Port Times"), ("speaker", "Jo Doe"), ("answer", "Jo Doe"), ("answer", "Jo Doe"),
        ("speaker", "PT"), ("question", "PT"), ("speaker", "JD"), ("answer", "JD"),
    ]  # fmt: skip
    assert value(article.outlet) == "Port Times"


def test_questions_without_labels_give_the_person_introduced_as_speaker() -> None:
    lines = ["We talk about the bridge with the engineer Jo Doe."]
    for line in BODY:
        lines += ["What will happen to the bridge this year?", line + " " + BODY[0]]
    article = text(TITLE, *lines)
    assert {s.speaker for s in article.segments if s.kind == "answer"} == {"Jo Doe"}
    assert len(words(article, "question")) == 4


def test_a_colon_in_running_text_makes_no_interview() -> None:
    article = text(TITLE, "The council agreed: " + BODY[0], "Cost: " + BODY[1], *BODY[2:])
    assert not words(article, "speaker")


@pytest.mark.parametrize(
    ("record", "status", "reason"),
    [
        (RawRecord("a.txt", 1, b"", "text/plain"), "empty", "no_text"),
        (RawRecord("a.txt", 1, b" \n\xc2\xa0\n", "text/plain"), "empty", "no_text"),
        (RawRecord("a.txt", 1, b"Home\nSport\nContact\nLogin\n", "text/plain"), "empty", "no_article"),
        (RawRecord("a.html", 1, b"<html><ul>" + b"<li><a href=x>A headline of some length here</a>" * 40, "text/html"), "empty", "no_article"),
        (RawRecord("a.txt", 1, b"x", "text/plain", problem="broken_json"), "unreadable", "broken_json"),
        (RawRecord("a.txt", 1, ("Der Rat der Stadt hat am Montag beschlossen, die alte Brücke zu reparieren. " * 8).encode(), "text/plain"),
         "unsupported_language", "language_de"),
    ],
)  # fmt: skip
def test_a_record_that_is_not_used_says_why(record: RawRecord, status: str, reason: str) -> None:
    article = clean_record(record)
    assert (article.status, article.reason) == (status, reason)


def test_a_record_over_the_limit_is_unreadable_and_still_whole() -> None:
    article = clean_record(RawRecord("a.txt", 1, b"word " * 100, "text/plain"), settings=CleanSettings(max_chars=100))
    assert (article.status, article.reason, len(article.segments)) == ("unreadable", "too_large", 1)


@pytest.mark.parametrize(
    ("line", "media_type"), [("word\n", "text/plain"), ("<p>word", "text/html"), ("- [a](b)\n", "text/markdown")]
)
def test_a_heap_of_short_lines_is_unreadable_and_costs_nothing(line: str, media_type: str) -> None:
    text = "<html>" * (media_type == "text/html") + line * 101
    article = clean_record(RawRecord("a", 1, text.encode(), media_type), settings=CleanSettings(max_lines=100))
    assert (article.status, article.reason, len(article.segments)) == ("unreadable", "too_many_lines", 1)
    assert clean_record(RawRecord("a", 1, text.encode(), media_type)).reason != "too_many_lines"


def test_fields_of_the_capture_win_and_are_marked_as_hints() -> None:
    article = page(PAGE, title="Another title", outlet="Port Gazette", published_on="2 November 2021", author="Jo Doe")
    assert (value(article.title), article.title and article.title.rule) == ("Another title", "hint")
    assert article.outlet is not None
    assert article.outlet.rule == "meta og:site_name"
    assert article.published_on is not None
    assert article.published_on.source == "stated"
    assert value(article.author) == "Jo Doe"


def test_a_page_named_txt_is_read_as_a_page_and_a_text_named_html_as_text() -> None:
    article = clean_record(RawRecord("a.txt", 1, PAGE.encode(), "text/plain"))
    assert (article.media_type, body_words(article).split("\n")) == ("text/html", BODY)
    article = clean_record(RawRecord("a.html", 1, "\n\n".join([TITLE, *BODY]).encode(), "text/html"))
    assert (article.media_type, body_words(article).split("\n")) == ("text/plain", BODY)


def test_a_hard_wrapped_text_has_paragraphs_not_lines() -> None:
    import textwrap

    paragraphs = [" ".join(BODY), " ".join(reversed(BODY)), " ".join(BODY[1:])]
    article = text(TITLE, *(textwrap.fill(paragraph, 72) for paragraph in paragraphs))
    assert [len(s.span.of(article.text).split()) for s in article.body()] == [len(p.split()) for p in paragraphs]


def test_a_line_in_another_script_is_noise() -> None:
    article = text(TITLE, *BODY[:2], "Фотография из открытых источников", *BODY[2:])
    assert body_words(article).split("\n") == BODY
    assert words(article, "noise", "other_language")


def test_the_page_of_segments_escapes_everything_and_loses_nothing() -> None:
    article = page(PAGE.replace("winter", "winter <b>&amp;</b> \u202e\x01"))
    shown = segments_page(article)
    assert "<script" not in shown.split("</style>")[1]
    assert "[U+202E]" in shown
    assert "[U+0001]" in shown
    assert shown.count("<span class=") >= len(article.segments)
