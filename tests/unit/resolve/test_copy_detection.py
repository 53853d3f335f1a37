"""Copies of articles: which are found, which one stands for the others, and that the order does not matter."""

import random
import subprocess
import sys

import pyarrow
import pytest

from presspack.documents.text_sketch import SKETCHED, runs_of, sketch_row, words_of
from presspack.resolve.copy_detection import NOTHING, Duplicate, Judged
from presspack.resolve.copy_detection import duplicates as duplicates_of

NOUNS = [
    "bridge",
    "harbour",
    "council",
    "mayor",
    "budget",
    "school",
    "river",
    "tram",
    "market",
    "clinic",
    "tower",
    "garden",
    "museum",
    "station",
    "library",
]
VERBS = [
    "repairs",
    "opens",
    "closes",
    "inspects",
    "funds",
    "visits",
    "paints",
    "measures",
    "rents",
    "sells",
    "cleans",
    "guards",
    "lights",
    "maps",
    "heats",
]


def story(seed: int, sentences: int = 30) -> list[str]:
    """Return sentences that no other seed has."""
    chance = random.Random(seed)
    return [
        f"The {chance.choice(NOUNS)} of district {chance.randrange(999)} {chance.choice(VERBS)} the {chance.choice(NOUNS)} "
        f"number {chance.randrange(9999)} near {chance.choice(NOUNS)} {chance.randrange(99)}."
        for _ in range(sentences)
    ]


def text(sentences: list[str]) -> str:
    return "\n".join(sentences)


def duplicates(articles, **limits) -> list[Duplicate]:
    """Return the copies among articles given as (id, body, publication date)."""
    return judged(articles, NOTHING, **limits)[0]


def judged(articles, before: Judged, asked=None, **limits) -> tuple[list[Duplicate], Judged]:
    """Return the copies, and what is then known of pairs; `asked` gets the articles whose words are compared."""
    given = list(articles)
    table = pyarrow.Table.from_pylist([sketch_row(key, body) for key, body, _ in given], schema=SKETCHED)
    runs = dict(zip(table["article_id"].to_pylist(), table["runs"].to_pylist(), strict=True))
    dated = table.append_column("published_on", pyarrow.array([day for _, _, day in given], pyarrow.string()))

    def read_runs(wanted):
        if asked is not None:
            asked.update(wanted)
        return [(key, runs[key]) for key in wanted]

    return duplicates_of(dated, read_runs, before, **limits)


BASE = story(1)


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("the same text", text(BASE), "identical"),
        ("other case, quotes and spacing", text(BASE).upper().replace(".", " !"), "identical"),
        ("one sentence changed", text([*BASE[:10], "A new line of words was added here today.", *BASE[11:]]), "near"),
        ("grown by half", text(BASE + story(2, 15)), "version"),
        ("cut to its first half", text(BASE[:15]), "version"),
        ("one sentence in common", text([BASE[0], *story(3)]), None),
        ("other text", text(story(4)), None),
        ("a digest of ten articles that holds it", text(BASE[:6] + story(5, 120)), None),
    ],
)
def test_a_copy_is_found_and_points_at_the_earlier_article(name: str, body: str, kind: str | None) -> None:
    found = duplicates([("new", body, "2021-05-02"), ("old", text(BASE), "2021-05-01")])
    assert found == ([Duplicate("new", "old", kind)] if kind else []), name


def test_the_undated_copy_gives_way_to_the_dated_one_and_the_shorter_to_the_longer() -> None:
    assert duplicates([("a", text(BASE), None), ("b", text(BASE), "2021")]) == [Duplicate("a", "b", "identical")]
    assert duplicates([("a", text(BASE[:20]), None), ("b", text(BASE), None)]) == [Duplicate("a", "b", "version")]


def test_all_copies_of_a_cluster_point_at_one_article_that_is_itself_no_copy() -> None:
    articles = [("first", text(BASE), "2021-01-01"), ("second", text([*BASE[:29], "Ends otherwise."]), "2021-01-02")]
    articles += [(f"copy{i:02}", text([*BASE, f"Seen in edition {i}."]), f"2021-02-{i + 1:02}") for i in range(28)]
    articles += [("twin", text([*BASE, "Seen in edition 3."]), "2021-03-01")]
    found = duplicates(articles)
    assert {d.duplicate_of for d in found} == {"first"}
    assert len(found) == len(articles) - 1


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = [(f"a{i:03}", text(story(i % 40, 12 + i % 5)), f"2020-01-{i % 28 + 1:02}") for i in range(120)]
    expected = duplicates(articles)
    assert len(expected) == 80
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert duplicates(articles) == expected


def test_what_earlier_runs_found_of_pairs_is_not_asked_again_and_changes_nothing() -> None:
    articles = [(f"a{i:03}", text(story(i % 20, 12 + i % 5)), f"2020-01-{i % 28 + 1:02}") for i in range(60)]
    expected, known = judged(articles, NOTHING)
    asked: set[str] = set()
    again, still_known = judged(articles, known, asked)
    assert (again, asked) == (expected, set())
    assert (still_known.pairs, still_known.kinds.tolist()) == (known.pairs, known.kinds.tolist())
    more = [*articles, ("new", text(story(3, 14)), "2021-01-01")]
    found, known_then = judged(more, known, asked)
    assert found == duplicates(more)
    assert "new" in asked
    assert len(asked) < len(articles)
    assert set(known_then.pairs.to_pylist()) > set(known.pairs.to_pylist())


def test_pairs_are_counted_in_parts_with_one_result() -> None:
    articles = [(f"a{i:03}", text(story(i % 20, 12 + i % 5)), f"2020-01-{i % 28 + 1:02}") for i in range(60)]
    expected = duplicates(articles)
    assert expected
    assert duplicates(articles, at_once=500) == expected


def test_hashes_do_not_depend_on_the_process() -> None:
    code = "from presspack.documents.text_sketch import *; print(runs_of(words_of('one two three four five six')).tolist())"
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        )
        assert told.stdout.strip() == str(runs_of(words_of("one two three four five six")).tolist())


@pytest.mark.parametrize("bodies", [[], [""], ["", ""], ["word"], ["\ud800 x", "\ud800 y"], ["Yes.", "Yes!"]])
def test_tiny_and_odd_bodies_are_no_trouble(bodies: list[str]) -> None:
    found = duplicates((str(i), body, None) for i, body in enumerate(bodies))
    assert [d.kind for d in found] == (["identical"] if bodies == ["Yes.", "Yes!"] else [])
