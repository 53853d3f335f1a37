"""Score event clusters on retellings of our own: which events of two articles are the same happening.

    python tests/quality/retellings.py

Reads retellings/articles.csv beside this file: one article a row, with the happening that it tells and the word that
tells it. Happenings of the same people and type a few weeks or a target apart are near misses. Prints precision and
recall of pairs, over all pairs and over those whose events were both extracted.
"""

import csv
import json
import sys
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from presspack.__main__ import main as presspack
from presspack.tables.parquet import read_rows

CORPUS = Path(__file__).with_name("retellings") / "articles.csv"
STEM = 5
# What papers add: short notes are not read as articles, and the same additions would make two of them copies.
KINDS = ("old", "blue", "narrow", "quiet", "wooden", "empty", "warm", "grey", "tall", "wet", "dusty", "round", "pale")
THINGS = ("gulls", "nets", "books", "lamps", "apples", "bridges", "bells", "roofs", "songs", "boats", "walls")
VERBS = ("glow", "lean", "wait", "dry", "sleep", "shine", "drift")
WHERE = ("quay", "mill", "library", "orchard", "chapel", "bakery", "lighthouse", "meadow", "cellar")


def corpus() -> list[dict[str, str]]:
    """Return the articles, with the happening that each tells."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def addition(number: int) -> str:
    """Return a sentence about nothing, another one for each number."""
    kind, thing, verb, where = (words[number * 5 % len(words)] for words in (KINDS, THINGS, VERBS, WHERE))
    other = KINDS[(number * 7 + 3) % len(KINDS)]
    return f"{kind.capitalize()} {thing} {verb} by the {other} {where}."


def build(folder: Path, articles: list[dict[str, str]]) -> None:
    """Run the stages up to `resolve` on the articles, one file each so that every record has its own name."""
    raw = folder / "raw"
    raw.mkdir()
    for number, row in enumerate(articles):
        added = " ".join(addition(number * 5 + step) for step in range(5))
        record = {"title": f"News of {row['outlet']}", "date": row["published_on"], "text": f"{row['text']}\n\n{added}"}
        (raw / f"{row['article']}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    head = "file,outlet,text_redistributable\n"
    lines = [f"{row['article']}.jsonl,{row['outlet']},true\n" for row in articles]
    (raw / "sources.csv").write_text(head + "".join(lines), encoding="utf-8")
    (folder / "settings.yaml").write_text("catalogue: {shards: 1}\n", encoding="utf-8")
    at = {name: str(folder / name) for name in ("raw", "catalogue", "clean", "extracted", "tables")}
    shard, clean, extracted = (f"{at[name]}/000" for name in ("catalogue", "clean", "extracted"))
    parsed = str(folder / "parsed/000.parquet")
    for command in (
        ["catalogue", "--raw", at["raw"], "--output", at["catalogue"]],
        [
            "clean-shard",
            "--raw",
            at["raw"],
            "--shard",
            f"{shard}.parquet",
            "--cache",
            str(folder / "c1"),
            "--output",
            clean,
        ],
        ["parse-shard", "--cleaned", clean, "--cache", str(folder / "c2"), "--output", parsed],
        ["extract-shard", "--cleaned", clean, "--parsed", parsed, "--cache", str(folder / "c3"), "--output", extracted],
        [
            "resolve",
            "--cleaned",
            clean,
            "--extracted",
            extracted,
            "--cache",
            str(folder / "c4"),
            "--output",
            at["tables"],
        ],
    ):
        if code := presspack([*command, "--config", str(folder / "settings.yaml")]):
            sys.exit(f"{command[0]} ended with {code}")


def clusters(folder: Path, articles: list[dict[str, str]]) -> dict[str, str]:
    """Return the cluster of the event that each article tells, by article; those that were not extracted are left out."""
    shard = folder / "tables/shards/000"
    names = {row["article_id"]: Path(row["file"]).stem for row in read_rows(shard / "articles.parquet")}
    wanted = {row["article"]: row["trigger"][:STEM] for row in articles}
    found: dict[str, str] = {}
    for event in read_rows(shard / "events.parquet"):
        article = names[event["article_id"]]
        if event["trigger"].lower().startswith(wanted[article]):
            found.setdefault(article, event["event_cluster_id"])
    return found


def scores(articles: list[dict[str, str]], found: dict[str, str]) -> dict[str, float]:
    """Return precision and recall of pairs: {"precision": 1.0, "recall": 0.5, ...}."""
    pairs = list(combinations(articles, 2))
    true = {(a["article"], b["article"]) for a, b in pairs if a["happening"] == b["happening"]}
    known = {pair for pair in true if found.keys() >= set(pair)}
    said = {
        (a["article"], b["article"])
        for a, b in pairs
        if found.get(a["article"], a["article"]) == found.get(b["article"], b["article"])
    }
    right = len(said & true)
    return {
        "pairs": len(true), "extracted": len(known), "found": len(said), "precision": right / len(said) if said else 1.0,
        "recall": right / len(true), "recall_of_extracted": right / len(known) if known else 1.0,
    }  # fmt: skip


def main() -> None:
    """Print the scores, and the pairs that are wrong or missed."""
    articles = corpus()
    with TemporaryDirectory() as folder:
        build(Path(folder), articles)
        found = clusters(Path(folder), articles)
    happening = {row["article"]: row["happening"] for row in articles}
    for one, other in combinations(sorted(happening), 2):
        same = happening[one] == happening[other]
        told = one in found and found[one] == found.get(other)
        if same != told:
            unread = [name for name in (one, other) if name not in found]
            print("missed" if same else "wrong", one, other, f"no event of {', '.join(unread)}" if unread else "")
    print(json.dumps(scores(articles, found), indent=1))


if __name__ == "__main__":
    main()
