"""Rows of one article that belong together: a share and its base, the size of a change and the level it led to."""

import re
from dataclasses import replace
from itertools import pairwise

from presspack.documents.document import Document
from presspack.extract.model import Statistic
from presspack.extract.statistics.taken_up import is_restatement

OUT_OF = re.compile(r"[^.;]{0,40}\bout\s+of\s+(?:the\s+|all\s+|a\s+total\s+of\s+)?", re.IGNORECASE)
ONE_OF = re.compile(r"\s+of\s+(?:(?:the|all|its|their|our|these|those)\s+(?:\w+\s+)?)?", re.IGNORECASE)
OF_WHICH = re.compile(
    r"\b(?:of\s+(?:which|whom|them|these|those)|including|among\s+(?:them|which|whom))\b", re.IGNORECASE
)
OF_THEM = re.compile(r"\s+of\s+(?:which|whom|them|these|those)\b", re.IGNORECASE)
# 'of the 50 prizes', and at the start of a sentence 'Of 50 prizes' and 'Out of 50 prizes'
OF_THE = re.compile(
    r"(?:^|[\s,;–-])(?:out\s+)?of\s+(?:the|all|these|those|our|their|its)\s+(?:\w+\s+)?$", re.IGNORECASE
)
OF_FIRST = re.compile(r"(?:Of|Out\s+of)\s+(?:more\s+than\s+|about\s+|over\s+)?$")
OF_TOTAL = re.compile(
    r"(?:Out\s+)?Of\s+(?:the|this|that)\s+(?:total|number|figure),?\s+(?:(?:some|about|only|just|at\s+least)\s+)?|Of\s+(?:these|those|them),?\s+",
    re.IGNORECASE,
)
NEXT_SENTENCE, SAME_STORY = 3, 200
CHANGES = ("rise", "fall", "by")
PAIRS = frozenset(
    {
        *((c, level) for c in CHANGES for level in ("to", "from")),
        ("to", "from"),
        ("from", "to"),
        ("to", "rise"),
        ("to", "fall"),
    }
)
FARTHEST_PAIR = 60
FARTHEST = 12


def bases(document: Document, rows: list[Statistic]) -> list[Statistic]:
    """Return `rows` with the index of the row that each is a share of: 'of the 50 prizes, 20 …' -> base of 20 is 50."""
    out = list(rows)
    before: list[int] = []
    for index, row in enumerate(rows):
        if before and rows[before[-1]].sentence != row.sentence:
            counted = whole_before(document.text, [rows[i] for i in before], row)
            out[index] = row if counted is None else replace(row, base=before[counted])
            before = [index]
            continue
        if before and is_told_again(document.text, rows[before[-1]], row):
            out[index] = replace(row, base=out[before[-1]].base if out[before[-1]].base is not None else before[-1])
        elif before and is_part(document.text, rows[before[-1]], row):
            out[before[-1]] = replace(out[before[-1]], base=index)
        else:
            found = next((i for i in reversed(before) if is_base(document.text, rows[i], row)), None)
            out[index] = row if found is None else replace(row, base=found)
        before = [*before[-FARTHEST:], index]
    return out


def is_told_again(text: str, count: Statistic, share: Statistic) -> bool:
    """True for a count told again as a share, which is one of the same whole: '36 of them, almost half,'."""
    is_share = count.unit_kind_code == "count" and share.unit_kind_code in ("ratio", "percent")
    return is_share and is_restatement(text, count.number.end, share.span)


def whole_before(text: str, before: list[Statistic], row: Statistic) -> int | None:
    """Return which count of the sentence before a figure is a share of: 'It has 90 clerks. 60 of them …'; else None."""
    gap = text[before[-1].sentence.end : row.sentence.start]
    is_next = len(gap) <= NEXT_SENTENCE and OF_THEM.match(text, row.span.end)
    is_total = (
        len(gap) < SAME_STORY and "\n" not in gap and OF_TOTAL.fullmatch(text[row.sentence.start : row.span.start])
    )
    if not (is_next or is_total):
        return None
    if row.unit_kind_code not in ("count", "percent", "ratio"):
        return None
    counts = [i for i, one in enumerate(before) if one.unit_kind_code == "count" and one.number.end <= one.span.end]
    wide = [i for i in counts if row.unit_kind_code != "count" or row.value <= before[i].value]
    return wide[-1] if wide else None


def is_part(text: str, part: Statistic, whole: Statistic) -> bool:
    """True when `part`, right before `whole`, is a share of it: '20 of the 50 prizes', '20 prizes out of 50'."""
    gap = text[part.span.end : whole.span.start]
    is_of = OUT_OF.fullmatch(gap) or (ONE_OF.fullmatch(gap) and part.value <= whole.value)
    return bool(is_of) and part.unit_kind_code == whole.unit_kind_code == "count"


def is_base(text: str, whole: Statistic, part: Statistic) -> bool:
    """True when `whole` is the count that `part`, later in the sentence, is a share of."""
    if whole.unit_kind_code != "count" or part.unit_kind_code not in ("count", "percent", "ratio"):
        return False
    if part.unit_kind_code == "count" and (part.value > whole.value or part.unit not in (whole.unit, "")):
        return bool(OF_THEM.match(text, part.span.end)) and part.value <= whole.value
    if OF_WHICH.search(text[whole.span.end : part.span.start]) or OF_THEM.match(text, part.span.end):
        return True
    return is_whole(text, whole.span.start)


def is_whole(text: str, start: int) -> bool:
    """True when the count at `start` is named as what others are a share of: 'of the 50 prizes'."""
    before = text[max(0, start - 24) : start]
    return bool(OF_THE.search(before) or OF_FIRST.search(before))


def linked(document: Document, rows: list[Statistic]) -> list[Statistic]:
    """Return `rows` with each change tied to the level it led to: 'rose by 5% to 40%'."""
    out = list(rows)
    for index, (one, other) in enumerate(pairwise(rows)):
        gap = document.text[one.span.end : other.span.start]
        if one.sentence != other.sentence or len(gap) > FARTHEST_PAIR or ";" in gap:
            continue
        if out[index].linked is not None:
            continue
        if (one.change_code, other.change_code) in PAIRS:
            out[index], out[index + 1] = replace(out[index], linked=index + 1), replace(out[index + 1], linked=index)
    return out


def shares(rows: list[Statistic], nouns: list[str]) -> list[Statistic]:
    """Return `rows` with the base of a share named in its indicator: 'women' -> 'women among candidates'.

    `nouns` are the noun phrases that the rows count.
    """
    return [
        replace(row, indicator=f"{row.indicator} among {whole}") if (whole := missing_base(row, nouns)) else row
        for row in rows
    ]


def missing_base(row: Statistic, nouns: list[str]) -> str | None:
    """Return the noun phrase of what `row` is a share of, None if it is none or its indicator names that already."""
    whole = nouns[row.base] if row.base is not None else ""
    is_share = row.unit_kind_code in ("percent", "ratio")
    return whole if is_share and whole and whole not in row.indicator else None
