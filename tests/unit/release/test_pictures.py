"""Pictures are drawn from rows alone, say what they show, and take no markup from a name."""

from xml.etree import ElementTree

import pytest

from presspack.release.pictures import events_by_month, figures_by_outlet, month_of, who_to_whom

TITLES = {"posts": "Posts & elections", "force": "Force & protest"}
SPACE = "{http://www.w3.org/2000/svg}"


def texts(picture):
    return [element.text for element in ElementTree.fromstring(picture).iter(f"{SPACE}text")]


def test_bars_stand_by_month_and_group_on_one_scale():
    picture = events_by_month([("posts", "2021-01", 4), ("posts", "2021-03", 2), ("force", "2021-02", 1)], TITLES)
    bars = [e for e in ElementTree.fromstring(picture).iter(f"{SPACE}rect") if e.find(f"{SPACE}title") is not None]
    assert [e.find(f"{SPACE}title").text for e in bars] == ["2021-01: 4", "2021-03: 2", "2021-02: 1"]
    assert [float(e.get("height")) for e in bars] == [34.0, 17.0, 8.5]


def test_many_years_are_put_together_so_that_bars_stay_wide():
    rows = [("posts", f"{year}-06", 1) for year in range(1950, 2024)]
    assert "Events per 24 months" in events_by_month(rows, TITLES)


@pytest.mark.parametrize("draw", [who_to_whom, figures_by_outlet, lambda rows: events_by_month(rows, TITLES)])
def test_without_rows_there_is_no_picture(draw):
    assert draw([]) == ""


def test_names_are_text_and_cut_where_they_are_long():
    picture = who_to_whom([("<script>alert(1)</script>", "A" * 90, 3)])
    assert "<script>" not in picture
    assert any(text.endswith("…") for text in texts(picture))


def test_outlets_beyond_the_tenth_are_one_bar():
    picture = figures_by_outlet([(f"Outlet {n:02}", 30 - n) for n in range(14)])
    assert "4 others" in texts(picture)
    assert texts(picture).count("74") == 1


def test_months_are_counted_from_the_year_nought():
    assert month_of(2021 * 12) == "2021-01"
