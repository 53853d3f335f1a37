"""Corrections by people: applied where they fit, refused as a whole where they do not."""

from pathlib import Path

import pytest

from presspack.base.errors import CheckFailed, RawInputError
from presspack.resolve.actors import Doubt, Link, Resolution, ResolvedActor
from presspack.resolve.corrections import Correction, corrected_actors, read_corrections

HEADER = "table,row_id,column,value,reason\n"


def actor(actor_id: str, name: str, type_code: str = "party") -> ResolvedActor:
    return ResolvedActor(actor_id, name, type_code, None, None, None, False)


FOUND = Resolution(
    {
        "party:dawn": Link("dawn", "name", 1.0),
        "organisation:dawn party": Link("dawn-2", "name", 1.0),
        "party:noise": Link("noise", "name", 1.0),
    },
    (actor("dawn", "Dawn"), actor("dawn-2", "Dawn Party", "organisation"), actor("noise", "Noise")),
    (Doubt("dawn", "dawn-2", "Dawn", "Dawn Party", "other type", 0.8, ""),),
    {"daybreak": "dawn-2"},
)


def change(row_id: str, column: str, value: str, table: str = "actors") -> Correction:
    return Correction(table, row_id, column, value, "a reader said so")


def test_rename_and_retype() -> None:
    found = corrected_actors(FOUND, [change("dawn", "name", "New Dawn"), change("noise", "type_code", "media")])
    assert {(a.actor_id, a.name, a.type_code) for a in found.actors} >= {
        ("dawn", "New Dawn", "party"), ("noise", "Noise", "media"),
    }  # fmt: skip


def test_merge_moves_links_and_remembers_the_old_id() -> None:
    found = corrected_actors(FOUND, [change("dawn-2", "actor_id", "dawn")])
    assert [(link.actor_id, link.rule) for link in found.links.values()] == [
        ("dawn", "name"),
        ("dawn", "correction"),
        ("noise", "name"),
    ]
    assert [a.actor_id for a in found.actors] == ["dawn", "noise"]
    assert found.same_as == {"dawn-2": "dawn", "daybreak": "dawn"}
    assert found.doubts == ()


def test_reject_takes_the_actor_and_its_links_away() -> None:
    found = corrected_actors(FOUND, [change("noise", "actor_id", "")])
    assert [a.actor_id for a in found.actors] == ["dawn", "dawn-2"]
    assert [link.actor_id for link in found.links.values()] == ["dawn", "dawn-2"]
    assert found.gone == ("noise",)


def test_merges_follow_each_other() -> None:
    found = corrected_actors(FOUND, [change("noise", "actor_id", "dawn-2"), change("dawn-2", "actor_id", "dawn")])
    assert {link.actor_id for link in found.links.values()} == {"dawn"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([change("ghost", "name", "Ghost")], "is no row of actors"),
        ([change("dawn", "colour", "red")], "is no column of actors"),
        ([change("dawn", "actor_id", "ghost")], "to merge into does not exist"),
        ([change("dawn", "name", "")], "must not be empty"),
        ([change("dawn", "actor_id", "dawn-2"), change("dawn-2", "actor_id", "dawn")], "in a circle"),
    ],
)
def test_what_does_not_fit_is_refused(rows: list[Correction], said: str) -> None:
    with pytest.raises(CheckFailed, match=said):
        corrected_actors(FOUND, rows)


def test_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(HEADER + "actors,dawn,name,New Dawn,own site\n", encoding="utf-8")
    assert read_corrections(path) == (Correction("actors", "dawn", "name", "New Dawn", "own site", 2),)
    assert read_corrections(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("table,row,value\n", "expected table, row_id, column, value, reason"),
        (HEADER + "actors,dawn,name,New Dawn,\n", "line 2, column 5: a correction needs a reason"),
        (HEADER + "actors,dawn,name,A,x\nactors,dawn,name,B,y\n", "line 3: .* is corrected twice"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RawInputError, match=said):
        read_corrections(path)


def test_every_fault_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(HEADER + "actors,a,name,A,\nactors,b,name,B,\nactors,a,name,C,z\n", encoding="utf-8")
    with pytest.raises(RawInputError) as caught:
        read_corrections(path)
    assert [line.partition("corrections.csv, ")[2][:6] for line in str(caught.value).splitlines()] == [
        "line 2", "line 3", "line 4",
    ]  # fmt: skip
