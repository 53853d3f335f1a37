"""What is settled once all of an article is read: sources, groups and places that do not hold."""

import pytest

from presspack.base.spans import Span
from presspack.extract.article import Extraction, of_known, own_words, placed
from presspack.extract.model import Actors, DateRange, Entity, Event, Mention, Participant, Place, Statistic


def entity(key, country=None, type_code="person"):
    return Entity(key, key.title(), type_code, country, (Mention(Span(0, 3), "name"),))


def event(agent="ann", source=None, place=None):
    participants = (Participant("agent", Span(0, 3), agent),)
    return Event("CONSULT", Span(4, 7), Span(0, 9), participants, DateRange(), place, "actual", source, 0.9)


@pytest.mark.parametrize(("source", "expected"), [("ann", None), ("bob", "bob"), (None, None)])
def test_nobody_is_cited_for_a_deed_of_their_own(source, expected):
    assert own_words(event(source=source)).attributed_to == expected


@pytest.mark.parametrize(
    ("country", "span", "kept"),
    [("PER", None, True), (None, None, True), ("CHL", None, False), ("CHL", Span(5, 9), True)],
)
def test_an_assumed_place_gives_way_to_a_participant_from_elsewhere(country, span, kept):
    where = Place("Peru", span, "PER")
    found = placed(event(place=where), Actors((entity("ann", country),)))
    assert (found.place is not None) is kept


def test_a_group_is_an_actor_only_as_an_argument():
    crowd, police = entity("crowd", type_code="group"), entity("police", type_code="group")
    found = Extraction(Actors((entity("ann"),), groups=(crowd, police)), (event(agent="crowd"),), ())
    assert {e.key for e in found.entities} == {"ann", "crowd"}


def test_a_figure_has_no_subject_or_source_that_is_no_actor():
    span = Span(0, 3)
    row = Statistic(span, span, 3, None, "exact", "vote", "count", "votes", span, subject="ann", attributed_to="police")
    kept = of_known(row, {None, "ann"})
    assert (kept.subject, kept.attributed_to) == ("ann", None)
