"""Decisions as `presspack extract --explain` shows them: with the words, and the row that they led to."""

from collections.abc import Iterable, Iterator
from typing import Any

from presspack.base.spans import Span
from presspack.documents.document import Document
from presspack.extract.article import Extraction, extraction_of
from presspack.extract.explanation import TAKEN, Decision, explained, in_text_order
from presspack.names.authority import Authority

CANDIDATE = "candidate"
LINE_WIDTH = 60


def explained_extraction(
    document: Document, authority: Authority, *, default_dollar: str
) -> tuple[Extraction, list[dict[str, Any]]]:
    """Return what is extracted from `document`, and why: a row for each decision, in text order."""
    with explained() as decisions:
        found = extraction_of(document, authority, default_dollar=default_dollar)
    return found, list(explanation_rows(document, found, decisions))


def explanation_rows(document: Document, found: Extraction, decisions: list[Decision]) -> Iterator[dict[str, Any]]:
    """Yield each decision as JSON has it.

    `row` names the row that it led to by its place in the list of its kind ("events[0]", "statistics[2]", "roles[0]")
    or the id of an actor ("actors:nur-otan"); "candidate" is what led to none.
    """
    rows = rows_by_place(found)
    for one in in_text_order(decisions):
        led_to = role_at(found, one.span) if one.about == "role" else rows.get((one.about, one.span))
        row = led_to if led_to is not None and one.decision == TAKEN else CANDIDATE
        yield {
            "about": one.about,
            "row": row,
            "span": [one.span.start, one.span.end],
            "words": document.words(one.span),
            "decision": one.decision,
            "by": one.by,
            "reason": one.reason,
        }


def rows_by_place(found: Extraction) -> dict[tuple[str, Span], str]:
    """Return the name of each row by what it is and the span that decisions on it have; of two the first."""
    places: dict[tuple[str, Span], str] = {}
    for about, number, span in _spans(found):
        places.setdefault((about, span), number)
    return places


def role_at(found: Extraction, title: Span) -> str | None:
    """Return the name of the first role whose evidence holds a title."""
    known = {entity.key for entity in found.entities}
    roles = [role for role in found.actors.roles if role.entity in known]
    return next((f"roles[{number}]" for number, role in enumerate(roles) if role.evidence.contains(title)), None)


def _spans(found: Extraction) -> Iterator[tuple[str, str, Span]]:
    for entity in found.entities:
        for mention in entity.mentions:
            yield "actor", f"actors:{entity.authority_id or entity.key}", mention.span
    for number, event in enumerate(found.events):
        yield "event", f"events[{number}]", event.trigger
        if event.date.span is not None:
            yield "date", f"events[{number}]", event.date.span
    for number, statistic in enumerate(found.statistics):
        yield "statistic", f"statistics[{number}]", statistic.span
        if statistic.period.span is not None:
            yield "date", f"statistics[{number}]", statistic.period.span


def as_text(article_id: object, rows: Iterable[dict[str, Any]]) -> str:
    """Return an explanation for people to read: a block for each run of words, a line for each decision on it."""
    lines, last = [f"== {article_id}"], None
    for row in rows:
        if row["span"] != last:
            last = row["span"]
            words = " ".join(row["words"].split())
            shown = words if len(words) <= LINE_WIDTH else words[: LINE_WIDTH - 1] + "…"
            lines.append(f"\n{last[0]}-{last[1]} '{shown}'")
        to = "" if row["row"] == CANDIDATE else f" -> {row['row']}"
        said = f": {row['reason']}" if row["reason"] else ""
        lines.append(f"  {row['decision']:<7} {row['about']:<9} {row['by']}{said}{to}")
    return "\n".join([*lines, ""])
