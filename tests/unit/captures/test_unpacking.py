"""Packed streams are unpacked within limits; what is broken is told, and with `resume` costs its member only."""

import bz2
import gzip
import io
import lzma

import pytest
import zstandard

from presspack.captures.records import Bomb, Unreadable
from presspack.captures.unpacking import gunzipped, recoded, unbz2, unxz, unzstd
from presspack.config import Limits

LIMITS = Limits(max_record_bytes=1000)


def members(*texts: bytes) -> bytes:
    return b"".join(gzip.compress(text, mtime=0) for text in texts)


@pytest.mark.parametrize("tail", [b"", b"\x00" * 50, b"rubbish behind"])
def test_all_members_are_read_and_rubbish_behind_them_is_passed_over(tail: bytes) -> None:
    assert gunzipped(io.BytesIO(members(b"one ", b"two") + tail), LIMITS).read() == b"one two"


@pytest.mark.parametrize(
    "data", [b"no gzip", b"", gzip.compress(b"x" * 999, mtime=0)[:-9], b"\x1f\x8b\x08\x00" + b"?" * 40]
)
def test_what_is_broken_or_cut_off_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable, match="broken_archive"):
        gunzipped(io.BytesIO(data), LIMITS).read()


def test_a_broken_member_costs_itself_only() -> None:
    good, bad = gzip.compress(b"good one", mtime=0), bytearray(gzip.compress(bytes(range(256)) * 20))
    bad[60:90] = b"\xff" * 30
    read = gunzipped(io.BytesIO(good + bytes(bad) + gzip.compress(b"good two", mtime=0)), LIMITS, resume=True).read()
    assert read.startswith(b"good one")
    assert read.endswith(b"\r\n\r\ngood two")


@pytest.mark.parametrize("unpack", [gunzipped, unzstd, unbz2, unxz])
def test_a_bomb_is_stopped(unpack) -> None:
    pack = {gunzipped: gzip.compress, unzstd: zstandard.compress, unbz2: bz2.compress, unxz: lzma.compress}[unpack]
    with pytest.raises(Bomb):
        unpack(io.BytesIO(pack(b"\0" * 30_000_000)), LIMITS).read()


def test_a_zstd_stream_may_begin_with_its_dictionary() -> None:
    samples = [f"WARC/1.0 record number {n} of a web archive, {n * 7919} bytes".encode() for n in range(2000)]
    words = zstandard.train_dictionary(2000, samples).as_bytes()
    packed = zstandard.ZstdCompressor(dict_data=zstandard.ZstdCompressionDict(words)).compress(samples[3])
    for held in (words, zstandard.compress(words)):
        head = b"\x5d\x2a\x4d\x18" + len(held).to_bytes(4, "little") + held
        assert unzstd(io.BytesIO(head + packed), LIMITS).read() == samples[3]


def test_text_in_another_encoding_is_read_as_utf_8() -> None:
    stream = recoded(io.BytesIO("søster\nbror\n".encode("utf-16")), "utf-16")
    assert list(stream) == ["søster\n".encode(), b"bror\n"]


@pytest.mark.parametrize("tail", [b"", b"\0" * 8, lzma.compress(b" and more")])
def test_an_xz_stream_of_several_parts_is_read_whole(tail: bytes) -> None:
    read = unxz(io.BytesIO(lzma.compress(b"one") + tail), LIMITS).read()
    assert read == b"one" + (b" and more" if len(tail) > 8 else b"")


@pytest.mark.parametrize("data", [lzma.compress(bytes(range(256)) * 9)[:-9], b"\xfd7zXZ\x00" + b"?" * 40])
def test_a_broken_xz_stream_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable, match="broken_archive"):
        unxz(io.BytesIO(data), LIMITS).read()
