"""What is asked, how often, and what is kept: against a server on loopback."""

import sqlite3

import pytest

from answering_server import answering
from presspack.base.errors import ConfigError, PipelineError
from presspack.config import read_config
from presspack.reader.answer_schema import answer_schema
from presspack.reader.answers import KEPT, answer_of, kept_answers
from presspack.reader.asking import Asked, ask, estimate
from presspack.reader.client import Reply, ServerRefuses
from presspack.reader.prompt import Request

EMPTY = {"events": [], "quotes": []}
READER = read_config().reader.model_copy(update={"model": "m", "concurrency": 1, "retries": 2, "timeout": 30.0})
SHORT = {"slow": 3.0, "dripping": 3.0}  # seconds: the next request must be answered within them on a busy machine, too


def requests(count):
    return [
        Request("a", n, b'{"messages": [{"content": "{\\"sentence\\":%d,\\"text\\":\\"x\\"}"}]}' % n, {})
        for n in range(1, count + 1)
    ]


def run(server, folder, wanted, **settings):
    reader, asked = READER.model_copy(update={"url": server.url, **settings}), Asked()
    with kept_answers(folder) as kept:
        try:
            ask(wanted, kept, reader, asked, first_wait=0.0)
        finally:
            statuses = [found and found.status_code for found in map(kept.get, (r.key for r in wanted))]
    return asked, statuses


def test_a_server_that_is_busy_or_fails_is_asked_again(tmp_path):
    with answering(lambda _: EMPTY, "busy", "broken", "right") as server:
        asked, statuses = run(server, tmp_path, requests(1))
    assert (statuses, asked.requests, len(server.asked)) == (["ok"], 1, 3)


@pytest.mark.parametrize("behaviour", ["busy", "broken", "html", "too_long", "no_completion", "slow", "dripping"])
def test_a_request_without_an_answer_is_left_and_the_next_ones_are_read(tmp_path, behaviour):
    with answering(lambda _: EMPTY, *[behaviour]) as server:
        asked, statuses = run(server, tmp_path, requests(2), retries=0, timeout=SHORT.get(behaviour, 30.0))
    assert statuses == [None, "ok"]
    assert (asked.failed, asked.left) == (1, 1)
    assert "left to the rules" in asked.line()


@pytest.mark.parametrize(
    ("behaviour", "status"), [("truncated", "truncated"), ("no_json", "invalid"), ("other_form", "invalid")]
)
def test_an_answer_of_another_form_is_kept_as_such_without_its_words_and_not_asked_for_again(
    tmp_path, behaviour, status
):
    with answering(lambda _: EMPTY, behaviour) as server:
        assert run(server, tmp_path, requests(1))[1] == [status]
        assert run(server, tmp_path, requests(1))[1] == [status]
    assert len(server.asked) == 1
    with kept_answers(tmp_path) as kept:
        assert kept.get(requests(1)[0].key).text is None


def test_a_budget_ends_the_asking_and_the_next_run_goes_on(tmp_path):
    with answering(lambda _: EMPTY) as server:
        asked, statuses = run(server, tmp_path, requests(5), budget=3)
        assert (statuses.count("ok"), asked.over_budget) == (3, 2)
        asked, statuses = run(server, tmp_path, requests(5), budget=3)
    assert (statuses, asked.requests, asked.known) == (["ok"] * 5, 2, 3)
    assert len(server.asked) == 5


def test_what_was_answered_before_a_refusal_is_kept(tmp_path):
    with answering(lambda _: EMPTY, "right", "right", "unauthorised") as server:
        with pytest.raises(ServerRefuses):
            run(server, tmp_path, requests(5))
        assert run(server, tmp_path, requests(5))[1] == ["ok"] * 5
    assert len(server.asked) == 6


def test_no_server_ends_the_reading(tmp_path):
    with answering(lambda _: EMPTY) as server:
        pass
    with pytest.raises(ServerRefuses, match="no server is reached"):
        run(server, tmp_path, requests(9), retries=0)


def test_requests_of_the_same_content_are_one(tmp_path):
    with answering(lambda _: EMPTY) as server:
        _, statuses = run(server, tmp_path, requests(1) * 3, concurrency=4)
    assert (statuses, len(server.asked)) == (["ok"] * 3, 1)


def test_an_answer_is_on_the_disk_before_the_next_is_asked_for(tmp_path):
    """Whoever kills the process then loses nothing: the file is read from outside while it runs."""
    found = []

    def seen(_):
        with sqlite3.connect(tmp_path / KEPT) as other:
            found.append(other.execute("SELECT count(*) FROM answers").fetchone()[0])
        return EMPTY

    with answering(seen) as server:
        run(server, tmp_path, requests(3))
    assert found == [0, 1, 2]


def test_a_damaged_file_of_answers_is_named_and_not_thrown_away(tmp_path):
    (tmp_path / KEPT).write_bytes(b"no database" * 100)
    with pytest.raises(PipelineError, match="answers of earlier builds"), kept_answers(tmp_path):
        pass
    assert (tmp_path / KEPT).stat().st_size == 1100


def test_an_estimate_sends_nothing_and_keeps_to_the_budget(tmp_path):
    with kept_answers(tmp_path) as kept:
        said = estimate(requests(5), kept, READER.model_copy(update={"budget": 2, "max_tokens": 10}))
    assert said.startswith("5 requests have no answer yet, 2 would be sent")
    assert "at most 20 tokens" in said


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", '{"events": []}', '{"events": [], "quotes": [], "more": 1}', "[" * 100_000, "9" * 5000,
     '{"events": [{"sentence": NaN}], "quotes": []}', '{"events": [{}], "quotes": []}',
     '{"events": [], "quotes": [{"sentence": "1", "text": "x", "kind_code": "direct", "speaker": null, "cue": null}]}'],
)  # fmt: skip
def test_what_has_not_the_form_of_an_answer_is_not_one(text):
    found = answer_of("key", Reply(text, False, None, None), ["events", "quotes"])
    assert (found.status_code, found.text) == ("invalid", None)


def test_a_kept_answer_is_ascii_whatever_it_says():
    said = '{"quotes": [], "events": [], "\\u0000": 1}'
    assert answer_of("key", Reply(said, False, None, None), ["events", "quotes"]).text is None
    quote = '{"sentence": 1, "text": "\\ud800é\\u0000", "kind_code": "x", "speaker": null, "cue": null}'
    found = answer_of("key", Reply(f'{{"quotes": [{quote}], "events": []}}', False, None, None), ["events", "quotes"])
    assert found.text.isascii()
    assert "\\ud800\\u00e9\\u0000" in found.text


def test_a_table_that_no_model_can_be_asked_for_is_named():
    with pytest.raises(
        ConfigError, match=r"reader\.tables is 'segments', expected some of events, statistics, quotes, actor_roles"
    ):
        answer_schema(["events", "segments"])
