"""What a reader sees of a page, and the way back to its source."""

import pytest

from presspack.base.spans import Span
from presspack.captures.html_tokenizer import tokens
from presspack.captures.rendering import rendered, tight


def shown(page: str) -> str:
    return rendered(page, Span(0, len(page)), "text/html").text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("plain words", "plain words"),
        ("  two \n\t words  ", "two words"),
        ("<b>bold</b> and <i>italic</i>", "bold and italic"),
        ("one <b> two</b>", "one two"),
        ("one<br>two", "one\ntwo"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("A &amp; B &lt;c&gt; &#65;&#x42;", "A & B <c> AB"),
        ("caf&eacute; &nbsp;x", "café \xa0x"),
        ("AT&T &unknown; &", "AT&T &unknown; &"),
        ("&#0; &#99999999;", "\ufffd \ufffd"),
        ("a <!-- hidden -->b", "a b"),
        ("a<script>var x = '<b>';</script>b", "ab"),
        ("a<style>p {}</style><textarea>t</textarea>b", "ab"),
        ("a<noscript>n</noscript><svg><text>s</text></svg>b", "ab"),
        ("a<noscript>never closed", "anever closed"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a<a href='x>y'>b</a>", "ab"),
        ("a <unclosed b", "a"),
        ("a<!doctype html><?xml ?></ >b", "ab"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_a_page_is_shown_as_a_browser_shows_it(page: str, text: str) -> None:
    assert shown(page) == text


def test_plain_text_is_shown_as_it_is() -> None:
    text = "a  <b> &amp;\n c"
    found = rendered(text, Span(2, 11), "text/plain")
    assert found.text == text[2:11]
    assert found.source_span(1, 4) == Span(3, 6)


def test_words_lead_back_to_their_source() -> None:
    page = "<p>The <b>old</b>   bridge &amp; the&nbsp;river</p>"
    found = rendered(page, Span(0, len(page)), "text/html")
    for words, source in [
        ("old", "old"),
        ("bridge &", "bridge &amp;"),
        ("the\xa0river", "the&nbsp;river"),
        ("old bridge", "old</b>   bridge"),
    ]:
        start = found.text.index(words)
        assert found.source_span(start, start + len(words)).of(page) == source


def test_a_reference_without_its_semicolon_ends_where_its_name_does() -> None:
    page = "<p>&nbspOld &copy2021 &ampsand &nbspx; &word</p>"
    found = rendered(page, Span(0, len(page)), "text/html")
    assert found.text == "\xa0Old ©2021 &sand \xa0x; &word"
    assert found.source_span(1, 4).of(page) == "Old"
    assert tight(page, Span(0, len(page)), "text/html") == (Span(page.index("Old"), page.index("</p>")), found.text[1:])


def test_each_escape_of_embedded_data_is_a_place_of_its_own() -> None:
    page = '<script type="application/ld+json">"\\u00a0\\u0416a\\ud83d\\ude00&nbsp;b"</script>'
    words = Span(page.index("\\u00a0"), page.index('"</'))
    found = rendered(page, words, "text/html")
    assert found.text == " Жa😀\xa0b"
    assert tight(page, words, "text/html")[0].of(page) == "\\u0416a\\ud83d\\ude00&nbsp;b"


def test_the_rendering_depends_on_the_slice_alone() -> None:
    page = "<div>x <i>one &lt; two</i> y</div>"
    start, end = page.index("one"), page.index("</i>")
    inside = rendered(page, Span(start, end), "text/html")
    alone = rendered(page[start:end], Span(0, end - start), "text/html")
    assert inside.text == alone.text == "one < two"
    assert [s - start for s in inside.sources] == list(alone.sources)


@pytest.mark.parametrize(
    "page", ["<", "<a", '<a b="', "</", "<!--", "<script>", "<p>a<", "&#", "<svg>", "<title>x</titl", "<a b='>' c>"]
)
def test_tokens_cover_even_broken_markup(page: str) -> None:
    assert "".join(page[t.start : t.end] for t in tokens(page)) == page
