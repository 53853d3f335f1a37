"""Letters that a search without case takes for plain ones are plain, one for one."""

import pytest

from presspack.base.folding import folded, plain_case


@pytest.mark.parametrize(
    ("text", "plain"),
    [("F\u0130VE", "FIVE"), ("m\u0131ll\u0131on", "million"), ("hundred\u017f", "hundreds"), ("5 \u212a", "5 K")],
)
def test_letters_without_a_plain_lower_case_are_plain_and_offsets_stay(text, plain):
    assert plain_case(text) == plain
    assert len(plain_case(text)) == len(text)


def test_words_are_compared_without_case_and_accents():
    assert folded("N\u016br") == folded("nur") == "nur"
