"""What other people's rows call a text, its title, date, author: the fields of a row found by their names."""

import csv
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from presspack.captures.records import FIELD, HTML, RENDERED, TEXT, RawRecord, Source

HINTS = ("title", "url", "outlet", "author", "published_on", "language")
MAPPED = ("text", "html", *HINTS)
NAMES = Path(__file__).with_name("field_names.csv")
TYPED = re.compile(r"(?<=[a-z]{2})_(?:ss?|t|txt|te?xt_en|t?dt)$")
MAX_DEPTH = 5  # how deep in a row an article's own fields may lie
MAX_VALUES = 500  # how many values of one object are looked at
MAX_ITEMS = 20  # how many authors are named
HINT_CHARS = 1000
SHORT_ENOUGH = 40  # a text of fewer characters than this gives way to a longer summary
BLOCK_TAG = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|table|article|section|blockquote|figure|html|body)\b[^<>]*>", re.I
)
INLINE_TAG = re.compile(r"</(?:a|b|i|em|strong|span|sup|sub|u|cite|q|small|font)\s*>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip|eacute|#\d{2,6}|#x[0-9a-f]{2,5});", re.I)
TRUNCATED = re.compile(r"(?:\[\+\d+ chars\]|\[(?:\.\.\.|…)\]|(?:\.\.\.|…)\s*\[\d+ chars\])\s*$")
BY = re.compile(r"\s*by[ :]\s*", re.IGNORECASE)
EPOCH = re.compile(r"\s*(?:/Date\()?(-?\d{9,16})(?:[.]\d+)?(?:[+-]\d{4})?(?:\)/)?\s*")
COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d\d)(\d\d)\d{4,6}\s*")


@lru_cache(maxsize=1)
def field_names() -> Mapping[str, Mapping[str, int]]:
    """Return for each field the names it goes by, in the form of `plain`, with their rank; 0 tells most."""
    found: dict[str, dict[str, int]] = {}
    with NAMES.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            known = found.setdefault(row["field"], {})
            known[row["name"]] = len(known)
    return found


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return a name without case and marks, but for a first underscore: "Pub_Date" and "pubDate" are "pubdate".

    Letters are without accents: "Título" is "titulo".

    A search engine's sign of a type goes, too: "pub_date_dt", "headline_s" and "body_txt_en".
    """
    known = TYPED.sub("", name.lower())
    if not known.isascii():
        known = "".join(sign for sign in normalize("NFKD", known) if not combining(sign))
    return "_" * name.startswith("_") + re.sub(r"[\W_]", "", known)


def field_record(row: Mapping[str, Any], source: Source, broken: bytes) -> RawRecord:
    """Return the record that a row of fields holds; `broken` is the identity of a row without any text."""
    hints = hints_of(row, source.fields)
    words, is_page, is_lead = text_of(row, source.fields)
    if not words.strip():
        return source.problem("no_text_field", broken)
    note = "summary_only" if is_lead else "cut_off" if TRUNCATED.search(words[-60:]) else None
    if is_page or is_html(words):
        return source.words(words, HTML, text_source=FIELD, hints=hints, note=note)
    if ENTITY.search(words):
        return source.words(html.unescape(words), TEXT, text_source=RENDERED, hints=hints, note=note)
    return source.words(words, TEXT, text_source=FIELD, hints=hints, note=note)


def is_html(words: str) -> bool:
    """True for a text with the tags of a page."""
    return BLOCK_TAG.search(words) is not None or INLINE_TAG.search(words) is not None


def hints_of(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    """Return what a row says of its article: title, url, outlet, author, published_on, language."""
    found = {name: hint for name in HINTS if (hint := hint_of(row, name, fields))}
    if "author" in found:
        found["author"] = BY.sub("", found["author"], count=1) if BY.match(found["author"]) else found["author"]
    return found


def hint_of(row: Mapping[str, Any], name: str, fields: Mapping[str, str]) -> str:
    """Return one hint as a line of text, or "" if the row has none that reads as one."""
    if name in fields:
        value = at_path(row, fields[name])
        return as_date(value) if name == "published_on" else as_text(value)
    read = as_date if name == "published_on" else as_text
    return next((words for _, value in candidates(row, name) if (words := read(value))), "")


def text_of(row: Mapping[str, Any], fields: Mapping[str, str]) -> tuple[str, bool, bool]:
    """Return the text of a row, whether its field holds pages by its name, and whether it is a summary only."""
    if "html" in fields or "text" in fields:
        for name in ("html", "text"):
            if name in fields and (words := words_of(at_path(row, fields[name]))):
                return words, name == "html", False
        return "", False, False
    for name in ("html", "text"):
        found = [words for _, value in candidates(row, name) if (words := words_of(value)).strip()]
        if found and (name == "html" or len(found[0]) >= SHORT_ENOUGH or len(found) == 1):
            best = found[0]
            break
        if found:
            best = max(found, key=len)
            break
    else:
        best = ""
    if len(best) < SHORT_ENOUGH:
        leads = [words for _, value in candidates(row, "lead") if (words := words_of(value)).strip()]
        lead = max(leads, key=len, default="")
        if len(lead) > len(best):
            return lead, False, True
    return best, name == "html" and bool(best), False


def has_text(names: Sequence[str], fields: Mapping[str, str]) -> bool:
    """True if one of the names of a table's columns is that of a text."""
    if "text" in fields or "html" in fields:
        return fields.get("text") in names or fields.get("html") in names
    known = field_names()
    return any(plain(name) in known[field] for name in names for field in ("html", "text", "lead"))


def candidates(row: Mapping[str, Any], name: str) -> list[tuple[tuple[int, int], Any]]:
    """Return the values that go by a field's name, the most telling first: by rank of the name, then by depth."""
    known = field_names()[name]
    found = [((known[key], depth), value) for key, depth, value in values_of(row) if key in known and value]
    return sorted(found, key=lambda pair: pair[0])


def values_of(row: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, int, Any]]:
    """Yield plain name, depth and value of a row's fields and those of objects within that belong to the article."""
    names = field_names()
    for _, (key, value) in zip(range(MAX_VALUES), row.items(), strict=False):
        name = plain(str(key))
        yield name, depth, value
        if isinstance(value, Mapping) and depth < MAX_DEPTH and (name in names["within"] or name not in names["apart"]):
            yield from values_of(value, depth + 1)


def at_path(row: Any, path: str) -> Any:
    """Return the value at a key, or at a path of keys with dots between them."""
    if isinstance(row, Mapping) and path in row:
        return row[path]
    for key in path.split("."):
        if not isinstance(row, Mapping) or key not in row:
            return None
        row = row[key]
    return row


def words_of(value: Any, depth: int = 0) -> str:
    """Return the text that a value holds: a string, paragraphs in a list, an object that wraps it."""
    if isinstance(value, str):
        return value
    if depth > MAX_DEPTH:
        return ""
    if isinstance(value, list | tuple):
        pieces = [words_of(piece, depth + 1) for piece in value]
        return "\n\n".join(piece for piece in pieces if piece)
    if isinstance(value, Mapping):
        for name in field_names()["value"]:
            if name in value and (words := words_of(value[name], depth + 1)):
                return words
    return ""


def as_text(value: Any, depth: int = 0) -> str:
    """Return a hint as one line of text: as_text(["A. B", "C. D"]) -> "A. B, C. D"."""
    if depth > MAX_DEPTH or value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (as_text(one, depth + 1) for one in value[:MAX_ITEMS])))[:HINT_CHARS]
    if isinstance(value, Mapping):
        parts = [as_text(value.get(key), depth + 1) for key in ("firstname", "first_name", "given", "givenName")]
        family = [as_text(value.get(key), depth + 1) for key in ("lastname", "last_name", "family", "familyName")]
        named = ("name", "by", "title", *field_names()["value"])
        whole = next((words for key in named if (words := as_text(value.get(key), depth + 1))), "")
        return whole or " ".join(filter(None, [*parts, *family]))
    words = html.unescape(value) if isinstance(value, str) else ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", words).split())[:HINT_CHARS]


def as_date(value: Any, depth: int = 0) -> str:
    """Return a date as text: seconds and milliseconds since 1970 as YYYY-MM-DD, other forms as they are."""
    if isinstance(value, Mapping) and depth < MAX_DEPTH:
        inner = next(
            (value[key] for key in ("$date", "$numberLong", "iso", "value", "date", "#text") if key in value), None
        )
        return as_date(inner, depth + 1)
    if isinstance(value, list | tuple):
        if len(value) >= 3 and all(isinstance(part, int) for part in value[:3]):
            return "{:04}-{:02}-{:02}".format(*value[:3])
        return as_date(value[0], depth + 1) if value and depth < MAX_DEPTH else ""
    if isinstance(value, float) and abs(value) < 1e17:  # not so if it is no number
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    words = value.isoformat() if isinstance(value, date) else as_text(value)
    if compact := COMPACT.fullmatch(words):
        return "-".join(compact.groups())
    if match := EPOCH.fullmatch(words):
        return epoch_day(int(match[1])) or words
    return words


def epoch_day(number: int) -> str | None:
    """Return the day of a time since 1970 in seconds, or in thousandths or millionths of them."""
    for scale in (1, 1000, 1_000_000):
        if abs(number) // scale < 4_200_000_000:
            return datetime.fromtimestamp(number // scale, UTC).date().isoformat()
    return None
