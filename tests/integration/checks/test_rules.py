"""Every rule finds the row that breaks it and passes sound tables."""

from itertools import product

import pyarrow
import pytest
from pyarrow import parquet

from presspack.base.errors import ConfigError, MissingFile, Violation
from presspack.checks.rules import CHECKS, written_rules
from presspack.checks.runner import merged
from presspack.tables.parquet import arrow_table, write_parquet
from presspack.tables.schema import schema
from small_tables import ARTICLE, BREAKING, COPY, SHARD_OF, breaking, checked, errors, sound, spoiled, told


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_rule_finds_the_row_that_breaks_it(written, name):
    assert breaking(written(spoiled(name)), name)


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_rule_passes_sound_tables(sound_folder, name):
    assert breaking(sound_folder, name) == []


def test_every_rule_has_a_failing_and_a_passing_fixture():
    assert {path.stem for path in CHECKS.glob("*.sql")} == set(BREAKING) | {"term_used"}


def test_unused_event_types_are_told_and_used_ones_are_not(sound_folder):
    unused = {violation.row for violation in breaking(sound_folder, "term_used")}
    assert "REMOVE" not in unused
    assert "ELECT" in unused


def test_sound_tables_have_no_error(written):
    assert errors(written(sound())) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("statistics", "start", -1, "minimum"),
        ("mentions", "mention_id", "no id", "pattern"),
        ("evidence", "text_sha256", None, "required"),
        ("events", "confidence", 1.5, "maximum"),
        ("actors", "mentions", -1, "minimum"),
    ],
)
def test_a_constraint_of_the_schema_is_a_rule_that_names_row_and_field(written, table, column, value, says):
    tables = sound()
    tables[table][0][column] = value
    found = breaking(written(tables), f"{table}.{says}.{column}")
    assert [(v.table, v.field, v.value) for v in found] == [(table, column, "" if value is None else str(value))]


@pytest.mark.parametrize(("table", "column"), [("statistics", "start"), ("actors", "mentions")])
def test_constraints_are_asked_of_shards_and_of_whole_tables(written, table, column):
    tables = sound()
    tables[table][0][column] = -1
    assert f"{table}.minimum.{column}" in told(errors(written(tables)))


def test_a_table_of_other_columns_is_told_before_any_rule_is_asked(written):
    folder = written(sound())
    for shard in SHARD_OF.values():
        path = folder / "tables/shards" / shard / "mentions.parquet"
        parquet.write_table(pyarrow.table({"mention_id": ["e" * 16]}), path)
    assert [(v.table, v.field) for v in checked(folder)] == [("mentions", "columns")]


def test_a_shard_without_a_table_or_texts_is_refused(written):
    folder = written(sound())
    (folder / "clean/001/texts.parquet").unlink()
    with pytest.raises(MissingFile, match=r"texts.parquet: no such file or folder; expected a file of shard 001"):
        checked(folder)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("statistics", "subject_id", "nobody"),
        ("statistics", "base_statistic_id", "0" * 16),
        ("statistics", "modifier_code", "no code"),
        ("articles", "duplicate_of", "0" * 16),
        ("events", "evidence_id", "0" * 16),
        ("actors", "type_code", "no code"),
    ],
)
def test_a_reference_to_nothing_is_an_error_that_names_row_and_field(written, table, column, value):
    tables = sound()
    changed = tables[table][-1]
    changed[column] = value
    row = ", ".join(str(changed[key]) for key in schema(table).primary_key)
    found = breaking(written(tables), f"{table}.reference.{column}")
    assert [(v.table, v.row, v.field, v.value) for v in found] == [(table, row, column, value)]


def with_copied(table, **values):
    """Sound tables, with the first row of a table also in the shard of the copy."""
    tables = sound()
    tables[table].append(tables[table][0] | {"article_id": COPY} | values)
    return tables


@pytest.mark.parametrize("table", ["evidence", "mentions", "actor_roles", "events", "statistics"])
def test_an_id_in_two_shards_is_found(written, table):
    key = schema(table).primary_key[0]
    tables = with_copied(table)
    found = breaking(written(tables), f"{table}.unique.{key}")
    assert [v.row for v in found] == [tables[table][0][key]] * 2


def test_an_id_of_a_shard_that_passed_is_found_in_one_that_changed(written):
    assert errors(written(sound())) == []
    assert "events.unique.event_id" in told(errors(written(with_copied("events"))))


@pytest.mark.parametrize(
    ("change", "key"), [({"file": "a.txt"}, "file+record"), ({"article_id": ARTICLE}, "article_id")]
)
def test_a_record_or_article_in_two_shards_is_found(written, change, key):
    folder = written(sound())
    tables = sound()
    tables["articles"][1] |= change
    path = folder / "tables/shards/001/articles.parquet"
    write_parquet(arrow_table(tables["articles"][1:], schema("articles")), path)
    assert len(breaking(folder, f"articles.unique.{key}")) == 2


@pytest.mark.parametrize("head", ["SELECT 1", "-- by article: odd"])
def test_a_rule_says_how_grave_it_is(tmp_path, head):
    (tmp_path / "odd.sql").write_text(head, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        list(written_rules(tmp_path))
    assert "error|warning|info" in str(refused.value)


def violation(number):
    return Violation("events", f"{number:02d}", "start", "", f"rule {number % 2}: says", "warning")


def test_the_first_violations_of_all_are_among_the_first_of_each_shard():
    shards = [[violation(number) for number in range(first, 20, 4)] for first in range(4)]
    whole = merged([found for shard in shards for found in shard], kept=3)
    assert merged([found for shard in shards for found in merged(shard, kept=3)], kept=3) == whole
    assert [v.row for v in whole] == ["00", "02", "04", "01", "03", "05"]


def test_the_first_pairs_of_figures_that_differ_are_those_of_all_pairs(written, monkeypatch):
    monkeypatch.setattr("presspack.checks.runner.KEPT_PER_RULE", 3)
    figure = sound()["statistics"][0]
    figures = [
        figure | {"statistic_id": f"{number:016x}", "article_id": article, "value": value, "change_code": change}
        for number, (change, article, value) in enumerate(product([None, "rise"], [COPY, ARTICLE], [8.0, 7.0, 7.0]))
    ]
    pairs = sorted(
        f"{one['statistic_id']} and {other['statistic_id']}"
        for one, other in product(figures, figures)
        if one["article_id"] < other["article_id"]
        and one["value"] != other["value"]
        and one["change_code"] == other["change_code"]
    )
    found = breaking(written(sound() | {"statistics": figures}), "figure_differs_across_articles")
    assert [v.row for v in found] == pairs[:3]
