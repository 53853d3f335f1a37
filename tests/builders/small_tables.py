"""One used article, its copy and what was found in them, as tables of two shards; and what breaks each rule."""

import json
import os
from hashlib import sha256

import pyarrow

from presspack.base.errors import CheckFailed, Violation
from presspack.checks.rules import constraint_rules, schema_rules, written_rules
from presspack.checks.runner import broken, ready_for_rules
from presspack.config import read_config
from presspack.stages import check
from presspack.stages.check import shards_of, view_shard
from presspack.tables.duckdb import view, view_tables
from presspack.tables.package_metadata import read_metadata
from presspack.tables.parquet import arrow_table, write_parquet
from presspack.tables.schema import schema
from presspack.tables.table_groups import is_by_article

TEXT = "Alpha Party expelled 7 members in May 2021."
ARTICLE, EVIDENCE, EVENT, FIGURE, COPY = "a" * 17, "v" + "b" * 16, "e" + "c" * 16, "s" + "d" * 16, "a" * 17 + "-2"
ACTOR, CLUSTER = "alpha-party", "c" + "c" * 16
METADATA = read_metadata()
STATED = [rule for table in METADATA.schemas.values() for rule in constraint_rules(table)]
RULES = {rule.name: rule for rule in [*STATED, *schema_rules(METADATA), *written_rules()]}
SHARD_OF = {ARTICLE: "000", COPY: "001"}


def row(table, /, **values):
    return {column: values.get(column) for column in schema(table).columns}


def digest(words):
    return sha256(words.encode()).hexdigest()


def sound():
    """One used article with one event, one figure and one actor, and an identical copy of the article."""
    whole = {"article_id": ARTICLE, "start": 0, "end": len(TEXT)}
    article = row(
        "articles", article_id=ARTICLE, file="a.txt", record=1, sha256="0" * 64, media_type="text/plain", encoding="utf-8", encoding_source="utf-8", text_source_code="raw",
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
        "evidence": [row("evidence", evidence_id=EVIDENCE, **whole, text=TEXT, text_sha256=digest(TEXT))],
        "places": [],
        "left_out": [],
        "event_clusters": [row("event_clusters", event_cluster_id=CLUSTER, type_code="REMOVE", modality_code="actual", date_start="2021-05", date_precision_code="month", date_choice_code="only", agents="Alpha Party", tellings=1, outlets=1, independent_outlets=1, first_reported_on="2021-06", last_reported_on="2021-06")],
        "quotes": [],
        "corrections": [],
        "former_actors": [],
        "actors": [row("actors", actor_id="alpha-party", name="Alpha Party", type_code="party", in_authority=False, mentions=1, articles=1)],
        "actor_names": [row("actor_names", actor_id="alpha-party", name="Alpha Party", mentions=1)],
        "mentions": [row("mentions", mention_id="m" + "e" * 16, article_id=ARTICLE, start=0, end=11, text="Alpha Party", actor_id="alpha-party", kind_code="name", link_rule="article", link_score=1.0)],
        "actor_roles": [row("actor_roles", role_id="r" + "f" * 16, article_id=ARTICLE, start=0, end=11, actor_id="alpha-party", role="party", is_former=False, is_office=True, is_acting=False, evidence_id=EVIDENCE)],
        "events": [row("events", event_id=EVENT, article_id=ARTICLE, start=12, end=20, type_code="REMOVE", trigger="expelled", trigger_sha256=digest("expelled"), date_start="2021-05", **unknown, modality_code="actual", confidence=0.9, event_cluster_id=CLUSTER, evidence_id=EVIDENCE)],
        "event_participants": [row("event_participants", event_id=EVENT, participant=1, role_code="agent", article_id=ARTICLE, start=0, end=11, text="Alpha Party", text_sha256=digest("Alpha Party"), actor_id="alpha-party")],
        "statistics": [row("statistics", statistic_id=FIGURE, article_id=ARTICLE, start=21, end=30, text="7 members", number_start=21, number_end=22, value=7.0, modifier_code="exact", unit="members", unit_kind_code="count", indicator="members expelled", indicator_start=21, indicator_end=30, event_id=EVENT, subject_id="alpha-party", period_start="2021-05", period_precision_code="month", period_source_code="stated", evidence_id=EVIDENCE)],
    }  # fmt: skip


SECOND = {"statistic_id": "s" + "9" * 16, "start": 32, "end": 33}

# rule -> the change that breaks it: (table, row number or None to add one, columns)
BREAKING = {
    "actor_is_mentioned": ("actors", 0, {"mentions": 5}),
    "cluster_dates_agree": (
        "events",
        None,
        {"event_id": "e" + "8" * 16, "start": 12, "end": 19, "date_start": "2021-04-30"},
    ),
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
    "record_failed": ("articles", 1, {"status_code": "unreadable", "reason": "internal_error: extract: ValueError"}),
    "reason_where_not_used": ("articles", 1, {"reason": None}),
    "records_in_articles_out": ("articles", 1, None),
    "row_left_out": (
        "left_out",
        "new",
        row(
            "left_out",
            left_out_id="x" + "1" * 16,
            article_id=ARTICLE,
            start=21,
            end=30,
            text="7 members",
            text_sha256=digest("7 members"),
            table="statistics",
            column="value_high",
            reason="a range",
        ),
    ),
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
    if number == "new":
        tables[table].append(change)
    elif number is None:
        tables[table].append(tables[table][0] | change)
    elif change is None:
        del tables[table][number]
    else:
        tables[table][number] |= change
    return tables


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
            own = [row for row in rows if SHARD_OF.get(row["article_id"], "000") == shard]
            write_parquet(arrow_table(own, schema(name)), folder / "tables/shards" / shard / f"{name}.parquet")
    for (article, shard), file in zip(SHARD_OF.items(), ("a.txt", "b.txt"), strict=True):
        records = pyarrow.table({"article_id": [article], "file": [file], "record": [1]})
        write_parquet(records, folder / "catalogue" / f"{shard}.parquet")
        texts = pyarrow.table({"article_id": [article], "media_type": ["text/plain"], "text": [text]})
        write_parquet(texts.slice(0, int(text is not None)), folder / "clean" / shard / "texts.parquet")
    return folder


def checked(folder):
    """Check and return the violations found."""
    inputs = folder / "tables", sorted((folder / "catalogue").iterdir()), sorted((folder / "clean").iterdir())
    try:
        check.check_tables(*inputs, folder / "cache", folder / "checked", config=read_config(), metadata=METADATA)
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
                view_shard(con, shard, METADATA)
            else:
                view_tables(con, folder / "tables", METADATA)
                view(con, "catalogue", sorted((folder / "catalogue").iterdir()))
            found += broken(con, rule)
    return found
