"""Title, outlet, author and date of a plain-text capture: the lines around the body, read as a person reads them."""

import re
from dataclasses import dataclass

from pipeline.clean.article import DateMetadatum, Metadatum
from pipeline.clean.blocks import Block
from pipeline.clean.dates import WrittenDate, written_dates
from pipeline.clean.datelines import dateline
from pipeline.clean.dating import inferred_date
from pipeline.clean.dialogue import initials, label_of, turns
from pipeline.clean.layout import Layout
from pipeline.clean.lines import byline, is_person
from pipeline.clean.words import outlet_words
from pipeline.spans import Span

WORD = re.compile(r"[^\W\d_]{4,}")
TITLE_CHARS = (12, 300)
NEAR = 12  # blocks around title and body in which dates and names are looked for
DATE_EXTRAS = re.compile(
    r"\b(?:published|updated|posted|last|first|modified|on|at|date|created|edited|from|gmt|utc|e[sd]t|p[sd]t|c[sd]t|bst|cet|ist"
    r"|a\.?m|p\.?m|hrs?|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)\b",
    re.IGNORECASE,
)
UPDATED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,.|by]*(?P<name>[A-Z][\w+&.’' \-]{1,50})",
    re.I,
)
TITLE_OUTLET = re.compile(r"(?P<name>[A-Z][\w+&.’'\-]*(?: [\w+&.’'\-]+){1,3}): (?=\S)")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states a date and little else."""

    date: WrittenDate
    block: Block
    updated: bool


def squeezed(words: str) -> str:
    """Return the words with one plain space between two: squeezed("Nur\\u00a0Otan") -> "Nur Otan"."""
    return " ".join(words.split())


def date_line(block: Block) -> DateLine | None:
    """Return the date of a line that is there to state it: "Published: 2 November 2021, 18:45"."""
    text = block.text
    if len(text) > 160:
        return None
    found = next(written_dates(text), None)
    if found is None:
        return None
    rest = DATE_EXTRAS.sub("", text[: found.start] + text[found.end :])
    said = sum(char.isalpha() for char in rest)
    if said > 40 or said > 3 and text[-1] in ".!?" and len(text) > 60:
        return None
    return DateLine(found, block, bool(UPDATED.search(text[: found.start])))


def choose_title(layout: Layout) -> None:
    """Set the title: the line before the body that looks like one and shares its words with the body."""
    body = layout.body()
    if not body:
        return
    first = layout.blocks.index(body[0])
    known = {word.lower() for block in body for word in WORD.findall(block.text)}
    best, best_score = None, 0.0
    for place in range(max(0, first - 40), first):
        block = layout.blocks[place]
        if not TITLE_CHARS[0] <= len(block.text) <= TITLE_CHARS[1] or block.noise:
            continue
        words = [word.lower() for word in WORD.findall(block.text)]
        if len(words) < 2 or byline(block.text) or date_line(block):
            continue
        value = title_score(block.text, sum(word in known for word in words) / len(words), first - place)
        if value >= best_score:
            best, best_score = block, value
    layout.title = best


def title_score(line: str, shared: float, distance: int) -> float:
    """Return how much a line looks like the title; below zero means it is none."""
    value = 3 * shared - 0.08 * distance + min(len(line), 80) / 80
    if line[-1] in ".,:;":
        value -= 1.0
    return value - 0.6


def text_date(layout: Layout) -> DateMetadatum | None:
    """Return when the article was published: stated in a line of its own, else inferred from the body."""
    lines = [found for block in near(layout) if (found := date_line(block))]
    lines.sort(key=lambda line: (line.updated, line.date.precision != "day", line.block.start))
    if lines:
        line = lines[0]
        span = Span(line.block.start + line.date.start, line.block.start + line.date.end)
        return DateMetadatum(line.date.value, line.date.precision, span, "date_line", "stated", line.date.note)
    return dateline_date(layout) or inferred(layout)


def dateline_date(layout: Layout) -> DateMetadatum | None:
    """Return the full date that the dateline of the body holds."""
    body = layout.body()
    line = dateline(body[0].text) if body else None
    found = next(written_dates(body[0].text[: line.chars]), None) if line else None
    if found is None:
        return None
    span = layout.source(body[0], found.start, found.end)
    return DateMetadatum(found.value, found.precision, span, "dateline", "stated", found.note)


def inferred(layout: Layout) -> DateMetadatum | None:
    """Return the date that the body's own words give away, marked as inferred."""
    body = layout.body()
    text = "\n".join(block.text for block in body)
    found = inferred_date(text)
    if found is None:
        return None
    value, rule, start, end = found
    for block in body:
        if start < len(block.text):
            span = layout.source(block, start, min(end, len(block.text)))
            return DateMetadatum(value, ("year", "month", "day")[value.count("-")], span, rule, "inferred")
        start, end = start - len(block.text) - 1, end - len(block.text) - 1
    return None


def near(layout: Layout) -> list[Block]:
    """Return the blocks before and a few after the title or the body's begin, and a few after its end; no body."""
    body = layout.body()
    if not body:
        return layout.blocks[:NEAR]
    first, last = layout.blocks.index(body[0]), layout.blocks.index(body[-1])
    top = layout.blocks.index(layout.title) if layout.title in layout.blocks else first
    return [b for b in layout.blocks[max(0, min(top, first) - NEAR) : last + 5] if not b.body and b is not layout.title]


def text_author(layout: Layout) -> Metadatum | None:
    """Return who wrote it: a line "By ...", or a person's name alone between title and body."""
    for block in near(layout):
        name = byline(block.text)
        if name:
            start = block.start + block.text.index(name)
            block.noise = "byline"
            return Metadatum(name, Span(start, start + len(name)), "by_line")
    body = layout.body()
    if layout.title is None or not body:
        return None
    between = [b for b in layout.blocks if layout.title.end <= b.start and b.end <= body[0].start]
    names = [b for b in between[:4] if is_person(b.text) and not b.link_chars]
    if len({b.text for b in names}) != 1 or outlet_words().search(names[0].text):
        return None
    for block in names:
        block.noise = "byline"
    return Metadatum(names[0].text, names[0].span, "name_line")


def text_outlet(layout: Layout) -> Metadatum | None:
    """Return who published it: a copyright line, the agency of the dateline, who asks, the title's own prefix, a line."""
    return agency(layout) or asker(layout) or title_prefix(layout) or name_line(layout) or copyright_line(layout)


def copyright_line(layout: Layout) -> Metadatum | None:
    """Return the owner that a copyright line names."""
    for block in layout.blocks:
        match = COPYRIGHT.match(block.text) if len(block.text) < 200 else None
        if match:
            name = re.split(r"\ball rights\b|[.|]\s", match["name"], flags=re.IGNORECASE)[0].strip(" ,.-")
            if name and len(name) > 2:
                start = block.start + match.start("name")
                return Metadatum(name, Span(start, start + len(name)), "copyright_line")
    return None


def agency(layout: Layout) -> Metadatum | None:
    """Return the agency of the dateline, spelt as the body spells it elsewhere."""
    body = layout.body()
    line = dateline(body[0].text) if body else None
    if line is None or not line.agency:
        return None
    for block in body:
        for match in re.finditer(rf"\b{re.escape(line.agency)}\b", block.text, re.IGNORECASE):
            if match.group() != line.agency and match.group()[0].isupper():
                return Metadatum(match.group(), layout.source(block, match.start(), match.end()), "dateline_agency")
    start = body[0].text.index(line.agency)
    return Metadatum(line.agency, layout.source(body[0], start, start + len(line.agency)), "dateline_agency")


def asker(layout: Layout) -> Metadatum | None:
    """Return the label of who asks in an interview, if it is a publication's name rather than a person's."""
    body = layout.body()
    for block, turn in zip(body, turns([block.text for block in body]), strict=True):
        if turn and turn.kind == "question" and turn.label_chars:
            label = label_of(block.text) or ""
            if len(label.split()) > 1 and initials(label) != label and outlet_words().search(label):
                return Metadatum(label, layout.source(block, 0, len(label)), "interviewer_label")
    return None


def title_prefix(layout: Layout) -> Metadatum | None:
    """Return the publication that a title opens with: "Window on X: ..."."""
    match = TITLE_OUTLET.match(layout.title.text) if layout.title else None
    if layout.title is None or match is None or not outlet_words().search(match["name"]):
        return None
    return Metadatum(match["name"], Span(layout.title.start, layout.title.start + len(match["name"])), "title_prefix")


def name_line(layout: Layout) -> Metadatum | None:
    """Return a short line beside the date that holds a word of publications' names."""
    blocks = layout.blocks
    for i, block in enumerate(blocks):
        beside = [blocks[j] for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
        short = len(block.text) <= 40 and not block.body and block is not layout.title and block.noise in (None, "date")
        if short and any(date_line(b) for b in beside) and outlet_words().search(block.text) and not date_line(block):
            return Metadatum(block.text, block.span, "name_line")
    return None
