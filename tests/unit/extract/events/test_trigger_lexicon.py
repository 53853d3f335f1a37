"""The lexicon of events: its small language, and that every row of it can be read."""

import csv

import pytest

from presspack.base.errors import ConfigError, UnknownCode
from presspack.english.lexicon import LEXICON
from presspack.extract.events.trigger_lexicon import Condition, Probe, conditions, read_lexicon, written
from presspack.tables.vocabulary import codes

FILES = (
    "event_triggers",
    "event_word_classes",
    "event_support_verbs",
    "event_modality",
    "event_confidence",
    "event_type_traits",
)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("", ()),
        ("obj", (Condition((Probe("obj", ""),), False),)),
        ("!with", (Condition((Probe("with", ""),), True),)),
        ("obj:@law|treaty", (Condition((Probe("obj", "@law"), Probe("obj", "treaty")), False),)),
        ("of:HUMAN|poss", (Condition((Probe("of", "HUMAN"), Probe("poss", "")), False),)),
        ("prt:up|out", (Condition((Probe("prt", "up"), Probe("prt", "out")), False),)),
        ("obj !xcomp", (Condition((Probe("obj", ""),), False), Condition((Probe("xcomp", ""),), True))),
    ],
)
def test_conditions_of_a_cell(cell, read):
    assert conditions(cell) == read


def rows(name):
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", FILES)
def test_rows_are_unique(name):
    found = [tuple(row.values()) for row in rows(name)]
    assert len(found) == len(set(found))


def test_codes_of_the_lexicon_are_in_the_vocabularies():
    assert {row["event_type_code"] for row in rows("event_triggers")} - {""} == codes("event_types")
    assert {row["modality_code"] for row in rows("event_modality")} <= codes("modalities")
    assert {row["modality_code"] for row in rows("event_support_verbs")} - {""} <= codes("modalities")


def test_rows_that_block_come_before_rows_that_tell():
    for triggers in read_lexicon().triggers.values():
        kinds = [trigger.type_code is None for trigger in triggers]
        assert kinds == sorted(kinds, reverse=True)


def test_a_word_class_without_words_is_refused(tmp_path):
    for name in FILES:
        (tmp_path / f"{name}.csv").write_bytes((LEXICON / f"{name}.csv").read_bytes())
    with (tmp_path / "event_triggers.csv").open("a", encoding="utf-8") as file:
        file.write("greet,VERB,obj:@nobody,CONSULT,subj,obj\n")
    with pytest.raises(UnknownCode, match="nobody"):
        read_lexicon(tmp_path)


@pytest.mark.parametrize(
    ("row", "above"),
    [
        ("xyzzy,VERB,for:ACTOR,SUPPORT,subj,for", "xyzzy, VERB 'for'"),
        ("xyzzy,VERB,for subj:ACTOR,SUPPORT,subj,for", "xyzzy, VERB 'for'"),
        ("xyzzy,VERB,for,SUPPORT,subj,for|with", "xyzzy, VERB 'for'"),
    ],
)
def test_a_row_that_never_takes_effect_is_refused_by_the_row_above_it(tmp_path, row, above):
    for name in FILES:
        (tmp_path / f"{name}.csv").write_bytes((LEXICON / f"{name}.csv").read_bytes())
    with (tmp_path / "event_triggers.csv").open("a", encoding="utf-8") as file:
        file.write(f"xyzzy,VERB,for,SUPPORT,subj,for\n{row}\n")
    with pytest.raises(ConfigError, match=above):
        read_lexicon(tmp_path)


def test_a_narrow_row_above_a_wide_one_takes_effect(tmp_path):
    for name in FILES:
        (tmp_path / f"{name}.csv").write_bytes((LEXICON / f"{name}.csv").read_bytes())
    with (tmp_path / "event_triggers.csv").open("a", encoding="utf-8") as file:
        file.write("xyzzy,VERB,for:@law|ACTOR,SUPPORT,subj,for\nxyzzy,VERB,for !against,SUPPORT,subj,for\n")
    assert len(read_lexicon(tmp_path).triggers["xyzzy", "VERB"]) == 2


@pytest.mark.parametrize(
    "cell", ["obj:@law|treaty !with", "prt:up|out", "against|by|gov:stage", "!det:no adv:down|in", "obj:x|with"]
)
def test_conditions_are_written_as_they_were_read(cell):
    assert written(conditions(cell)) == cell
