"""The same event told by several articles: one cluster id for all its tellings.

Two tellings meet when type and country agree and they share a participant without contradicting each other in any role.
Both dated to the day, they lie within a day of each other. Most events have no such date: these meet when they were
reported within a week, agree in what is known of their dates, are told alike (happened, planned, ...), and agree in
both sides, or where a side is no actor in its words or in the trigger.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_TOLERANCE = 1  # days: a paper may date a night's event to the evening or the morning
_WEEK = 7  # days between two reports of an event that is not dated to the day
STEM = 4  # letters that two forms of a trigger share: 'expelled', 'expulsion'
CLUSTER_ROWS = Path(__file__).with_suffix(".sql")


@dataclass(frozen=True, slots=True)
class Telling:
    """One row of events with what decides on its cluster. `agents` and `targets` are actor ids.

    `words` are those of the participants that are no actors, `trigger` the word that tells the event.
    """

    event_id: str
    article_id: str
    type_code: str
    date_start: str | None
    country_code: str | None
    agents: frozenset[str]
    targets: frozenset[str]
    confidence: float = 1.0
    reported_on: str | None = None
    modality_code: str = "actual"
    trigger: str = ""
    words: frozenset[str] = frozenset()


def event_clusters(tellings: Iterable[Telling]) -> dict[str, str]:
    """Return the cluster id of every event: the smallest id among the tellings of the same event.

    The answer does not depend on the order: {"a1": "a1", "b7": "a1"} for two articles that tell one meeting.
    """
    told = sorted(tellings, key=lambda t: t.event_id)
    parents = {t.event_id: t.event_id for t in told}
    for one, other in _candidate_pairs(told):
        if _agree(one, other) and _meet(one, other):
            _join(parents, one.event_id, other.event_id)
    return {event_id: _root(parents, event_id) for event_id in parents}


def is_same_event(one: Telling, other: Telling) -> bool:
    """True when two tellings of different articles can only be meant for one event."""
    return one.type_code == other.type_code and _agree(one, other) and _meet(one, other)


def _meet(one: Telling, other: Telling) -> bool:
    """True when two tellings that agree in their actors can be of one time."""
    days = _days_apart(one.date_start, other.date_start)
    if days is not None:
        return days <= _TOLERANCE
    reports = _days_apart(one.reported_on, other.reported_on)
    if reports is None or reports > _WEEK or one.modality_code != other.modality_code:
        return False
    first, second = one.date_start or "", other.date_start or ""
    length = min(len(first), len(second))
    return first[:length] == second[:length] and not _is_past(one, other) and _told_alike(one, other)


def _is_past(one: Telling, other: Telling) -> bool:
    """True when one is dated to a day more than a week before or after the other, which has no date, was reported."""
    gaps = (_days_apart(one.date_start, other.reported_on), _days_apart(other.date_start, one.reported_on))
    return any(gap is not None and gap > _WEEK for gap in gaps)


def _told_alike(one: Telling, other: Telling) -> bool:
    """True when both sides agree: in actors, or where one has none in words or in the trigger."""
    if one.targets & other.targets and one.agents & other.agents:
        return True
    if (one.agents | one.targets) == (other.agents | other.targets) and len(one.agents | one.targets) > 1:
        return True
    if one.words and other.words:
        return bool(one.words & other.words)
    return one.trigger[:STEM].lower() == other.trigger[:STEM].lower()


def _agree(one: Telling, other: Telling) -> bool:
    """True when two tellings of one type and time are of different articles that agree on country and actors."""
    if one.article_id == other.article_id:
        return False
    if one.country_code and other.country_code and one.country_code != other.country_code:
        return False
    if (one.agents | one.targets) == (other.agents | other.targets) and len(one.agents | one.targets) > 1:
        return True  # 'Peru met Chile' and 'Chile met Peru'
    sides = ((one.agents, other.agents), (one.targets, other.targets))
    if any(a and b and not a & b for a, b in sides):
        return False
    return any(a & b for a, b in sides)


def _candidate_pairs(told: list[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pair only tellings that share type and an actor, and lie within a week, by their dates or else their reports."""
    blocks: dict[tuple[str, str], list[tuple[int, Telling]]] = {}
    for telling in told:
        day = _day(telling.date_start) or _day(telling.reported_on)
        for actor in telling.agents | telling.targets if day is not None else ():
            blocks.setdefault((telling.type_code, actor), []).append((day or 0, telling))
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda item: (item[0], item[1].event_id))
        for number, (day, one) in enumerate(block):
            for other_day, other in block[number + 1 :]:
                if other_day - day > _WEEK:
                    break
                yield one, other


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text is not None and len(text) == 10 else None


def _days_apart(one: str | None, other: str | None) -> int | None:
    first, second = _day(one), _day(other)
    return abs(first - second) if first is not None and second is not None else None


def _root(parents: dict[str, str], event_id: str) -> str:
    while parents[event_id] != event_id:
        event_id = parents[event_id]
    return event_id


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first
