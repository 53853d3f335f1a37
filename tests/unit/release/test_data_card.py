"""What a release says of itself names every table and never breaks its own Markdown."""

import pytest

from presspack.release.data_dictionary import shown
from presspack.tables.package_metadata import read_metadata
from presspack.tables.schema import schema


@pytest.mark.parametrize(("value", "expected"), [("a|b", "a\\|b"), (5, "5"), ("plain", "plain")])
def test_cells_do_not_break_the_table(value, expected):
    assert shown(value) == expected


def test_published_vocabularies_take_title_and_description_from_the_package():
    modalities = read_metadata().schemas["modalities"]
    assert modalities.descriptor["title"] == "Modalities"
    assert modalities.columns == schema("vocabulary").columns
