"""Parsing: the only module that loads the spaCy model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.document import Document, Part
from pipeline.errors import ConfigError

# One for one, so that offsets stay: what web text has -> what the model was trained on.
PLAIN = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\n": " ", "\r": " ",
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "‟": '"', "‘": "'", "’": "'", "`": "'", "‚": "'", "‐": "-", "‑": "-",
})  # fmt: skip
LINE = re.compile(r"[^\s](?:[^\n\r]*[^\s])?")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to parse: the title and body parts of an article, in reading order, and where each lies."""

    article_id: str
    text: str
    parts: tuple[Part, ...]
    published_on: str | None = None
    outlet: str | None = None


def plain_text(article_id: str, text: str, published_on: str | None = None) -> Text:
    """Return `text` as it stands, each of its non-blank lines one paragraph."""
    parts = tuple(Part(m.start(), m.end(), "paragraph") for m in LINE.finditer(text))
    return Text(article_id, text, parts, published_on)


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Return the installed spaCy pipeline `name`. Raise ConfigError if it is not installed."""
    try:
        return spacy.load(name)
    except OSError:
        raise ConfigError("parse.model", got=name, expected="the name of an installed spaCy pipeline") from None


@lru_cache(maxsize=1)
def english_vocab() -> Vocab:
    """Return an English vocabulary into which stored parses are read; no model is loaded."""
    return spacy.blank("en").vocab


def readable(nlp: Language, text: Text) -> Doc:
    """Tokenise `text` for the model; the first token of every part starts a sentence."""
    doc = nlp.make_doc(text.text.translate(PLAIN))
    starts = [part.start for part in reversed(text.parts)]
    for token in doc:
        if starts and token.idx >= starts[-1] and not token.is_space:
            token.is_sent_start = True
            while starts and token.idx >= starts[-1]:
                starts.pop()
    return doc


def documents(nlp: Language, texts: Iterable[Text], *, batch_size: int = 64) -> Iterator[Document]:
    """Parse `texts`, in order. Offsets of a result are offsets into the text given; no sentence crosses a part."""
    for batch in batches(texts, batch_size):
        docs = nlp.pipe([readable(nlp, text) for text in batch], batch_size=batch_size)
        for text, doc in zip(batch, docs, strict=True):
            yield Document(text.article_id, text.text, doc, text.parts, text.published_on, text.outlet)


def batches(items: Iterable[Text], size: int) -> Iterator[list[Text]]:
    """Cut `items` into lists of at most `size`, in order."""
    batch: list[Text] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
