"""Which dates belong to a deed, from hand-built parses."""

import pytest

from presspack.base.spans import Span
from presspack.extract.context.date_scope import is_of_apposition
from presspack.extract.dates.extraction import DatePhrase
from presspack.extract.model import DateRange
from trees import tree

BLAMES = (
    "Unions/union/NOUN/NNS/nsubj/1 blame/blame/VERB/VBP/ROOT/1 Kelda/Kelda/PROPN/NNP/dobj/1 ,/,/PUNCT/,/punct/2 "
    "the/the/DET/DT/det/5 operator/operator/NOUN/NN/appos/2 since/since/SCONJ/IN/prep/5 2011/2011/NUM/CD/pobj/6"
)
RULED = (
    "Kelda/Kelda/PROPN/NNP/nsubj/2 has/have/AUX/VBZ/aux/2 struck/strike/VERB/VBN/ROOT/2 "
    "since/since/SCONJ/IN/prep/2 2011/2011/NUM/CD/pobj/3"
)


def _phrase(relation: str, precision: str) -> DatePhrase:
    return DatePhrase(Span(0, 4), DateRange("2011", None, precision, "stated", Span(0, 4)), relation)


@pytest.mark.parametrize(
    ("text", "words", "phrase", "belongs_to_other"),
    [
        (BLAMES, (1, 7), _phrase("since", "year"), True),
        (BLAMES, (0, 7), _phrase("since", "year"), True),
        (BLAMES, (5, 7), _phrase("since", "year"), False),  # the time of the apposition itself
        (BLAMES, (1, 7), _phrase("", "year"), True),
        (BLAMES, (1, 7), _phrase("", "day"), False),  # '..., the operator, on Monday'
        (RULED, (2, 4), _phrase("since", "year"), False),
    ],
)
def test_date_of_an_apposition(text, words, phrase, belongs_to_other):
    token, head = (tree(text)[number] for number in words)
    assert is_of_apposition(token, head, phrase) is belongs_to_other
