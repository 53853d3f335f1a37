"""JSON becomes a record for each article, whatever way the rows are written down and wrapped."""

import io
import json
from typing import Any

import pytest

from presspack.captures.readers.json_rows import records
from presspack.captures.reading import records_of_file
from presspack.captures.records import RawRecord, Source
from presspack.config import Limits

ROWS = [{"title": f"Title {n}", "body": f"Words of the article number {n}, which are long enough."} for n in range(3)]


def read(data: bytes, **fields: str) -> list[RawRecord]:
    return list(records(io.BufferedReader(io.BytesIO(data)), Source("a.json", limits=Limits(), fields=fields)))


WRITTEN = {
    "lines": "\n".join(json.dumps(row) for row in ROWS),
    "lines with a mark": "\ufeff" + "\n".join(json.dumps(row) for row in ROWS),
    "carriage returns": "\r\n".join(json.dumps(row) for row in ROWS) + "\r\n",
    "an array": json.dumps(ROWS),
    "an array over lines": json.dumps(ROWS, indent=2),
    "an array of a row a line": "[\n" + ",\n".join(json.dumps(row) for row in ROWS) + "\n]\n",
    "an array that begins at once": "[" + ",\n ".join(json.dumps(row) for row in ROWS) + "]",
    "objects over lines": "\n".join(json.dumps(row, indent=4) for row in ROWS),
    "arrays on lines": json.dumps(ROWS[:2]) + "\n" + json.dumps(ROWS[2:]),
    "columns": json.dumps({key: {str(n): row[key] for n, row in enumerate(ROWS)} for key in ROWS[0]}),
    "names and cells": json.dumps({"columns": list(ROWS[0]), "data": [list(row.values()) for row in ROWS]}),
    "columns of lists": json.dumps({key: [row[key] for row in ROWS] for key in ROWS[0]}),
    "objects one after the other": "".join(json.dumps(row) for row in ROWS),
    "objects with commas between": ", ".join(json.dumps(row) for row in ROWS),
    "fields with signs of their types": "\n".join(
        json.dumps({"title_s": row["title"], "body_txt_en": row["body"]}) for row in ROWS
    ),
    "a key each": json.dumps({f"id{n}": row for n, row in enumerate(ROWS)}),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_rows_are_found_however_they_are_written(name: str) -> None:
    found = read(WRITTEN[name].encode())
    assert [(record.payload.decode(), record.hints["title"]) for record in found] == [
        (row["body"], row["title"]) for row in ROWS
    ]


WRAPPED: dict[str, Any] = {
    "articles": {"status": "ok", "totalResults": 3, "articles": ROWS},
    "response.results": {"response": {"status": "ok", "results": ROWS}},
    "articles.results": {"articles": {"results": ROWS, "totalResults": 3}},
    "hits.hits": {"took": 1, "hits": {"total": 3, "hits": [{"_id": n, "_source": row} for n, row in enumerate(ROWS)]}},
    "data of attributes": {
        "jsonapi": {},
        "data": [{"type": "node", "attributes": row} for row in ROWS],
        "included": [],
    },
    "data.edges.node": {"data": {"news": {"edges": [{"cursor": "x", "node": row} for row in ROWS], "pageInfo": {}}}},
    "data.items.item": {"data": {"items": [{"meta": {}, "item": row} for row in ROWS]}},
    "a feed with a description": {
        "title": "Feed",
        "description": "All the news of the north, every day.",
        "items": ROWS,
    },
    "posts": {"posts": ROWS, "next": "x"},
    "value": {"_type": "News", "value": ROWS},
}


@pytest.mark.parametrize("name", WRAPPED)
def test_the_articles_of_an_answer_are_records(name: str) -> None:
    assert [record.payload.decode() for record in read(json.dumps(WRAPPED[name]).encode())] == [
        row["body"] for row in ROWS
    ]


def test_an_article_with_lists_of_others_is_one_record() -> None:
    row = {**ROWS[0], "items": [{"title": "x", "url": "y"}], "related": ROWS}
    assert [record.payload.decode() for record in read(json.dumps(row).encode())] == [ROWS[0]["body"]]


def test_a_list_without_texts_is_refused_row_by_row() -> None:
    row = {"url": "http://a", "title": "T", "seendate": "20200101T000000Z"}
    assert [record.problem for record in read(json.dumps({"articles": [row, row]}).encode())] == ["no_text_field"] * 2


def test_a_broken_array_gives_what_it_holds_and_a_problem(tmp_path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ROWS, indent=1)[:-30])
    found = list(records_of_file(tmp_path / "a.json", name="a.json"))
    assert [record.problem for record in found] == [None, None, "broken_json"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_json_in_wide_units_is_read(tmp_path, encoding: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(WRITTEN["lines"].encode(encoding))
    assert len([r for r in records_of_file(tmp_path / "a.jsonl", name="a") if r.problem is None]) == 3


def test_named_fields_find_the_list_of_an_answer_too() -> None:
    rows = [{"ueberschrift": "T", "volltext": "Worte."}] * 2
    found = read(json.dumps({"articles": rows}).encode(), text="volltext", title="ueberschrift")
    assert [(record.payload, record.hints) for record in found] == [(b"Worte.", {"title": "T"})] * 2


def test_lists_of_one_article_are_no_columns() -> None:
    (found,) = read(json.dumps({"title": ["Title 0"], "body": ["First words of it.", "Second words of it."]}).encode())
    assert found.payload.decode() == "First words of it.\n\nSecond words of it."
    (broken,) = read(b'{"title": "a"} {"title": ')
    assert broken.problem == "broken_json"


def test_posts_of_a_blog_have_the_names_of_their_authors() -> None:
    tables = {
        "posts": [{"id": 1, "title": "A", "html": "<p>Words.</p>", "author_id": 7},
                  {"id": 2, "title": "B", "html": "<p>More.</p>"}, None],
        "users": [{"id": 7, "name": "Ann Lee"}, {"id": 8, "name": "Bo Ek"}],
        "posts_authors": [{"post_id": 2, "author_id": 8}, {"post_id": 2, "author_id": 7}],
    }  # fmt: skip
    first, second, none = read(json.dumps({"db": [{"meta": {}, "data": tables}]}, indent=1).encode())
    assert (first.hints["title"], first.hints["author"], first.payload) == ("A", "Ann Lee", b"<p>Words.</p>")
    assert (second.hints["author"], none.problem) == ("Bo Ek, Ann Lee", "not_an_object")


@pytest.mark.parametrize("wrapped", [False, True])
def test_messages_of_a_channel_are_articles_of_it(wrapped: bool) -> None:
    pieces = [
        {"type": "bold", "text": "Old bridge closed"},
        "\n\nThe town closed it on ",
        {"type": "link", "text": "Monday"},
        ".",
    ]
    message = {"id": 1, "type": "message", "date": "2021-05-03T10:00:00", "from": "Port Echo", "text": pieces}
    chat = {"name": "Port Echo", "id": 9, "messages": [message, {**message, "from": "Ann Lee", "text": "Plain words."}]}
    first, second = read(json.dumps({"chats": {"list": [chat]}} if wrapped else chat).encode())
    assert first.payload == b"Old bridge closed\n\nThe town closed it on Monday."
    assert first.hints == {"outlet": "Port Echo", "published_on": "2021-05-03T10:00:00"}
    assert (second.payload, second.hints["author"]) == (b"Plain words.", "Ann Lee")
