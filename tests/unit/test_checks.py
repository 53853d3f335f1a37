"""Every rule finds the row that breaks it and passes sound tables; a shard that passed is not asked again."""

import json
import os
from functools import partial
from hashlib import sha256
from itertools import product

import pyarrow
import pytest
from pyarrow import parquet

from pipeline import check
from pipeline.asking import broken, merged, ready_for_rules
from pipeline.check import shards_of, view_shard
from pipeline.config import read_config
from pipeline.database import view, view_tables
from pipeline.errors import CheckFailed, ConfigError, MissingFile, Violation
from pipeline.metadata import read_metadata
from pipeline.rules import CHECKS, constraint_rules, is_by_article, schema_rules, written_rules
from pipeline.schema import schema
from pipeline.tables import arrow_table, validated, write_parquet
from pipeline.vocabulary import typed_rows

TEXT = "Alpha Party expelled 7 members in May 2021."
ARTICLE, EVIDENCE, EVENT, FIGURE, COPY = "a" * 16, "b" * 16, "c" * 16, "d" * 16, "a" * 16 + "-2"
METADATA = read_metadata()
STATED = [rule for table in METADATA.schemas.values() for rule in constraint_rules(table)]
RULES = {rule.name: rule for rule in [*STATED, *schema_rules(METADATA), *written_rules()]}
SHARD_OF = {ARTICLE: "000", COPY: "001"}


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


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The files of the closed lists."""
    folder = tmp_path_factory.mktemp("lists")
    for published in METADATA.tables:
        if published.vocabulary:
            rows = validated(typed_rows(published.vocabulary, published.table_schema), published.table_schema)
            write_parquet(rows, folder / f"{published.name}.parquet")
    return sorted(folder.iterdir())


def write(folder, lists, tables, text=TEXT):
    """Write tables, texts and catalogue of two shards, one of the article and one of its copy."""
    (folder / "tables").mkdir(exist_ok=True)
    for path in lists:
        (folder / "tables" / path.name).unlink(missing_ok=True)
        os.link(path, folder / "tables" / path.name)
    for name, rows in tables.items():
        if not is_by_article(schema(name)):
            write_parquet(arrow_table(rows, schema(name)), folder / "tables" / f"{name}.parquet")
            continue
        for shard in SHARD_OF.values():
            own = [row for row in rows if SHARD_OF[row["article_id"]] == shard]
            write_parquet(arrow_table(own, schema(name)), folder / "tables/shards" / shard / f"{name}.parquet")
    for (article, shard), file in zip(SHARD_OF.items(), ("a.txt", "b.txt"), strict=True):
        records = pyarrow.table({"article_id": [article], "file": [file], "record": [1]})
        write_parquet(records, folder / "catalogue" / f"{shard}.parquet")
        texts = pyarrow.table({"article_id": [article], "media_type": ["text/plain"], "text": [text]})
        write_parquet(texts.slice(0, int(text is not None)), folder / "clean" / shard / "texts.parquet")
    return folder


@pytest.fixture
def written(tmp_path, lists):
    """A function that writes tables and text, and returns the folder."""
    return partial(write, tmp_path, lists)


@pytest.fixture(scope="module")
def sound_folder(tmp_path_factory, lists):
    """The sound tables."""
    return write(tmp_path_factory.mktemp("sound"), lists, sound())


def checked(folder):
    """Check and return the violations found."""
    inputs = folder / "tables", sorted((folder / "catalogue").iterdir()), sorted((folder / "clean").iterdir())
    try:
        check.run(*inputs, folder / "cache", folder / "checked", config=read_config(), metadata=METADATA)
    except CheckFailed as failed:
        return failed.violations
    report = json.loads((folder / "checked" / "report.json").read_text(encoding="utf-8"))
    return [
        Violation(*found.values(), rule, kind["severity"])
        for rule, kind in report.items()
        for found in kind["violations"]
    ]


def errors(folder):
    return [violation for violation in checked(folder) if violation.severity == "error"]


def told(found):
    """Return the names of the rules that were broken."""
    return {violation.rule.partition(":")[0] for violation in found}


def breaking(folder, name):
    """Return the violations of one rule, asked of each shard or of the corpus."""
    rule, found = RULES[name], []
    shards = list(shards_of(folder / "tables", (folder / "clean").iterdir(), METADATA))
    for shard in shards if rule.by_article else [None]:
        with ready_for_rules(read_config(), folder / "spill") as con:
            if shard:
                view_shard(con, shard, {}, METADATA)
            else:
                view_tables(con, folder / "tables", METADATA)
                view(con, "catalogue", sorted((folder / "catalogue").iterdir()))
            found += broken(con, rule)
    return found


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
    with pytest.raises(MissingFile, match=r"texts.parquet: a file of shard 001"):
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


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("SELECT 1", "error|warning|info"),
        ("-- by article: odd", "error|warning|info"),
        ("-- warning by article: odd\nSELECT * FROM fresh.events", "error by article, since"),
        ("-- error: odd\nSELECT * FROM fresh.events", "error by article, since"),
    ],
)
def test_a_rule_says_how_grave_it_is_and_may_leave_out_what_passed_only_as_an_error_by_article(tmp_path, head, said):
    (tmp_path / "odd.sql").write_text(head, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        list(written_rules(tmp_path))
    assert said in str(refused.value)


def violation(number):
    return Violation("events", f"{number:02d}", "start", "", f"rule {number % 2}: says", "warning")


def test_the_first_violations_of_all_are_among_the_first_of_each_shard(monkeypatch):
    monkeypatch.setattr("pipeline.asking.KEPT_PER_RULE", 3)
    shards = [[violation(number) for number in range(first, 20, 4)] for first in range(4)]
    whole = merged([found for shard in shards for found in shard])
    assert merged([found for shard in shards for found in merged(shard)]) == whole
    assert [v.row for v in whole] == ["00", "02", "04", "01", "03", "05"]


def test_the_first_pairs_of_figures_that_differ_are_those_of_all_pairs(written, monkeypatch):
    monkeypatch.setattr("pipeline.asking.KEPT_PER_RULE", 3)
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
