"""How often rows are right is said with its interval, and from the table alone."""

import duckdb
import pytest

from presspack.release.calibration import how_good, measured, wilson


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE calibration(code VARCHAR, title VARCHAR, band VARCHAR, minimum DOUBLE, rows_read INT, "
            "rows_right INT, measured_on VARCHAR)"
        )
        yield connection


@pytest.mark.parametrize(("right", "of", "interval"), [(91, 100, (84, 95)), (0, 10, (0, 28)), (10, 10, (72, 100))])
def test_the_interval_of_a_share(right, of, interval):
    assert wilson(right, of) == interval


def test_kinds_stand_best_first_and_without_rows_nothing_is_claimed(con):
    con.execute("INSERT INTO calibration VALUES ('low', 'Low ones', 'Low', 0, NULL, NULL, NULL)")
    assert how_good(con) == "Nobody has checked rows of this kind yet."
    con.execute("INSERT INTO calibration VALUES ('high', 'High ones', 'High', 0.8, 100, 91, 'texts of others.')")
    assert [row["band"] for row in measured(con)] == ["High", "Low"]
    assert "| High ones | 91 | 84–95 | 100 |" in how_good(con)
    assert "Low ones" not in how_good(con)
    assert how_good(con).endswith("Measured on texts of others.")
