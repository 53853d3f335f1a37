"""A build as people review it: its rows in words, and its articles with the spans of all that was found in them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from presspack.base.errors import MissingFile
from presspack.base.spans import Span
from presspack.base.sql import literal, quoted
from presspack.captures.rendering import Rendering, rendered
from presspack.tables.duckdb import table_files, view
from presspack.tables.schema import TableSchema
from presspack.tables.table_groups import parts_of, row_id

# The tables whose rows are judged, and what a person sees of a row in a list: a title and a line of words.
JUDGED = {
    "events": "SELECT e.event_id AS id, e.article_id, e.start, t.title, t.group_code AS kind, e.confidence, "
    "concat_ws(' → ', nullif((SELECT string_agg(p.text, '; ' ORDER BY p.participant) FROM event_participants p "
    "WHERE p.event_id = e.event_id AND p.role_code = 'agent'), ''), (SELECT string_agg(p.text, '; ' ORDER BY "
    "p.participant) FROM event_participants p WHERE p.event_id = e.event_id AND p.role_code = 'target')) AS words "
    "FROM events e JOIN event_types t ON t.code = e.type_code",
    "statistics": "SELECT statistic_id AS id, article_id, start, 'Figure' AS title, 'laws' AS kind, "
    "CASE WHEN indicator IS NULL THEN 0.4 ELSE 0.6 END AS confidence, "
    "concat_ws(': ', text, indicator) AS words FROM statistics",
    "actor_roles": "SELECT r.role_id AS id, r.article_id, r.start, 'Post' AS title, 'help' AS kind, 0.7 AS confidence, "
    "concat_ws(', ', a.name, r.role, o.name) AS words FROM actor_roles r JOIN actors a USING (actor_id) "
    "LEFT JOIN actors o ON o.actor_id = r.organisation_id",
    "mentions": "SELECT m.mention_id AS id, m.article_id, m.start, 'Actor' AS title, 'talks' AS kind, "
    "m.link_score AS confidence, concat_ws(' is ', m.text, a.name) AS words FROM mentions m JOIN actors a "
    "USING (actor_id)",
    "quotes": "SELECT q.quote_id AS id, q.article_id, q.start, 'Quote' AS title, 'talks' AS kind, 0.7 AS confidence, "
    "CASE WHEN q.text IS NOT NULL THEN concat_ws(': ', a.name, q.text) END AS words FROM quotes q "
    "LEFT JOIN actors a ON a.actor_id = q.speaker_id",
}

# An actor that the sentence of a row names: who says so, whom a figure is about.
_NAMED = """
SELECT {key} AS id, t.article_id, m.start, m."end", '{part}' AS part FROM {table} t JOIN evidence v USING (evidence_id)
JOIN mentions m ON m.article_id = t.article_id AND m.actor_id = t.{actor} AND m.start >= v.start AND m."end" <= v."end"
"""
# The words that a row stands on beside its own, by their part in it.
PARTS = {
    "events": f"""
SELECT event_id AS id, article_id, start, "end", CASE role_code WHEN 'agent' THEN 'who' ELSE 'whom' END AS part
FROM event_participants WHERE role_code IN ('agent', 'target')
UNION ALL SELECT event_id, article_id, when_start, when_end, 'when' FROM events
UNION ALL SELECT event_id, article_id, start, "end", 'num' FROM statistics WHERE event_id IS NOT NULL
UNION ALL {_NAMED.format(key="event_id", part="by", table="events", actor="attributed_to")}""",
    "statistics": f"""{_NAMED.format(key="statistic_id", part="who", table="statistics", actor="subject_id")}
UNION ALL {_NAMED.format(key="statistic_id", part="by", table="statistics", actor="attributed_to")}""",
}

READERS = "reader_rows"  # of a build with a second reader


@dataclass(frozen=True)
class Corpus:
    """The tables of a build as views of a DuckDB connection, and where its texts lie."""

    con: duckdb.DuckDBPyConnection
    schemas: Mapping[str, TableSchema]
    texts: tuple[Path, ...]

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Return the rows of a query by column."""
        with self.con.cursor() as cursor:
            found = cursor.execute(query)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def judged(self) -> list[dict[str, Any]]:
        """Return every row that can be judged: table, id, article, start, title, kind, confidence, words.

        Rows that only one of two readers found have a `reader`, rules or model.
        """
        parts = [
            f'SELECT {literal(table)} AS "table", id, article_id, start, title, kind, confidence, words FROM ({query})'
            for table, query in JUDGED.items()
            if table in self.schemas
        ]
        rows = self.rows(f'{" UNION ALL ".join(parts)} ORDER BY article_id, start, "table", id')
        alone = self._found_alone()
        return [row | ({"reader": alone[row["id"]]} if row["id"] in alone else {}) for row in rows]

    def in_words(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row of judged() whose words no licence lets the tables hold with those of its article."""
        text, media_type = (None, "") if row["words"] else self._text(row["article_id"])
        if text is None:
            return dict(row)
        spans = [
            span for span in self._spans(row["article_id"]) if (span["table"], span["id"]) == (row["table"], row["id"])
        ]
        sides = [[span for span in spans if span.get("part") == part] for part in ("who", "whom")]
        told = sides if row["table"] == "events" and any(sides) else [[span for span in spans if not span.get("part")]]
        words = ["; ".join(rendered(text, Span(s["start"], s["end"]), media_type).text for s in side) for side in told]
        return {**row, "words": " → ".join(filter(None, words))}

    def _found_alone(self) -> dict[str, str]:
        """Return the ids of the rows that only one of two readers found, with the reader; ids begin with a letter."""
        table = self.schemas.get(READERS)
        if table is None:
            return {}
        ids = quoted([key.fields[0] for key in table.foreign_keys if key.resource in JUDGED])
        query = f"SELECT coalesce({ids}) AS id, reader_code FROM {READERS} WHERE reader_code <> 'both'"
        return {row["id"]: row["reader_code"] for row in self.rows(query)}

    def articles(self) -> list[dict[str, Any]]:
        """Return all records, used or not, in words."""
        return self.rows(
            "SELECT article_id AS id, coalesce(title, file) AS title, outlet, url, published_on AS published, "
            "status_code AS status, reason FROM articles ORDER BY file, record"
        )

    def row(self, table: str, key: str) -> dict[str, Any] | None:
        """Return a row with the rows that are parts of it, as `parts`; None if there is none of that id."""
        schema = self.schemas[table]
        found = self.rows(f"SELECT * FROM {quoted([table])} WHERE {row_id(schema)} = {literal(key)}")
        if not found:
            return None
        parts = [
            {"table": part.name, "id": one.pop("row id"), "columns": one}
            for part in parts_of(table, self.schemas)
            for one in self.rows(
                f'SELECT {row_id(part)} AS "row id", * FROM {quoted([part.name])} '
                f"WHERE {quoted(schema.primary_key)} = {literal(key)} ORDER BY ALL"
            )
        ]
        return {"table": table, "id": key, "columns": found[0], "parts": parts}

    def article(self, key: str) -> dict[str, Any] | None:
        """Return an article: its words in pieces with their kind, and the spans of all rows; None if there is none."""
        text, media_type = self._text(key)
        if text is None:
            return None
        where = f"WHERE article_id = {literal(key)}"
        segments = self.rows(
            f'SELECT start, "end", kind_code AS kind, reason_code AS reason FROM segments {where} ORDER BY start'
        )
        spans = self._spans(key)
        pieces = [{**piece, **shown(text, media_type, piece, spans)} for piece in segments]
        return {"id": key, "pieces": [piece for piece in pieces if piece["text"].strip()]}

    def _spans(self, key: str) -> list[dict[str, Any]]:
        """Return the spans of the rows of an article, and of the words that are a `part` of one: who, whom, when."""
        found = [
            {"table": table, **row}
            for table, query in JUDGED.items()
            if table in self.schemas
            for row in self.rows(
                f'SELECT q.id, t.start, t."end", q.kind, q.title, q.words, q.confidence::DOUBLE AS confidence '
                f"FROM {quoted([table])} t JOIN ({query}) q ON q.id = {row_id(self.schemas[table])} "
                f"WHERE t.article_id = {literal(key)} ORDER BY t.start, q.id"
            )
        ]
        parts = [
            {"table": table, **row}
            for table, query in PARTS.items()
            for row in self.rows(
                f'SELECT DISTINCT id, start, "end", part FROM ({query}) WHERE article_id = {literal(key)} '
                "AND start IS NOT NULL ORDER BY ALL"
            )
        ]
        return found + parts

    def _text(self, key: str) -> tuple[str | None, str]:
        files = ", ".join(map(literal, self.texts))
        found = self.rows(f"SELECT text, media_type FROM read_parquet([{files}]) WHERE article_id = {literal(key)}")
        return (found[0]["text"], found[0]["media_type"]) if found else (None, "")


def shown(text: str, media_type: str, piece: Mapping[str, Any], spans: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a reader sees of a segment, and the rows in it with their offsets into that text."""
    rendering = rendered(text, Span(piece["start"], piece["end"]), media_type)
    inside = [span for span in spans if piece["start"] <= span["start"] and span["end"] <= piece["end"]]
    marks = [
        {**span, "start": _shown_offset(rendering, span["start"]), "end": _shown_offset(rendering, span["end"] - 1) + 1}
        for span in inside
    ]
    return {"text": rendering.text, "marks": marks}


def _shown_offset(rendering: Rendering, offset: int) -> int:
    """Return where the character at `offset` of the record stands in what a reader sees."""
    piece = max(0, bisect_right(rendering.sources, offset) - 1)
    after = rendering.starts[piece + 1] if piece + 1 < len(rendering.starts) else len(rendering.text)
    return min(rendering.starts[piece] + max(0, offset - rendering.sources[piece]), max(0, after - 1))


def read_corpus(build: Path, schemas: Mapping[str, TableSchema]) -> Corpus:
    """Return the build in a folder. Raise MissingFile if it has no tables or no texts."""
    con = duckdb.connect()
    for name in schemas:
        view(con, name, table_files(build / "tables", name))
    texts = tuple(sorted((build / "clean").glob("*/texts.parquet")))
    if not texts:
        raise MissingFile(build / "clean", expected="the cleaned shards of a build; name its folder with --build")
    return Corpus(con, schemas, texts)
