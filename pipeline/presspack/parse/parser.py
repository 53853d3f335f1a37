"""Parsing: the only module that loads the spaCy model."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import spacy
from numpy import concatenate, flatnonzero, int64, uint64, unique, zeros
from spacy import attrs
from spacy.language import Language
from spacy.tokens import Doc

from presspack.base.errors import ConfigError
from presspack.base.progress import batches
from presspack.documents.doc_columns import Columns, doc_of
from presspack.documents.document import Document, Part, Text
from presspack.parse.fast_pipeline import tuned
from presspack.parse.pipelines import check_pipeline

# One for one, so that offsets stay: what web text has -> what the model was trained on.
PLAIN = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\n": " ", "\r": " ",
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "‟": '"', "‘": "'", "’": "'", "`": "'", "‚": "'",
    "‐": "-", "‑": "-",
})  # fmt: skip
CHUNKS_AT_ONCE = 128  # more do not fit into the processor's cache
# spaCy's names of what is kept of a token: strings, the steps to its head, and what is true of some.
NAMED = [attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE]
TRUE = [attrs.IS_PUNCT, attrs.IS_STOP, attrs.LIKE_NUM, attrs.LIKE_URL]
KEPT: Any = [*NAMED, attrs.HEAD, attrs.ENT_IOB, attrs.SENT_START, attrs.SPACY, *TRUE]
NO_PIPELINE = (OSError, AttributeError, ImportError, ValueError, KeyError, TypeError)  # raised for what is none
LINE = re.compile(r"[^\s](?:[^\n\r]*[^\s])?")


def plain_text(article_id: str, text: str, published_on: str | None = None) -> Text:
    """Return `text` as it stands, each of its non-blank lines one paragraph; a blank text is one as a whole."""
    parts = tuple(Part(m.start(), m.end(), "paragraph") for m in LINE.finditer(text))
    return Text(article_id, text, parts or (Part(0, len(text), "paragraph"),), published_on)


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Return the installed spaCy pipeline `name`. Raise ConfigError if it is none, or lacks what is read of a parse."""
    check_pipeline(name)
    try:
        nlp = spacy.load(name)
    except NO_PIPELINE as error:
        expected = f"the name of an installed spaCy pipeline ({' '.join(str(error).split())[:200]})"
        raise ConfigError("parse.model", got=name, expected=expected) from None
    return tuned(nlp)


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
    for text, columns in parsed(nlp, texts, batch_size=batch_size):
        yield Document(text.article_id, text.text, doc_of(columns), text.parts, text.published_on, text.outlet)


def parsed(nlp: Language, texts: Iterable[Text], *, batch_size: int) -> Iterator[tuple[Text, Columns]]:
    """Yield `texts`, each with the columns of its parse, as `documents` does."""
    for batch in batches(texts, batch_size):
        cut = [chunks(text) for text in batch]
        found = parses(nlp, {chunk for chunks_of_text in cut for chunk in chunks_of_text})
        for text, chunks_of_text in zip(batch, cut, strict=True):
            yield text, columns_of([found[chunk] for chunk in chunks_of_text])


def parses(nlp: Language, wanted: Iterable[str]) -> dict[str, Doc]:
    """Return the parse of each different chunk; chunks of like length are given to the model together."""
    ordered = sorted(set(wanted), key=lambda chunk: (len(chunk), chunk))
    return dict(zip(ordered, nlp.pipe(ordered, batch_size=CHUNKS_AT_ONCE), strict=True))


def columns_of(docs: Sequence[Doc]) -> Columns:
    """Return what is kept of the parses `docs`, as one parse: a sentence begins with each of them."""
    array: Any = concatenate([zeros((0, len(KEPT)), uint64), *(doc.to_array(KEPT) for doc in docs)])
    hashes, numbers = unique(array[:, : len(NAMED)], return_inverse=True)
    strings = [docs[0].vocab.strings[int(value)] for value in hashes]
    named = numbers.reshape(-1, len(NAMED)).T.tolist()
    head, entity, start, spaced, *true = array[:, len(NAMED) :].astype(int64).T
    start[[end - len(doc) for doc, end in zip(docs, accumulate(map(len, docs)), strict=True) if len(doc)]] = 1
    marks = [flatnonzero(column).tolist() for column in (start == 1, spaced == 0, *true)]
    return Columns._make([strings, *named, head.tolist(), entity.tolist(), *marks])
