"""A rerun costs what changed: which jobs run after a change, and that the release is that of a build from nothing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "data" / "corpus" / "raw"
WIRE = (
    "DOR HARBOUR. The council of Dor elected Pia Sollen as mayor on Tuesday, and 12 of its 20 members voted for her. "
)


class Project:
    """A copy of the code with a corpus of its own, so that code and words can be changed."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("pipeline", "schemas", "profiles"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("Snakefile", "pyproject.toml"):
            shutil.copy2(ROOT / name, folder / name)
        shutil.copytree(CORPUS, folder / "raw")
        (folder / "settings.yaml").write_text("catalogue: {shards: 3}\n", encoding="utf-8")

    def run(self, *options):
        """Run Snakemake; return (what it ran, all that it said)."""
        command = [sys.executable, "-m", "snakemake", "--cores", "2", *options, "--config", "settings=settings.yaml"]
        environment = os.environ | {"PYTHONPATH": str(self.folder)}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        return sorted(set(re.findall(r"^(?:local)?(?:rule|checkpoint) (\w+):", said, re.MULTILINE)) - {"all"}), said

    def planned(self):
        """Return which rules a dry run would run."""
        return self.run("--dry-run")[0]

    def package(self):
        """Return the released tables and descriptor, byte for byte; the card tells of the code and is left out."""
        files = sorted((self.folder / "datapackage" / "data").glob("*"))
        return {path.name: path.read_bytes() for path in files}

    def log(self, rule):
        """Return what the jobs of a rule told."""
        return "".join(
            path.read_text(encoding="utf-8") for path in sorted((self.folder / "build/logs" / rule).glob("*.log"))
        )

    def tables(self):
        """Return which folder of tables each shard has: one written anew is another one."""
        return {path.name: path.stat().st_ino for path in (self.folder / "build/tables/shards").iterdir()}

    def table_bytes(self):
        """Return the bytes of each table of each shard."""
        shards = self.folder / "build/tables/shards"
        return {(path.parent.name, path.stem): path.read_bytes() for path in shards.rglob("*.parquet")}

    def change(self, name, before, after):
        """Change words of a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    made = Project(tmp_path_factory.mktemp("project"))
    made.run()
    return made


def test_nothing_is_run_where_nothing_changed(project):
    assert "Nothing to be done" in project.run()[1]


def test_a_capture_touched_but_the_same_runs_no_shard(project):
    (project.folder / "raw" / "ferry-fund.txt").touch()
    ran, _ = project.run()
    assert not {"clean", "parse", "extract", "resolve", "check"} & set(ran)


def test_settings_put_back_as_they_were_last_year_are_noticed(project):
    settings = project.folder / "settings.yaml"
    before, facts = settings.read_text(encoding="utf-8"), settings.stat()
    settings.write_text(before + "clean: {min_body_chars: 123}\n", encoding="utf-8")
    os.utime(settings, (1_600_000_000, 1_600_000_000))
    assert {"catalogue", "resolve", "publish"} <= set(project.planned())  # shards are planned after the catalogue
    settings.write_text(before, encoding="utf-8")
    os.utime(settings, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert project.planned() == []


def test_an_article_is_worked_on_alone_and_leaves_no_trace_when_it_is_removed(project):
    before, tables = project.package(), project.table_bytes()
    raw = project.folder / "raw"
    (raw / "new.txt").write_text("Dor elects a mayor\n\n" + WIRE * 3, encoding="utf-8")
    project.run()
    changed = [name for name, content in project.table_bytes().items() if tables.get(name) != content]
    own = max({shard for shard, _ in changed}, key=[shard for shard, _ in changed].count)
    # A name that the new article shares with another may link that one's mentions by other evidence, and nothing else.
    assert {table for shard, table in changed if shard != own} <= {"mentions"}
    assert "new.txt" in project.package()["articles.csv"].decode()
    for rule, told in (("clean", "records cleaned"), ("parse", "articles parsed"), ("extract", "articles extracted")):
        assert f"1 of 1 {told}" in project.log(rule)
    (raw / "new.txt").unlink()
    project.run()
    assert project.package() == before


def test_a_schema_s_description_makes_only_the_release_anew(project):
    path = "schemas/statistics.json"
    project.change(path, '"description": "', '"description": "To be exact: ')
    planned = project.planned()
    shutil.copy2(ROOT / path, project.folder / path)
    assert planned == ["publish"]


def test_a_vocabulary_is_resolved_without_extracting(project):
    path = project.folder / "schemas/vocabularies/modalities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", " \n", 2), encoding="utf-8")
    planned = project.planned()
    shutil.copy2(ROOT / "schemas/vocabularies/modalities.csv", path)
    assert planned == ["check", "publish", "resolve"]


def test_the_lexicon_is_read_again_without_parsing(project):
    path = "pipeline/presspack/english/lexicon/event_triggers.csv"
    last = (project.folder / path).read_text(encoding="utf-8").splitlines()[-1]
    project.change(path, last + "\n", "")
    planned = project.planned()
    assert "extract" in planned
    assert not {"catalogue", "clean", "parse"} & set(planned)
