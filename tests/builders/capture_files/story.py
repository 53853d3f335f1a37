"""Made-up stories, each once: what captures of them hold, and what the table of articles must say."""

import datetime
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Files = dict[str, tuple[bytes, list[Row]]]
TOWNS = (
    "Lindon",
    "Calder",
    "Orla",
    "Vesby",
    "Skarn",
    "Tarnow",
    "Melford",
    "Ostrand",
    "Pellin",
    "Ravik",
    "Dunmore",
    "Esker",
)
THINGS = ("the ferry pier", "the grain market", "the old bridge", "the night school", "the water works")
NAMES = ("Ana Solis", "Tom Birk", "Eva Novak", "Ida Moe", "Per Lund", "Lena Frost", "Jon Hale")
OUTLETS = ("The Lindon Herald", "Calder Gazette", "Northern Star", "Vesby Courier")


POOLS = {
    "who": ("teachers", "dockers", "farmers", "nurses", "builders", "miners", "bakers", "drivers", "fishers", "printers", "weavers"),
    "what": ("a pay rise", "new lamps", "longer leave", "safer roads", "cheaper bread", "a clean river", "more buses"),
    "where": ("the square", "the harbour", "the station", "the library", "the mill", "the market", "the barracks",
              "the hospital", "the stadium", "the brewery", "the court", "the park", "the castle"),
    "when": ("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday"),
    "how": ("after a long debate", "without a vote", "in spite of the rain", "to the surprise of many", "for the first time",
            "with great noise", "against all advice", "as they had promised"),
    "body": ("the county board", "the harbour office", "the regional bank", "the school council", "the road agency",
             "the water company", "the chamber of trade", "the fire service", "the housing fund"),
}  # fmt: skip
SENTENCES = (
    "{who} of {town} met near {where} {when} and asked {body} for {what}, {how}.",
    "About {count} people came to {where} {when}, {name} of {body} told reporters, and {how} they sang.",
    "The plan of {body} costs {sum}.5 million dollars and gives {town} {what}, {name} said {when}.",
    "{how}, {body} closed {where} in {town} {when}, and {count} {who} stayed at home.",
    "{name} called {what} a dream of the {who}, which {body} will not pay for {how}.",
    "Before {where} was built, {town} had {count} {who} and no {body}, a book says {how}.",
    "{body} and the {who} signed a paper {when} that promises {what} to {count} families in {town}.",
    "A fire near {where} hurt {sum} {who} {when}, {body} said, and {name} thanked those who helped {how}.",
    "In {town} the price of {what} rose by {sum} percent, {how}, which {name} blames on {body}.",
    "{count} voters of {town} chose {name} {when}, and {how} the {who} left {where}.",
    "Nobody at {body} knew why {where} lost {sum} windows {when}, {how}, {name} wrote to the {who}.",
)


@dataclass(frozen=True)
class Story:
    """An article of our own; no two are alike."""

    number: int

    @property
    def town(self) -> str:
        return TOWNS[self.number % len(TOWNS)]

    @property
    def title(self) -> str:
        return f"{self.town} council votes to repair {THINGS[self.number % len(THINGS)]} number {self.number}"

    @property
    def author(self) -> str:
        return NAMES[self.number % len(NAMES)]

    @property
    def outlet(self) -> str:
        return OUTLETS[self.number % len(OUTLETS)]

    @property
    def day(self) -> datetime.date:
        return datetime.date(2021, 3, 1) + datetime.timedelta(days=self.number)

    @property
    def written(self) -> str:
        return f"{self.day:%B} {self.day.day}, {self.day.year}"

    @property
    def url(self) -> str:
        return f"https://news.example/{self.number}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        pick = {name: words[self.number * step % len(words)] for step, (name, words) in enumerate(POOLS.items(), 1)}
        facts = {
            **pick,
            "town": self.town,
            "count": 900 + 37 * self.number,
            "sum": self.number + 2,
            "name": self.author,
        }
        return tuple(SENTENCES[(self.number * 5 + place * 3) % len(SENTENCES)].format(**facts) for place in range(4))

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def html(self) -> str:
        return "".join(f"<p>{words}</p>" for words in self.paragraphs)

    @property
    def page(self) -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<meta property="article:published_time" content="{self.day}T08:00:00Z"></head><body>'
            f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{self.title}</h1>{self.html}</article>'
            f"<footer>All rights reserved</footer></body></html>"
        )

    def row(self, source: str, *columns: str, **more: Any) -> Row:
        """Return what is expected of the article: used, from `source`, and the columns that its capture states."""
        told = {"title": self.title, "author": self.author, "outlet": self.outlet, "published_on": self.day.isoformat()}
        return {"status_code": "used", "text_source_code": source, **{name: told[name] for name in columns}, **more}


class Stories:
    """Hands out stories, each once."""

    def __init__(self) -> None:
        self._number = 0

    def some(self, count: int) -> list[Story]:
        """Return the next stories."""
        self._number += count
        return [Story(number) for number in range(self._number - count, self._number)]

    def one(self) -> Story:
        """Return the next story."""
        return self.some(1)[0]


ALL = ("title", "author", "outlet", "published_on")
PAGE = ("title", "published_on")
