"""presspack annotations: the built tables as one JSON file per article, in the format of annotation guidelines.

The format is that in which people annotate articles by hand, so that both can be compared by the same scorer.
"""

import argparse
import json
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from presspack.base.errors import MissingFile, RawInputError
from presspack.base.whole_files import write_whole
from presspack.documents.document import BODY_KINDS, TITLE
from presspack.names.gazetteer import country_name
from presspack.reader.answer_schema import CELLS
from presspack.resolve.corrections import read_corrections
from presspack.review.verdicts import complete_articles
from presspack.tables.duckdb import table_files
from presspack.tables.package_metadata import read_metadata
from presspack.tables.parquet import read_rows
from presspack.tables.schema import schema
from presspack.tables.table_groups import sharded_tables

Row = Mapping[str, Any]
_CURRENCY = re.compile(r"[A-Z]{3}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack annotations`."""
    parser.add_argument("output", type=Path, metavar="DIR", help="folder to write one JSON file per article into")
    parser.add_argument(
        "--build",
        type=Path,
        default=Path("build"),
        metavar="BUILD",
        help="build folder of the pipeline (default: build)",
    )
    parser.add_argument(
        "--complete",
        type=Path,
        metavar="REVIEWS",
        help="reviews.csv of a review: only the articles that it calls complete, as gold for `presspack evaluate`",
    )
    parser.epilog = (
        "examples:\n  presspack annotations annotations --build build\n"
        "  presspack annotations gold --complete raw/reviews.csv"
    )


def by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return rows in lists by article, each in the order of offsets."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["article_id"], []).append(row)
    return {key: sorted(members, key=lambda r: (r["start"], r["end"])) for key, members in found.items()}


def span(row: Row, prefix: str = "") -> list[int] | None:
    """Return the offsets of a row, or None if it has none."""
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    return None if start is None else [start, end]


def _body_spans(segments: list[Row], text: str) -> list[list[int]]:
    """Return the spans of the body; segments of one line, as a label and its answer, make one span."""
    spans: list[list[int]] = []
    for segment in segments:
        if segment["kind_code"] in BODY_KINDS:
            if spans and "\n" not in text[spans[-1][1] : segment["start"]]:
                spans[-1][1] = segment["end"]
            else:
                spans.append([segment["start"], segment["end"]])
    return spans


def actors(mentions: list[Row], known: Mapping[str, Row], names: set[str]) -> list[dict[str, Any]]:
    """Return the actors that an article mentions; `names` are the fullest ones, as extraction chose them."""
    members: dict[str, list[Row]] = {}
    for mention in mentions:
        members.setdefault(mention["actor_id"], []).append(mention)

    def fullness(row: Row) -> tuple[bool, bool, bool, int, int]:
        """Order mentions by how much of a name they are: written as one, chosen, no mere title, long, early."""
        text = row["text"]
        return text != text.lower(), text in names, row["kind_code"] == "name", len(text), -row["start"]

    return [
        {
            "id": key,
            "name": max(rows, key=fullness)["text"],
            "type": known[key]["type_code"],
            "country": known[key]["country_code"],
            "mentions": [span(row) for row in rows],
        }
        for key, rows in members.items()
    ]


def side(participants: list[Row], role: str, sentence: list[int]) -> tuple[list[str], list[int] | None]:
    """Return the actors on one side of an event, and the span from the first to the last that the sentence names."""
    rows = [row for row in participants if row["role_code"] == role]
    ids = list(dict.fromkeys(row["actor_id"] for row in rows if row["actor_id"]))
    named = [row for row in rows if sentence[0] <= row["start"] and row["end"] <= sentence[1]]
    return ids, [min(row["start"] for row in named), max(row["end"] for row in named)] if named else None


def event(row: Row, participants: list[Row], evidence: Mapping[str, Row]) -> dict[str, Any]:
    """Return one event."""
    sentence = [evidence[row["evidence_id"]]["start"], evidence[row["evidence_id"]]["end"]]
    agents, agent_text = side(participants, "agent", sentence)
    targets, target_text = side(participants, "target", sentence)
    return {
        "type": row["type_code"],
        "trigger": span(row),
        "sentence": sentence,
        "agents": agents,
        "targets": targets,
        "agent_text": agent_text,
        "target_text": target_text,
        "date": row["date_start"],
        "date_end": row["date_end"],
        "place": row["place"] or (row["country_code"] and country_name(row["country_code"])),
        "modality": row["modality_code"],
        "attributed_to": row["attributed_to"],
    }


def statistic(row: Row) -> dict[str, Any]:
    """Return one statistic in the terms of the guidelines.

    They want a unit, so what is measured stands for one that the article does not name; and an ISO 4217 code for
    money, so what a price is for ('USD per tonne') is left off, and coins without a code are counted.
    """
    unit, kind = row["unit"] or row["indicator"], row["unit_kind_code"]
    if kind == "money":
        unit = unit.partition(" per ")[0]
        kind = "money" if _CURRENCY.fullmatch(unit) else "count"
    return {
        "span": span(row),
        "value": row["value"],
        "value_high": row["value_high"],
        "modifier": row["modifier_code"],
        "unit": unit,
        "unit_kind": kind,
        "indicator": row["indicator"],
        "subject": row["subject_id"],
        "period": "/".join(filter(None, (row["period_start"], row["period_end"]))) or None,
        "attributed_to": row["attributed_to"],
    }


def annotation(
    article: Row,
    tables: Mapping[str, Mapping[str, list[Row]]],
    known: Mapping[str, Row],
    text: str,
    *,
    with_rows: bool = False,
) -> dict[str, Any]:
    """Return everything that the tables hold of one article; `with_rows` the row of each event, too, as `row`."""
    of = {name: rows.get(article["article_id"], []) for name, rows in tables.items()}
    evidence = {row["evidence_id"]: row for row in of["evidence"]}
    participants: dict[str, list[Row]] = {}
    for row in of["event_participants"]:
        participants.setdefault(row["event_id"], []).append(row)
    titles = [span(row) for row in of["segments"] if row["kind_code"] == TITLE]
    return {
        "article": PurePosixPath(article["file"]).name,
        "metadata": {key: article[key] for key in ("title", "outlet", "author", "published_on", "language")},
        "title": titles[0] if titles else None,
        "body": _body_spans(of["segments"], text),
        "actors": actors(of["mentions"], known, {row["name"] for row in of["entities"]}),
        "roles": list(
            {
                (row["actor_id"], row["role"], row["organisation_id"]): {
                    "actor": row["actor_id"],
                    "role": row["role"],
                    "organisation": row["organisation_id"],
                    "evidence": span(row),
                }
                for row in reversed(of["actor_roles"])
            }.values()
        )[::-1],
        "events": [
            event(row, participants.get(row["event_id"], []), evidence) | ({"row": row} if with_rows else {})
            for row in of["events"]
        ],
        "statistics": [statistic(row) for row in of["statistics"]],
    }


def _file_name(article: Row, shared: set[str]) -> str:
    """Return the name of an article's file: the stem of its raw file, with the article's id if others share it."""
    stem = PurePosixPath(article["file"]).name.split(".")[0]
    return f"{stem}-{article['article_id']}.json" if stem in shared else f"{stem}.json"


def readers_of(folder: Path) -> dict[str, str]:
    """Return who found each row that a model was asked for, "rules", "model" or "both", by the id of the row.

    Raise MissingFile for a build without a second reader.
    """
    try:
        files = table_files(folder, "reader_rows")
    except MissingFile:
        raise MissingFile(folder, expected="a build with a second reader; see docs/reader.md") from None
    ids = [schema(table).primary_key[0] for table in CELLS]
    return {row[key]: row["reader_code"] for path in files for row in read_rows(path) for key in ids if row[key]}


def unread_articles(folder: Path) -> set[str]:
    """Return the articles of which a part has no answer of the right form: they are left to the rules."""
    files = table_files(folder, "reader_refusals")
    return {row["article_id"] for path in files for row in read_rows(path) if row["table"] is None}


def found_by(reader: str, rows: list[dict[str, Any]], key: str, readers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows that a reader, "rules" or "model", found, alone or with the other; `key` is their id.

    What the model was not asked for is of the rules.
    """
    return [row for row in rows if readers.get(row[key], "rules") in (reader, "both")]


def annotations(
    build: Path,
    *,
    reader: str | None = None,
    articles: Collection[str] | None = None,
    with_rows: bool = False,
) -> dict[str, dict[str, Any]]:
    """Return the annotation of every used article of a build, by file name. Raise MissingFile without a build.

    With `reader`, "rules" or "model", only the events, figures and roles that it found; with `articles` only those;
    `with_rows` the row of each event, too.
    """
    folder = build / "tables"
    if not folder.is_dir():
        raise MissingFile(
            folder, expected="the tables of a build; run `presspack build` first, or name it with --build"
        )
    names = [*sharded_tables(read_metadata().schemas), "actors"]
    rows = {name: [row for path in table_files(folder, name) for row in read_rows(path)] for name in names}
    if reader:
        readers = readers_of(folder)
        for table in CELLS:
            rows[table] = found_by(reader, rows[table], schema(table).primary_key[0], readers)
    known = {row["actor_id"]: row for row in rows.pop("actors")}
    used = [row for row in rows.pop("articles") if row["status_code"] == "used"]
    texts = {
        row["article_id"]: row["text"]
        for path in sorted(build.glob("clean/*/texts.parquet"))
        for row in read_rows(path)
    }
    rows["entities"] = [
        row | {"start": 0, "end": 0} for p in build.glob("extracted/*/entities.parquet") for row in read_rows(p)
    ]
    tables = {name: by_article(members) for name, members in rows.items()}
    stems = [PurePosixPath(row["file"]).name.split(".")[0] for row in used]
    shared = {stem for stem in stems if stems.count(stem) > 1}
    return {
        _file_name(row, shared): annotation(row, tables, known, texts[row["article_id"]], with_rows=with_rows)
        for row in used
        if articles is None or row["article_id"] in articles
    }


def gold(build: Path, reviews: Path) -> dict[str, dict[str, Any]]:
    """Return the annotations of the articles that people called complete, as corrected, by file name.

    Raise RawInputError if there is none, or if a correction beside `reviews` is not in the build.
    """
    wanted = complete_articles(reviews)
    if not wanted:
        raise RawInputError(f"{reviews}: no article is marked as complete; do so in `presspack review`, by article")
    said = {
        (row.table, row.row_id, row.column, row.value) for row in read_corrections(reviews.with_name("corrections.csv"))
    }
    columns = ("table", "row_id", "column", "value")
    applied = {
        tuple(row[name] or "" for name in columns)
        for path in table_files(build / "tables", "corrections")
        for row in read_rows(path)
    }
    if missing := len(said - applied):
        raise RawInputError(f"{missing} corrections are not in {build}: run `presspack build` first")
    return annotations(build, articles=wanted)


def run(args: argparse.Namespace) -> int:
    """Write one file per used article."""
    written = gold(args.build, args.complete) if args.complete else annotations(args.build)
    args.output.mkdir(parents=True, exist_ok=True)
    for name, found in written.items():
        write_whole(args.output / name, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0
