"""What a capture says of itself: who wrote it, who published it and when, wherever sites put it."""

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.article import CleanArticle
from presspack.clean.record import clean_record

TITLE = "Harbour council decides to repair the old bridge"
BODY = [
    "The council of the harbour town met on Monday and decided to repair the old bridge before the winter comes.",
    "The mayor said that the work would cost two million, and that the money had been put aside in the spring.",
    "Shop owners on the other bank have waited for this since the flood, when the crossing was closed to lorries.",
]
STANDFIRST = "The crossing was closed to lorries after the flood of last year"


def cleaned(under: str = "", below: str = "", above: str = "") -> CleanArticle:
    lines = [line for line in ["Home\nSport", above, TITLE, under, *BODY, below] if line]
    return clean_record(RawRecord("a.txt", 1, "\n\n".join(lines).encode(), "text/plain"))


@pytest.mark.parametrize(
    ("under", "author"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("by Ann Lee\n\n2 November 2021", "Ann Lee"),
        ("Posted by Ann Lee on November 2, 2021, 6:21 AM", "Ann Lee"),
        ("Ann Lee - Nov 2, 2021, 8:15 pm CST", "Ann Lee"),
        ("Ann Lee | Published November 2, 2021", "Ann Lee"),
        ("Ann Lee\n\n2 November 2021", "Ann Lee"),
        (f"{STANDFIRST}\n\nBy Ann Lee\n\n2 November 2021", "Ann Lee"),
        ("Port Gazette - 2 November 2021", None),
        ("Port Vale, 2 November 2021", None),
        ("2 November 2021", None),
    ],
)
def test_the_author_is_a_person_whom_the_head_names(under: str, author: str | None) -> None:
    found = cleaned(under).author
    assert (found.value if found else None) == author


@pytest.mark.parametrize(
    "under",
    [
        "2 November 2021",
        f"{STANDFIRST}.\n\nBy Ann Lee\n\n2 Nov 2021 | 6:45 PM",
        "Updated: November 02, 2021 18:45 IST",
        "Tuesday, 02 Nov 2021\n2:10 PM MYT",
        "Last Updated: 2nd November, 2021",
        "Facebook\nTwitter\n\n02-11-2021 18:40",
    ],
)
def test_the_date_is_read_wherever_it_stands_in_the_head(under: str) -> None:
    found = cleaned(under).published_on
    assert found is not None
    assert (found.value, found.source) == ("2021-11-02", "stated")


@pytest.mark.parametrize(
    ("below", "above", "outlet"),
    [
        ("© 2021 Port Gazette. All rights reserved.", "", "Port Gazette"),
        ("© 2021 Coastnews. All rights reserved.\n\nMore\n\n© 2021 Port Gazette", "", "Port Gazette"),
        ("All rights reserved. ©2021 Port Gazette Network, LLC.", "The Port Gazette app", "The Port Gazette"),
        ("Copyright 2021 Port Media Group", "", "Port Media Group"),
        ("Port Gazette © 2021 Harbour Ads, LLC. All rights reserved.", "", "Port Gazette"),
        ("The bridge is older than the copyright law.", "", None),
    ],
)
def test_the_outlet_is_the_owner_of_the_page_by_the_name_it_shows(below: str, above: str, outlet: str | None) -> None:
    found = cleaned("2 November 2021", below, above).outlet
    assert (found.value if found else None) == outlet
