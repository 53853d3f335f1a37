"""No capture stops the reading: spoilt files of every kind give records in order, each with a text or a reason."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capture_files.folder import write
from presspack.captures.formats import BY_SUFFIX
from presspack.captures.reading import records_of_file
from presspack.config import Limits

LIMITS = Limits(max_record_bytes=200_000, max_problem_bytes=500)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.sampled_from(["cut", "drop", "twice", "noise", "digit"]),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("captures")
    write(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def spoilt(data: bytes, edits: list[tuple[int, str, bytes]]) -> bytes:
    """Return the bytes with pieces cut off, dropped, doubled or overwritten."""
    for number, kind, noise in edits:
        place = number % (len(data) + 1)
        if kind == "cut":
            data = data[:place] or data
        elif kind == "drop":
            data = data[:place] + data[place + number % 90 :]
        elif kind == "twice":
            data = data[:place] + data[place : place + 2000] + data[place:]
        elif kind == "digit":
            data = data[:place] + b"9" * (number % 12) + data[place:]
        else:
            data = data[:place] + noise + data[place + len(noise) :]
    return data


def assert_accounted(path: Path) -> None:
    found = list(records_of_file(path, name=path.name, limits=LIMITS))
    assert [record.record for record in found] == list(range(1, len(found) + 1))
    assert all(record.problem or record.void or record.media_type for record in found)
    assert all(len(record.payload) <= LIMITS.max_record_bytes for record in found)


@settings(max_examples=60)
@given(st.data(), EDITS)
def test_a_spoilt_capture_never_raises(samples, tmp_path_factory, data, edits):
    sample = data.draw(st.sampled_from(samples))
    path = tmp_path_factory.getbasetemp() / f"spoilt{''.join(sample.suffixes)}"
    path.write_bytes(spoilt(sample.read_bytes(), edits))
    assert_accounted(path)


@settings(max_examples=60)
@given(st.sampled_from(sorted(BY_SUFFIX)), st.binary(max_size=300))
def test_any_bytes_under_any_name_never_raise(tmp_path_factory, suffix, data):
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    path.write_bytes(data)
    assert_accounted(path)
