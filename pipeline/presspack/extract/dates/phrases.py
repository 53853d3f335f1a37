"""Date phrases of a text: simple readings joined to ranges ('7 to 10 May'), parts and relations ('by the end of')."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from presspack.base.spans import Span
from presspack.extract.dates.pattern_readers import reading
from presspack.extract.dates.patterns import DAY, NOT_MORE, YEAR, Reading, any_of, number, patterns, stretches, value
from presspack.extract.explanation import REFUSED, TAKEN, is_explaining, note

JOIN = r"\s*(?:\([^()]{1,8}\)\s*)?(?:to|and|until|till|through|[-–—])\s*(?:the\s+)?"
DAY_AFTER = re.compile(rf"{JOIN}(?P<day>{DAY})(?:st|nd|rd|th)?{NOT_MORE}(?!\w)(?:,?\s+(?P<year>{YEAR})\b)?", re.I)
DAY_BEFORE = re.compile(rf"(?<![\w.,:])(?P<day>{DAY})(?:st|nd|rd|th)?{JOIN}$", re.I)
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.I)
WEEK_OF = re.compile(
    r"(?:\b(?:the|a)\s+)?\bweek\s+(?:(?P<of>of)|beginning|starting|commencing|from)\s+(?:on\s+)?", re.I
)
OWNS = re.compile(r"['’]s?\s")  # 'after Monday's vote': the vote is after, not what is told
LOOK_BACK = 48
MONTHS_IN = {"q": 3, "h": 6, "w": 0}
LAST_WEEK = 5
DECADE = 10
RANGED = frozenset({"calendar", "year", "weekday"})
MIXED = frozenset({"calendar", "year", "near", "now"})
OPEN_ENDS = frozenset({"near", "now"})


@lru_cache(maxsize=1)
def joint_words() -> re.Pattern[str]:
    """Return the pattern of what stands between the two ends of a range: 'to', 'and', a dash, 'to early'."""
    return re.compile(rf"{JOIN}(?:{any_of('part')}(?:\s*(?<=-)|\s+(?:of\s+)?)(?:the\s+)?)?", re.I)


@lru_cache(maxsize=1)
def parts() -> re.Pattern[str]:
    """Return the pattern of words before a date that take a part of it."""
    count = rf"(?P<n>\d\d?|{any_of('number')})"
    nth = rf"(?P<ordinal>{any_of('ordinal')}|last|final)\s+(?:{count}\s+)?"
    cut = rf"{nth}(?P<cut>quarters?|half|months?|weeks?)\s+(?:of|in)"
    words = rf"(?:(?P<part>{any_of('part')})|(?:the\s+)?{cut})"
    return re.compile(rf"(?<!\w){words}(?:\s*(?<=-)|\s+(?:of\s+)?)(?:the\s+)?$", re.I)


@lru_cache(maxsize=1)
def relations() -> re.Pattern[str]:
    """Return the pattern of prepositions before a date that say more than 'at'."""
    return re.compile(rf"(?<!\w)(?P<relation>{any_of('relation')})[\s-]+(?:on\s+)?(?:the\s+)?$", re.I)


def atoms(text: str) -> list[Reading]:
    """Return the simple date phrases of `text`, in order; of two that overlap the earlier, then the longer."""
    found: list[tuple[int, int, int, Reading]] = []
    around = stretches(text)
    for rank, (kind, needs, pattern) in enumerate(patterns()):
        for start, end in around.get(needs, ()):
            for match in pattern.finditer(text, start, end):
                one = reading(kind, match)
                if one:
                    found.append((match.start(), -match.end(), rank, one))
    chosen: list[Reading] = []
    for start, _, rank, one in sorted(found, key=lambda item: item[:3]):
        is_free = not chosen or start >= chosen[-1].span.end
        if is_free:
            chosen.append(one)
        if is_explaining():
            by = f"date_patterns.csv: {one.kind} (row {rank + 1})"
            note(
                "date", one.span, TAKEN if is_free else REFUSED, by, "" if is_free else "another pattern has its words"
            )
    return chosen


def readings(text: str) -> list[Reading]:
    """Return the date phrases of `text` in order, ranges and parts joined; their spans do not overlap."""
    floor, result = 0, []
    for simple in ranges(text, atoms(text)):
        one = with_context(text, simple, floor)
        if one.kind != "the_unit" or one.part:
            result.append(replace(one, kind="directed") if one.kind == "the_unit" else one)
            floor = one.span.end
    return result


def ranges(text: str, simple: Iterable[Reading]) -> list[Reading]:
    """Join readings that a dash, 'to' or 'and' makes one range."""
    done: list[Reading] = []
    for bare in simple:
        one = with_day_before(text, bare, done[-1].span.end if done else 0)
        if done and done[-1].kind == "the_unit":  # 'the year' of 'the year ended 31 March'
            whole = with_run_before(text, one, done[-2].span.end if len(done) > 1 else 0)
            one = done.pop() and whole if whole is not one else one
        else:
            one = with_run_before(text, one, done[-1].span.end if done else 0)
        joined = joint(text, done[-1], one) if done else None
        if joined:
            done[-1] = joined
        else:
            done.append(with_day_after(text, one))
    return done


def joint(text: str, first: Reading, last: Reading) -> Reading | None:
    """Return the range from `first` to `last` if the words between them make one."""
    between = text[first.span.end : last.span.start]
    if is_next_decade(first, last) and joint_words().fullmatch(between):  # 'the 1960s and 1970s'
        return replace(first, span=Span(first.span.start, last.span.end), count=(first.count or 0) + DECADE)
    if first.last or last.last or not may_join(text, first, last) or not joint_words().fullmatch(between):
        return None
    led = BETWEEN.search(text[max(0, first.span.start - 12) : first.span.start])
    if "and" in between.lower() and not (led and led.group().lower().startswith("between")):
        return None
    return replace(first, span=Span(first.span.start, last.span.end), last=last)


def is_next_decade(first: Reading, last: Reading) -> bool:
    """True for a decade and the one after it."""
    if first.kind != "years" or last.kind != "years" or last.count != DECADE or first.year is None:
        return False
    return (first.count or 0) % DECADE == 0 and last.year == first.year + (first.count or 0)


def may_join(text: str, first: Reading, last: Reading) -> bool:
    """True for two dates of one kind, and after 'from' or 'between' for others: 'from June 2019 to today'."""
    if first.kind == last.kind:
        return first.kind in RANGED
    led = BETWEEN.search(text[max(0, first.span.start - 12) : first.span.start])
    return bool(led) and {first.kind, last.kind} <= MIXED and first.kind not in OPEN_ENDS and first.year is not None


@lru_cache(maxsize=1)
def run_leads() -> re.Pattern[str]:
    """Return the pattern of a run before the date that ends it: 'the 12 months to', 'the week ending', 'year to'."""
    counted = rf"(?P<n>\d\d?|{any_of('number')})[\s-]+(?P<units>{any_of('unit')})s?"
    one = rf"(?:(?:fiscal|financial|calendar)\s+)?(?P<unit>{any_of('unit')})"
    ends = r"(?:to|ending|ended|through|up\s+to|until|till|to\s+the\s+end\s+of|ending\s+in|ended\s+in|to\s+end-?)"
    return re.compile(
        rf"(?<!\w)(?:the\s+)?(?:{counted}|{one})(?:\s+that)?\s+{ends}\s+(?:on\s+|in\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?$",
        re.I,
    )


def with_run_before(text: str, one: Reading, floor: int) -> Reading:
    """Read back from the end of a run: 'the three months to' before 'February 2024'."""
    if one.kind not in {"calendar", "year"} or one.last or one.part or one.order == "unclear":
        return one
    back = max(floor, one.span.start - LOOK_BACK)
    if one.day and (week := WEEK_OF.search(text, back, one.span.start)) and week.end() == one.span.start:
        unit = "" if week["of"] else "week"
        return replace(one, kind="week_of", unit=unit, span=Span(week.start(), one.span.end))
    found = run_leads().search(text[back : one.span.start])
    if found is None:
        return one
    count = found["n"] or "1"
    size = int(count) if count.isdigit() else number("number", count) or 0
    unit = value("unit", found["units"] or found["unit"])
    if one.kind == "year" and unit not in {"year", "decade"}:
        return one
    span = Span(back + found.start(), one.span.end)
    return replace(one, kind="run_to", unit=unit, count=size, span=span) if size else one


def with_day_after(text: str, one: Reading) -> Reading:
    """Read on after 'September 14': 'to 30' or '-30, 2020' makes it a range."""
    if one.kind != "calendar" or not one.day or not one.month or one.order or one.last:
        return one
    found = DAY_AFTER.match(text, one.span.end)
    if not found or number_goes_on(text, found.end()):
        return one
    day, year = int(found["day"]), found["year"]
    listed = "and" in found.group().lower() and not consecutive(text, one.span.start, one.day, day)
    if listed or not one.day < day <= 31:
        return one
    last = replace(one, day=day, year=int(year) if year else one.year, weekday=None)
    return replace(one, span=Span(one.span.start, found.end()), last=last)


def number_goes_on(text: str, end: int) -> bool:
    """True if a month follows the number, which is then the start of another date."""
    return re.match(rf"\s+(?:of\s+)?{any_of('month')}\b", text[end : end + 20], re.I) is not None


def consecutive(text: str, start: int, first: int, last: int) -> bool:
    """True if two days joined by 'and' are one run: 'May 5 and 6', or 'between May 5 and 9'."""
    return (
        last == first + 1 or re.search(r"\bbetween\s+(?:the\s+)?$", text[max(0, start - 14) : start], re.I) is not None
    )


def with_day_before(text: str, one: Reading, floor: int) -> Reading:
    """Read back from '10 October': '7 to' before it makes it a range."""
    if one.kind != "calendar" or not one.day or not one.month or one.order or not text[one.span.start].isdigit():
        return one
    back = max(floor, one.span.start - 24)
    found = DAY_BEFORE.search(text[back : one.span.start])
    if not found or not 1 <= int(found["day"]) < one.day:
        return one
    start, day = back + found.start(), int(found["day"])
    if "and" in found.group().lower() and not consecutive(text, start, day, one.day):
        return one
    return replace(one, span=Span(start, one.span.end), day=day, last=one)


def with_context(text: str, one: Reading, floor: int) -> Reading:
    """Add the words before a date that belong to it: 'early', 'the first quarter of', 'since'."""
    back = max(floor, one.span.start - LOOK_BACK)
    found = parts().search(text[back : one.span.start])
    if found and not one.part:
        one = replace(one, part=part_code(found), span=Span(back + found.start(), one.span.end))
    found = relations().search(text[back : one.span.start]) if not OWNS.match(text, one.span.end) else None
    relation = value("relation", found["relation"]) if found else ""
    return replace(one, relation="" if relation == "from" and one.last else relation)


def part_code(found: re.Match[str]) -> str:
    """Return the code of a part: 'early' -> start, 'the second half of' -> h2, 'the first nine months of' -> m9."""
    if found["part"]:
        return value("part", found["part"])
    cut, ordinal = found["cut"].lower()[0], found["ordinal"].lower()
    if cut == "m":
        count = found["n"] or "1"
        return f"m{count if count.isdigit() else number('number', count)}" if ordinal in {"first", "1st"} else "within"
    if found["n"]:  # 'the first three quarters of'
        size = MONTHS_IN[cut] * (int(found["n"]) if found["n"].isdigit() else number("number", found["n"]) or 0)
        return f"m{size}" if ordinal in {"first", "1st"} and cut != "w" else "within"
    last = {"q": 4, "h": 2, "w": LAST_WEEK}[cut]
    return f"{cut}{last if ordinal in {'last', 'final'} else number('ordinal', ordinal)}"
