"""Every lexicon is described: its file and each of its columns stand in the README beside it."""

import csv
import re

import pytest

from presspack.base.errors import ConfigError
from presspack.english.lexicon import LEXICON, rows_of, word_class, words

README = (LEXICON / "README.md").read_text(encoding="utf-8")
DESCRIBED = dict(re.findall(r"^\| `(\w+)\.csv` \| ([\w, ]+) \|", README, re.MULTILINE))
FILES = sorted(LEXICON.glob("*.csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lexicon_and_its_columns_are_described(path):
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert DESCRIBED.get(path.stem) == ", ".join(header)
    assert rows_of(path)


def test_no_lexicon_is_described_that_is_not_there():
    assert set(DESCRIBED) == {path.stem for path in FILES}


def test_a_row_of_the_wrong_width_is_refused_by_file_and_line(tmp_path):
    path = tmp_path / "colours.csv"
    path.write_text("word,kind\nred,warm\nblue\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"colours\.csv.*line 3"):
        rows_of(path)


def test_words_are_chosen_by_column_and_a_class_without_words_is_refused():
    assert "spokesman" in words("source_nouns", role="voice")
    assert "spokesman" not in words("source_nouns", role="content")
    with pytest.raises(ConfigError, match="no_such_class"):
        word_class("no_such_class", "event_word_classes")
