"""Records of large files are read again one by one, where the catalogue saw them: the same records, nothing else read."""

import gzip
import json
from itertools import chain
from random import Random

import pytest

from presspack.base.errors import RawInputError
from presspack.captures.catalogue import records_of_shard, write_catalogue
from presspack.captures.reading import records_again, records_of_file
from presspack.config import Limits, read_config

WORDS = [
    "The",
    "harbour",
    "board",
    "met",
    "on",
    "Monday",
    "and",
    "took",
    "up",
    "the",
    "budget",
    "of",
    "the",
    "coming",
    "year.",
]


def words(number):
    return " ".join(Random(number).choices(WORDS, k=12)) + "."


def row(number):
    return json.dumps({"title": f"Report {number}", "text": words(number), "url": f"https://example.org/{number}"})


def page(number, kind="response", *, length=None, stated="text/html"):
    body = f"<html><body><p>{words(number)}</p></body></html>".encode()
    payload = f"HTTP/1.1 200 OK\r\nContent-Type: {stated}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {length or len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


LINES = {
    "plain.jsonl": "\n".join(map(row, range(9))).encode(),
    "marked.jsonl": b"\xef\xbb\xbf\n \n" + "\r\n\r\n".join(map(row, range(5))).encode() + b"\r\n",
    "lists.jsonl": "\n".join(f"[{row(n)}, {row(n + 50)}]" if n % 2 else row(n) for n in range(6)).encode() + b"\n",
    "broken.jsonl": b"\n".join([row(1).encode(), b"{broken", b"null", b"[3]", b"x" * 5000, row(2).encode()]),
    "pages.warc": b"rubbish\n" + b"".join(map(page, range(5))) + page(9, "request") + page(7, length=40) + page(8),
    "feeds.warc": page(1) + page(2, stated="application/x-ndjson") + page(3, "resource") + page(4),
}
OTHERS = {
    "array.json": f"[{row(1)}, {row(2)}]".encode(),
    "packed.jsonl.gz": gzip.compress(LINES["plain.jsonl"], mtime=0),
    "wide.jsonl": LINES["plain.jsonl"].decode().encode("utf-16"),
    "rows.csv": "title,text\n" + "\n".join(f"Report {n},{words(n)}" for n in range(3)),
}


def written(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def counts_others(record):
    """True for the row that counts the requests of a web archive, the last one, which has no place."""
    return record.void == "without_page: 1 request" and record.place is None


@pytest.mark.parametrize("name", sorted(LINES))
@pytest.mark.parametrize("limit", [4000, 10_000_000])
def test_every_record_is_read_again_at_its_place(tmp_path, name, limit):
    path, limits = (
        written(tmp_path, name, LINES[name]),
        Limits(**read_config().limits.model_dump() | {"max_record_bytes": limit}),
    )
    found = [record for record in records_of_file(path, name=name, limits=limits) if not counts_others(record)]
    assert found
    for record in found:
        again = list(records_again(path, [record.place], name=name, limits=limits))
        assert record in again
        assert {one.place for one in again} == {record.place}
    everything = {record.place for record in found}
    assert list(records_again(path, everything, name=name, limits=limits)) == found


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_records_of_other_formats_have_no_place(tmp_path, name):
    found = list(records_of_file(written(tmp_path, name, OTHERS[name]), name=name, limits=read_config().limits))
    assert len(found) > 1
    assert {record.place for record in found} == {None}


def test_revisits_are_told_last_and_have_no_place(tmp_path):
    path = written(tmp_path, "a.warc", page(1, "revisit") + page(2))
    places = [record.place for record in records_of_file(path, name="a.warc", limits=read_config().limits)]
    assert [place is None for place in places] == [False, True]


@pytest.fixture
def catalogued(tmp_path):
    """A raw folder with a file of sixty rows, and its catalogue in four shards."""
    path = written(tmp_path / "raw", "all.jsonl", "\n".join(map(row, range(60))).encode())
    (tmp_path / "settings.yaml").write_text("catalogue: {shards: 4}", encoding="utf-8")
    config = read_config(tmp_path / "settings.yaml")
    write_catalogue(path.parent, tmp_path / "catalogue", config)
    return path, sorted((tmp_path / "catalogue").glob("*.parquet")), config


def test_a_shard_reads_its_part_of_a_file_and_no_more(catalogued, monkeypatch):
    path, shards, config = catalogued
    parsed = []
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda text, *rest: parsed.append(text) or loads(text, *rest))
    for shard in shards:
        parsed.clear()
        records = [record for _, record in records_of_shard(path.parent, shard, config.limits)]
        assert 0 < len(records) < 60
        assert sum(isinstance(text, bytes) for text in parsed) == len(records)


@pytest.mark.parametrize(
    "change", [lambda text: text.replace(b"Monday", b"Friday"), lambda text: text[:200], lambda text: b"[" + text]
)
def test_a_file_that_changed_since_is_noticed(catalogued, change):
    path, shards, config = catalogued
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(RawInputError, match="run it again"):
        list(chain(*(records_of_shard(path.parent, shard, config.limits) for shard in shards)))
