"""Parsing: the only module that loads the spaCy model."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import spacy
from numpy import concatenate
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG  # type: ignore[import-not-found]
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab, create_vocab

from pipeline.document import Document, Part, Text
from pipeline.errors import ConfigError
from pipeline.progress import batches
from pipeline.tuning import tuned

# One for one, so that offsets stay: what web text has -> what the model was trained on.
PLAIN = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\n": " ", "\r": " ",
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "‟": '"', "‘": "'", "’": "'", "`": "'", "‚": "'",
    "‐": "-", "‑": "-",
})  # fmt: skip
CHUNKS_AT_ONCE = 128  # more do not fit into the processor's cache
KEPT: Any = [TAG, POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]
LINE = re.compile(r"[^\s](?:[^\n\r]*[^\s])?")


def plain_text(article_id: str, text: str, published_on: str | None = None) -> Text:
    """Return `text` as it stands, each of its non-blank lines one paragraph."""
    parts = tuple(Part(m.start(), m.end(), "paragraph") for m in LINE.finditer(text))
    return Text(article_id, text, parts, published_on)


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Return the installed spaCy pipeline `name`. Raise ConfigError if it is not installed."""
    try:
        return tuned(spacy.load(name))
    except OSError:
        raise ConfigError("parse.model", got=name, expected="the name of an installed spaCy pipeline") from None


@lru_cache(maxsize=1)
def english_vocab() -> Vocab:
    """Return an English vocabulary into which stored parses are read; neither model nor tokenizer is loaded."""
    return create_vocab("en", English.Defaults)


def chunks(text: Text) -> list[str]:
    """Return `text` for the model, cut before every part but the first: each part is parsed by itself.

    So no sentence crosses a part, and a paragraph that many articles share is parsed once.
    """
    plain = text.text.translate(PLAIN)
    starts = [0, *(part.start for part in text.parts[1:]), len(plain)]
    return [plain[start:end] for start, end in pairwise(starts) if start < end]


def documents(nlp: Language, texts: Iterable[Text], *, batch_size: int = 64) -> Iterator[Document]:
    """Parse `texts`, in order. Offsets of a result are offsets into the text given; no sentence crosses a part.

    `batch_size` texts are held at a time; what is equal among their parts is parsed once.
    """
    for batch in batches(texts, batch_size):
        cut = [chunks(text) for text in batch]
        parsed = parses(nlp, {chunk for chunks_of_text in cut for chunk in chunks_of_text})
        for text, chunks_of_text in zip(batch, cut, strict=True):
            doc = joined(nlp.vocab, [parsed[chunk] for chunk in chunks_of_text])
            yield Document(text.article_id, text.text, doc, text.parts, text.published_on, text.outlet)


def parses(nlp: Language, wanted: Iterable[str]) -> dict[str, Doc]:
    """Return the parse of each different chunk; chunks of like length are given to the model together."""
    ordered = sorted(set(wanted), key=lambda chunk: (len(chunk), chunk))
    return dict(zip(ordered, nlp.pipe(ordered, batch_size=CHUNKS_AT_ONCE), strict=True))


def joined(vocab: Vocab, docs: list[Doc]) -> Doc:
    """Return `docs` as one."""
    if len(docs) == 1:
        return docs[0]
    words = [token.text for doc in docs for token in doc]
    spaces = [bool(token.whitespace_) for doc in docs for token in doc]
    whole = Doc(vocab, words=words, spaces=spaces)
    array: Any = concatenate([doc.to_array(KEPT) for doc in docs]) if docs else None
    return whole.from_array(KEPT, array) if docs else whole


def packed(doc: Doc) -> bytes:
    """Return what is kept of a parse, compressed: its words and what the model says of each."""
    return DocBin(attrs=KEPT, docs=[doc]).to_bytes()


def unpacked(kept: bytes, vocab: Vocab) -> Doc:
    """Return the parse that `packed` made."""
    return next(DocBin().from_bytes(kept).get_docs(vocab))
