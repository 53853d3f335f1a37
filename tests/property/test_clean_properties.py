"""Whatever the bytes: cleaning never fails, loses no character, and every offset leads to the words it is said to hold."""

import random
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from presspack.base.spans import Span
from presspack.captures.html_tokenizer import tokens
from presspack.captures.records import RawRecord
from presspack.captures.rendering import rendered
from presspack.clean.article import CleanArticle
from presspack.clean.record import body_words, clean_record
from presspack.documents.document import BODY_KINDS

WORDS = ["The council met on Monday and decided to repair the old bridge. ", "word", "By Ann Lee", "2 May 2021", "Why is that so?",
         "OSLO (NTB) - ", "Jo Doe: ", "© 2021 Port", "Read also: x", "\n", "\n\n", " ", "\xa0", "\u202e", "\x00", "ж", "😀", "\ufeff", "«»"]  # fmt: skip
TAGS = ["<p>", "</p>", "<div class='share'>", "</div>", "<h1>", "</h1>", "<br>", "<a href=x>", "</a>", "<ul><li>", "<script>", "</script>",
        "<!--", "-->", "&amp;", "&#65;", "&nbsp", "<b>", "</b>", "<figure><figcaption>", "<", ">", "<a b=\"", "'", "<table><tr><td>",
        "<blockquote>", "<title>", "</title>", "<meta property='og:title' content='x y'>", "<span class='caption'>", "</span>"]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
pages = st.lists(st.sampled_from(WORDS + TAGS), max_size=80).map("".join)


def cleaned(payload: bytes, media_type: str) -> CleanArticle:
    return clean_record(RawRecord("x", 1, payload, media_type))


def assert_whole(article: CleanArticle) -> None:
    """Every character is in one segment, body words are what their spans hold, metadata stand where they say."""
    assert "".join(segment.span.of(article.text) for segment in article.segments) == article.text
    assert [s.start for s in article.segments[1:]] == [s.end for s in article.segments[:-1]]
    assert all(s.start < s.end for s in article.segments)
    for segment in article.segments:
        if segment.kind == "title" or segment.kind in BODY_KINDS:
            shown = rendered(article.text, segment.span, article.media_type)
            assert shown.text.strip() == shown.text != ""
            assert shown.source_span(0, len(shown.text)) == segment.span
        assert (segment.reason is not None) == (segment.kind == "noise")
    assert body_words(article).count("\n") >= len(article.body()) - 1
    for found in (article.title, article.outlet, article.author, article.published_on):
        assert found is None or found.span is None or 0 <= found.span.start < found.span.end <= len(article.text)


@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html"]))
def test_any_bytes_are_cleaned(payload: bytes, media_type: str) -> None:
    assert_whole(cleaned(payload, media_type))


@given(texts)
def test_any_text_is_cleaned(text: str) -> None:
    assert_whole(cleaned(text.encode(), "text/plain"))


@given(pages)
@example("&nbspThe council met on Monday and decided to repair the old bridge. ")
def test_any_page_is_cleaned(page: str) -> None:
    assert_whole(cleaned(f"<html>{page}".encode(), "text/html"))


@given(pages)
def test_tokens_touch_and_cover_a_page(page: str) -> None:
    assert "".join(page[token.start : token.end] for token in tokens(page)) == page


@given(pages, st.data())
def test_every_part_of_a_rendering_leads_back_to_its_source(page: str, data: st.DataObject) -> None:
    shown = rendered(page, Span(0, len(page)), "text/html")
    if shown.text:
        start = data.draw(st.integers(0, len(shown.text) - 1))
        end = data.draw(st.integers(start + 1, len(shown.text)))
        source = shown.source_span(start, end)
        assert 0 <= source.start < source.end <= len(page)
        whole = shown.source_span(0, len(shown.text))
        assert whole.contains(source)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_the_encoding_does_not_change_the_segments(parts: list[str], encoding: str) -> None:
    text = "\ufeff" + "".join(parts).replace("\x00", "").replace("\ufeff", "")
    plain = cleaned(text.encode("utf-8"), "text/plain")
    other = cleaned(text[1:].encode(encoding) if encoding != "utf-8" else text.encode(), "text/plain")
    assert (other.text, other.segments) == (plain.text, plain.segments)


def mutations(page: bytes, count: int) -> list[bytes]:
    """Return copies of a page with bytes cut, doubled, swapped or spoilt, the same each time."""
    chance = random.Random(11)
    made = []
    for _ in range(count):
        copy = bytearray(page)
        for _ in range(chance.randrange(1, 12)):
            start = chance.randrange(len(copy))
            end = min(len(copy), start + chance.randrange(1, 200))
            how = chance.randrange(4)
            if how == 0 and len(copy) > 400:
                del copy[start:end]
            elif how == 1:
                copy[start:start] = copy[start:end]
            elif how == 2:
                copy[start] = chance.randrange(256)
            else:
                copy[start:end] = bytes(reversed(copy[start:end]))
        made.append(bytes(copy))
    return made


def test_spoilt_pages_are_cleaned() -> None:
    line = b"<p>The council of the <b>harbour</b> town met on Monday &amp; decided to repair the old bridge before winter.</p>"
    page = b"<!doctype html><html><head><title>Old bridge</title></head><body><nav><a href='/'>Home</a></nav><h1>Old bridge</h1>"
    page += line * 8 + b"<script>var a = '<p>';</script><!-- x --><div id=comments><p>No.</p></div></body></html>"
    for mutated in mutations(page, 150):
        assert_whole(cleaned(mutated, "text/html"))
        assert_whole(cleaned(mutated, "text/plain"))


HOSTILE: dict[str, tuple[str, Callable[[int], str]]] = {
    "deep nesting": ("text/html", lambda n: "<div>" * n + "x"),
    "inline left open between blocks": ("text/html", lambda n: "<i><div>" + "<b>" * n + "</i>" * n),
    "many paragraphs": ("text/html", lambda n: "<html>" + "<p>a" * n),
    "tags without end": ("text/html", lambda n: "<html>" + "<a " * n),
    "quotes without end": ("text/html", lambda n: "<html>" + '<a b="' * n),
    "brackets in quotes": ("text/html", lambda n: "<html>" + '<a b=">"' * n),
    "scripts without end": ("text/html", lambda n: "<html>" + "<script>" * n),
    "hidden elements without end": ("text/html", lambda n: "<html>" + "<noscript><svg>" * n),
    "comments without end": ("text/html", lambda n: "<html>" + "<!--" * n),
    "character references": ("text/html", lambda n: "<html><p>" + "&amp;" * n),
    "one long reference": ("text/html", lambda n: "<html><p>&#" + "1" * n + ";"),
    "attributes": ("text/html", lambda n: "<html><div " + "a=b " * n + ">x"),
    "white space": ("text/html", lambda n: "<html><p>a" + " \n" * n + "b"),
    "nested lists": ("text/html", lambda n: "<html>" + "<ul><li>x" * n),
    "nested data": ("text/html", lambda n: '<html><script type="application/ld+json">' + "[" * n + "</script>"),
    "declared titles": ("text/html", lambda n: "<html>" + '<meta property="og:title" content="x y">' * n),
    "short lines": ("text/plain", lambda n: "a\n" * n),
    "one line": ("text/plain", lambda n: "word and " * n),
    "capitals": ("text/plain", lambda n: "A" * n),
    "names": ("text/plain", lambda n: "By " + "Aa Bb, " * n),
    "turns": ("text/plain", lambda n: "A: b?\n" * n),
    "dates": ("text/plain", lambda n: "1 January 2001\n" * n),
    "numbers": ("text/plain", lambda n: "1.1.2001 " * n),
    "direction characters": ("text/plain", lambda n: "\u202eabc \u2066" * n),
    "null characters": ("text/plain", lambda n: "a\0" * n),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_work_grows_with_size_and_no_faster(name: str, work: Callable[..., int]) -> None:
    """Eight times the size takes far fewer than the 64 times as many calls that a quadratic step would."""
    media_type, made = HOSTILE[name]
    small, large = (work(cleaned, made(size).encode(), media_type) for size in (1_000, 8_000))
    assert large < 12 * small + 1_000
    assert_whole(cleaned(made(8_000).encode(), media_type))


@settings(max_examples=25)
@given(st.integers(2, 400))
def test_copies_of_a_paragraph_do_not_hide_an_article(count: int) -> None:
    """Long and short articles of the same kind are both read whole."""
    lines = [
        f"On day {i} the council met again and it was said that the bridge would be closed for the winter."
        for i in range(count)
    ]
    article = cleaned("\n\n".join(["Council meets about the bridge", *lines]).encode(), "text/plain")
    assert body_words(article).split("\n") == lines
