"""What the docs show of the commands is what the commands print."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from presspack.__main__ import main
from presspack.cli.commands import FOR_PEOPLE
from presspack.release.codebook import codebook

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"^```sh\n((?:presspack [^\n]*\n)+)```\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    pytest.param(commands.splitlines(), output, id=f"{page.name}-{number}")
    for page in sorted((ROOT / "docs").glob("*.md"))
    for number, (commands, output) in enumerate(SHOWN.findall(page.read_text(encoding="utf-8")))
    if "docs/examples/" in commands
]


@pytest.mark.parametrize(("commands", "output"), EXAMPLES)
def test_examples_print_what_the_page_shows(tmp_path, monkeypatch, capsys, commands, output):
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        main(shlex.split(command, comments=True)[1:])
    # the size of an archive is zlib's affair
    printed, shown = (re.sub(r'(\.zip": )\d+', r"\1…", text) for text in (capsys.readouterr().out, output))
    assert printed == shown


def test_there_are_examples_of_the_commands_on_packages():
    shown = {shlex.split(commands[-1])[1] for commands, _ in (example.values for example in EXAMPLES)}
    assert shown == {"validate", "diff", "release", "deposit"}


@pytest.mark.parametrize("command", FOR_PEOPLE)
def test_every_command_has_its_place_in_the_docs(command):
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    assert any(f"presspack {command}" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("command", ["validate", "diff", "release", "reproduce", "deposit"])
def test_help_shows_an_example_and_the_exit_status(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"\nexamples:\n  presspack {command} " in said
    assert "exit status: 0" in said
    assert "\\" not in said


def test_the_codebook_is_what_the_vocabulary_says():
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == codebook()
