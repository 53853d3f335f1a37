"""`presspack release`: the version that is due, archives of the same bytes that are never overwritten, the changelog."""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from presspack.base.errors import CheckFailed, ConfigError
from presspack.cli import release
from presspack.cli.release import latest, plan_of
from presspack.package.archive import check_archive, members_of, write_archive
from presspack.package.comparison.changelog import with_release
from presspack.package.comparison.comparison import difference
from presspack.package.validation.validation import validated

PROFILE = "https://datapackage.org/profiles/2.0/"
ROWS = "id,n\na,1\nb,2\n"


def package(folder: Path, text: str = ROWS, version: str = "1.0.0", **more) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/t.csv").write_text(text, encoding="utf-8", newline="")
    (folder / "README.md").write_text("# p\n", encoding="utf-8")
    fields = [{"name": "id", "type": "string"}, {"name": "n", "type": "integer"}]
    schema = {"$schema": PROFILE + "tableschema.json", "fields": fields, "primaryKey": ["id"]}
    resource = {"name": "t", "type": "table", "path": "data/t.csv", "schema": schema}
    stated = {"name": "p", "version": version, "created": "2026-01-31T00:00:00Z", "resources": [resource]}
    descriptor = {"$schema": PROFILE + "datapackage.json", **stated, **more}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def run(*given):
    parser = argparse.ArgumentParser()
    release.add_arguments(parser)
    return release.run(parser.parse_args(list(map(str, given))))


@pytest.fixture
def places(tmp_path):
    return tmp_path / "package", tmp_path / "releases"


def test_a_first_release_is_archived_with_its_digests(places):
    folder, output = places
    assert run(package(folder), "--output", output) == 0
    archive = output / "p-1.0.0.zip"
    assert validated(archive).findings == ()
    assert difference(folder, archive).step == "none"
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=output, check=False, capture_output=True)
    assert done.returncode == 0
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        sums = opened.read("p-1.0.0/SHA256SUMS").decode()
    assert names == [f"p-1.0.0/{name}" for name in ("README.md", "SHA256SUMS", "data/t.csv", "datapackage.json")]
    assert f"{hashlib.sha256(ROWS.encode()).hexdigest()}  data/t.csv" in sums


def test_the_same_package_gives_the_same_bytes(places, tmp_path):
    folder, output = places
    run(package(folder), "--output", output)
    copy = shutil.copytree(folder, tmp_path / "copy")
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    (copy / "README.md").chmod(0o600)
    (copy / ".hidden").write_text("x", encoding="utf-8")
    run(copy, "--output", tmp_path / "again")
    assert (tmp_path / "again/p-1.0.0.zip").read_bytes() == (output / "p-1.0.0.zip").read_bytes()


def test_a_released_version_is_never_overwritten(places):
    folder, output = places
    run(package(folder), "--output", output)
    before = (output / "p-1.0.0.zip").read_bytes()
    with pytest.raises(CheckFailed, match="never overwritten"):
        run(package(folder, ROWS + "c,3\n"), "--output", output)
    assert (output / "p-1.0.0.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "version", "refusal"),
    [
        (ROWS + "c,3\n", "1.0.1", "at least 1.1.0"),
        (ROWS + "c,3\n", "1.1.0", None),
        ("id,n\na,1\nb,3\n", "1.0.1", None),
        (ROWS, "0.9.0", "above 1.0.0"),
        (ROWS + "c,3\n", "2.0.0", None),
    ],
)
def test_the_version_must_suit_the_changes(places, text, version, refusal):
    folder, output = places
    run(package(folder), "--output", output)
    package(folder, text, version)
    if refusal is None:
        assert run(folder, "--output", output) == 0
        assert latest(output, "p") == output / f"p-{max(version, '1.0.0')}.zip"
    else:
        with pytest.raises(CheckFailed, match=refusal):
            run(folder, "--output", output)
        assert sorted(path.name for path in output.iterdir()) == ["SHA256SUMS", "p-1.0.0.zip"]


def test_a_package_that_is_not_valid_is_not_released(places):
    folder, output = places
    with pytest.raises(CheckFailed, match="type"):
        run(package(folder, "id,n\na,x\n"), "--output", output)
    assert not output.exists()


@pytest.mark.parametrize("descriptor", ['{"name": "\\ud800"}', "[1]", "{", '{"a": NaN}'])
def test_a_descriptor_that_cannot_be_read_is_refused(places, descriptor):
    folder, output = places
    (package(folder) / "datapackage.json").write_text(descriptor, encoding="utf-8")
    with pytest.raises(CheckFailed, match="descriptor"):
        run(folder, "--output", output)


@pytest.mark.parametrize(("version", "created"), [("1.0", "2026-01-31"), ("", "2026-01-31"), ("1.0.0", "soon")])
def test_version_and_date_must_be_told(places, version, created):
    folder, output = places
    with pytest.raises((ConfigError, CheckFailed)):
        run(package(folder, version=version, created=created), "--output", output)


def test_version_and_date_can_be_stamped(places):
    folder, output = places
    before = (package(folder) / "datapackage.json").read_bytes()
    run(folder, "--output", output, "--version", "1.2.0", "--date", "2026-03-01")
    with zipfile.ZipFile(output / "p-1.2.0.zip") as archive:
        stamped = json.loads(archive.read("p-1.2.0/datapackage.json"))
    assert (stamped["version"], stamped["created"]) == ("1.2.0", "2026-03-01T00:00:00Z")
    assert (folder / "datapackage.json").read_bytes() == before


def test_a_dry_run_writes_nothing(places, capsys):
    folder, output = places
    run(package(folder), "--output", output)
    package(folder, ROWS + "c,3\n", "1.1.0")
    files = sorted(output.iterdir())
    assert run(folder, "--output", output, "--dry-run") == 0
    assert "minor" in capsys.readouterr().out
    assert sorted(output.iterdir()) == files


def test_the_changelog_tells_what_changed(places, tmp_path):
    folder, output = places
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# Changelog\n\n## Unreleased\n\n### Data\n- New outlet.\n\n### Code\n- Faster.\n", encoding="utf-8")
    run(package(folder), "--output", output, "--changelog", log)
    run(package(folder, ROWS + "c,3\n", "1.1.0"), "--output", output, "--changelog", log)
    assert log.read_text(encoding="utf-8") == (
        "# Changelog\n\n## Unreleased\n\n## 1.1.0 - 2026-01-31\n\n### Data\n"
        "- `t`: 2 -> 3 rows: 1 added, 0 removed, 0 changed\n\n"
        "## 1.0.0 - 2026-01-31\n\n### Data\n- New outlet.\n- First release.\n\n### Code\n- Faster.\n"
    )


def test_a_changelog_without_the_heading_gets_one_release_at_its_top():
    text = with_release("# Changelog\n\n## 1.0.0\n\nold\n", "1.1.0", date(2026, 2, 1), ["- x"])
    assert text == "# Changelog\n\n## 1.1.0 - 2026-02-01\n\n### Data\n- x\n\n## 1.0.0\n\nold\n"


def test_an_archive_that_does_not_read_back_is_refused(tmp_path):
    folder = package(tmp_path / "p")
    members = members_of(folder, {})
    write_archive(tmp_path / "a.zip", members, top="p", day=date(2026, 1, 1))
    check_archive(tmp_path / "a.zip", members, top="p")
    (folder / "data/t.csv").write_text("other", encoding="utf-8")
    with pytest.raises(CheckFailed, match=r"data/t\.csv"):
        check_archive(tmp_path / "a.zip", members, top="p")


def test_a_link_out_of_the_package_is_not_archived(tmp_path):
    folder = package(tmp_path / "p")
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(CheckFailed, match="leads out"):
        members_of(folder, {})


def test_an_archive_cannot_be_released_again(tmp_path):
    (tmp_path / "p.zip").write_bytes(b"")
    with pytest.raises(ConfigError, match="folder"):
        plan_of(tmp_path / "p.zip", tmp_path, previous=None, version="", day="")


def test_files_that_nothing_names_are_released_only_if_asked_for(places):
    folder, output = places
    package(folder)
    (folder / "notes.txt").write_text("private\n", encoding="utf-8")
    with pytest.raises(CheckFailed, match=r"notes\.txt"):
        run(folder, "--output", output)
    assert not output.exists()
    assert run(folder, "--output", output, "--include-unlisted") == 0


def test_a_name_of_an_organisation_becomes_that_of_a_file(places):
    folder, output = places
    assert run(package(folder, name="harbour/ships"), "--output", output) == 0
    assert [path.name for path in output.glob("*.zip")] == ["harbour-ships-1.0.0.zip"]
