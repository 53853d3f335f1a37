"""What was found of pairs of texts is kept by the code that found it; a file that cannot be read keeps nothing."""

import pyarrow
import pytest

from presspack.resolve.copy_search import CODE, JUDGED, judged_before
from presspack.tables.parquet import write_parquet

PAIRS = pyarrow.array([b"a" * 32, b"b" * 32], JUDGED.field("pair").type)


def kept(path):
    write_parquet(pyarrow.table([PAIRS, [0, 1]], schema=JUDGED.with_metadata({CODE: "now"})), path)
    return path


def test_what_the_same_code_found_comes_back(tmp_path):
    found = judged_before(kept(tmp_path / "copies.parquet"), "now")
    assert found.pairs.equals(PAIRS)
    assert found.of(PAIRS).tolist() == [0, 1]


def test_what_other_code_found_does_not(tmp_path):
    assert len(judged_before(kept(tmp_path / "copies.parquet"), "later").pairs) == 0


@pytest.mark.parametrize("content", [None, b"", b"PAR1", b"PAR1 and more PAR1"])
def test_a_missing_or_broken_file_keeps_nothing(tmp_path, content):
    path = tmp_path / "copies.parquet"
    if content is not None:
        path.write_bytes(content)
    assert len(judged_before(path, "now").pairs) == 0


def test_a_file_of_other_columns_keeps_nothing(tmp_path):
    write_parquet(pyarrow.table({"pair": PAIRS}).replace_schema_metadata({CODE: "now"}), tmp_path / "copies.parquet")
    assert len(judged_before(tmp_path / "copies.parquet", "now").pairs) == 0
