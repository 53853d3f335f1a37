"""The word lists of cleaning agree with the vocabularies that users see, and say what they are for."""

import csv
import re
from pathlib import Path

import pytest

from presspack.clean.layout import BYLINE, CAPTION
from presspack.clean.line_kinds import byline, foreign_lines, is_person, line_noise
from presspack.clean.word_lists import page_noise, rows
from presspack.documents.document import BODY_KINDS, TITLE

VOCABULARIES = Path(__file__).parents[3] / "schemas" / "vocabularies"


def codes(name: str) -> set[str]:
    with (VOCABULARIES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"] for row in csv.DictReader(stream)}


def test_every_reason_is_in_the_vocabulary_and_every_code_is_given() -> None:
    listed = {row["reason"] for row in rows("page_words.csv")} | {row["reason"] for row in rows("line_words.csv")}
    given = (listed - {"body", BYLINE, CAPTION}) | {
        "white_space",
        "markup",
        "boilerplate",
        "other_language",
        "export_field",
        "binary",
        "too_large",
    }
    assert given == codes("noise_reasons")


def test_every_kind_is_in_the_vocabulary() -> None:
    assert BODY_KINDS | {TITLE, BYLINE, CAPTION, "noise"} == codes("segment_kinds")


def test_the_patterns_of_lines_compile_and_match_at_one_place_or_anywhere() -> None:
    for row in rows("line_words.csv"):
        re.compile(row["pattern"], re.IGNORECASE)
        assert 5 <= int(row["max_chars"]) <= 1000


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Add comment", "comments"),
        ("No comments:", "comments"),
        ("12 Comments", "comments"),
        ("river_rat says:", "comments"),
        ("Source link", "source_line"),
        ("Read also: Ferry fares to rise", "related"),
        ("Related articles", "related"),
        ("Facebook Twitter Telegram", "share"),
        ("Photo: J. Doe / Coastnews", "caption"),
        ("USD 421.58", "rates_weather"),
        ("Port Vale +7 °C", "rates_weather"),
        ("This website uses cookies to improve your visit.", "overlay"),
        ("© 2021 Port Gazette", "copyright"),
        ("Sign up for our newsletter", "subscription"),
        ("Advertisement", "advertisement"),
        ("SponsoredGarden chairs at half the price", "advertisement"),
        ("ADVERTISEMENTRead the new catalogue", "advertisement"),
        ("3 min read", "date"),
        ("Tags: bridge, winter", "tags"),
        ("Careers, opens new tab", "navigation"),
        ("To Read the Full Story", "subscription"),
        ("858shares", "share"),
        ("Share to LinkedIn Share to Twitter", "share"),
        ("The bridge before the flood [File: Coastnews]", "caption"),
        ("Jo Doe, AFP", "caption"),
        ("(With inputs from agencies)", "author_note"),
        ("Ann Lee contributed to this report.", "author_note"),
        ("Join our WhatsApp channel for alerts", "subscription"),
        ("Leia também: a ponte nova", "related"),
        ("He told Reuters that the bank, AP reported, would close its file on the sale.", None),
        ("The mayor said that nobody had asked her to comment on the photo.", None),
        ("Advertisements for the ferry were taken down on Friday.", None),
        ("Share prices fell on Monday, and the bank closed its doors at noon.", None),
        ("Home is where the harbour is, the old captain used to say.", None),
    ],
)
def test_a_line_is_noise_by_its_words(line: str, reason: str | None) -> None:
    assert line_noise(line) == reason


@pytest.mark.parametrize(
    ("name", "label", "reason"),
    [
        ("nav", "--", "navigation"),
        ("div", "-share-bar-", "share"),
        ("div", "-story-body-", None),
        ("div", "-shared-content-", None),
        ("p", "-photo-caption-", "caption"),
        ("aside", "-x-", "aside"),
    ],
)
def test_an_element_is_noise_by_its_name_or_a_whole_word_of_its_label(
    name: str, label: str, reason: str | None
) -> None:
    assert page_noise(name, label) == reason


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By Ann Lee and Jo de Doe, Port Gazette", "Ann Lee and Jo de Doe"),
        ("By Ann Lee Updated Nov 3, 2021", "Ann Lee"),
        ("By Ann LeePORTGazette", None),
        ("by Ann Lee", "Ann Lee"),
        ("Posted by Ann Lee on November 3, 2021", "Ann Lee"),
        ("Reported by Ann Lee", "Ann Lee"),
        ("By and large this is so", None),
        ("By Monday", None),
    ],
)
def test_a_byline_gives_the_name_alone(line: str, name: str | None) -> None:
    assert byline(line) == name


@pytest.mark.parametrize(
    ("line", "person"), [("Ann Lee", True), ("Ann B. Lee", True), ("Harbour news today", False), ("ANN", False)]
)
def test_a_name_alone_in_a_line_is_told(line: str, person: bool) -> None:
    assert is_person(line) is person


def test_a_foreign_line_is_one_in_another_script_than_the_rest() -> None:
    assert foreign_lines(
        ["A line in English that is much longer than the foreign one under it, as captures have them", "Фото автора"]
    ) == [False, True]
    assert foreign_lines(["Фото автора", "Ещё одна строка", "English"]) == [False, False, False]
