"""Subjects, objects and phrases from hand-built parses."""

import pytest

from presspack.english.noun_frames import governor, noun_frame, victims_of
from presspack.english.subjects import objects_of
from presspack.english.verb_frames import names_of, verb_frame
from trees import tree

CASES = [
    (
        "active",
        "Police/police/NOUN/NNS/nsubj/1 arrested/arrest/VERB/VBD/ROOT/1 Ann/Ann/PROPN/NNP/dobj/1",
        1,
        "Police",
        "Ann",
    ),
    (
        "passive",
        "Ann/Ann/PROPN/NNP/nsubjpass/2 was/be/AUX/VBD/auxpass/2 arrested/arrest/VERB/VBN/ROOT/2 by/by/ADP/IN/agent/2 "
        "police/police/NOUN/NNS/pobj/3",
        2,
        "police",
        "Ann",
    ),
    (
        "reduced relative",
        "Ann/Ann/PROPN/NNP/nsubj/4 arrested/arrest/VERB/VBN/acl/0 by/by/ADP/IN/agent/1 police/police/NOUN/NNS/pobj/2 "
        "fled/flee/VERB/VBD/ROOT/4",
        1,
        "police",
        "Ann",
    ),
    (
        "subject control",
        "Rome/Rome/PROPN/NNP/nsubj/1 agreed/agree/VERB/VBD/ROOT/1 to/to/PART/TO/aux/3 free/free/VERB/VB/xcomp/1 "
        "Ann/Ann/PROPN/NNP/dobj/3",
        3,
        "Rome",
        "Ann",
    ),
    (
        "object control",
        "Rome/Rome/PROPN/NNP/nsubj/1 urged/urge/VERB/VBD/ROOT/1 Oslo/Oslo/PROPN/NNP/dobj/1 to/to/PART/TO/aux/4 "
        "free/free/VERB/VB/xcomp/1 Ann/Ann/PROPN/NNP/dobj/4",
        4,
        "Oslo",
        "Ann",
    ),
    (
        "shared subject",
        "Rome/Rome/PROPN/NNP/nsubj/1 paid/pay/VERB/VBD/ROOT/1 and/and/CCONJ/CC/cc/1 freed/free/VERB/VBD/conj/1 "
        "Ann/Ann/PROPN/NNP/dobj/3",
        3,
        "Rome",
        "Ann",
    ),
    (
        "relative pronoun",
        "police/police/NOUN/NNS/nsubj/4 who/who/PRON/WP/nsubj/2 arrested/arrest/VERB/VBD/relcl/0 "
        "Ann/Ann/PROPN/NNP/dobj/2 left/leave/VERB/VBD/ROOT/4",
        2,
        "police",
        "Ann",
    ),
    (
        "blame",
        "Police/police/NOUN/NNS/nsubj/1 accused/accuse/VERB/VBD/ROOT/1 Bob/Bob/PROPN/NNP/dobj/1 of/of/ADP/IN/prep/1 "
        "shooting/shoot/VERB/VBG/pcomp/3 Ann/Ann/PROPN/NNP/dobj/4",
        4,
        "Bob",
        "Ann",
    ),
]


@pytest.mark.parametrize(("text", "verb", "subject", "target"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_who_does_what_to_whom(text, verb, subject, target):
    frame = verb_frame(tree(text)[verb])
    assert ([t.text for t in frame["subj"]], [t.text for t in frame["obj"]]) == ([subject], [target])


def test_conjuncts_fill_a_slot_together():
    doc = tree("Rome/Rome/PROPN/NNP/nsubj/3 and/and/CCONJ/CC/cc/0 Oslo/Oslo/PROPN/NNP/conj/0 met/meet/VERB/VBD/ROOT/3")
    assert [t.text for t in verb_frame(doc[3])["subj"]] == ["Rome", "Oslo"]


def test_dates_are_no_objects():
    doc = tree("Rome/Rome/PROPN/NNP/nsubj/1 met/meet/VERB/VBD/ROOT/1 Monday/Monday/PROPN/NNP/dobj/1")
    doc[2].ent_type_ = "DATE"
    assert verb_frame(doc[1])["obj"] == ()


def test_a_name_beside_a_noun_stands_for_it():
    doc = tree("rival/rival/NOUN/NN/nsubj/3 ,/,/PUNCT/,/punct/0 Oslo/Oslo/PROPN/NNP/appos/0 left/leave/VERB/VBD/ROOT/3")
    assert [t.text for t in names_of(doc[0])] == ["Oslo"]


def test_the_noun_of_a_light_verb_has_the_phrases_of_both():
    doc = tree(
        "Rome/Rome/PROPN/NNP/nsubj/1 held/hold/VERB/VBD/ROOT/1 talks/talk/NOUN/NNS/dobj/1 with/with/ADP/IN/prep/1 "
        "Oslo/Oslo/PROPN/NNP/pobj/3"
    )
    verb, slot = governor(doc[2])
    assert (verb.text, slot) == ("held", "obj")
    assert [t.text for t in noun_frame(doc[2], verb)["with"]] == ["Oslo"]


def test_taking_part_counts_as_one_verb():
    doc = tree(
        "Rome/Rome/PROPN/NNP/nsubj/1 took/take/VERB/VBD/ROOT/1 part/part/NOUN/NN/dobj/1 in/in/ADP/IN/prep/1 "
        "talks/talk/NOUN/NNS/pobj/3"
    )
    assert governor(doc[4])[1] == "part in"


def test_victims_of_a_blast():
    doc = tree("blast/blast/NOUN/NN/nsubj/1 killed/kill/VERB/VBD/ROOT/1 nine/nine/NUM/CD/dobj/1")
    assert [t.text for t in victims_of(doc[1], "subj")] == ["nine"]
    assert [t.text for t in objects_of(doc[1])] == ["nine"]
