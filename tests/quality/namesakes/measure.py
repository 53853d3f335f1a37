"""Measure merging across articles and pronouns on 46 short articles of our own from 20 countries, full of namesakes.

Usage: python tests/quality/namesakes/measure.py [--corpus FILE] [--misses]

corpus.txt holds the articles, on which the rules were tuned; unseen.txt (twelve) and unseen_two.txt (sixteen) were written afterwards: a line `== id | outlet | date`, the title, the text. `[words|actor]` is a mention of an
actor, the same in all articles, `{word|actor}` a pronoun; without an actor the words are not judged. Printed are
precision and recall of pairs of articles that name one actor, B-cubed over the mentions found, and precision and recall of pronouns.
"""

import argparse
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import duckdb
import pyarrow

from presspack.base.spans import Span
from presspack.config import read_config
from presspack.documents.document import Document, Part, Text
from presspack.extract.actors.extraction import actors_in
from presspack.extract.model import Actors
from presspack.names.authority import configured_authority
from presspack.parse.parser import documents, load_model
from presspack.resolve.actors import resolved
from presspack.resolve.name_forms import forms_of

MARK = re.compile(r"\[([^|\]]+)\|([^\]]*)\]|\{([^|}]+)\|([^}]*)\}")
# Which part two spans must share to be one mention.
SAME_PLACE = 0.5
ENTITY = ("entity_id", "article_id", "name", "type_code", "country_code", "authority_id", "seat_code", "sphere")


@dataclass
class Annotated:
    """One article without its marks, the actors of its mentions and of its pronouns by their place."""

    text: Text
    mentions: dict[Span, str] = field(default_factory=dict)
    pronouns: dict[Span, str] = field(default_factory=dict)


def corpus(path: Path) -> list[Annotated]:
    """Return the articles of the corpus."""
    found = []
    for block in path.read_text(encoding="utf-8").split("== ")[1:]:
        head, title, body = block.split("\n", 2)
        name, outlet, day = head.split(" | ")
        found.append(annotated(name, outlet, day, [title, *re.split(r"\n\s*\n", body.strip())]))
    return found


def annotated(name: str, outlet: str, day: str, paragraphs: list[str]) -> Annotated:
    """Return an article of a title and paragraphs whose marks are read and left out."""
    text, parts = "", []
    mentions: dict[Span, str] = {}
    pronouns: dict[Span, str] = {}
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if number else ""
        start, read = len(text), 0
        for match in MARK.finditer(paragraph):
            words, actor = match.group(1) or match.group(3), match.group(2) or match.group(4)
            text += paragraph[read : match.start()] + words
            place = Span(len(text) - len(words), len(text))
            (mentions if match.group(1) else pronouns)[place] = actor or ""
            read = match.end()
        text += paragraph[read:]
        parts.append(Part(start, len(text), "paragraph" if number else "title"))
    return Annotated(Text(name, text, tuple(parts), day, outlet), mentions, pronouns)


def actor_ids(found: dict[str, Actors]) -> dict[str, str]:
    """Return the actor of each entity, by article and key, as the corpus is resolved."""
    entities, spelled, offices = [], [], []
    for article, actors in found.items():
        for e in (*actors.entities, *actors.groups):
            told = (f"{article}:{e.key}", article, e.name, e.type_code, e.country_code, e.authority_id)
            entities.append(dict(zip(ENTITY, (*told, e.country_code or actors.home_code, e.sphere), strict=True)))
            spelled.append({"entity_id": told[0], "text": e.name, "mentions": len(e.mentions)})
        for role in actors.roles:
            if role.organisation:
                body = actors.by_key[role.organisation].name
                offices.append({"entity_id": f"{article}:{role.entity}", "name": body})
    shapes = {"entities": ENTITY, "spelled": ("entity_id", "text", "mentions"), "offices": ("entity_id", "name")}
    authority = configured_authority(read_config(None))
    with duckdb.connect() as con:
        for name, rows in (("entities", entities), ("spelled", spelled), ("offices", offices)):
            types = [(c, pyarrow.int64() if c == "mentions" else pyarrow.string()) for c in shapes[name]]
            con.register(name, pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(types)))
        links = resolved(forms_of(con, authority), authority).links
        placed = con.execute("SELECT entity_id, form_key FROM placed").fetchall()
    return {entity: links[form].actor_id for entity, form in placed}


def ratio(part: int, whole: int) -> str:
    """Return a share in percent."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def shared(one: Span, other: Span) -> float:
    """Return the part that two spans share of what both cover."""
    return (min(one.end, other.end) - max(one.start, other.start)) / (
        max(one.end, other.end) - min(one.start, other.start)
    )


def paired(articles: list[Annotated], found: dict[str, Actors]) -> list[tuple[str, str, str]]:
    """Return (article, right actor, actor found) of every mention that was found."""
    ids, pairs = actor_ids(found), []
    for article in articles:
        name, actors = article.text.article_id, found[article.text.article_id]
        owners = [(m.span, e.key) for e in (*actors.entities, *actors.groups) for m in e.mentions]
        for place, right in article.mentions.items():
            hits = [(shared(span, place), key) for span, key in owners if span.overlaps(place)]
            if right and hits and max(hits)[0] >= SAME_PLACE:
                pairs.append((name, right, ids[f"{name}:{max(hits)[1]}"]))
    return pairs


def report_merging(pairs: list[tuple[str, str, str]], total: int, misses: bool) -> None:
    """Print how well actors are merged across articles, and which pairs are wrong if wanted."""
    units = sorted(set(pairs))
    across = [(a, b) for a, b in combinations(units, 2) if a[0] != b[0]]
    together = [(a, b) for a, b in across if a[2] == b[2]]
    right = [(a, b) for a, b in across if a[1] == b[1]]
    both = [(a, b) for a, b in together if a[1] == b[1]]
    print(f"mentions found: {len(pairs)} of {total}")
    print(f"pairs across articles: precision {ratio(len(both), len(together))} of {len(together)}, "
          f"recall {ratio(len(both), len(right))} of {len(right)}")  # fmt: skip
    golds, guesses = defaultdict(set), defaultdict(set)
    for number, (_, gold, guess) in enumerate(pairs):
        golds[gold].add(number)
        guesses[guess].add(number)
    shares = [
        (len(golds[g] & guesses[p]) / len(guesses[p]), len(golds[g] & guesses[p]) / len(golds[g])) for _, g, p in pairs
    ]
    precision, recall = (sum(column) / len(shares) for column in zip(*shares, strict=True))
    print(f"B-cubed: precision {100 * precision:.1f}, recall {100 * recall:.1f}")
    if misses:
        for a, b in sorted({(min(a[1:], b[1:]), max(a[1:], b[1:])) for a, b in together if a[1] != b[1]}):
            print("  merged", a, b)
        for a, b in sorted({(min(a[1:], b[1:]), max(a[1:], b[1:])) for a, b in right if a[2] != b[2]}):
            print("  split ", a, b)


def report_pronouns(
    articles: list[Annotated], read: dict[str, Document], found: dict[str, Actors], misses: bool
) -> None:
    """Print precision and recall of pronouns: which entity each stands for, by the mentions it has."""
    told = right = total = 0
    for article in articles:
        actors, document = found[article.text.article_id], read[article.text.article_id]
        for place, gold in article.pronouns.items():
            token = next(t for t in document.doc if t.idx == place.start)
            key = actors.referents.get(token.i)
            total += bool(gold)
            if key is None:
                continue
            spans = [m.span for m in actors.by_key[key].mentions]
            mine = {g for s, g in article.mentions.items() if any(s.overlaps(o) for o in spans)}
            told += 1
            right += gold in mine
            if misses and gold not in mine:
                print("  pronoun", article.text.article_id, place.of(article.text.text), gold, "->", key)
    print(f"pronouns: precision {ratio(right, told)} of {told}, recall {ratio(right, total)} of {total}")


def main() -> None:
    """Read the corpus, extract its actors, resolve them and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent / "corpus.txt")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    articles = corpus(options.corpus)
    authority, nlp = configured_authority(read_config(None)), load_model(read_config(None).parse.model)
    read = {d.article_id: d for d in documents(nlp, [a.text for a in articles], batch_size=16)}
    found = {name: actors_in(document, authority) for name, document in read.items()}
    judged = sum(bool(actor) for a in articles for actor in a.mentions.values())
    report_merging(paired(articles, found), judged, options.misses)
    report_pronouns(articles, read, found, options.misses)


if __name__ == "__main__":
    main()
