"""The answers of a model: how one is judged as a whole, and where they are kept so that nothing is asked twice."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import pyarrow
from jsonschema import Draft202012Validator

from presspack.base.errors import MissingFile, PipelineError
from presspack.reader.answer_schema import answer_schema
from presspack.reader.client import Reply
from presspack.tables.parquet import read_table

OK, CUT, INVALID = "ok", "truncated", "invalid"
KEPT = "answers.sqlite"
TABLE = """CREATE TABLE IF NOT EXISTS answers (
    request_sha256 TEXT PRIMARY KEY, status_code TEXT NOT NULL, answer TEXT,
    prompt_tokens INTEGER, completion_tokens INTEGER, seconds REAL)"""
COLUMNS = ("request_sha256", "status_code", "answer", "prompt_tokens", "completion_tokens", "seconds")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: `text` is canonical JSON of ASCII alone if the answer has the form that was asked for."""

    request_sha256: str
    status_code: str
    text: str | None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float | None = None


class Answers(Protocol):
    """Answers by the SHA-256 of their requests."""

    def get(self, key: str) -> Answer | None:
        """Return the answer to the request `key`, None if there is none."""


def answer_of(key: str, reply: Reply, tables: Sequence[str]) -> Answer:
    """Return the answer in a reply, judged as a whole. What has not the form of an answer is not kept."""
    value = parsed_answer(reply.text, tables)
    status = OK if value is not None else CUT if reply.is_cut else INVALID
    text = None if value is None else json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return Answer(key, status, text, reply.prompt_tokens, reply.completion_tokens, reply.seconds)


def parsed_answer(text: str, tables: Sequence[str]) -> dict[str, Any] | None:
    """Return the JSON object that an answer about `tables` is; None if it is none, or of another form."""
    try:
        value = json.loads(text, parse_constant=_refused, parse_float=_refused)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and _judge(tuple(tables)).is_valid(value) else None


def _refused(text: str) -> float:
    raise ValueError(text)


@lru_cache
def _judge(tables: tuple[str, ...]) -> Draft202012Validator:
    return Draft202012Validator(answer_schema(tables, closed=False))


class KeptAnswers:
    """Answers in a file that holds each as soon as it is there: whenever a build is killed, nothing is asked twice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open file, in the thread that opened it."""
        self.connection = connection

    def get(self, key: str) -> Answer | None:
        """Return the answer to the request `key`, None if there is none."""
        query = f"SELECT {', '.join(COLUMNS)} FROM answers WHERE request_sha256 = ?"
        row = self.connection.execute(query, (key,)).fetchone()
        return None if row is None else Answer(*row)

    def keep(self, answer: Answer) -> None:
        """Add an answer; it is on the disk when this returns."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", astuple(answer))


@contextmanager
def kept_answers(folder: Path) -> Iterator[KeptAnswers]:
    """Give the answers kept in a folder, none at first. Raise PipelineError if the file is damaged.

    They cost money: a damaged file is not thrown away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / KEPT
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute(TABLE)
            _add_seconds(connection)
            connection.commit()
        except sqlite3.DatabaseError as error:
            raise PipelineError(
                f"{path}: {error}; expected the answers of earlier builds. Mend it with `sqlite3 {path} .recover`, or"
                " delete it: then everything is asked again"
            ) from None
        yield KeptAnswers(connection)


def check_answers(path: Path) -> None:
    """Raise MissingFile if there is no file of recorded answers."""
    if not path.is_file():
        expected = "the table reader_answers of a release, as Parquet (reader.answers in the settings)"
        raise MissingFile(path, expected=expected)


def _add_seconds(connection: sqlite3.Connection) -> None:
    """Add the column `seconds` to a file of a build that did not keep them."""
    if "seconds" not in {row[1] for row in connection.execute("PRAGMA table_info(answers)")}:
        connection.execute("ALTER TABLE answers ADD COLUMN seconds REAL")


def recorded_answers(path: Path) -> Mapping[str, Answer]:
    """Return the answers in a table reader_answers, a Parquet file. Raise MissingFile if it is none.

    Answers whose words the licence of their article does not let out are not in it.
    """
    check_answers(path)
    try:
        table = read_table(path, COLUMNS)
    except (pyarrow.ArrowException, OSError, ValueError, KeyError) as error:
        raise MissingFile(path, expected=f"the table reader_answers as Parquet: {type(error).__name__}") from None
    found = (Answer(**{("text" if name == "answer" else name): v for name, v in row.items()}) for row in _rows(table))
    return {answer.request_sha256: answer for answer in found if answer.status_code != OK or answer.text}


def _rows(table: pyarrow.Table) -> Iterable[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
