"""Hostile captures and texts: nothing raises, every record is accounted for, rows slice to their words.

`python benchmarks/fuzz.py` asks as many of the same inputs as are wanted.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

from presspack.base.ids import digest
from presspack.config import read_config
from presspack.names.authority import configured_authority
from presspack.parse.parser import documents

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
CAPTURES, TEXTS = 300, 200  # of the first numbers; a release asks for more by the command


def module(name):
    """A module of the folder of benchmarks."""
    found = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    made = importlib.util.module_from_spec(found)
    sys.modules[name] = made
    found.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def fuzz():
    module("hostile")
    return module("fuzz")


def test_the_same_number_is_the_same_input(fuzz):
    made = [fuzz.capture(number)[1] for number in range(40)]
    assert made == [fuzz.capture(number)[1] for number in range(40)]
    assert len({digest(content.hex()) for content in made}) > 30


def test_no_hostile_capture_makes_reading_or_cleaning_fail(fuzz, tmp_path):
    config = read_config()
    faults = {n: found for n in range(CAPTURES) if (found := list(fuzz.capture_faults(n, tmp_path, config)))}
    assert faults == {}


def test_no_hostile_text_makes_extraction_fail(fuzz, nlp):
    authority = configured_authority(read_config())
    given = [fuzz.text_of(fuzz.given(n), None, 10**6, where="") for n in range(TEXTS)]
    found = enumerate(documents(nlp, given))
    assert {n: told for n, document in found if (told := list(fuzz.text_faults(document, authority)))} == {}
