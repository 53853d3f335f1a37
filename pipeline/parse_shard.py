"""parse: the articles of a shard in, their spaCy parses out. Only articles that are new to the cache are parsed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.config import Config
from pipeline.document import Document, Segment, Text
from pipeline.ids import text_sha256
from pipeline.kept import code_digest, digest_of, linked_or_copied
from pipeline.parse import documents, load_model, packed, unpacked
from pipeline.progress import progress
from pipeline.reading import Reading, reading_of
from pipeline.tables import part_of, put, read_table, tuples

PARSED = pyarrow.schema(
    [
        ("article_id", pyarrow.string()),
        ("key", pyarrow.string()),
        ("words", pyarrow.string()),
        ("doc", pyarrow.binary()),
    ]
)
Mark = tuple[Any, ...]
MARK = ("start", "end", "kind_code", "reason_code", "speaker")
# A parse is packed by itself: what is kept is written again as it is.
COMPRESSION = {"article_id": "zstd", "key": "zstd", "words": "zstd", "doc": "none"}
Parse = tuple[str, bytes]
ARTICLES_AT_ONCE = 64


@dataclass(frozen=True)
class Source:
    """A used article as cleaning left it; `marks` are the columns of its segments, row by row."""

    article_id: str
    text: str
    media_type: str
    marks: Sequence[Mark]
    published_on: str | None
    outlet: str | None

    @cached_property
    def reading(self) -> Reading:
        """What is to be read of it, and the way back to the record."""
        return reading_of(self.text, [Segment(*mark) for mark in self.marks], self.media_type)

    def to_parse(self) -> Text:
        """Return it as the parser takes it."""
        return self.reading.to_parse(self.article_id, self.published_on, self.outlet)

    def key(self, model: str) -> str:
        """Return the key under which its parse is kept: it changes with record, segments, model, spaCy and code."""
        where = [mark[:3] for mark in self.marks]
        return digest_of(text_sha256(self.text), self.media_type, where, model, *parser())


@lru_cache
def parser() -> tuple[str, str]:
    """Return the version of spaCy and a digest of the code that parses."""
    return version("spacy"), code_digest("reading", "parse")


def sources_of(cleaned: Path) -> list[Source]:
    """Return every used article of a cleaned shard, in the order of ids."""
    marks: dict[str, list[Mark]] = {}
    for key, *mark in tuples(cleaned / "segments.parquet", "article_id", *MARK):
        marks.setdefault(key, []).append(tuple(mark))
    told = {key: rest for key, *rest in tuples(cleaned / "articles.parquet", "article_id", "published_on", "outlet")}
    texts = tuples(cleaned / "texts.parquet", "article_id", "text", "media_type")
    return [Source(key, text, media_type, marks.get(key, []), *told[key]) for key, text, media_type in texts]


def model_version(name: str) -> str:
    """Return name and version of an installed pipeline, without loading it: "en_core_web_sm 3.8.0"."""
    with suppress(PackageNotFoundError):
        return f"{name} {version(name)}"
    meta = load_model(name).meta  # a folder, or an error that says that there is none
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


class KeptParses:
    """The parses of an earlier run by key; nothing if there was none, or it kept them in another way."""

    def __init__(self, cache: Path) -> None:
        """Read keys and parses; these stay packed until they are asked for."""
        same = cache.is_file() and parquet.read_schema(cache).equals(PARSED)
        self.table = read_table(cache) if same else PARSED.empty_table()
        self.row = {key: number for number, key in enumerate(self.table["key"].to_pylist())}

    def __contains__(self, key: str) -> bool:
        """Tell whether a parse is kept under `key`."""
        return key in self.row

    def __getitem__(self, key: str) -> Parse:
        """Return the words and the parse kept under `key`."""
        row = self.row[key]
        return self.table["words"][row].as_py(), self.table["doc"][row].as_py()

    def rows(self, article_ids: list[str], keys: list[str]) -> pyarrow.Table:
        """Return the parses kept under `keys` as those of the articles `article_ids`."""
        found = self.table.take([self.row[key] for key in keys])
        return found.set_column(0, PARSED.field(0), [article_ids])


def run(cleaned: Path, cache: Path, output: Path, config: Config) -> None:
    """Write the parses of the cleaned shard to `output`, taking from the file `cache` what it holds, and renew it."""
    kept, model = KeptParses(cache), model_version(config.parse.model)
    sources = sources_of(cleaned)
    keys = {source.article_id: source.key(model) for source in sources}
    fresh = [source.to_parse() for source in sources if keys[source.article_id] not in kept]
    parsed = progress(new_parses(fresh, config), total=len(fresh), what="articles parsed")
    output.parent.mkdir(parents=True, exist_ok=True)
    with parquet.ParquetWriter(part_of(output), PARSED, compression=COMPRESSION, use_dictionary=False) as writer:
        for start in range(0, len(sources), ARTICLES_AT_ONCE):
            ids = [source.article_id for source in sources[start : start + ARTICLES_AT_ONCE]]
            under = [keys[article_id] for article_id in ids]
            if all(key in kept for key in under):
                writer.write_table(kept.rows(ids, under))
                continue
            found = [kept[key] if key in kept else next(parsed) for key in under]
            columns = [ids, under, [words for words, _ in found], [doc for _, doc in found]]
            writer.write_table(pyarrow.table(columns, schema=PARSED))
        next(parsed, None)  # lets it tell the end
    put(output)
    cache.parent.mkdir(parents=True, exist_ok=True)
    linked_or_copied(output, part_of(cache))
    put(cache)


def new_parses(fresh: Sequence[Text], config: Config) -> Iterator[Parse]:
    """Yield the words and the parses of `fresh`, in order; without any, no model is loaded."""
    if fresh:
        for document in documents(load_model(config.parse.model), fresh, batch_size=config.parse.batch_size):
            yield "\n".join(words_of(document.doc)), packed(document.doc)


def words_of(doc: Doc) -> list[str]:
    """Return the different words of a parse in small letters, as written and as lemmas."""
    return sorted({word.lower() for token in doc for word in (token.text, token.lemma_)})


def kept_words(parsed: Path) -> dict[str, list[str]]:
    """Return the different words of each article of a parsed shard."""
    return {article_id: words.split("\n") for article_id, words in tuples(parsed, "article_id", "words")}


def parsed_documents(sources: Sequence[Source], parsed: Path, vocab: Vocab) -> Iterator[tuple[Document, Reading]]:
    """Yield the parses of `sources` with the way back to their records, in the order of ids."""
    wanted = {source.article_id: source for source in sources}
    file = parquet.ParquetFile(parsed)
    for group in range(file.num_row_groups if wanted else 0):
        ids = file.read_row_group(group, columns=["article_id"])["article_id"].to_pylist()
        if wanted.keys().isdisjoint(ids):
            continue
        for key, doc in zip(ids, file.read_row_group(group, columns=["doc"])["doc"], strict=True):
            if key in wanted:
                text, reading = wanted[key].to_parse(), wanted[key].reading
                made = unpacked(doc.as_py(), vocab)
                yield Document(key, text.text, made, text.parts, text.published_on, text.outlet), reading
                del wanted[key]
