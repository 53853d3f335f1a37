"""The header of one article of an export: title, outlet, day and author by label, by code or by their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from presspack.captures.export_words import (
    BODY_WORDS,
    COUNTED,
    DAY,
    DOCUMENT,
    END,
    MONTH,
    OF,
    RIGHTS,
    WORDS,
    in_english,
)
from presspack.captures.fields import HINTS, as_date, field_names, plain
from presspack.captures.header_order import BY, DATE_CHARS, Line, placed
from presspack.captures.mail_names import named_sender, subject_of

LABEL = re.compile(
    r"(?![^:]*\. )[ \t>#*_+]{0,6}(?P<label>[^\W\d_][\w ./&()’'-]{0,38}?)[*_]{0,3}[ \t]*:[*_]{0,3}"
    r"(?:[ \t]+|$)(?P<value>.*)"
)
CODE = re.compile(
    r"(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|DLN|CX)"
    r"(?:[ \t|]+(?P<value>.*)|$)"
)
CODED = {"HD": "title", "BY": "author", "PD": "published_on", "SN": "outlet", "LA": "language"}
BODY_CODES = ("LP", "TD")
APART = re.compile(
    rf"^\W*(?:copyright\b.*|©.*|\(c\) .*|{RIGHTS}\W*|\d[\d,.]* {WORDS}|page \d+ of \d+.*|{END}|openurl link"
    rf"|{DOCUMENT} [A-Z]{{2,}}\w*\d\w*|\d{{1,2}}:\d\d(?: ?[ap]m)?\b.*|[-=_*#~ ]{{3,}}|english|body"
    r"|proquest document link"
    rf"|(?:{DOCUMENT} )?\d+ {OF} \d+(?: {DOCUMENT})?|(?:record|item|article|result)\W{{0,3}}\d+"
    r"|.{0,40}\bedition\b.{0,10})\W*$",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"^\W*(?:copyright\b|©|\(c\) )", re.IGNORECASE)
# What follows an outlet's name: its issue and page.
ISSUE = re.compile(rf"[.,;]\s+(?=\d|vol\b|p\.? ?\d|pg\b|(?:{MONTH})\b)| ; ", re.IGNORECASE)
# An issue of a journal with the month first: "3/14/2023, Vol. 2, p4".
ISSUED = re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)(?=,)")
ENDED = re.compile(
    rf"\s*(?:{END}|{DOCUMENT} [A-Z]{{2,8}}\w*\d\w*|[-=_*#~]{{5,}}|(?:source )?citation(?: \(.*\))?)\s*$", re.IGNORECASE
)
CITED = re.compile(r"\. By: .*$")  # what follows a title in a citation
RULED = re.compile(r"[-=_*#~ ]{3,}")
INKED = re.compile(r"[^\s\ufeff](?:[^\n]*[^\s\ufeff])?")  # a line without the white space around it
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")
PROSE_CHARS, HEADER_REACH, TITLE_REACH = 60, 60, 7


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of an article says, and where its body stands, if that can be told."""

    hints: dict[str, str] = field(default_factory=dict)
    body: tuple[tuple[int, int], ...] = ()


def header_of(text: str) -> Header:
    """Return what is said of the one article in `text`."""
    lines = [Line(m.group(), m.start(), m.end()) for m in INKED.finditer(text)]
    coded = [(i, match["code"]) for i, line in enumerate(lines) if (match := CODE.fullmatch(line.words))]
    if len({code for _, code in coded} & {"HD", "PD", "SN", "LP", "TD", "AN", "WC"}) >= 3:
        return coded_header(lines, coded)
    return labelled_header(lines)


def coded_header(lines: Sequence[Line], coded: Sequence[tuple[int, str]]) -> Header:
    """Return a header whose fields are named by codes of two or three letters."""
    hints: dict[str, str] = {}
    body = []
    bounds = [*coded, (len(lines), "")]
    for (first, code), (after, _) in pairwise(bounds):
        match = CODE.fullmatch(lines[first].words)
        value = (match["value"] if match else "") or ""
        own = ([value.strip(" |")] if value else []) + [line.words for line in lines[first + 1 : after]]
        if code in CODED and own:
            hints.setdefault(CODED[code], " ".join(own[: 3 if code == "HD" else 1]))
        if code in BODY_CODES and own:
            begin = lines[first].end - len(value.rstrip()) if value else lines[first + 1].start
            body.append((begin, lines[after - 1].end))
    return Header(cleaned(hints), tuple(body))


def labelled_header(lines: Sequence[Line]) -> Header:
    """Return a header whose fields have labels, or stand in the order that is usual."""
    first, last = body_lines(lines)
    labels: dict[str, list[tuple[int, str]]] = {}
    positional: list[Line] = []
    for number, line in enumerate(lines):
        if first <= number <= last:
            continue
        match = LABEL.fullmatch(line.words)
        if match:
            note_label(labels, match, lines, number, is_behind=number > last)
        elif number < first and not APART.match(line.words):
            positional.append(line)
    hints = placed(positional[-HEADER_REACH:], lines[:first])
    for name, found in labels.items():
        rank, value = min(found, key=lambda pair: pair[0])
        if value and not (name == "published_on" and "published_on" in hints and late(rank)):
            hints[name] = value
    issued = ISSUED.search(hints.get("outlet", ""))
    if issued and "published_on" not in hints:
        hints["published_on"] = f"{issued['year']}-{int(issued['month']):02}-{int(issued['day']):02}"
    title = hints.get("title", "").casefold()
    if title and first < last and title.startswith(lines[first].words.casefold()):  # its title once more
        first += 1
    body = ((lines[first].start + value_offset(lines[first]), lines[last].end),) if first <= last < len(lines) else ()
    return Header(cleaned(hints), body)


def value_offset(line: Line) -> int:
    """Return where the words of a body's first line begin: behind its label, if it has one."""
    match = LABEL.fullmatch(line.words)
    return match.start("value") if match and plain(match["label"]) in field_names()["body_label"] else 0


def note_label(
    labels: dict[str, list[tuple[int, str]]],
    match: re.Match[str],
    lines: Sequence[Line],
    number: int,
    *,
    is_behind: bool,
) -> None:
    """Note what a label says, with the rank of its name; a value may stand on the next line.

    Behind an article "Subject" says what it is about, not what it is called.
    """
    name = plain(match["label"])
    value = match["value"].strip()
    following = lines[number + 1].words if number + 1 < len(lines) else ""
    value = value or (following if not LABEL.fullmatch(following) else "")
    for hint in HINTS:
        if name in field_names()[hint] and not (is_behind and hint == "title" and name in field_names()["behind"]):
            labels.setdefault(hint, []).append((field_names()[hint][name], value))
            return


def late(rank: int) -> bool:
    """True for the names of days on which an article was loaded or changed, not published."""
    return rank >= field_names()["published_on"]["loaddate"]


def body_lines(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the numbers of the first and the last line of the body; the last is less where there is none."""
    marked = next((i for i, line in enumerate(lines) if is_body_label(line.words)), None)
    if marked is not None:
        match = LABEL.fullmatch(lines[marked].words)
        first = marked if match and match["value"].strip() else marked + 1
    else:
        first = first_prose(lines)
    last = first
    for number in range(first, len(lines)):
        if number > first and is_behind(lines[number].words):
            break
        last = number
    while (
        first < last < len(lines) - 1
        and len(lines[last].words) < PROSE_CHARS
        and not SENTENCE_END.search(lines[last].words)
    ):
        last -= 1
    while first < last < len(lines) and RULED.fullmatch(lines[last].words):
        last -= 1
    return (first, last) if first < len(lines) else (len(lines), len(lines) - 1)


def is_body_label(words: str) -> bool:
    """True for a line that says that the article's words follow."""
    match = LABEL.fullmatch(words)
    is_label = match is not None and plain(match["label"]) in field_names()["body_label"]
    return is_label or words.casefold() in BODY_WORDS


def first_prose(lines: Sequence[Line]) -> int:
    """Return the number of the first line of running text that no more of the header follows; a title may be long."""
    found = next_prose(lines, 0)
    while found < len(lines):
        more = [i for i in range(found + 1, min(found + TITLE_REACH, len(lines))) if is_header_line(lines[i].words)]
        after = next_prose(lines, more[-1] + 1) if more else len(lines)
        if after == len(lines):
            return found
        found = after
    return found


def next_prose(lines: Sequence[Line], start: int) -> int:
    """Return the number of the next line of running text, or how many lines there are."""
    return next((i for i in range(start, len(lines)) if is_prose(lines[i].words)), len(lines))


def is_header_line(words: str) -> bool:
    """True for a line that only stands above an article: a day, a number of words, a label."""
    label = LABEL.fullmatch(words)
    if label:
        name = plain(label["label"])
        return name not in field_names()["behind"] and (
            name in field_names()["above"] or any(name in field_names()[hint] for hint in HINTS)
        )
    return bool(COUNTED.match(words) or COPYRIGHT.match(words) or (len(words) < DATE_CHARS and DAY.match(words)))


def is_prose(words: str) -> bool:
    """True for a line that reads as running text."""
    if LABEL.fullmatch(words) or APART.match(words) or COPYRIGHT.match(words) or BY.match(words):
        return False
    return (len(words) >= PROSE_CHARS and not DAY.fullmatch(words)) or (
        len(words.split()) > 3 and SENTENCE_END.search(words) is not None and DAY.search(words) is None
    )


def is_behind(words: str) -> bool:
    """True for a line that stands behind an article, never within."""
    match = LABEL.fullmatch(words)
    if match or words in ("Graphic", "Classification"):
        return match is None or plain(match["label"]) in field_names()["behind"]
    return bool(COPYRIGHT.match(words) and len(words) < 200) or ENDED.match(words) is not None


def cleaned(hints: dict[str, str]) -> dict[str, str]:
    """Return hints without codes before a title and "By" before a name."""
    found = {name: " ".join(value.split()) for name, value in hints.items() if value}
    if "title" in found:
        found["title"] = subject_of(
            CITED.sub("", re.sub(r"^(?:#{1,6} |(?:HD|Title|Headline)[ :])\s*", "", found["title"]))
        )
    if "author" in found:
        found["author"] = (named_sender(found["author"]) or BY.sub("", found["author"])).strip(" .;,")
    if "outlet" in found:
        found["outlet"] = ISSUE.split(found["outlet"])[0].strip(" .;,")
    if "published_on" in found:
        found["published_on"] = in_english(as_date(found["published_on"]))
    return found
