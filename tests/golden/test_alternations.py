"""Words of the trigger lexicon in the alternations of English: a sample of what `tests/quality/alternations.py` asks."""

import pytest

from alternation_cases import cases, noun_rows, read, shares
from presspack.extract.events.trigger_lexicon import read_lexicon

EVERY = 12
# The parser reads these headlines as one noun where it does not know the verb: 'Party expels minister'.
HARD = {"headline present": 0.75, "headline passive": 0.65}


@pytest.fixture(scope="module")
def found(nlp):
    return shares(read(nlp, cases(read_lexicon(), EVERY)))


def test_rows_are_read_in_every_alternation_as_in_the_active(found):
    assert len(found) > 15
    low = {name: among for name, (_, _, among) in found.items() if name not in HARD and among < 0.85}
    assert not low


def test_headlines_are_read_where_the_parse_has_a_verb(found):
    assert all(found[name][2] >= share for name, share in HARD.items())


def test_nouns_are_read_in_every_construction(nlp):
    found = shares(read(nlp, noun_rows(read_lexicon(), EVERY)))
    asked = {name: right for name, (count, right, _) in found.items() if count >= 10}
    assert len(asked) >= 6
    assert min(asked.values()) >= 0.8, found
    sentences = sum(count for count, _, _ in found.values())
    assert sum(count * right for count, right, _ in found.values()) / sentences >= 0.92
