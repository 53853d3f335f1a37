"""JSON: a row a line, an array, objects printed over many lines, and answers of news services."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, Any

from presspack.captures.fields import MAX_DEPTH, field_names, field_record, has_text, plain, text_of
from presspack.captures.readers.service_exports import service_rows
from presspack.captures.records import RawRecord, Source, Unreadable
from presspack.captures.unpacking import prefixed

DECODER = json.JSONDecoder()
BETWEEN = re.compile(r"\s*,?\s*")
LOOKED_AT = 50  # how many items of a list tell whether it is one of articles


def records(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield a record for each row, wherever the rows stand: on lines, in an array, in the list of an answer."""
    limit = source.limits.max_record_bytes
    first, begin = b"", 0
    while not first.strip() and (line := stream.readline(limit)):
        begin += len(first)
        first = line
    if first.startswith(b"\xef\xbb\xbf"):
        first, begin = first[3:], begin + 3
    again = prefixed(first, stream)
    if spans_lines(first):
        yield from documents(again, source)
    else:
        yield from line_records(again, source, begin)


def records_again(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the records of the line at which the stream stands."""
    line, _, whole = next_line(stream, source.limits.max_record_bytes)
    yield from records_of_line(line, source, whole=whole)


def spans_lines(first: bytes) -> bool:
    """True if the first line is the beginning of a value only, as its form shows."""
    line = first.strip()
    if line in (b"[", b"{", b"[{", b"[ {") or (not first.endswith(b"\n") and line[:1] == b"["):
        return True
    return line[:1] in (b"[", b"{") and (line.endswith(b",") or line.endswith(b"{")) and parsed(line) is None


def parsed(line: bytes) -> Any:
    """Return the value of a line of JSON, or None if it is none."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def values_of_line(line: bytes) -> list[Any]:
    """Return the objects that stand one after the other on a line, with or without a comma between; [] for others."""
    found, place, words = list[Any](), 0, line.decode("utf-8", errors="replace").strip()
    try:
        while place < len(words):
            value, end = DECODER.raw_decode(words, place)
            found.append(value)
            place = BETWEEN.match(words, end).end()  # type: ignore[union-attr]
    except (ValueError, RecursionError):
        return []
    return found if all(isinstance(value, dict) for value in found) else []


def line_records(stream: IO[bytes], source: Source, begin: int = 0) -> Iterator[RawRecord]:
    """Yield the records of each non-blank line; the first one begins at the byte `begin` of the file."""
    while True:
        line, length, whole = next_line(stream, source.limits.max_record_bytes)
        if not line:
            return
        if line.strip():
            source.begin(begin)
            yield from records_of_line(line, source, whole=whole)
        begin += length


def next_line(stream: IO[bytes], limit: int) -> tuple[bytes, int, bool]:
    """Return the next line, its length, and whether it is whole: of one over the limit only the beginning is held."""
    line = more = stream.readline(limit)
    whole, length = True, len(line)
    while len(more) == limit and not more.endswith(b"\n"):
        more = stream.readline(limit)
        whole, length = not more, length + len(more)
    return line, length, whole


def records_of_line(line: bytes, source: Source, *, whole: bool) -> Iterator[RawRecord]:
    """Yield the records of a line that is not blank."""
    if not whole:
        yield source.problem("too_large", line)
        return
    value = parsed(line)
    if value is not None or line.strip() == b"null":
        yield from value_records(value, source, line)
    elif values := values_of_line(line):
        for one in values:
            yield from value_records(one, source, b"")
    else:
        yield source.problem("broken_json", line)


def documents(stream: IO[bytes], source: Source) -> Iterator[RawRecord]:
    """Yield the records of values that span lines; an array may be longer than memory."""
    import ijson  # noqa: PLC0415 - only for JSON that is not one value a line

    head = stream.peek(1)[:1]  # type: ignore[attr-defined]
    try:
        for value in ijson.items(stream, "item" if head == b"[" else "", multiple_values=True, use_float=True):
            yield from value_records(value, source, b"")
    except (ijson.JSONError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Unreadable("broken_json") from error


def value_records(value: Any, source: Source, line: bytes) -> Iterator[RawRecord]:
    """Yield the records of one value: those of a list, of the list in an answer, or the one row it is."""
    if isinstance(value, list):
        if not any(isinstance(row, Mapping) for row in value[:LOOKED_AT]):
            yield source.problem("not_an_object", line or dumped(value))
            return
        for row in value:
            yield from (
                value_records(row, source, b"")
                if not isinstance(row, list)
                else iter([source.problem("not_an_object", dumped(row))])
            )
    elif not isinstance(value, Mapping):
        yield source.problem("not_an_object", line or dumped(value))
    elif (rows := listed(value, source)) is not None:
        for row in rows:
            yield row_record(row, source, b"")
    else:
        yield row_record(value, source, line)


def row_record(row: Any, source: Source, line: bytes) -> RawRecord:
    """Return the record of one row."""
    if not isinstance(row, Mapping):
        return source.problem("not_an_object", line or dumped(row))
    return field_record(row, source, line or dumped(row))


def dumped(value: Any) -> bytes:
    """Return the beginning of a value as JSON, so that a row without a text has an identity."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)[:65_536].encode()


def listed(value: Mapping[str, Any], source: Source) -> list[Any] | None:
    """Return the articles of an answer or of a table in columns; None if the object is itself the article."""
    if (rows := turned(value, source) or service_rows(value)) is not None:
        return rows
    words, is_page, is_lead = text_of(value, source.fields) if not source.fields else ("", False, False)
    if source.fields and text_of(value, source.fields)[0]:
        return None
    names = field_names()["records"]
    own_text = any(plain(key) in field_names()["text"] and isinstance(one, str) and one for key, one in value.items())
    if own_text and (words or is_page) and not is_lead:
        return None
    return article_list(value, names, source) or keyed(value, source)


def article_list(
    value: Mapping[str, Any], names: Mapping[str, int], source: Source, depth: int = 0
) -> list[Any] | None:
    """Return the first list of articles below a key that such lists go by."""
    inner = sorted(
        (pair for pair in value.items() if plain(str(pair[0])) in names), key=lambda p: names[plain(str(p[0]))]
    )
    for _, found in inner:
        if isinstance(found, list) and any(is_article(row, source) for row in found[:LOOKED_AT]):
            return found
    for _, found in inner:
        if isinstance(found, Mapping) and depth < MAX_DEPTH:
            rows = article_list(found, names, source, depth + 1) or keyed(found, source)
            if rows:
                return rows
    return None


def is_article(row: Any, source: Source) -> bool:
    """True for an object with two of a title, an address and a text of its own, or with a text and a day."""
    if not isinstance(row, Mapping):
        return False
    if source.fields:
        return bool(text_of(row, source.fields)[0])
    known = field_names()
    keys = {plain(str(key)) for key in row} | {plain(str(k)) for v in row.values() if isinstance(v, Mapping) for k in v}
    texts = known["text"].keys() | known["html"].keys() | known["lead"].keys()
    title, url, text = (bool(keys & names) for names in (known["title"].keys(), known["url"].keys(), texts))
    return title + url + text >= 2 or (text and bool(keys & known["published_on"].keys()))


def keyed(value: Mapping[str, Any], source: Source) -> list[Any] | None:
    """Return the articles of an object that holds one under each id."""
    rows = list(value.values())
    if len(rows) > 1 and all(is_article(row, source) for row in islice(rows, LOOKED_AT)):
        return rows
    return None


def turned(value: Mapping[str, Any], source: Source) -> list[Any] | None:
    """Return the rows of a table that was written column by column, or as names and cells."""
    columns, cells = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(cells, list) and all(isinstance(row, list) for row in cells):
        return [dict(zip(map(str, columns), row, strict=False)) for row in cells]
    if (count := column_length(value)) and has_text([str(key) for key in value], source.fields):
        return [{name: column[number] for name, column in value.items()} for number in range(count)]
    texts = [column for column in value.values() if isinstance(column, Mapping)]
    if len(texts) < 2 or len(texts) != len(value) or not has_text([str(key) for key in value], source.fields):
        return None
    if not all(key.isdigit() for column in texts for key in islice(column, LOOKED_AT)):
        return None
    return [{name: column.get(key) for name, column in value.items()} for key in texts[0]]


def column_length(value: Mapping[str, Any]) -> int:
    """Return how long the lists are that an object holds, if it holds two or more, all of one length; else 0."""
    lengths = {len(column) if isinstance(column, list) else 0 for column in value.values()}
    return max(lengths) if len(value) > 1 and len(lengths) == 1 and max(lengths) > 1 else 0
