"""Verbs of the trigger lexicon in the alternations of English: a sample of what `tests/quality/alternations.py` asks."""

import pytest

from alternation_cases import cases, read, shares
from presspack.extract.events.trigger_lexicon import read_lexicon

EVERY = 12
# The parser reads these headlines as one noun where it does not know the verb: 'Party expels minister'.
HARD = {"headline present": 0.5, "headline passive": 0.65}


@pytest.fixture(scope="module")
def found(nlp):
    return shares(read(nlp, cases(read_lexicon(), EVERY)))


def test_rows_are_read_in_every_alternation_as_in_the_active(found):
    assert len(found) > 15
    low = {name: among for name, (_, _, among) in found.items() if name not in HARD and among < 0.85}
    assert not low


def test_headlines_are_read_where_the_parse_has_a_verb(found):
    assert all(found[name][2] >= share for name, share in HARD.items())
