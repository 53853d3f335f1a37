"""One row for what happened, with its best date, and what the tellings say differently."""

import duckdb
import pytest

from presspack.resolve.event_clusters import CLUSTER_ROWS
from presspack.tables.duckdb import view_tables
from small_tables import CLUSTER, COPY, METADATA, sound


@pytest.fixture
def clusters(written):
    """A function that returns the rows of event_clusters for given tables."""

    def rows(tables):
        folder = written(tables)
        with duckdb.connect() as con:
            view_tables(con, folder / "tables", METADATA)
            found = con.sql(CLUSTER_ROWS.read_text(encoding="utf-8")).to_arrow_table().to_pylist()
        columns = METADATA.schemas["event_clusters"].columns
        return [{name: row[name] for name in columns} for row in found]

    return rows


def test_an_event_that_is_told_once_is_a_cluster_of_its_own_and_a_copy_is_no_independent_outlet(clusters):
    tables = sound()
    tables["articles"][0] |= {"outlet": "Harbour Post"}
    tables["articles"][1] |= {"outlet": "Daily Pier"}
    (row,) = clusters(tables)
    assert row == sound()["event_clusters"][0] | {
        "outlets": 2,
        "independent_outlets": 1,
        "first_reported_on": None,
        "last_reported_on": None,
    }


def second(**changes):
    """The sound tables with a second article, no copy, that tells the event too."""
    tables = sound()
    tables["articles"][1] |= {"status_code": "used", "reason": None, "duplicate_of": None, "duplicate_kind": None}
    other = {"event_id": "e" + "d" * 16, "article_id": COPY}
    tables["events"].append(tables["events"][0] | other | changes)
    tables["statistics"].append(
        tables["statistics"][0] | other | {"statistic_id": "s" + "e" * 16, "value": changes.pop("value", 7.0)}
    )
    for event in tables["events"]:
        event.pop("value", None)
    return tables


@pytest.mark.parametrize(
    ("changes", "date", "choice", "conflicts"),
    [
        ({}, "2021-05", "only", None),
        ({"date_start": "2021-05-03", "date_precision_code": "day"}, "2021-05-03", "precise", None),
        ({"date_start": "2021-04"}, "2021-04", "earliest", "date 2021-04, 2021-05"),
        ({"value": 9.0}, "2021-05", "only", "members 7, 9"),
    ],
)
def test_the_best_date_is_chosen_and_what_differs_is_told(clusters, changes, date, choice, conflicts):
    (row,) = clusters(second(**changes))
    assert (row["event_cluster_id"], row["tellings"]) == (CLUSTER, 2)
    assert (row["date_start"], row["date_choice_code"], row["conflicts"]) == (date, choice, conflicts)
    assert (row["outlets"], row["independent_outlets"]) == (2, 2)


def test_without_a_date_there_is_no_choice(clusters):
    tables = sound()
    tables["events"][0] |= {"date_start": None, "date_precision_code": "unknown", "date_source_code": "unknown"}
    (row,) = clusters(tables)
    assert (row["date_start"], row["date_precision_code"], row["date_choice_code"]) == (None, "unknown", "none")
