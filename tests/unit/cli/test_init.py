"""A corpus of one's own is started without an editor, and what was not said can be seen to be missing."""

import pytest

from presspack.__main__ import main
from presspack.base.errors import CheckFailed
from presspack.cli.release import plan_of
from presspack.tables.package_metadata import read_metadata


def test_a_folder_has_all_that_people_write(tmp_path, capsys):
    folder = tmp_path / "Harbour Politics"
    assert (
        main(["init", str(folder), "--author", "Ilse Varga", "--licence", "CC0-1.0", "--title", "Harbour: a title"])
        == 0
    )
    found = read_metadata(raw=folder / "raw")
    assert (found.name, found.title, found.version) == ("harbour-politics", "Harbour: a title", "0.1.0")
    assert [licence.name for licence in found.licenses] == ["CC0-1.0"]
    assert [person.title for person in found.contributors] == ["Ilse Varga"]
    assert "presspack build" in capsys.readouterr().err
    names = {path.name for path in (folder / "raw").iterdir()}
    assert names == {"sources.csv", "corrections.csv", "settings.yaml", "package.yaml"}


def test_files_that_are_there_stay(tmp_path, capsys):
    main(["init", str(tmp_path), "--title", "First"])
    main(["init", str(tmp_path), "--title", "Second"])
    assert read_metadata(raw=tmp_path / "raw").title == "First"
    assert "kept" in capsys.readouterr().err


def test_without_a_file_a_package_is_called_like_its_folder_and_nobody_made_it(tmp_path):
    raw = tmp_path / "Møre news" / "raw"
    raw.mkdir(parents=True)
    found = read_metadata(raw=raw)
    assert (found.title, found.contributors, found.created) == ("Møre news", [], "")
    assert [licence.name for licence in found.licenses] == ["notspecified"]


@pytest.mark.parametrize("key", ["licenses", "contributors"])
def test_what_nobody_described_is_not_released(tmp_path, key):
    licence = (
        '{"name": "CC0-1.0", "title": "CC0"}' if key != "licenses" else '{"name": "notspecified", "title": "none"}'
    )
    makers = '[{"title": "Ilse Varga"}]' if key != "contributors" else "[]"
    (tmp_path / "provenance.json").write_text("{}", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(
        f'{{"name": "p", "version": "0.1.0", "created": "2026-01-01", "licenses": [{licence}], "contributors": {makers}, '
        '"resources": []}',
        encoding="utf-8",
    )
    with pytest.raises(CheckFailed, match=rf"{key}.*package\.yaml"):
        plan_of(tmp_path, tmp_path / "out", previous=None, version="", day="")
