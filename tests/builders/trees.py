"""Parses written by hand."""

import spacy
from spacy.tokens import Doc as SpacyDoc

from presspack.documents.doc import Doc
from presspack.documents.doc_columns import doc_of
from presspack.parse.parser import columns_of

VOCAB = spacy.blank("en").vocab


def tree(text: str) -> Doc:
    """Build a parse from `word/lemma/POS/TAG/dep/head` items, heads as word numbers."""
    items = [item.split("/") for item in text.split()]
    words, lemmas, pos, tags, deps, heads = zip(*items, strict=True)
    doc = SpacyDoc(VOCAB, words=list(words), lemmas=list(lemmas), pos=list(pos), tags=list(tags), deps=list(deps),
                   heads=[int(h) for h in heads])  # fmt: skip
    return doc_of(columns_of([doc]))
