"""The rows of the second reader's own tables, and what it found in an article, from the answers that `read` wrote."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from presspack.base.ids import digest, text_sha256
from presspack.config import Reader
from presspack.documents.document import Document
from presspack.reader.answer_schema import CELLS
from presspack.reader.answers import COLUMNS, OK, Answer
from presspack.reader.guard import Item, Refusal, believed
from presspack.reader.merging import SecondReader
from presspack.reader.prompt import requests_about
from presspack.tables.parquet import Row, tuples
from presspack.tables.schema import schema

NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Read:
    """A request about an article and its answer, None if it has none."""

    part: int
    request_sha256: str
    answer: Answer | None


def second_reader(document: Document, answers: Sequence[Read], reader: Reader) -> SecondReader:
    """Return what a model found in an article, as far as it is believed.

    An article of which a part has no answer of the right form is left to the rules.
    """
    known = {read.request_sha256: read.answer for read in answers}
    items, refusals, is_read = list[Item](), list[Refusal](), True
    for request in requests_about(document, reader):
        answer = known.get(request.key)
        if answer is None or answer.text is None:
            reason = NOT_READ if answer is None else answer.status_code
            refusals.append(Refusal(request.part, "", 0, "", reason))
            is_read = False
            continue
        found, refused = believed(document, request.sentences, json.loads(answer.text), request.part)
        items += found
        refusals += refused
    return SecondReader(reader, items, refusals, is_read)


def reader_rows(
    article_id: str,
    answers: Sequence[Read],
    second: SecondReader,
    *,
    rows: Mapping[str, list[Row]],
    readers: Mapping[str, str],
) -> dict[str, list[Row]]:
    """Return the rows of the tables of the second reader about an article.

    `rows` are those that are extracted from it, `readers` who found each, by its id.
    """
    return {
        "reader_answers": [_answer_row(article_id, read.part, read.answer) for read in answers if read.answer],
        "reader_rows": list(_row_readers(article_id, second.reader.tables, rows, readers)),
        "reader_refusals": [
            {
                "refusal_id": _id("reader_refusals", article_id, number, *_cells(refusal)),
                "article_id": article_id,
                "part": refusal.part,
                "table": refusal.table or None,
                "item": refusal.item or None,
                "column": refusal.column or None,
                "reason_code": refusal.reason,
            }
            for number, refusal in enumerate(second.refusals)
        ],
    }


def readers_by_id(second: SecondReader, id_at: Callable[..., str]) -> dict[str, str]:
    """Return who found each row of an article, by the id that `id_at` makes of table, place and what else tells it."""
    return {id_at(table, span, *more): reader for (table, span, *more), reader in second.readers.items()}


def _cells(refusal: Refusal) -> tuple[object, ...]:
    return refusal.part, refusal.table, refusal.item, refusal.column, refusal.reason


def _answer_row(article_id: str, part: int, answer: Answer) -> Row:
    return {
        "article_id": article_id,
        "part": part,
        "request_sha256": answer.request_sha256,
        "status_code": answer.status_code,
        "answer": answer.text if answer.status_code == OK else None,
        "answer_sha256": None if answer.text is None else text_sha256(answer.text),
        "prompt_tokens": answer.prompt_tokens,
        "completion_tokens": answer.completion_tokens,
        "seconds": answer.seconds,
    }


def _row_readers(
    article_id: str, tables: Sequence[str], rows: Mapping[str, list[Row]], readers: Mapping[str, str]
) -> Iterator[Row]:
    """Yield who found each row that is there, of the tables that the model is asked for."""
    ids = {table: schema(table).primary_key[0] for table in CELLS}
    for table in tables:
        for row in rows[table]:
            key = str(row[ids[table]])
            yield {
                "reader_row_id": _id("reader_rows", key),
                "article_id": article_id,
                **{column: key if column == ids[table] else None for column in ids.values()},
                "reader_code": readers[key],
            }


def _id(table: str, *parts: object) -> str:
    return schema(table).id_prefix + digest(*parts)


def read_answers(path: Path) -> dict[str, list[Read]]:
    """Return what `read` wrote about a shard, by article, in the order of parts."""
    found: dict[str, list[Read]] = {}
    for article_id, part, key, status, *rest in tuples(path, "article_id", "part", *COLUMNS):
        answer = None if status is None else Answer(key, status, *rest)
        found.setdefault(article_id, []).append(Read(part, key, answer))
    return found
