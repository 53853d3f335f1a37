"""Texts of several articles without labels are divided where each begins; what may be one article stays one."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from presspack.captures.exports import parts_of
from presspack.captures.unlabelled_exports import is_several

TITLES = (
    "Ferry with many people aboard runs aground off Skarn in the dark after a long storm",
    "Two hundred march for a new school",
    "Mine reopens after repairs",
)
DAYS = ("3 February 2019", "4 February 2019", "5 February 2019")
OUTLETS = ("Skarn Tidende", "The Northern Star", "Ore Weekly")


def body(number: int) -> str:
    return (
        "The ferry Aurora ran aground off Skarn on Sunday with 180 people aboard, the coast guard said.\n\n"
        "All of them were brought ashore by noon, and two sailors were treated for cold at the clinic in Skarn.\n\n"
        f"This is report number {number} of the week, and more will follow in the coming days."
    )


def made(form: str, between: str = "\n\n") -> str:
    pieces = [
        form.format(n=number, title=title, day=day, outlet=outlet, text=body(number))
        for number, (title, day, outlet) in enumerate(zip(TITLES, DAYS, OUTLETS, strict=True), 1)
    ]
    return between.join(pieces)


SEVERAL = {
    "numbered": made("{n}. {title}\n\n{text}"),
    "boxed": made("[{n}] {title}\n{outlet}\n{day}\n\n{text}"),
    "below a cover": "Press review\n\n" + made("{n}) {title}\n{outlet}, {day}\n\n{text}"),
    "documents": made("Document {n} of 3\n\n{title}\n\n{text}"),
    "out of three": made("{n}/3\n\n{title}\n\n{text}"),
    "named and numbered": made("ARTICLE {n}: {title}\n\n{text}"),
    "signs": made("#{n}\n{title}\n{day}\n\n{text}"),
    "long rules": made("{title}\n\n{text}", "\n\n" + "=" * 30 + "\n\n"),
    "short rules": made("{title}\n{outlet}, {day}\n\n{text}", "\n\n* * *\n\n"),
    "Markdown": made("# {title}\n\n*{outlet}, {day}*\n\n{text}", "\n\n---\n\n"),
    "pages": made("{title}\n{outlet}\n{day}\n\n{text}", "\n\f\n"),
    "days below titles": made("{title}\n{outlet}, {day}\n\n{text}"),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_each_article_is_a_part_with_its_title_and_body(text: str, ends: str) -> None:
    text = text.replace("\n", ends)
    parts = parts_of(text)
    assert [part.header.hints["title"] for part in parts] == list(TITLES)
    assert (parts[0].start, parts[-1].end) == (0, len(text))
    assert all(one.end == two.start for one, two in pairwise(parts))
    for number, part in enumerate(parts, 1):
        ((start, end),) = part.header.body
        assert " ".join(text[part.start + start : part.start + end].split()) == " ".join(body(number).split())


def test_what_stands_beside_a_day_is_the_outlet() -> None:
    parts = parts_of(SEVERAL["days below titles"])
    assert [(p.header.hints["outlet"], p.header.hints["published_on"]) for p in parts] == list(
        zip(OUTLETS, DAYS, strict=True)
    )


def test_front_matter_one_after_the_other_is_read_with_each_text() -> None:
    text = made('---\ntitle: "{title}"\ndate: {day}\n---\n\n{text}\n')
    parts = parts_of(text)
    assert [text[part.start : part.end].startswith("---\ntitle: ") for part in parts] == [True] * 3
    assert all(not part.header.hints and not part.header.body for part in parts)


def sections(separator: Callable[[int], str]) -> str:
    return f"{TITLES[0]}\n{DAYS[0]}\n\n{body(0)}\n\n" + "\n\n".join(separator(n) + body(n) for n in (1, 2, 3))


ONE = {
    "list": f"Three things to know\n\n{body(0)}\n\n" + made("{n}. {title}\n\n{text}"),
    "sections": sections(lambda _: "* * *\n\n"),
    "numbered sections": sections(lambda n: f"{n}. What came of it\n\n"),
    "pages": "\f".join(f"{OUTLETS[0]}, {DAYS[0]}  page {n}\n\n{body(n)}" for n in (1, 2)),
    "days": sections(lambda n: f"{DAYS[n - 1]}\n\n"),
    "about": f"{TITLES[0]}\n{DAYS[0]}\n\n{body(1)}\n\n{'-' * 40}\n\nAbout the coast guard\n\n{body(2)}",
    "underlined": f"Report\n======\n\n{body(1)}\n\nBackground\n==========\n\n{body(2)}",
    "comments": f"{TITLES[0]}\n{DAYS[0]}\n\n{body(1)}\n\nI was there\nBy: Bo, Mon, {DAYS[1]}\n\n{body(2)}",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_what_may_be_one_article_stays_one(text: str) -> None:
    assert parts_of(text) == []
    assert not is_several(text)


def test_counted_articles_that_cannot_be_told_apart_are_several() -> None:
    text = f"{body(1)}\n\nArticle 2 of 9\n\n{body(2)}\n\nArticle 7 of 9\n\n{body(3)}"
    assert parts_of(text) == []
    assert is_several(text)
