"""Every setting stands in config.yaml with its default and what it means; the model and the file name the same ones."""

import re

import pytest
import yaml

from presspack.config import DEFAULTS, CleanSettings, Config, Limits, Section, read_config

TEXT = DEFAULTS.read_text(encoding="utf-8")
STATED = yaml.safe_load(TEXT)
SECTIONS = {name: field.annotation for name, field in Config.model_fields.items()}


def test_every_setting_of_the_model_is_in_the_file_and_no_other():
    assert {name: set(kind.model_fields) for name, kind in SECTIONS.items()} == {
        name: set(values) for name, values in STATED.items()
    }


@pytest.mark.parametrize("setting", sorted({key for values in STATED.values() for key in values}))
def test_every_setting_says_beside_it_what_it_means(setting):
    lines = re.findall(rf"^  {setting}: .*$", TEXT, re.MULTILINE)
    assert len(lines) == sum(setting in values for values in STATED.values())
    for line in lines:
        assert re.search(r" # [a-zA-Z].{8,}$", line), line


def test_the_defaults_are_those_of_the_file():
    assert read_config().model_dump() == STATED
    assert Limits().model_dump() == STATED["limits"]
    assert CleanSettings(max_chars=7).model_dump() == STATED["clean"] | {"max_chars": 7}


@pytest.mark.parametrize("kind", SECTIONS.values())
def test_a_section_takes_no_unknown_key_and_cannot_be_changed(kind):
    assert issubclass(kind, Section)
    assert (kind.model_config["extra"], kind.model_config["frozen"], kind.model_config["strict"]) == (
        "forbid",
        True,
        True,
    )
