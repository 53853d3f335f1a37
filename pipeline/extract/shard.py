"""extract: the parsed articles of a shard in, their actors, events and statistics as rows out."""

from pathlib import Path

from pipeline.config import Config
from pipeline.extract.article import extraction_of
from pipeline.extract.authority import Authority, read_authority
from pipeline.extract.rows import TABLES, ArticleRows
from pipeline.parse import english_vocab
from pipeline.parse_shard import parsed_documents
from pipeline.progress import progress
from pipeline.schema import SCHEMAS, TableSchema, schema
from pipeline.tables import Row, read_rows, write_table


def table_schema(name: str) -> TableSchema:
    """Return the schema of an extracted table; entities are kept in the build folder only."""
    return schema(name, file="build/entities") if name == "entities" else schema(name)


def configured_authority(config: Config) -> Authority:
    """Return the actor authority file with the user's own rows, if the settings name a file of them."""
    vocabularies = SCHEMAS / "vocabularies"
    own = Path(config.extract.authority) if config.extract.authority else None
    return read_authority(vocabularies / "actors.csv", vocabularies / "actor_aliases.csv", own)


def run(cleaned: Path, parsed: Path, output: Path, config: Config) -> None:
    """Write the extracted tables of the shard to the folder `output`."""
    authority = configured_authority(config)
    publishable = {row["article_id"]: row["text_redistributable"] for row in read_rows(cleaned / "articles.parquet")}
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    found = parsed_documents(cleaned, parsed, english_vocab())
    for document, reading in progress(found, total=len(publishable), what="articles extracted"):
        extraction = extraction_of(document, authority, default_dollar=config.extract.default_dollar)
        for name, added in ArticleRows(document, reading.source_span).add(extraction).items():
            rows[name] += added
    rows["places"] = list({row["geonames_id"]: row for row in reversed(rows["places"])}.values())
    for name in TABLES:
        write_table(rows[name], table_schema(name), output / f"{name}.parquet")
