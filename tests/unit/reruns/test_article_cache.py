"""Rows of articles that did not change are kept, those of others are made; digests see what matters and no more."""

import pytest

from presspack.reruns.article_cache import keep, kept_rows, write_with_kept
from presspack.reruns.fingerprints import listing_digest, shape_of
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
    kept = kept_rows(tmp_path / "cache", keys, ["segments"])
    fresh = [row for row in rows if row["article_id"] not in kept.known]
    write_with_kept(validated(fresh, SEGMENTS), kept, SEGMENTS.primary_key, tmp_path / "out" / "segments.parquet")
    keep(kept, tmp_path / "out")
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
    assert kept_rows(tmp_path / "cache", {A: "1"}, ["segments"]).known == {A}
    assert kept_rows(tmp_path / "cache", {A: "1"}, ["segments", "texts"]).known == frozenset()


def test_articles_can_be_left_out_and_files_kept_beside_the_tables(tmp_path):
    built(tmp_path, {A: "1", B: "1"}, [segment(A, 0), segment(B, 0)])
    kept = kept_rows(tmp_path / "cache", {A: "1", B: "1"}, ["segments"]).without({B})
    assert kept.known == {A}
    (tmp_path / "words.csv").write_text("then", encoding="utf-8")
    keep(kept, tmp_path / "out", tmp_path / "words.csv")
    (tmp_path / "words.csv").write_text("now", encoding="utf-8")
    assert (tmp_path / "cache" / "words.csv").read_text(encoding="utf-8") == "then"


@pytest.mark.parametrize("change", ["new", "gone", "longer", "deeper"])
def test_the_listing_sees_every_change_of_the_raw_folder(tmp_path, change):
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    before = listing_digest(tmp_path)
    (tmp_path / ".hidden").write_text("no capture", encoding="utf-8")
    assert listing_digest(tmp_path) == before
    match change:
        case "new":
            (tmp_path / "c.txt").touch()
        case "gone":
            (tmp_path / "a.txt").unlink()
        case "longer":
            (tmp_path / "a.txt").write_text("more words", encoding="utf-8")
        case "deeper":
            (tmp_path / "a.txt").rename(tmp_path / "sub" / "a.txt")
    assert listing_digest(tmp_path) != before


def test_a_shape_has_rules_and_no_prose():
    field = {"name": "a", "type": "string", "description": "One.", "title": "A", "constraints": {"required": True}}
    shape = shape_of({"title": "T", "fields": [field], "primaryKey": ["a"]})
    assert shape == shape_of({"title": "Other", "fields": [field | {"description": "Two."}], "primaryKey": ["a"]})
    assert shape != shape_of({"title": "T", "fields": [field | {"constraints": {}}], "primaryKey": ["a"]})
