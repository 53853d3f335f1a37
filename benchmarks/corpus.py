"""Make a corpus of news-like articles with known events, figures and actors, as large as wanted.

Usage: python benchmarks/corpus.py NUMBER FOLDER [--seed 7] [--first 0]

FOLDER/raw gets NUMBER records: pages of HTML, texts, and JSON lines in files of 500, in folders of 1,000 files; with
noise around the body, standing paragraphs that many articles share, copies of the same bytes, and near copies.
FOLDER/known.jsonl says of each record what was put into it. Sentences come from corpus_templates.csv, names are
made up. Record n depends on n and the seed alone: a larger corpus begins with the smaller one, and `--first` goes on
where an earlier call stopped.
"""

import argparse
import calendar
import csv
import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Formatter

TEMPLATES = Path(__file__).with_name("corpus_templates.csv")
LINES_PER_FILE, FILES_PER_FOLDER = 500, 1000
# Shares of all records; the rest are articles of their own.
IDENTICAL, NEAR = 0.03, 0.07
HTML, TEXT = 0.4, 0.7  # below: a page; below: a text; else a JSON line
STARTS = (
    "Bren",
    "Osk",
    "Vel",
    "Tarr",
    "Mab",
    "Soll",
    "Quen",
    "Dor",
    "Hal",
    "Ister",
    "Jun",
    "Kell",
    "Lum",
    "Norr",
    "Pell",
)
MIDDLES = ("a", "e", "o", "an", "er", "in", "ov", "ul")
PLACES, SURNAMES = (
    ("moor", "ford", "by", "stad", "haven", "burg", "wick", "dale"),
    ("ow", "ik", "sen", "ett", "ara", "and", "oy", "ell"),
)
GIVEN = (
    "Ilse",
    "Joren",
    "Pia",
    "Marek",
    "Tova",
    "Anselm",
    "Dora",
    "Emil",
    "Frida",
    "Gustav",
    "Hedda",
    "Ivo",
    "Karin",
    "Lars",
    "Mina",
    "Odo",
)
PARTIES = ("Harbour", "Orchard", "Lantern", "Mill", "Northern", "Reform", "Tide", "Meadow", "Granite", "Civic")
BODIES = (
    "Audit Office",
    "Fisheries Ministry",
    "Central Bank",
    "Election Commission",
    "Energy Agency",
    "Transport Authority",
    "Health Service",
)
TRADES = ("Shipping", "Timber", "Cement", "Rail", "Power", "Salt", "Steel", "Grain")
TOPICS = ("ferry fares", "school meals", "fishing quotas", "bread prices", "the harbour tax", "water supply", "winter heating", "land reform",
          "road repairs", "teachers' pay", "hospital beds", "coal imports", "postal votes", "river dams")  # fmt: skip
ROLES = ("foreign minister", "finance minister", "prime minister", "governor", "ombudsman", "chief prosecutor", "mayor")
MOODS = ("tense", "friendly", "slow", "vague", "frank", "difficult", "useful", "strained")
OUTLETS = ("Delta Wire", "Tide Post", "Veldoria Gazette", "Harbour Courier", "Norrhaven Herald")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name)[1:]
UNITS = ("crowns", "dollars", "euros", "marks")


@lru_cache(maxsize=1)
def templates() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (event type or "", template) by kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    with TEMPLATES.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found.setdefault(row["kind"], []).append((row["event_type_code"], row["template"]))
    return {kind: tuple(rows) for kind, rows in found.items()}


@dataclass
class Story:
    """One article as it is made: its words, and what is known of them."""

    rng: random.Random
    scene: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    events: list[dict[str, str]] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)

    def name(self, ends: tuple[str, ...]) -> str:
        """Return a made-up name."""
        return self.rng.choice(STARTS) + self.rng.choice(MIDDLES) + self.rng.choice(ends)

    def cast(self) -> None:
        """Choose who and what the article is about; sentences mostly keep to it."""
        pick = self.rng.choice
        person, person2 = (f"{pick(GIVEN)} {self.name(SURNAMES)}" for _ in range(2))
        parties = self.rng.sample(PARTIES, 2)
        self.scene = {
            "person": person, "person2": person2, "surname": person.split()[1], "party": f"{parties[0]} Party",
            "party2": f"{parties[1]} Party", "country": self.name(("ia", "land")), "country2": self.name(("ia", "land")),
            "town": self.name(PLACES), "body": pick(BODIES), "company": f"{self.name(PLACES)} {pick(TRADES)} Company",
            "topic": pick(TOPICS), "role": pick(ROLES), "outlet": pick(OUTLETS),
        }  # fmt: skip

    def value(self, slot: str) -> str:
        """Return the words for a slot of a template."""
        number, pick = self.rng.randint, self.rng.choice
        if slot in self.scene:
            if slot in ("town", "person2", "topic") and self.rng.random() < 0.3:
                return {
                    "town": self.name(PLACES),
                    "person2": f"{pick(GIVEN)} {self.name(SURNAMES)}",
                    "topic": pick(TOPICS),
                }[slot]
            return self.scene[slot]
        made = {
            "count": lambda: str(number(3, 98)), "small": lambda: str(number(2, 9)), "crowd": lambda: f"{number(11, 980) * 100:,}",
            "bigcount": lambda: f"{number(101, 9800):,}", "percent": lambda: f"{number(2, 97)}%", "percent2": lambda: f"{number(20, 970) / 10}%",
            "money": lambda: f"{number(11, 990) / 10} {pick(('million', 'billion'))} {pick(UNITS)}",
            "smallmoney": lambda: f"{number(2, 90) * 10} {pick(UNITS)}", "weekday": lambda: pick(DAYS), "month": lambda: pick(MONTHS),
            "date": lambda: f"{number(1, 28)} {pick(MONTHS)} 2031", "year": lambda: str(number(2008, 2030)), "mood": lambda: pick(MOODS),
        }[slot]()  # fmt: skip
        if slot in ("count", "small", "crowd", "bigcount", "percent", "percent2", "money", "smallmoney"):
            self.figures.append(made)
        return made

    def sentence(self, kind: str) -> str:
        """Return a sentence of a kind; what it tells is noted."""
        event, template = self.rng.choice(templates()[kind])
        slots = {slot for _, slot, _, _ in Formatter().parse(template) if slot}
        words = template.format(**{slot: self.value(slot) for slot in sorted(slots)})
        self.actors |= {
            self.scene[slot] for slot in slots & {"person", "party", "party2", "country", "body", "company"}
        }
        if event:
            self.events.append({"type": event, "sentence": words})
        return words


def story(number: int, seed: int) -> Story:
    """Return article `number`: a title, a lead and 7 to 15 paragraphs."""
    made = Story(random.Random(f"{seed} {number}"))
    made.cast()
    made.paragraphs = [made.sentence("title"), f"{made.sentence('lead')} {made.sentence('figure')}"]
    for _ in range(made.rng.randint(7, 15)):
        kinds = made.rng.choices(("body", "figure", "quote", "background"), (4, 3, 2, 2), k=made.rng.randint(1, 3))
        made.paragraphs.append(" ".join(made.sentence(kind) for kind in kinds))
    if made.rng.random() < 0.3:
        made.paragraphs.append(made.sentence("about"))
    return made


def original(number: int, seed: int) -> tuple[int, str]:
    """Return which article record `number` tells, and whether it is "own", "identical" or "near"."""
    rng = random.Random(f"{seed} copy {number}")
    share = rng.random()
    if number and share < IDENTICAL + NEAR:
        source = rng.randrange(max(0, number - 1000), number)
        while (before := original(source, seed))[1] != "own":
            source = before[0]
        return source, "identical" if share < IDENTICAL else "near"
    return number, "own"


def near_copy(made: Story, rng: random.Random) -> None:
    """Change an article as another outlet does: one paragraph out, a word of its own in front."""
    if len(made.paragraphs) > 5:
        del made.paragraphs[rng.randrange(2, len(made.paragraphs))]
    made.scene["outlet"] = rng.choice(OUTLETS)


def page(made: Story, rng: random.Random) -> str:
    """Return the article as an HTML page with a menu, teasers and a footer around it."""
    title, *body = map(html.escape, made.paragraphs)
    menu = "".join(
        f'<li><a href="/{topic.replace(" ", "-")}">{topic.title()}</a></li>' for topic in rng.sample(TOPICS, 6)
    )
    noise = "".join(
        f'<div class="teaser"><a href="/n{rng.randrange(10**6)}">{html.escape(made.sentence("noise"))}</a></div>'
        for _ in range(6)
    )
    words = "\n".join(f"<p>{paragraph}</p>" for paragraph in body)
    day = f"2031-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>\n<meta name="generator" content="presspack"><meta charset="utf-8"><title>{title} | {made.scene["outlet"]}</title>\n'
        f'<meta property="article:published_time" content="{day}T08:20:00+00:00"></head>\n<body><nav><ul>{menu}</ul></nav>\n'
        f'<main><article><h1>{title}</h1>\n<p class="date">{day}</p>\n{words}\n</article></main>\n'
        f"<aside>{noise}</aside>\n<footer>All rights reserved. {made.scene['outlet']}</footer></body></html>\n"
    )


def text(made: Story, rng: random.Random) -> str:
    """Return the article as a plain-text capture, lines of noise before and after it."""
    before = [made.sentence("noise") for _ in range(rng.randint(2, 6))]
    after = [made.sentence("noise") for _ in range(rng.randint(2, 6))]
    date = f"{rng.randint(1, 28)} {rng.choice(MONTHS)} 2031"
    title, *body = made.paragraphs
    return "\n\n".join(["\n".join(before), title, date, *body, "\n".join(after)]) + "\n"


def record(number: int, seed: int) -> tuple[str, str, dict[str, object]]:
    """Return the format, the content and what is known of record `number`."""
    source, kind = original(number, seed)
    made = story(source, seed)
    drawn = random.Random(f"{seed} form {source if kind == 'identical' else number}")
    if kind == "near":
        near_copy(made, drawn)
    told = {"events": list(made.events), "figures": list(made.figures), "actors": sorted(made.actors)}
    form = "html" if (share := drawn.random()) < HTML else "txt" if share < TEXT else "jsonl"
    content = {"html": page, "txt": text, "jsonl": lambda m, _: "\n\n".join(m.paragraphs)}[form](made, drawn)
    known = {
        "record": number,
        "story": source,
        "copy": kind,
        "title": made.paragraphs[0],
        "body": made.paragraphs[1:],
        **told,
    }
    return form, content, known


def records(first: int, number: int, seed: int) -> Iterator[tuple[int, str, str, dict[str, object]]]:
    """Yield number, format, content and what is known of each record."""
    for position in range(first, first + number):
        yield position, *record(position, seed)


def write_corpus(number: int, folder: Path, *, seed: int = 7, first: int = 0) -> None:
    """Write `number` records into `folder`/raw and what is known of them into `folder`/known.jsonl."""
    (folder / "raw").mkdir(parents=True, exist_ok=True)
    with (folder / "known.jsonl").open("a" if first else "w", encoding="utf-8") as known:
        for position, form, content, told in records(first, number, seed):
            if form == "jsonl":
                line = json.dumps(
                    {"title": told["title"], "text": content, "url": f"https://example.org/{position}"},
                    ensure_ascii=False,
                )
                path = folder / "raw" / "lines" / f"{position // LINES_PER_FILE * LINES_PER_FILE:08d}.jsonl"
                path.parent.mkdir(exist_ok=True)
                with path.open("a", encoding="utf-8") as lines:
                    lines.write(line + "\n")
            else:
                path = folder / "raw" / f"{position // FILES_PER_FOLDER:04d}" / f"{position:08d}.{form}"
                path.parent.mkdir(exist_ok=True)
                path.write_text(content, encoding="utf-8")
            known.write(
                json.dumps({"file": path.relative_to(folder / "raw").as_posix(), **told}, ensure_ascii=False) + "\n"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="number of records")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=0, help="number of the first record; others are kept")
    given = parser.parse_args()
    if not given.first and (given.folder / "raw").exists():
        parser.error(f"{given.folder / 'raw'} is there already; --first adds to it")
    write_corpus(given.number, given.folder, seed=given.seed, first=given.first)
