"""Fixtures of the layer that builds tables and runs DuckDB."""

from functools import partial

import pytest

from presspack.tables.parquet import validated, write_parquet
from presspack.tables.vocabulary import typed_rows
from small_tables import METADATA, sound, write


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The files of the closed lists."""
    folder = tmp_path_factory.mktemp("lists")
    for published in METADATA.tables:
        if published.vocabulary:
            rows = validated(typed_rows(published.vocabulary, published.table_schema), published.table_schema)
            write_parquet(rows, folder / f"{published.name}.parquet")
    return sorted(folder.iterdir())


@pytest.fixture
def written(tmp_path, lists):
    """A function that writes tables and text, and returns the folder."""
    return partial(write, tmp_path, lists)


@pytest.fixture(scope="module")
def sound_folder(tmp_path_factory, lists):
    """The sound tables."""
    return write(tmp_path_factory.mktemp("sound"), lists, sound())
