"""Openings of reports: place, agency, day; with a dash, a full stop or brackets; and sentences that are none."""

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.datelines import dateline
from presspack.clean.record import clean_record

REST = "The harbour council agreed to repair the old lighthouse before the first storms of the autumn arrive."


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("OSLO (NTB) - ", "OSLO"),
        ("Tromsø, 14 May 2025. ", "Tromsø"),
        ("Port Vale, May 14, 2025. ", "Port Vale"),
        ("ST. JOHN, 14/05/2025 – ", "ST. JOHN"),
        ("TROMSO. May 3. ", "TROMSO"),
        ("Wednesday, 14 May 2025. ", ""),
        ("14 May 2025: ", ""),
        ("(14 May 2025) ", ""),
        ("TROMSO (May 14, 2025) - ", "TROMSO"),
        ("Port Vale (14 May 2025) – ", "Port Vale"),
        ("2025-05-14 — ", ""),
        ("Port Vale, 14.05.25. ", "Port Vale"),
    ],
)
def test_an_opening_ends_where_the_report_begins(opening: str, place: str) -> None:
    found = dateline(opening + REST)
    assert found is not None
    assert (found.chars, found.place) == (len(opening.rstrip()), place)


@pytest.mark.parametrize(
    "sentence",
    [
        "14 May 2025 was the day on which the harbour council agreed to repair the lighthouse.",
        "Mayor Lund, 52, said that the council would repair the lighthouse.",
        "On 14 May 2025. the council met.",
        "May 3 is a holiday. The council does not meet.",
        "Tromsø, with 14 lighthouses, is proud of them.",
    ],
)
def test_a_sentence_about_a_day_is_no_opening(sentence: str) -> None:
    assert dateline(sentence) is None


@pytest.mark.parametrize(
    ("opening", "value", "note"),
    [
        ("Port Vale, 14 May 2025. ", "2025-05-14", None),
        ("Port Vale, 03/05/2025. ", "2025-05-03", "day first"),
        ("14.05.25. ", "2025-05-14", "day first"),
        ("PORT VALE, 2025-05-14 - ", "2025-05-14", None),
    ],
)
def test_the_day_of_an_opening_is_that_of_publication_and_an_order_that_was_chosen_is_told(
    opening: str, value: str, note: str | None
) -> None:
    more = "The mayor said that the work would cost two million, and that the money had been put aside in the spring."
    text = f"Council repairs the lighthouse\n\n{opening}{REST}\n\n{more}\n"
    found = clean_record(RawRecord("a.txt", 1, text.encode(), "text/plain")).published_on
    assert found is not None
    assert (found.value, found.note, found.rule) == (value, note, "dateline")


@pytest.mark.parametrize(
    ("line", "years", "value", "note"),
    [
        ("24/09/26", "2021", "2024-09-26", "year first"),
        ("24/09/26", "2026", "2024-09-26", "year first"),
        ("17/03/24", "2023", "2024-03-17", "day first"),
        ("05/03/24", "2023", "2024-03-05", "day first"),
        ("05/14/24", "2023", "2024-05-14", None),
        ("24.09.26", "2021", "2026-09-24", "day first"),
        ("31-12-99", "1999", "1999-12-31", None),
    ],
)
def test_a_line_with_a_short_date_is_read_in_the_likelier_order(
    line: str, years: str, value: str, note: str | None
) -> None:
    text = f"Council repairs the lighthouse\n\n{line}\n\n{REST}\n\nThe last repair, in {years}, had cost the town a third of its budget.\n"
    found = clean_record(RawRecord("a.txt", 1, text.encode(), "text/plain")).published_on
    assert found is not None
    assert (found.value, found.note) == (value, note)


def test_a_line_with_all_its_authors_may_end_in_the_day() -> None:
    line = "By ANN LEE; JOHANNA HALLGRIM-BRANDVOLD; PER QUIST 2025-05-14"
    text = (
        f"Council repairs the lighthouse\n\n{line}\n\n{REST}\n\nThe mayor said that the work would cost two million.\n"
    )
    found = clean_record(RawRecord("a.txt", 1, text.encode(), "text/plain"))
    assert found.published_on is not None
    assert found.author is not None
    assert (found.published_on.value, found.author.value) == (
        "2025-05-14",
        "ANN LEE; JOHANNA HALLGRIM-BRANDVOLD; PER QUIST",
    )
