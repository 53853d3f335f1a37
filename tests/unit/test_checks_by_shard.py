"""A shard that passed is not asked again, and what was found in it is reported; one that changed is asked."""

import pytest
from pyarrow import parquet
from small_tables import ARTICLE, METADATA, TEXT, checked, errors, sound, spoiled, told

from pipeline import check
from pipeline.asking import ready_for_rules
from pipeline.check import shards_of, view_shard
from pipeline.config import read_config
from pipeline.tables import write_parquet


@pytest.fixture
def seen(monkeypatch):
    """Which shards are asked."""
    shards, asked = [], check.asked

    def noted(shard, *arguments):
        shards.append(shard.name)
        return asked(shard, *arguments)

    monkeypatch.setattr(check, "asked", noted)
    return shards


def fresh_articles(folder):
    """Which articles' mentions the rules on words would be asked of, in the shard of the article."""
    shard = next(shards_of(folder / "tables", (folder / "clean").iterdir(), METADATA))
    with ready_for_rules(read_config(), folder / "spill") as con:
        view_shard(con, shard, check.passed_before(folder / "cache", shard.name).articles, METADATA)
        return {key for (key,) in con.execute("SELECT article_id FROM fresh.mentions").fetchall()}


def test_a_shard_of_the_same_files_is_not_asked_again_and_its_warnings_are_reported(written, seen):
    tables = spoiled("event_after_publication")
    first = checked(written(tables))
    assert seen == ["000", "001"]
    assert checked(written(tables)) == first
    assert seen == ["000", "001"]
    tables["articles"][1] |= {"language_score": 0.5}
    assert checked(written(tables)) == first
    assert seen == ["000", "001", "001"]
    assert "event_after_publication" in told(first)


def test_a_row_or_text_that_changes_in_a_shard_that_passed_is_found(written):
    assert errors(written(sound())) == []
    for tables, text in (
        (spoiled("words_equal_slice"), TEXT),
        (sound(), TEXT.replace("Alpha", "Gamma")),
        (sound(), None),
    ):
        assert "words_equal_slice" in told(errors(written(tables, text)))
    assert errors(written(sound())) == []


def test_words_are_asked_only_of_articles_whose_rows_or_text_changed(written):
    assert fresh_articles(written(sound())) == {ARTICLE}
    checked(written(sound()))
    assert fresh_articles(written(sound())) == set()
    assert fresh_articles(written(spoiled("words_equal_slice"))) == {ARTICLE}
    assert fresh_articles(written(sound(), TEXT + " ")) == {ARTICLE}


def test_what_passed_under_other_rules_is_asked_again(written, seen, monkeypatch):
    checked(written(sound()))
    monkeypatch.setattr("pipeline.passed.code_digest", lambda *modules, **data: "other code")
    checked(written(sound()))
    assert seen == ["000", "001"] * 2


def test_a_changed_closed_list_is_asked_again(written, seen):
    checked(written(sound()))
    path = written(sound()) / "tables" / "changes.parquet"
    rows = parquet.read_table(path)
    path.unlink()
    write_parquet(rows.slice(0, 1), path)
    checked(path.parents[1])
    assert seen == ["000", "001"] * 2


@pytest.mark.parametrize("content", [b"", b"PAR1\xff", b"[]", b'{"key": "1"}'])
def test_a_broken_or_foreign_file_in_the_cache_is_ignored(written, seen, content):
    checked(written(sound()))
    for path in (written(sound()) / "cache").iterdir():
        path.write_bytes(content)
    assert errors(written(sound())) == []
    assert seen == ["000", "001"] * 2


def test_of_a_shard_with_an_error_nothing_is_kept(written, seen):
    folder = written(spoiled("words_equal_slice"))
    assert errors(folder)
    assert {path.name for path in (folder / "cache").iterdir()} == {"001.json"}
    assert not (folder / "checked" / "report.json").exists()
    assert errors(folder)
    assert seen == ["000", "001", "000"]


def test_the_file_of_a_shard_that_is_gone_is_removed(written):
    folder = written(sound())
    (folder / "cache").mkdir()
    (folder / "cache" / "002.json").write_text("{}", encoding="utf-8")
    checked(folder)
    assert {path.name for path in (folder / "cache").iterdir()} == {"000.json", "001.json"}
