"""Rows of one article that belong together: a share and its base, the size of a change and the level it led to."""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.document import Document
from pipeline.extract.model import Statistic

OUT_OF = re.compile(r"[^.;]{0,40}\bout\s+of\s+(?:the\s+|all\s+|a\s+total\s+of\s+)?", re.IGNORECASE)
ONE_OF = re.compile(r"\s+of\s+(?:the|all|its|their|our|these|those)\s+(?:\w+\s+)?", re.IGNORECASE)
OF_WHICH = re.compile(
    r"\b(?:of\s+(?:which|whom|them|these|those)|including|among\s+(?:them|which|whom))\b", re.IGNORECASE
)
OF_THE = re.compile(
    r"(?:^|[\s,;–-])(?:out\s+)?of\s+(?:the|all|these|those|our|their|its)\s+(?:\w+\s+)?$", re.IGNORECASE
)
CHANGES = frozenset({"rise", "fall", "by"})


def bases(document: Document, rows: list[Statistic]) -> list[Statistic]:
    """Return `rows` with the index of the row that each is a share of: 'of the 50 prizes, 20 …' -> base of 20 is 50."""
    out = list(rows)
    for index, row in enumerate(rows):
        before = [i for i in range(index) if rows[i].sentence == row.sentence]
        if not before:
            continue
        last = before[-1]
        gap = document.text[rows[last].span.end : row.span.start]
        is_part = OUT_OF.fullmatch(gap) or (ONE_OF.fullmatch(gap) and rows[last].value <= row.value)
        if is_part and rows[last].unit_kind_code == "count":
            out[last] = replace(out[last], base=index)
            continue
        base = next((i for i in reversed(before) if is_base(document, rows[i], row)), None)
        if base is not None:
            out[index] = replace(row, base=base)
    return out


def is_base(document: Document, whole: Statistic, part: Statistic) -> bool:
    """True when `whole` is the count that `part`, later in the sentence, is a share of."""
    text = document.text
    if whole.unit_kind_code != "count" or part.unit_kind_code not in ("count", "percent", "ratio"):
        return False
    if part.unit_kind_code == "count" and part.value > whole.value:
        return False
    if OF_WHICH.search(text[whole.span.end : part.span.start]):
        return True
    return is_whole(text, whole.span.start) and part.unit in (
        whole.unit,
        "",
        "percent",
    )


def is_whole(text: str, start: int) -> bool:
    """True when the count at `start` is named as what others are a share of: 'of the 50 prizes'."""
    return bool(OF_THE.search(text[max(0, start - 24) : start]))


def linked(document: Document, rows: list[Statistic]) -> list[Statistic]:
    """Return `rows` with each change tied to the level it led to: 'rose by 5% to 40%'."""
    out = list(rows)
    for index, (one, other) in enumerate(pairwise(rows)):
        if one.sentence != other.sentence or len(document.text[one.span.end : other.span.start]) > 24:
            continue
        if out[index].linked is not None:
            continue
        if (one.change_code in CHANGES and other.change_code == "to") or (
            one.change_code == "to" and other.change_code == "from"
        ):
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
