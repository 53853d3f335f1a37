"""A raw file that is not what it was when it was read is named, and nothing is published."""

import pytest

from presspack.base.errors import RawInputError
from presspack.captures.raw_digests import raw_digests, refuse_changed, write_listed


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text("one", encoding="utf-8")
    (folder / "sources.csv").write_text("file\na.txt\n", encoding="utf-8")
    write_listed(raw_digests(folder), tmp_path / "catalogue")
    return folder


def test_files_as_they_were_read_are_fine(raw):
    refuse_changed(raw, raw_digests(raw), raw.parent / "catalogue")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.txt", lambda path: path.write_text("two", encoding="utf-8")),
        ("a.txt", lambda path: path.unlink()),
        ("b.txt", lambda path: path.write_text("new", encoding="utf-8")),
        ("sources.csv", lambda path: path.write_text("file,outlet\na.txt,X\n", encoding="utf-8")),
    ],
)
def test_a_changed_file_is_named(raw, name, change):
    change(raw / name)
    with pytest.raises(RawInputError, match=f"{name}: changed"):
        refuse_changed(raw, raw_digests(raw), raw.parent / "catalogue")
