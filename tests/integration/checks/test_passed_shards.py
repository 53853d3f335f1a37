"""A shard that passed is not asked again, and what was found in it is reported; one that changed is asked."""

import shutil

import pytest
from pyarrow import compute, parquet

from presspack.stages import check
from presspack.tables.parquet import write_parquet
from small_tables import ARTICLE, COPY, TEXT, checked, errors, sound, spoiled, told


@pytest.fixture
def seen(monkeypatch):
    """Which shards are asked."""
    shards, asked = [], check.asked

    def noted(shard, *arguments):
        shards.append(shard.name)
        return asked(shard, *arguments)

    monkeypatch.setattr(check, "asked", noted)
    return shards


@pytest.fixture(params=[check.FEW, 0])
def narrowed(monkeypatch, request):
    """Of which articles each shard is asked that passed before, all rows of them in memory or not."""
    found, narrow = [], check.narrow

    def noted(con, shard, changed):
        found.append(list(changed))
        narrow(con, shard, changed, few=request.param)

    monkeypatch.setattr(check, "narrow", noted)
    return found


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


def test_rules_are_asked_only_of_articles_whose_rows_or_text_changed(written, narrowed):
    checked(written(sound()))
    assert narrowed == []
    assert "words_equal_slice" in told(errors(written(spoiled("words_equal_slice"))))
    checked(written(sound(), TEXT + " "))
    assert narrowed == [[ARTICLE], [ARTICLE], [COPY]]


@pytest.mark.parametrize("rule", ["evidence_holds_row", "event_without_participant"])
def test_a_rule_that_is_broken_or_mended_is_told_as_in_a_first_check(written, rule):
    first = checked(written(sound()))
    broken = checked(written(spoiled(rule)))
    assert rule in told(broken)
    assert checked(written(sound())) == first
    shutil.rmtree(written(spoiled(rule)) / "cache")
    assert checked(written(spoiled(rule))) == broken


def test_of_a_rule_that_found_something_articles_that_did_not_change_are_told_again(written):
    tables = spoiled("event_after_publication")
    first = checked(written(tables))
    assert "event_after_publication" in told(first)
    assert checked(written(tables, TEXT + " ")) != []
    tables["mentions"][0] |= {"link_score": 0.5}
    assert checked(written(tables)) == first


def test_a_row_that_lost_its_article_is_found(written, narrowed):
    checked(written(sound()))
    tables = sound()
    tables["mentions"][0] |= {"article_id": None}
    assert "mentions.required.article_id" in told(errors(written(tables)))
    assert narrowed


def test_a_row_that_rests_on_one_of_another_article_is_found(written):
    tables = sound()
    tables["articles"][1] |= {"status_code": "used", "reason": None, "duplicate_of": None, "duplicate_kind": None}
    tables["mentions"].append(tables["mentions"][0] | {"mention_id": "9" * 16, "article_id": COPY})
    tables["event_participants"][0] |= {"article_id": COPY}
    first = errors(written(tables))
    assert "event_participants.reference.event_id" in told(first)


def test_what_passed_under_other_rules_is_asked_again(written, seen, monkeypatch):
    checked(written(sound()))
    monkeypatch.setattr("presspack.checks.passed_shards.code_digest", lambda *modules, **data: "other code")
    checked(written(sound()))
    assert seen == ["000", "001"] * 2


def test_a_code_that_a_closed_list_has_no_more_is_found_in_articles_that_did_not_change(written):
    checked(written(sound()))
    path = written(sound()) / "tables" / "modalities.parquet"
    rows = parquet.read_table(path)
    path.unlink()
    write_parquet(rows.filter(compute.field("code") != "actual"), path)
    assert "events.reference.modality_code" in told(errors(path.parents[1]))


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
    for path in (written(sound()) / "cache").glob("*/*"):
        path.write_bytes(content)
    assert errors(written(sound())) == []
    assert seen == ["000", "001"] * 2


def test_of_a_shard_with_an_error_nothing_is_kept(written, seen):
    folder = written(spoiled("words_equal_slice"))
    assert errors(folder)
    assert {path.name for path in (folder / "cache").iterdir()} == {"001"}
    assert not (folder / "checked" / "report.json").exists()
    assert errors(folder)
    assert seen == ["000", "001", "000"]


def test_the_file_of_a_shard_that_is_gone_is_removed(written):
    folder = written(sound())
    (folder / "cache" / "002").mkdir(parents=True)
    (folder / "cache" / "000.json").write_text("an older form", encoding="utf-8")
    checked(folder)
    assert {path.name for path in (folder / "cache").iterdir()} == {"000", "001"}
