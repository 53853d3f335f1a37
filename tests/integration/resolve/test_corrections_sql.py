"""Corrections change the cells they name, reject rows, and are refused where they fit nothing."""

import duckdb
import pytest

from presspack.base.errors import CheckFailed
from presspack.resolve.corrections import Correction
from presspack.resolve.corrections_sql import check_applicable, corrected
from presspack.tables.schema import schema

PLACES = schema("places")
QUERY = """SELECT geonames_id, name, country_code, latitude::DOUBLE AS latitude, longitude::DOUBLE AS longitude
    FROM (VALUES ('1', 'Alpha', 'ALB', 1.5, 2.5), ('2', 'Beta', 'BEL', 3.5, 4.5))
    AS t(geonames_id, name, country_code, latitude, longitude)"""


def after(*corrections):
    with duckdb.connect() as con:
        wanted = [Correction("places", *c, "because", line=2) for c in corrections]
        check_applicable(con, PLACES, QUERY, wanted)
        query = corrected(PLACES, QUERY, wanted)
        return con.execute(f"SELECT geonames_id, name, latitude FROM ({query}) ORDER BY ALL").fetchall()


def test_without_corrections_rows_stay():
    assert after() == [("1", "Alpha", 1.5), ("2", "Beta", 3.5)]


def test_a_cell_is_changed_to_its_own_type():
    assert after(("1", "latitude", "9.25")) == [("1", "Alpha", 9.25), ("2", "Beta", 3.5)]


def test_several_cells_and_rows_are_changed_at_once():
    changes = ("1", "name", "Gamma"), ("2", "name", ""), ("1", "latitude", "0.5"), ("2", "longitude", "7")
    assert after(*changes) == [("1", "Gamma", 0.5), ("2", None, 3.5)]


def test_an_empty_key_rejects_the_row():
    assert after(("2", "geonames_id", "")) == [("1", "Alpha", 1.5)]


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (("7", "name", "x"), "is no row of places"),
        (("1", "colour", "x"), "is no column of places"),
        (("1", "latitude", "north"), "gives no DOUBLE"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(correction, said):
    with pytest.raises(CheckFailed, match=said):
        after(correction)


PARTICIPANTS = schema("event_participants")
PEOPLE = """SELECT * FROM (VALUES ('e1', 1, 'nova'), ('e1', 2, 'nova'), ('e2', 1, 'nova'))
    AS t(event_id, participant, actor_id)"""


def people_after(*corrections):
    with duckdb.connect() as con:
        wanted = [Correction("event_participants", *c, "because", line=2) for c in corrections]
        check_applicable(con, PARTICIPANTS, PEOPLE, wanted)
        return con.execute(f"SELECT * FROM ({corrected(PARTICIPANTS, PEOPLE, wanted)}) ORDER BY ALL").fetchall()


def test_a_row_with_a_key_of_several_columns_is_named_by_all_of_them():
    changes = ("e1|2", "actor_id", "orion"), ("e2|1", "actor_id", "")
    assert people_after(*changes) == [("e1", 1, "nova"), ("e1", 2, "orion"), ("e2", 1, None)]
    assert people_after(("e1|1", "participant", "")) == [("e1", 2, "nova"), ("e2", 1, "nova")]


def test_part_of_a_key_names_no_row_and_a_key_is_not_changed():
    with pytest.raises(CheckFailed, match="e1: is no row of event_participants"):
        people_after(("e1", "actor_id", "orion"))
    with pytest.raises(CheckFailed, match="is part of the key"):
        people_after(("e1|1", "participant", "3"))


def test_hostile_values_stay_values():
    assert after(("1", "name", "'); DROP TABLE x; --"))[0] == ("1", "'); DROP TABLE x; --", 1.5)
