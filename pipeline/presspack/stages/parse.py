"""parse: the articles of a shard in, their spaCy parses out. Only articles that are new to the cache are parsed."""

import argparse
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from presspack.base.ids import text_sha256
from presspack.base.internal_errors import internal_error
from presspack.base.progress import batches, progress
from presspack.config import Config
from presspack.documents.cleaned_articles import Source, sources_of
from presspack.documents.doc_columns import Columns, packed
from presspack.documents.document import Text
from presspack.documents.parse_store import PARSED
from presspack.parse.parser import load_model, parsed
from presspack.parse.pipelines import pipeline_identity
from presspack.reruns.cache import BY_KEY, kept_file, linked_or_copied, renewed
from presspack.reruns.fingerprints import code_digest, digest_of
from presspack.stages.options import add_path, add_settings, started
from presspack.tables.parquet import part_of, put, read_table

# A parse is packed by itself: what is kept is written again as it is.
COMPRESSION = {"article_id": "zstd", "key": "zstd", "words": "zstd", "doc": "none", "failure": "zstd"}
Parse = tuple[str, bytes, str | None]  # words, the packed parse, why there is none
KEPT = "parses.parquet"
ARTICLES_AT_ONCE = 64


@lru_cache
def parser() -> str:
    """Return a digest of the code that parses, and of the versions of what it computes with."""
    return code_digest("documents.readable_text", "parse.parser", data=("captures",))


def key_of(source: Source, model: str, longest: int) -> str:
    """Return the key under which a parse is kept: it changes with record, segments, model, code and versions.

    It also tells whether the text is longer than `longest` characters, and so is not parsed.
    """
    where = [mark[:3] for mark in source.marks]
    return digest_of(
        text_sha256(source.text), source.media_type, where, model, parser(), len(source.reading.text) > longest
    )


class KeptParses:
    """The parses of an earlier run by key; nothing if there was none, or they are damaged."""

    def __init__(self, cache: Path) -> None:
        """Read keys and parses; these stay packed until they are asked for."""
        path = kept_file(cache, KEPT, BY_KEY)
        self.table = read_table(path) if path else PARSED.empty_table()
        self.row = {key: number for number, key in enumerate(self.table["key"].to_pylist())}

    def __contains__(self, key: str) -> bool:
        """Tell whether a parse is kept under `key`."""
        return key in self.row

    def __getitem__(self, key: str) -> Parse:
        """Return the words and the parse kept under `key`, or why there is none."""
        row = self.row[key]
        return self.table["words"][row].as_py(), self.table["doc"][row].as_py(), self.table["failure"][row].as_py()

    def rows(self, article_ids: list[str], keys: list[str]) -> pyarrow.Table:
        """Return the parses kept under `keys` as those of the articles `article_ids`."""
        found = self.table.take([self.row[key] for key in keys])
        return found.set_column(0, PARSED.field(0), [article_ids])


def parse_shard(cleaned: Path, cache: Path, output: Path, config: Config) -> None:
    """Write the parses of the cleaned shard to `output`, taking from `cache` what it keeps, and renew it."""
    kept, model = KeptParses(cache), " ".join(pipeline_identity(config.parse.model).values())
    sources = sources_of(cleaned)
    keys = {source.article_id: key_of(source, model, config.parse.max_characters) for source in sources}
    fresh = [source.to_parse() for source in sources if keys[source.article_id] not in kept]
    new = progress(new_parses(fresh, config), total=len(fresh), what="articles parsed")
    output.parent.mkdir(parents=True, exist_ok=True)
    with parquet.ParquetWriter(part_of(output), PARSED, compression=COMPRESSION, use_dictionary=False) as writer:
        for start in range(0, len(sources), ARTICLES_AT_ONCE):
            ids = [source.article_id for source in sources[start : start + ARTICLES_AT_ONCE]]
            under = [keys[article_id] for article_id in ids]
            if all(key in kept for key in under):
                writer.write_table(kept.rows(ids, under))
                continue
            found = [kept[key] if key in kept else next(new) for key in under]
            writer.write_table(pyarrow.table([ids, under, *map(list, zip(*found, strict=True))], schema=PARSED))
        next(new, None)  # lets it tell the end
    put(output)
    with renewed(cache, BY_KEY) as folder:
        linked_or_copied(output, folder / KEPT)


def new_parses(fresh: Sequence[Text], config: Config) -> Iterator[Parse]:
    """Yield the words and the parses of `fresh`, in order; without any, no model is loaded."""
    if fresh:
        nlp = load_model(config.parse.model)
        for batch in batches(fresh, config.parse.batch_size):
            yield from parses_of(nlp, batch, config.parse.max_characters)


def parses_of(nlp: Any, texts: Sequence[Text], longest: int) -> list[Parse]:
    """Return the words and the parses of `texts`; where one makes the parser fail, each is parsed by itself."""
    try:
        short = [text for text in texts if len(text.text) <= longest]
        found = iter([columns for _, columns in parsed(nlp, short, batch_size=len(texts))])
        return [made(next(found)) if len(text.text) <= longest else too_long(text, longest) for text in texts]
    except Exception as error:  # whatever a text makes the parser raise is told of that text
        if len(texts) == 1:
            return [("", b"", internal_error("parse", error, of=f"article {texts[0].article_id}"))]
    return [parse for text in texts for parse in parses_of(nlp, [text], longest)]


def made(columns: Columns) -> Parse:
    """Return the words and the parse of a text."""
    return "\n".join(words_of(columns)), packed(columns), None


def too_long(text: Text, longest: int) -> Parse:
    """Return what is kept of a text that is not parsed."""
    return "", b"", f"too_long: {len(text.text)} characters to read, parse.max_characters allows {longest}"


def words_of(columns: Columns) -> list[str]:
    """Return the different words of a parse in small letters, as written and as lemmas."""
    return sorted({columns.strings[number].lower() for number in (*columns.text, *columns.lemma)})


def prepare(config: Config) -> None:
    """Load what parses, before the first of several shards."""
    load_model(config.parse.model)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "cleaned", "cleaned shard, or with `resolve` and `check` all of them")
    add_path(parser, "cache", "file or folder that keeps what was made from run to run")
    add_path(parser, "output", "file or folder to write")
    add_settings(parser, "--cleaned build/clean/000 --cache build/cache/parsed/000 --output build/parsed/000.parquet")


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        parse_shard(args.cleaned, args.cache, args.output, config)
    return 0
