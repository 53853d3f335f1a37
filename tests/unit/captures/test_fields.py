"""Fields of rows are found by the names that news services and archives give them."""

import json
from datetime import date, datetime

import pytest

from presspack.captures.fields import as_date, as_text, field_record, hints_of, is_html, plain, words_of
from presspack.captures.records import RawRecord, Source
from presspack.config import Limits

WORDS = "The bridge over the Tarn will be closed until June, the mayor said on Friday."


def record(row: dict[str, object], **fields: str) -> RawRecord:
    return field_record(row, Source("a.json", limits=Limits(), fields=fields), json.dumps(row, default=str).encode())


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "Body",
        "CONTENT",
        "full_text",
        "fullText",
        "bodyText",
        "maintext",
        "cleaned_text",
        "raw_content",
        "story",
    ],
)
def test_a_text_is_found_whatever_the_case_and_marks_of_its_name(name: str) -> None:
    found = record({"id": 5, name: WORDS})
    assert (found.payload.decode(), found.media_type, found.text_source) == (WORDS, "text/plain", "field")


@pytest.mark.parametrize(
    "name", ["publishedAt", "pubDate", "webPublicationDate", "datePublished", "date_publish", "issued", "created_at"]
)
def test_a_day_of_publication_is_found_by_the_names_it_goes_by(name: str) -> None:
    assert hints_of({name: "2020-02-03T10:00:00Z", "modified": "2024-01-01"}, {})["published_on"].startswith(
        "2020-02-03"
    )


def test_the_day_of_publication_wins_over_those_of_creation_and_change() -> None:
    row = {"updated_at": "2023-01-01", "created": "2022-01-01", "published": "2021-01-01", "seendate": "2020-01-01"}
    assert hints_of(row, {})["published_on"] == "2021-01-01"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1583226000, "2020-03-03"),
        (1583226000000, "2020-03-03"),
        (1583226000.5, "2020-03-03"),
        ("1583226000", "2020-03-03"),
        ({"$date": "2020-03-03T09:00:00Z"}, "2020-03-03T09:00:00Z"),
        ({"$date": {"$numberLong": "1583226000000"}}, "2020-03-03"),
        ("/Date(1583226000000+0100)/", "2020-03-03"),
        ("20200303090000", "2020-03-03"),
        ([2020, 3, 3, 9, 0], "2020-03-03"),
        (datetime(2020, 3, 3, 9), "2020-03-03T09:00:00"),
        (date(2020, 3, 3), "2020-03-03"),
        ("Tue, 03 Mar 2020 09:00:00 GMT", "Tue, 03 Mar 2020 09:00:00 GMT"),
        (None, ""),
        (True, ""),
        (float("nan"), ""),
        (99**99, str(99**99)[:1000]),
    ],
)
def test_a_day_is_read_from_numbers_and_objects(value: object, told: str) -> None:
    assert as_date(value) == told


def test_an_object_is_read_by_what_names_its_value() -> None:
    row = {
        "title": {"rendered": "A &amp; B"},
        "byline": {"original": "By Ann Lee"},
        "source": {"id": 1, "name": "Post"},
    }
    assert hints_of(row, {}) == {"title": "A & B", "author": "Ann Lee", "outlet": "Post"}
    assert as_text([{"firstname": "Ann", "lastname": "Lee"}, {"name": "Bo Ek"}, 7]) == "Ann Lee, Bo Ek"


def test_paragraphs_in_a_list_are_one_text() -> None:
    assert words_of([{"type": "text", "content": "One."}, "Two.", {"type": "image", "url": "x"}]) == "One.\n\nTwo."


def test_fields_within_objects_of_the_article_are_found_and_those_of_others_are_not() -> None:
    row = {
        "_source": {"headline": "T", "maintext": WORDS},
        "source": {"description": "We are a paper of the north. " * 9},
    }
    found = record(row)
    assert (found.payload.decode(), found.hints["title"]) == (WORDS, "T")


def test_named_fields_take_the_place_of_the_usual_ones_also_by_path() -> None:
    row = {"text": "no", "inner": {"volltext": WORDS}, "titel": "T", "wann": "2020-01-01", "date": "1999-01-01"}
    found = record(row, text="inner.volltext", title="titel", published_on="wann")
    assert (found.payload.decode(), dict(found.hints)) == (WORDS, {"title": "T", "published_on": "2020-01-01"})


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ({"description": WORDS}, "summary_only"),
        ({"content": WORDS + "… [+812 chars]", "description": "x"}, "cut_off"),
        ({"content": WORDS, "description": WORDS * 2}, None),
        ({"content": "x", "summary": WORDS}, "summary_only"),
    ],
)
def test_a_summary_or_a_text_that_was_cut_says_so(row: dict[str, object], note: str | None) -> None:
    found = record(row)
    assert (found.note, found.problem) == (note, None)


def test_html_in_a_text_is_read_as_html_and_references_in_a_plain_text_are_decoded() -> None:
    assert record({"text": f"<p>{WORDS}</p>"}).media_type == "text/html"
    found = record({"text": "Salt &amp; Sea &#8211; " + WORDS})
    assert (found.payload.decode(), found.text_source) == ("Salt & Sea – " + WORDS, "rendered")


@pytest.mark.parametrize("words", ["a < b and b > c", "if <b is", "AT&T; x", "<http://a.example>"])
def test_signs_alone_are_no_html(words: str) -> None:
    assert not is_html(words)


def test_a_row_without_a_text_is_a_problem_with_an_identity() -> None:
    found = record({"title": "T", "url": "http://a"})
    assert (found.problem, found.payload) == ("no_text_field", b'{"title": "T", "url": "http://a"}')


def test_a_deep_or_wide_row_ends() -> None:
    deep: dict[str, object] = {}
    for _ in range(500):
        deep = {"data": deep, "x": 1}
    assert record(deep).problem == "no_text_field"
    assert record({f"k{n}": {"k": n} for n in range(100_000)}).problem == "no_text_field"


def test_names_are_compared_without_case_and_marks() -> None:
    assert plain("Pub_Date") == plain("pubDate") == plain("PUB DATE")
