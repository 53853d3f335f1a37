"""The same event told again in one article: one row, the first telling."""

import re
from bisect import bisect_right
from dataclasses import replace

from presspack.documents.document import TITLE, Document
from presspack.english.labels import TIMES
from presspack.english.lexicon import word_class
from presspack.extract.events.type_traits import has
from presspack.extract.explanation import refused
from presspack.extract.model import DateRange, Event

BY = "events/deduplication.py"
Keys = frozenset[str]
ADJACENT = 2  # characters between two sentences of one paragraph
PARAGRAPH = 1000  # a body that expels people goes on doing so
DEFINITE = word_class("demonstrative", "function_words")
COUNTED = re.compile(r"^(?:group|number|dozens|hundreds|thousands|scores|crowd|crowds|handful|series|pair|team)\sof\s")
NUMBER = re.compile(r"\d[\d,.]*")
HEAD = re.compile(r"^(?:.*?\s)??([^\s]+?)(?:'s)?(?:\s(?:of|by|from|in|with|for|between)\s.*)?$", re.DOTALL)


def first_tellings(document: Document, events: list[Event]) -> list[Event]:
    """Return `events` without those that tell again what an earlier one told; order is kept.

    A role that the first telling leaves open takes the participants that a later telling names. A headline sums up the
    body: what both tell is the row of the body.
    """
    headlines = [part.span for part in document.parts if part.kind == TITLE]
    titles = [event for event in events if any(span.contains(event.trigger) for span in headlines)]
    bodies = [event for event in events if event not in titles]
    told = _first_of(document, bodies)
    summed_up = [event for event in titles if not _is_summed_up(document, event, told)]
    return _first_of(document, [*summed_up, *told])


def _is_summed_up(document: Document, title: Event, told: list[Event]) -> bool:
    told_by = next((body for body in told if _sums_up(document, title, body)), None)
    return told_by is not None and refused("event", title.trigger, f"{BY}: sums_up", _again(document, told_by))


def _again(document: Document, event: Event) -> str:
    return f"tells what '{document.words(event.trigger)}' at {event.trigger.start} tells"


def _sums_up(document: Document, title: Event, body: Event) -> bool:
    """True if a headline may be about what the body tells: of one type, and no two agents and targets at odds."""
    if title.type_code != body.type_code:
        return False
    pairs = [(keys(document, title, role), keys(document, body, role)) for role in ("agent", "target")]
    return any(not a or not b or a & b for a, b in pairs)


def _first_of(document: Document, events: list[Event]) -> list[Event]:
    kept: list[Event] = []
    for event in events:
        number = next((n for n, earlier in enumerate(kept) if is_same_event(document, earlier, event)), None)
        if number is None:
            kept.append(with_date_of_vote(document, with_doer_of_series(event, kept), kept))
        else:
            refused("event", event.trigger, f"{BY}: is_same_event", _again(document, kept[number]))
            kept[number] = _completed(kept[number], event)
    return kept


def _completed(first: Event, later: Event) -> Event:
    if has(first.type_code, "vote"):  # a later telling may be of a result: 'elections were held', 'the Greens won'
        return first
    told = {p.role_code for p in first.participants}
    added = tuple(p for p in later.participants if p.role_code not in told)
    agents_first = sorted((*first.participants, *added), key=lambda p: p.role_code)
    return replace(first, participants=tuple(agents_first)) if added else first


def with_doer_of_series(event: Event, earlier: list[Event]) -> Event:
    """'Police arrested two men. A third was detained later.': the sentence before says who, if the type is the same."""
    if not has(event.type_code, "in_series") or any(p.role_code == "agent" for p in event.participants):
        return event
    for other in reversed(earlier):
        reach = PARAGRAPH if has(event.type_code, "long_series") else ADJACENT
        near = 0 <= event.sentence.start - other.sentence.end <= reach
        doers = tuple(p for p in other.participants if p.role_code == "agent")
        if near and other.type_code == event.type_code and doers:
            return replace(event, participants=(*doers, *event.participants))
    return event


def with_date_of_vote(document: Document, event: Event, earlier: list[Event]) -> Event:
    """'In May mayors were elected. Two Greens became mayors.': whoever wins wins in the vote told before."""
    if not has(event.type_code, "vote") or event.date.start is not None or not keys(document, event, "agent"):
        return event
    for vote in reversed(earlier):
        is_vote = has(vote.type_code, "vote") and vote.date.start is not None and not keys(document, vote, "agent")
        if is_vote and (_is_one_vote(document, event, vote, earlier)):
            return replace(event, date=replace(vote.date, source="inherited"))
    return event


def _is_one_vote(document: Document, event: Event, vote: Event, earlier: list[Event]) -> bool:
    """True for a result in the body elected, or where an article tells of one vote that was held."""
    if keys(document, event, "target") & keys(document, vote, "target"):
        return True
    held = {e.date.start for e in earlier if has(e.type_code, "vote") and e.date.start and e.modality_code == "actual"}
    return held == {vote.date.start} and event.modality_code == "actual"


def is_same_event(document: Document, earlier: Event, later: Event) -> bool:
    """True when nothing speaks against both being one event and something speaks for it: a participant, or the word."""
    if earlier.type_code != later.type_code or not _dates_agree(earlier.date, later.date):
        return False
    pairs = [(keys(document, earlier, role), keys(document, later, role)) for role in ("agent", "target")]
    if any(a and b and not a & b for a, b in pairs) or _tells_more(later, pairs):
        return False
    if any(_are_counted_apart(document, earlier, later, role) for role in ("agent", "target")):
        return False
    return _is_told_again(document, earlier, later, pairs)


def _is_told_again(document: Document, earlier: Event, later: Event, pairs: list[tuple[Keys, Keys]]) -> bool:
    """True when a participant, the word or an article says that two rows that nothing tells apart are one event."""
    if not any(b for _, b in pairs):
        return not has(later.type_code, "vote") or _is_same_vote(earlier, later)
    same_word = _stem(document, earlier) == _stem(document, later)
    shared = sum(bool(a & b) for a, b in pairs)
    strikes, same_target = has(later.type_code, "strikes"), bool(pairs[1][0] & pairs[1][1])
    if same_word or earlier.sentence == later.sentence:
        return same_word or (strikes and same_target)
    told_alike = shared == 2 or (shared == 1 and has(later.type_code, "held"))
    return told_alike or (strikes and (same_target or _is_the_one(document, later)))


def _is_same_vote(earlier: Event, later: Event) -> bool:
    """False for a vote of a date beside one of none, and for a vote ahead beside one that was held."""
    return earlier.modality_code == later.modality_code and (later.date.start is None or earlier.date.start is not None)


def _is_the_one(document: Document, event: Event) -> bool:
    """True for 'the attack', 'this raid', 'Monday's strikes': a noun for what the reader has been told of."""
    noun = document.doc.tokens[bisect_right(document.doc.starts, event.trigger.start) - 1]
    if noun.pos_ != "NOUN":
        return False
    return any(c.lower_ in DEFINITE or (c.dep_ == "poss" and c.ent_type_ in TIMES) for c in noun.children)


def _tells_more(later: Event, pairs: list[tuple[Keys, Keys]]) -> bool:
    """True for who won or was put up beside that there was a vote, and for one more of a series of others."""
    if has(later.type_code, "vote"):
        return bool(pairs[0][1] and not pairs[0][0])
    if has(later.type_code, "choice_of_candidates") and pairs[1][1] and not pairs[1][0]:
        return True  # 'held primaries', 'nominated 90 people'
    return has(later.type_code, "in_series") and any(b for _, b in pairs) and not any(a & b for a, b in pairs)


def _are_counted_apart(document: Document, earlier: Event, later: Event, role: str) -> bool:
    """True for '1,200 members' and '38 members': like nouns, but so many of one and so many of the other."""
    one, other = (
        {n for p in event.participants if p.role_code == role for n in NUMBER.findall(document.words(p.span))}
        for event in (earlier, later)
    )
    return bool(one and other) and one.isdisjoint(other)


def keys(document: Document, event: Event, role: str) -> Keys:
    """Return what the participants in `role` go by: the actor, or the last word of the phrase."""
    mine = [p for p in event.participants if p.role_code == role]
    return frozenset(p.entity or _head(document.words(p.span).casefold()) for p in mine)


def _head(phrase: str) -> str:
    found = HEAD.match(COUNTED.sub("", phrase))
    return found[1] if found is not None else phrase


def _stem(document: Document, event: Event) -> str:
    return document.words(event.trigger).casefold()[:5]


def _dates_agree(one: DateRange, other: DateRange) -> bool:
    if one.start is None or other.start is None:
        return True
    length = min(len(one.start), len(other.start))
    return one.start[:length] == other.start[:length] or bool(one.end and one.start <= other.start <= one.end)
