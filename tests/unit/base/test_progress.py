"""Progress says how many are done, how fast, and what time is left; lists are cut in order."""

import pytest

from presspack.base.progress import batches, progress, progress_line


@pytest.mark.parametrize(
    ("done", "total", "line"),
    [
        (20, 100, "20 of 100 articles parsed, 2.0 a second, 40 s left"),
        (20, None, "20 articles parsed, 2.0 a second"),
        (0, 5, "0 of 5 articles parsed, 0.0 a second"),
    ],
)
def test_line_of_progress(done, total, line):
    assert progress_line(done, total, "articles parsed", 10.0) == line


def test_items_pass_unchanged_and_the_end_is_told(capsys):
    assert list(progress(iter("abc"), total=3, what="letters read")) == ["a", "b", "c"]
    told = capsys.readouterr().err
    assert told.startswith("3 of 3 letters read")
    assert told.endswith("\n")


def test_nothing_to_do_tells_nothing(capsys):
    assert list(progress([], total=0, what="letters read")) == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("size", "cut"), [(2, [[1, 2], [3, 4], [5]]), (9, [[1, 2, 3, 4, 5]]), (1, [[1], [2], [3], [4], [5]])]
)
def test_batches_are_cut_in_order(size, cut):
    assert list(batches([1, 2, 3, 4, 5], size)) == cut
