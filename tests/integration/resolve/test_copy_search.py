"""What was found of pairs of texts is kept by the code that found it."""

import pyarrow

from presspack.reruns.cache import renewed
from presspack.resolve.copy_search import JUDGED, KEPT, judged_before
from presspack.tables.parquet import write_parquet

PAIRS = pyarrow.array([b"a" * 32, b"b" * 32], JUDGED.field("pair").type)


def kept(folder):
    with renewed(folder, "now") as new:
        write_parquet(pyarrow.table([PAIRS, [0, 1]], schema=JUDGED), new / KEPT)
    return folder


def test_what_the_same_code_found_comes_back(tmp_path):
    found = judged_before(kept(tmp_path / "copies"), "now")
    assert found.pairs.equals(PAIRS)
    assert found.of(PAIRS).tolist() == [0, 1]


def test_what_other_code_found_does_not(tmp_path):
    assert len(judged_before(kept(tmp_path / "copies"), "later").pairs) == 0


def test_a_missing_or_broken_file_keeps_nothing(tmp_path):
    assert len(judged_before(tmp_path / "none", "now").pairs) == 0
    (kept(tmp_path / "copies") / KEPT).write_bytes(b"PAR1 and more PAR1")
    assert len(judged_before(tmp_path / "copies", "now").pairs) == 0
