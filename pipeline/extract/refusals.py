"""Runs of digits and number words that measure nothing: dates, clock times, addresses, versions, codes, idioms."""

import re

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
ZONE = r"(?:\s?(?:GMT|UTC|EST|EDT|ET|PT|PDT|PST|CET|CEST|BST|IST))"
REFUSED = re.compile(
    rf"""
      (?:https?://|www\.)\S+ | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}\.\w+ | (?<![\w-])[\w-]{{1,64}}\.(?:com|org|net|ru|kz|gov|info|php)/\S* | [@\#]\w+      # addresses
    | \b\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s?(?:[ap]\.?m\b\.?|hrs\b|hours\b|o'clock){ZONE}?                           # 10.45pm
    | (?<![\d.])\b\d{{1,2}}\s?(?:a\.m\.?|p\.m\.?|[ap]m\b(?!\s+is)|o['’]clock){ZONE}?                                              # 5 a.m.
    | \(\s?(?:[01]\d|2[0-4])\.[0-5]\d\s?\) | \b\d{{1,3}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?(?!\d){ZONE}? | \b\d{{4}}{ZONE}\b                                       # 17:22
    | \b{YEAR}-\d{{2}}-\d{{2}}(?:T\S+)? | \b\d{{1,2}}[./-]\d{{1,2}}[./-](?:{YEAR}|\d\d)\b | \b\d{{1,2}}\.\d{{1,2}}\.{YEAR}
    | \b{MONTH}\s+{DAY}(?:(?:\s?[-–]\s?|\s+(?:to|and|until|or|through)\s+)(?:{MONTH}\s+)?{DAY}(?![\d,.]{{0,9}}\d))?(?:,?\s+{YEAR})?\b(?![\d,.]{{0,9}}\d|\s*%|\s+per\s?cent)  # May 4-6
    | \b{DAY}(?:\s?(?:[-–]|to|and|or|,)\s?{DAY}){{0,4}}\s+(?:of\s+)?(?!May\s+(?:be|have|not))(?:{MONTH})\b(?:,?\s+{YEAR}\b)?   # 4 May 2020
    | \b{MONTH},?\s+(?:of\s+)?{YEAR}\b
    | \b{WEEKDAY},?\s+(?:the\s+)?[0-3]?\d(?:st|nd|rd|th)?\b(?!\s+\w+s\b)
    | (?<!under[- ])(?<!over[- ])\b(?:mid-|early-|late-)?(?:'|’)?\d{{0,3}}0['’]?s\b                                                         # 1960s, 30s
    | \b{YEAR}\s?[-–—/]\s?(?:{YEAR}|\d\d)\b(?![\d,.]{{0,9}}\d) | (?:'|’)\d\d\b                                               # 2019-20, '08
    | \b(?i:between|from|in|since|until|till|by|of|during|before|after)\s+{YEAR}\s+(?:and|to|until|or|till|through)\s+{YEAR}\b(?![,\d])
    | \b(?i:in|since|until|till|during|early|late|mid|spring|summer|autumn|fall|winter)[\s-]+(?:19\d\d|20[0-4]\d)\b(?!\s*(?:%|[a-z]+s\b|people|per\s?cent|thousand|million|[-/]|[,.]\d))
    | \b(?:FY|Q[1-4]\s|H[12]\s|fiscal\s+(?:year\s+)?)'?\d{{2,4}}\b | \bQ[1-4]\b
    | \b\d+-(?:for|of|in|on|and|by)-\d+\b | \b0\d{{2,4}}(?:[\s-]\d{{2,4}}){{1,3}}\b | \b\d+(?:st|nd|rd|th)\b | \b\d+(?:\.\d+){{2,}}\b | \b(?:24/7|9/11|50/50|20/20)\b
    | \b[248]K\b(?!\s+(?:people|a\s))                                                                                   # 4K video
    | \b[A-Z]{{1,3}}\d{{1,2}}\s\d[A-Z]{{2}}\b                                                                          # M21 9AB
    | \+?\b\d{{1,4}}(?:[-\s(]{{1,2}}\d{{2,4}}\)?){{0,2}}[-\s]\d{{2,4}}-\d{{2,4}}(?:[-/]\d+)?\b                          # telephone
    | \b(?:one|two)\s+(?:another|by\s+one|day\s+(?:soon|in\s+the))\b | \bno\s+one\b | \bone\s+(?:and\s+the\s+same|after\s+another)\b
    | \b(?:on\s+the\s+)one\s+(?:hand|side)\b | \b(?:any|every|some|this|that|which|each|the|other|another|last|first|next|new|old|big|good|only)\s+one(?:s|['’]s)?\b(?!\s+\w+s?\b)
    | \bone['’]s\b | \bsquare\s+one\b | \bone-(?:off|sided|way|time|stop|on-one|to-one|man|woman|size)\b | \b(?:one|two)-(?:thirds?)-(?:way)\b
    | \b(?:two|three|four)-(?:way|fold\s+path|pronged)\b
    """,
    re.VERBOSE,
)  # fmt: skip
HOLE = "\x00"


def readable(text: str) -> str:
    """Return `text` with every refused run blotted out, offsets unchanged: "at 5pm on 4 May" -> "at \\0\\0\\0 on …"."""
    return REFUSED.sub(lambda match: HOLE * len(match.group()), text)
