"""`presspack validate` as a command: exit status, gates, engines."""

import argparse
import json

import pytest

from presspack.base.errors import ConfigError, MissingFile
from presspack.cli import validate
from presspack.package.validation.frictionless_engine import reference_report
from presspack.package.validation.validation import Settings, validated
from small_packages import TEXT, csv, package, table


def arguments(*given: str):
    parser = argparse.ArgumentParser()
    validate.add_arguments(parser)
    return parser.parse_args(list(map(str, given)))


def test_the_command_says_by_its_status_whether_the_data_failed(tmp_path, capsys):
    folder = package(csv(tmp_path, "x\na\n"), table())
    assert validate.run(arguments(folder)) == 0
    assert "valid" in capsys.readouterr().out
    csv(tmp_path, "x\na,b\n")
    assert validate.run(arguments(folder)) == 1
    assert "t.csv:2" in capsys.readouterr().out
    assert validate.run(arguments(folder, "--severity", "ragged-row=warning")) == 0
    assert validate.run(arguments(folder, "--severity", "ragged-row=warning", "--fail-on", "warning")) == 1


def test_a_package_that_is_not_there_is_wrong_usage(tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(MissingFile):
            validated(path)


def test_frictionless_is_not_let_near_remote_paths(tmp_path):
    folder = package(tmp_path, table(path="https://example.org/t.csv"))
    assert reference_report(folder, Settings()).totals() == {"remote-path": 1}


def test_frictionless_can_judge_instead(tmp_path, capsys):
    folder = package(csv(tmp_path, "x\na\n"), table([{"name": "x", "type": "integer"}]))
    assert validate.run(arguments(folder, "--engine", "frictionless", "--format", "json")) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["engine"], report["totals"]) == ("frictionless", {"type": 1})


@pytest.mark.parametrize(
    "schema", [{"fields": [5.0]}, {"fields": TEXT, "foreignKeys": [{"fields": "x", "reference": "t"}]}]
)
def test_a_descriptor_that_frictionless_stumbles_over_is_a_finding(tmp_path, schema):
    folder = package(csv(tmp_path, "x\na\n"), {"name": "t", "path": "t.csv", "schema": schema})
    assert reference_report(folder, Settings()).totals() == {"profile": 1}


@pytest.mark.parametrize(
    "option", [("--memory", "much"), ("--memory", "0"), ("--memory", ""), ("--limit", "-1"), ("--limit", "x")]
)
def test_options_that_are_none_are_wrong_usage(tmp_path, capsys, option):
    with pytest.raises(SystemExit) as stopped:
        arguments(tmp_path, *option)
    assert stopped.value.code == 2
    assert f"argument {option[0]}: {option[1]!r} is not" in capsys.readouterr().err


def test_too_little_memory_is_told_as_that(tmp_path):
    folder = package(csv(tmp_path, "x\n" + "a" * 50 + "\n" + "b\n" * 100_000), table())
    with pytest.raises(ConfigError, match="--memory is '1MB', expected more memory"):
        validated(folder, Settings(memory="1MB"))


def test_a_table_of_too_many_columns_is_not_read_and_says_so(tmp_path):
    names = [f"f{n}" for n in range(10_001)]
    folder = package(csv(tmp_path, ",".join(names) + "\n"), table([{"name": "f0", "type": "string"}]))
    report = validated(folder)
    assert report.totals() == {"unsupported-format": 1}
    assert "10001 columns" in report.findings[0].message
