"""Progress for people: a line on stderr now and then while long work goes on."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
EVERY_SECONDS = 10.0


def progress(items: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """Yield `items`; every ten seconds tell on stderr how many of `total` are done, how fast, and the time left."""
    start = told = monotonic()
    for done, item in enumerate(items, 1):
        yield item
        now = monotonic()
        if now - told >= EVERY_SECONDS:
            told = now
            rate = done / (now - start)
            print(
                f"{done} of {total} {what}, {rate:.1f} a second, {(total - done) / rate:.0f} s left",
                file=sys.stderr,
                flush=True,
            )
