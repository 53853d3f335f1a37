"""One request to an OpenAI-compatible server: what it answers, or why there is no answer.

Only the named server is spoken to: no proxy of the environment, no redirect. An answer is bounded in bytes and seconds.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from presspack.base.errors import PipelineError
from presspack.config import Reader

KEY = "PRESSPACK_READER_KEY"  # the environment variable with the secret key
MOST_BYTES = 4_000_000
LONGEST_WAIT = 60.0  # seconds that a server can ask us to wait before the next try
OUT_OF_TURN, TOO_BUSY = (408, 429), 500
NOT_US = (401, 403, 404, 405)


class ServerRefuses(PipelineError):
    """The server cannot be reached or refuses whatever it is asked, so that to go on is useless."""


class NoAnswer(Exception):
    """This request has no answer; `again` tells whether a new try may help, after `wait` seconds if it says so."""

    def __init__(self, why: str, *, again: bool = False, wait: float | None = None, reached: bool = True) -> None:
        """A reason for people; `reached` is False if no connection came about."""
        super().__init__(why)
        self.again, self.wait, self.reached = again, wait, reached


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said: its text, whether that was cut off, the tokens the server counted, the seconds it took."""

    text: str
    is_cut: bool
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float = 0.0


def reply_to(body: bytes, reader: Reader) -> Reply:
    """Return what the server of the settings answers to a request. Raise NoAnswer or ServerRefuses."""
    started = monotonic()
    reply = read_reply(_posted(body, reader))
    return replace(reply, seconds=round(monotonic() - started, 1))


def read_reply(content: bytes) -> Reply:
    """Return the reply in the body of a response. Raise NoAnswer if it is not one of a chat completion."""
    try:
        found = json.loads(content)
        choice = found["choices"][0]
        text, reason = choice["message"]["content"], choice.get("finish_reason")
        usage = found.get("usage") or {}
        sent, received = (_count(usage.get(name)) for name in ("prompt_tokens", "completion_tokens"))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise NoAnswer("the response is not a chat completion") from None
    if not isinstance(text, str):
        raise NoAnswer("the response has no text")
    return Reply(text, reason == "length", sent, received)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def _posted(body: bytes, reader: Reader) -> bytes:
    """Return the body of the response to a request that is answered."""
    where = urlsplit(reader.url)
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=reader.timeout)
    late = f"no whole answer within {reader.timeout:g} s"
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "presspack"}
    if key := os.environ.get(KEY):
        headers["Authorization"] = f"Bearer {key}"
    try:
        connection.connect()
    except (OSError, ValueError) as error:
        raise NoAnswer(f"no connection: {type(error).__name__}", again=True, reached=False) from None
    try:
        with _within(connection.sock, reader.timeout) as is_late:
            try:
                connection.request("POST", f"{where.path.rstrip('/')}/chat/completions", body, headers)
                response = connection.getresponse()
                content = _content(response)
            except (HTTPException, OSError, ValueError) as error:
                is_slow = is_late.is_set() or isinstance(error, TimeoutError)
                # what an error says is not repeated, since it may hold what was sent
                raise NoAnswer(late if is_slow else type(error).__name__, again=True) from None
        if is_late.is_set():
            raise NoAnswer(late, again=True)
        return _checked(response, content)
    finally:
        connection.close()


@contextmanager
def _within(connected: socket.socket, seconds: float) -> Iterator[Event]:
    """Cut a connection after so many seconds, however slowly it still speaks; the event tells whether it was."""
    is_late = Event()

    def cut() -> None:
        is_late.set()
        with suppress(OSError):  # it is closed already
            connected.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_late
    finally:
        timer.cancel()


def _content(response: HTTPResponse) -> bytes:
    """Return the body of a response. Raise NoAnswer if it is endless."""
    parts, length = [], 0
    while part := response.read1(65536):
        parts.append(part)
        length += len(part)
        if length > MOST_BYTES:
            raise NoAnswer(f"an answer of more than {MOST_BYTES} bytes")
    return b"".join(parts)


def _checked(response: HTTPResponse, content: bytes) -> bytes:
    """Return the body of a response of success in JSON. Raise ServerRefuses if none can succeed, NoAnswer for this."""
    status = response.status
    if status in NOT_US:
        raise ServerRefuses(
            f"reader.url: the server answers {status} {_reason(status)}; expected an OpenAI-compatible server that"
            f" knows reader.model, and its key, if it needs one, in the environment variable {KEY}"
        )
    if status in OUT_OF_TURN or status >= TOO_BUSY:
        raise NoAnswer(f"the server answers {status}", again=True, wait=_wait(response.getheader("Retry-After")))
    if status != 200:
        raise NoAnswer(f"the server answers {status}")
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise NoAnswer("the response is not application/json")
    return content


def _reason(status: int) -> str:
    return {401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}.get(status, "Method Not Allowed")


def _wait(told: str | None) -> float | None:
    """Return the seconds that a server asks us to wait, bounded; None if it does not say so in seconds."""
    return min(float(told), LONGEST_WAIT) if told and told.strip().isdecimal() and len(told) < 8 else None
