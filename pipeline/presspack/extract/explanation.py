"""Why a text gave its rows: what extraction decided on the way, which word list or rule decided, and what was refused.

Nothing is recorded, at the cost of one look at a variable, unless somebody asks: `with explained() as decisions: ...`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from presspack.base.spans import Span
from presspack.documents.doc import Token

TAKEN, REFUSED = "taken", "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on words of a text.

    `about` is what they may be (actor, date, event, number, role, statistic) and `decision` taken or refused. `by` is
    who decided: a lexicon file with its row, or a module below `extract/` with its rule. `reason` says in words what
    followed, or what was missing.
    """

    about: str
    span: Span
    decision: str
    by: str
    reason: str = ""


_RECORDED: ContextVar[list[Decision] | None] = ContextVar("recorded", default=None)


@contextmanager
def explained() -> Iterator[list[Decision]]:
    """Record what is decided inside of the block in the list that it gives, in the order in which it is decided."""
    decisions: list[Decision] = []
    before = _RECORDED.set(decisions)
    try:
        yield decisions
    finally:
        _RECORDED.reset(before)


def is_explaining() -> bool:
    """True inside of `explained`: what takes time to say is asked for then alone."""
    return _RECORDED.get() is not None


def note(about: str, place: Span | Token, decision: str, by: str, reason: str | Callable[[], str] = "") -> None:
    """Record a decision on a word or a span of the text; a reason that takes time to say is given as a function."""
    recorded = _RECORDED.get()
    if recorded is not None:
        span = place if isinstance(place, Span) else Span(place.idx, place.idx + len(place))
        recorded.append(Decision(about, span, decision, by, reason() if callable(reason) else reason))


def refused(about: str, place: Span | Token, by: str, reason: str | Callable[[], str] = "") -> bool:
    """Record that words were refused, and return True: `return refused("event", token, "filters: ...")`."""
    note(about, place, REFUSED, by, reason)
    return True


def in_text_order(decisions: list[Decision]) -> list[Decision]:
    """Return decisions by place, each once; those on the same words in the order in which they were decided."""
    return sorted(dict.fromkeys(decisions), key=lambda one: one.span)
