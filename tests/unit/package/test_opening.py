"""Archives that lie, burst or are damaged are refused."""

import stat
import zipfile
from pathlib import Path

import pytest

from presspack.package.opening import Refused, unpack
from presspack.package.validation.validation import validated
from small_packages import broken, csv, package, table


def zipped(path: Path, members: dict[str, bytes | str]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_zip_is_read_at_its_root_or_in_its_only_folder(tmp_path):
    package(csv(tmp_path, "x\na\n"), table())
    files = {name: (tmp_path / name).read_bytes() for name in ("datapackage.json", "t.csv")}
    for prefix in ("", "release-1.0.0/"):
        archive = zipped(tmp_path / "p.zip", {prefix + name: data for name, data in files.items()})
        assert validated(archive).findings == ()


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:evil.csv"])
def test_unsafe_names_in_a_zip_are_refused(tmp_path, name):
    archive = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", name: "x"})
    assert broken(archive) == {"archive": 1}
    assert not (tmp_path / "evil.csv").exists()


def test_a_link_in_a_zip_is_refused(tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("t.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    assert broken(path) == {"archive": 1}


def test_a_zip_bomb_is_stopped_while_it_unpacks(tmp_path):
    archive = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", "zeros.csv": bytes(40 * 2**20)})
    assert broken(archive) == {"archive": 1}
    (tmp_path / "out").mkdir()
    with pytest.raises(Refused, match="bomb"):
        unpack(archive, tmp_path / "out", max_ratio=10)


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.9])
def test_a_truncated_zip_is_refused(tmp_path, keep):
    whole = zipped(tmp_path / "w.zip", {"datapackage.json": "{}", "t.csv": "x\n" * 1000}).read_bytes()
    cut = tmp_path / "p.zip"
    cut.write_bytes(whole[: keep if isinstance(keep, int) else int(len(whole) * keep)])
    assert broken(cut) == {"archive": 1}


def test_a_member_with_damaged_bytes_is_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", "t.csv": "abcdefgh" * 1000})
    data = bytearray(path.read_bytes())
    at = data.index(b"t.csv") + 8
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    assert broken(path) == {"archive": 1}


def test_a_file_that_is_a_folder_too_is_refused_without_naming_where_it_was_unpacked(tmp_path):
    archive = zipped(tmp_path / "p.zip", {"datapackage.json": "{}", "a": "x", "a/b": "x"})
    (finding,) = validated(archive).findings
    assert (finding.rule, finding.message) == ("archive", "damaged or not a zip: File exists")
