"""Outlet and author of a plain-text capture: the lines around the body, read as a person reads them."""

import re

from presspack.clean.article import Metadatum
from presspack.clean.blocks import Block
from presspack.clean.datelines import dateline
from presspack.clean.interviews import initials, label_of, turns
from presspack.clean.layout import Layout, zones
from presspack.clean.line_kinds import byline, is_person
from presspack.clean.text_date import date_line
from presspack.clean.word_lists import outlet_words, squeezed

NAME_REACH = 6  # how many lines under a title a name alone in its line can stand
UNDER_TITLE = 2  # how many lines under it such a name needs no date beside it
BEFORE_DATE = re.compile(
    r"(?P<name>[^\d|•·–—]{5,40}?)\s*[|•·–—-]\s*(?:(?:first |last )?(?:published|updated|posted)(?: on)?:?\s*)?$",
    re.IGNORECASE,
)
AFTER_DATE = re.compile(r"\s*[|•·–—]\s*(?P<name>[^\d|•·–—]{5,40}?)\s*$")
CLAIM = re.compile(r"\b(?:19|20)\d\d\b|\brights? reserved\b", re.IGNORECASE)
OWNER = r"(?:by\s+)?(?P<name>[A-Z][\w+&.’' \-]{1,70})"
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,.|]*(?:by\s+)?" + OWNER,
    re.IGNORECASE,
)
WITHIN = re.compile(r"(?:©|\([cC]\)|\b[Cc]opyright\b)[\s©]*(?:19|20)\d\d(?:\s*[-–]\s*\d{4})?[\s,.|]+" + OWNER)
BEFORE_SIGN = re.compile(r"(?!Copyright|All )(?P<name>[A-Z][\w.’'\-]*(?: [\w&.’'\-]+){0,3}) © ?(?:19|20)\d\d\b")
COMPANY_WORDS = "Media|Network|Group|Communications|Publications|Publishing|Newspapers|Interactive|Broadcasting"
COMPANY = re.compile(rf"(?: News &)?(?: {COMPANY_WORDS.replace('|', '| ')})+$")
LONGEST_CLAIM = 300
OWNER_ENDS = re.compile(
    r"\s*(?:\ball rights\b|[.|]\s|\bor its\b|"
    r"\b(?:llc|ltd|inc|limited|company|corp|gmbh|plc)\b|\s-\s|\bterms\b|\bprivacy\b|"
    r"\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
NO_OWNER = re.compile(r"^(?:policy|notice|all|rights|reserved|this|protected|laws?|information)\b", re.IGNORECASE)
TITLE_OUTLET = re.compile(r"(?P<name>[A-Z][\w+&.’'\-]*(?: [\w+&.’'\-]+){1,3}): (?=\S)")


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
    opening = zones(layout)[0][:NAME_REACH]
    near = layout.blocks[layout.blocks.index(layout.title) :][: UNDER_TITLE + 1]
    names = [b for b in opening if is_person(b.text) and b.noise is None and (b in near or dated(opening, b))]
    if len({b.text for b in names}) != 1 or outlet_words().search(names[0].text):
        return dated_name(layout, opening)
    for block in names:
        block.noise = "byline"
    return Metadatum(squeezed(names[0].text), names[0].span, "name_line")


def dated(blocks: list[Block], name: Block) -> bool:
    """True when a date stands next to a name, or one line further on."""
    place = blocks.index(name)
    return any(date_line(block) for block in blocks[max(0, place - 2) : place + 3])


def dated_name(layout: Layout, blocks: list[Block]) -> Metadatum | None:
    """Return the person whom a line names beside its date: "Ann Lee - 2 November 2021", "2 November 2021 | Ann Lee"."""
    for block in blocks:
        found = date_line(block)
        if found is None:
            continue
        match = BEFORE_DATE.match(block.text[: found.date.start]) or AFTER_DATE.match(block.text, found.date.end)
        if match and is_person(match["name"]) and not outlet_words().search(match["name"]):
            return Metadatum(match["name"], layout.source(block, *match.span("name")), "dated_name")
    return None


def text_outlet(layout: Layout) -> Metadatum | None:
    """Return who published it, as a copyright line, an interviewer's label, the title, a line or the dateline tells."""
    return copyright_line(layout) or asker(layout) or title_prefix(layout) or name_line(layout) or agency(layout)


def copyright_line(layout: Layout) -> Metadatum | None:
    """Return the owner that the page's copyright line names: the last with a year or a claim, below the body if any."""
    found = [pair for block in layout.blocks if (pair := owner(layout, block))]
    body = layout.body()
    claims = [pair for pair in found if CLAIM.search(pair[0].text)] or found
    below = [pair for pair in claims if body and pair[0].start > body[-1].start] or claims
    return below[-1][1] if below else None


def owner(layout: Layout, block: Block) -> tuple[Block, Metadatum] | None:
    """Return a copyright line with the owner it names."""
    if len(block.text) >= LONGEST_CLAIM:
        return None
    match = BEFORE_SIGN.match(block.text) or COPYRIGHT.match(block.text) or WITHIN.search(block.text)
    name = OWNER_ENDS.split(match["name"])[0].strip(" ,.-–|&") if match else ""
    if match is None or not 2 < len(name) <= 40 or NO_OWNER.search(name):
        return None
    return block, paper(layout, name) or part(layout, block, match.start("name"), name)


def paper(layout: Layout, owner_name: str) -> Metadatum | None:
    """Return what an owner publishes, where a short line of the page shows it: "Coast Media Group" -> "The Coast"."""
    name = COMPANY.sub("", owner_name)
    if name == owner_name or len(name) < 3:
        return None
    shown = re.compile(rf"\b(?:The )?{re.escape(name)}\b", re.IGNORECASE)
    lines = [block for block in layout.blocks if len(block.text) <= 40 and COMPANY.sub("", block.text) == block.text]
    found = [(block, match) for block in lines if (match := shown.search(block.text))]
    best = max(found, key=lambda pair: (len(pair[1].group()), -pair[0].start), default=None)
    return part(layout, best[0], best[1].start(), best[1].group()) if best else None


def part(layout: Layout, block: Block, start: int, name: str) -> Metadatum:
    """Return a name within a line as the owner that a copyright line tells."""
    return Metadatum(squeezed(name), layout.source(block, start, start + len(name)), "copyright_line")


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
    return Metadatum(match["name"], layout.source(layout.title, 0, len(match["name"])), "title_prefix")


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
