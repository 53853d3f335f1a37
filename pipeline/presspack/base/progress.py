"""Progress for people: a line on stderr now and then while long work goes on."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
EVERY_SECONDS = 10.0


def progress(items: Iterable[T], *, total: int | None, what: str, every_seconds: float = EVERY_SECONDS) -> Iterator[T]:
    """Yield `items`; now and then and at the end tell on stderr how many are done, how fast, and the time left.

    On a terminal one line is renewed; elsewhere, as in a log, each line stands:
    "1200 of 5000 articles parsed, 8.1 a second, 469 s left".
    """
    start = told = monotonic()
    done = 0
    for done, item in enumerate(items, 1):
        yield item
        now = monotonic()
        if now - told >= every_seconds:
            told = now
            tell(progress_line(done, total, what, now - start), last=False)
    if done or total:
        tell(progress_line(done, total, what, monotonic() - start), last=True)


def progress_line(done: int, total: int | None, what: str, seconds: float) -> str:
    """Return one line of progress after `seconds` of work."""
    rate = done / max(seconds, 0.001)
    of = f" of {total}" if total is not None else ""
    left = f", {(total - done) / rate:.0f} s left" if total and done else ""
    return f"{done}{of} {what}, {rate:.1f} a second{left}"


def tell(line: str, *, last: bool) -> None:
    """Write a line to stderr, over the one before on a terminal."""
    terminal = sys.stderr.isatty()
    print(
        f"\r{line}\x1b[K" if terminal else line, end="" if terminal and not last else "\n", file=sys.stderr, flush=True
    )


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut `items` into lists of at most `size`, in order."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
