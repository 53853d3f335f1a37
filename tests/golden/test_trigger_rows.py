"""Rows of triggers without a word of the text change nothing in it: that is what the keys of kept rows rely on."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from presspack.english import clauses
from presspack.extract.article import extraction_of
from presspack.extract.events import extraction
from presspack.extract.events.trigger_lexicon import TRIGGERS, changed_lemmas, read_lexicon, stems, words_about
from presspack.names.authority import Authority
from presspack.parse.parser import documents, plain_text

SENTENCES = Path(__file__).parent / "events" / "sentences.csv"


@pytest.fixture(scope="module")
def parsed(nlp):
    with SENTENCES.open(encoding="utf-8", newline="") as handle:
        texts = [row["sentence"] for row in csv.DictReader(handle)][::9]
    return list(documents(nlp, [plain_text(str(number), text) for number, text in enumerate(texts)]))


def extracted(document):
    return extraction_of(document, Authority((), ()), default_dollar="USD")


def test_other_triggers_change_nothing(parsed, monkeypatch):
    full = [extracted(document) for document in parsed]
    assert sum(len(found.events) for found in full) > 10
    lexicon, lemmas = read_lexicon(), clauses.lemmas
    for document, before in zip(parsed, full, strict=True):
        known = {
            stem for token in document.doc for word in (token.lower_, token.lemma_.lower()) for stem in stems(word)
        }
        of_text = {key: rows for key, rows in lexicon.triggers.items() if known & {key[0], *key[0].split("-")}}
        fewer = replace(lexicon, triggers=of_text)
        monkeypatch.setattr(extraction, "read_lexicon", lambda fewer=fewer: fewer)
        monkeypatch.setattr(
            clauses,
            "lemmas",
            lambda name, pos="", known=known: (
                lemmas(name, pos) & known if name == "event_triggers" else lemmas(name, pos)
            ),
        )
        assert extracted(document) == before


def test_lemmas_with_other_rows_are_changed(tmp_path):
    lines = TRIGGERS.read_text(encoding="utf-8").splitlines(keepends=True)
    before = tmp_path / "before.csv"
    everything = changed_lemmas(before)
    assert {"protest", "sign"} <= everything
    before.write_text("".join(lines), encoding="utf-8")
    assert changed_lemmas(before) == frozenset()
    before.write_text("".join(line for line in lines if not line.startswith("protest,")), encoding="utf-8")
    assert changed_lemmas(before) == {"protest"}
    before.write_text("".join([*lines, lines[1].replace(lines[1].partition(",")[0], "xyzzy", 1)]), encoding="utf-8")
    assert changed_lemmas(before) == {"xyzzy"}


def test_triggers_are_about_their_words_with_and_without_endings():
    lemmas = frozenset({"protest", "vote"})
    assert words_about([], lemmas) == words_about(["xyzzy"], lemmas) == set()
    assert words_about(["protested", "protest", "votes", "signed"], lemmas) == {"protested", "protest", "votes"}
    assert words_about(["sit", "ins", "sitting"], frozenset({"sit-in"})) == {"sit", "ins"}
