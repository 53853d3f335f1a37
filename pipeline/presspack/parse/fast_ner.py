"""The decisions of spaCy's entity recognizer, taken for all texts of a batch at once: the same entities, much sooner.

spaCy asks each of some seventy actions (begin, in, last, unit of each label, and out) at each token whether it may be
taken, which costs more than all else the recognizer does. The rules are few (spaCy's `ner.pyx`), so here they are a
table: one row of actions for each situation that a token can be in.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy
from spacy.attrs import ENT_IOB, ENT_TYPE, IS_SPACE, SENT_START  # type: ignore[import-not-found]
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from presspack.base.progress import batches

_FEATURES = 3  # the token, the first of the open entity, the one before
IOB = {"B": 3, "U": 3, "I": 1, "L": 1, "O": 2}
_SITUATIONS_OUTSIDE = 4
WRITTEN: Any = [ENT_IOB, ENT_TYPE]
READ: Any = [SENT_START, IS_SPACE]
Array = Any


def is_plain(component: Any) -> bool:
    """True for a recognizer of entities whose decisions rest on nothing but its three layers and the rules."""
    if type(component) is not EntityRecognizer or component.cfg.get("beam_width", 1) != 1:
        return False
    attrs, layers = component.model.attrs, component.model.layers
    return bool(attrs["has_upper"]) and not attrs["unseen_classes"] and layers[1].get_dim("nF") == _FEATURES


class EntityDecoder:
    """Takes the place of a trained `EntityRecognizer` in a pipeline; texts must bring no entities of their own."""

    name = "ner"

    def __init__(self, ner: EntityRecognizer) -> None:
        """Read labels and weights of `ner`."""
        self.tokens, self.hidden, upper = ner.model.layers
        moves = [ner.moves.get_class_name(number).partition("-")[::2] for number in range(upper.get_dim("nO"))]
        labels = sorted({label for _, label in moves if label})
        self.bias: Array = self.hidden.get_param("b")
        self.weights: Array = upper.get_param("W").T.copy()
        self.weights_bias: Array = upper.get_param("b")
        self.iob = numpy.array([IOB[move] for move, _ in moves], dtype="uint64")
        self.type = numpy.array([ner.vocab.strings[label] if label else 0 for _, label in moves], dtype="uint64")
        # What is open after an action: the number of the label, or -1.
        self.opened = numpy.array([labels.index(label) if move in "BI" else -1 for move, label in moves])
        self.begins = numpy.array([move == "B" for move, _ in moves])
        self.forbidden = numpy.array(
            [
                [0.0 if allowed(move, label, situation, labels) else -numpy.inf for move, label in moves]
                for situation in range(_SITUATIONS_OUTSIDE + 2 * len(labels))
            ],
            dtype="float32",
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Set the entities of texts, in order."""
        for batch in batches(docs, batch_size):
            found = [doc for doc in batch if len(doc)]
            if found:
                self.decide(sorted(found, key=len, reverse=True))
            yield from batch

    def decide(self, docs: list[Doc]) -> None:
        """Set the entities of `docs`, longest first: token after token, each in all texts that have it."""
        lengths = numpy.array([len(doc) for doc in docs])
        features: Array = self.hidden.predict(self.tokens.predict(docs))
        rows = 1 + numpy.cumsum(lengths) - lengths  # row 0 of `features` stands for a token that is not there
        ends, blank = self.limits(docs, lengths)
        actions = numpy.zeros((len(docs), lengths[0]), dtype="int64")
        first, label = numpy.zeros(len(docs), dtype="int64"), numpy.full(len(docs), -1)
        for i in range(lengths[0]):
            n = int(numpy.searchsorted(-lengths, -i))  # texts longer than i
            here, is_open = rows[:n] + i, label[:n] >= 0
            sums = features[here, 0] + features[numpy.where(is_open, first[:n], 0), 1]
            sums += features[numpy.where(is_open, here - 1, 0), 2]
            scores = (sums + self.bias).max(axis=-1) @ self.weights + self.weights_bias
            outside = 2 * ends[:n, i] + blank[:n, i]
            inside = _SITUATIONS_OUTSIDE + 2 * label[:n] + ends[:n, i]
            taken = (scores + self.forbidden[numpy.where(is_open, inside, outside)]).argmax(axis=1)
            first[:n] = numpy.where(self.begins[taken], here, first[:n])
            label[:n] = self.opened[taken]
            actions[:n, i] = taken
        for doc, row in zip(docs, actions, strict=True):
            taken = row[: len(doc)]
            written: Any = numpy.stack([self.iob[taken], self.type[taken]], axis=1)
            doc.from_array(WRITTEN, written)

    @staticmethod
    def limits(docs: list[Doc], lengths: Array) -> tuple[Array, Array]:
        """Return, by text and token, whether a sentence ends with it, and whether it is blank, as 0 or 1."""
        ends = numpy.zeros((len(docs), lengths[0]), dtype="int64")
        blank = numpy.zeros_like(ends)
        for number, doc in enumerate(docs):
            starts, spaces = doc.to_array(READ).T
            ends[number, : len(doc) - 1] = starts[1:] == 1
            ends[number, len(doc) - 1] = 1
            blank[number, : len(doc)] = spaces
        return ends, blank


def allowed(move: str, label: str, situation: int, labels: list[str]) -> bool:
    """True if an action may be taken: no entity crosses the end of a sentence or begins with a blank.

    Situations 0 to 3 are outside an entity: + 1 at a blank, + 2 at the last token of a sentence. Then two for each
    label that is open: not at the last token, and at it.
    """
    if situation < _SITUATIONS_OUTSIDE:
        at_end, at_blank = divmod(situation, 2)
        return move == "O" or bool(label and not at_blank and (move == "U" or (move == "B" and not at_end)))
    number, at_end = divmod(situation - _SITUATIONS_OUTSIDE, 2)
    return label == labels[number] and (move == "L" or (move == "I" and not at_end))
