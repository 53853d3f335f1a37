"""Commands and options are completed by the shells themselves."""

import shutil
import subprocess

import pytest

from presspack.__main__ import main
from presspack.cli.commands import FOR_PEOPLE

SHELLS = {name: shutil.which(name) for name in ("bash", "zsh", "fish")}


@pytest.fixture
def script(capsys):
    def of(shell):
        assert main(["completion", shell]) == 0
        return capsys.readouterr().out

    return of


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_names_every_command_and_is_read_without_a_fault(shell, script, tmp_path):
    text = script(shell)
    assert [name for name in FOR_PEOPLE if name not in text] == []
    if SHELLS[shell] is None:
        pytest.skip(f"{shell} is not installed: its script is not read")
    path = tmp_path / "completion"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([SHELLS[shell], "-n", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["presspack", "de"], {"demo", "deposit"}),
        (["presspack", "build", "--ver"], {"--verbose"}),
        (["presspack", "init", "--licence", "CC-BY"], {"CC-BY-4.0", "CC-BY-SA-4.0"}),
        (["presspack", "completion", "f"], {"fish"}),
    ],
)
@pytest.mark.skipif(SHELLS["bash"] is None, reason="bash is not installed")
def test_bash_completes(typed, found, script):
    words = " ".join(f'"{word}"' for word in typed)
    asked = f"COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _presspack; echo ${{COMPREPLY[@]}}"
    done = subprocess.run([SHELLS["bash"], "-c", script("bash") + asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("presspack build --ver", "--verbose"),
        ("presspack init --licence CC0", "CC0-1.0"),
        ("presspack completion f", "fish"),
    ],
)
@pytest.mark.skipif(SHELLS["fish"] is None, reason="fish is not installed")
def test_fish_completes(typed, found, script, tmp_path):
    asked = f'source -; complete -C "{typed}"'
    done = subprocess.run(
        [SHELLS["fish"], "--no-config", "-c", asked], input=script("fish"), capture_output=True, text=True, check=True,
        cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == [found]


def test_the_version_is_that_of_the_project(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("presspack 0.")
