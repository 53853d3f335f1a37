"""Hostile captures and texts: nothing raises, every record is accounted for, rows slice to their words.

`python benchmarks/fuzz.py` asks as many of the same inputs as are wanted.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

from presspack.base.ids import digest
from presspack.config import read_config
from presspack.extract.article import extraction_of
from presspack.extract.prose import LONGEST_SENTENCE
from presspack.extract.rows import ArticleRows
from presspack.names.authority import configured_authority
from presspack.parse.parser import documents, plain_text

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
CAPTURES, TEXTS = 2000, 200  # of the first numbers; a release asks for more by the command


def module(name):
    """A module of the folder of benchmarks."""
    found = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    made = importlib.util.module_from_spec(found)
    sys.modules[name] = made
    found.loader.exec_module(made)
    return made


SHAPES = module("shapes").SHAPES


@pytest.fixture(scope="module")
def authority():
    return configured_authority(read_config())


@pytest.fixture(scope="module")
def fuzz():
    module("hostile")
    return module("fuzz")


def test_the_same_number_is_the_same_input(fuzz):
    made = [fuzz.capture(number)[1] for number in range(40)]
    assert made == [fuzz.capture(number)[1] for number in range(40)]
    assert len({digest(content.hex()) for content in made}) > 30


def test_no_hostile_capture_makes_reading_or_cleaning_fail(fuzz, tmp_path):
    config, made = read_config(), []
    faults = {n: found for n in range(CAPTURES) if (found := list(fuzz.capture_faults(n, tmp_path, config, made)))}
    assert faults == {}
    assert len(made) > CAPTURES * 0.9
    assert dict(fuzz.table_faults(made)) == {}


def test_rows_that_are_none_of_their_table_are_found_among_others(fuzz, tmp_path):
    made = []
    for number in range(5):
        assert list(fuzz.capture_faults(number, tmp_path, read_config(), made)) == []
    number, rows = made[2]
    made[2] = number, {**rows, "articles": [{**row, "status_code": None} for row in rows["articles"]]}
    assert [found for found, _ in fuzz.table_faults(made)] == [number]


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_extraction_takes_as_many_times_the_steps_as_the_text_is_longer(nlp, authority, work, shape):
    """Three times the words take about three times the calls, whatever they are; nine times would be the square."""
    piece = SHAPES[shape]
    texts = [plain_text("1", piece * (words // len(piece.split())), "2021-06-09") for words in (20, 300, 900)]
    _, small, large = (
        work(lambda d: extraction_of(d, authority, default_dollar="USD"), document)
        for document in documents(nlp, texts)
    )
    assert large < 4.5 * small + 5_000


def test_no_hostile_text_makes_extraction_fail(fuzz, nlp, authority):
    given = [fuzz.text_of(fuzz.given(n), None, 10**6, where="") for n in range(TEXTS)]
    found = enumerate(documents(nlp, given))
    assert {n: told for n, document in found if (told := list(fuzz.text_faults(document, authority)))} == {}


def test_a_sentence_that_is_no_prose_gives_no_rows_and_is_told_of(nlp, authority):
    heap, fine = "police arrested five people and " * 150, "Police arrested five people. "
    (document,) = documents(
        nlp, [plain_text("1", fine + "\n" + heap + "they said that the mayor resigned", "2021-06-09")]
    )
    assert [len(sentence) > LONGEST_SENTENCE for sentence in document.doc.sents] == [False, True]
    found = extraction_of(document, authority, default_dollar="USD")
    assert {event.trigger.start for event in found.events} == {fine.index("arrested")}
    assert {row.span.start for row in found.statistics} == {fine.index("five")}
    assert not found.quotes
    rows = ArticleRows(document, lambda span: span).add(found)["left_out"]
    assert {(row["table"], row["start"]) for row in rows} == {("events", len(fine) + 1), ("statistics", len(fine) + 1)}
