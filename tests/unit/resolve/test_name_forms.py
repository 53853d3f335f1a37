"""The name that a form is known by."""

import pytest

from presspack.resolve.name_forms import _commonest_name


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        ({"HARBOUR DESK": 1, "Harbour Desk": 1}, "Harbour Desk"),
        ({"COAST WIRE": 3, "Coast Wire": 1}, "Coast Wire"),
        ({"NORTH PRESS": 2}, "NORTH PRESS"),  # nothing else is known
        ({"UNESCO": 3, "Unesco": 1}, "UNESCO"),  # an acronym
        ({"Lena Holm": 1, "Lena Maria Holm": 1}, "Lena Maria Holm"),
    ],
)
def test_a_name_is_not_taken_from_capitals(counts, name):
    assert _commonest_name(counts) == name
