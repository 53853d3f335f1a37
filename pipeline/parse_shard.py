"""parse: the articles of a shard in, their spaCy parses out. Only articles that are new to the cache are parsed."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pyarrow
from pyarrow import parquet
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.config import Config
from pipeline.document import Document, Segment
from pipeline.parse import Text, documents, load_model
from pipeline.progress import progress
from pipeline.reading import Reading, reading_of
from pipeline.tables import read_rows, read_table, write_parquet

PARSED = pyarrow.schema([("article_id", pyarrow.string()), ("key", pyarrow.string()), ("doc", pyarrow.binary())])
LEFT_OUT = ["tensor", "user_data", "cats"]


def readings(cleaned: Path) -> Iterator[tuple[Text, Reading]]:
    """Yield what is to be read of every used article of a cleaned shard, in the order of ids."""
    articles = {row["article_id"]: row for row in read_rows(cleaned / "articles.parquet")}
    segments: dict[str, list[Segment]] = {}
    for row in read_rows(cleaned / "segments.parquet"):
        found = Segment(row["start"], row["end"], row["kind_code"], row["reason_code"], row["speaker"])
        segments.setdefault(row["article_id"], []).append(found)
    for row in read_rows(cleaned / "texts.parquet"):
        article = articles[row["article_id"]]
        reading = reading_of(row["text"], segments.get(row["article_id"], []), row["media_type"])
        yield reading.to_parse(row["article_id"], article["published_on"], article["outlet"]), reading


def parse_key(text: Text, model: str) -> str:
    """Return the key under which a parse is kept: it changes with the words, their parts, the model and spaCy."""
    parts = ",".join(f"{part.start}-{part.end}" for part in text.parts)
    return sha256("\x1f".join((model, version("spacy"), parts, text.text)).encode("utf-8", "surrogatepass")).hexdigest()


def model_version(nlp: Language) -> str:
    """Return name and version of a loaded pipeline: "en_core_web_sm 3.8.0"."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def kept_parses(cache: Path) -> dict[str, bytes]:
    """Return the parses of an earlier run by key, {} if there was none."""
    if not cache.is_file():
        return {}
    table = read_table(cache)
    return dict(zip(table["key"].to_pylist(), table["doc"].to_pylist(), strict=True))


def run(cleaned: Path, cache: Path, output: Path, config: Config) -> None:
    """Write the parses of the cleaned shard to `output`, taking from the file `cache` what it holds, and renew it."""
    kept = kept_parses(cache)
    texts = [text for text, _ in readings(cleaned)]
    nlp = load_model(config.parse.model)
    keys = {text.article_id: parse_key(text, model_version(nlp)) for text in texts}
    fresh = [text for text in texts if keys[text.article_id] not in kept]
    parsed = documents(nlp, fresh, batch_size=config.parse.batch_size)
    for document in progress(parsed, total=len(fresh), what="articles parsed"):
        kept[keys[document.article_id]] = document.doc.to_bytes(exclude=LEFT_OUT)
    rows = [
        {"article_id": text.article_id, "key": keys[text.article_id], "doc": kept[keys[text.article_id]]}
        for text in texts
    ]
    table = pyarrow.Table.from_pylist(rows, schema=PARSED)
    write_parquet(table, output)
    write_parquet(table, cache)


def parsed_documents(cleaned: Path, parsed: Path, vocab: Vocab) -> Iterator[tuple[Document, Reading]]:
    """Yield the parsed articles of a shard with the way back to their records, in the order of ids."""
    docs = {row["article_id"]: row["doc"] for row in parquet.read_table(parsed).to_pylist()}
    for text, reading in readings(cleaned):
        doc = Doc(vocab).from_bytes(docs[text.article_id])
        yield Document(text.article_id, text.text, doc, text.parts, text.published_on, text.outlet), reading
