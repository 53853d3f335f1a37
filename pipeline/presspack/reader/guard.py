"""What of an answer can be believed: codes that exist, and words that stand once in the sentence that they cite.

An answer is text and stays text: it names no file, is never run, and its words are only looked up. What a row says is
taken from the article at the place that was found, never from the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from presspack.base.spans import Span
from presspack.documents.document import Document
from presspack.reader.answer_schema import CELLS, code_list
from presspack.reader.prompt import shown


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an answer that is true to its article: the places of its words in the parsed text, and its codes.

    `number` counts the items of the table in the answer about a part of the article, from 1.
    """

    part: int
    number: int
    table: str
    sentence: Span
    words: Mapping[str, Span]
    codes: Mapping[str, str]
    participants: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What of an answer is not believed, and why (a code of refusal_reasons).

    `column` is empty if the whole item is refused for its place, `table` if it is the whole answer. `item` counts the
    items of the table in the answer from 1, and is 0 for a whole answer.
    """

    part: int
    table: str
    item: int
    column: str
    reason: str


class Refused(Exception):
    """A cell is refused: `args[0]` is the reason."""


def believed(
    document: Document, sentences: Mapping[int, Span], answer: Mapping[str, Any], part: int
) -> tuple[list[Item], list[Refusal]]:
    """Return what of an answer of the right form is true to the `sentences` that were shown, and what is refused.

    A cell that an item cannot do without takes the item with it; others are left out alone.
    """
    items, refusals = list[Item](), list[Refusal]()
    for table, cells in CELLS.items():
        seen = set[tuple[Any, ...]]()
        for number, given in enumerate(answer.get(table, ()), 1):
            guard = _Guard(document, part, number, table, refusals)
            item = guard.item(sentences.get(given["sentence"]), given)
            if item is None:
                continue
            what = (*(item.words[name] for name in cells.words), item.codes.get("type_code"))
            if what in seen:
                guard.refuse("", "repeated")
                continue
            seen.add(what)
            items.append(item)
    return items, refusals


@dataclass(frozen=True, slots=True)
class _Guard:
    """Judges one item, and adds what is refused to `refusals`."""

    document: Document
    part: int
    number: int
    table: str
    refusals: list[Refusal]

    def refuse(self, column: str, reason: str) -> None:
        """Note that a cell, or with an empty `column` the item, is refused."""
        self.refusals.append(Refusal(self.part, self.table, self.number, column, reason))

    def item(self, sentence: Span | None, given: Mapping[str, Any]) -> Item | None:
        """Return the item with the cells that are true; None if one is refused that it cannot do without."""
        if sentence is None:
            self.refuse("sentence", "no_such_sentence")
            return None
        cells, words = CELLS[self.table], dict[str, Span]()
        for column in cells.codes:
            if given[column] not in code_list(self.table, column):
                self.refuse(column, "no_such_code")
                return None
        for column in (*cells.words, *cells.optional):
            if column in cells.optional and not given[column]:
                continue
            found = self.place(column, sentence, given[column])
            if found is not None:
                words[column] = found
            elif column in cells.words:
                return None
        codes = {column: given[column] for column in cells.codes}
        participants = dict.fromkeys(self.participants(sentence, given.get("participants", ())))
        return Item(self.part, self.number, self.table, sentence, words, codes, tuple(participants))

    def participants(self, sentence: Span, given: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, Span]]:
        """Yield the participants whose role is a code and whose words stand in the sentence."""
        for participant in given:
            role = participant["role_code"]
            if role not in code_list(self.table, "role_code"):
                self.refuse("participants", "no_such_code")
            elif (found := self.place("participants", sentence, participant["text"])) is not None:
                yield role, found

    def place(self, column: str, sentence: Span, words: str) -> Span | None:
        """Return where the words of a cell stand; None if they are refused."""
        try:
            return place_of(self.document, sentence, words)
        except Refused as refused:
            self.refuse(column, refused.args[0])
            return None


def place_of(document: Document, sentence: Span, words: str) -> Span:
    """Return where `words` stand in a sentence. Raise Refused with the reason if not exactly once, or inside a word."""
    if not words.strip() or words != words.strip():
        raise Refused("empty" if not words.strip() else "not_verbatim")
    text = shown(document.text, sentence)
    at = text.find(words)
    if at < 0:
        raise Refused("not_verbatim")
    if text.find(words, at + 1) >= 0:
        raise Refused("ambiguous")
    span = Span(sentence.start + at, sentence.start + at + len(words))
    tokens = document.doc.char_span(*span)
    if tokens is None or not len(tokens) or (tokens.start_char, tokens.end_char) != span:
        raise Refused("inside_a_word")
    return span
