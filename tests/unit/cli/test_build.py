"""presspack build hands the workflow that came with it over to Snakemake, and refuses before that what cannot work."""

import os
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pyarrow
import pytest
import yaml
from pyarrow import parquet

from presspack.__main__ import main
from presspack.base.paths import HOME, PRESSPACK


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Run in an empty folder; return the list of (command, environment) that a process became."""
    calls = []

    def execve(path, command, environment):
        calls.append((command, environment))
        raise SystemExit(0)

    monkeypatch.chdir(tmp_path)

    def run_build(command, build, environment, **_):
        calls.append((command, environment))
        return 1

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr("presspack.cli.build.run_build", run_build)
    (tmp_path / "raw").mkdir()
    return calls


def build(*arguments):
    with suppress(SystemExit):
        main(["build", *arguments])


def config_of(command):
    with open(command[command.index("--configfile") + 1], encoding="utf-8") as file:
        return yaml.safe_load(file)


def test_a_checkout_has_its_top_level_above_pipeline():
    assert PRESSPACK.parents[1] == HOME
    assert (HOME / "schemas" / "package.yaml").is_file()


def test_defaults_are_those_of_the_snakefile(started):
    build()
    [(command, environment)] = started
    assert command[1:5] == ["-m", "snakemake", "--snakefile", str(HOME / "Snakefile")]
    assert command[5:9] == ["--cores", "all", "--nocolor", "--configfile"]
    assert config_of(command) == {"raw": "raw", "build": "build", "datapackage": "datapackage"}
    assert environment["PYTHONPATH"].split(os.pathsep)[0] == str(PRESSPACK.parent)


def test_a_folder_named_like_a_number_stays_a_name(started):
    build("--output", "2021", "--build", "1e3")
    assert config_of(started[0][0]) == {"raw": "raw", "build": "1e3", "datapackage": "2021"}


def test_what_follows_two_dashes_goes_to_snakemake_instead_of_the_defaults(started):
    build("--raw", "raw", "--", "--cores", "3", "--dry-run")
    assert started[0][0][5:-2] == ["--cores", "3", "--dry-run"]


def test_files_named_are_passed_on(started, tmp_path):
    (tmp_path / "s.yaml").write_text("catalogue: {shards: 2}\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("table,row_id,column,value,reason\n", encoding="utf-8")
    build("--config", "s.yaml", "--corrections", "c.csv")
    assert {"settings": "s.yaml", "corrections": "c.csv"}.items() <= config_of(started[0][0]).items()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--raw", "captures"],
            "captures: no such file or folder; expected the folder of captures; name it with --raw",
        ),
        (["--corrections", "none.csv"], "none.csv: no such file or folder; expected a CSV of corrections"),
        (["--config", "none.yaml"], "none.yaml: "),
        (["--config", "wrong.yaml"], "wrong.yaml, line 1, column 20: clean"),
        (["--package", "none.yaml"], "none.yaml: "),
        (["--package", "wrong.yaml"], "wrong.yaml"),
        (["--config", "model.yaml"], "configuration: parse.model is 'numpy', expected an installed spaCy pipeline"),
        (["--config", "authority.yaml"], "none.csv: no such file or folder; expected a CSV file of actors"),
        (["--config", "previous.yaml"], "raw: expected the folder of an earlier release (resolve.previous"),
        (
            ["--config", "answers.yaml"],
            "none.parquet: no such file or folder; expected the table reader_answers of a release",
        ),
        (["--output", "wrong.yaml"], "configuration: the folder of the output is 'wrong.yaml', expected a folder"),
        (["--build", "wrong.yaml"], "configuration: the folder of the build is 'wrong.yaml', expected a folder"),
    ],
)
def test_what_cannot_work_is_refused_before_snakemake_starts(started, tmp_path, capsys, arguments, said):
    (tmp_path / "wrong.yaml").write_text("clean: {min_chars: -5}\n", encoding="utf-8")
    (tmp_path / "model.yaml").write_text("parse: {model: numpy}\n", encoding="utf-8")
    (tmp_path / "previous.yaml").write_text("resolve: {previous: raw}\n", encoding="utf-8")
    (tmp_path / "answers.yaml").write_text("reader: {answers: none.parquet, model: m}\n", encoding="utf-8")
    (tmp_path / "authority.yaml").write_text("extract: {authority: none.csv}\n", encoding="utf-8")
    assert main(["build", *arguments]) == 2
    assert f"presspack build: {said}" in capsys.readouterr().err
    assert started == []


def test_all_files_of_people_are_looked_at_before_anything_is_said(started, tmp_path, capsys):
    (tmp_path / "raw/sources.csv").write_text("file,url\ngone.txt,\n", encoding="utf-8")
    (tmp_path / "raw/corrections.csv").write_text(
        "table,row_id,column,value,reason\nevents,e1,colour,red,seen\nevent,e1,place,X,seen\n"
        "statistics,s1,value,NaN,seen\n",
        encoding="utf-8",
    )
    (tmp_path / "s.yaml").write_text("parse: {model: none}\n", encoding="utf-8")
    assert main(["build", "--config", "s.yaml"]) == 2
    said = capsys.readouterr().err
    assert "sources.csv, line 2, column 1: file 'gone.txt' is not in the raw folder" in said
    assert "corrections row line 2, column = colour" in said
    assert "corrections row line 3, table = event:" in said
    assert "corrections row line 4, value = NaN: expected a finite number" in said
    assert "parse.model is 'none'" in said
    assert started == []


@pytest.mark.parametrize("option", [["--cores", "0"], ["--cores", "\x1b[2J"], ["--no-such\x1b[2J"], ["-\u202e"]])
def test_options_that_are_none_are_told_without_moving_the_cursor(started, capsys, option):
    with pytest.raises(SystemExit) as caught:
        main(["build", *option])
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert "presspack build: error: " in said
    assert not {"\x1b", "\u202e"} & set(said)
    assert started == []


@pytest.mark.parametrize(
    ("reason", "options", "code"),
    [
        (None, ["--strict"], 0),
        ("too_long: 9 characters", ["--strict"], 0),
        ("internal_error: extract: IndexError", [], 0),
        ("internal_error: extract: IndexError", ["--strict"], 1),
        ("internal_error: clean: ValueError", ["--strict", "--", "--cores", "1"], 1),
    ],
)
def test_a_record_that_our_code_fails_on_ends_a_strict_build_with_one(started, monkeypatch, reason, options, code):
    built = Path("datapackage/parquet/data")  # the folder of the test is that of the fixture
    built.mkdir(parents=True)
    rows = pyarrow.table({"status_code": ["used", "unreadable" if reason else "empty"], "reason": [None, reason]})
    parquet.write_table(rows, built / "articles.parquet")
    monkeypatch.setattr("presspack.cli.build.run_build", lambda *_, **_more: 0)
    monkeypatch.setattr("presspack.cli.build.subprocess.run", lambda *_, **__: CompletedProcess([], 0))
    assert main(["build", "--quiet", *options]) == code


def test_an_option_that_is_misspelt_is_told_with_the_nearest(started, capsys):
    build("--outptu", "package")
    assert "no such option: --outptu; did you mean '--output'?" in capsys.readouterr().err
    assert started == []
