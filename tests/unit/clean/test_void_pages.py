"""Errors, consent walls and lists of articles are empty with the reason; articles about such things are used."""

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.record import clean_record

STORY = (
    "The council of Brenholm approved a plan for 400 new homes on Tuesday, after a debate that lasted until midnight.",
    "Opponents say that the meadow floods every spring, and they have asked the county for a new survey of the river.",
    "Building is to begin in March of next year, if the county does not object before the end of the autumn.",
)


def page(title: str, *paragraphs: str, inner: str = "") -> RawRecord:
    body = inner or "".join(f"<p>{words}</p>" for words in paragraphs)
    html = f"<html><head><title>{title} | Brenholm Post</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    return RawRecord("a.html", 1, html.encode(), "text/html")


def outcome(record: RawRecord) -> tuple[str, str | None]:
    article = clean_record(record)
    return article.status, article.reason


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Page not found", "Sorry, the page you are looking for has been moved or no longer exists on our site. Please check the address, or go back to the homepage and try a search there."),
        ("404", "We can't find the page you requested, and we are sorry for that. It may have been removed, or the link that you followed is a broken link from another site."),
        ("Access denied", "You don't have permission to access this resource on this server. If you think that this is a mistake, send us a message with the number below and we will look at it."),
        ("Just a moment...", "Checking your browser before you reach the site, which takes up to five seconds. Please enable JavaScript and cookies to continue. This security service protects us from robots."),
        ("Unavailable", "We are sorry, but this content is not open in your region, and you cannot read it. Our lawyers say that rules of the European Economic Area apply to you. Please try again later."),
    ],
)  # fmt: skip
def test_an_error_is_no_article(title: str, words: str) -> None:
    assert outcome(page(title, *words.split(". "))) == ("empty", "error_page")


def test_a_consent_wall_is_no_article() -> None:
    wall = (
        "We and our 214 partners store information on your device and read it, such as identifiers in cookies.",
        "With your consent we process personal data to show you personalised ads and to measure how they do.",
        "You can change your preferences or withdraw at any time on the page about privacy of our site.",
    )
    assert outcome(page("Before you go on", *wall)) == ("empty", "consent_wall")


@pytest.mark.parametrize(
    "teaser", ["<h3><a href='/{n}'>{t}</a></h3><p>{p}</p>", "<div><a href='/{n}'>{t}</a><p>{p}</p></div>"]
)
def test_a_list_of_other_articles_is_no_article(teaser: str) -> None:
    items = "".join(
        f"<li>{teaser.format(n=n, t=f'Headline of the story number {n}', p=STORY[n % 3])}</li>" for n in range(9)
    )
    assert outcome(page("Latest news", inner=f"<ul>{items}</ul>")) == ("empty", "index_page")


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Homes on the meadow", STORY),
        ("404 homes for Brenholm", STORY),
        ("Not found: the lost bell of Brenholm", STORY),
        ("Access denied to ferry passengers", STORY),
        ("New rules on cookies", (
            "The ministry fined three publishers on Monday because their cookies followed readers without consent.",
            "The regulator said that the companies had shared personal data with 800 partners since last summer.",
            "Publishers now have until the spring to change the settings of their banners, minister Eva Holt said.",
        )),
    ],
)  # fmt: skip
def test_an_article_about_such_things_is_used(title: str, paragraphs: tuple[str, ...]) -> None:
    assert outcome(page(title, *paragraphs)) == ("used", None)


def test_an_article_with_links_to_others_between_its_paragraphs_is_used() -> None:
    inner = "".join(f"<p>{words}</p>" for words in STORY) + "<p><a href='/x'>Read also: the river rises again</a></p>"
    inner += "".join(f"<p>{words.replace('Tuesday', 'Friday')} Nobody objected in the end.</p>" for words in STORY)
    assert outcome(page("Homes on the meadow", inner=inner)) == ("used", None)
