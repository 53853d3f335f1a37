"""Which lines are the body: threads of remarks, standfirsts, short tails, and what the second trees read."""

import numpy as np
import pytest

from presspack.clean.blocks import Block
from presspack.clean.body_choice import drop_standfirst, drop_tail
from presspack.clean.comment_threads import mark_remarks
from presspack.clean.second_pass_features import VERDICT_NAMES, doubts, likely_run, verdict_columns

LONG = "The council of the harbour town met on Monday and decided to repair the old bridge before the winter."


def lines(*told: tuple[str, str | None, bool]) -> list[Block]:
    return [Block(0, len(text), text, noise=noise, body=body) for text, noise, body in told]


def test_what_stands_between_the_heads_of_a_thread_is_comments() -> None:
    head, date = ("river_rat says:", "comments", False), ("3 November 2021 at 8:00 am", "date", False)
    blocks = lines((LONG, None, True), head, date, (LONG, None, False), head, date, (LONG, None, False))
    mark_remarks(blocks)
    assert [block.noise for block in blocks] == [None, "comments", "date", "comments", "comments", "date", "comments"]


@pytest.mark.parametrize(
    "told",
    [
        [("The mayor said:", "comments", False), (LONG, None, True), ("The clerk said:", "comments", False), (LONG, None, True)],
        [("river_rat says:", "comments", False), ("3 November 2021", "date", False), (LONG, None, True)],
    ],
    ids=["no dates", "a single head"],
)  # fmt: skip
def test_lines_that_are_no_thread_are_left_alone(told: list[tuple[str, str | None, bool]]) -> None:
    blocks = lines(*told)
    mark_remarks(blocks)
    assert [block.noise for block in blocks] == [noise for _, noise, _ in told]


@pytest.mark.parametrize(
    ("opening", "kept"),
    [
        ([("A standfirst.", None, True), ("By Ann Lee", None, False)], [False, False]),
        ([("A standfirst.", None, True), ("by Ann Lee", None, True)], [False, False]),
        ([("A standfirst.", None, True), ("2 November 2021", "date", False)], [False, False]),
        ([("A first paragraph.", None, True), ("Photo: Jo Doe", "caption", False)], [True, False]),
        ([(LONG * 4, None, True), ("2 November 2021", "date", False)], [True, False]),
    ],
)
def test_what_stands_above_byline_and_date_is_a_standfirst(
    opening: list[tuple[str, str | None, bool]], kept: list[bool]
) -> None:
    blocks = lines(*opening, (LONG, None, True), (LONG, None, True), (LONG, None, True))
    drop_standfirst(blocks)
    assert [block.body for block in blocks] == [*kept, True, True, True]


def test_a_text_of_two_paragraphs_keeps_both() -> None:
    blocks = lines((LONG, None, True), ("2 November 2021", "date", False), (LONG, None, True))
    drop_standfirst(blocks)
    assert [block.body for block in blocks] == [True, False, True]


@pytest.mark.parametrize(("items", "kept"), [(1, 0), (2, 0), (3, 3), (9, 9)])
def test_a_short_tail_is_dropped_and_a_list_is_kept(items: int, kept: int) -> None:
    blocks = lines((LONG, None, True), *[("Article type", None, True)] * items)
    drop_tail(blocks)
    assert sum(block.body for block in blocks) == 1 + kept


@pytest.mark.parametrize(
    ("after", "kept"),
    [([("An item", None, True)], 4), ([(LONG, None, True)], 8)],
    ids=["only a list", "a paragraph"],
)
def test_a_list_under_a_heading_for_other_articles_is_dropped_unless_the_text_goes_on(
    after: list[tuple[str, str | None, bool]], kept: int
) -> None:
    items = [("An item", None, True)] * 3
    blocks = lines((LONG, None, True), *items, ("Related news", "related", False), *items, *after)
    drop_tail(blocks)
    assert sum(block.body for block in blocks) == kept


def test_the_second_trees_read_one_row_of_named_columns_a_line() -> None:
    blocks = lines(("Home", None, False), (LONG, None, False), (LONG, None, False))
    columns = verdict_columns(blocks, np.array([-4.0, 3.0, 3.0]))
    assert columns.shape == (3, len(VERDICT_NAMES))
    assert columns[:, VERDICT_NAMES.index("in_likely_run")].tolist() == [0.0, 1.0, 1.0]
    assert columns[:, VERDICT_NAMES.index("words_in_likely")].tolist() == [0.0, 1.0, 1.0]


def test_doubt_gathers_until_a_line_is_surely_body() -> None:
    assert doubts(np.array([2.0, -1.0, 0.5, -3.0, 2.0])).tolist() == [0.0, -1.0, -1.0, -4.0, 0.0]


def test_a_doubtful_line_between_sure_ones_is_in_the_likely_run() -> None:
    blocks = lines(("Home", None, False), (LONG, None, False), ("An item", None, False), (LONG, None, False))
    assert likely_run(blocks, np.array([-4.0, 3.0, -1.0, 3.0]), -1.0) == (1, 4)
