"""Since when and until when a position is held, as the words behind title and name say."""

import re

from presspack.documents.doc import Token
from presspack.english.lexicon import words

YEAR = r"((?:19|20)\d\d)\b"
SINCE = re.compile(rf"[^.;]{{0,40}}?\bsince\s+(?:[A-Z][a-z]+\s+)?{YEAR}")
YEARS = re.compile(
    rf"[^.;]{{0,40}}?(?:\bfrom\s+|\(|\bin\s+|\bbetween\s+){YEAR}(?:\s*[-–]\s*|\s+to\s+|\s+until\s+|\s+and\s+){YEAR}"
)
SHORT_YEARS = re.compile(r"[^.;]{0,20}?\(((?:19|20)\d\d)[-–](\d\d)\)")
CHOSEN = re.compile(
    r"[^.;]{0,40}?\b(?:appointed|elected|named|chosen|installed|sworn\s+in|took\s+(?:office|over))\b[^.;]{0,30}?"
    rf"\bin\s+(?:[A-Z][a-z]+\s+)?{YEAR}"
)
UNTIL = re.compile(rf"[^.;]{{0,30}}?\buntil\s+(?:[A-Z][a-z]+\s+)?{YEAR}")


def has_left(title: Token) -> bool:
    """True for a title, told by its head, that somebody gave up: 'resigned as mayor', not 'will resign as mayor'."""
    while title.dep_ == "conj":
        title = title.head
    if title.dep_ != "pobj" or title.head.lower_ != "as":
        return False
    verb = title.head.head
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"}]
    told = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helpers))
    asserted = all(child.lemma_ in {"have", "be"} and child.tag_ != "VB" for child in helpers)
    return verb.lemma_ in words("role_verbs", use="ending") and told and asserted


def years_after(text: str, end: int) -> tuple[str | None, str | None]:
    """Return the first and the last year of a position told before `end`: 'who served from 2001 to 2005'."""
    if match := YEARS.match(text, end):
        return match.group(1), match.group(2)
    if match := SHORT_YEARS.match(text, end):
        return match.group(1), match.group(1)[:2] + match.group(2)
    if match := SINCE.match(text, end) or CHOSEN.match(text, end):
        return match.group(1), None
    if match := UNTIL.match(text, end):
        return None, match.group(1)
    return None, None
