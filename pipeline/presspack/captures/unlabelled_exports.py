"""Texts of several articles without labels: where each begins, by counters, numbers, rules, page ends or dated titles.

A list within an article is numbered, too, and rules stand between its sections. So each article must read as one, a
title above and sentences below, and where the sign is weak each must also state its day, its author or its place.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from presspack.captures.export_headers import (
    INKED,
    PROSE_CHARS,
    RULED,
    SENTENCE_END,
    Header,
    header_of,
    is_prose,
)
from presspack.captures.export_words import COUNTED, DAY, DOCUMENT, OF
from presspack.captures.header_order import BY, DATE_CHARS, Line
from presspack.captures.markdown import FRONT_MATTER

WHAT = rf"(?:{DOCUMENT}|articles?|records?|items?|story|results?|news item|clipping|text|report)"
NUMBER = r"(?:no\.?|number|nr\.?)?[ \t]*[#№:]?[ \t]*"
TOTAL = re.compile(
    rf"^[^\w\n]*(?:(?P<what>{WHAT})[ \t]*{NUMBER})?(?P<number>\d{{1,4}})[ \t]*(?:{OF}|/|out of)[ \t]*"
    rf"(?P<total>\d{{1,4}})"
    rf"(?P<title>:[ \t]+\S[^\n]*|(?:[ \t]+{WHAT})?[^\w\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
COUNTER = re.compile(
    rf"^[^\w\n#]*(?:#{{1,6}}[ \t]+)?(?:{WHAT}[ \t]*{NUMBER}|[#№][ \t]?)(?P<number>\d{{1,4}})"
    r"(?P<title>[:.)][ \t]+\S[^\n]*|[^\w\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
NUMBERED = re.compile(
    r"^\ufeff?[ \t]*(?:#{1,6}[ \t]+|\*{2})?(?:\(?(?P<number>\d{1,3})[.)]|\[(?P<boxed>\d{1,3})\])"
    r"[ \t]+(?P<title>\S[^\n]{5,250})$",
    re.MULTILINE,
)
RULE = re.compile(r"^[ \t]*(?P<sign>[-=_*#~+─═—–•])(?:[ \t]*(?P=sign)){2,}[ \t\r]*$", re.MULTILINE)
PAGE_END = re.compile(r"\f")
FIELDS = re.compile(r"^-{3}[ \t]*\r?$(?=\n[A-Za-z_][\w -]{0,40}:)", re.MULTILINE)
DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}(?:[,(][^\n—–]{0,40})?\s*(?:[—–]|--?)\s")
SENTENCE = re.compile(r"[.!?][\"'”’)]*(?=\s|$)")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(calendar.day_name)})\b", re.IGNORECASE)
NAME = re.compile(r"[A-Z][\w.&’'-]*(?: [\w.&’'-]+){0,5}")
# A title, and the rest of it where it was broken by width; in its stead stands a short one while the header is read.
TITLE_LINES = re.compile(r"(?P<words>\S[^\n]*(?:\n[a-z][^\n]*){0,2})")
STAND_IN = "Title"
BULLETS = ("- ", "• ", "– ", "» ", "> ")
LONG_RULE, BARE_LINES, HEADER_LINES, TITLE_CHARS, COVER_CHARS = 10, 2, 7, 250, 600
FEWEST_CHARS, FEWEST_SENTENCES = 200, 2


def unlabelled_starts(text: str) -> list[int]:
    """Return where the articles of a text begin that have no labels; [] for one article, or what may be one."""
    for kind in (totals, counters, numbered, ruled, page_ends, dated_titles):
        starts = kind(text)
        if len(starts) > 1:
            return starts
    return []


def front_matters(text: str) -> list[int]:
    """Return where front matter stands, if the text is one such file after the other."""
    starts = []
    place = 0
    while match := FIELDS.search(text, place):
        block = FRONT_MATTER.match(text, match.start())
        if block is None:
            break
        starts.append(match.start())
        place = block.end()
    return starts if starts and not text[: starts[0]].strip("\ufeff \t\r\n") else []


def totals(text: str) -> list[int]:
    """Return where articles begin below lines that count them: "Document 1 of 3", "1/3"."""
    found = list(TOTAL.finditer(text))
    if not found or {int(match["total"]) for match in found} != {int(found[-1]["total"])}:
        return []
    starts = [match.start() for match in in_order(found)]
    is_sure = all(match["what"] for match in found) or told_apart(text, starts)
    return starts if len(starts) == len(found) and is_sure else []


def counters(text: str) -> list[int]:
    """Return where articles begin below lines with their number: "Article 1", "#1", "Item 1: Old bridge closed"."""
    return accepted(text, in_order(COUNTER.finditer(text)))


def numbered(text: str) -> list[int]:
    """Return where articles begin whose titles are numbered: "1. Old bridge closed", "[1] Old bridge closed"."""
    titles = [match for match in NUMBERED.finditer(text) if is_title(match["title"])]
    return accepted(text, in_order(titles))


def accepted(text: str, chain: Sequence[re.Match[str]]) -> list[int]:
    """Return the starts of a chain of numbers: each says when or by whom, or there is nothing but articles."""
    starts = [match.start() for match in chain]
    if not starts or not all(is_article(lines) for lines in articles(text, starts)):
        return []
    cover = text[: starts[0]].strip("\ufeff \t\r\n")
    return starts if not cover or (len(cover) < COVER_CHARS and all_stated(text, starts)) else []


def in_order(found: Iterator[re.Match[str]] | Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return matches that count 1, 2, 3 …; others between them are left out."""
    chain: list[re.Match[str]] = []
    for match in found:
        groups = match.groupdict()
        if int(groups["number"] or groups["boxed"]) == len(chain) + 1:
            chain.append(match)
    return chain


def ruled(text: str) -> list[int]:
    """Return where articles begin that rules divide; short rules divide the sections of one article, too."""
    matter = FRONT_MATTER.match(text)
    rules = [m for m in RULE.finditer(text, matter.end() if matter else 0) if not is_underline(text, m)]
    starts = joined(text, [0, *(match.end() for match in rules)]) if rules else []
    if not told_apart(text, starts):
        return []
    is_long = all(len(match.group().strip()) >= LONG_RULE for match in rules)
    pieces = list(articles(text, starts))
    is_bare = len(starts) > 2 and all(first_prose(lines) <= BARE_LINES for lines in pieces)
    return starts if all(map(says_when_or_who, pieces)) or (is_long and is_bare) else []


def is_underline(text: str, rule: re.Match[str]) -> bool:
    """True for a rule under a heading, as reStructuredText and Markdown have it."""
    above = text[max(0, text.rfind("\n", 0, max(0, rule.start() - 1))) : rule.start()].strip()
    return bool(above) and not RULE.fullmatch(above) and abs(len(above) - len(rule.group().strip())) <= 2


def page_ends(text: str) -> list[int]:
    """Return where articles begin that stand on pages of their own."""
    ends = [match.end() for match in PAGE_END.finditer(text)]
    starts = joined(text, [0, *ends]) if ends else []
    return starts if told_apart(text, starts) and all_stated(text, starts) else []


def dated_titles(text: str) -> list[int]:
    """Return where lines stand that read as titles and have a day right below them, written alike for all."""
    if not any(is_dated(line.words) for line in islice(lines_of(text, 0, len(text)), 1, 2)):
        return []
    lines = list(lines_of(text, 0, len(text)))
    found = [
        (one.start, form_of(two.words))
        for before, one, two in zip([None, *lines], lines, lines[1:], strict=False)
        if is_title(one.words) and is_dated(two.words) and not is_dated(one.words) and is_apart(text, before, one)
    ]
    starts = [start for start, _ in found]
    is_alike = len({form for _, form in found}) == 1
    return starts if is_alike and starts[:1] == [lines[0].start] and told_apart(text, starts) else []


def form_of(words: str) -> str:
    """Return how a line is written: form_of("Coast Echo, 3 May 2021") -> "a, 0 a 0"."""
    return re.sub(r"(?:a )+a", "a", re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+\.?", "a", words)))


def is_apart(text: str, before: Line | None, line: Line) -> bool:
    """True for a line at the beginning, or with a blank one above."""
    return before is None or text.count("\n", before.end, line.start) > 1


def joined(text: str, starts: Sequence[int]) -> list[int]:
    """Return the starts of pieces that hold sentences: one without goes with the next, the last with the one before.

    A first one of several lines is a cover.
    """
    found: list[int] = []
    pending: int | None = None
    for start, end in pairwise([*starts, len(text)]):
        begin = start if pending is None else pending
        lines = list(lines_of(text, start, end))
        if is_article(lines, is_titled=False):
            found.append(begin)
            pending = None
        elif found or start or len(lines) < 2:
            pending = begin
    return found


def told_apart(text: str, starts: Sequence[int]) -> bool:
    """True if each piece reads as an article, and no two have the same title."""
    pieces = list(articles(text, starts))
    titles = {re.sub(r"[\W\d_]+", "", lines[0].words).casefold() for lines in pieces if lines}
    return len(starts) > 1 and len(titles) == len(starts) and all(is_article(lines) for lines in pieces)


def articles(text: str, starts: Sequence[int]) -> Iterator[list[Line]]:
    """Yield the lines of each piece without the line that counts it."""
    for start, end in pairwise([*starts, len(text)]):
        lines = list(lines_of(text, start, end))
        counted = lines and any(
            (match := sign.fullmatch(lines[0].words)) and not match["title"].strip(":.)-=_*#~ \t]")
            for sign in (TOTAL, COUNTER)
        )
        yield lines[1:] if counted else lines


def lines_of(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield lines that are neither blank nor a rule."""
    for match in INKED.finditer(text, start, end):
        if not RULED.fullmatch(match.group()):
            yield Line(match.group(), match.start(), match.end())


def is_article(lines: Sequence[Line], *, is_titled: bool = True) -> bool:
    """True for a title and a few sentences soon below it."""
    first = first_prose(lines)
    words = " ".join(line.words for line in lines[first:])
    long_enough = len(words) >= FEWEST_CHARS and len(SENTENCE.findall(words)) >= FEWEST_SENTENCES
    return long_enough and (not is_titled or (first <= HEADER_LINES and is_title(lines[0].words)))


def first_prose(lines: Sequence[Line]) -> int:
    """Return the number of the first line of running text, or how many lines there are."""
    return next((i for i, line in enumerate(lines) if is_prose(line.words) and not is_dated(line.words)), len(lines))


def is_title(words: str) -> bool:
    """True for a line that may be a title: it has letters, and does not end as a sentence of running text does."""
    plain = words.strip("*_# ")
    ends = SENTENCE_END.search(plain) is not None and not plain.endswith(("?", "!"))
    return any(sign.isalpha() for sign in plain) and len(plain) <= TITLE_CHARS and not ends


def all_stated(text: str, starts: Sequence[int]) -> bool:
    """True if each article says when, where or by whom it was written."""
    return all(map(says_when_or_who, articles(text, starts)))


def says_when_or_who(lines: Sequence[Line]) -> bool:
    """True if an article says when, where or by whom it was written, above or at the beginning of its text."""
    return any(map(is_stated, lines[:HEADER_LINES]))


def is_stated(line: Line) -> bool:
    """True for a line that says when, where or by whom an article was written, or how long it is."""
    words = line.words.lstrip("*_# ")
    return is_dated(words) or bool(BY.match(words) and len(words) < PROSE_CHARS) or bool(
        COUNTED.match(words) or DATELINE.match(words)
    )  # fmt: skip


def is_dated(words: str) -> bool:
    """True for a short line with a day, no item of a list."""
    return len(words) <= DATE_CHARS and not words.startswith(BULLETS) and DAY.search(words) is not None


def is_several(text: str) -> bool:
    """True for a text with lines that count articles, "Article 2 of 9", whether it can be split there or not."""
    return len({match["number"] for match in TOTAL.finditer(text) if match["what"]}) > 1


def unlabelled_header(words: str) -> Header:
    """Return what the one article in `words` says above its text; nothing of one with front matter, which says it."""
    if FRONT_MATTER.match(words):
        return Header()
    place = len(words) - len(words.lstrip("\ufeff \t\r\n\f"))
    words_only = words[place:]
    counter = TOTAL.match(words_only) or COUNTER.match(words_only)
    begin = place + (counter.start("title") if counter else 0)
    title = TITLE_LINES.search(words, begin)
    if title is None or not is_title(title["words"]):
        return header_of(words)
    header = header_of(STAND_IN + words[title.end() :])
    number = None if counter else NUMBERED.match(title["words"])
    said = " ".join((number["title"] if number else title["words"]).split()).lstrip("*_#:.) ").strip("*_ ")
    outlet = outlet_beside_day(words[title.end() :])
    hints = {**({"outlet": outlet} if outlet else {}), **header.hints, "title": said}
    shift = title.end() - len(STAND_IN)
    return Header(hints, tuple((shift + start, shift + end) for start, end in header.body))


def outlet_beside_day(words: str) -> str:
    """Return the name that stands in the line of the day: "Coast Echo, 3 May 2021" -> "Coast Echo"; "" if none does."""
    for line in islice(lines_of(words, 0, len(words)), HEADER_LINES):
        if is_dated(line.words):
            name = WEEKDAY.sub("", DAY.sub("", line.words)).strip(" ,.;:|–—-·()*_/")
            return name if NAME.fullmatch(name) else ""
    return ""
