"""Dates as pages write them, datelines, and what an undated text gives away."""

import pytest

from presspack.clean.blocks import Block
from presspack.clean.date_inference import inferred_date
from presspack.clean.datelines import Dateline, dateline
from presspack.clean.text_date import date_line
from presspack.clean.written_dates import iso_value, stated_date, written_dates


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("on 2 November 2021", "2021-11-02", None),
        ("November 2, 2021", "2021-11-02", None),
        ("Nov. 2nd 2021", "2021-11-02", None),
        ("2nd of Sept, 2021", "2021-09-02", None),
        ("2021-11-02", "2021-11-02", None),
        ("2021/11/2", "2021-11-02", None),
        ("02.11.2021", "2021-11-02", "day first"),
        ("02/11/2021", "2021-11-02", "day first"),
        ("02/11/2021 6:10 pm", "2021-02-11", "month first"),
        ("02.11.2021 6:10 pm", "2021-11-02", "day first"),
        ("11/22/2021", "2021-11-22", None),
        ("22/11/2021", "2021-11-22", None),
        ("05/05/2021", "2021-05-05", None),
        ("November 2021", "2021-11", None),
        ("March 4, 202412:45 PM", "2024-03-04", None),
        ("20-Nov-2019", "2019-11-20", None),
        ("Tue Nov 02 18:45:00 +0000 2021", "2021-11-02", None),
        ("Tue Nov  2 18:45:00 UTC 2021", "2021-11-02", None),
        ("Tue Nov 2 18:45 2021", "2021-11-02", None),
        ("31 February 2021", None, None),
        ("32.13.2021", None, None),
        ("version 1.2.2021.5", None, None),
        ("May 5", None, None),
        ("March on 2020 Street", None, None),
    ],
)
def test_a_written_date_is_read(text: str, value: str | None, note: str | None) -> None:
    found = next(written_dates(text), None)
    assert (found.value, found.note) == (value, note) if found else value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-11-02T18:45:00+06:00", "2021-11-02"),
        ("20211102", "2021-11-02"),
        ("2021-11-02 18:45", "2021-11-02"),
        ("2021-13-02", None),
        ("2021-11-023", None),
    ],
)
def test_an_iso_date_is_read_as_it_stands(text: str, value: str | None) -> None:
    assert iso_value(text) == value


def test_a_declared_date_may_be_written_out() -> None:
    found = stated_date("Tue, 02 Nov 2021 18:45:00 GMT")
    assert found is not None
    assert found.value == "2021-11-02"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: Tuesday, 2 November 2021, 18:45 GMT", "2021-11-02"),
        ("11.02.2022, 15:52", "2022-02-11"),
        ("By Ann Lee | March 4, 2024 6:20 pm", "2024-03-04"),
        ("The bridge was closed on 2 November 2021 after a long dispute over its foundations.", None),
        ("No date here", None),
    ],
)
def test_a_line_that_is_there_for_its_date_is_told_from_a_sentence(line: str, value: str | None) -> None:
    found = date_line(Block(0, len(line), line))
    assert (found.date.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OSLO (NTB) - The strike", Dateline(12, "OSLO", "NTB")),
        ("PORT VALE. HARBOUR NEWS - The", Dateline(25, "PORT VALE", "HARBOUR NEWS")),
        ("ST. MARY, Ont. (AP) — The", Dateline(21, "ST. MARY", "AP")),
        ("Geneva, June 5 – The", Dateline(16, "Geneva", None)),
        ("BERN, Switzerland – The", Dateline(19, "BERN", None)),
        ("London, 5 June 2020 (Reuters) — A", Dateline(31, "London", "Reuters")),
        ("The party – once strong – fell", None),
        ("Switzerland – a country", None),
        ("PARIS The", None),
    ],
)
def test_a_dateline_is_told_from_an_opening_sentence(text: str, expected: Dateline | None) -> None:
    assert dateline(text) == expected


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("In 2012 the mill closed. The vote began on May 3 and ended today, Friday, 4.", "2012-05-04"),
        (
            "Counting opened on June 9 and closed today, Tuesday, 30, in a town tired of the coronavirus pandemic.",
            "2020-06-30",
        ),
        ("Counting opened on June 9 and closed today, Tuesday, 30.", None),
        ("Today, Monday, is fine.", None),
        ("The council met recently. It was on 3 May 2014 that it spoke.", "2014"),
        ("The council met. It was on 3 May 2014 that it spoke.", None),
        ("The council met recently. It was on 3 May 2014, with plans for 2019.", None),
    ],
)
def test_an_undated_text_is_dated_no_more_precisely_than_it_says(body: str, value: str | None) -> None:
    found = inferred_date(body)
    assert (found[0] if found else None) == value
