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


def test_hostile_values_stay_values():
    assert after(("1", "name", "'); DROP TABLE x; --"))[0] == ("1", "'); DROP TABLE x; --", 1.5)
