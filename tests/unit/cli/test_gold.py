"""Articles that people called complete become gold, with every correction that was made."""

import pytest

from presspack.base.errors import MissingFile, RawInputError
from presspack.review.verdicts import Notebook, Verdict, complete_articles


@pytest.fixture
def notebook(tmp_path):
    return Notebook(tmp_path / "reviews.csv", tmp_path / "corrections.csv")


def test_articles_marked_as_complete_are_named_and_those_taken_back_are_not(notebook):
    notebook.record(Verdict("events", "e1", "right"))
    notebook.record(Verdict("articles", "a1", "complete"))
    notebook.record(Verdict("articles", "a2", "complete"))
    notebook.record(Verdict("articles", "a2", "undone"))
    assert complete_articles(notebook.reviews) == {"a1"}


def test_without_a_file_or_a_complete_article_it_says_what_to_do(notebook, tmp_path):
    from presspack.cli.annotations import gold

    with pytest.raises(MissingFile, match=r"reviews\.csv"):
        gold(tmp_path, notebook.reviews)
    notebook.record(Verdict("events", "e1", "right"))
    with pytest.raises(RawInputError, match="no article is marked as complete"):
        gold(tmp_path, notebook.reviews)
