"""What the front matter of a Markdown text states: title, author, source, date and language, in YAML, TOML or JSON."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from presspack.base.spans import Span
from presspack.captures.markdown import FRONT_MATTER
from presspack.clean.article import DateMetadatum, Metadatum
from presspack.clean.word_lists import squeezed
from presspack.clean.written_dates import stated_date

MAX_CHARS = 50_000
RULE = "front_matter"
KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator", "creators"),
    "outlet": ("source", "publication", "outlet", "publisher", "site", "site_name", "newspaper"),
    "date": ("date", "published", "publishdate", "publish_date", "pubdate", "published_at", "published_on",
             "date_published", "publisheddate", "created"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip
SURNAME_FIRST = re.compile(r"(?P<surname>[A-Z][\w’'\-]+), (?P<first>[A-Z][\w.]*(?: [A-Z][\w.]*)?)$")
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]+)\]\]")
FIELD = re.compile(r"^(?P<key>[A-Za-z_][\w \-]{0,40}?)[ \t]*[:=][ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter states, each with its place in the text where it stands there as it is read."""

    title: Metadatum | None = None
    author: Metadatum | None = None
    outlet: Metadatum | None = None
    published_on: DateMetadatum | None = None
    language: str | None = None


def front_matter(text: str) -> FrontMatter:
    """Return what the front matter at the begin of a text states; nothing where there is none.

    front_matter("---\\ntitle: Old bridge\\n---\\n").title.value -> "Old bridge"
    """
    match = FRONT_MATTER.match(text)
    part = next((name for name in ("object", "open") if match and match[name]), "fields")
    place = Span(*match.span(part)) if match and match[part] else None
    if match is None or place is None or place.end - place.start > MAX_CHARS:
        return FrontMatter()
    fields = fields_of(place.of(text), toml=match["mark"] == "+++")  # JSON is YAML
    found = {name: stated(text, place, fields, keys) for name, keys in KEYS.items()}
    date = found["date"]
    written = stated_date(date.value) if date else None
    language = found["language"]
    return FrontMatter(
        found["title"],
        found["author"],
        found["outlet"],
        DateMetadatum(written.value, written.precision, date.span, RULE, "stated", written.note)
        if date and written
        else None,
        re.split(r"[-_]", language.value.lower())[0] if language else None,
    )


def fields_of(words: str, *, toml: bool) -> dict[str, Any]:
    """Return the fields of front matter, keys in lower case; read line by line where it is neither YAML nor TOML."""
    try:
        found = tomllib.loads(words) if toml else yaml.load(words, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        found = {match["key"]: match["value"].strip("\"'") for match in FIELD.finditer(words)}
    if not isinstance(found, dict):
        return {}
    nested = found.get("params") or found.get("extra")
    merged = {**nested, **found} if isinstance(nested, dict) else found
    return {str(key).lower().replace("-", "_"): value for key, value in merged.items()}


def stated(text: str, place: Span, fields: Mapping[str, Any], keys: tuple[str, ...]) -> Metadatum | None:
    """Return the first of the fields that holds words."""
    for key in keys:
        found = strings(fields.get(key))
        words = squeezed(", ".join(names_of(found) if keys is KEYS["author"] else found))
        if words:
            start = text.find(words, place.start, place.end)
            return Metadatum(words, Span(start, start + len(words)) if start >= 0 else None, RULE)
    return None


def names_of(listed: list[str]) -> list[str]:
    """Return names in the order of speech; where some have the surname first, those are the people: "Lee, Ann"."""
    turned = [f"{match['first']} {match['surname']}" for words in listed if (match := SURNAME_FIRST.match(words))]
    return turned or listed


def strings(value: object) -> list[str]:
    """Return the words that a field holds: a string, those of a list, the names of objects, a date as it is written."""
    if isinstance(value, str):
        words = WIKI_LINK.sub(r"\1", value).strip()
        return [words] if words else []
    if isinstance(value, list):
        return [words for item in value[:20] for words in strings(item)]
    if isinstance(value, dict):
        return strings(value.get("name") or value.get("title"))
    return [] if value is None or isinstance(value, bool) else [str(value)]
