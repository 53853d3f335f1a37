"""Which articles are extracted again when rows of triggers change: those with a word that they can be about."""

import pyarrow
from pyarrow import parquet

from presspack.documents.parse_store import PARSED
from presspack.stages.extract import articles_about


def test_changed_triggers_are_about_the_articles_with_their_words(tmp_path):
    words = {"a": "council\nvoted", "b": "council\nrally", "c": "protests\nvote"}
    columns = [list(words), ["key"] * 3, list(words.values()), [b""] * 3, [None] * 3]
    parquet.write_table(pyarrow.table(columns, schema=PARSED), tmp_path / "parsed.parquet")
    assert articles_about(frozenset({"vote"}), tmp_path / "parsed.parquet") == {"a", "c"}
    assert articles_about(frozenset({"rally", "protest"}), tmp_path / "parsed.parquet") == {"b", "c"}
    assert articles_about(frozenset({"xyzzy"}), tmp_path / "parsed.parquet") == set()
