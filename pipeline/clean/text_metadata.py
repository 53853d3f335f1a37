"""Title, outlet and author of a plain-text capture: the lines around the body, read as a person reads them."""

import re

from pipeline.clean.article import Metadatum
from pipeline.clean.blocks import Block
from pipeline.clean.datelines import dateline
from pipeline.clean.dialogue import initials, label_of, turns
from pipeline.clean.layout import TITLE_REACH, Layout, zones
from pipeline.clean.lines import byline, is_person
from pipeline.clean.text_dates import date_line
from pipeline.clean.words import outlet_words, squeezed
from pipeline.spans import Span

WORD = re.compile(r"[^\W\d_]{4,}")
TITLE_CHARS = (12, 300)
UNDER = 6  # how many lines under a title its date or byline can stand
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,.|]*(?:by\s+)?"
    r"(?P<name>[A-Z][\w+&.’' \-]{1,70})",
    re.IGNORECASE,
)
OWNER_ENDS = re.compile(
    r"\s*(?:\ball rights\b|[.|]\s|\bor its\b|"
    r"\b(?:llc|ltd|inc|limited|company|corp|gmbh|plc)\b|\s-\s|\bterms\b|\bprivacy\b|"
    r"\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
NO_OWNER = re.compile(r"^(?:policy|notice|all|rights|reserved|this|protected|laws?|information)\b", re.IGNORECASE)
TITLE_OUTLET = re.compile(r"(?P<name>[A-Z][\w+&.’'\-]*(?: [\w+&.’'\-]+){1,3}): (?=\S)")


def choose_title(layout: Layout) -> None:
    """Set the title: the line before the body that looks like one and shares its words with the body."""
    body = layout.body()
    if not body:
        return
    first = layout.blocks.index(body[0])
    begin = max(0, first - TITLE_REACH)
    known = {word.lower() for block in body for word in WORD.findall(block.text)}
    heads = [i for i in range(begin, first) if is_head(layout.blocks[i])]
    others = [block.text for block in layout.blocks[:2000] if not block.body and len(block.text) <= 2 * TITLE_CHARS[1]]
    best, best_score = None, 0.0
    for place in range(begin, first):
        block = layout.blocks[place]
        words = [word.lower() for word in WORD.findall(block.text)]
        if block.noise or len(words) < 2 or not TITLE_CHARS[0] <= len(block.text) <= TITLE_CHARS[1] or place in heads:
            continue
        value = title_score(block.text, sum(word in known for word in words) / len(words), first - place)
        value += 0.8 * any(place < head <= place + UNDER for head in heads)
        value += 1.0 * (place == 0 and first <= 3)  # a bare text opens with its title
        value += 0.5 * (sum(block.text in other for other in others) > 1)
        if value >= best_score:
            best, best_score = block, value
    layout.title = best


def is_head(block: Block) -> bool:
    """True for the lines that stand under a title: a date or a byline."""
    return block.noise == "date" or byline(block.text) is not None or date_line(block) is not None


def title_score(line: str, shared: float, distance: int) -> float:
    """Return how much a line looks like the title; below zero means it is none."""
    value = 3 * shared - 0.06 * distance + min(len(line), 60) / 60
    if line[-1] in ".,:;" or (line[0] in "([" and line[-1] in ")]"):
        value -= 1.5
    return value - 1.2


def text_author(layout: Layout) -> Metadatum | None:
    """Return who wrote it: a line "By ...", or a person's name alone between title and body."""
    for block in [block for zone in zones(layout) for block in zone]:
        name = byline(block.text)
        if name:
            start = block.text.index(name)
            block.noise = "byline"
            return Metadatum(squeezed(name), layout.source(block, start, start + len(name)), "by_line")
    if layout.title is None or not layout.body():
        return None
    names = [b for b in zones(layout)[0][:4] if is_person(b.text) and b.noise is None]
    if len({b.text for b in names}) != 1 or outlet_words().search(names[0].text):
        return None
    for block in names:
        block.noise = "byline"
    return Metadatum(squeezed(names[0].text), names[0].span, "name_line")


def text_outlet(layout: Layout) -> Metadatum | None:
    """Return who published it, as a copyright line, an interviewer's label, the title, a line or the dateline tells."""
    return copyright_line(layout) or asker(layout) or title_prefix(layout) or name_line(layout) or agency(layout)


def copyright_line(layout: Layout) -> Metadatum | None:
    """Return the owner that a copyright line names."""
    for block in layout.blocks:
        match = COPYRIGHT.match(block.text) if len(block.text) < 200 else None
        if match:
            name = OWNER_ENDS.split(match["name"])[0].strip(" ,.-–|")
            if 2 < len(name) <= 40 and not NO_OWNER.search(name):
                start = block.text.index(name)
                return Metadatum(squeezed(name), layout.source(block, start, start + len(name)), "copyright_line")
    return None


def asker(layout: Layout) -> Metadatum | None:
    """Return the label of who asks in an interview, if it is a publication's name rather than a person's."""
    body = layout.body()
    for block, turn in zip(body, turns([block.text for block in body]), strict=True):
        if turn and turn.kind == "question" and turn.label_chars:
            label = label_of(block.text) or ""
            if len(label.split()) > 1 and initials(label) != label and outlet_words().search(label):
                return Metadatum(squeezed(label), layout.source(block, 0, len(label)), "interviewer_label")
    return None


def title_prefix(layout: Layout) -> Metadatum | None:
    """Return the publication that a title opens with: "Window on X: ..."."""
    match = TITLE_OUTLET.match(layout.title.text) if layout.title else None
    if layout.title is None or match is None or not outlet_words().search(match["name"]):
        return None
    return Metadatum(match["name"], Span(layout.title.start, layout.title.start + len(match["name"])), "title_prefix")


def name_line(layout: Layout) -> Metadatum | None:
    """Return a line at the top of the record, right beside the date, that has a word of publications' names."""
    top = layout.blocks[:4]
    for i, block in enumerate(top):
        above = i > 0 and block.gap == 1 and date_line(top[i - 1]) is not None
        below = i + 1 < len(top) and top[i + 1].gap == 1 and date_line(top[i + 1]) is not None
        plain = not block.body and block is not layout.title and block.noise is None and len(block.text.split()) <= 4
        if (above or below) and plain and outlet_words().search(block.text):
            return Metadatum(squeezed(block.text), block.span, "name_line")
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
