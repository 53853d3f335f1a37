"""Sentences that people write, and those that are too long to be any: what is in these is not read, and said so."""

from collections.abc import Iterator
from functools import lru_cache

from presspack.base.spans import Span
from presspack.documents.doc import Span as Sentence
from presspack.documents.document import TITLE, Document

LONGEST_SENTENCE = 400  # words: several extractors compare the words of a sentence with each other
MOST_FIGURES = 80


def not_read(document: Document) -> Iterator[Span]:
    """Yield the sentences of the body that are no prose but a table or a heap of numbers: they are not read."""
    for sentence in document.doc.sents:
        if not is_prose(sentence) and document.part(sentence[0]).kind != TITLE:
            yield Span(sentence.start_char, sentence.end_char)


@lru_cache(maxsize=64)
def is_prose(sentence: Sentence) -> bool:
    """True for a sentence that people write: of so many words and figures at most."""
    return len(sentence) <= LONGEST_SENTENCE and sum(token.like_num for token in sentence) <= MOST_FIGURES
