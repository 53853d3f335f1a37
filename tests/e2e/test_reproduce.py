"""A package is built again from its raw files and its own record; what differs is placed, other raw files are refused."""

import shutil
from contextlib import nullcontext

import pytest

from calls import presspack, snakemake
from presspack.__main__ import main
from presspack.cli import reproduce

ARTICLE = "Harbour Party wins the vote\n\nRivermouth, 3 May 2021. " + (
    "Harbour Party won 7 seats in Rivermouth on Monday, the electoral commission said. Its rival won 5 seats. "
    "The commission dismissed a complaint of the rival party, which had asked for a recount of the votes. "
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with raw files, corrections of nothing, settings and the package built from them."""
    folder = tmp_path_factory.mktemp("reproduced package")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "raw" / "sources.csv").write_text("file,outlet\na.txt,Quay Post\n", encoding="utf-8")
    (folder / "s.yaml").write_text("extract: {default_dollar: CAD}\ncatalogue: {shards: 2}\n", encoding="utf-8")
    names = {"raw": "raw", "build": "build", "datapackage": "package", "settings": "s.yaml"}
    done = snakemake(*(f"{option}={folder / name}" for option, name in names.items()), cores="1")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(built, tmp_path):
    """A copy of the package and its raw files to be changed."""
    for name in ("package", "raw"):
        shutil.copytree(built / name, tmp_path / name)
    return tmp_path


def test_a_package_is_reproduced_from_another_folder(copy):
    done = presspack("reproduce", copy / "package", "--raw", copy / "raw", "--cores", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same bytes" in done.stdout


def test_the_first_differing_row_and_column_are_told(built, copy, monkeypatch, capsys):
    table = copy / "package" / "data" / "statistics.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    header, cells = lines[0].split(","), lines[1].split(",")
    cells[header.index("end")] = "99999"
    table.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    monkeypatch.setattr(reproduce, "rebuilt", lambda *_, **__: nullcontext(built / "package"))
    assert main(["reproduce", str(copy / "package"), "--raw", str(copy / "raw")]) == 1
    said = capsys.readouterr().out
    assert said.startswith("data/statistics.csv: row 1 (")
    assert "column end: '99999' in the package" in said


@pytest.mark.parametrize("change", ["changed", "gone", "more"])
def test_other_raw_files_are_refused_before_anything_is_built(copy, monkeypatch, capsys, change):
    monkeypatch.setattr(reproduce, "rebuilt", None)
    if change == "gone":
        (copy / "raw" / "sources.csv").unlink()
    else:
        (copy / "raw" / ("a.txt" if change == "changed" else "b.txt")).write_text("other", encoding="utf-8")
    assert main(["reproduce", str(copy / "package"), "--raw", str(copy / "raw")]) == 2
    said = capsys.readouterr().err
    assert {"changed": "a.txt: SHA-256", "gone": "sources.csv: missing", "more": "b.txt: not one of"}[change] in said


def test_a_package_of_others_has_no_record(tmp_path, capsys):
    (tmp_path / "datapackage.json").write_text('{"name": "x", "resources": []}', encoding="utf-8")
    assert main(["reproduce", str(tmp_path)]) == 2
    assert "only presspack writes one" in capsys.readouterr().err
