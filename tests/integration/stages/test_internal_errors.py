"""A record that our own code fails on is unreadable with what was raised; all others are as they would be."""

import json

import pytest
from pyarrow import parquet

from presspack.base.errors import ConfigError
from presspack.parse import parser
from presspack.stages import clean, extract
from stage_runs import run_stages

BAD = "Quillmarsh"
BODIES = {
    "Aldermouth": "The ferry council of Aldermouth met in the old hall on Monday, and many people came to hear what it "
    "had to say about the fares. It dismissed 12 clerks. The boats are to run again in the spring, the chair said.",
    BAD: "Dockers in Quillmarsh went on strike on Tuesday over their pay, and 400 of them marched to the customs house. "
    "The port authority refused to talk to them before the end of the week, its director said in a short statement.",
    "Penrick": "A court in Penrick sentenced two bakers to three years in prison on Friday because they had sold bread "
    "that was mixed with chalk. Their lawyer said that they would appeal. The shop has been closed since last summer.",
}


@pytest.fixture
def folder(tmp_path):
    rows = [{"title": f"News of {town}", "text": text, "date": "2021-06-09"} for town, text in BODIES.items()]
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def failing(function, text_of, error=None):
    """The function, which fails on what holds the bad word."""

    def wrapped(*args, **kwargs):
        if BAD in text_of(args):
            raise error or IndexError("no such \u202eplace")
        return function(*args, **kwargs)

    return wrapped


FAULTS = {
    "clean": (clean, "clean_record", lambda args: args[0].payload.decode()),
    "parse": (parser, "parses", lambda args: " ".join(args[1])),
    "extract": (extract, "extraction_of", lambda args: args[0].text),
}


@pytest.mark.parametrize("stage", FAULTS)
def test_a_record_that_a_stage_fails_on_stops_no_build_and_is_told_in_the_report(folder, monkeypatch, stage):
    module, name, text_of = FAULTS[stage]
    monkeypatch.setattr(module, name, failing(getattr(module, name), text_of))
    assert run_stages(folder) == [0] * 6
    articles = parquet.read_table(folder / "tables/shards/000/articles.parquet").to_pylist()
    found = {row["record"]: (row["status_code"], row["reason"]) for row in articles}
    status, reason = found.pop(2)
    assert found == {1: ("used", None), 3: ("used", None)}
    assert status == "unreadable"
    assert reason.startswith(f"internal_error: {stage}: IndexError: no such \\u202eplace")
    report = json.loads((folder / "checked/report.json").read_text(encoding="utf-8"))
    told = next(found for rule, found in report.items() if "makes our own code fail" in rule)
    assert told["severity"] == "warning"
    assert reason in told["violations"][0]["value"]
    with_rows = parquet.read_table(folder / "tables/shards/000/evidence.parquet")["article_id"].to_pylist()
    assert {row["article_id"] for row in articles if row["record"] != 2} == set(with_rows)


def test_rows_that_no_column_can_hold_are_those_of_a_failed_record(folder, monkeypatch):
    whole = clean.article_row

    def with_huge(catalogued, article, record):
        row = whole(catalogued, article, record)
        return {**row, "characters": 10**30} if BAD in (row["title"] or "") else row

    monkeypatch.setattr(clean, "article_row", with_huge)
    assert run_stages(folder) == [0] * 6
    articles = parquet.read_table(folder / "tables/shards/000/articles.parquet").to_pylist()
    assert [row["status_code"] for row in sorted(articles, key=lambda row: row["record"])] == [
        "used",
        "unreadable",
        "used",
    ]


def test_a_text_longer_than_the_setting_allows_is_listed_as_too_long(folder):
    assert run_stages(folder, "parse: {max_characters: 100}\n") == [0] * 6
    articles = parquet.read_table(folder / "tables/shards/000/articles.parquet").to_pylist()
    assert {row["status_code"] for row in articles} == {"unreadable"}
    assert all(row["reason"].startswith("too_long: ") for row in articles)


@pytest.mark.parametrize(
    ("stage", "where"), [("clean", "record 2 of a.jsonl"), ("parse", "article "), ("extract", "article ")]
)
def test_too_little_memory_ends_the_stage_and_names_the_limit_and_the_record(folder, monkeypatch, capsys, stage, where):
    module, name, text_of = FAULTS[stage]
    monkeypatch.setattr(module, name, failing(getattr(module, name), text_of, MemoryError()))
    monkeypatch.setattr("resource.getrlimit", lambda kind: (2**30, 2**30))
    codes = run_stages(folder)
    assert (codes.pop(), set(codes)) == (2, {0})
    said = capsys.readouterr().err
    assert f": {where}" in said
    assert ": not enough memory: a process may have 1024 MB (ulimit -v); use fewer --cores" in said


def test_wrong_words_are_no_fault_of_an_article_and_stop_the_stage(folder, monkeypatch, capsys):
    wrong = ConfigError("class oddity", got="no rows", expected="one row a word", where="function_words.csv")
    module, name, text_of = FAULTS["extract"]
    monkeypatch.setattr(module, name, failing(getattr(module, name), text_of, wrong))
    assert run_stages(folder) == [0, 0, 0, 2]
    assert "function_words.csv: class oddity" in capsys.readouterr().err
