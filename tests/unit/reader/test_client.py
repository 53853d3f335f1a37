"""One request to a server on loopback: every way in which it can go wrong ends soon, and says why."""

import pytest

from answering_server import answering
from presspack.config import read_config
from presspack.reader.client import KEY, NoAnswer, ServerRefuses, read_reply, reply_to

EMPTY = {"events": [], "quotes": []}
READER = read_config().reader


def asked(server, **settings):
    reader = READER.model_copy(update={"url": server.url, "model": "m", "timeout": 30.0, **settings})
    return reply_to(b'{"messages": [{"content": ""}]}', reader)


def test_a_right_reply_has_its_text_and_what_the_server_counted():
    with answering(lambda _: EMPTY) as server:
        reply = asked(server)
    assert (reply.text, reply.is_cut) == ('{"events": [], "quotes": []}', False)
    assert (reply.prompt_tokens, reply.completion_tokens) == (100, 20)


def test_the_key_is_sent_in_its_header_alone_and_only_if_there_is_one(monkeypatch):
    with answering(lambda _: EMPTY) as server:
        monkeypatch.delenv(KEY, raising=False)
        asked(server)
        monkeypatch.setenv(KEY, "secret-7")
        asked(server)
    assert ["Authorization" in headers for headers in server.headers] == [False, True]
    assert server.headers[1]["Authorization"] == "Bearer secret-7"
    assert "secret-7" not in str(server.asked)


@pytest.mark.parametrize(
    ("behaviour", "again", "says"),
    [
        ("busy", True, "429"),
        ("broken", True, "500"),
        ("too_long", False, "400"),
        ("elsewhere", False, "307"),
        ("html", False, "not application/json"),
        ("no_completion", False, "not a chat completion"),
        ("slow", True, "no whole answer within 0.6 s"),
        ("dripping", True, "no whole answer within 0.6 s"),
        ("endless", False, "more than"),
    ],
)
def test_what_is_no_answer_says_why_and_whether_to_try_again(behaviour, again, says):
    with answering(lambda _: EMPTY, behaviour) as server, pytest.raises(NoAnswer, match=says) as caught:
        asked(server, timeout=0.6 if behaviour in ("slow", "dripping") else 30.0)
    assert caught.value.again is again
    assert len(server.asked) == 1


def test_a_busy_server_says_how_long_to_wait():
    with answering(lambda _: EMPTY, "busy") as server, pytest.raises(NoAnswer) as caught:
        asked(server)
    assert caught.value.wait == 0.0


def test_a_server_that_wants_a_key_ends_the_reading_and_names_the_variable():
    with answering(lambda _: EMPTY, "unauthorised") as server, pytest.raises(ServerRefuses, match=KEY):
        asked(server)


def test_no_server_is_not_reached():
    with answering(lambda _: EMPTY) as server:
        pass
    with pytest.raises(NoAnswer) as caught:
        asked(server)
    assert not caught.value.reached


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}', b"[" * 100_000, b"\xff",
     b'{"choices": [{"message": {"content": null}}]}', b'{"choices": [{"message": {"content": 7}}]}'],
)  # fmt: skip
def test_what_is_no_chat_completion_is_no_reply(content):
    with pytest.raises(NoAnswer):
        read_reply(content)
