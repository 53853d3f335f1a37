"""Asks a model what is not known yet: several requests at a time, repeated where that may help, within a budget."""

import sys
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from presspack.config import Reader
from presspack.reader.answers import KeptAnswers, answer_of
from presspack.reader.client import NoAnswer, Reply, ServerRefuses, reply_to
from presspack.reader.prompt import Request

FIRST_WAIT = 1.0  # seconds before the second try; each wait is twice as long as the one before
CHARACTERS_A_TOKEN = 4  # of English, roughly; every model counts otherwise
UNREACHED = 3  # requests without a connection, one after the other, after which nothing more is asked


@dataclass
class Asked:
    """What a build has asked so far."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    failed: int = 0
    over_budget: int = 0
    unreached: int = 0
    known: int = 0
    started: float = field(default_factory=monotonic)

    @property
    def left(self) -> int:
        """How many requests have no answer."""
        return self.failed + self.over_budget

    def line(self) -> str:
        """Return one line for people."""
        told = f"{self.requests} requests sent, {self.known} answers known before, "
        told += f"{self.prompt_tokens} tokens sent and {self.completion_tokens} received as the server counts, "
        told += f"{monotonic() - self.started:.0f} s"
        if self.failed:
            told += f"; {self.failed} requests without an answer"
        if self.over_budget:
            told += f"; {self.over_budget} over the budget"
        return told + (": what was not read is left to the rules, and is asked for in the next build" * bool(self.left))


def estimate(requests: Iterable[Request], kept: KeptAnswers, reader: Reader) -> str:
    """Return one line for people: what would be sent, without sending it."""
    new = {request.key: len(request.body) for request in requests if not kept.get(request.key)}
    sent = min(len(new), reader.budget) if reader.budget else len(new)
    tokens = sum(sorted(new.values(), reverse=True)[:sent]) // CHARACTERS_A_TOKEN
    return (
        f"{len(new)} requests have no answer yet, {sent} would be sent: about {tokens} tokens, as {CHARACTERS_A_TOKEN}"
        f" characters are about one, and at most {sent * reader.max_tokens} tokens of answers. Nothing was sent"
    )


def ask(
    requests: Iterable[Request], kept: KeptAnswers, reader: Reader, asked: Asked, *, first_wait: float = FIRST_WAIT
) -> None:
    """Keep the answers to `requests` that are not kept yet; `asked` counts. Raise ServerRefuses if that is useless.

    Requests over the budget, and those that get no answer, are left out. `first_wait` are the seconds before the second
    try.
    """
    stop, running, seen = Event(), dict[Future[Reply], str](), set[str]()
    with ThreadPoolExecutor(reader.concurrency) as pool:
        try:
            for request in requests:
                if request.key in seen:
                    continue
                seen.add(request.key)
                if kept.get(request.key):
                    asked.known += 1
                elif reader.budget and asked.requests >= reader.budget:
                    asked.over_budget += 1
                else:
                    asked.requests += 1
                    running[pool.submit(_tried, request.body, reader, stop, first_wait)] = request.key
                    while len(running) >= reader.concurrency:
                        _take(running, kept, reader, asked)
            while running:
                _take(running, kept, reader, asked)
        except BaseException:
            stop.set()
            _save(running, kept, reader)
            raise


def _take(running: dict[Future[Reply], str], kept: KeptAnswers, reader: Reader, asked: Asked) -> None:
    """Keep what is done of the `running` requests; at least one is, when this returns."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        key = running.pop(future)
        try:
            reply = future.result()
        except NoAnswer as error:
            asked.failed += 1
            asked.unreached = 0 if error.reached else asked.unreached + 1
            print(f"no answer to request {key[:16]}: {error}", file=sys.stderr, flush=True)
            if asked.unreached >= UNREACHED:
                raise ServerRefuses(
                    "reader.url: no server is reached; start it, or leave `url` empty to build without. Answers so far"
                    " are kept: run the same command again to go on"
                ) from None
            continue
        asked.unreached = 0
        asked.prompt_tokens += reply.prompt_tokens or 0
        asked.completion_tokens += reply.completion_tokens or 0
        kept.keep(answer_of(key, reply, reader.tables))


def _save(running: dict[Future[Reply], str], kept: KeptAnswers, reader: Reader) -> None:
    """Keep the answers to what was under way when something went wrong: they are paid for."""
    for future, key in running.items():
        if not future.cancel() and not future.exception():
            kept.keep(answer_of(key, future.result(), reader.tables))


def _tried(body: bytes, reader: Reader, stop: Event, pause: float) -> Reply:
    """Return the reply to a request, tried again after a `pause` where that may help, until `stop` is set."""
    for left in range(reader.retries, -1, -1):
        try:
            return reply_to(body, reader)
        except NoAnswer as error:
            if not error.again or not left or stop.wait(pause if error.wait is None else error.wait):
                raise
            pause *= 2
    raise NoAnswer("no try is left")
