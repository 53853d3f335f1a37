"""What is kept comes back as it was or not at all; rows of articles that did not change are kept."""

import pytest

from presspack.reruns.cache import (
    MANIFEST,
    keep_rows,
    keep_value,
    kept_file,
    kept_rows,
    kept_value,
    renewed,
    whole_files,
    write_with_kept,
)
from presspack.tables.parquet import read_rows, validated
from presspack.tables.schema import schema

SEGMENTS = schema("segments")


def segment(article, start):
    return {
        "article_id": article,
        "start": start,
        "end": start + 5,
        "kind_code": "paragraph",
        "reason_code": None,
        "speaker": None,
    }


def built(tmp_path, keys, rows):
    kept = kept_rows(tmp_path / "cache", keys, ["segments.parquet"])
    fresh = [row for row in rows if row["article_id"] not in kept.known]
    write_with_kept(validated(fresh, SEGMENTS), kept, SEGMENTS.primary_key, tmp_path / "out" / "segments.parquet")
    keep_rows(kept, tmp_path / "out")
    return [row["article_id"] for row in fresh], read_rows(tmp_path / "out" / "segments.parquet")


A, B, C = ("a" * 16, "b" * 16, "c" * 16)


def test_rows_are_those_of_a_build_from_nothing(tmp_path):
    rows = [segment(A, 0), segment(B, 0), segment(B, 5)]
    assert built(tmp_path, {A: "1", B: "1"}, rows) == ([A, B, B], rows)
    more = [segment(A, 0), segment(B, 7), segment(C, 0)]
    assert built(tmp_path, {A: "1", B: "2", C: "1"}, more) == ([B, C], more)
    assert built(tmp_path, {C: "1"}, [segment(C, 0)]) == ([], [segment(C, 0)])


def test_a_cache_without_one_of_its_tables_is_none(tmp_path):
    built(tmp_path, {A: "1"}, [segment(A, 0)])
    assert kept_rows(tmp_path / "cache", {A: "1"}, ["segments.parquet"]).known == {A}
    assert kept_rows(tmp_path / "cache", {A: "1"}, ["segments.parquet", "texts.parquet"]).known == frozenset()


def test_articles_can_be_left_out_and_files_kept_beside_the_tables(tmp_path):
    built(tmp_path, {A: "1", B: "1"}, [segment(A, 0), segment(B, 0)])
    kept = kept_rows(tmp_path / "cache", {A: "1", B: "1"}, ["segments.parquet"]).without({B})
    assert kept.known == {A}
    (tmp_path / "words.csv").write_text("then", encoding="utf-8")
    keep_rows(kept, tmp_path / "out", tmp_path / "words.csv")
    (tmp_path / "words.csv").write_text("now", encoding="utf-8")
    assert (tmp_path / "cache" / "words.csv").read_text(encoding="utf-8") == "then"


def damaged(content):
    """What may become of bytes: every one flipped, the end cut at every place, all replaced, none left."""
    for place in range(len(content)):
        yield content[:place] + bytes([content[place] ^ 0x04]) + content[place + 1 :]
        yield content[:place]
    yield from (b"\0" * len(content), b"[" * 100_000, b"[]", b"null", b'{"value.json": 1}', b"\xff\xfe")


def test_a_value_comes_back_and_only_to_what_made_it(tmp_path):
    keep_value(tmp_path / "new" / "sums", {"a": [2**70, 1], "b": "é"}, "this code")
    assert kept_value(tmp_path / "new" / "sums", "this code") == {"a": [2**70, 1], "b": "é"}
    assert kept_value(tmp_path / "new" / "sums", "other code") is None
    assert kept_value(tmp_path / "none", "this code") is None
    assert kept_value(None, "this code") is None


def test_a_cache_of_which_any_byte_changed_keeps_nothing(tmp_path):
    folder = tmp_path / "cache"
    keep_value(folder, {"sum": 123456}, "this code")
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        for content in damaged(whole):
            path.write_bytes(content)
            assert kept_value(folder, "this code") in (None, {"sum": 123456})
            assert path.name == MANIFEST or whole_files(folder) == {}
        path.unlink()
        assert kept_value(folder, "this code") is None
        path.write_bytes(whole)
    assert kept_value(folder, "this code") == {"sum": 123456}


def test_files_have_what_made_them_each_and_a_file_that_is_not_listed_is_not_kept(tmp_path):
    with renewed(tmp_path / "cache", {"a.txt": "one", "b.txt": "two"}) as folder:
        (folder / "a.txt").write_text("a", encoding="utf-8")
        (folder / "b.txt").write_text("b", encoding="utf-8")
    (tmp_path / "cache" / "c.txt").write_text("c", encoding="utf-8")
    assert whole_files(tmp_path / "cache") == {"a.txt": "one", "b.txt": "two"}
    assert kept_file(tmp_path / "cache", "a.txt", "one") == tmp_path / "cache" / "a.txt"
    assert kept_file(tmp_path / "cache", "a.txt", "two") is None


def test_a_run_that_fails_leaves_the_cache_as_it_was(tmp_path):
    keep_value(tmp_path / "cache", 1, "code")
    with pytest.raises(OSError, match="full"), renewed(tmp_path / "cache", "code"):
        raise OSError("full")
    assert kept_value(tmp_path / "cache", "code") == 1


def test_a_file_in_the_place_of_a_cache_is_replaced(tmp_path):
    (tmp_path / "cache").write_text("an older form", encoding="utf-8")
    assert whole_files(tmp_path / "cache") == {}
    keep_value(tmp_path / "cache", 1, "code")
    assert kept_value(tmp_path / "cache", "code") == 1


def test_rows_of_a_damaged_table_are_made_again(tmp_path):
    rows = [segment(A, 0), segment(B, 0)]
    built(tmp_path, {A: "1", B: "1"}, rows)
    path = tmp_path / "cache" / "segments.parquet"
    path.unlink()  # the same file as that of the output
    path.write_bytes(b"PAR1")
    assert built(tmp_path, {A: "1", B: "1"}, rows) == ([A, B], rows)
