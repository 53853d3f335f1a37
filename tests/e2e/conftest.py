"""A build that the end-to-end tests share."""

import pytest

from calls import config, snakemake


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A build of the tiny corpus in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("first build")
    done = snakemake(*config(folder))
    assert done.returncode == 0, done.stderr
    return folder
