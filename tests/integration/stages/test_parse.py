"""Parses that are kept are written again as they are; a damaged cache is none."""

import pyarrow
import pytest
from pyarrow import parquet

from presspack.config import read_config
from presspack.documents.cleaned_articles import sources_of
from presspack.documents.parse_store import PARSED, kept_words
from presspack.stages import parse
from presspack.stages.parse import KEPT, KeptParses
from presspack.tables.parquet import read_rows

CONFIG = read_config()
A, B = "a" * 16, "b" * 16


@pytest.fixture
def parsed(tmp_path, monkeypatch):
    """Build a shard of texts by article and return the ids of those that were parsed, with the rows written."""

    def build(texts):
        cleaned = tmp_path / "cleaned"
        cleaned.mkdir(exist_ok=True)
        shared = {"reason_code": None, "speaker": None}
        tables = {
            "articles": [{"article_id": key, "published_on": None, "outlet": "The Log"} for key in texts],
            "segments": [
                {"article_id": key, "start": 0, "end": len(text), "kind_code": "paragraph", **shared}
                for key, text in texts.items()
            ],
            "texts": [{"article_id": key, "media_type": "text/plain", "text": text} for key, text in texts.items()],
        }
        for name, rows in tables.items():
            parquet.write_table(pyarrow.Table.from_pylist(rows), cleaned / f"{name}.parquet")
        fresh = []

        def new_parses(sources, config):
            for source in sources:
                fresh.append(source.article_id)
                yield source.text, source.text.encode(), None

        monkeypatch.setattr(parse, "new_parses", new_parses)
        parse.parse_shard(cleaned, tmp_path / "cache", tmp_path / "out.parquet", CONFIG)
        return fresh, [(row["article_id"], row["doc"].decode()) for row in read_rows(tmp_path / "out.parquet")]

    return build


def test_only_new_and_changed_articles_are_parsed(parsed, tmp_path):
    assert parsed({A: "one", B: "two"}) == ([A, B], [(A, "one"), (B, "two")])
    assert parsed({A: "one", B: "other"}) == ([B], [(A, "one"), (B, "other")])
    assert parsed({B: "other"}) == ([], [(B, "other")])
    assert kept_words(tmp_path / "out.parquet") == {B: ["other"]}


def test_a_parse_moves_with_its_text_to_another_article(parsed):
    parsed({A: "one"})
    assert parsed({B: "one"}) == ([], [(B, "one")])


def test_more_articles_than_are_written_at_once_keep_their_order(parsed):
    texts = {f"{number:016x}": f"text {number}" for number in range(150)}
    del texts[f"{70:016x}"]
    parsed(texts)
    texts = dict(sorted({**texts, f"{70:016x}": "late"}.items()))
    assert parsed(texts) == ([f"{70:016x}"], list(texts.items()))


def test_a_damaged_cache_is_none(parsed, tmp_path):
    parsed({A: "one"})
    path = tmp_path / "cache" / KEPT
    content = path.read_bytes()
    path.unlink()  # the same file as the output
    path.write_bytes(content[:-1])
    assert len(KeptParses(tmp_path / "cache").row) == 0
    assert parsed({A: "one"})[0] == [A]
    assert KeptParses(tmp_path / "cache").table.schema.equals(PARSED)


def test_sources_are_read_as_cleaning_left_them(parsed, tmp_path):
    parsed({A: "one"})
    (source,) = sources_of(tmp_path / "cleaned")
    assert (source.to_parse().text, source.to_parse().outlet, source.published_on) == ("one", "The Log", None)
