"""Events of several articles meet when type, date, place and participants agree."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presspack.resolve.event_clusters import Telling, event_clusters, is_same_event


def telling(event_id="e1", article_id="a1", **changes):
    base = Telling(event_id, article_id, "CONSULT", "2024-05-03", "PER", frozenset({"peru"}), frozenset({"chile"}))
    return dataclasses.replace(base, **changes)


OTHER = {"event_id": "e2", "article_id": "a2"}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"date_start": "2024-05-04"}, True),
        ({"date_start": "2024-05-05"}, False),
        ({"date_start": "2024-05"}, False),
        ({"date_start": None}, False),
        ({"country_code": None}, True),
        ({"country_code": "BOL"}, False),
        ({"type_code": "AGREE"}, False),
        ({"article_id": "a1"}, False),
        ({"targets": frozenset()}, True),
        ({"targets": frozenset({"bolivia"})}, False),
        ({"agents": frozenset({"chile"}), "targets": frozenset({"peru"})}, True),
        ({"agents": frozenset(), "targets": frozenset()}, False),
    ],
)
def test_when_two_tellings_are_one_event(changes, same):
    assert is_same_event(telling(), telling(**{**OTHER, **changes})) is same


UNDATED = {"date_start": None, "reported_on": "2024-05-04"}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"reported_on": "2024-05-09"}, True),
        ({"reported_on": "2024-05-20"}, False),
        ({"reported_on": None}, False),
        ({"date_start": "2024-05-03"}, True),
        ({"date_start": "2024-04-03"}, False),
        ({"date_start": "2024-05"}, True),
        ({"modality_code": "planned"}, False),
        ({"targets": frozenset()}, True),  # the same word tells both
        ({"targets": frozenset(), "trigger": "held"}, False),
        ({"targets": frozenset(), "words": frozenset({"ferry"})}, True),
        ({"targets": frozenset({"bolivia"})}, False),
    ],
)
def test_undated_tellings_of_one_week_meet_where_both_sides_agree(changes, same):
    told = telling(trigger="met", words=frozenset({"ferry"}), **UNDATED)
    assert is_same_event(told, telling(**{"trigger": "met", **OTHER, **UNDATED, **changes})) is same


def test_clusters_reach_over_a_chain_of_tellings():
    told = [
        telling("e3", "a3", date_start="2024-05-05"),
        telling("e1", "a1"),
        telling("e2", "a2", date_start="2024-05-04"),
    ]
    assert event_clusters(told) == {"e1": "e1", "e2": "e1", "e3": "e1"}


TELLINGS = st.lists(
    st.builds(
        Telling,
        event_id=st.from_regex(r"\A[a-f]{3}\Z"),
        article_id=st.sampled_from(["a1", "a2", "a3"]),
        type_code=st.sampled_from(["AID", "CONSULT"]),
        date_start=st.sampled_from([None, "2024", "2024-05-03", "2024-05-04", "2024-05-09"]),
        country_code=st.sampled_from([None, "PER"]),
        agents=st.frozensets(st.sampled_from(["peru", "chile"]), max_size=2),
        targets=st.frozensets(st.sampled_from(["peru", "chile"]), max_size=2),
    ),
    max_size=8,
    unique_by=lambda t: t.event_id,
)


@given(TELLINGS, st.randoms())
def test_clusters_do_not_depend_on_order(told, random):
    shuffled = random.sample(told, len(told))
    assert event_clusters(shuffled) == event_clusters(told)


@given(TELLINGS)
def test_every_event_is_in_one_cluster_named_by_its_smallest_member(told):
    clusters = event_clusters(told)
    assert set(clusters) == {t.event_id for t in told}
    assert all(clusters[root] == root and root <= event_id for event_id, root in clusters.items())
