"""extract: the parsed articles of a shard in, their actors, events and statistics as rows out."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pipeline.config import Config
from pipeline.extract.article import extraction_of
from pipeline.extract.authority import configured_authority
from pipeline.extract.rows import TABLES, ArticleRows
from pipeline.inputs import shape_of
from pipeline.kept import code_digest, digest_of, keep, kept_rows, write_with_kept
from pipeline.parse import english_vocab
from pipeline.parse_shard import Source, parse_keys, parsed_documents, sources_of
from pipeline.progress import progress
from pipeline.schema import SCHEMAS, TableSchema, schema
from pipeline.tables import Row

VOCABULARIES = ("actors.csv", "actor_aliases.csv", "units.csv")


def table_schema(name: str) -> TableSchema:
    """Return the schema of an extracted table; entities are kept in the build folder only."""
    return schema(name, file="build/entities") if name == "entities" else schema(name)


def source_key(source: Source, parse_key: str, config: Config) -> str:
    """Return a key that changes with whatever the rows of an article are made of."""
    where = [(s.start, s.end, s.kind, s.reason, s.speaker) for s in source.segments]
    told = source.article["published_on"], source.article["outlet"], where
    return digest_of(parse_key, told, config.extract, extractor_digest(config.extract.authority))


@lru_cache
def extractor_digest(authority: str) -> str:
    """Return a digest of the code and words that extraction rests on."""
    shapes = [shape_of(table_schema(name).descriptor) for name in TABLES]
    own = Path(authority).read_bytes() if authority else b""
    vocabularies = [(SCHEMAS / "vocabularies" / name).read_bytes() for name in VOCABULARIES]
    return digest_of(
        code_digest("extract.article", "extract.rows", data="extract"), vocabularies, shapes, sha256(own).hexdigest()
    )


def run(cleaned: Path, parsed: Path, cache: Path, output: Path, *, config: Config) -> None:
    """Write the extracted tables of the shard to the folder `output`.

    Articles that are in the folder `cache` as they are now are not extracted again; it is renewed.
    """
    sources, parse_key = sources_of(cleaned), parse_keys(parsed)
    authority = configured_authority(config)
    keys = {source.article_id: source_key(source, parse_key[source.article_id], config) for source in sources}
    kept = kept_rows(cache, keys, TABLES)
    fresh = [source for source in sources if source.article_id not in kept.known]
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    found = parsed_documents(fresh, parsed, english_vocab())
    for document, reading in progress(found, total=len(fresh), what="articles extracted"):
        extraction = extraction_of(document, authority, default_dollar=config.extract.default_dollar)
        for name, added in ArticleRows(document, reading.source_span).add(extraction).items():
            rows[name] += added
    rows["places"] = list({row["geonames_id"]: row for row in reversed(rows["places"])}.values())
    for name in TABLES:
        write_with_kept(rows[name], kept, name, table_schema(name), output / f"{name}.parquet")
    keep(kept, output)
