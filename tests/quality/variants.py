"""Captures made from annotated ones, since those are few: articles cut, turned into lists, and set among teasers.

Every change keeps the labels true: what was body stays body in another form, and what is put between is not.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from presspack.clean.blocks import Block
from presspack.clean.line_kinds import is_person
from presspack.clean.prepared import mark_noise

SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
SIGNS = '.,;:!?"“”()'
PARAGRAPH_CHARS, LONG_CHARS = 80, 160
# How often an article is changed in each way.
SHARES = {"split": 0.15, "headed": 0.25, "listed": 0.35, "signed": 0.08, "asked": 0.1}
WITHIN = ("related", "advertisement", "share", "caption", "subscription", "date")  # what stands within articles
SHORTEST_NOISE, FEWEST_TO_INTERRUPT = 12, 4
TEASERS, BETWEEN = 0.35, 0.2
UNDER = ("Read More", "Politics", "2 hours ago", "By Staff", "Business")
MONTHS = ("January", "March", "May", "October")


@dataclass
class Stretch:
    """Lines with what each is: 1 for the article's body, 0 for the rest."""

    blocks: list[Block]
    labels: list[float]

    def add(self, block: Block, label: float) -> None:
        """Append a line."""
        self.blocks.append(block)
        self.labels.append(label)


def line(text: str, gap: int) -> Block:
    """Return a new line of a capture, `gap` line breaks after the one before."""
    return Block(0, len(text), text, gap=gap)


def varied(stretch: Stretch, names: list[str], chance: random.Random) -> Stretch:
    """Return an article changed in some of the ways of SHARES."""
    ways: dict[str, Callable[[Stretch], Stretch]] = {
        "split": split,
        "headed": lambda found: headed(found, chance),
        "listed": lambda found: listed(found, chance),
        "signed": lambda found: signed(found, names, chance),
        "asked": lambda found: asked(found, names, chance),
    }
    for way, share in SHARES.items():
        if chance.random() < share:
            stretch = ways[way](stretch)
    return stretch


def split(stretch: Stretch) -> Stretch:
    """Return the article with every sentence a paragraph of its own."""
    found = Stretch([], [])
    for block, label in zip(stretch.blocks, stretch.labels, strict=True):
        if label and len(block.text) > LONG_CHARS:
            for sentence in SENTENCES.split(block.text):
                found.add(line(sentence, block.gap), label)
        else:
            found.add(block, label)
    return found


def headed(stretch: Stretch, chance: random.Random) -> Stretch:
    """Return the article with a heading over some of its paragraphs."""
    found = Stretch([], [])
    for block, label in zip(stretch.blocks, stretch.labels, strict=True):
        if label and len(block.text) > PARAGRAPH_CHARS and chance.random() < 0.25:
            words = block.text.split()
            begin = chance.randrange(max(1, len(words) - 8))
            heading = item(words[begin : begin + chance.randint(2, 7)], chance.choice(["names", "plain"]), chance)
            if heading:
                found.add(line(heading, 2), label)
        found.add(block, label)
    return found


def signed(stretch: Stretch, names: list[str], chance: random.Random) -> Stretch:
    """Return the article as letters: a name, and often a place, under each paragraph."""
    found = Stretch([], [])
    for block, label in zip(stretch.blocks, stretch.labels, strict=True):
        found.add(block, label)
        if label and len(block.text) > PARAGRAPH_CHARS:
            found.add(line(chance.choice(names), 2), label)
            if chance.random() < 0.6:
                found.add(line(chance.choice(names).split()[-1], 1), label)
    return found


def asked(stretch: Stretch, names: list[str], chance: random.Random) -> Stretch:
    """Return the article as an interview: questions over the paragraphs, with or without labels of who speaks."""
    brief = chance.random() < 0.5  # the introduction is often one sentence
    labels = chance.choice([("", ""), ("Q: ", "A: "), (f"{chance.choice(names)}: ", f"{chance.choice(names)}: ")])
    found = Stretch([], [])
    for block, label in zip(stretch.blocks, stretch.labels, strict=True):
        spoken = label and len(block.text) > PARAGRAPH_CHARS and any(found.labels)
        if spoken and chance.random() < 0.6:
            words = block.text.split()
            begin = chance.randrange(max(1, len(words) - 8))
            question = item(words[begin : begin + chance.randint(4, 16)], "plain", chance)
            found.add(line(f"{labels[0]}{question}?", block.gap), label)
        if brief and label and not any(found.labels):
            found.add(line(SENTENCES.split(block.text)[0], block.gap), label)
        else:
            found.add(line(labels[1] + block.text, block.gap) if spoken and labels[1] else block, label)
    return found


def listed(stretch: Stretch, chance: random.Random) -> Stretch:
    """Return the article with some paragraphs, the first never, turned into lists of short items."""
    places = [i for i, b in enumerate(stretch.blocks) if stretch.labels[i] and len(b.text) > PARAGRAPH_CHARS]
    if len(places) < 3:
        return stretch
    begin = max(1, chance.randrange(len(places) - 1))
    picked = set(places[begin : begin + chance.choice([1, 1, 2, 3, 5, 8])])
    form = chance.choice(["names", "names", "number", "colon", "dash", "title", "plain", "plain"])
    few, gap, every = chance.randrange(1, 6), chance.choice([1, 1, 2]), chance.choice([0, 0, 6, 10])
    many = few + chance.randrange(1, 6)
    found = Stretch([], [])
    for place, (block, label) in enumerate(zip(stretch.blocks, stretch.labels, strict=True)):
        if place not in picked:
            found.add(block, label)
            continue
        words, count = block.text.split(), 0
        while words:
            heads = every > 0 and count % every == 0
            size = chance.randint(1, 5) if heads else chance.randint(few, many)
            made = item(words[:size], "names" if heads else form, chance)
            if made:
                found.add(line(made, 2 if heads or not count else gap), label)
            words, count = words[size:], count + 1
    return found


def item(words: list[str], form: str, chance: random.Random) -> str:
    """Return words as an item of a list or a heading: item(["cup", "of", "milk"], "number", chance) -> "2 cup of milk"."""
    bare = [word for found in words if (word := found.strip(SIGNS))]
    if not bare:
        return ""
    opening, rest = " ".join(word.capitalize() for word in bare[:2]), bare[2:]
    plain = " ".join(bare)
    made = {
        "names": " ".join(word[0].upper() + word[1:] for word in bare),
        "number": f"{chance.randrange(1, 30)} {plain}",
        "colon": f"{bare[0].capitalize()}: {' '.join(bare[1:])}" if len(bare) > 1 else "",
        "dash": f"{opening} – {' '.join(rest)}" if rest else "",
        "title": f"{opening}, “{' '.join(word.capitalize() for word in rest)}”" if rest else "",
    }
    return made.get(form) or plain[0].upper() + plain[1:]


def teasers(prose: list[str], chance: random.Random) -> list[Block]:
    """Return the teasers of a page for other articles: headlines, first sentences, or both, with or without a date."""
    kind = chance.choice(["glued", "glued", "pair", "headline", "sentence", "dated", "triple"])
    gap, form = chance.choice([1, 2]), chance.choice(["names", "plain"])
    found: list[Block] = []
    for _ in range(chance.randint(2, 14)):
        headline, sentence = teaser(prose, form, chance)
        if kind == "glued":
            found.append(line(headline + sentence, gap))
        elif kind == "headline":
            found.append(line(headline, gap))
        elif kind == "sentence":
            found.append(line(sentence, gap))
        elif kind == "dated":
            date = f"{chance.choice(MONTHS)} {chance.randint(1, 28)}, {chance.randint(2009, 2023)}"
            found += [line(date, gap), line(headline, gap)]
        else:
            found += [line(headline, 2), line(sentence, gap)]
            found += [line(chance.choice(UNDER), gap)] if kind == "triple" else []
    return found


def teaser(prose: list[str], form: str, chance: random.Random) -> tuple[str, str]:
    """Return a headline and a sentence, which may break off."""
    words = chance.choice(prose).split()
    begin = chance.randrange(max(1, len(words) - 10))
    headline = item(words[begin : begin + chance.randint(4, 12)], form, chance) or "More"
    sentence = SENTENCES.split(chance.choice(prose))[0]
    if len(sentence) > 220:
        sentence = sentence[: chance.randint(90, 200)].rsplit(" ", 1)[0] + chance.choice(["…", "...", " […]", ""])
    return headline, sentence


def interrupted(stretch: Stretch, noise: list[Block], prose: list[str], chance: random.Random) -> Stretch:
    """Return the article with one to three lines of another page's noise in it, headlines under a heading for them."""
    kept = [block for block in noise if block.noise in WITHIN and len(block.text) > SHORTEST_NOISE]
    if len(stretch.blocks) > FEWEST_TO_INTERRUPT and kept:
        for _ in range(chance.randint(1, 3)):
            added = [chance.choice(kept)]
            if added[0].noise == "related" and ": " not in added[0].text:
                added += [line(teaser(prose, "plain", chance)[0], 1) for _ in range(chance.randint(1, 4))]
            place = chance.randrange(1, len(stretch.blocks))
            stretch.blocks[place:place] = added
            stretch.labels[place:place] = [0.0] * len(added)
    return stretch


def among(blocks: list[Block], added: list[Block], reach: int, chance: random.Random) -> list[Block]:
    """Return the lines with others put in at one of the first `reach` places."""
    place = chance.randint(0, min(reach, len(blocks)))
    return blocks[:place] + added + blocks[place:]


def person_names(blocks: list[Block]) -> list[str]:
    """Return the lines that are a person's name."""
    return [block.text for block in blocks if len(block.text) < 30 and is_person(block.text)]


def with_noise(blocks: list[Block]) -> list[Block]:
    """Return the lines, those that were made here with their reason as noise."""
    mark_noise([block for block in blocks if block.start == 0 and block.noise is None])
    return blocks
