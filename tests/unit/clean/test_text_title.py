"""The title of a capture: by its words, by what stands under it, and not what merely looks like one."""

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.blocks import Block
from presspack.clean.record import clean_record
from presspack.clean.text_title import is_head, title_score

BODY = """The council of the harbour town met on Monday and decided to repair the old bridge before the winter comes.

The mayor said that the work would cost two million, and that the money had been put aside in the spring.

Shop owners on the other bank have waited for this since the flood, when the crossing was closed to lorries."""
TITLE = "Harbour council decides to repair the old bridge"


def title(above: str, below: str = "") -> str | None:
    found = clean_record(RawRecord("a.txt", 1, f"{above}\n\n{BODY}\n\n{below}".encode(), "text/plain")).title
    return found.value if found else None


@pytest.mark.parametrize(
    "above",
    [
        f"{TITLE}",
        f"Home\nSport\n\n{TITLE}\n\nBy Ann Lee\n\n2 November 2021",
        f"Home\nSport\n\nHome » News » {TITLE}\n\n{TITLE}\n\n2 November 2021",
        f"Home\nSport\n\nBridges\n\n{TITLE}\n\nThe work will cost two million and is to be done before the winter comes, the mayor said\n\nAnn Lee\n\n2 November 2021",
        f"Home\nSport\n\nCouncil of the harbour town to meet on Monday\nFlood closes the bridge to lorries\n\n{TITLE}\n\nBy Ann Lee\n2 November 2021",
        f"Home\nSport\n\n{TITLE}\n\nBy Ann Lee\n\nRelated stories\n\nThe old bridge was closed by the flood",
    ],
    ids=["alone", "byline and date", "trail of sections", "standfirst", "list of headlines above", "teaser below"],
)
def test_the_title_is_found_among_what_stands_above_the_body(above: str) -> None:
    assert title(above) == TITLE


def test_a_menu_alone_gives_no_title() -> None:
    assert title("Home\nSport\nWeather forecast for Tuesday evening") is None


@pytest.mark.parametrize(
    ("worse", "better"),
    [(TITLE + ".", TITLE), ("News » " + TITLE, TITLE), (TITLE + "The mayor", TITLE), (f"({TITLE})", TITLE), ("Bridges", TITLE)],
)  # fmt: skip
def test_a_line_that_looks_less_like_a_title_scores_less(worse: str, better: str) -> None:
    assert title_score(worse, 0.5, 2) < title_score(better, 0.5, 2)


@pytest.mark.parametrize(
    ("line", "head"), [("By Ann LeePORTGazette", True), ("2 November 2021", True), ("Bye-bye to the old bridge", False)]
)
def test_dates_and_bylines_stand_under_titles(line: str, head: bool) -> None:
    assert is_head(Block(0, len(line), line)) is head


def test_the_name_of_who_asks_is_no_title() -> None:
    """An interview opens with the paper's name; so does each question, which makes its words the body's own."""
    asked = "Harbour Daily: Who pays for it?\n\nAnn Lee: The council put the money aside in the spring of that year."
    found = title(f"Harbour Daily\n\nNews | Sport | Opinion\n\n{TITLE}\n\nAnn Lee\n2 November 2021", asked)
    assert found == TITLE


def test_credits_in_brackets_leave_the_last_paragraph_in_the_body() -> None:
    last = "Lorries will take the new road from Monday, the port authority said. (Reporting by A. Bell; editing by C. Dunn)"
    text = f"{TITLE}\n{BODY}\n{last}\nHarbour Press 2021 - Reproduction prohibited\n"
    article = clean_record(RawRecord("a.txt", 1, text.encode(), "text/plain"))
    assert article.text[article.body()[-1].start : article.body()[-1].end] == last
