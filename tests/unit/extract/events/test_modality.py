"""Modality from hand-built parses: auxiliaries, negation, and the words above a trigger."""

import pytest

from presspack.extract.events.modality import modality_of
from presspack.extract.events.trigger_lexicon import read_lexicon
from trees import tree

CASES = [
    ("a plain past", "Rome/Rome/PROPN/NNP/nsubj/1 left/leave/VERB/VBD/ROOT/1", 1, "actual"),
    ("will", "Rome/Rome/PROPN/NNP/nsubj/2 will/will/AUX/MD/aux/2 leave/leave/VERB/VB/ROOT/2", 2, "planned"),
    ("could", "Rome/Rome/PROPN/NNP/nsubj/2 could/could/AUX/MD/aux/2 leave/leave/VERB/VB/ROOT/2", 2, "conditional"),
    (
        "did not",
        "Rome/Rome/PROPN/NNP/nsubj/3 did/do/AUX/VBD/aux/3 not/not/PART/RB/neg/3 leave/leave/VERB/VB/ROOT/3",
        3,
        "negated",
    ),
    (
        "plans to",
        "Rome/Rome/PROPN/NNP/nsubj/1 plans/plan/VERB/VBZ/ROOT/1 to/to/PART/TO/aux/3 leave/leave/VERB/VB/xcomp/1",
        3,
        "planned",
    ),
    (
        "refused to",
        "Rome/Rome/PROPN/NNP/nsubj/1 refused/refuse/VERB/VBD/ROOT/1 to/to/PART/TO/aux/3 leave/leave/VERB/VB/xcomp/1",
        3,
        "negated",
    ),
    (
        "managed to",
        "Rome/Rome/PROPN/NNP/nsubj/1 managed/manage/VERB/VBD/ROOT/1 to/to/PART/TO/aux/3 leave/leave/VERB/VB/xcomp/1",
        3,
        "actual",
    ),
    (
        "did not refuse to",
        "Rome/Rome/PROPN/NNP/nsubj/3 did/do/AUX/VBD/aux/3 not/not/PART/RB/neg/3 refuse/refuse/VERB/VB/ROOT/3 "
        "to/to/PART/TO/aux/5 leave/leave/VERB/VB/xcomp/3",
        5,
        "actual",
    ),
    (
        "said that it would",
        "Rome/Rome/PROPN/NNP/nsubj/1 said/say/VERB/VBD/ROOT/1 it/it/PRON/PRP/nsubj/4 would/would/AUX/MD/aux/4 "
        "leave/leave/VERB/VB/ccomp/1",
        4,
        "planned",
    ),
    (
        "what is said may still be past",
        "Rome/Rome/PROPN/NNP/nsubj/2 will/will/AUX/MD/aux/2 say/say/VERB/VB/ROOT/2 Oslo/Oslo/PROPN/NNP/nsubj/4 "
        "left/leave/VERB/VBD/ccomp/2",
        4,
        "actual",
    ),
    ("a noun with no", "no/no/DET/DT/det/1 talks/talk/NOUN/NNS/nsubj/2 began/begin/VERB/VBD/ROOT/2", 1, "negated"),
    (
        "an upcoming noun",
        "upcoming/upcoming/ADJ/JJ/amod/1 talks/talk/NOUN/NNS/nsubj/2 matter/matter/VERB/VBP/ROOT/2",
        1,
        "planned",
    ),
    (
        "a call for a noun",
        "Rome/Rome/PROPN/NNP/nsubj/1 called/call/VERB/VBD/ROOT/1 for/for/ADP/IN/prep/1 talks/talk/NOUN/NNS/pobj/2",
        3,
        "conditional",
    ),
    (
        "a yes-no question",
        "Did/do/AUX/VBD/aux/2 Rome/Rome/PROPN/NNP/nsubj/2 leave/leave/VERB/VB/ROOT/2 ?/?/PUNCT/./punct/2",
        2,
        "conditional",
    ),
    (
        "a participle read as an adjective, after should",
        "Bars/bar/NOUN/NNS/nsubj/2 should/should/AUX/MD/aux/2 be/be/AUX/VB/ROOT/2 licensed/licensed/ADJ/VBN/acomp/2",
        3,
        "conditional",
    ),
    (
        "a participle read as an adjective, denied",
        "Bars/bar/NOUN/NNS/nsubj/1 were/be/AUX/VBD/ROOT/1 not/not/PART/RB/neg/1 licensed/licensed/ADJ/VBN/acomp/1",
        3,
        "negated",
    ),
    (
        "a participle read as an adjective, told",
        "Bars/bar/NOUN/NNS/nsubj/1 were/be/AUX/VBD/ROOT/1 licensed/licensed/ADJ/VBN/acomp/1",
        2,
        "actual",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_modality_of_a_trigger(text, trigger, code):
    assert modality_of(tree(text)[trigger], read_lexicon()) == code


def test_a_rejected_request_was_made():
    doc = tree("Rome/Rome/PROPN/NNP/nsubj/1 rejected/reject/VERB/VBD/ROOT/1 requests/request/NOUN/NNS/dobj/1")
    assert modality_of(doc[2], read_lexicon()) == "negated"
    assert modality_of(doc[2], read_lexicon(), is_speech=True) == "actual"
