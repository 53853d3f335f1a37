"""One key for all romanisations of a name, and a score for two spellings of one person.

Latin letters stand for Cyrillic ones in many systems (BGN/PCGN, ISO 9, GOST, passports, newspapers, Turkic Latin
alphabets). The key folds what the systems disagree about; the score then weighs what is left.
"""

import re
from functools import lru_cache

from anyascii import anyascii

NOT_LETTER = re.compile(r"[^a-z]+")
WORD = re.compile(r"[^\W\d_]+(?:['’`ʼʻ´ʹ′][^\W\d_]+)*")
DOUBLED = re.compile(r"(.)\1+")
# In this order: groups of letters before single ones.
FOLDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"shch|sch|scz|stsh", "sh"),
        (r"tch|tsch|cz|tj(?=[aeiou])", "ch"),
        (r"dzh|dsch|zh|dj", "j"),
        (r"kh|ch(?=[t])", "h"),
        (r"gh|g'", "g"),
        (r"ts|tz", "c"),
        (r"ph", "f"),
        (r"ks", "x"),
        (r"ck|q|c(?=[aoukrlt])", "k"),
        (r"w", "v"),
        (r"sz", "s"),
        (r"ff\Z", "v"),
        (r"oglu|ogly|uly\Z", "uli"),
        (r"j(?=[aou]?[bcdfghklmnprstvxz]|\Z)(?<=[aeiou]j)", "i"),
        (r"y|j(?=\Z)", "i"),
        (r"i?[eo](?=v)|ie|io|e", "e"),
        (r"ia(?=[^i])|ia\Z", "a"),
        (r"iu", "u"),
        (r"(?<=[aeou])i|i(?=[aeou])", ""),
    )
)


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """Return what all romanisations of one name word share: "Baibek", "Baybek" and "Байбек" give one key."""
    letters = NOT_LETTER.sub("", anyascii(word).lower())
    for pattern, replacement in FOLDS:
        letters = pattern.sub(replacement, letters)
    return DOUBLED.sub(r"\1", letters)


def spelling_key(name: str) -> str:
    """Return the word keys of a name, in order: "Kassym-Jomart Tokayev" -> "kasim jomart tokev"."""
    return " ".join(key for key in map(word_key, WORD.findall(name)) if key)
