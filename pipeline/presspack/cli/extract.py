"""presspack extract: texts as JSON lines in, their actors, events and statistics as JSON lines out."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from presspack.base.calendar_dates import is_date
from presspack.base.errors import ConfigError, MissingFile, PipelineError
from presspack.base.internal_errors import internal_error
from presspack.base.spans import Span
from presspack.base.text_cleaning import without_surrogates
from presspack.config import Config, read_config
from presspack.documents.document import Document, Text
from presspack.extract.article import Extraction, extraction_of
from presspack.extract.explanation_rows import as_text, explained_extraction
from presspack.extract.model import Actors, DateRange
from presspack.names.authority import Authority, configured_authority
from presspack.parse.parser import documents, load_model, plain_text

JSON, TEXT = "json", "text"

NOTHING = Extraction(Actors(()), (), ())  # what is printed of a text that our code fails on, besides the error


class InputLineError(PipelineError):
    """A line of the input is not what it should be."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack extract`."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help='JSON lines {"id": ..., "text": ...}; standard input if left out. Without an id '
        "the number of the line counts",
    )
    parser.add_argument(
        "--publication-date",
        metavar="DATE",
        help="YYYY-MM-DD against which relative dates are resolved; a line's own `published_on` wins",
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings that differ from pipeline/presspack/config.yaml"
    )
    parser.add_argument(
        "--explain",
        nargs="?",
        const=JSON,
        choices=(JSON, TEXT),
        metavar="FORM",
        help="also say which lexicon row, pattern or rule gave each row and what was refused by what: under the key "
        "`explanation` of each line (json, if FORM is left out), or instead of the lines, to be read (text)",
    )
    parser.epilog = """examples:
  echo '{"id": "a1", "text": "Nur Otan expelled 227 members in 2021."}' | presspack extract
  echo '{"id": "a1", "text": "Nur Otan expelled 227 members in 2021."}' | presspack extract --explain text"""


def publication_date(value: object, where: str) -> str | None:
    """Return `value` if it is None or a date as YYYY, YYYY-MM or YYYY-MM-DD; raise ConfigError if not."""
    if value is None or (isinstance(value, str) and is_date(value)):
        return value
    raise ConfigError("publication date", got=value, expected="a date as YYYY-MM-DD, YYYY-MM or YYYY", where=where)


def texts(lines: Iterable[str], published_on: str | None, longest: int) -> Iterator[Text]:
    """Yield the text of every line that is not blank; one without an id has the number of its line, from 1.

    Raise InputLineError, naming the line, if one cannot be read.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or "text" not in row:
            raise InputLineError(
                f'line {number}: expected a JSON object {{"id": ..., "text": ...}}, got {line.strip()[:60]!r}'
            )
        yield text_of({"id": number, **row}, published_on, longest, where=f"line {number}")


def text_of(row: Mapping[str, Any], published_on: str | None, longest: int, *, where: str) -> Text:
    """Return the text of a row with `id`, `text` and perhaps `published_on`. Raise InputLineError for another one."""
    text = row["text"]
    if not isinstance(text, str):
        raise InputLineError(f"{where}: text is {type(text).__name__}, expected a string")
    if len(text) > longest:
        raise InputLineError(
            f"{where}: text has {len(text)} characters, expected at most {longest} (parse.max_characters)"
        )
    own = publication_date(row.get("published_on"), where)
    # An id travels as JSON, so that a number comes back as a number.
    name = json.dumps(row["id"], ensure_ascii=True)
    return plain_text(name, without_surrogates(text), own or published_on)


def span(found: Span) -> list[int]:
    """Return a span as JSON has it."""
    return [found.start, found.end]


def number(value: float | None) -> float | int | None:
    """Return a number as JSON is to show it: whole ones without a point."""
    return int(value) if value is not None and value == int(value) else value


def interval(when: DateRange) -> str | None:
    """Return a period as ISO 8601 date or interval, or None."""
    return f"{when.start}/{when.end}" if when.start and when.end else when.start


def line(document: Document, found: Extraction) -> dict[str, Any]:
    """Return what is printed of one text, as design.md defines it; offsets are code points into the text."""
    ids = {entity.key: entity.authority_id or entity.key for entity in found.entities}
    return {
        "id": json.loads(document.article_id),
        "actors": [
            {
                "id": ids[e.key],
                "name": e.name,
                "type": e.type_code,
                "country": e.country_code,
                "mentions": [span(m.span) for m in e.mentions],
            }
            for e in found.entities
        ],
        "events": [event_line(document, event, ids) for event in found.events],
        "statistics": [
            {
                "span": span(s.span),
                "value": number(s.value),
                "value_high": number(s.value_high),
                "modifier": s.modifier_code,
                "change": s.change_code,
                "unit": s.unit or None,
                "unit_kind": s.unit_kind_code,
                "indicator": s.indicator or None,
                "subject": ids.get(s.subject or ""),
                "period": interval(s.period),
                "attributed_to": ids.get(s.attributed_to or ""),
                "event": s.event,
            }
            for s in found.statistics
        ],
        "roles": [
            {
                "actor": ids[role.entity],
                "role": role.role,
                "organisation": ids.get(role.organisation or ""),
                "is_former": role.is_former,
                "is_acting": role.is_acting,
                "span": span(role.evidence),
            }
            for role in found.actors.roles
            if role.entity in ids
        ],
        "quotes": [
            {
                "speaker": ids.get(quote.speaker or ""),
                "speaker_span": None if quote.speaker_span is None else span(quote.speaker_span),
                "span": span(quote.span),
                "cue": None if quote.cue is None else span(quote.cue),
                "kind": quote.kind,
            }
            for quote in found.quotes
        ],
    }


def event_line(document: Document, event: Any, ids: dict[str, str]) -> dict[str, Any]:
    """Return what is printed of one event."""
    sides = {
        side: [
            {"text": p.span.of(document.text), "span": span(p.span), "actor": ids.get(p.entity or "")}
            for p in event.participants
            if p.role_code == side
        ]
        for side in ("agent", "target")
    }
    return {
        "type": event.type_code,
        "trigger": span(event.trigger),
        "agents": sides["agent"],
        "targets": sides["target"],
        "date": event.date.start,
        "date_end": event.date.end,
        "date_precision": event.date.precision,
        "place": event.place.name if event.place and event.place.span else None,
        "country": event.place.country_code if event.place else None,
        "modality": event.modality_code,
        "attributed_to": ids.get(event.attributed_to or ""),
        "confidence": round(event.confidence, 4),
    }


def extracted(
    given: Iterable[Text], authority: Authority, config: Config, *, explain: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield what each text says, as `line` returns it, in order; of one that our code fails on, what was raised.

    With `explain` also why, as `explanation`.
    """
    nlp, dollar = load_model(config.parse.model), config.extract.default_dollar
    for document in documents(nlp, given, batch_size=config.parse.batch_size):
        try:
            if explain:
                extraction, decisions = explained_extraction(document, authority, default_dollar=dollar)
                found = {**line(document, extraction), "explanation": decisions}
            else:
                found = line(document, extraction_of(document, authority, default_dollar=dollar))
        except Exception as error:  # whatever a text makes our code raise is told of that text
            found = {
                **line(document, NOTHING),
                "error": internal_error("extract", error, of=f"text {document.article_id}"),
            }
        yield found


def opened(path: Path | None) -> Any:
    """Return the input as a context: the file at `path`, or standard input, which is left open."""
    if path is None:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return nullcontext(sys.stdin)
    if not path.is_file():
        raise MissingFile(path, expected='a file of JSON lines {"id": ..., "text": ...}')
    return path.open(encoding="utf-8", errors="replace")


def run(args: argparse.Namespace) -> int:
    """Print one JSON line per input line, in order."""
    config = read_config(args.config)
    published_on = publication_date(args.publication_date, "--publication-date")
    authority = configured_authority(config)
    source: IO[str]
    with opened(args.file) as source:
        given = texts(source, published_on, config.parse.max_characters)
        for found in extracted(given, authority, config, explain=args.explain is not None):
            is_read = args.explain == TEXT
            said = as_text(found["id"], found["explanation"]) if is_read else json.dumps(found, ensure_ascii=False)
            print(said, flush=True)
    return 0
