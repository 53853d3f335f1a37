"""The parses of a shard, as `parse` wrote them; reading them takes no spaCy."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow
from pyarrow import parquet

from presspack.documents.cleaned_articles import Source
from presspack.documents.doc_columns import unpacked
from presspack.documents.document import Document
from presspack.documents.readable_text import Reading
from presspack.tables.parquet import tuples

PARSED = pyarrow.schema(
    [
        ("article_id", pyarrow.string()),
        ("key", pyarrow.string()),
        ("words", pyarrow.string()),
        ("doc", pyarrow.binary()),
    ]
)


def kept_words(parsed: Path) -> dict[str, list[str]]:
    """Return the different words of each article of a parsed shard."""
    return {article_id: words.split("\n") for article_id, words in tuples(parsed, "article_id", "words")}


def parsed_documents(sources: Sequence[Source], parsed: Path) -> Iterator[tuple[Document, Reading]]:
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
                made = unpacked(doc.as_py())
                yield Document(key, text.text, made, text.parts, text.published_on, text.outlet), reading
                del wanted[key]
