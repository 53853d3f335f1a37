"""A text is written whole, or the file stays as it was."""

import os
from pathlib import Path

import pytest

from presspack.base.whole_files import write_whole


def test_a_text_is_written_as_it_is(tmp_path):
    write_whole(tmp_path / "a.json", "é\r\nb\n")
    assert (tmp_path / "a.json").read_bytes() == "é\r\nb\n".encode()
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("old", encoding="utf-8")
    write = Path.write_text

    def full(self, text, **options):
        write(self, text[:2], **options)
        raise OSError(28, "no room")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="no room"):
        write_whole(path, "the new text")
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_link_stays_one_and_its_file_is_written(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for text in ("one", "two"):
        write_whole(tmp_path / "link", text)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text(encoding="utf-8") == "two"


def test_a_pipe_stays_one(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "pipe", "shown")
    assert os.read(reader, 99) == b"shown"
    os.close(reader)
