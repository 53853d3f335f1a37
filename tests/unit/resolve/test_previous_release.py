"""Ids of earlier releases are kept; one that is gone says what it became, or that it is no more."""

import pytest

from presspack.base.errors import MissingFile
from presspack.resolve.actors import Resolution, ResolvedActor
from presspack.resolve.previous_release import former_actor_rows, previous_names, previous_tables


def resolution(*ids, **same_as):
    actors = tuple(ResolvedActor(key, key, "party", None, None, None, False) for key in ids)
    return Resolution({}, actors, same_as=same_as)


def row(key, **rest):
    return {"actor_id": key} | rest


@pytest.mark.parametrize(
    ("before", "former", "now", "expected"),
    [
        (["a"], {}, resolution("a"), {}),
        (["a", "b"], {}, resolution("a"), {"b": None}),
        (["a", "b"], {}, resolution("a", b="a"), {"b": "a"}),
        ([], {"x": "b"}, resolution("a", b="a"), {"b": "a", "x": "a"}),
        ([], {"x": None}, resolution("a"), {"x": None}),
        ([], {"x": "y"}, resolution("a"), {"x": None}),
        ([], {"x": None}, resolution("x"), {}),
        ([], {}, resolution(a="b", b="a"), {"a": None, "b": None}),
    ],
)
def test_former_ids_lead_to_what_they_became(before, former, now, expected):
    found = former_actor_rows([row(key) for key in before], [row(k, same_as=v) for k, v in former.items()], now)
    assert {r["actor_id"]: r["same_as"] for r in found} == expected


def test_every_spelling_keeps_the_id_it_had():
    names = previous_names([row("a", type_code="party")], [row("a", name="Alpha"), row("a", name="Alfa")])
    assert {(n.actor_id, n.name, n.type_code) for n in names} == {("a", "Alpha", "party"), ("a", "Alfa", "party")}


def test_a_folder_without_a_release_is_refused(tmp_path):
    with pytest.raises(MissingFile, match="earlier release"):
        previous_tables(tmp_path)


def test_without_an_earlier_release_nothing_is_carried_over():
    assert previous_tables(None) == ([], [], [])
