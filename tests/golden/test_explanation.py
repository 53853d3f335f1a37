"""Why the real model's parse of our own sentences gave its rows: each kind of decision is named, and changes nothing."""

import json

import pytest

import presspack
from presspack.__main__ import main

TEXT = (
    "Harbour Party expelled 227 members in 2021. The party's chairman, Anna Bell, said on Tuesday that police might "
    "arrest two reporters at 5 pm. Every year officials meet voters. The council met on page 7 of the plan."
)
GIVEN = {"id": "a1", "text": TEXT, "published_on": "2022-03-02"}


@pytest.fixture(scope="module")
def explained():
    return presspack.extract([GIVEN], explain=True)[0]


def test_an_explanation_changes_no_row(explained):
    assert {key: value for key, value in explained.items() if key != "explanation"} == presspack.extract([GIVEN])[0]


@pytest.mark.parametrize(
    ("words", "about", "decision", "by"),
    [
        ("expelled", "event", "taken", "event_triggers.csv: expel VERB"),
        ("meet", "event", "refused", "events/filters.py: is_generic"),
        ("in 2021", "number", "refused", "number_refusals.csv: year"),
        ("5 pm", "number", "refused", "number_refusals.csv: clock time"),
        ("7", "number", "refused", "statistics/not_measures.py: is_labelled"),
        ("227 members", "statistic", "taken", "statistics/extraction.py"),
        ("Tuesday", "date", "taken", "date_patterns.csv: weekday"),
        ("Tuesday", "date", "taken", "dates/resolution.py: weekday"),
        ("Tuesday", "actor", "refused", "not_actors.csv: tuesday"),
        ("Anna Bell", "actor", "taken", "actors/name_types.py: verdict"),
        ("chairman", "role", "taken", "actors/roles.py: holder_after"),
        ("party", "actor", "taken", "actors/coreference.py"),
    ],
)
def test_each_decision_names_who_decided(explained, words, about, decision, by):
    rows = [r for r in explained["explanation"] if (r["words"], r["about"], r["decision"]) == (words, about, decision)]
    assert any(row["by"].startswith(by) for row in rows), rows


def test_every_event_and_figure_is_explained(explained):
    named = {row["row"] for row in explained["explanation"]}
    wanted = {f"{table}[{n}]" for table in ("events", "statistics", "roles") for n in range(len(explained[table]))}
    assert {name for name in named if "[" in name} == wanted
    assert {f"actors:{actor['id']}" for actor in explained["actors"] if not actor["id"].startswith("group-")} <= named


def test_conditions_that_do_not_hold_are_named(explained):
    tried = [row for row in explained["explanation"] if row["words"] == "meet" and row["decision"] == "refused"]
    assert "does not hold: adv:never" in {row["reason"] for row in tried}


def test_the_command_prints_a_form_to_read(tmp_path, capsys):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(GIVEN), encoding="utf-8")
    assert main(["extract", str(path), "--explain", "text"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "== a1"
    assert "14-22 'expelled'" in lines
    assert main(["extract", str(path), "--explain"]) == 0
    assert json.loads(capsys.readouterr().out)["explanation"]
