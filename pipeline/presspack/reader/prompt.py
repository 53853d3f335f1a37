"""What a model is sent: guidelines, codebook and examples, which are data, and the numbered sentences of an article."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from presspack.base.ids import text_sha256
from presspack.base.spans import Span, trimmed
from presspack.config import Reader
from presspack.documents.document import Document
from presspack.reader.answer_schema import answer_schema
from presspack.reader.variations import PLAIN, Variation, renamed

PROMPT = Path(__file__).with_name("prompt")
CODED = {"events": ("event_types", "modalities"), "quotes": ("quote_kinds",)}


@dataclass(frozen=True, slots=True)
class Request:
    """One request about one part of an article; `key` is the SHA-256 of `body`, all that is sent but the secret key.

    `sentences` are the spans in the parsed text that it shows, by their number in the article.
    """

    article_id: str
    part: int
    body: bytes
    sentences: dict[int, Span]

    @property
    def key(self) -> str:
        """The name of the answer in the cache and in the table reader_answers."""
        return text_sha256(self.body.decode("ascii"))


@lru_cache
def instructions(tables: tuple[str, ...], variation: Variation = PLAIN) -> str:
    """Return what stands before the article in every request about `tables`."""
    guidelines = (PROMPT / "guidelines.md").read_text(encoding="utf-8")
    lists = [_codebook(name, variation) for table, names in CODED.items() if table in tables for name in names]
    shown = _examples(tables, variation) if variation.with_examples else ()
    return "\n\n".join([guidelines.strip(), *lists, *shown])


def prompt_sha256(reader: Reader) -> str:
    """Return a digest of all that is sent but the name of the model and the article."""
    return text_sha256(json.dumps([instructions(tuple(reader.tables)), answer_schema(reader.tables)]))


def requests_about(document: Document, reader: Reader, variation: Variation = PLAIN) -> Iterator[Request]:
    """Yield the requests about an article, in the order of its parts; each shows at most `max_characters` of it."""
    for part, sentences in enumerate(_parts(document, reader.max_characters), 1):
        body = _body(document.text, sentences, reader, variation)
        yield Request(document.article_id, part, body, sentences)


def request_of(article_id: str, part: int, text: str, sentences: dict[int, Span], reader: Reader) -> Request:
    """Return the request about some `sentences` of a text."""
    return Request(article_id, part, _body(text, sentences, reader), sentences)


def shown(text: str, span: Span) -> str:
    """Return a sentence as the model sees it: white space is a blank, so that every letter keeps its place."""
    return "".join(" " if letter.isspace() else letter for letter in span.of(text))


def _parts(document: Document, most: int) -> Iterator[dict[int, Span]]:
    """Yield the sentences of an article by number, as many together as `most` characters hold."""
    spans = [trimmed(document.text, Span(found.start_char, found.end_char)) for found in document.doc.sents]
    held: dict[int, Span] = {}
    length = 0
    for number, span in enumerate([span for span in spans if span.start < span.end], 1):
        if held and length + span.end - span.start > most:
            yield held
            held, length = {}, 0
        held[number] = span
        length += span.end - span.start
    if held:
        yield held


def _body(text: str, sentences: dict[int, Span], reader: Reader, variation: Variation = PLAIN) -> bytes:
    """Return a request in JSON, of ASCII alone; a sentence cannot pose as another, since each is a JSON string."""
    user = _lines({number: shown(text, span) for number, span in sentences.items()})
    form = {"name": "annotation", "strict": True, "schema": answer_schema(reader.tables)}
    value = {
        "model": reader.model,
        "messages": [
            {"role": "system", "content": instructions(tuple(reader.tables), variation)},
            {"role": "user", "content": user},
        ],
        "response_format": {"type": "json_schema", "json_schema": form},
        "max_tokens": reader.max_tokens,
        "temperature": 0,
        "stream": False,
    }
    return json.dumps(value, ensure_ascii=True).encode("ascii")


def _lines(sentences: dict[int, str]) -> str:
    return "\n".join(
        json.dumps({"sentence": n, "text": text}, ensure_ascii=False, separators=(",", ":"))
        for n, text in sentences.items()
    )


def _codebook(name: str, variation: Variation) -> str:
    """Return a closed list as the model reads it: a line a code, with definition, borders and examples."""
    lines = [f"Codes of {name}:"]
    for row in variation.lines(name):
        more = [f"Borders: {row['borders']}"] if row.get("borders") else []
        more += [f"Examples: {str(row['examples']).replace('|', ' / ')}"] if row.get("examples") else []
        lines.append(" ".join([f"- {row['code']}: {row['description']}", *more]))
    return "\n".join(lines)


def examples() -> Sequence[dict[str, Any]]:
    """Return the examples: sentences of our own and the answer to them."""
    found: list[dict[str, Any]] = json.loads((PROMPT / "examples.json").read_text(encoding="utf-8"))
    return found


def _examples(tables: tuple[str, ...], variation: Variation) -> Iterator[str]:
    for example in renamed(examples(), variation.names):
        answer = {name: items for name, items in example["answer"].items() if name in tables}
        asked = _lines(dict(enumerate(example["sentences"], 1)))
        yield f"Example, the user:\n{asked}\n\nthe answer:\n{json.dumps(answer, ensure_ascii=False)}"
