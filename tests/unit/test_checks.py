"""Every rule in pipeline/checks/ passes a sound set of tables and finds the row that breaks it."""

from hashlib import sha256

import duckdb
import pyarrow
import pytest
from pyarrow import parquet

from pipeline.check import CHECKS, broken, violations, words_at, written_rules
from pipeline.database import view_tables
from pipeline.errors import ConfigError
from pipeline.metadata import read_metadata
from pipeline.passed import make_fresh, remember
from pipeline.schema import schema
from pipeline.tables import arrow_table, validated, write_parquet
from pipeline.vocabulary import typed_rows

TEXT = "Alpha Party expelled 7 members in May 2021."
ARTICLE, EVIDENCE, EVENT, FIGURE, COPY = "a" * 16, "b" * 16, "c" * 16, "d" * 16, "a" * 16 + "-2"
RULES = {rule.name: rule for rule in written_rules()}
METADATA = read_metadata()


def row(table, **values):
    return {column: values.get(column) for column in schema(table).columns}


def sound():
    """One used article with one event, one figure and one actor, and an identical copy of the article."""
    whole = {"article_id": ARTICLE, "start": 0, "end": len(TEXT)}
    article = row(
        "articles", article_id=ARTICLE, file="a.txt", record=1, sha256="0" * 64, media_type="text/plain", encoding="utf-8", encoding_source="utf-8",
        characters=len(TEXT), body_characters=len(TEXT), status_code="used", published_on="2021-06", published_precision_code="month",
        published_source_code="stated", language="en", language_score=1.0, text_redistributable=True,
    )  # fmt: skip
    copy = article | {
        "article_id": COPY,
        "file": "b.txt",
        "status_code": "duplicate",
        "reason": "copy",
        "duplicate_of": ARTICLE,
        "duplicate_kind": "identical",
    }
    unknown = {"date_precision_code": "month", "date_source_code": "stated"}
    return {
        "articles": [article, copy],
        "segments": [row("segments", **whole, kind_code="paragraph"), row("segments", **whole | {"article_id": COPY}, kind_code="paragraph")],
        "evidence": [row("evidence", evidence_id=EVIDENCE, **whole, text=TEXT, text_sha256=sha256(TEXT.encode()).hexdigest())],
        "places": [],
        "corrections": [],
        "former_actors": [],
        "actors": [row("actors", actor_id="alpha-party", name="Alpha Party", type_code="party", in_authority=False, mentions=1, articles=1)],
        "actor_names": [row("actor_names", actor_id="alpha-party", name="Alpha Party", mentions=1)],
        "mentions": [row("mentions", mention_id="e" * 16, article_id=ARTICLE, start=0, end=11, text="Alpha Party", actor_id="alpha-party", kind_code="name", link_rule="article", link_score=1.0)],
        "actor_roles": [row("actor_roles", role_id="f" * 16, article_id=ARTICLE, start=0, end=11, actor_id="alpha-party", role="party", is_former=False, is_acting=False, evidence_id=EVIDENCE)],
        "events": [row("events", event_id=EVENT, article_id=ARTICLE, start=12, end=20, type_code="REMOVE", trigger="expelled", date_start="2021-05", **unknown, modality_code="actual", confidence=0.9, event_cluster_id=EVENT, evidence_id=EVIDENCE)],
        "event_participants": [row("event_participants", event_id=EVENT, participant=1, role_code="agent", article_id=ARTICLE, start=0, end=11, text="Alpha Party", actor_id="alpha-party")],
        "statistics": [row("statistics", statistic_id=FIGURE, article_id=ARTICLE, start=21, end=30, text="7 members", number_start=21, number_end=22, value=7.0, modifier_code="exact", unit="members", unit_kind_code="count", indicator="members expelled", indicator_start=21, indicator_end=30, subject_id="alpha-party", period_start="2021-05", period_precision_code="month", period_source_code="stated", evidence_id=EVIDENCE)],
    }  # fmt: skip


SECOND = {"statistic_id": "9" * 16, "start": 32, "end": 33}

# rule -> the change that breaks it: (table, row number or None to add one, columns)
BREAKING = {
    "actor_is_mentioned": ("actors", 0, {"mentions": 5}),
    "cluster_dates_agree": ("events", None, {"event_id": "8" * 16, "start": 12, "end": 19, "date_start": "2021-04-30"}),
    "dates_in_order": ("events", 0, {"date_end": "2021-04"}),
    "duplicate_kind_told": ("articles", 1, {"duplicate_kind": None}),
    "event_after_publication": ("events", 0, {"date_start": "2021-07-01"}),
    "event_without_participant": ("event_participants", 0, None),
    "evidence_equals_slice": ("evidence", 0, {"text": "Other words."}),
    "evidence_holds_row": ("evidence", 0, {"end": 15}),
    "figure_differs_across_articles": ("statistics", None, SECOND | {"article_id": COPY, "value": 8.0}),
    "figures_overlap": ("statistics", None, SECOND | {"start": 22}),
    "figure_told_twice": ("statistics", None, SECOND),
    "offsets_in_article": ("statistics", 0, {"number_end": 2000}),
    "part_exceeds_whole": ("statistics", None, SECOND | {"value": 9.0, "base_statistic_id": FIGURE}),
    "percentage_in_range": ("statistics", 0, {"unit_kind_code": "percent", "value": 120.0}),
    "range_has_two_ends": ("statistics", 0, {"modifier_code": "range"}),
    "reason_where_not_used": ("articles", 1, {"reason": None}),
    "records_in_articles_out": ("articles", 1, None),
    "rows_of_used_articles": ("mentions", 0, {"article_id": COPY}),
    "segments_cover_record": ("segments", 0, {"end": 20}),
    "shares_exceed_whole": (
        "statistics",
        None,
        SECOND | {"value": 101.0, "unit_kind_code": "percent", "base_statistic_id": FIGURE},
    ),
    "speaker_is_no_agent": ("events", 0, {"attributed_to": "alpha-party"}),
    "text_only_where_licensed": ("articles", 0, {"text_redistributable": False}),
    "words_equal_slice": ("mentions", 0, {"text": "Beta Party"}),
}


def spoiled(rule):
    tables = sound()
    if rule not in BREAKING:
        return tables
    table, number, change = BREAKING[rule]
    if number is None:
        tables[table].append(tables[table][0] | change)
    elif change is None:
        del tables[table][number]
    else:
        tables[table][number] |= change
    return tables


@pytest.fixture
def loaded(tmp_path):
    def make(tables, text=TEXT):
        for published in METADATA.tables:
            found = published.table_schema
            path = tmp_path / f"{published.name}.parquet"
            if published.vocabulary:
                write_parquet(validated(typed_rows(published.vocabulary, found), found), path)
            else:
                write_parquet(arrow_table(tables[published.name], found), path)
        con = duckdb.connect()
        view_tables(con, tmp_path, METADATA)
        con.execute(
            "CREATE TABLE catalogue AS SELECT * FROM (VALUES (?, 'a.txt', 1), (?, 'b.txt', 1)) AS t(article_id, file, record)",
            [ARTICLE, COPY],
        )
        con.execute(
            "CREATE TABLE texts AS SELECT ? AS article_id, 'text/plain' AS media_type, ?::VARCHAR AS text WHERE ? IS NOT NULL",
            [ARTICLE, text, text],
        )
        con.create_function("words_at", words_at, ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT"], "VARCHAR")
        make_fresh(con, METADATA.schemas, tmp_path / "passed.parquet")
        return con

    return make


def asked(con):
    """Which articles' mentions the rules on words are asked of."""
    return {key for (key,) in con.execute("SELECT article_id FROM fresh.mentions").fetchall()}


def test_an_article_that_passed_is_asked_again_only_when_a_row_or_its_text_changes(loaded, tmp_path):
    passed = tmp_path / "passed.parquet"
    with loaded(sound()) as con:
        assert asked(con) == {ARTICLE}
        remember(con, passed)
    with loaded(sound()) as con:
        assert asked(con) == set()
    with loaded(spoiled("words_equal_slice")) as con:
        assert broken(con, RULES["words_equal_slice"])
    with loaded(sound(), text=TEXT.replace("Alpha", "Gamma")) as con:
        assert broken(con, RULES["words_equal_slice"])
    with loaded(sound(), text=None) as con:
        assert broken(con, RULES["words_equal_slice"])


def test_what_passed_under_other_rules_is_asked_again(loaded, tmp_path, monkeypatch):
    with loaded(sound()) as con:
        remember(con, tmp_path / "passed.parquet")
    monkeypatch.setattr("pipeline.passed.code_digest", lambda *modules, **data: "other code")
    with loaded(sound()) as con:
        assert asked(con) == {ARTICLE}


def test_a_file_of_other_columns_tells_nothing(loaded, tmp_path):
    parquet.write_table(pyarrow.table({"article_id": [ARTICLE]}), tmp_path / "passed.parquet")
    with loaded(sound()) as con:
        assert asked(con) == {ARTICLE}


def test_a_rule_that_leaves_out_what_passed_must_be_an_error(tmp_path):
    (tmp_path / "odd.sql").write_text("-- warning: odd\nSELECT * FROM fresh.events", encoding="utf-8")
    with pytest.raises(ConfigError, match="error, since"):
        list(written_rules(tmp_path))


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("statistics", "start", -1, "minimum 0"),
        ("mentions", "mention_id", "no id", "pattern"),
        ("evidence", "text_sha256", None, "required"),
        ("events", "confidence", 1.5, "maximum 1"),
    ],
)
def test_a_constraint_of_the_schema_is_a_rule_that_names_row_and_field(loaded, table, column, value, says):
    tables = sound()
    tables[table][0][column] = value
    with loaded(tables) as con:
        found = [v for v in violations(con, METADATA) if v.severity == "error" and v.field == column and says in v.rule]
    assert [(v.table, v.value) for v in found] == [(table, "" if value is None else str(value))]


def test_a_table_of_other_columns_is_told_before_any_rule_is_asked(loaded, tmp_path):
    with loaded(sound()) as con:
        con.execute("CREATE OR REPLACE VIEW mentions AS SELECT 1 AS mention_id")
        found = violations(con, METADATA)
    assert [(v.table, v.field) for v in found] == [("mentions", "columns")]


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_rule_finds_the_row_that_breaks_it(loaded, name):
    with loaded(spoiled(name)) as con:
        assert broken(con, RULES[name])


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_rule_passes_sound_tables(loaded, name):
    with loaded(sound()) as con:
        assert broken(con, RULES[name]) == []


def test_every_rule_has_a_failing_and_a_passing_fixture():
    assert {path.stem for path in CHECKS.glob("*.sql")} == set(BREAKING) | {"term_used"}


def test_unused_event_types_are_told_and_used_ones_are_not(loaded):
    with loaded(sound()) as con:
        unused = {v.row for v in broken(con, RULES["term_used"])}
    assert "REMOVE" not in unused
    assert "ELECT" in unused


def test_a_reference_to_nothing_is_an_error_that_names_the_row(loaded):
    tables = sound()
    tables["statistics"][0]["subject_id"] = "nobody"
    with loaded(tables) as con:
        errors = [v for v in violations(con, METADATA) if v.severity == "error"]
    assert [(v.table, v.row, v.field, v.value) for v in errors] == [("statistics", FIGURE, "subject_id", "nobody")]


def test_sound_tables_have_no_error(loaded):
    with loaded(sound()) as con:
        assert [v for v in violations(con, METADATA) if v.severity == "error"] == []
