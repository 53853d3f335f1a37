"""Make articles in which no sentence and no paragraph stands twice, as many as wanted: as real captures, they share nothing.

Usage: python benchmarks/varied.py NUMBER FOLDER [--seed 11]

FOLDER gets NUMBER records, half of them pages of HTML with menus, captions and a footer, half texts as they are copied
from a page. A sentence is built clause by clause from the words of varied_words.csv; one that was used already is drawn again.
Record n depends on n, on the seed and on the records before it.
"""

import argparse
import csv
import html
import random
from collections.abc import Iterator
from pathlib import Path

from corpus import DAYS, GIVEN, MIDDLES, MONTHS, PLACES, STARTS, SURNAMES, UNITS


def _words(kind: str) -> list[str]:
    """Return the words of one kind, in the order of the file."""
    with Path(__file__).with_name("varied_words.csv").open(encoding="utf-8", newline="") as file:
        return [row["word"] for row in csv.DictReader(file) if row["kind"] == kind]


ADJECTIVES, THINGS, PEOPLE, ACTED, HOW = map(_words, ("adjective", "thing", "person", "verb", "time"))
LINKS = ("after", "although", "because", "before", "since", "while", "when", "so that", "unless", "until")
SAYING = ("said", "told reporters", "wrote in a letter", "added", "argued", "conceded", "recalled", "insisted")
HTML_SHARE = 0.5


class Writer:
    """Writes articles; `used` are all sentences so far."""

    def __init__(self, seed: int) -> None:
        """Begin with none."""
        self.seed, self.used = seed, set[str]()
        self.draw = random.Random(seed)

    def name(self, ends: tuple[str, ...]) -> str:
        """Return a made-up name."""
        pick = self.draw.choice
        return pick(STARTS) + pick(MIDDLES) + pick(ends)

    def thing(self) -> str:
        """Return a noun phrase of a thing."""
        pick = self.draw.choice
        kind = f"{pick(ADJECTIVES)} {pick(THINGS)}"
        return pick((f"the {kind}", f"the {kind} of {self.name(PLACES)}", f"the {pick(THINGS)} {pick(THINGS)}",
                     f"{self.amount()} for the {kind}"))  # fmt: skip

    def actor(self) -> str:
        """Return a noun phrase of somebody."""
        pick = self.draw.choice
        person, place = f"{pick(GIVEN)} {self.name(SURNAMES)}", self.name(PLACES)
        return pick((person, f"the {pick(PEOPLE)} {person}", f"{person}, {pick(ADJECTIVES)} {pick(PEOPLE)} of {place},",
                     f"the {place} {pick(THINGS).title()} Office", f"{self.draw.randint(3, 900)} {pick(PEOPLE)}s",
                     f"the {pick(ADJECTIVES).title()} {pick(THINGS).title()} Party"))  # fmt: skip

    def amount(self) -> str:
        """Return a number with its unit."""
        draw = self.draw
        number = f"{draw.randint(2, 980)}.{draw.randint(1, 9)}"
        return draw.choice(
            (f"{number} million {draw.choice(UNITS)}", f"{number} per cent", f"{draw.randint(1200, 98000):,} tonnes")
        )

    def clause(self) -> str:
        """Return a clause with a subject, a verb, an object, and a time or a place."""
        pick, draw = self.draw.choice, self.draw
        when = pick((pick(HOW), f"on {pick(DAYS)}", f"on {draw.randint(1, 28)} {pick(MONTHS)} {draw.randint(1990, 2024)}",
                     f"in {self.name(PLACES)}", f"in {pick(MONTHS)}", f"within {draw.randint(2, 40)} days"))  # fmt: skip
        return f"{self.actor()} {pick(ACTED)} {pick((self.thing, self.actor))()} {when}".replace(",,", ",")

    def sentence(self) -> str:
        """Return a sentence that no article had before."""
        pick = self.draw.choice
        while True:
            found = pick((
                self.clause, self.clause,
                lambda: f"{self.clause()}, {pick(LINKS)} {self.clause()}",
                lambda: f"{self.clause()}, {self.actor()} {pick(SAYING)}",
                lambda: f"\u201c{self.thing().capitalize()} {pick(ACTED)} us, and {self.clause()},\u201d {self.actor()} {pick(SAYING)}",
                lambda: f"{self.thing()} rose by {self.amount()} to {self.amount()} {pick(LINKS)} {self.clause()}",
            ))()  # fmt: skip
            found = found[0].upper() + found[1:].rstrip(",") + "."
            if found not in self.used:
                self.used.add(found)
                return found

    def article(self) -> tuple[str, list[str]]:
        """Return a title and paragraphs."""
        count = self.draw.randint(8, 28)
        paragraphs = [" ".join(self.sentence() for _ in range(self.draw.randint(1, 4))) for _ in range(count)]
        return self.sentence().rstrip("."), paragraphs


def page(title: str, paragraphs: list[str], writer: Writer) -> str:
    """Return an article as a page with what pages have around it."""
    menu = "".join(f'<li><a href="/{thing}">{thing.title()}</a></li>' for thing in writer.draw.sample(THINGS, 9))
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    related = "".join(f'<li><a href="#">{html.escape(writer.sentence())}</a></li>' for _ in range(4))
    day = f"2023-{writer.draw.randint(1, 12):02d}-{writer.draw.randint(1, 28):02d}"
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{html.escape(title)} | Tide Post</title>"
        f"<meta property='article:published_time' content='{day}'></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{html.escape(title)}</h1>\n{body}</article></main>"
        f"<aside><h2>More</h2><ul>{related}</ul></aside><footer>All rights reserved. {day[:4]}</footer></body></html>"
    )


def records(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield file name and content of each record."""
    writer = Writer(seed)
    for position in range(number):
        title, paragraphs = writer.article()
        if writer.draw.random() < HTML_SHARE:
            yield f"{position:06d}.html", page(title, paragraphs, writer)
        else:
            head = f"{title}\n\nBy {writer.draw.choice(GIVEN)} {writer.name(SURNAMES)}\n{writer.draw.randint(1, 28)} {writer.draw.choice(MONTHS)} 2023"
            yield f"{position:06d}.txt", "\n\n".join([head, *paragraphs]) + "\n"


def write_varied(number: int, folder: Path, *, seed: int = 11) -> None:
    """Write `number` records into `folder`."""
    folder.mkdir(parents=True)
    for name, content in records(number, seed):
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="number of records")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    if given.folder.exists():
        parser.error(f"{given.folder} is there already")
    write_varied(given.number, given.folder, seed=given.seed)
