"""The parses of a shard, as `parse` wrote them; reading them takes no spaCy."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow
from pyarrow import parquet

from presspack.documents.cleaned_articles import Source
from presspack.documents.doc_columns import unpacked
from presspack.documents.document import Document
from presspack.tables.parquet import tuples

PARSED = pyarrow.schema(
    [
        ("article_id", pyarrow.string()),
        ("key", pyarrow.string()),
        ("words", pyarrow.string()),
        ("doc", pyarrow.binary()),
        ("failure", pyarrow.string()),  # why there is no parse; null if there is one
    ]
)


def kept_words(parsed: Path) -> dict[str, list[str]]:
    """Return the different words of each article of a parsed shard."""
    return {article_id: words.split("\n") for article_id, words in tuples(parsed, "article_id", "words")}


def document_of(source: Source, doc: bytes) -> Document:
    """Return the article `source` with its parse, as that was packed."""
    text, made = source.to_parse(), unpacked(doc)
    return Document(source.article_id, text.text, made, text.parts, text.published_on, text.outlet)


def kept_parses(sources: Sequence[Source], parsed: Path) -> Iterator[tuple[Source, bytes, str | None]]:
    """Yield `sources` with their packed parses, and why one has none, in the order of ids."""
    wanted = {source.article_id: source for source in sources}
    file = parquet.ParquetFile(parsed)
    for group in range(file.num_row_groups if wanted else 0):
        ids = file.read_row_group(group, columns=["article_id"])["article_id"].to_pylist()
        if wanted.keys().isdisjoint(ids):
            continue
        table = file.read_row_group(group, columns=["doc", "failure"])
        for key, doc, failure in zip(ids, table["doc"], table["failure"], strict=True):
            if key in wanted:
                yield wanted.pop(key), doc.as_py(), failure.as_py()
