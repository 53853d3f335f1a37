"""The flat tables: one row per event and figure, in words that a person reads."""

import duckdb
import pytest

from presspack.release.derived_tables import derived_tables
from presspack.tables.duckdb import view_tables
from presspack.tables.parquet import read_rows
from small_tables import ACTOR, ARTICLE, EVENT, METADATA, TEXT, digest, sound


@pytest.fixture
def listed(written, tmp_path):
    """A function that returns the rows of both flat tables for given tables."""

    def rows(tables):
        folder = written(tables)
        with duckdb.connect() as con:
            view_tables(con, folder / "tables", METADATA)
            files = derived_tables(con, METADATA, tmp_path / "derived")
        return {name: read_rows(paths[0]) for name, paths in files.items()}

    return rows


def participant(number, role, **values):
    return {
        "event_id": EVENT, "participant": number, "role_code": role, "article_id": ARTICLE, "start": 21, "end": 30,
        "text": "7 members", "text_sha256": digest("7 members"), "actor_id": None,
    } | values  # fmt: skip


def test_flat_tables_come_first_and_are_in_no_other_list_of_tables():
    flat = [table.name for table in METADATA.derived]
    assert flat == list(METADATA.published)[:2] == ["event_list", "figure_list"]
    assert not set(flat) & set(METADATA.schemas)


def test_an_event_is_told_in_words(listed):
    tables = sound()
    tables["events"][0] |= {
        "country_code": "KAZ",
        "country_source_code": "inferred",
        "reported_on": "2021-06",
        "attributed_to": ACTOR,
    }
    tables["event_participants"] += [
        participant(2, "target"), participant(3, "agent", text="the board"), participant(4, "agent", actor_id=ACTOR)
    ]  # fmt: skip
    (event,) = listed(tables)["event_list"]
    assert event["agents"] == "Alpha Party; the board"
    assert event["targets"] == "7 members"
    assert (event["type"], event["told_as"], event["figures"]) == ("Removal", "happened", "7 members")
    assert (event["date_start"], event["year"], event["reported_on"]) == ("2021-05", 2021, "2021-06")
    assert (event["country"], event["country_source"], event["said_by"]) == ("Kazakhstan", "inferred", "Alpha Party")
    assert (event["sentence"], event["event_id"]) == (TEXT, EVENT)


def test_a_figure_is_told_in_words_with_the_event_that_it_counts(listed):
    (figure,) = listed(sound())["figure_list"]
    assert (figure["indicator"], figure["value"], figure["as_written"]) == ("members expelled", 7.0, "7 members")
    assert (figure["subject"], figure["event"], figure["event_id"]) == ("Alpha Party", "Removal", EVENT)
    assert (figure["modifier"], figure["period_precision"], figure["year"]) == ("exact", "month", 2021)


@pytest.mark.parametrize(
    ("modality", "told"), [("planned", "planned"), ("negated", "denied"), ("conditional", "possible")]
)
def test_what_did_not_happen_is_told_as_such(listed, modality, told):
    tables = sound()
    tables["events"][0] |= {"modality_code": modality}
    assert [row["told_as"] for row in listed(tables)["event_list"]] == [told]


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [(None, None, None), ("2021", "2021", 2021), ("2020-12", "2021-01", None), ("2019", "2021", None)],
)
def test_a_year_is_given_where_the_event_lies_in_one(listed, start, end, year):
    tables = sound()
    tables["events"][0] |= {"date_start": start, "date_end": end}
    tables["statistics"][0] |= {"period_start": start, "period_end": end}
    assert [row["year"] for rows in listed(tables).values() for row in rows] == [year, year]


def test_words_that_are_kept_back_are_null_and_names_of_actors_stay(listed):
    tables = sound()
    tables["evidence"][0] |= {"text": None}
    tables["event_participants"][0] |= {"text": None}
    tables["event_participants"].append(participant(2, "target", text=None))
    (event,) = listed(tables)["event_list"]
    assert (event["agents"], event["targets"], event["sentence"]) == ("Alpha Party", None, None)
