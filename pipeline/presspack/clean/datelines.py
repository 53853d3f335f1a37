"""Datelines: the place, and often the agency or the day, that open a report."""

import re
from dataclasses import dataclass

from presspack.clean.written_dates import MONTH, WEEKDAY

SAINT = r"(?:(?:S[Tt]|M[Tt]|F[Tt])\.[ \u00a0])?"
CAPITAL = r"[A-Z](?:[A-Z’'\-]|\.(?=[A-Z]))+"
CAPITALS = rf"{SAINT}{CAPITAL}(?:[ \u00a0]{CAPITAL}){{0,3}}"
PROPER = rf"{SAINT}[A-Z][\w’'\-]+\.?(?:[ \u00a0][A-Z][\w’'\-]+\.?){{0,3}}"
DASH = r"[ \u00a0]*(?:[–—]|--?)[ \u00a0]+(?=\S)"
DATE = rf"(?:(?i:{MONTH})[ \u00a0]\d\d?|\d\d?[ \u00a0](?i:{MONTH}))(?:,?[ \u00a0]\d{{4}})?"
DATELINE = re.compile(
    rf"(?:(?P<place1>{CAPITALS})(?:,[ \u00a0]{PROPER})?(?:[.,][ \u00a0]{DATE})?"
    rf"(?:[.,]?[ \u00a0](?P<agency1>{CAPITALS})|[.,]?[ \u00a0]\((?P<agency2>{PROPER})\))?(?:[.,][ \u00a0]{DATE})?"
    rf"|(?P<place2>{PROPER})(?:,[ \u00a0]{PROPER})?,[ \u00a0]{DATE}(?:[.,]?[ \u00a0]\(?(?P<agency3>{PROPER})\)?)?"
    rf"|(?P<place3>{PROPER})(?:,[ \u00a0]{PROPER})?[.,]?[ \u00a0]\((?P<agency4>[A-Z][\w.\-]+(?:[ \u00a0][A-Z]\w+)?)\)"
    rf"|(?P<place4>{PROPER}),[ \u00a0][A-Z][a-z]{{1,4}}\.){DASH}"
)
# A day with its year, as pages write it, and what ends an opening that has one: no dash is needed there.
FULL_DATE = (
    rf"(?:(?i:{WEEKDAY}),?[ \u00a0])?(?:(?i:{MONTH})[ \u00a0]\d\d?,?[ \u00a0]\d{{4}}"
    rf"|\d\d?[ \u00a0](?i:{MONTH}),?[ \u00a0]\d{{4}}"
    r"|\d\d?(?P<sign>[./\-])\d\d?(?P=sign)(?:\d{4}|\d\d)|\d{4}(?P<iso>[./\-])\d\d(?P=iso)\d\d)"
)
BEGINS = r"[ \u00a0]+(?=[\"“‘'(]?[A-Z])"
DATED = re.compile(
    rf"(?:(?!(?i:{WEEKDAY}))(?P<place>{CAPITALS}|{PROPER})(?:,[ \u00a0]{PROPER})?(?:[.,][ \u00a0]|[ \u00a0](?=\()))?"
    rf"(?P<bracket>\()?{FULL_DATE}(?(bracket)\))"
    rf"(?:{DASH}|[.:]{BEGINS}|(?(bracket){BEGINS}|(?!)))"
)
SHOUTED = re.compile(rf"(?P<place>{CAPITALS})[.,][ \u00a0]{DATE}[.:]{BEGINS}")
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report: how many characters it takes, its place ("" if none), the agency if it names one."""

    chars: int
    place: str
    agency: str | None


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that opens a paragraph: "OSLO (NTB) - The strike ended." -> Dateline(12, "OSLO", "NTB").

    So are a place and a day that end in a full stop, "Oslo, 14 May 2025. The strike ended.", and such a day alone.
    """
    begin = paragraph[:LONGEST]
    match = DATELINE.match(begin) or DATED.match(begin) or SHOUTED.match(begin)
    if match is None:
        return None
    groups = match.groupdict()
    place = next((value for name, value in groups.items() if name.startswith("place") and value), "")
    agency = next((value for name, value in groups.items() if name.startswith("agency") and value), None)
    return Dateline(len(match.group().rstrip()), place, agency)
