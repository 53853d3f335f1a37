"""What confidence fits the events of each reader: by the share of those that gold has."""

import pytest

from presspack.config import read_config
from presspack.reader.calibration import Judged, brier, calibration_report, fitted_share, fitted_shift, shifted

NOW = read_config().reader.confidence


def events(right, wrong, stated=0.5, articles=4):
    """Events of a few articles that all state one confidence."""
    return [Judged(f"a{n % articles}", stated, n < right) for n in range(right + wrong)]


@pytest.mark.parametrize(("confidence", "shift", "expected"), [(0.5, 0, 0.5), (0.5, 1.0986, 0.75), (0.8, -1.3863, 0.5)])
def test_a_shift_is_added_to_the_log_odds(confidence, shift, expected):
    assert shifted(confidence, shift) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_what_is_stated_as_certain_can_be_shifted_too(confidence):
    assert 0 < shifted(confidence, 10) <= 1
    assert 0 <= shifted(confidence, -10) < 1


def test_the_fitted_shift_makes_the_mean_confidence_the_share_of_right_rows():
    rows = [*events(30, 10, stated=0.4), *events(50, 10, stated=0.7)]
    shift = fitted_shift(rows)
    assert sum(shifted(row.stated, shift) for row in rows) / 100 == pytest.approx(fitted_share(rows), abs=1e-6)
    assert shift > 0


def test_a_share_of_few_rows_is_never_certain():
    assert fitted_share(events(3, 0)) == 0.8
    assert fitted_share(events(0, 3)) == 0.2


def test_the_report_fits_each_reader_that_has_rows_enough_and_says_so_of_the_others():
    said = calibration_report({"rules": events(32, 8), "model": events(10, 30), "both": events(5, 0)}, NOW)
    assert "model: 0.26" in said
    assert "rules_shift: 1.3" in said
    assert "both_shift: 0.0" in said
    assert next(line for line in said.splitlines() if line.startswith("both")).endswith("events, or one article")


def test_a_shift_is_added_to_the_one_that_the_build_had():
    said = calibration_report({"rules": events(20, 20)}, NOW.model_copy(update={"rules_shift": 0.7}))
    assert "rules_shift: 0.7" in said


def test_the_error_of_what_is_fitted_is_that_on_articles_it_was_not_fitted_to():
    """A confidence that is far off is mended on others: the error falls from .64 to about the spread of the answers."""
    rows = events(90, 10, stated=0.1)
    assert brier(rows) == pytest.approx(0.73)
    fitted = next(line for line in calibration_report({"rules": rows}, NOW).splitlines() if line.startswith("rules"))
    assert float(fitted.split()[-1]) < 0.15
