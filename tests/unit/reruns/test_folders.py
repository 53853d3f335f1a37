"""What a build reads and what it writes lie apart; two runs do not share a build folder."""

import pytest

from presspack.base.errors import BuildInUse, ConfigError
from presspack.reruns.folders import refuse_nested
from presspack.reruns.run_locks import build_lock


@pytest.mark.parametrize(
    ("raw", "build", "output"),
    [
        ("raw", "raw/build", "out"),
        ("raw", "build", "raw/out"),
        ("raw", "raw", "out"),
        ("work/raw", "work", "out"),
        ("work/raw", "build", "work"),
        ("raw", "out", "out"),
        ("raw", "out/build", "out"),
        ("raw", "build", "link/out"),
    ],
)
def test_folders_that_lie_in_each_other_are_refused(tmp_path, raw, build, output):
    (tmp_path / raw).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "raw")
    with pytest.raises(ConfigError, match="expected one"):
        refuse_nested(tmp_path / raw, tmp_path / build, tmp_path / output)


def test_folders_beside_each_other_and_output_in_build_are_fine(tmp_path):
    refuse_nested(tmp_path / "raw", tmp_path / "rawbuild", tmp_path / "out")
    refuse_nested(tmp_path / "raw", tmp_path / "build", tmp_path / "build/out")


def test_a_build_folder_is_locked_while_a_run_works_in_it(tmp_path):
    with build_lock(tmp_path / "build"), pytest.raises(BuildInUse, match="another run builds here"):
        build_lock(tmp_path / "build")
    with build_lock(tmp_path / "build") as again:
        assert again
