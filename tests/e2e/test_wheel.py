"""What pip installs is complete: a wheel made from an sdist does in an empty folder what a checkout does."""

import os
import shutil
import subprocess
import sys

import pytest

from calls import CORPUS, ROOT
from presspack.cli.commands import FOR_PEOPLE

TOP = ("Snakefile", "pyproject.toml", "profiles", "raw", "schemas")
ARTICLE = "Harbour Party wins the vote\n\nRivermouth, 3 May 2021. " + (
    "Harbour Party won 7 seats in Rivermouth on Monday, the electoral commission said. Its rival won 5 seats. "
    "The commission dismissed a complaint of the rival party, which had asked for a recount of the votes. "
)
# In this order: some read what those before them wrote.
COMMANDS = [
    "clean raw/a.txt",
    "extract line.jsonl",
    "annotations gold",
    "evaluate --gold gold",
    "trace ROW",
    "validate datapackage",
    "diff datapackage datapackage",
    "release datapackage --output releases",
    "deposit releases/*.zip --sandbox",
    "completion bash",
]


def python(*arguments, cwd, **environment):
    """Run Python without the folder it works in on its path; return the finished process."""
    command = [sys.executable, "-P", *map(str, arguments)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder of installed packages that holds the wheel of the sdist of this project."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for path in (ROOT / name for name in (*TOP, "pipeline", "README.md", "LICENSE")):
        if path.is_dir():
            shutil.copytree(path, source / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            source.mkdir(exist_ok=True)
            shutil.copy2(path, source)
    done = python("-c", "from setuptools import build_meta; build_meta.build_sdist('..')", cwd=source)
    assert done.returncode == 0, done.stderr
    [sdist] = folder.glob("*.tar.gz")
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--wheel-dir", folder]
    done = python("-m", "pip", "wheel", sdist, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    shutil.unpack_archive(wheel, folder / "site", format="zip")
    return folder / "site"


@pytest.fixture(scope="module")
def presspack(site):
    """Run a command of the installed presspack in a folder; return the finished process."""
    return lambda folder, *arguments: python("-m", "presspack", *arguments, cwd=folder, PYTHONPATH=str(site))


@pytest.fixture(scope="module")
def folder(presspack, tmp_path_factory):
    """A folder with a capture, code of its own that has our names, and the package built in it."""
    folder = tmp_path_factory.mktemp("a user's folder")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    shutil.copy(CORPUS / "package.yaml", folder / "raw")
    (folder / "line.jsonl").write_text('{"id": "a1", "text": "Nur Otan expelled 227 members in 2021."}\n')
    (folder / "presspack.py").write_text("raise SystemExit('not this one')\n", encoding="utf-8")
    done = presspack(folder, "build", "--", "--cores", "1", "--quiet", "rules")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_wheel_holds_all_files_of_the_code_and_of_the_top_level_and_no_others(site):
    expected = {f"presspack/{name}": content for name, content in files_of(ROOT / "pipeline" / "presspack").items()}
    for name in TOP:
        path = ROOT / name
        inside = files_of(path) if path.is_dir() else {"": path.read_bytes()}
        expected |= {f"presspack/share/{name}/{file}".rstrip("/"): content for file, content in inside.items()}
    found = {name: content for name, content in files_of(site).items() if ".dist-info/" not in name}
    assert sorted(found) == sorted(expected)
    assert found == expected


def test_the_installed_code_and_not_the_checkout_runs(site, folder, presspack):
    assert f"lie in {site / 'presspack' / 'share'}\n" in presspack(folder, "build", "--help").stdout


def test_a_second_build_has_nothing_to_do(folder, presspack):
    done = presspack(folder, "build")
    assert done.returncode == 0
    assert "nothing to do" in done.stderr


def test_every_command_for_people_works(folder, presspack):
    assert {command.split()[0] for command in COMMANDS} == set(FOR_PEOPLE) - {
        "build",
        "reproduce",
        "init",
        "demo",
        "review",
        "probe",
    }
    row = (folder / "datapackage" / "data" / "statistics.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    for command in COMMANDS:
        words = command.replace("ROW", row).split()
        paths = [path for word in words for path in (folder.glob(word) if "*" in word else [word])]
        done = presspack(folder, *paths)
        assert done.returncode == 0, (command, done.stdout + done.stderr)
    assert len(list((folder / "gold").iterdir())) == 1


def test_a_package_of_the_checkout_is_reproduced_byte_by_byte(built, folder, presspack):
    done = presspack(folder, "reproduce", built / "data package", "--raw", CORPUS, "--cores", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same bytes" in done.stdout


def test_a_stage_that_fails_makes_the_exit_code_1_and_says_why(tmp_path, presspack):
    (tmp_path / "raw").mkdir()
    done = presspack(tmp_path, "build")
    assert done.returncode == 1
    assert "raw: expected at least one capture" in done.stderr
