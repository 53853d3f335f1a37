"""The catalogue has one row per record, ids from content, and refuses a faulty sources.csv with every fault."""

import json

import pytest

from presspack.base.errors import MissingFile, RawInputError
from presspack.captures.catalogue import catalogue_rows, records, records_of_shard, shard_count, write_catalogue
from presspack.config import Limits, read_config
from presspack.tables.parquet import read_rows


def raw_folder(tmp_path, files, sources=None):
    for name, content in files.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if sources is not None:
        (tmp_path / "raw" / "sources.csv").write_text(sources, encoding="utf-8")
    return tmp_path / "raw"


def rows_of(raw):
    return list(catalogue_rows(records(raw, Limits())))


def test_identical_records_are_told_apart_and_linked(tmp_path):
    rows = rows_of(raw_folder(tmp_path, {"a.txt": b"same", "sub/b.txt": b"same", "c.txt": b"other"}))
    assert [row["file"] for row in rows] == ["a.txt", "c.txt", "sub/b.txt"]
    assert rows[2]["article_id"] == rows[0]["article_id"] + "-2"
    assert [row["duplicate_of"] for row in rows] == [None, None, rows[0]["article_id"]]


def test_ids_come_from_content_not_from_names(tmp_path):
    one = rows_of(raw_folder(tmp_path / "1", {"a.txt": b"words"}))
    two = rows_of(raw_folder(tmp_path / "2", {"other.txt": b"words"}))
    assert one[0]["article_id"] == two[0]["article_id"]


def test_each_json_line_is_a_record(tmp_path):
    lines = "\n".join(json.dumps({"text": f"text {n}"}) for n in range(3)).encode()
    assert [row["record"] for row in rows_of(raw_folder(tmp_path, {"a.jsonl": lines}))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("file,outlet\nnone.txt,X\n", "'none.txt' is not in the raw folder"),
        ("file,outlit\na.txt,X\n", "line 1, column 2: column 'outlit' is not one of"),
        ("outlet\nX\n", "column 'file' is missing"),
        ("file\na.txt\na.txt\n", "has a row already"),
        ("file,retrieved_on\na.txt,yesterday\n", "line 2, column 2: retrieved_on is 'yesterday', expected a date"),
        ("file,text_redistributable\na.txt,perhaps\n", "expected true, false"),
        ("file,outlet\na.txt,X,more\n", "3 cells, expected 2"),
    ],
)
def test_a_faulty_sources_file_is_refused_and_the_fault_named(tmp_path, sources, said):
    with pytest.raises(RawInputError) as caught:
        rows_of(raw_folder(tmp_path, {"a.txt": b"words"}, sources))
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_every_fault_of_a_sources_file_is_named_at_once(tmp_path):
    with pytest.raises(RawInputError) as caught:
        rows_of(raw_folder(tmp_path, {"a.txt": b"words"}, "file,x,y\nb.txt,,\nc.txt,,\n"))
    assert len(str(caught.value).splitlines()) == 4


@pytest.mark.parametrize("files", [{}, {"sources.csv": b"file\n"}])
def test_an_empty_or_missing_folder_is_refused(tmp_path, files):
    with pytest.raises(MissingFile, match="capture"):
        rows_of(raw_folder(tmp_path, files) if files else tmp_path / "raw")


def test_shards_hold_every_record_once_whatever_their_number(tmp_path):
    raw = raw_folder(tmp_path, {f"{n}.txt": f"text {n}".encode() for n in range(20)})
    found = []
    for count in (1, 4):
        settings = tmp_path / f"{count}.yaml"
        settings.write_text(f"catalogue: {{shards: {count}}}", encoding="utf-8")
        write_catalogue(raw, tmp_path / f"out{count}", read_config(settings))
        paths = sorted((tmp_path / f"out{count}").glob("*.parquet"))
        assert len(paths) == count
        found.append(sorted(row["article_id"] for path in paths for row in read_rows(path)))
    assert found[0] == found[1]
    assert len(set(found[0])) == 20


def test_the_number_of_shards_follows_the_corpus():
    config = read_config()
    assert [shard_count(n, config) for n in (0, 5, 100, 500, 10_000, 10**7)] == [1, 1, 2, 4, 4, 1024]


@pytest.mark.parametrize(
    ("rows", "before", "after"), [(10_010, 8, 8), (9_000, 8, 8), (50_000, 8, 32), (300, 64, 4), (5, 1, 1)]
)
def test_the_number_of_shards_stays_while_the_corpus_grows_a_little(rows, before, after):
    assert shard_count(rows, read_config(), before=before) == after


def shards_of(folder):
    return [{row["file"] for row in read_rows(path)} for path in sorted(folder.glob("*.parquet"))]


def test_a_few_new_records_go_to_one_shard_and_the_others_stay_what_they_are(tmp_path):
    settings = tmp_path / "settings.yaml"
    settings.write_text("catalogue: {shards: 4}", encoding="utf-8")
    raw = raw_folder(tmp_path, {f"{n}.txt": f"text {n}".encode() for n in range(200)})
    write_catalogue(raw, tmp_path / "out", read_config(settings))
    before = shards_of(tmp_path / "out")
    assert all(len(shard) > 20 for shard in before)
    new = {f"new {n}.txt": f"another text {n}".encode() for n in range(5)}
    write_catalogue(raw_folder(tmp_path, new), tmp_path / "out", read_config(settings))
    grown = [(was, now) for was, now in zip(before, shards_of(tmp_path / "out"), strict=True) if was != now]
    assert [now - was for was, now in grown] == [set(new)]
    # An edited record is a new one in place of an old one: they meet in one shard.
    (raw / "7.txt").write_bytes(b"edited")
    before = shards_of(tmp_path / "out")
    write_catalogue(raw, tmp_path / "out", read_config(settings))
    assert shards_of(tmp_path / "out") == before


def test_many_new_records_are_spread_over_all_shards(tmp_path):
    settings = tmp_path / "settings.yaml"
    settings.write_text("catalogue: {shards: 4}", encoding="utf-8")
    write_catalogue(
        raw_folder(tmp_path, {f"{n}.txt": f"text {n}".encode() for n in range(40)}),
        tmp_path / "out",
        read_config(settings),
    )
    raw = raw_folder(tmp_path, {f"{n}.txt": f"text {n}".encode() for n in range(200)})
    write_catalogue(raw, tmp_path / "out", read_config(settings))
    write_catalogue(raw, tmp_path / "anew", read_config(settings))
    assert shards_of(tmp_path / "out") == shards_of(tmp_path / "anew")


def test_a_record_that_changes_between_stages_is_refused(tmp_path):
    raw = raw_folder(tmp_path, {"a.txt": b"words"})
    write_catalogue(raw, tmp_path / "out", read_config())
    (raw / "a.txt").write_bytes(b"other words")
    with pytest.raises(RawInputError, match="changed while the pipeline ran"):
        list(records_of_shard(raw, tmp_path / "out" / "000.parquet", Limits()))
