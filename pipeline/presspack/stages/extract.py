"""extract: the parsed articles of a shard in, their actors, events and statistics as rows out."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pyarrow

from presspack.base.errors import ConfigError
from presspack.base.internal_errors import internal_error
from presspack.base.progress import batches, progress
from presspack.config import Config
from presspack.documents.cleaned_articles import Source, sources_of
from presspack.documents.parse_store import document_of, kept_parses, kept_words
from presspack.extract.article import extraction_of
from presspack.extract.events.trigger_lexicon import TRIGGERS, changed_lemmas, read_lexicon, words_about
from presspack.extract.quantities.units import patterns
from presspack.extract.rows import ArticleRows, table_schema
from presspack.extract.shared_columns import tables
from presspack.names.authority import Authority, configured_authority
from presspack.names.gazetteer import rows_by_name
from presspack.reader.rows import Read, read_answers, reader_rows, readers_by_id, second_reader
from presspack.reruns.cache import keep_rows, kept_rows, write_with_kept
from presspack.reruns.fingerprints import code_digest, digest_of, shape_of
from presspack.stages.options import add_optional_path, add_path, add_settings, started
from presspack.stages.sound_rows import Rows, Tables, sound_tables
from presspack.tables.package_metadata import reader_tables
from presspack.tables.parquet import tuples, validated
from presspack.tables.schema import SCHEMAS

ARTICLES_AT_ONCE = 250  # rows of more are not held as Python objects, which take ten times the memory
VOCABULARIES = ("actors.csv", "actor_aliases.csv", "units.csv")


def source_key(source: Source, parse_key: str, config: Config) -> str:
    """Return a key that changes with whatever the rows of an article are made of, but for the triggers of events."""
    told = source.published_on, source.outlet, source.marks
    return digest_of(parse_key, told, config.extract, extractor_digest(config.extract.authority))


@lru_cache
def extractor_digest(authority: str) -> str:
    """Return a digest of the code and words that extraction rests on, whatever the article."""
    shapes = [shape_of(table_schema(name).descriptor) for name in tables()]
    own = Path(authority).read_bytes() if authority else b""
    vocabularies = [(SCHEMAS / "vocabularies" / name).read_bytes() for name in VOCABULARIES]
    code = code_digest(
        "extract.article", "extract.rows", data=("captures", "english", "extract", "names"), apart=TRIGGERS.name
    )
    return digest_of(code, vocabularies, shapes, sha256(own).hexdigest())


@lru_cache
def guard_digest() -> str:
    """Return a digest of the code that judges the answers of the second reader and makes rows of them."""
    shapes = [shape_of(table_schema(name).descriptor) for name in reader_tables()]
    return digest_of(code_digest("reader.rows", data=("reader",)), shapes)


def extract_shard(
    cleaned: Path, parsed: Path, cache: Path, output: Path, *, config: Config, read: Path | None = None
) -> None:
    """Write the extracted tables of the shard to the folder `output`; with `read`, those of the second reader too.

    Articles that are in the folder `cache` as they are now are not extracted again; it is renewed.
    """
    sources, parse_keys = sources_of(cleaned), dict(tuples(parsed, "article_id", "key"))
    keys = {source.article_id: source_key(source, parse_keys[source.article_id], config) for source in sources}
    answers = read_answers(read) if read else None
    if answers is not None:
        keys = {key: digest_of(own, answers.get(key), config.reader, guard_digest()) for key, own in keys.items()}
    names = tables() if answers is None else (*tables(), *reader_tables())
    kept = kept_rows(cache, keys, [TRIGGERS.name, *(f"{name}.parquet" for name in names)])
    if kept.known and (lemmas := changed_lemmas(cache / TRIGGERS.name)):
        kept = kept.without(articles_about(lemmas, parsed))
    fresh = [source for source in sources if source.article_id not in kept.known]
    found = progress(extracted(fresh, parsed, config, answers, names), total=len(fresh), what="articles extracted")
    found_rows: dict[str, list[pyarrow.Table]] = {name: [] for name in names}
    for batch in batches(found, ARTICLES_AT_ONCE):
        articles = [article_id for article_id, _ in batch]
        new_tables = sound_tables(
            [rows for _, rows in batch],
            lambda found, of=names: tables_of(found, of),  # type: ignore[misc]
            lambda number, error, of=articles: failed(
                of[number], internal_error("extract", error, of=f"article {of[number]}"), names
            ),  # type: ignore[misc]
        )
        for name, parts in found_rows.items():
            parts.append(new_tables[name])
    for name, parts in found_rows.items():
        new = pyarrow.concat_tables(parts or [validated([], table_schema(name))])
        write_with_kept(new, kept, table_schema(name).primary_key, output / f"{name}.parquet")
    keep_rows(kept, output, TRIGGERS)


def articles_about(lemmas: frozenset[str], parsed: Path) -> set[str]:
    """Return the articles of which triggers of `lemmas` can tell something."""
    words = kept_words(parsed)
    found = words_about(set().union(*words.values()), lemmas)
    return {article_id for article_id, own in words.items() if not found.isdisjoint(own)}


def tables_of(found: Sequence[Rows], names: Sequence[str]) -> Tables:
    """Return the rows of articles as tables. Raise CheckFailed, or what Arrow raises, for rows that do not fit."""
    return {name: validated([row for rows in found for row in rows[name]], table_schema(name)) for name in names}


def failed(article_id: str, reason: str, names: Sequence[str]) -> Rows:
    """Return the rows of an article that our code fails on: none but the reason."""
    return {name: [] for name in names} | {"failures": [{"article_id": article_id, "reason": reason}]}


def extracted(
    fresh: Sequence[Source],
    parsed: Path,
    config: Config,
    answers: Mapping[str, list[Read]] | None,
    names: Sequence[str],
) -> Iterator[tuple[str, Rows]]:
    """Yield the id of each article of `fresh` and its rows in the tables `names`.

    `answers` are those of the second reader, by article, if there is one.
    """
    authority = configured_authority(config)
    if fresh:
        read_lexicon()  # what is wrong there is no article's fault
    for source, doc, failure in kept_parses(fresh, parsed):
        if failure is not None:
            yield source.article_id, failed(source.article_id, failure, names)
            continue
        own = None if answers is None else answers.get(source.article_id, [])
        try:
            rows = rows_of(source, doc, authority, config, own)
        except ConfigError:  # words or settings of all articles
            raise
        except Exception as error:  # whatever an article makes our code raise is told of that article
            reason = internal_error("extract", error, of=f"article {source.article_id}")
            rows = failed(source.article_id, reason, names)
        yield source.article_id, rows


def rows_of(source: Source, doc: bytes, authority: Authority, config: Config, own: list[Read] | None) -> Rows:
    """Return the rows of an article by table; `own` are the answers of the second reader about it, if there is one."""
    document = document_of(source, doc)
    second = None if own is None else second_reader(document, own, config.reader)
    extraction = extraction_of(document, authority, default_dollar=config.extract.default_dollar, other=second)
    found = ArticleRows(document, source.reading.source_span)
    rows = found.add(extraction)
    if own is not None and second is not None:
        readers = readers_by_id(second, found.id_at)
        rows = rows | reader_rows(document.article_id, own, second, rows=rows, readers=readers)
    document.doc.release()
    return rows


def prepare(config: Config) -> None:
    """Load the largest lists of words, before the first of several shards."""
    authority = configured_authority(config)
    authority.matches([], "")
    authority.alternatives("")
    rows_by_name()
    patterns()
    read_lexicon()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the stage."""
    add_path(parser, "cleaned", "cleaned shard, or with `resolve` and `check` all of them")
    add_path(parser, "parsed", "parses of the shard")
    add_optional_path(parser, "read", "answers of the second reader about the shard, if there is one")
    add_path(parser, "cache", "file or folder that keeps what was made from run to run")
    add_path(parser, "output", "file or folder to write")
    add_settings(
        parser,
        "--cleaned build/clean/000 --parsed build/parsed/000.parquet"
        " --cache build/cache/extracted/000 --output build/extracted/000",
    )


def run(args: argparse.Namespace) -> int:
    """Run the stage."""
    with started(args) as config:
        extract_shard(args.cleaned, args.parsed, args.cache, args.output, config=config, read=args.read)
    return 0
