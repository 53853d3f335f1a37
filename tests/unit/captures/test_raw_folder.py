"""The raw folder: every file is listed, those that are no captures with the reason."""

import os
from pathlib import Path

import pytest

from presspack.base.errors import RawInputError
from presspack.captures.catalogue import records
from presspack.captures.raw_folder import raw_entries, raw_files
from presspack.config import read_config
from presspack.reruns.fingerprints import listing_digest


def strays(raw: Path, *ignore: str) -> dict[str, str | None]:
    return {entry.name: entry.stray for entry in raw_entries(raw, ignore)}


def test_captures_are_listed_in_order_without_tables_and_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.html",
        "a/README.md",
        "readme-of-a-reader.txt",
        ".hidden.txt",
        ".git/x.txt",
        "sources.csv",
        "corrections.csv",
        "a/sources.csv",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [(entry.name, entry.stray) for entry in raw_entries(tmp_path)] == [
        ("a/README.md", "readme"),
        ("a/sources.csv", None),
        ("a/z.html", None),
        ("b.txt", None),
        ("readme-of-a-reader.txt", None),
    ]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "raw" / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(RawInputError, match="leads out"):
        raw_files(tmp_path / "raw")


def test_links_to_nowhere_loops_pipes_and_links_to_folders_are_listed_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").touch()
    (tmp_path / "to_folder").symlink_to(tmp_path / "folder")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "good.txt").symlink_to(tmp_path / "folder" / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert strays(tmp_path) == {
        "folder/a.txt": None,
        "gone.txt": "broken_link",
        "good.txt": None,
        "loop.txt": "broken_link",
        "pipe.txt": "not_a_file",
        "to_folder": "link_to_folder",
    }


def test_what_may_not_be_opened_is_unreadable_and_the_others_are_read(tmp_path, monkeypatch):
    """Root may open everything, so that the system's answer is given here."""
    for name in ("a.txt", "secret.txt", "closed/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name not in {"secret.txt", "closed"})
    assert strays(tmp_path) == {"a.txt": None, "closed": "not_readable", "secret.txt": "not_readable"}
    found = {record.file: (record.problem, record.void) for record, _ in records(tmp_path, read_config().limits)}
    assert found == {"a.txt": (None, None), "closed": ("not_readable", None), "secret.txt": ("not_readable", None)}


@pytest.mark.parametrize("folder", ["Story_files", "Story-Dateien", "story.files", "Story_fichiers"])
def test_what_a_browser_saved_beside_a_page_belongs_to_the_page(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder / "deep").mkdir(parents=True)
    for name in ("Story.html", f"{folder}/frame.html", f"{folder}/deep/x.js", "Other.html"):
        (tmp_path / name).touch()
    assert strays(tmp_path) == {
        f"{folder}/deep/x.js": "companion_of_page",
        f"{folder}/frame.html": "companion_of_page",
        "Story.html": None,
        "Other.html": None,
    }


def test_a_folder_of_that_form_without_its_page_holds_captures(tmp_path: Path) -> None:
    (tmp_path / "News_files").mkdir()
    (tmp_path / "News_files" / "a.html").touch()
    assert strays(tmp_path) == {"News_files/a.html": None}


def test_patterns_of_the_settings_are_ignored_and_listed(tmp_path: Path) -> None:
    for name in ("drafts/a.txt", "b.css", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert strays(tmp_path, "drafts/*", "*.css") == {"b.css": "ignored", "c.txt": None, "drafts/a.txt": "ignored"}
    assert [path.name for path in raw_files(tmp_path, ["drafts/*", "*.css"])] == ["c.txt"]


def test_a_name_that_is_not_utf8_is_written_with_escapes(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x", encoding="utf-8")
    (entry,) = raw_entries(tmp_path)
    assert (entry.name, entry.path.read_text(encoding="utf-8")) == ("caf\\xe9.txt", "x")


def test_a_link_to_itself_is_listed_and_stops_no_listing(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert [(entry.name, entry.stray) for entry in raw_entries(tmp_path)] == [("loop.txt", "broken_link")]
    assert listing_digest(tmp_path)
