"""A parse as lists of strings and numbers: what the parser hands on, and how it is kept."""

import json
from typing import NamedTuple
from zlib import compress, decompress

from presspack.documents.doc import Doc, Token


class Columns(NamedTuple):
    """A parse as lists: of each token the numbers of its `strings`, the steps to its head and of an entity IOB.

    The lists from `sentences` on hold the numbers of the tokens which begin one, or of which it is true.
    """

    strings: list[str]
    text: list[int]
    lemma: list[int]
    pos: list[int]
    tag: list[int]
    dep: list[int]
    ent_type: list[int]
    head: list[int]
    ent_iob: list[int]
    sentences: list[int]
    unspaced: list[int]
    is_punct: list[int]
    is_stop: list[int]
    like_num: list[int]
    like_url: list[int]


FLAGS = ("is_punct", "is_stop", "like_num", "like_url")
IOB = ("", "I", "O", "B")


def packed(columns: Columns) -> bytes:
    """Return the columns of a parse, compressed."""
    return compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode(), level=1)


def unpacked(kept: bytes) -> Doc:
    """Return the parse whose columns `packed` compressed."""
    return doc_of(Columns(*json.loads(decompress(kept))))


def doc_of(columns: Columns) -> Doc:
    """Return the parse of these columns."""
    strings, spaces = columns.strings, [" "] * len(columns.text)
    for number in columns.unspaced:
        spaces[number] = ""
    idx, tokens = 0, list[Token]()
    for i, (number, space) in enumerate(zip(columns.text, spaces, strict=True)):
        tokens.append(Token(i, idx, strings[number], space))
        idx += len(strings[number]) + len(space)
    named = zip(tokens, columns.lemma, columns.pos, columns.tag, columns.dep, columns.ent_type, strict=True)
    for token, lemma, pos, tag, dep, ent_type in named:
        token.lemma_, token.pos_, token.tag_ = strings[lemma], strings[pos], strings[tag]
        token.dep_, token.ent_type_ = strings[dep], strings[ent_type]
    for token, iob in zip(tokens, columns.ent_iob, strict=True):
        token.ent_iob_ = IOB[iob]
    for name in FLAGS:
        for number in getattr(columns, name):
            setattr(tokens[number], name, True)
    return Doc(tokens, columns.head, columns.sentences)
